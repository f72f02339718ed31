"""One text of a file's metadata that is no label."""

from __future__ import annotations

from typing import NamedTuple

from hegui.implicit.structures import stray

LONGEST = 64 * 1024
"""What is read of one text, in bytes: a workflow's beginning says what it is."""

MOST = 2048
"""How many texts one file may have; those behind are not looked at, and that is said."""


class Statement(NamedTuple):
    """A program's name, a prompt, a comment: one text of the metadata and where it stands.

    ``space`` says what kind of metadata ("exif", "png.text", an XMP namespace …), ``name`` its
    own name there ("Software", "parameters"), ``place`` and ``offset`` where. A text of more
    than LONGEST bytes is cut there.
    """

    space: str
    name: str
    text: str
    place: str
    offset: int


C2PA = "c2pa"
"""The space of a statement that says no more than that a C2PA manifest store stands there."""

BOX = b"c2pa\0\x11\0\x10\x80\0\0\xaa\08\x9bq"
"""The type of the box that a store is (C2PA 2.2, 11.1.4.2)."""


def store(place: str, offset: int) -> Statement:
    """That a C2PA manifest store stands there; what it says, C2PA's own library tells."""
    return Statement(C2PA, "manifest", "", place, offset)


def text_of(data: bytes) -> str:
    """Text of unknown encoding, NULs and blanks around it taken off, cut where it is too long."""
    if len(data) > LONGEST:
        return data[:LONGEST].decode("utf-8", "ignore").strip("\0 \t\r\n")
    return stray.decoded(data).strip("\0 \t\r\n")
