"""Tiny videos made by FFmpeg for tests, and what outside programs see in a video."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

WIDTH, HEIGHT, RATE = 192, 128, 24
PICTURE = ("-f", "lavfi", "-i", f"testsrc2=s={WIDTH}x{HEIGHT}:r={RATE}:d=5")
SOUND = ("-f", "lavfi", "-i", "sine=440:d=5")
_EXACT = ("-enc_time_base", "-1", "-f", "framemd5", "-")  # times as the file has them
X264 = ("-c:v", "libx264", "-preset", "ultrafast")


def ffmpeg(*arguments: str) -> str:
    """Runs FFmpeg, which must have nothing to complain of; returns its standard output."""
    command = ["ffmpeg", "-nostdin", "-y", "-v", "warning", "-threads", "2", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def _folder() -> TemporaryDirectory[str]:
    """Kept, and so not removed, until the run ends."""
    return TemporaryDirectory(prefix="hegui-clips-")


@cache
def folder() -> Path:
    """Where clips are kept for the length of a test run."""
    return Path(_folder().name)


@cache
def clip(name: str, *arguments: str, source: tuple[str, ...] = PICTURE) -> Path:
    """The clip of that name, made once a run. Its last argument is the file's name."""
    path = folder() / name
    command = ["ffmpeg", "-nostdin", "-y", "-v", "error", *source, *arguments, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def frames(path: Path, *, stream: str = "0:v:0") -> list[tuple[int, str]]:
    """(time, hash) of every decoded frame; the decoder must not warn."""
    out = ffmpeg("-i", str(path), "-map", stream, "-fps_mode", "passthrough", *_EXACT)
    rows = [line.split(",") for line in out.splitlines() if not line.startswith("#")]
    return [(int(row[2]), row[-1].strip()) for row in rows]


def packets(path: Path, stream: str) -> list[str]:
    """The hash of every packet of a stream, as it is stored."""
    out = ffmpeg("-i", str(path), "-map", stream, "-c", "copy", "-f", "framemd5", "-")
    return [line.split(",")[-1] for line in out.splitlines() if not line.startswith("#")]


def probe(path: Path) -> dict[str, object]:
    """What ffprobe says of streams, chapters and format, and its warnings."""
    show = ["-show_streams", "-show_chapters", "-show_format", "-of", "json"]
    command = ["ffprobe", "-v", "warning", *show, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    found["warnings"] = re.sub(r"0x[0-9a-f]+", "", done.stderr)
    return found


def ffprobe(path: Path, *arguments: str) -> str:
    """What ffprobe says when asked so."""
    command = ["ffprobe", "-v", "warning", *arguments, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def faults(path: Path) -> list[str]:
    """What MediaInfo finds wrong."""
    out = subprocess.run(
        ["mediainfo", "--Full", str(path)], capture_output=True, text=True, check=True
    ).stdout
    words = ("conformance", "truncated", "broken", "error")
    names = (line.partition(":")[0].strip() for line in out.splitlines())
    return [name for name in names if any(word in name.lower() for word in words)]


def joined_at(before: list[tuple[int, str]], after: list[tuple[int, str]]) -> int:
    """The first frame from which on all are equal; those before it must all differ."""
    assert [at for at, _ in before] == [at for at, _ in after]
    differ = [old != new for old, new in zip(before, after, strict=True)]
    count = differ.index(False) if False in differ else len(differ)
    assert not any(differ[count:])
    return count
