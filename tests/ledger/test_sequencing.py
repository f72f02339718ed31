"""Groups of appends: everybody gets an answer, and the right one."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from hegui.errors import LedgerUnavailable, ReusedKey
from hegui.ledger.appending import Outcome
from hegui.ledger.drafts import Appended, Draft
from hegui.ledger.entries import decode_entry, encode_entry
from hegui.ledger.sequencing import Sequencer
from tests.ledger.samples import production


class Store:
    """Commits groups slowly, one at a time, and refuses or fails as records say."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.size = 0
        self.inside = 0

    def commit(self, submissions: Sequence[tuple[Draft, ...]]) -> list[Outcome]:
        self.inside += 1
        assert self.inside == 1, "two groups at once"
        try:
            time.sleep(0.002)
            keys = {one.key for drafts in submissions for one in drafts}
            if "interrupt" in keys:
                raise KeyboardInterrupt
            if "fail" in keys:
                raise LedgerUnavailable("test")
            self.groups.append(len(submissions))
            return [self._outcome(one) for one in submissions]
        finally:
            self.inside -= 1

    def _outcome(self, drafts: tuple[Draft, ...]) -> Outcome:
        if drafts[0].key == "refuse":
            return ReusedKey("test")
        found = []
        for one in drafts:
            entry = decode_entry(self.size, encode_entry(one.record, None, 0))
            found.append(Appended(entry))
            self.size += 1
        return tuple(found)


def test_many_threads_share_groups_and_each_gets_its_own() -> None:
    store = Store()
    sequencer = Sequencer(store.commit)

    def appending(number: int) -> tuple[int, str]:
        (appended,) = sequencer.append((Draft(production(number)),))
        record = appended.entry.record
        return appended.entry.position, str(record.public()["produce_id"])

    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(appending, range(300)))
    assert [name for _, name in found] == [f"made-{number}" for number in range(300)]
    assert sorted(position for position, _ in found) == list(range(300))
    assert sum(store.groups) == 300
    assert max(store.groups) > 1


def test_a_refused_one_harms_nobody_else() -> None:
    store = Store()
    sequencer = Sequencer(store.commit)

    def appending(number: int) -> str:
        try:
            sequencer.append((Draft(production(number), "refuse" if number % 3 == 0 else ""),))
        except ReusedKey:
            return "refused"
        return "appended"

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(appending, range(90)))
    assert found == ["refused" if number % 3 == 0 else "appended" for number in range(90)]
    assert store.size == 60


@pytest.mark.parametrize("key", ["fail", "interrupt"])
def test_after_a_failure_it_goes_on(key: str) -> None:
    store = Store()
    sequencer = Sequencer(store.commit)
    answers: list[str] = []
    lock = threading.Lock()

    def appending(number: int) -> None:
        try:
            sequencer.append((Draft(production(number), key if number == 5 else ""),))
            said = "appended"
        except LedgerUnavailable:
            said = "failed"
        except KeyboardInterrupt:
            said = "interrupted"
        with lock:
            answers.append(said)

    threads = [threading.Thread(target=appending, args=(number,)) for number in range(40)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert len(answers) == 40
    assert answers.count("interrupted") == (1 if key == "interrupt" else 0)
    assert store.size == answers.count("appended")
    assert sequencer.append((Draft(production()),))


def test_a_group_has_a_ceiling_but_any_submission_fits() -> None:
    store = Store()
    sequencer = Sequencer(store.commit)
    many = tuple(Draft(production(number)) for number in range(5000))
    assert len(sequencer.append(many)) == 5000
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: len(sequencer.append(many[:2000])), range(8)))
    assert found == [2000] * 8
    assert max(store.groups) <= 2
