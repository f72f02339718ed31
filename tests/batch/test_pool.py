"""Workers that crash, hang, or take too much cost the file they were at, and nothing else."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hegui.batch.jobs import Job, Limits, Verb
from hegui.batch.pool import Pool
from hegui.batch.rows import Item, Row
from hegui.batch.verbs import Labelling
from hegui.errors import MissingExtra, UsageError
from hegui.files.target import Target
from tests.batch.trees import job, last_rows, run_pool, tree

Write = Callable[[Labelling, str, Target, str], Row]


@pytest.fixture
def some(tmp_path: Path) -> Job:
    return job(tree(tmp_path / "in", 40), tmp_path / "out")


def crash() -> None:
    faulthandler.disable()  # it would tell of the crash at length
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(7)


def hang() -> None:
    time.sleep(600)


def hang_deaf() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def spend() -> None:
    bytearray(2 * 1024**3)


def err() -> None:
    raise RuntimeError("a mistake of ours")


@pytest.mark.parametrize(
    ("does", "kind", "said"),
    [
        (crash, "WorkerLost", "SIGSEGV"),
        (leave, "WorkerLost", "status 7"),
        (hang, "CeilingExceeded", "time limit"),
        (hang_deaf, "CeilingExceeded", "time limit"),
        (spend, "CeilingExceeded", "memory"),
        (err, "RuntimeError", "a mistake of ours [test_pool.py"),
    ],
)
def test_one_file_is_lost_and_no_other(
    some: Job, monkeypatch: pytest.MonkeyPatch, does: Callable[[], None], kind: str, said: str
) -> None:
    """Several bad files, so that workers are replaced again and again."""
    bad = {"00/0003.jpg", "01/0014.png", "01/0015.jpg", "03/0039.jpg"}
    if does is hang_deaf:
        bad = {"00/0003.jpg"}  # each costs the grace of two seconds
    write = Labelling.write

    def writing(self: Labelling, path: str, target: Target, number: str) -> Row:
        if any(path.endswith(name) for name in bad):
            Path(target.path).with_name(f".{Path(path).name}.0123456789ab.hegui-tmp").write_bytes(
                b"half a file"
            )
            does()
        return write(self, path, target, number)

    monkeypatch.setattr(Labelling, "write", writing)
    # On a machine under load a good file may take a second.
    seconds = 3.0 if does in (hang, hang_deaf) else 30.0
    limited = replace(some, limits=Limits(seconds=seconds, memory=512 * 1024**2))

    done = run_pool(limited)

    told = last_rows(limited)
    assert {name for name, row in told.items() if row["outcome"] == "error"} == bad
    assert done.faults == {kind: len(bad)}
    assert len(told) == 40
    for name in bad:
        fault = told[name]["error"]
        assert isinstance(fault, dict)
        assert said in fault["reason"]
    if kind != "RuntimeError" and does is not spend:
        assert not list(Path(some.target).rglob("*.hegui-tmp"))
    monkeypatch.undo()
    assert run_pool(limited).written == len(bad)


def items(count: int) -> Iterator[Item | None]:
    for number in range(count):
        yield None
        yield Item(f"{number // 10:02}/{number:04}.{'jpg' if number % 2 else 'png'}")


def test_none_among_the_items_is_waited_for(some: Job) -> None:
    Path(some.target).mkdir()
    with Pool(some, 2) as pool:
        rows = [one.row for finished in pool.run(items(40)) for one in finished.told]

    assert sorted(row.name for row in rows) == [item.name for item in items(40) if item]


def test_a_pool_started_anew_does_the_same(some: Job) -> None:
    """As within a process of many threads, which is not forked."""
    Path(some.target).mkdir()
    with Pool(some, 1, forked=False) as pool:
        first = [one.row for finished in pool.run(items(10)) for one in finished.told]
        second = [
            one.row for finished in pool.run(iter([Item("03/0039.jpg")])) for one in finished.told
        ]

    assert [row.outcome for row in [*first, *second]] == ["labelled"] * 11


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.parametrize("forked", [True, False])
def test_another_job_is_taken_up(some: Job, tmp_path: Path, forked: bool) -> None:
    """Its workers are others, of the same process in which everything is loaded."""
    checked = replace(some, verb=Verb.CHECK, target=str(tmp_path / "checked"))
    Path(some.target).mkdir()
    with Pool(some, 2, forked=forked) as pool:
        parent = parent_of(pool._hands[0].pid)
        before = {hand.pid for hand in pool._hands}
        first = [one.row.outcome for finished in pool.run(items(4)) for one in finished.told]
        pool.take_up(checked)
        second = [one.row.outcome for finished in pool.run(items(4)) for one in finished.told]
        assert {parent_of(hand.pid) for hand in pool._hands} == {parent}
        assert before.isdisjoint(hand.pid for hand in pool._hands)

    assert first == ["labelled"] * 4
    assert second == ["checked"] * 4
    for pid in before:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_job_at_fault_is_not_taken_up(some: Job) -> None:
    wrong = replace(some, options=replace(some.options, producer="\n"))
    with Pool(some, 1, forked=False) as pool, pytest.raises(UsageError):
        pool.take_up(wrong)


def test_workers_keep_the_memory_of_a_files_buffers(
    some: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Dask has its own processes do about memory is not for ours."""
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")
    with Pool(some, 1, forked=False) as pool:
        environment = Path(f"/proc/{pool._hands[0].pid}/environ").read_bytes()

    assert b"MALLOC_TRIM_THRESHOLD_" not in environment
    assert b"PYTHONPATH" in environment


@pytest.mark.parametrize("forked", [True, False])
def test_options_at_fault_come_back_as_they_were_raised(some: Job, forked: bool) -> None:
    wrong = job(some.source, some.target, on="no day")
    wrong = replace(wrong, options=replace(wrong.options, producer="\n"))

    with pytest.raises(UsageError) as raised:
        Pool(wrong, 1, forked=forked)
    assert raised.value.facts
    assert not isinstance(raised.value, MissingExtra)


@pytest.mark.parametrize("forked", [True, False])
def test_what_holds_for_every_file_is_known_before_the_first(some: Job, forked: bool) -> None:
    named = replace(some, options=replace(some.options, producer="studio.example"))

    with Pool(named, 1, forked=forked) as pool:
        assert any("is a name" in notice.say() for notice in pool.notices)


def test_no_worker_outlives_a_run_that_ends_early(some: Job) -> None:
    Path(some.target).mkdir()
    pids: list[int] = []

    def begin() -> None:
        with Pool(some, 3) as pool:
            pids.extend(hand.pid for hand in pool._hands)
            next(pool.run(items(40)))
            raise KeyError

    with pytest.raises(KeyError):
        begin()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_batch_of_the_command_line_leaves_no_process(some: Job) -> None:
    import sys

    command = [sys.executable, "-m", "hegui", "batch", "label", some.source, some.target]
    command += ["--implicit-only", "--producer", "x", "--rate", "5"]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    process.kill()
    process.wait()

    until = time.monotonic() + 10
    while subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True).returncode == 0:
        assert time.monotonic() < until
        time.sleep(0.05)
