"""Every format's small sample files: the one list that tests over all formats go by."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

# Module of the builder, suffix of the files it builds.
FORMATS = (
    ("png", ".png"),
    ("jpeg", ".jpg"),
    ("webp", ".webp"),
    ("gif", ".gif"),
    ("tiff", ".tif"),
    ("heif", ".heic"),
    ("mp4", ".mp4"),
    ("pdf", ".pdf"),
    ("wav", ".wav"),
    ("avi", ".avi"),
    ("aiff", ".aiff"),
    ("matroska", ".mkv"),
    ("flv", ".flv"),
    ("html", ".html"),
    ("svg", ".svg"),
    ("jxl", ".jxl"),
    ("psd", ".psd"),
    ("mp3", ".mp3"),
    ("aac", ".aac"),
    ("flac", ".flac"),
    ("ogg", ".ogg"),
    ("ooxml", ".docx"),
    ("odf", ".odt"),
    ("epub", ".epub"),
    ("ofd", ".ofd"),
    ("xmind", ".xmind"),
    ("markdown", ".md"),
    ("markdown", ".md"),
    ("xmp_file", ".xmp"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One small file of one format."""

    format: str
    name: str
    suffix: str
    build: Callable[[], bytes]

    def __str__(self) -> str:
        return f"{self.format}-{self.name}"


def samples() -> list[Sample]:
    """Every sample of every format."""
    return [
        Sample(module, name, suffix, build)
        for module, suffix in FORMATS
        for name, build in importlib.import_module(f"tests.builders.{module}").SAMPLES.items()
    ]
