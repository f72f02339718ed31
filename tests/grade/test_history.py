"""The history: only added to, and a changed line is found."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from pathlib import Path

import pytest

from hegui.errors import BrokenFile, CannotWrite
from hegui.grade.grading import Graded, graded
from hegui.grade.history import append, read_history
from tests.grade.samples import answers, table

AT = "2026-11-29T08:00:00+00:00"


@pytest.fixture
def found(tmp_path: Path) -> Graded:
    return graded(answers(tmp_path), table(tmp_path))


@pytest.fixture
def kept(tmp_path: Path, found: Graded) -> Path:
    path = tmp_path / "history.jsonl"
    for _ in range(4):
        append(str(path), found, AT)
    return path


def test_lines_hash_the_answers_the_table_and_the_line_before(kept: Path, found: Graded) -> None:
    entries = read_history(str(kept))

    assert [one.number for one in entries] == [1, 2, 3, 4]
    assert entries[0].previous == "0" * 64
    assert [one.previous for one in entries[1:]] == [one.digest for one in entries[:-1]]
    assert {one.answers for one in entries} == {found.answers.digest}
    assert found.table is not None
    assert {one.table for one in entries} == {found.table.sha256}
    assert {one.level for one in entries} == {"considerable"}


@pytest.mark.parametrize(
    "member", ["at", "subject", "level", "answers", "table", "previous", "digest", "number"]
)
def test_a_changed_member_is_found(kept: Path, member: str) -> None:
    lines = kept.read_text("utf-8").splitlines()
    told = json.loads(lines[1])
    told[member] = 9 if member == "number" else ("f" * 64 if len(told[member]) == 64 else "x")
    lines[1] = json.dumps(told, ensure_ascii=False)
    kept.write_text("\n".join(lines) + "\n", "utf-8")

    with pytest.raises(BrokenFile) as caught:
        read_history(str(kept))
    assert caught.value.place == "line 2"


def test_a_line_taken_out_or_moved_is_found(kept: Path) -> None:
    lines = kept.read_text("utf-8").splitlines(keepends=True)
    for changed in (lines[:1] + lines[2:], [lines[1], lines[0], *lines[2:]], lines[1:]):
        kept.write_text("".join(changed), "utf-8")
        with pytest.raises(BrokenFile):
            read_history(str(kept))


def test_a_moment_that_is_none_is_no_line(kept: Path, found: Graded) -> None:
    append(str(kept), found, "yesterday")
    with pytest.raises(BrokenFile, match="no line of a history"):
        read_history(str(kept))


@pytest.mark.parametrize("junk", ["{}", "[]", "no", '{"number": "1"}', "9" * 5000, "[" * 100_000])
def test_other_lines_are_our_errors(tmp_path: Path, junk: str) -> None:
    path = tmp_path / "h"
    path.write_text(junk + "\n")
    with pytest.raises(BrokenFile) as caught:
        read_history(str(path))
    assert caught.value.place == "line 1"


def test_a_history_that_does_not_hold_is_not_added_to(kept: Path, found: Graded) -> None:
    data = kept.read_bytes()[:-20]
    kept.write_bytes(data)
    with pytest.raises(BrokenFile, match="cut off"):
        append(str(kept), found, AT)
    assert kept.read_bytes() == data


def test_half_a_line_on_a_full_disk_is_taken_back(
    kept: Path, found: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, write = kept.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:30]))
    with pytest.raises(CannotWrite, match=os.strerror(errno.ENOSPC)):
        append(str(kept), found, AT)
    assert kept.read_bytes() == before


def add_many(path: str, folder: str) -> None:
    found = graded(answers(Path(folder)), None)
    for _ in range(10):
        append(path, found, AT)


def test_several_processes_add_without_losing_a_line(tmp_path: Path) -> None:
    path = str(tmp_path / "h")
    folders = [tmp_path / str(at) for at in range(3)]
    for folder in folders:
        folder.mkdir()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=add_many, args=(path, str(one))) for one in folders]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(read_history(path)) == 30


def test_a_place_that_cannot_be_written(tmp_path: Path, found: Graded) -> None:
    with pytest.raises(CannotWrite):
        append(str(tmp_path / "no" / "h"), found, AT)
