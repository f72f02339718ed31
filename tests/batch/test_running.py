"""Runs and resumed runs: what is done, what is kept, what is done again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import hegui
from hegui.batch.jobs import Job, Verb
from hegui.batch.numbers import content_number
from hegui.batch.pool import Pool
from hegui.batch.running import run
from hegui.errors import CannotRead, CannotWrite, UsageError
from tests.batch.trees import (
    PRODUCER,
    job,
    last_rows,
    manifest_of,
    numbered,
    rows,
    run_pool,
    tree,
)
from tests.builders import png


@pytest.fixture
def some(tmp_path: Path) -> Job:
    return job(tree(tmp_path / "in", 24), tmp_path / "out")


def test_every_file_is_labelled_and_told(some: Job) -> None:
    done = run_pool(some)

    assert (done.written, done.errors, done.kept) == (24, 0, 0)
    told = last_rows(some)
    assert len(told) == 24
    for name, row in told.items():
        label = hegui.read(f"{some.target}/{name}").sites[0].parsed
        assert label is not None
        number = content_number(some.number, name, str(row["source"]))
        assert label.label.produce_id == row["produce_id"] == number
        assert label.label.content_producer == row["producer"] == PRODUCER
        assert row["size"] == os.path.getsize(f"{some.source}/{name}")
        assert row["outcome"] == "labelled"


def test_a_manifest_among_the_works_is_no_work(some: Job, tmp_path: Path) -> None:
    path = str(tmp_path / "in/00/own.jsonl")
    for _ in range(2):
        done = run(some, path, lambda one: Pool(one, 1, forked=True))
        (tmp_path / "in/00/report.html").write_text("<p>as a run leaves it</p>")
        (tmp_path / "in/00/own.parquet").write_bytes(b"PAR1")

    assert (done.written, done.errors, done.kept) == (0, 0, 24)
    assert len(list(tmp_path.glob("out/*/*"))) == 24


def test_a_work_is_not_replaced_by_the_report(some: Job, tmp_path: Path) -> None:
    work = tmp_path / "in/00/report.html"
    work.write_text("<p>mine</p>")

    with pytest.raises(UsageError, match="would replace"):
        run(some, str(tmp_path / "in/00/own.jsonl"), lambda one: Pool(one, 1, forked=True))

    assert work.read_text() == "<p>mine</p>"
    assert not (tmp_path / "out").exists()


def test_a_second_run_finds_everything_done(some: Job) -> None:
    run_pool(some)
    before = Path(manifest_of(some)).read_bytes()

    done = run_pool(some)

    assert (done.written, done.kept) == (0, 24)
    assert Path(manifest_of(some)).read_bytes() == before


@pytest.mark.parametrize("digest", ["content", "none"])
def test_what_changed_or_was_lost_is_done_again(some: Job, tmp_path: Path, digest: str) -> None:
    some = job(some.source, some.target, digest=digest)
    run_pool(some)
    before = last_rows(some)
    source, target = Path(some.source), Path(some.target)
    (source / "00/0000.png").write_bytes(numbered(1000))  # another content
    (target / "00/0002.png").unlink()  # a lost output
    with (target / "00/0004.png").open("ab") as file:  # a changed one
        file.write(b"\0")
    (source / "new.png").write_bytes(numbered(2000))

    done = run_pool(some)

    assert (done.written, done.kept, done.errors) == (4, 21, 0)
    after = last_rows(some)
    if digest == "none":  # which says when the output was written
        for row in (*before.values(), *after.values()):
            row["result"] = ""
    unlike = {name for name in after if after[name] != before.get(name)}
    # The lost one and the changed one are the same again, numbers and times and all.
    assert unlike == {"00/0000.png", "new.png"}
    assert run_pool(some).kept == 25


def test_a_touched_source_is_another_only_by_time(some: Job) -> None:
    by_time = job(some.source, some.target + "-2", digest="none")
    for each in (some, by_time):
        run_pool(each)
    os.utime(f"{some.source}/00/0000.png", ns=(1, 1))

    assert run_pool(some).written == 0
    assert run_pool(by_time).written == 1


def test_what_was_changed_in_place_is_done_again_without_digests(some: Job) -> None:
    """Which keeps its size and the time of its content."""
    some = job(some.source, some.target, digest="none")
    run_pool(some)
    source, target = Path(some.source) / "00/0000.png", Path(some.target) / "00/0002.png"
    for path, data in ((source, numbered(6)), (target, target.read_bytes())):
        before = path.stat()
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path.stat().st_size == before.st_size

    done = run_pool(some)

    assert (done.written, done.errors, done.kept) == (2, 0, 22)
    assert run_pool(some).kept == 24


def test_files_of_others_are_not_replaced_in_any_run(some: Job) -> None:
    mine = Path(some.target) / "00/0000.png"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"somebody's")

    for _ in range(3):
        done = run_pool(some)

        assert done.faults == {"TargetExists": 1}
        assert mine.read_bytes() == b"somebody's"
    assert run_pool(replace(some, overwrite=True)).errors == 0
    assert hegui.read(str(mine)).sites


def test_a_file_that_appears_while_it_is_begun_is_not_replaced_later(
    some: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name was free when the batch wrote down that it begins, and taken when it wrote."""
    from hegui.batch import running

    (Path(some.target) / "00").mkdir(parents=True)
    mine = Path(some.target) / "00/0000.png"
    mine.write_bytes(b"somebody's")
    monkeypatch.setattr(running, "_free_names", lambda _: lambda name: True)

    for _ in range(2):
        assert run_pool(some).faults == {"TargetExists": 1}
        assert mine.read_bytes() == b"somebody's"


