"""``hegui batch``: one process and two, digests, a Dask cluster of two workers, copies, ExifTool.

    .venv/bin/python benchmarks/bench_batch.py [--count N] [--runs N] [--steady N]

Whole processes in turn, the first round being a warm-up; the cluster is started once, before.
``--steady 10000`` labels and copies so many files as well: the files beyond ``--count``, in the
time beyond, tell the rate without what a start and an end cost (disk: twice 1.8 GB). The goals
for 1,000 JPEGs of 180 kB: 0.8 of a copy by two processes without digests, 0.4 with; two processes
1.8 times one, and 3 times ExifTool's two; Dask 0.85 of the pool. Results go to
benchmarks/results/batch.json.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bench_peers import machine
from benchmarks.bench_pictures import EXIFTOOL_CONFIG, generate, jpeg
from benchmarks.fresh_folders import FreshFolders, fresh_folders
from benchmarks.peers import copied, exiftool_twice, sketched_twice
from benchmarks.timing import PRODUCER, Measured, hegui, in_turn, measured, ratios, spread

RESULTS = Path(__file__).parent / "results" / "batch.json"
GOALS: tuple[tuple[str, str, float | None], ...] = (
    ("two processes, no digests", "copy, two processes", 0.8),
    ("two processes, no digests", "copy and sync, two processes", 0.8),
    ("two processes, digests", "copy, two processes", 0.4),
    ("two processes, digests", "copy and sync, two processes", 0.4),
    ("two processes, no digests", "one process, no digests", 1.8),
    ("two processes, no digests", "the least that labels, two processes", None),
    ("the least that labels, two processes", "copy, two processes", None),
    ("copy, two processes", "copy, one process", None),
    ("two processes, no digests", "ExifTool, two processes", 3),
    ("Dask, two workers, no digests", "two processes, no digests", 0.85),
)
"""Who is how many times as fast as whom; without a goal, what the machine lets a copy be."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--steady", type=int, default=0, help="so many files as well")
    parser.add_argument("--steady-runs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    if 0 < options.steady <= options.count:
        parser.error("--steady is more than --count")

    config = folder / "exiftool.config"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(EXIFTOOL_CONFIG)

    def all_of(
        count: int, runs: int, scheduler: str, outs: FreshFolders
    ) -> dict[str, list[Measured]]:
        source = generate(folder / f"jpeg-{count}", count, ".jpg", jpeg)

        def once(name: str) -> Measured:
            return measured(commands(source, outs.new(), scheduler, config)[name])

        names = commands(source, folder, scheduler, config)
        return in_turn({name: partial(once, name) for name in names}, runs)

    told = {"machine": machine(), "files": options.count, "runs": options.runs}
    more: dict[str, list[Measured]] = {}
    with cluster() as scheduler, fresh_folders(folder / "outs") as outs:
        results = all_of(options.count, options.runs, scheduler, outs)
        if options.steady:
            more = all_of(options.steady, options.steady_runs, scheduler, outs)
    seconds = {name: [run.seconds for run in found] for name, found in results.items()}
    for name, found in seconds.items():
        rates = [options.count / each for each in found]
        print(f"  {name:38}{spread(rates, ',.0f')} files a second")
    goals = []
    for one, other, goal in GOALS:
        times = ratios(seconds[other], seconds[one])
        print(f"  {one} to {other}: {spread(times, '.2f')}, goal {goal or 'none'}")
        goals.append({"of": one, "to": other, "goal": goal, "ratio": times})
    told |= {
        "seconds": seconds,
        "cpu": {name: [run.cpu for run in found] for name, found in results.items()},
        "goals": goals,
    }
    if more:
        told["steady"] = {"files": options.steady, "rates": steady(options, seconds, more)}
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text(json.dumps(told, indent=1) + "\n")


def commands(source: Path, out: Path, scheduler: str, config: Path) -> dict[str, list[str]]:
    """The contenders by name."""

    def batch(*words: str) -> list[str]:
        label = ("--producer", PRODUCER, "--implicit-only", "--json")
        return hegui("batch", "label", str(source), str(out), *label, *words)

    none = ("--digest", "none")
    return {
        "two processes, no digests": batch("--processes", "2", *none),
        "two processes, digests": batch("--processes", "2"),
        "one process, no digests": batch("--processes", "1", *none),
        "Dask, two workers, no digests": batch("--engine", "dask", "--scheduler", scheduler, *none),
        "copy, one process": copied(source, out, twice=False),
        "copy, two processes": copied(source, out),
        "copy and sync, two processes": copied(source, out, synced=True),
        "the least that labels, two processes": sketched_twice(source, out),
        "ExifTool, two processes": exiftool_twice(config, source, out),
    }


def steady(
    options: argparse.Namespace, seconds: dict[str, list[float]], more: dict[str, list[Measured]]
) -> dict[str, list[float]]:
    """Files a second of those beyond ``--count``: what a start and an end cost is in both times,
    and a run that many files made no longer has no rate."""
    print(f"  beyond the first {options.count:,} of {options.steady:,} files:")
    rates = {}
    for name, found in more.items():
        begun = statistics.median(seconds[name])
        beyond = [run.seconds - begun for run in found if run.seconds > begun]
        rates[name] = [(options.steady - options.count) / each for each in beyond]
        said = spread(rates[name], ",.0f") if beyond else "?"
        print(f"  {name:38}{said} files a second")
    for one, other, goal in GOALS:
        if rates[one] and rates[other]:
            times = statistics.median(rates[one]) / statistics.median(rates[other])
            print(f"  {one} to {other}: {times:.2f}, goal {goal or 'none'}")
    return rates


@contextmanager
def cluster() -> Iterator[str]:
    """A Dask scheduler with two local workers of one thread each; its address."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    started = []
    with tempfile.TemporaryDirectory() as folder:
        dask = [sys.executable, "-m", "dask"]
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
        workers = ["worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
        try:
            started.append(_started([*dask, *scheduler]))
            started.append(_started([*dask, *workers, "--local-directory", folder]))
            yield address  # who asks waits until there is a worker
        finally:
            for process in started[::-1]:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    """A process in a group of its own, which ends with all that it has started."""
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)


if __name__ == "__main__":
    main()
