"""What the benchmarks share: processes measured, contenders in turn, figures as text.

Contenders run in turn, so that a machine whose speed drifts treats all alike, in another order in
every round, so that nobody always comes after the same one; the first round is a warm-up. Ratios
are taken round by round.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
# Installed programs have their modules compiled and their output buffered; a checkout may have
# been told otherwise.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONUNBUFFERED": ""}
PRODUCER = "001191350100M000100Y4300000"


@dataclass(frozen=True, slots=True)
class Measured:
    """One finished run: its time by the clock, its time on the processors (user and system, its
    children's with it), its peak memory in bytes."""

    seconds: float
    cpu: float
    memory: int


def hegui(verb: str, *words: str) -> list[str]:
    """The command of this checkout's ``hegui``."""
    return [sys.executable, "-m", "hegui", verb, *words]


def labelling(*words: str) -> list[str]:
    """The command that labels, with a producer and without an explicit label."""
    return hegui("label", *words, "--producer", PRODUCER, "--implicit-only")


def copying(source: Path, target: Path, *, synced: bool = False) -> list[str]:
    """The command that copies every byte of a file, and syncs the copy where that is wanted."""
    copy = 'cp --reflink=never --sparse=never "$0" "$1"'
    return ["sh", "-c", copy + (' && sync "$1"' if synced else ""), str(source), str(target)]


def measured(command: Sequence[str]) -> Measured:
    """Runs a command to its end, its output thrown away. Ends the benchmark where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def in_turn(
    contenders: Mapping[str, Callable[[], Measured]], runs: int = RUNS
) -> dict[str, list[Measured]]:
    """``runs`` results of each contender, after a warm-up."""
    results: dict[str, list[Measured]] = {name: [] for name in contenders}
    for run in range(runs + 1):
        for name in random.Random(run).sample(list(contenders), len(contenders)):
            result = contenders[name]()
            if run:
                results[name].append(result)
    return results


def ratios(own: Sequence[float], other: Sequence[float]) -> list[float]:
    """How many times as long as ``other`` each of ``own`` is, round by round."""
    return [one / two for one, two in zip(own, other, strict=True)]


def spread(values: Sequence[float], form: str) -> str:
    """Median and range."""
    median = statistics.median(values)
    return f"{median:{form}} ({min(values):{form}} to {max(values):{form}})"
