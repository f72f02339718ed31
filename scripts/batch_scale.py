#!/usr/bin/env python3
"""Batches of a million small files and of ten thousand large ones: time, memory, and whether both
grow as they should.

    scripts/batch_scale.py [--counts 10000,100000,1000000] [--large 10000] [--folder build/scale]

The small files are 64 pictures and sounds under very many names (hard links), the large ones an
MP4 whose gigabyte is a hole. `check` reads them; `label` writes as many new files as --label says,
for which there must be room. Time by the clock is that of a machine that does other work as well;
the processor's time is hegui's own. Peak memory is that of the process that needs most.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.large_files import sparse_mp4  # noqa: E402 - after the path is set
from tests.builders import jpeg, png  # noqa: E402

PRODUCER = "001191350100M000100Y4300000"
KINDS = 64
A_FOLDER = 5000  # names
LARGE = 1024**3


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--counts", default="10000,100000,1000000")
    parser.add_argument("--label", default="10000,100000")
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "build" / "scale")
    options = parser.parse_args()
    folder: Path = options.folder
    shutil.rmtree(folder, ignore_errors=True)
    kinds = small_files(folder / "kinds")
    for verb, counts in (("check", options.counts), ("label", options.label)):
        for count in map(int, filter(None, counts.split(","))):
            source = many_names(kinds, folder / f"names-{count}", count)
            shutil.rmtree(folder / "out", ignore_errors=True)
            told = run(verb, source, folder / "out", options.processes)
            print(json.dumps({"verb": verb, "small": count} | told), flush=True)
            again = run(verb, source, folder / "out", options.processes)
            print(json.dumps({"verb": verb, "small, again": count} | again), flush=True)
    if options.large:
        source = large_files(folder, options.large)
        told = run("check", source, folder / "out-large", options.processes)
        print(json.dumps({"verb": "check", "large": options.large} | told), flush=True)
    shutil.rmtree(folder)


def small_files(folder: Path) -> list[Path]:
    """A few pictures, each different."""
    folder.mkdir(parents=True)
    paths = []
    for number in range(KINDS):
        said = b"%d" % number
        odd = number % 2
        path = folder / f"{number}{'.jpg' if odd else '.png'}"
        path.write_bytes(
            jpeg.jpeg(jpeg.comment(said)) if odd else png.png(png.text(b"Comment", said))
        )
        paths.append(path)
    return paths


def many_names(kinds: list[Path], folder: Path, count: int) -> Path:
    """So many names for a few files."""
    if folder.exists():
        return folder
    for number in range(count):
        at = folder / f"{number // A_FOLDER:04}"
        if number % A_FOLDER == 0:
            at.mkdir(parents=True)
        kind = kinds[number % len(kinds)]
        os.link(kind, at / f"{number:07}{kind.suffix}")
    return folder


def large_files(folder: Path, count: int) -> Path:
    """So many names for one file of a gigabyte that is nearly all hole."""
    first = folder / "large.mp4"
    sparse_mp4(first, LARGE)
    (folder / "large").mkdir()
    for number in range(count):
        os.link(first, folder / "large" / f"{number:05}.mp4")
    return folder / "large"


def run(verb: str, source: Path, target: Path, processes: int) -> dict[str, object]:
    """One batch, and what it cost."""
    command = [sys.executable, "-m", "hegui", "batch", verb, str(source), str(target)]
    command += ["--json", "--digest", "none", "--processes", str(processes)]
    if verb == "label":
        command += ["--producer", PRODUCER, "--implicit-only"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if not out:
        raise SystemExit(f"{verb} ended with status {status}")
    said = json.loads(out)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    files = said["written"] + said["kept"]
    return {
        "written": said["written"],
        "kept": said["kept"],
        "errors": said["errors"],
        "seconds": round(seconds, 2),
        "batch_seconds": said["seconds"],
        "files_a_second": round(files / seconds),
        "cpu_microseconds_a_file": round(1e6 * cpu / max(files, 1)),
        "peak_memory_mb": round(usage.ru_maxrss / 1024),
    }


if __name__ == "__main__":
    main()
