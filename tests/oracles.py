"""Programs and libraries that know nothing of hegui, asked to confirm what it writes."""

from __future__ import annotations

import base64
import io
import shutil
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageSequence

from tests.exiftool import exiftool_json

pillow_heif.register_heif_opener()

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is not installed"
)


def exiftool_label(path: Path) -> list[str]:
    """Every TC260:AIGC or key AIGC that ExifTool reads from a file, duplicates included."""
    tags: tuple[str, ...] = ("-XMP-TC260:AIGC", "-Keys:AIGC", "-PDF:AIGC", "-HTML:AIGC")
    # Of documents: a custom property, a user-defined field, the content of a meta element.
    tags += ("-XML:AIGC", "-XMP:User-defined", "-XML:*MetaContent")
    tags += ("-Vorbis:AIGC", "-Theora:AIGC", "-UserDefinedText", "-Matroska:AIGC", "-Flash:AIGC")
    values = exiftool_json(path, "-a", "-G4", *tags)
    labels = [_text(value) for key, value in values.items() if key.lower().endswith("aigc")]
    # A frame TXXX: its description stands before its value.
    texts = [_text(value) for key, value in values.items() if "UserDefinedText" in key]
    documents = ("User-defined", "MetaContent")
    labels += [
        _text(value)
        for key, value in values.items()
        if key.endswith(documents) and str(value).startswith('{"Label"')
    ]
    labels += _unknown_chunks(path) if path.suffix in (".wav", ".avi") else []
    return labels + [each.removeprefix("(AIGC) ") for each in texts if each.startswith("(AIGC) ")]


def _unknown_chunks(path: Path) -> list[str]:
    """What ExifTool reads from chunks that are called AIGC, of which it knows nothing more."""
    values = exiftool_json(path, "-a", "-b", "-U", "-G4", "-RIFF:Unknown_AIGC")
    found = [_text(value) for key, value in values.items() if key.endswith("Unknown_AIGC")]
    # A pad byte counts as part of the chunk for ExifTool, and makes it binary.
    packed = [each.removeprefix("base64:") for each in found]
    return [
        base64.b64decode(each).decode().rstrip("\0") if each != whole else whole
        for each, whole in zip(packed, found, strict=True)
    ]


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


def confirm_picture(path: Path, before: bytes, after: bytes, label: str) -> None:
    """Writes a labelled picture to ``path``: Pillow decodes what it was before, frame by frame,
    and ExifTool reads the one label."""
    assert pixels(after) == pixels(before)
    path.write_bytes(after)
    assert exiftool_label(path) == [label]


def metadata(path: Path) -> dict[str, object]:
    """What ExifTool reads apart from the file's own properties and the label."""
    values = exiftool_json(path, "-a", "-G1:4", "-b", "-all")
    skipped = ("System:", "File:", "ExifTool:", "XMP-TC260", "SourceFile", "Composite", "ZIP")
    # Where the content lies and how long its box is are no metadata; both may well change.
    moved = ("MediaDataOffset", "MediaDataSize")
    return {
        key: value
        for key, value in values.items()
        if not key.startswith(skipped) and not key.endswith(moved)
    }
