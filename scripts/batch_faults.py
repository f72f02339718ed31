#!/usr/bin/env python3
"""Kills a batch at random moments, ten times, and compares what it leaves with an undisturbed run.

    scripts/batch_faults.py [--files 20000] [--kills 10] [--folder build/faults]

The tree holds small files of several formats, and in the middle of them files that cannot be
read, vanish or change while the batch runs, are enormous (2 GB in a hole), or hostile. The
undisturbed run and the disturbed one have the same --batch-id, so that content numbers are the
same. Equal means: for every name the same outcome, identities, numbers and kind of error, and
for every output the same bytes; nothing else in the target, no temporary files either. Files that
vanish or change are compared by themselves, since both runs meet them at other moments.

Exit status 1 where they differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.builders import jpeg, png  # noqa: E402 - after the path is set

BATCH = "5ca1ab1e" * 4
PRODUCER = "001191350100M000100Y4300000"
UNSTEADY_FILES = 50
UNSTEADY = "unsteady"
"""Where the files lie that vanish and change while a run goes on."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--megabytes", type=int, default=2000, help="of the largest file")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "build" / "faults")
    options = parser.parse_args()
    folder: Path = options.folder
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "source"
    make_tree(source, options.files, options.megabytes * 1_000_000)

    begun = time.monotonic()
    command = batch(source, folder / "undisturbed", options.processes)
    disturb(source, subprocess.Popen(command, stdout=subprocess.DEVNULL)).wait()
    took = time.monotonic() - begun
    print(f"undisturbed: {took:.1f} s for {options.files} files", flush=True)

    restore_unsteady(source)
    moments = random.Random(options.seed)
    command = batch(source, folder / "disturbed", options.processes)
    kills = 0
    while kills < options.kills:
        wait = moments.uniform(0.05, max(took / options.kills * 1.5, 0.5))
        process = disturb(source, subprocess.Popen(command, stdout=subprocess.DEVNULL))
        try:
            process.wait(wait)
            print(f"  it ended before kill {kills + 1}", flush=True)
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            rows = sum(1 for _ in rows_of(folder / "disturbed"))
            print(f"  kill {kills} after {wait:.2f} s: {rows} rows", flush=True)
    begun = time.monotonic()
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    print(f"last run: {time.monotonic() - begun:.1f} s, status {done.returncode}", flush=True)
    again = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    said = json.loads(again.stdout)
    print(f"a run after it: {said['kept']} kept, {said['written']} done again", flush=True)
    return compare(source, folder / "undisturbed", folder / "disturbed", kills)


def batch(source: Path, target: Path, processes: int) -> list[str]:
    """The command: implicit labels, so that it is the pipeline that is tried."""
    command = [sys.executable, "-m", "hegui", "batch", "label", str(source), str(target)]
    command += ["--producer", PRODUCER, "--implicit-only", "--batch-id", BATCH]
    return [*command, "--processes", str(processes), "--time-limit", "300"]


def make_tree(source: Path, count: int, enormous: int) -> None:
    """Small files in folders of a thousand, each different, with the bad ones among them."""
    for number in range(count):
        at = source / f"{number // 1000:04}"
        if number % 1000 == 0:
            at.mkdir(parents=True)
        said = b"%d" % number
        if number % 2:
            (at / f"{number:06}.jpg").write_bytes(jpeg.jpeg(jpeg.comment(said)))
        else:
            (at / f"{number:06}.png").write_bytes(png.png(png.text(b"Comment", said)))
    middle = source / f"{count // 2000:04}"
    (middle / "empty.png").write_bytes(b"")
    (middle / "cut.png").write_bytes(png.plain()[:40])
    (middle / "lies.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\xff" * 4000)
    (middle / "deep.mp4").write_bytes(nested_boxes())
    (middle / "unreadable.png").write_bytes(png.plain())
    (middle / "unreadable.png").chmod(0)
    (middle / "loop.png").symlink_to("loop.png")
    os.mkfifo(middle / "pipe.png")
    (middle / "no-utf8-\udcff.png").write_bytes(png.plain())
    with (middle / "enormous.wav").open("wb") as file:
        sound = b"WAVEfmt \x10\0\0\0\1\0\2\0\x44\xac\0\0\x10\xb1\2\0\4\0\x10\0data"
        file.write(b"RIFF" + struct.pack("<I", enormous + 36) + sound)
        file.write(struct.pack("<I", enormous))
        file.truncate(enormous + 44)
    restore_unsteady(source)


