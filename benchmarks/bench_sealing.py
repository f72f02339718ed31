"""What a seal adds to labelling a file, against SM3 of that file plus two signatures.

Goal (issue 4): at most 1.3 times. Four things in turn, in one process: labelling into a new file
without a seal; the same with one; SM3 of the file by hashlib, read in blocks; two signatures. What
a seal adds is the difference of the first two, round by round.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import hegui
from benchmarks import large_files
from benchmarks.timing import PRODUCER, RUNS, spread
from hegui.seal.sm3 import hasher
from hegui.seal.software import SoftwareSigner

_BLOCK = 256 * 1024
_MAKERS: dict[str, Callable[[Path, int], None]] = {
    ".mp3": large_files.mp3,
    ".wav": large_files.sound,
    ".mkv": large_files.movie,
    ".mp4": large_files.compressed_movie,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mebibytes", type=float, default=128)
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    signer = SoftwareSigner.new()
    with tempfile.TemporaryDirectory() as folder:
        for suffix, make in _MAKERS.items():
            path = Path(folder, "original" + suffix)
            make(path, int(arguments.mebibytes * 1024 * 1024))
            _one(path, signer, arguments.runs)
            path.unlink()


def _one(path: Path, signer: SoftwareSigner, runs: int) -> None:
    """One file: the rounds, and what came of them, by the clock and by processor time."""
    target = path.with_name("labelled" + path.suffix)

    def label(key: SoftwareSigner | None) -> None:
        target.unlink(missing_ok=True)
        hegui.label(path, producer=PRODUCER, output=target, key=key, implicit_only=True)

    def basis() -> None:
        _digest(path)
        for message in (b"label", b"binding"):
            signer.sign(message)

    rounds = []
    for run in range(runs + 1):
        plain, sealed = _timed(lambda: label(None)), _timed(lambda: label(signer))
        once = _timed(basis)
        if run:
            rounds.append((plain, sealed, once))
    size = path.stat().st_size / 1024 / 1024
    for at, clock in enumerate(("by the clock", "of processor time")):
        added = [sealed[at] - plain[at] for plain, sealed, _ in rounds]
        least = [once[at] for _, _, once in rounds]
        factors = [one / two for one, two in zip(added, least, strict=True)]
        print(
            f"{path.suffix[1:]} of {size:.1f} MiB, {clock}: a seal adds "
            f"{statistics.median(added):.4f} s, SM3 and two signatures take "
            f"{statistics.median(least):.4f} s: {spread(factors, '.2f')} times"
        )


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and of this process's time on the processors."""
    begun, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - spent


def _digest(path: Path) -> None:
    running = hasher()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            running.update(block)
    running.digest()


if __name__ == "__main__":
    main()
