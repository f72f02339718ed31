"""The queue and ``hegui rules add``, ``review``, ``stale``."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from hegui.catalog import load
from hegui.catalog.proposals import Difference, Proposal, Queue, State
from hegui.catalog.staleness import Why, stale
from hegui.cli import main
from hegui.errors import BrokenFile, UnknownRecord

ONE = Proposal(
    "standards",
    (("id", "gbt-1-2026"), ("title_zh", "甲")),
    "",
    (),
    "list.txt",
    "0" * 64,
    date(2026, 11, 29),
)
OTHER = Proposal(
    "standards",
    (("date_effective", "2026-01-01"), ("id", "gbt-2-2026")),
    "gbt-2-2026",
    (Difference("date_effective", "", "2026-01-01"),),
    "list.txt",
    "0" * 64,
    date(2026, 11, 29),
)


def test_a_queue_keeps_what_it_was_given(tmp_path: Path) -> None:
    queue = Queue(str(tmp_path / "queue"))
    assert queue.all() == ()
    assert queue.add(ONE)
    assert queue.add(OTHER)
    assert queue.all() == (ONE, OTHER)
    assert queue.get(ONE.id) == ONE


def test_what_was_turned_down_is_not_proposed_again(tmp_path: Path) -> None:
    queue = Queue(str(tmp_path))
    queue.add(ONE)
    assert queue.decide(ONE.id, State.REJECTED).state is State.REJECTED
    assert not queue.add(ONE)
    assert [one.state for one in queue.all()] == [State.REJECTED]


def test_the_same_found_again_elsewhere_is_the_same(tmp_path: Path) -> None:
    queue = Queue(str(tmp_path))
    queue.add(ONE)
    again = Proposal(ONE.kind, ONE.row, "", (), "another.html", "1" * 64, date(2027, 1, 1))
    assert not queue.add(again)


@pytest.mark.parametrize("name", ["nothing", "../x", "", "0" * 12])
def test_what_is_not_in_the_queue(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownRecord):
        Queue(str(tmp_path)).get(name)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"row": []}', "[" * 100_000, "x" * 300_000, '{"row": {"id": 1}}'],
)
def test_a_file_that_is_no_proposal(tmp_path: Path, text: str) -> None:
    queue = Queue(str(tmp_path))
    queue.add(ONE)
    (tmp_path / f"{ONE.id}.json").write_text(text)
    with pytest.raises(BrokenFile):
        queue.all()
    (tmp_path / "notes.txt").write_text("is not looked at")


def test_from_a_list_to_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text("GB/T 99003-2026, GB/T 99004-2026, GB 45438-2025")
    assert main(["rules", "add", "list.txt", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "list.txt: 2 found, 2 new in the queue\n"
    assert main(["rules", "add", "list.txt", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "list.txt: 2 found, 0 new in the queue\n"
    assert main(["rules", "review", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["name"] for one in found] == ["gbt-99003-2026", "gbt-99004-2026"]
    first, second = (one["id"] for one in found)
    assert main(["rules", "review", first, "--accept"]) == 0
    accepted = yaml.safe_load(capsys.readouterr().out)
    assert accepted["standards"][0]["number"] == "GB/T 99003-2026"
    assert main(["rules", "review", second, "--reject"]) == 0
    capsys.readouterr()
    assert main(["rules", "review"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["rules", "review", "--all", "--lang", "en"]) == 0
    assert "[accepted]" in capsys.readouterr().out


def test_one_record_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["rules", "add", "--kind", "events", "--field", "id=e1", "--field", "date=2026-11-01"]
    assert main([*words, "--lang", "en"]) == 0
    assert "1 new in the queue" in capsys.readouterr().out
    assert [one.name for one in Queue("catalogue-queue").all()] == ["e1"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("add",), 2),
        (("add", "missing.txt"), 3),
        (("add", "--kind", "songs", "--field", "id=x"), 2),
        (("add", "--kind", "standards"), 2),
        (("add", "--kind", "standards", "--field", "id"), 2),
        (("add", "--kind", "standards", "--field", "id=gb-45438-2025"), 2),
        (("review", "--accept"), 2),
        (("review", "abc"), 2),
        (("stale", "--days", "-1"), 2),
    ],
)
def test_wrong_use(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules", *words]) == status
    assert capsys.readouterr().err.startswith("hegui: ")


def test_nothing_is_stale_on_the_day_it_was_looked_at() -> None:
    assert stale(load(), load().checked_on) == ()


def test_a_day_that_came_asks_for_another_look() -> None:
    due = stale(load(), date(2026, 12, 2))
    ids = {one.record.id for one in due if one.why is Why.DUE}
    assert {"eu-ai-act", "2026-12-02-eu-ai-act-applies"} <= ids
    assert "gb-47955-2026" not in ids
    assert "gb-47955-2026" in {one.record.id for one in stale(load(), date(2027, 1, 1))}


def test_what_waits_and_what_is_old() -> None:
    checked = load().checked_on
    waiting = stale(load(), checked + timedelta(days=61))
    assert {one.record.id for one in waiting if one.why is Why.WAITING} >= {
        "plan-20256778-q-339",
        "cn-digital-virtual-humans-draft-2026",
    }
    old = stale(load(), checked + timedelta(days=181))
    assert {one.why for one in old} == {Why.OLD}


def test_stale_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "stale", "--on", "2026-12-02", "--lang", "en"]) == 1
    assert "a day came that was ahead" in capsys.readouterr().out
    assert main(["rules", "stale", "--on", "2026-11-22"]) == 0