def nested_boxes() -> bytes:
    """An MP4 whose boxes are nested five thousand deep."""
    data = b""
    for _ in range(5000):
        data = (len(data) + 8).to_bytes(4, "big") + b"moov" + data
    return b"\0\0\0\x10ftypmp42\0\0\0\0" + data


def restore_unsteady(source: Path) -> None:
    folder = source / UNSTEADY
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(UNSTEADY_FILES):
        (folder / f"vanishing-{number}.png").write_bytes(png.plain())
        (folder / f"changing-{number}.png").write_bytes(png.plain())


def disturb(source: Path, process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Lets files vanish and change one after the other while a run goes on."""
    threading.Thread(target=_disturb, args=(source / UNSTEADY, process), daemon=True).start()
    return process


def _disturb(folder: Path, process: subprocess.Popen[bytes]) -> None:
    for number in range(UNSTEADY_FILES):
        time.sleep(0.05)
        if process.poll() is not None:
            return
        (folder / f"vanishing-{number}.png").unlink(missing_ok=True)
        with (folder / f"changing-{number}.png").open("ab") as file:
            file.write(b"\0")


def rows_of(target: Path) -> Iterator[dict[str, object]]:
    """The rows of a manifest as they stand in it."""
    path = target / ".hegui-batch" / "manifest.jsonl"
    if path.exists():
        for line in path.read_bytes().split(b"\n")[1:-1]:
            record = json.loads(line)
            if "begun" not in record:
                yield record


def results(target: Path) -> dict[str, tuple[object, ...]]:
    """Of every name what must be the same: the last row, without what time does to it."""
    found: dict[str, tuple[object, ...]] = {}
    for row in rows_of(target):
        error = row.get("error")
        kind = error.get("kind") if isinstance(error, dict) else None
        keys = ("outcome", "source", "size", "result", "target", "format", "produce_id")
        found[str(row["name"])] = (*(row.get(key) for key in keys), kind)
    return found


def outputs(target: Path) -> dict[str, str]:
    """Every file in the target with its digest, hidden ones too, but the batch's own."""
    found = {}
    for path in sorted(target.rglob("*")):
        if path.is_file() and ".hegui-batch" not in path.parts:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[str(path.relative_to(target))] = digest
    return found


def compare(source: Path, undisturbed: Path, disturbed: Path, kills: int) -> int:
    one, other = results(undisturbed), results(disturbed)
    files, others = outputs(undisturbed), outputs(disturbed)
    unlike = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    wrong = [name for name in files.keys() | others.keys() if files.get(name) != others.get(name)]
    steady = [name for name in [*unlike, *wrong] if not name.startswith(UNSTEADY)]
    lines = sum(1 for _ in rows_of(disturbed))
    print(f"{len(one)} rows and {len(files)} outputs undisturbed")
    print(f"{len(other)} names in {lines} rows and {len(others)} outputs after {kills} kills")
    print("outcomes:", dict(Counter(str(row[0]) for row in other.values())))
    print("errors:", dict(Counter(str(row[-1]) for row in other.values() if row[-1])))
    stale = unsteady(source, other, others)
    print("files that changed and whose row is not of what they are now:", stale)
    print("steady files that differ:", len(steady), sorted(steady)[:10])
    return 1 if steady or stale else 0


def unsteady(source: Path, rows: dict[str, tuple[object, ...]], files: dict[str, str]) -> list[str]:
    """Of the files that changed and are still there, those whose row or output is of another
    state: a resumed batch must have met the last one."""
    wrong = []
    for path in sorted((source / UNSTEADY).iterdir()):
        name = f"{UNSTEADY}/{path.name}"
        digest = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
        row = rows.get(name)
        if row is None or row[1] != digest or row[3] != f"sha256:{files.get(name)}":
            wrong.append(name)
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
