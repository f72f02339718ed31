"""Two judge, a third resolves; blind, never twice, and several at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.review.judging import Asks, Opinion, Role
from hegui.assess.review.queue import Queue, ReviewItem, open_queue
from hegui.errors import BrokenFile, FileChanged, UsageError
from tests.assess.steps import fine, refusal, wrong

PLAN = "aa" * 32


def items(count: int, asks: Asks = Asks.QUALIFIED) -> list[ReviewItem]:
    return [
        ReviewItem(f"content:{at}", asks, f"问{at}", f"答{at}", "content") for at in range(count)
    ]


def staffed(queue: Queue) -> None:
    for name, role in (("wang", Role.FIRST), ("li", Role.SECOND), ("zhao", Role.THIRD)):
        queue.appoint(name, role)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "review.sqlite")


def test_two_who_agree_settle_an_item(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(1))
        staffed(queue)
        queue.judge("content:0", "wang", wrong("A.2.e"))
        assert list(queue.settled()) == []
        queue.judge("content:0", "li", wrong("A.1.f"))
        settled = next(iter(queue.settled()))
    assert settled.opinion.risks == ("A.1.f", "A.2.e")  # both found it unqualified
    assert not settled.resolved


def test_a_third_resolves_a_disagreement_and_nothing_else(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(2))
        staffed(queue)
        assert queue.next_for("zhao") is None
        queue.judge("content:0", "wang", wrong())
        queue.judge("content:0", "li", fine())
        queue.judge("content:1", "wang", fine())
        with pytest.raises(UsageError) as caught:
            queue.judge("content:1", "zhao", fine())
        assert "is not disputed" in str(caught.value)
        assert queue.progress().disputed == 1
        waiting = queue.next_for("zhao")
        assert waiting is not None
        assert waiting.id == "content:0"
        queue.judge("content:0", "zhao", wrong("A.4.c"))
        assert queue.next_for("zhao") is None
        settled = next(iter(queue.settled()))
    assert settled.resolved
    assert settled.opinion.risks == ("A.4.c",)


def test_a_reviewer_who_judges_twice_is_refused(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(1))
        staffed(queue)
        queue.appoint("sun", Role.FIRST)
        queue.judge("content:0", "wang", fine())
        for name, reason in (("wang", "has judged"), ("sun", "was judged in the role first")):
            with pytest.raises(UsageError) as caught:
                queue.judge("content:0", name, wrong())
            assert reason in str(caught.value)
        assert queue.opinions("content:0")[Role.FIRST] == fine()


def test_nobody_has_two_roles(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        staffed(queue)
        queue.appoint("wang", Role.FIRST)
        with pytest.raises(UsageError):
            queue.appoint("wang", Role.SECOND)
        with pytest.raises(UsageError):
            queue.next_for("nobody")
        with pytest.raises(UsageError):
            queue.appoint("  ", Role.FIRST)


def test_an_opinion_answers_what_was_asked_with_a_reason(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(1))
        queue.add([ReviewItem("refuse:0", Asks.REFUSAL, "q", "a", "refuse")])
        staffed(queue)
        for item, opinion in (
            ("content:0", Opinion(("A.2.e",))),
            ("content:0", Opinion(("A.9.z",), reason="x")),
            ("content:0", refusal(Refusal.FULL)),
            ("refuse:0", fine()),
            ("refuse:0", wrong()),
            ("content:0", Opinion(("A.2.e",), reason="x" * 5000)),
            ("nothing", fine()),
        ):
            with pytest.raises(UsageError):
                queue.judge(item, "wang", opinion)
        queue.judge("refuse:0", "wang", refusal(Refusal.PARTIAL))
        queue.judge("refuse:0", "li", refusal(Refusal.FULL))
        assert queue.progress().disputed == 1


def test_what_is_handed_out_holds_no_view_of_a_machine(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(1))
        staffed(queue)
        queue.judge("content:0", "wang", wrong())
        shown = queue.next_for("li")
    assert shown == ReviewItem("content:0", Asks.QUALIFIED, "问0", "答0", "content")


def test_two_of_one_role_get_different_items(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(2))
        staffed(queue)
        queue.appoint("sun", Role.FIRST)
        one, other = queue.next_for("wang"), queue.next_for("sun")
        assert one is not None
        assert other is not None
        assert one.id != other.id
        assert queue.next_for("wang") == one  # until it is judged


def test_several_at_once_lose_nothing(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(40))
        staffed(queue)

    def work(name: str) -> None:
        with open_queue(path, PLAN) as queue:
            while (item := queue.next_for(name)) is not None:
                queue.judge(item.id, name, fine())

    threads = [threading.Thread(target=work, args=(name,)) for name in ("wang", "li")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with open_queue(path, PLAN) as queue:
        progress = queue.progress()
        assert (progress.settled, progress.disputed) == (40, 0)
        assert progress.by_role == {"first": 40, "second": 40, "third": 0}
        assert queue.add(items(41)) == 1


def test_what_is_no_queue_of_this_plan_is_told(path: str, tmp_path: Path) -> None:
    with open_queue(path, PLAN):
        pass
    with pytest.raises(FileChanged), open_queue(path, "bb" * 32):
        pass
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"no database at all, and longer than a header of one would be" * 20)
    with pytest.raises(BrokenFile), open_queue(str(other), PLAN):
        pass


def test_what_is_skipped_is_free_for_others_and_comes_again(path: str) -> None:
    with open_queue(path, PLAN) as queue:
        queue.add(items(3))
        staffed(queue)
        queue.appoint("sun", Role.FIRST)

        def handed(name: str, after: str = "") -> str:
            item = queue.next_for(name, after)
            assert item is not None
            return item.id

        assert handed("wang") == "content:0"
        assert handed("sun") == "content:1"
        queue.give_back("content:0", "sun")  # it is not theirs to give
        assert handed("sun") == "content:1"
        queue.give_back("content:0", "wang")
        assert handed("wang", after="content:0") == "content:2"
        assert handed("sun") == "content:0"
        queue.judge("content:2", "wang", fine())
        queue.give_back("content:0", "sun")
        assert handed("wang", after="content:2") == "content:0"
        assert handed("wang", after="unknown") == "content:0"
