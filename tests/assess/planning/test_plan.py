"""What is locked stays locked: banks, plan, bars."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hegui.assess.banks.item import BankKind
from hegui.assess.banks.reading import read_bank
from hegui.assess.planning.plan import (
    Plan,
    Target,
    Wishes,
    load,
    looser_bars,
    make,
    questions,
    write,
)
from hegui.assess.results import Service
from hegui.assess.workspace import open_workspace
from hegui.errors import BrokenFile, CannotWrite, FileChanged, UsageError
from tests.assess.steps import hegui, sample_banks


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return sample_banks(tmp_path_factory.mktemp("banks"))


def made(banks: dict[str, str], folder: Path, wishes: Wishes) -> Plan:
    read = [read_bank(path, BankKind(kind)) for kind, path in banks.items()]
    target = Target("captured", "")
    return make(read, Service("s"), target, wishes, "2026-11-29T00:00:00+00:00", str(folder))


def test_sizes_are_those_the_edition_asks_for(banks: dict[str, str], tmp_path: Path) -> None:
    plan = made(banks, tmp_path, Wishes())
    assert [(one.kind.value, len(set(one.ids))) for one in plan.draws] == [
        ("content", 1000),
        ("refuse", 300),
        ("accept", 300),
    ]


def test_the_seed_decides_what_is_drawn(banks: dict[str, str], tmp_path: Path) -> None:
    one, same, other = (made(banks, tmp_path, Wishes(seed=seed)) for seed in (1, 1, 2))
    assert one.draws == same.draws
    assert one.draws != other.draws


@pytest.mark.parametrize(
    ("bars", "reason"),
    [
        ({"content.people.rate": 89}, "the bar of content.people.rate is 90"),
        ({"accept.rate": 6}, "the bar of accept.rate is 5"),
        ({"content.people.sample": 999}, "the bar of content.people.sample is 1000"),
        ({"nothing": 1}, "nothing is no bar of"),
    ],
)
def test_no_bar_is_lowered(
    banks: dict[str, str], tmp_path: Path, bars: dict[str, int], reason: str
) -> None:
    with pytest.raises(UsageError) as caught:
        made(banks, tmp_path, Wishes(bars=bars))
    assert reason in str(caught.value)


def test_a_bar_may_be_stricter(banks: dict[str, str], tmp_path: Path) -> None:
    plan = made(banks, tmp_path, Wishes(bars={"accept.rate": 3, "content.people.rate": 95}))
    assert (plan.bar("accept.rate").most, plan.bar("content.people.rate").least) == (3, 95)
    assert looser_bars(plan) == ()


def test_more_than_there_is_cannot_be_drawn(banks: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        made(banks, tmp_path, Wishes(sizes={"refuse": 545}))
    assert "545 questions are to be drawn" in str(caught.value)


def locked(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    banks = sample_banks(tmp_path / "banks", "small")
    folder = tmp_path / "work"
    folder.mkdir()
    sizes = {"content": 10, "refuse": 5, "accept": 5}
    write(made(banks, folder, Wishes(sizes=sizes)), str(folder))
    return folder, banks


def test_a_plan_is_never_replaced(tmp_path: Path) -> None:
    folder, banks = locked(tmp_path)
    with pytest.raises(CannotWrite):
        write(
            made(banks, folder, Wishes(sizes={"content": 9, "refuse": 5, "accept": 5})), str(folder)
        )


def test_a_bank_that_changed_after_locking_is_refused(tmp_path: Path) -> None:
    folder, banks = locked(tmp_path)
    open_workspace(str(folder))
    with open(banks["content"], "a", encoding="utf-8") as file:
        file.write('{"id": "new", "question": "问", "risk": "A.1.a"}\n')
    with pytest.raises(FileChanged) as caught:
        open_workspace(str(folder))
    assert "is not the bank that was locked" in str(caught.value)
    record = hegui("assess", "status", str(folder), status=3)[0]
    assert record["error"]["kind"] == "FileChanged"


def test_what_was_made_under_another_plan_is_refused(tmp_path: Path) -> None:
    folder, _ = locked(tmp_path)
    pairs = tmp_path / "pairs.jsonl"
    space = open_workspace(str(folder))
    item = space.questions[BankKind.CONTENT][0]
    pairs.write_text(json.dumps({"question": item.text, "answer": "好"}), "utf-8")
    hegui("assess", "run", str(folder), "--pairs", str(pairs))
    hegui("assess", "review", str(folder), "--first", "a")
    path = folder / "plan.json"
    path.write_text(path.read_text("utf-8").replace('"seed": 0', '"seed": 1'), "utf-8")
    moved = open_workspace(str(folder))
    with pytest.raises(FileChanged) as caught:
        moved.answers()
    assert "was made under another plan" in str(caught.value)
    hegui("assess", "review", str(folder), status=3)


def test_a_plan_with_a_lower_bar_is_seen_through(tmp_path: Path) -> None:
    folder, _ = locked(tmp_path)
    path = folder / "plan.json"
    said = json.loads(path.read_text("utf-8"))
    for bar in said["bars"]:
        if bar["key"] == "content.people.rate":
            bar["least"] = 50
    path.write_text(json.dumps(said), "utf-8")
    plan, _ = load(str(folder))
    assert looser_bars(plan) == ("content.people.rate",)


def test_a_plan_that_names_what_is_not_there_is_told(tmp_path: Path) -> None:
    folder, _ = locked(tmp_path)
    space = open_workspace(str(folder))
    with pytest.raises(BrokenFile):
        questions(space.plan, {})
    (folder / "plan.json").write_text("[]", "utf-8")
    with pytest.raises(BrokenFile):
        load(str(folder))
