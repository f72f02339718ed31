"""Video, sound and documents: huge files, plain copies beside it, many documents, peak memory.

    make bench     or     .venv/bin/python benchmarks/bench_containers.py [FOLDER [PART …]]

The parts are huge, copy, ffmpeg, documents and memory; all of them without a name. Files are made
in FOLDER (build/bench by default), 9 GB at most at one time, and removed. What is compared runs
in turn (see timing.py). hegui has what it writes on the disk before it says so; cp has not, and so
both are given: cp alone, and cp with a sync of what it wrote, which promises what hegui promises.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import hegui
from benchmarks import bench_large, large_files
from benchmarks.fresh_folders import fresh_folders
from benchmarks.timing import (
    PRODUCER,
    RUNS,
    Measured,
    copying,
    in_turn,
    labelling,
    measured,
    ratios,
    spread,
)
from benchmarks.timing import hegui as command

GB = 1000**3
MB = 1000**2
LABEL = f'{{"Label":"1","ContentProducer":"{PRODUCER}","ProduceID":"1"}}'


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    for name in sys.argv[2:] or PARTS:
        part = folder / f"containers-{name}"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            PARTS[name](part)
        finally:
            shutil.rmtree(part)
        print(flush=True)


def huge(folder: Path) -> None:
    """An MP4 of 10 GB, moov at the end: read, and labelled where it lies, within this process."""
    path = folder / "huge.mp4"
    print("MP4 of 10 GB (a hole), moov at the end; in process, milliseconds")
    times: dict[str, list[float]] = {"read, no label": [], "label in place": [], "read": []}
    for run in range(RUNS + 1):
        large_files.sparse_mp4(path, 10 * GB)
        os.sync()
        steps: dict[str, Callable[[], object]] = {
            "read, no label": lambda: hegui.read(path),
            "label in place": lambda: hegui.label(
                path, producer=PRODUCER, in_place=True, implicit_only=True
            ),
            "read": lambda: hegui.read(path),
        }
        for name, step in steps.items():
            before, begun = bytes_read(), time.perf_counter()
            step()
            seconds, count = time.perf_counter() - begun, bytes_read() - before
            if run:
                times[name].append(seconds * 1000)
            else:  # what the first run reads has the program's own modules in it
                continue
            if run == RUNS:
                print(f"  {name:<16}{spread(times[name], '.2f')}   {count / 1000:.1f} kB read")


def bytes_read() -> int:
    """What this process has asked the system for by read and its kin, so far."""
    for line in Path("/proc/self/io").read_text().splitlines():
        if line.startswith("rchar:"):
            return int(line.split()[1])
    raise AssertionError("the system does not count what a process reads")


def copy(folder: Path) -> None:
    """2 GB of real bytes labelled into a new file."""
    path = folder / "real.mp4"
    large_files.compressed_movie(path, 2 * GB)
    compete(path, folder / "out")


def ffmpeg(folder: Path) -> None:
    """An MP4 of 230 MB, against FFmpeg, which copies its packets into a new file."""
    path = folder / "video.mp4"
    large_files.compressed_movie(path, 230 * MB)
    out = folder / "out"
    words = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-map", "0", "-c", "copy"]
    words += ["-movflags", "use_metadata_tags", "-metadata", f"AIGC={LABEL}"]
    target = str(out / path.name)
    synced = ["sh", "-c", '"$@" && sync "$0"', target, *words, target]
    compete(path, out, {"ffmpeg -c copy": [*words, target], "ffmpeg and sync": synced})


def compete(path: Path, out: Path, others: Mapping[str, list[str]] = MappingProxyType({})) -> None:
    """hegui, cp, cp with sync, and others: each makes ``out``'s file of ``path``'s name."""

    def emptied() -> Path:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        os.sync()  # nobody pays for what another wrote, nor for what was removed
        return out

    def commands(out: Path) -> dict[str, list[str]]:
        target = out / path.name
        return {
            "hegui": labelling(str(path), "-o", str(out)),
            "cp": copying(path, target),
            "cp and sync": copying(path, target, synced=True),
            **others,
        }

    print(f"{path.suffix[1:].upper()} of {path.stat().st_size / MB:.0f} MB into a new file")
    tell(commands, emptied)


def documents(folder: Path) -> None:
    """500 Word documents of 1 MB into a new directory."""
    originals = folder / "documents"
    originals.mkdir()
    for number in range(500):
        large_files.docx(originals / f"{number:03}.docx", 1_000_000, number)

    def commands(out: Path) -> dict[str, list[str]]:
        copied = f"cp --reflink=never --sparse=never {originals}/* {out}"
        return {
            "hegui": labelling(str(originals), "-o", str(out)),
            "cp": ["sh", "-c", copied],
            "cp and sync": ["sh", "-c", f"{copied} && sync -f {out}"],
        }

    print("500 Word documents of 1 MB into a new directory")
    with fresh_folders(folder.parent / "outs") as outs:
        tell(commands, outs.new)


def tell(commands: Callable[[Path], dict[str, list[str]]], new: Callable[[], Path]) -> None:
    """Runs the commands in turn, each into a ``new`` folder, and prints times and ratios."""

    def once(name: str) -> Measured:
        return measured(commands(new())[name])

    results = in_turn({name: partial(once, name) for name in commands(Path())})
    own = results["hegui"]
    for name, runs in results.items():
        line = f"  {name:<16}{spread([run.seconds for run in runs], '.2f')} s"
        line += f", on the processor {spread([run.cpu for run in runs], '.2f')} s"
        if name != "hegui":
            ratio = ratios([run.seconds for run in own], [run.seconds for run in runs])
            line += f"; hegui takes {spread(ratio, '.2f')} times as long"
        print(line)
    print(f"  hegui's peak memory: {max(run.memory for run in own) / MB:.0f} MB")


def memory(folder: Path) -> None:
    """Peak memory of labelling a large file of each family into a new file, and of reading it."""
    print("Peak memory; one run each")
    for name, size, make in LARGE:
        path, out = folder / name, folder / "out"
        make(path, size)
        labelled = measured(labelling(str(path), "-o", str(out)))
        read = measured(command("read", str(out / name)))
        length = path.stat().st_size / GB
        print(f"  {name:<14}{length:5.1f} GB   label {labelled.memory / MB:.0f} MB", end="")
        print(f" in {labelled.seconds:.1f} s   read {read.memory / MB:.0f} MB", end="")
        print(f" in {read.seconds:.2f} s", flush=True)
        path.unlink()
        shutil.rmtree(out)


def _sized(make: Callable[[Path], None]) -> Callable[[Path, int], None]:
    return lambda path, _: make(path)


LARGE: Sequence[tuple[str, int, Callable[[Path, int], None]]] = (
    ("large.mp4", 2 * GB, large_files.compressed_movie),
    ("large.mov", 2 * GB, large_files.movie),
    ("large.mkv", 2 * GB, large_files.movie),
    ("large.avi", 3 * GB, large_files.movie),
    ("large.flv", 1 * GB, large_files.sound),
    ("large.wav", 2 * GB, large_files.sound),
    ("rf64.wav", 5 * GB, large_files.sound),
    ("large.flac", 1 * GB, large_files.sound),
    ("large.ogg", 1 * GB, large_files.sound),
    ("large.mp3", 1 * GB, large_files.mp3),
    ("large.pdf", 2 * GB, large_files.pdf),
    ("large.docx", 2 * GB, large_files.docx),
    ("large.webp", 2 * GB, large_files.webp),
    ("large.tif", bench_large.SIZE, _sized(bench_large.tiff)),
    ("large.png", bench_large.SIZE, _sized(bench_large.png)),
)

PARTS: dict[str, Callable[[Path], None]] = {
    "huge": huge,
    "copy": copy,
    "ffmpeg": ffmpeg,
    "documents": documents,
    "memory": memory,
}


if __name__ == "__main__":
    main()
