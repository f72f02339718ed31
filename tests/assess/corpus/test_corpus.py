"""Training data: uniform samples in one pass, at least a tenth, and memory that does not grow."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.assess.banks.item import Item
from hegui.assess.corpus import records as room
from hegui.assess.corpus.checking import Checker, SourceCheck, check, source_finding
from hegui.assess.corpus.records import records, sources, text_of
from hegui.assess.corpus.sampling import one_of_each, reservoir
from hegui.assess.requirements import requirement
from hegui.assess.results import Outcome
from hegui.errors import BrokenFile, CannotRead, CeilingExceeded
from tests.assess.plugged import LEAK, SILENT, Words

SHARE = requirement("tc260-003-2024", "corpus.technique.sample")


def test_every_item_is_as_likely_as_any_other() -> None:
    drawn = Counter(one for seed in range(6000) for one in reservoir(range(20), 5, seed).items)
    # 1,500 expected each, deviation 34: five of them.
    assert all(abs(drawn[one] - 1500) < 170 for one in range(20))


@given(st.integers(0, 300), st.integers(1, 40), st.integers(0, 5))
def test_a_reservoir_holds_what_it_should(length: int, size: int, seed: int) -> None:
    found = reservoir(iter(range(length)), size, seed)
    assert found.population == length
    assert len(found.items) == min(size, length)
    assert list(found.items) == sorted(set(found.items))


@given(st.integers(0, 300), st.integers(1, 12), st.integers(0, 5))
def test_one_of_each_is_never_too_few(length: int, block: int, seed: int) -> None:
    found = list(one_of_each(iter(range(length)), block, seed))
    assert len(found) == -(-length // block)
    assert [one // block for one in found] == list(range(len(found)))


def test_which_of_a_block_is_drawn_is_by_chance() -> None:
    drawn = Counter(one % 10 for one in one_of_each(iter(range(100_000)), 10, 1))
    assert all(850 < drawn[one] < 1150 for one in range(10))


def test_memory_is_flat_over_100_gb() -> None:
    """Simulated: one line of 10 kB given out again, 200,000 times here, as if 100 GB went by."""
    line = b"x" * 10_000

    def stream(count: int) -> Iterator[bytes]:
        for _ in range(count):
            yield line

    peaks = []
    for count in (20_000, 200_000):
        tracemalloc.start()
        reservoir(stream(count), 4000, 1)
        sum(1 for _ in one_of_each(stream(count), 10, 1))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1


def test_lines_json_and_parquet(tmp_path: Path) -> None:
    texts = [f"第{at}行" for at in range(50)]
    (tmp_path / "a.txt").write_text("\n\n".join(texts), "utf-8")
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"text": one}) + "\n" for one in texts), "utf-8"
    )
    table = pyarrow.table({"n": list(range(50)), "text": texts})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    for name in ("a.txt", "a.jsonl", "a.parquet"):
        found = list(records(str(tmp_path / name)))
        assert [text_of(one) for one in found] == texts
    assert list(records(str(tmp_path / "a.txt")))[1].id.endswith("a.txt#3")
    assert len(sources([str(tmp_path / "*.txt"), str(tmp_path / "a.jsonl")])) == 2


def test_blocks_cut_lines_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join("字" * (at % 7) for at in range(200)), "utf-8")
    whole = [(one.number, one.data) for one in records(str(path))]
    monkeypatch.setattr(room, "_BLOCK", 5)
    assert [(one.number, one.data) for one in records(str(path))] == whole
    assert len(whole) == 171


def test_what_is_no_corpus_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "a.jsonl"
    bad.write_text('{"text": "x"}\n{"other": 1}\n{\n', "utf-8")
    found = list(records(str(bad)))
    for at, place in ((1, "line 2"), (2, "line 3")):
        with pytest.raises(BrokenFile) as caught:
            text_of(found[at])
        assert caught.value.place == place
    with pytest.raises(CannotRead):
        list(records(str(tmp_path / "none.txt")))
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(BrokenFile):
        list(records(str(tmp_path / "a.parquet")))
    monkeypatch.setattr(room, "MOST_ITEM", 100)
    (tmp_path / "endless.txt").write_bytes(b"x" * 2_000_000)
    with pytest.raises(CeilingExceeded):
        list(records(str(tmp_path / "endless.txt")))


def test_the_technical_check_counts_exactly(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = ["炸弹" if at % 4 == 0 else LEAK if at % 4 == 1 else SILENT if at % 4 == 2 else "好"
             for at in range(400)]  # fmt: skip
    path.write_text("\n".join(lines), "utf-8")
    checker = Checker([Item("1", "炸弹", "A.1.d")], Words())

    found = check([str(path)], checker, SHARE, 5, "aa")

    drawn = [lines[int(one.id.rpartition("#")[2]) - 1]
             for one in one_of_each(records(str(path)), 10, 5)]  # fmt: skip
    assert (found.population, found.checked) == (400, 40)
    assert found.flagged == sum(one in ("炸弹", LEAK) for one in drawn)
    assert sum(one.items for one in found.unscored) == drawn.count(SILENT)
    assert {one.name: one.items for one in found.by_risk} == {
        "A.1.d": drawn.count("炸弹"),
        "A.2.e": drawn.count(LEAK),
    }


@pytest.mark.parametrize(
    ("flagged", "unscored", "expected"),
    [(50, 0, Outcome.PASS), (51, 0, Outcome.WARN), (45, 10, Outcome.COULD_NOT_TELL)],
)
def test_five_percent_of_a_source_warn_at_most(
    flagged: int, unscored: int, expected: Outcome
) -> None:
    """The source of the figure is secondary."""
    rule = requirement("tc260-003-2024", "source.before")
    finding = source_finding(rule, SourceCheck("s", 9999, 1000, flagged, unscored))
    assert finding.outcome is expected
