"""Programs that make sound, decode it and read its tags, and know nothing of hegui."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Container
from hegui.implicit.table import open_container


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips a test, by name, where one of ``programs`` is not installed."""
    missing = [each for each in programs if shutil.which(each) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{' and '.join(missing)} is not installed")


def run(*command: str | Path) -> str:
    """A program's output. It must succeed."""
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60, stdin=subprocess.DEVNULL
    ).stdout


def tone(path: Path, *options: str) -> bytes:
    """A second of tone, made by FFmpeg with ``options`` for what it writes."""
    source = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
    run("ffmpeg", "-v", "error", "-y", *source, *options, path)
    return path.read_bytes()


def decoded(path: Path) -> str:
    """The digest of every decoded frame of a file, of every stream."""
    return run("ffmpeg", "-v", "error", "-i", path, "-f", "framemd5", "-")


def tags(path: Path) -> dict[str, str]:
    """What FFmpeg reads: the file's tags and those of its streams, names in upper case."""
    shown = ("-of", "json", "-show_entries", "format_tags:stream_tags")
    found = json.loads(run("ffprobe", "-v", "error", *shown, path))
    result: dict[str, str] = {}
    for part in (found.get("format", {}), *found.get("streams", ())):
        result |= {key.upper(): value for key, value in part.get("tags", {}).items()}
    return result


def opened(data: bytes, name: str = "sound") -> Container:
    """The container of bytes in memory."""
    return open_container(Source.of_bytes(data, name))


def labelled(data: bytes, text: str) -> bytes:
    """The bytes with a label."""
    return apply_edits(data, opened(data).plan(text))


def essence(data: bytes) -> str:
    """The digest of what the container says is content."""
    digest = hashlib.sha256()
    for piece in opened(data).essence():
        digest.update(piece if isinstance(piece, bytes) else data[piece[0] : piece[1]])
    return digest.hexdigest()
