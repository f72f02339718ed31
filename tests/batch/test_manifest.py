"""The manifest: only whole lines count, one run has it, and it is of one batch."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hegui.batch import manifest as module
from hegui.batch.index import Index, rows
from hegui.batch.jobs import Digest, Job, Verb
from hegui.batch.manifest import Manifest, records
from hegui.batch.rows import Fault, Item, Row
from hegui.errors import UsageError
from tests.batch.trees import job, lines


@pytest.fixture
def some(tmp_path: Path) -> Job:
    return job(tmp_path / "in", tmp_path / "out")


def written(path: Path, some: Job) -> bytes:
    """A manifest with names that were begun and rows of most of them."""
    manifest = Manifest(str(path), some)
    manifest.begin(["a", "b", "c", "d"])
    manifest.add(lines(Row("a", "labelled", "sha256:1", target="a", result="sha256:2")))
    manifest.add(lines(Row("b", "error", error=Fault("BrokenFile", "why"))))
    manifest.add(lines(Row("c", "error", error=Fault("TargetExists", "why"))))
    manifest.close()
    return path.read_bytes()


def test_cut_off_at_every_byte_it_goes_on_with_the_whole_lines(
    tmp_path: Path, some: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_flush", "sync_directory"):  # the disk takes its time, a thousand times over
        monkeypatch.setattr(module, name, lambda _: None)
    path = tmp_path / "manifest.jsonl"
    data = written(path, some)
    first = data.index(b"\n") + 1
    for length in range(len(data)):
        path.write_bytes(data[:length])

        manifest = Manifest(str(path), some)

        kept = data[:length].rfind(b"\n") + 1
        assert manifest.torn == length - kept
        assert manifest.resumed is (kept > first)
        if kept:
            assert path.read_bytes() == data[:kept]
            assert manifest.job.number == some.number
        manifest.add(lines(Row("e", "labelled")))
        manifest.close()
        assert [record for _, record in records(str(path))][-1]["name"] == "e"


def test_a_resumed_batch_has_the_number_that_it_began_with(tmp_path: Path, some: Job) -> None:
    path = tmp_path / "manifest.jsonl"
    written(path, some)

    again = Manifest(str(path), replace(some, number="0" * 32))

    assert again.job.number == some.number
    again.close()


@pytest.mark.parametrize(
    "other",
    [{"verb": Verb.PROPAGATE}, {"target": "elsewhere"}, {"digest": Digest.NONE}],
    ids=str,
)
def test_another_batch_does_not_go_on_with_it(
    tmp_path: Path, some: Job, other: dict[str, object]
) -> None:
    path = tmp_path / "manifest.jsonl"
    data = written(path, some)

    with pytest.raises(UsageError, match="another batch"):
        Manifest(str(path), replace(some, **other))  # type: ignore[arg-type]
    assert path.read_bytes() == data


def test_nor_one_with_other_options(tmp_path: Path, some: Job) -> None:
    path = tmp_path / "manifest.jsonl"
    written(path, some)

    with pytest.raises(UsageError, match="other options"):
        Manifest(str(path), replace(some, options=replace(some.options, seal=True)))


def test_an_audit_stays_of_the_day_that_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    audit = job(tmp_path / "in", tmp_path / "out", Verb.AUDIT)
    path = str(tmp_path / "manifest.jsonl")
    Manifest(path, audit).close()
    monkeypatch.setattr(module, "today", lambda: date(2099, 1, 1))

    again = Manifest(path, audit)

    assert again.job.options.on not in (None, "2099-01-01")
    again.close()
    with pytest.raises(UsageError):
        Manifest(path, replace(audit, options=replace(audit.options, on="2020-01-01")))


@pytest.mark.parametrize(
    "data",
    [
        b"no JSON\n",
        b"[1, 2]\n",
        b"{}\n",
        b'{"hegui_batch": 1}\n',
        b'{"hegui_batch": 1, "batch": "zz"}\n',
        b'{"hegui_batch": 99, "batch": "00112233445566778899aabbccddeeff"}\n',
        b"[" * 100_000 + b"\n",
        b"\xff\xfe\n",
    ],
    ids=range(8),
)
def test_what_is_no_manifest_is_refused_and_left_alone(
    tmp_path: Path, some: Job, data: bytes
) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(data)

    with pytest.raises(UsageError):
        Manifest(str(path), some)
    assert path.read_bytes() == data


def test_one_run_at_a_time_has_it(
    tmp_path: Path, some: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.2)
    path = str(tmp_path / "manifest.jsonl")
    first = Manifest(path, some)

    with pytest.raises(UsageError, match="another run"):
        Manifest(path, some)
    first.close()
    Manifest(path, some).close()


def test_who_waits_for_another_run_is_told_so_once(
    tmp_path: Path, some: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.4)
    monkeypatch.setattr(module, "_SILENT", 0.1)
    path = str(tmp_path / "manifest.jsonl")
    first = Manifest(path, some)
    told: list[float] = []

    with pytest.raises(UsageError, match="another run"):
        Manifest(path, some, waiting=told.append)
    first.close()
    Manifest(path, some, waiting=told.append).close()

    assert told == [0.4]


def test_a_killed_runs_worker_keeps_the_next_run_waiting(tmp_path: Path, some: Job) -> None:
    """The lock is inherited: while a worker that outlived its master writes on, nobody resumes."""
    path = str(tmp_path / "manifest.jsonl")
    first = Manifest(path, some)
    os.set_inheritable(first.descriptor, True)
    worker = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(0.7)"], pass_fds=(first.descriptor,)
    )
    first.close()

    again = Manifest(path, some)

    assert worker.wait() == 0  # it had ended, or ends now: nobody was killed for it
    again.close()


def test_the_index_knows_what_was_done_begun_and_taken(tmp_path: Path, some: Job) -> None:
    path = tmp_path / "manifest.jsonl"
    written(path, some)
    index = Index(str(path))

    known = {name: index.look(name) for name in "abcd"}

    assert known == {
        "a": Item("a", source="sha256:1", result="sha256:2", target="a", own=True),
        "b": Item("b", own=True),
        "c": Item("c", own=False),  # somebody else's file stands there
        "d": Item("d", own=True),
    }
    assert index.look("e") is None
    assert list(index.unfinished()) == ["d"]
    index.close()


def test_of_several_rows_of_a_name_the_last_holds(tmp_path: Path, some: Job) -> None:
    path = str(tmp_path / "manifest.jsonl")
    manifest = Manifest(path, some)
    odd = "odd-\udcff"
    manifest.add(
        lines(Row("a", "error"), Row(odd, "labelled", size=1), Row("a", "labelled", size=2))
    )
    manifest.close()

    assert [(row.name, row.size) for row in rows(path)] == [(odd, 1), ("a", 2)]