def test_an_output_that_was_begun_and_not_told_is_done_again(some: Job) -> None:
    """As after a kill between a file's publishing and its row."""
    run_pool(some)
    path = Path(manifest_of(some))
    before = last_rows(some)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:10]))
    name = min(before.keys() - last_rows(some).keys())
    path.write_bytes(b"".join(lines[:10]) + lines[10][:20])
    left = (Path(some.target) / name).with_name(f".{Path(name).name}.0123456789ab.hegui-tmp")
    left.write_bytes(b"half")
    other = Path(some.target) / ".else.png.0123456789ab.hegui-tmp"
    other.write_bytes(b"of another process")

    done = run_pool(some)

    assert done.torn == 20
    assert done.removed == 1
    assert not left.exists()
    assert other.exists()
    assert last_rows(some) == before


def test_bad_files_have_rows_and_stop_nothing(some: Job) -> None:
    source = Path(some.source)
    (source / "cut.png").write_bytes(png.plain()[:30])
    (source / "empty.jpg").write_bytes(b"")
    (source / "loop.png").symlink_to("loop.png")
    (source / "odd-\udcff.png").write_bytes(png.plain())

    done = run_pool(some)

    told = last_rows(some)
    assert done.errors == 3 - (not told.get("loop.png"))
    assert told["odd-\udcff.png"]["outcome"] == "labelled"
    assert told["cut.png"]["outcome"] == "error"
    assert told["cut.png"]["error"] == {
        "kind": "BrokenFile",
        "reason": told["cut.png"]["error"]["reason"],  # type: ignore[index]
        "place": told["cut.png"]["error"]["place"],  # type: ignore[index]
    }
    assert run_pool(some).errors == done.errors  # tried again, and told again


@pytest.mark.parametrize("vanishes", [True, False])
def test_a_file_that_changes_while_it_is_worked_on_has_an_error(
    some: Job, monkeypatch: pytest.MonkeyPatch, vanishes: bool
) -> None:
    """After its content was read for its identity, and before its row is made."""
    from hegui.batch.rows import Row
    from hegui.batch.verbs import Checking

    look = Checking.look

    def looking(self: Checking, path: str) -> Row:
        row = look(self, path)
        if path.endswith("0004.png"):
            if vanishes:
                os.unlink(path)
            else:
                Path(path).write_bytes(numbered(4000))
        return row

    monkeypatch.setattr(Checking, "look", looking)
    checked = job(some.source, some.target, Verb.CHECK)

    done = run_pool(checked)

    assert done.faults == {"FileChanged": 1}
    monkeypatch.undo()
    assert run_pool(checked).written == (0 if vanishes else 1)


def test_checks_and_audits_are_resumed_as_well(some: Job, tmp_path: Path) -> None:
    run_pool(some)
    for verb, outcome in ((Verb.CHECK, "checked"), (Verb.AUDIT, "audited")):
        looked = job(some.target, tmp_path / verb.value, verb)
        done = run_pool(looked)

        assert (done.written, done.errors) == (24, 0)
        for row in last_rows(looked).values():
            assert row["outcome"] == outcome
            assert row["producer"] == PRODUCER
            if verb is Verb.CHECK:
                assert row["verdict"] == "is"
                assert "label.is" in row["signs"]  # type: ignore[operator]
        assert run_pool(looked).kept == 24


