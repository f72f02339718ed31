"""A Dask cluster of two workers: the same rows as worker processes give, and a lost worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hegui.batch.cluster import Cluster
from hegui.batch.jobs import Job, Verb
from hegui.batch.running import Done, Watcher, run
from hegui.errors import UsageError
from tests.batch.trees import PRODUCER, job, last_rows, manifest_of, run_pool, tree
from tests.builders import png

pytestmark = [
    # distributed's own loop and sockets, which it leaves to the end of the process
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
CODE = """
import asyncio, sys
from distributed import Nanny, Scheduler
async def main():
    async with Scheduler(host="127.0.0.1", port=int(sys.argv[1]), dashboard=False) as head:
        async with (
            Nanny(head.address, nthreads=1, dashboard=False),
            Nanny(head.address, nthreads=1, dashboard=False),
        ):
            print("ready", flush=True)
            await head.finished()
if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, all in processes of their own."""
    folder = tmp_path_factory.mktemp("dask")
    (folder / "cluster.py").write_text(CODE)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(folder / "cluster.py"), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    yield f"tcp://127.0.0.1:{port}"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def run_cluster(given: Job, address: str, told: Watcher | None = None) -> Done:
    return run(given, manifest_of(given), lambda one: Cluster(one, address), told=told)


def test_the_rows_are_those_of_worker_processes(scheduler: str, tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 60)
    (source / "cut.png").write_bytes(png.plain()[:40])
    here = job(source, tmp_path / "here")
    there = replace(here, target=str(tmp_path / "there"))

    run_pool(here)
    done = run_cluster(there, scheduler)

    assert (done.written, done.errors) == (61, 1)
    assert last_rows(there) == last_rows(here)
    assert run_cluster(there, scheduler).kept == 60


def test_a_lost_worker_costs_time_and_nothing_else(scheduler: str, tmp_path: Path) -> None:
    """Both workers are killed while they work; their nannies start others."""
    source = tree(tmp_path / "in", 600)
    some = job(source, tmp_path / "out")
    killed: list[int] = []

    def kill(_: object) -> None:
        if not killed:
            killed.extend(workers(scheduler).values())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    done = run_cluster(some, scheduler, Watcher(rows=kill))

    assert len(killed) == 2
    assert (done.written, done.errors) == (600, 0)
    rows = last_rows(some)
    assert len(rows) == 600
    assert {row["outcome"] for row in rows.values()} == {"labelled"}
    # What a killed process was writing stays under its hidden name, and nothing else.
    assert len(list(Path(some.target).rglob("*.hegui-tmp"))) <= 2


def test_a_worker_keeps_its_process_for_the_next_job(scheduler: str, tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 20)
    run_cluster(job(source, tmp_path / "first"), scheduler)
    before = processes(scheduler)

    done = run_cluster(job(source, tmp_path / "second"), scheduler)
    checked = run_cluster(job(source, tmp_path / "third", Verb.CHECK), scheduler)

    assert (done.written, done.errors) == (checked.written, checked.errors) == (20, 0)
    after = processes(scheduler)
    assert before
    assert all(set(pids) <= set(after[address]) for address, pids in before.items())


def processes(address: str) -> dict[str, list[int]]:
    """The processes that each worker has started."""

    def started() -> list[int]:
        found: list[int] = []
        for path in Path("/proc/self/task").glob("*/children"):
            found += map(int, path.read_text().split())
        return found

    from distributed import Client

    with Client(address, set_as_default=False) as client:
        known: dict[str, list[int]] = client.run(started)
        return known


def workers(address: str) -> dict[str, int]:
    """The process of each worker."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        found: dict[str, int] = client.run(os.getpid)
        return found


def test_options_at_fault_are_told_at_once(scheduler: str, tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 2)

    with pytest.raises(Exception, match="a worker of the cluster"):
        run_cluster(job(source, tmp_path / "out", producer="no good"), scheduler)


def test_what_holds_for_every_file_is_told_before_the_first(scheduler: str, tmp_path: Path) -> None:
    named = job(tree(tmp_path / "in", 2), tmp_path / "out", producer="studio.example")
    told: list[str] = []
    watcher = Watcher(
        rows=lambda rows: told.extend(row.outcome for row in rows),
        notices=lambda some: told.extend(notice.say() for notice in some),
    )

    run_cluster(named, scheduler, watcher)

    assert "is a name" in told[0]
    assert told[-2:] == ["labelled"] * 2


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hegui.batch import cluster

    monkeypatch.setattr(cluster, "_PATIENCE", 1)

    with pytest.raises(UsageError, match="no Dask cluster answers"):
        run_cluster(job(tree(tmp_path / "in", 1), tmp_path / "out"), "tcp://127.0.0.1:9")


def test_on_the_command_line(scheduler: str, tmp_path: Path) -> None:
    source = tree(tmp_path / "in", 10)
    command = [sys.executable, "-m", "hegui", "batch", "label", str(source), str(tmp_path / "out")]
    command += ["--implicit-only", "--producer", PRODUCER]
    begun = time.monotonic()

    done = subprocess.run(
        [*command, "--engine", "dask", "--scheduler", scheduler],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "10 done, 0 failed" in done.stdout
    assert time.monotonic() - begun < 60
