"""What a seal adds to labelling a file, against SM3 of that file plus two signatures.

Goal: at most 1.3 times. hegui verifies both signatures in the new file before it says that there
is a seal, so what a seal adds is told beside two verifications more as well. In turn, in one
process: labelling into a new file without a seal; the same with one; SM3 of the file by hashlib,
read in blocks, and two signatures; two verifications. What a seal adds is the difference of the
first two, round by round. Files of several sizes take the implicit label alone; a WAV takes the
explicit one as well, which is made in a private file that is then labelled where it lies; there
SM3 is of the new file. What takes milliseconds is done many times in each round, and its time is
that of once.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import hegui
from benchmarks import large_files
from benchmarks.timing import PRODUCER, RUNS, ratios, spread
from hegui.seal.sm3 import hasher
from hegui.seal.software import SoftwareSigner
from hegui.seal.verifying import verify

_BLOCK = 256 * 1024
_OFTEN = 40  # how many times a small file is labelled in one round


@dataclass(frozen=True, slots=True)
class _Case:
    """A kind of file: its name in the report, who makes it, how often it is labelled a round."""

    name: str
    suffix: str
    make: Callable[[Path, int], None]
    explicit: bool = False
    times: int = 1


def _photo(path: Path, _: int) -> None:
    """A JPEG of about 180 kB."""
    noise = Image.frombytes("RGB", (90, 60), random.Random(5).randbytes(90 * 60 * 3))
    noise.resize((1350, 900), Image.Resampling.BICUBIC).save(path, quality=79)


def _icon(path: Path, _: int) -> None:
    """A PNG of about 1 kB."""
    Image.frombytes("RGB", (18, 18), random.Random(5).randbytes(18 * 18 * 3)).save(path)


_CASES = (
    _Case("PNG", ".png", _icon, times=_OFTEN),
    _Case("JPEG", ".jpg", _photo, times=_OFTEN),
    _Case("MP3", ".mp3", large_files.mp3),
    _Case("WAV", ".wav", large_files.sound),
    _Case("WAV, explicit too", ".wav", large_files.sound, explicit=True),
    _Case("MKV", ".mkv", large_files.movie),
    _Case("MP4", ".mp4", large_files.compressed_movie),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mebibytes", type=float, default=128)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", help="the cases whose name contains this")
    arguments = parser.parse_args()
    signer = SoftwareSigner.new()
    with tempfile.TemporaryDirectory() as folder:
        for case in _CASES:
            if arguments.only and arguments.only.lower() not in case.name.lower():
                continue
            path = Path(folder, "original" + case.suffix)
            case.make(path, int(arguments.mebibytes * 1024 * 1024))
            _one(case, path, signer, arguments.runs)
            path.unlink()


def _one(case: _Case, path: Path, signer: SoftwareSigner, runs: int) -> None:
    """One file: the rounds, and what came of them, by the clock and by processor time."""
    target = path.with_name("labelled" + path.suffix)

    def label(key: SoftwareSigner | None) -> None:
        target.unlink(missing_ok=True)
        implicit_only = not case.explicit
        hegui.label(path, producer=PRODUCER, output=target, key=key, implicit_only=implicit_only)

    def basis() -> None:
        _digest(target if case.explicit else path)
        for message in (b"label", b"binding"):
            signer.sign(message)

    signature = signer.sign(b"label")

    def verifications() -> None:
        for _ in range(2):
            assert verify(signer.public_key, b"label", signature)

    rounds = []
    for run in range(runs + 1):
        plain, sealed = (_timed(partial(label, key), case) for key in (None, signer))
        once, checks = _timed(basis, case), _timed(verifications, case)
        if run:
            rounds.append((plain, sealed, once, checks))
    size = path.stat().st_size / 1024
    said = f"{size:.1f} KiB" if size < 1024 else f"{size / 1024:.1f} MiB"
    for at, clock in enumerate(("by the clock", "of processor time")):
        added = [sealed[at] - plain[at] for plain, sealed, *_ in rounds]
        least = [once[at] for *_, once, _ in rounds]
        whole = [once[at] + checks[at] for *_, once, checks in rounds]
        print(
            f"{case.name} of {said}, {clock}: a seal adds "
            f"{statistics.median(added):.5f} s, SM3 and two signatures take "
            f"{statistics.median(least):.5f} s: {spread(ratios(added, least), '.2f')} times; "
            f"with two verifications {statistics.median(whole):.5f} s: "
            f"{spread(ratios(added, whole), '.2f')} times",
            flush=True,
        )


def _timed(work: Callable[[], None], case: _Case) -> tuple[float, float]:
    """Seconds by the clock, and of this process's time on the processors, that doing it takes."""
    begun, spent = time.perf_counter(), time.process_time()
    for _ in range(case.times):
        work()
    ended, used = time.perf_counter(), time.process_time()
    return (ended - begun) / case.times, (used - spent) / case.times


def _digest(path: Path) -> None:
    running = hasher()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            running.update(block)
    running.digest()


if __name__ == "__main__":
    main()
