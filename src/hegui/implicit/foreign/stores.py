"""C2PA manifest stores in files of no family that has its own reader: searched for by their type.

Source: C2PA 2.2, A.4 (PDF: an embedded file), A.3.6 (SVG: an element c2pa:manifest), A.5 (ZIP).
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign.statement import BOX, Statement, store
from hegui.structures.zip.records import find_end

_SEARCHED = 64 * 1024**2
_ELEMENT = b"c2pa:manifest"
_MEMBER = b"META-INF/content_credential.c2pa"


def by_box(source: Source) -> Iterator[Statement]:
    """A store among the file's first 64 MiB. Raises CannotRead."""
    yield from _first(source, BOX)


def by_element(source: Source) -> Iterator[Statement]:
    """An element c2pa:manifest. Raises CannotRead."""
    yield from _first(source, _ELEMENT)


def by_member(source: Source) -> Iterator[Statement]:
    """A member that a ZIP archive's central directory names. Raises BrokenFile, CannotRead."""
    directory = find_end(source)
    yield from _first(source, _MEMBER, directory.start, directory.end)


def _first(
    source: Source, needle: bytes, start: int = 0, end: int = _SEARCHED
) -> Iterator[Statement]:
    at = source.find(needle, start, end)
    if at >= 0:
        yield store(f"byte {at}", at)
