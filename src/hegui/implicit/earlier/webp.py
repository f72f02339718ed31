"""WebP: without the chunk "XMP ", its flag in VP8X and its share of the form's length.

A file of the simple layout got its VP8X with the label. Source: RFC 9649 2.7.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit.container import Container, Reading
from hegui.implicit.earlier import packet
from hegui.structures import riff
from hegui.structures.riff import Chunk

_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10
_HEAD = 12
_FIRST_FLAGS = 20
_EXTENDED = 18  # bytes of a whole chunk VP8X


def candidates(container: Container, reading: Reading) -> Iterator[Edits]:
    """The file without the label's chunk, of either layout, then with the packet as it was."""
    source, end = container.source, riff.form(container.source).end
    found = [one for one in riff.chunks(source, _HEAD, end) if one.name == b"XMP "]
    if len(reading.sites) != 1 or len(found) != 1 or found[0].offset != reading.sites[0].offset:
        return
    chunk = found[0]
    for old in packet.candidates(chunk.data(source)):
        new = riff.pack(b"XMP ", old)
        yield _with_length(source, end, [Edit(chunk.offset, chunk.size, new)])
    if source.peek(_HEAD, 4) != b"VP8X":
        return
    gone = Edit(chunk.offset, chunk.size, b"")
    flags = source.read(_FIRST_FLAGS, 1)[0] & ~_XMP_FLAG
    for cut in _cuts(chunk, end):
        unflagged = Edit(_FIRST_FLAGS, 1, bytes((flags,)))
        yield _with_length(source, end, [unflagged, gone, *cut])
        if not flags & ~_ALPHA_FLAG:
            yield _with_length(source, end, [Edit(_HEAD, _EXTENDED, b""), gone, *cut])


def _cuts(chunk: Chunk, end: int) -> Iterator[list[Edit]]:
    """A last chunk of odd length may have had no padding before another came behind it."""
    yield []
    if chunk.offset + chunk.size >= end:
        yield [Edit(chunk.offset - 1, 1, b"")]


def _with_length(source: Source, end: int, edits: list[Edit]) -> Edits:
    length = riff.form_length(source, end + sum(edit.growth for edit in edits))
    return ordered([*edits, Edit(4, 4, length)])