def test_uploads_are_handed_on(some: Job, tmp_path: Path) -> None:
    run_pool(some)
    (Path(some.target) / "unmarked.png").write_bytes(png.plain())
    handed = job(some.target, tmp_path / "published", Verb.PROPAGATE, propagator="platform.example")

    done = run_pool(handed)

    told = last_rows(handed)
    assert done.errors == 0
    assert told["unmarked.png"]["outcome"] == "unchanged"
    row = told["00/0000.png"]
    assert (row["outcome"], row["propagator"]) == ("propagated", "platform.example")
    assert row["propagate_id"] == content_number(handed.number, "00/0000.png", str(row["source"]))
    assert row["produce_id"] == last_rows(some)["00/0000.png"]["produce_id"]


def test_own_labels_keep_their_numbers(some: Job, tmp_path: Path) -> None:
    """As with hegui label: a number that a file has already is not exchanged for a derived one."""
    run_pool(some)
    again = job(some.target, tmp_path / "again")

    run_pool(again)

    before, after = last_rows(some), last_rows(again)
    assert {name: row["produce_id"] for name, row in after.items()} == {
        name: row["produce_id"] for name, row in before.items()
    }


def test_what_is_gone_from_the_source_is_counted_as_that_and_nothing_else(some: Job) -> None:
    source = Path(some.source)
    (source / "empty.png").write_bytes(b"")
    assert run_pool(some).summary is None
    (source / "empty.png").unlink()
    (source / "00/0000.png").unlink()
    (source / "cut.png").write_bytes(png.plain()[:30])

    done = run_pool(some)

    assert done.summary is not None
    assert (done.summary.files, done.summary.gone) == (24, 2)
    assert done.summary.errors == {"BrokenFile": 1}
    (source / "00/0000.png").write_bytes(numbered(0))  # it is there again, as it was
    done = run_pool(some)
    assert done.summary is not None
    assert (done.summary.files, done.summary.gone, done.kept) == (25, 1, 24)


def test_what_cannot_be_listed_is_not_gone(some: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    from hegui.batch import running
    from hegui.batch.contract import Found

    run_pool(some)

    class Place:
        def walk(self, *_: object) -> Iterator[Found]:
            yield Found("01", fault=CannotRead("no"))
            yield from (Found(f"00/{at:04}.{'jpg' if at % 2 else 'png'}") for at in range(9))

    monkeypatch.setattr(running, "place_of", lambda _: Place())
    done = run_pool(some)

    assert done.summary is not None
    assert done.summary.files == 9 + 10 + 1
    assert done.summary.gone == 1 + 4  # of the folders 00 and 02


def test_a_rate_is_kept(some: Job) -> None:
    done = run_pool(some, rate=20.0)

    assert done.written == 24
    assert done.seconds >= 23 / 20


def test_options_at_fault_are_told_before_any_file(some: Job) -> None:
    with pytest.raises(UsageError):
        run_pool(job(some.source, some.target, producer="", propagator=""))
    assert not list(Path(some.target).glob("0*"))


@pytest.mark.parametrize("target", ["in", "in/..", "."])
def test_results_are_not_mixed_with_originals(tmp_path: Path, target: str) -> None:
    source = tree(tmp_path / "in", 2)

    with pytest.raises(UsageError):
        run_pool(job(source, tmp_path / target))


def test_a_target_within_the_source_is_not_a_source(tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 4)
    some = job(source, source / "out")

    assert run_pool(some).written == 4
    assert run_pool(some).kept == 4


def test_a_fault_of_the_disk_ends_the_run_and_no_row_lies(
    some: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outputs that are not durable have no rows; the next run does them again."""
    from hegui.batch import committing

    def failing(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(committing, "sync_file_system", failing)
    with pytest.raises(CannotWrite, match="power failure"):
        run_pool(some)
    assert not list(rows(some))
    monkeypatch.undo()

    done = run_pool(some)

    assert (done.written, done.errors) == (24, 0)


def test_the_engine_sees_nothing_of_an_empty_source(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    some = job(tmp_path / "in", tmp_path / "out")

    with pytest.raises(CannotRead, match="holds no file"):
        run_pool(some)
    assert not Path(manifest_of(some)).exists()
    shutil.rmtree(tmp_path / "in")
    with pytest.raises(UsageError):
        run(some, manifest_of(some), lambda one: pytest.fail("no engine is needed"))
