"""Programs and libraries that know nothing of hegui, asked to confirm what it writes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageSequence

pillow_heif.register_heif_opener()

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is not installed"
)


def exiftool_label(path: Path) -> list[str]:
    """Every TC260:AIGC that ExifTool reads from a file, duplicates included."""
    output = subprocess.run(
        ["exiftool", "-a", "-j", "-G4", "-XMP-TC260:AIGC", "-api", "largefilesupport=1", path],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    (values,) = json.loads(output) if output.strip() else [{}]
    return [_text(value) for key, value in values.items() if key.lower().endswith("aigc")]


def _text(value: object) -> str:
    # ExifTool's JSON output turns a value that is itself JSON text into text again; a list or
    # mapping would mean that it was stored as a structure.
    assert isinstance(value, str), value
    return value


def pixels(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    """Mode, size and pixels of every frame, as Pillow (with pillow-heif) decodes them."""
    with Image.open(io.BytesIO(data)) as picture:
        return [
            (frame.mode, frame.size, frame.tobytes()) for frame in ImageSequence.Iterator(picture)
        ]


def metadata(path: Path) -> dict[str, object]:
    """What ExifTool reads apart from the file's own properties and the label."""
    output = subprocess.run(
        ["exiftool", "-a", "-j", "-G1:4", "-b", "-all", path],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    (values,) = json.loads(output)
    skipped = ("System:", "File:", "ExifTool:", "XMP-TC260", "SourceFile", "Composite")
    # Where the content lies and how long its box is are no metadata; both may well change.
    moved = ("MediaDataOffset", "MediaDataSize")
    return {
        key: value
        for key, value in values.items()
        if not key.startswith(skipped) and not key.endswith(moved)
    }
