"""Memory and time of labelling pictures of 3 GB, and the cold start of reading a small one.

    make bench     or     .venv/bin/python benchmarks/bench_large.py [FOLDER]

The pictures are sparse: their structure is complete, their pixels are holes. Peak memory is
the operating system's own figure for the finished process. cp copies the same file beside it.
"""

from __future__ import annotations

import os
import statistics
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

PRODUCER = "001191350100M000100Y4300000"
SIZE = 3 * 1024**3
BLOCK = 64 * 1024
COLD_STARTS = 15


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for path, make in ((folder / "large.tif", tiff), (folder / "large.png", png)):
        if not path.exists():
            make(path)
        large(path, folder / "out-large")
    cold_start(folder)


def large(path: Path, out: Path) -> None:
    """Labels one large file; time, peak memory, and cp's time for the same file."""
    out.mkdir(exist_ok=True)
    target = out / path.name
    target.unlink(missing_ok=True)
    command = ["label", str(path), "-o", str(out), "--producer", PRODUCER, "--implicit-only"]
    seconds, memory = measured([sys.executable, "-m", "hegui", *command])
    subprocess.run([sys.executable, "-m", "hegui", "read", str(target)], check=True, stdout=-3)
    target.unlink()
    # hegui has its new file on the disk before it says so; the copy must have as well.
    copy = 'cp --reflink=never --sparse=never "$0" "$1" && sync "$1"'
    copied, _ = measured(["sh", "-c", copy, str(path), str(target)])
    target.unlink()
    size = path.stat().st_size / 1e9
    print(f"{path.name} of {size:.1f} GB: {seconds:.1f} s, peak {memory / 1e6:.0f} MB", end="")
    print(f"; cp and sync {copied:.1f} s, ratio {seconds / copied:.2f}", flush=True)


def cold_start(folder: Path) -> None:
    """``hegui read`` on one small file, each time a new process."""
    path = folder / "small.png"
    path.write_bytes(png_of([zlib.compress(b"\0\0\0\0")], 1, 1))
    label = ["label", str(path), "--in-place", "--producer", PRODUCER, "--implicit-only"]
    subprocess.run([sys.executable, "-m", "hegui", *label], check=True, stdout=-3)
    times = []
    for _ in range(COLD_STARTS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "hegui", "read", path], check=True, stdout=-3)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    median = statistics.median(times)
    print(f"hegui read, cold: {median:.0f} ms ({times[0]:.0f} to {times[-1]:.0f})")


def measured(command: list[str]) -> tuple[float, int]:
    """Seconds and peak memory in bytes of one finished process."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - begun, usage.ru_maxrss * 1024


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
