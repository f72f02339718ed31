"""hegui beside its peers in one interleaved run: what docs/performance.md's first tables show.

    make bench     or     .venv/bin/python benchmarks/bench_peers.py [--count N] [--runs N]

Whole processes are timed, in turn, the first round being a warm-up; ratios are taken round by
round. Sources are generated once and are in the page cache. Processor time is that of a process
and of all it waited for; peak memory that of the largest of them. What passed through system calls
is counted in a run of its own under strace, of a tenth of the files and once of one file, so that
a program's start is not among what a file costs; results go to benchmarks/results/peers.json, and
benchmarks/performance_page.py makes the page's tables and pictures of them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import large_files
from benchmarks.bench_pictures import EXIFTOOL_CONFIG, generate, jpeg
from benchmarks.fresh_folders import FreshFolders, fresh_folders
from benchmarks.peers import SIGNED, Contender, films, readers, sounds, writers
from benchmarks.timing import ENVIRONMENT, Measured, in_turn, measured, ratios, spread
from tests.credentials import signer

RESULTS = Path(__file__).parent / "results" / "peers.json"
_FILMS = 3
_READS = ("read", "pread64", "readv", "preadv", "preadv2", "recvfrom", "recvmsg")
_WRITES = ("write", "pwrite64", "writev", "pwritev", "sendto", "sendmsg")
_COPIES = ("copy_file_range", "sendfile", "splice")
_CALL = re.compile(r"^(?:\d+ +)?(?:<\.\.\. )?(\w+)(?: resumed>|\().*= (-?\d+)", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "exiftool.config"
    config.write_text(EXIFTOOL_CONFIG)
    credential = signer("benchmark")
    pictures = generate(folder / f"jpeg-{options.count}", options.count, ".jpg", jpeg)
    few = max(options.count // 20, 2)
    labelling = writers(config, credential.chain, credential.key)
    mp3s = generate(folder / "mp3", few, ".mp3", _mp3)
    mp4s = generate(folder / "mp4", _FILMS, ".mp4", _mp4)
    told = {"machine": machine(), "runs": options.runs, "tasks": []}
    with fresh_folders(folder / "outs") as outs:
        labelled = _made("hegui label", labelling, pictures, outs)
        signed = _made(SIGNED, labelling, pictures, outs)
        for task, contenders, source in (
            ("label JPEGs", labelling, pictures),
            ("read JPEGs", readers(signed), labelled),
            ("label MP3s", sounds(), mp3s),
            ("label MP4s", films(), mp4s),
        ):
            told["tasks"].append(compare(task, contenders, source, outs, options.runs))
            options.output.parent.mkdir(exist_ok=True)
            options.output.write_text(json.dumps(told, indent=1) + "\n")


def machine() -> dict[str, object]:
    """The machine's size, and nothing else of it."""
    with open("/proc/meminfo", encoding="ascii") as file:
        kilobytes = int(file.readline().split()[1])
    load = os.getloadavg()[0]
    version = sys.version.split()[0]
    return {
        "processors": len(os.sched_getaffinity(0)),
        "memory_gb": round(kilobytes / 1e6),
        "python": version,
        "load_at_begin": load,
    }


def compare(
    task: str, contenders: Sequence[Contender], source: Path, outs: FreshFolders, runs: int
) -> dict[str, object]:
    """One task by everybody, in turn."""
    files = len(list(source.iterdir()))
    size = sum(path.stat().st_size for path in source.iterdir()) / files
    print(f"\n{task}: {files} of {size / 1000:.0f} kB", flush=True)

    def once(one: Contender) -> Measured:
        return measured(one.command(source, outs.new()))

    results = in_turn({one.name: partial(once, one) for one in contenders}, runs)
    own = [run.seconds for run in results[contenders[0].name]]
    rows = []
    for one in contenders:
        seconds = [run.seconds for run in results[one.name]]
        calls = _calls(one, source, outs)
        rows.append(
            {
                "name": one.name,
                "synced": one.synced,
                "seconds": seconds,
                "cpu": [run.cpu for run in results[one.name]],
                "memory": max(run.memory for run in results[one.name]),
                "ratio": ratios(seconds, own),
                **calls,
            }
        )
        rates = [files / each for each in seconds]
        print(f"  {one.name:46}{spread(rates, '.0f')} a second", flush=True)
    return {"task": task, "files": files, "size": size, "contenders": rows}


def _made(name: str, contenders: Sequence[Contender], source: Path, outs: FreshFolders) -> Path:
    """What one of the writers makes, for the readers."""
    made = outs.new(kept=True)
    measured(next(one for one in contenders if one.name == name).command(source, made))
    return made


def _calls(one: Contender, source: Path, outs: FreshFolders) -> dict[str, float]:
    """System calls a file, and bytes that passed through them, a file."""
    if shutil.which("strace") is None:
        return {}
    names = sorted(path.name for path in source.iterdir())
    some, alone = names[: max(len(names) // 10, 11)], names[:1]
    counts = []
    for chosen in (some, alone):
        given, out = outs.new(kept=True), outs.new(kept=True)
        trace = outs.new() / "trace"
        for name in chosen:
            shutil.copyfile(source / name, given / name)
        command = ["strace", "-f", "-qq", "-s", "0", "-o", str(trace), *one.command(given, out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        counts.append(_counted(trace))
    more = len(some) - 1
    return {key: max(counts[0][key] - counts[1][key], 0) / more for key in counts[0]}


def _counted(trace: Path) -> dict[str, int]:
    calls = read = written = 0
    with trace.open(errors="replace") as lines:
        for line in lines:
            if "<unfinished" in line:
                continue
            calls += 1
            found = _CALL.match(line)
            if found is None:
                continue
            name, moved = found[1], max(int(found[2]), 0)
            if name in (*_READS, *_COPIES):
                read += moved
            if name in (*_WRITES, *_COPIES):
                written += moved
    return {"calls": calls, "bytes_read": read, "bytes_written": written}


def _mp3(number: int, path: Path) -> None:
    large_files.mp3(path, 4_000_000)


def _mp4(number: int, path: Path) -> None:
    large_files.compressed_movie(path, 20_000_000)


if __name__ == "__main__":
    main()
