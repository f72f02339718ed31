"""Memory and time of labelling pictures of 3 GB, and the cold start of reading a small one.

    make bench     or     .venv/bin/python benchmarks/bench_large.py [FOLDER]

The pictures are sparse: their structure is complete, their pixels are holes. Peak memory is
the operating system's own figure for the finished process. cp copies the same file in turn.
"""

from __future__ import annotations

import os
import struct
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.timing import (
    Measured,
    copying,
    hegui,
    in_turn,
    labelling,
    measured,
    ratios,
    spread,
)

SIZE = 3 * 1024**3
BLOCK = 64 * 1024
COLD_STARTS = 15
RUNS_LARGE = 3


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for path, make in ((folder / "large.tif", tiff), (folder / "large.png", png)):
        if not path.exists():
            make(path)
        large(path, folder / "out-large")
    cold_start(folder)


def large(path: Path, out: Path) -> None:
    """Labels one large file and copies it, in turn; times, and peak memory."""
    out.mkdir(exist_ok=True)
    target = out / path.name

    def once(command: list[str]) -> Measured:
        target.unlink(missing_ok=True)
        return measured(command)

    results = in_turn(
        {
            "label": lambda: once(labelling(str(path), "-o", str(out))),
            # hegui has its new file on the disk before it says so; the copy must have as well.
            "copy": lambda: once(copying(path, target, synced=True)),
        },
        RUNS_LARGE,
    )
    target.unlink()
    own, copied = ([run.seconds for run in results[name]] for name in ("label", "copy"))
    memory = max(run.memory for run in results["label"]) / 1e6
    size = path.stat().st_size / 1e9
    print(f"{path.name} of {size:.1f} GB: {spread(own, '.1f')} s, peak {memory:.0f} MB;")
    print(f"  cp and sync {spread(copied, '.1f')} s, {spread(ratios(own, copied), '.2f')} times cp")


def cold_start(folder: Path) -> None:
    """``hegui read`` on one small file, each time a new process."""
    path = folder / "small.png"
    path.write_bytes(png_of([zlib.compress(b"\0\0\0\0")], 1, 1))
    measured(labelling(str(path), "--in-place"))
    times = [measured(hegui("read", str(path))).seconds * 1000 for _ in range(COLD_STARTS)]
    print(f"hegui read, cold: {spread(times, '.0f')} ms")


def tiff(path: Path) -> None:
    """One strip of grey pixels, 65,536 to a row."""
    rows = SIZE // 65536
    entries = [
        (256, 4, 65536),
        (257, 4, rows),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, rows),
        (279, 4, SIZE),
    ]
    with path.open("wb") as file:
        file.write(struct.pack("<2sHI", b"II", 42, 8 + SIZE))
        file.seek(8 + SIZE)
        file.write(struct.pack("<H", len(entries)))
        for tag, type_, value in entries:
            file.write(struct.pack("<HHII", tag, type_, 1, value))
        file.write(struct.pack("<I", 0))


def png(path: Path) -> None:
    """Tens of thousands of IDAT chunks of 64 kB, as encoders write them; only heads are real."""
    with path.open("wb") as file:
        file.write(png_of([], 65536, SIZE // 65536)[:-12])
        for _ in range(SIZE // BLOCK):
            file.write(struct.pack(">I4s", BLOCK, b"IDAT"))
            file.seek(BLOCK + 4, os.SEEK_CUR)
        file.write(chunk(b"IEND", b""))


def png_of(data: list[bytes], width: int, height: int) -> bytes:
    """A grey picture with the given IDAT chunks."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = b"".join(chunk(b"IDAT", one) for one in data)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def chunk(type_: bytes, data: bytes) -> bytes:
    """One PNG chunk."""
    checksum = zlib.crc32(type_ + data)
    return struct.pack(">I", len(data)) + type_ + data + struct.pack(">I", checksum)


if __name__ == "__main__":
    main()
