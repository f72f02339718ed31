"""The reader's path: what a file says about its own origin, and what could not be looked at."""

from __future__ import annotations

import os

from hegui.files.source import Source
from hegui.implicit.container import Reading
from hegui.implicit.sidecar import read_with_sidecar
from hegui.implicit.table import open_container


def read(file: str | os.PathLike[str] | bytes, *, name: str | None = None) -> Reading:
    """Every implicit label in a file, wherever and in whatever dialect it stands.

    ``file`` is a path, or the bytes themselves; ``name`` then names them in errors, and its
    suffix tells Markdown from other text. A file with no label gives a Reading with no sites,
    which never means that a person made it. An XMP sidecar (``picture.bmp.xmp``) beside a path
    is looked at too; its sites are never prescribed.
    Raises CannotRead, UnknownFormat, NoSlot, BrokenFile, CeilingExceeded.
    """
    if isinstance(file, bytes):
        return open_container(Source.of_bytes(file, name or "<bytes>")).read()
    return read_with_sidecar(os.fspath(file))
