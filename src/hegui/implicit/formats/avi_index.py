"""OpenDML's indexes: the only places of an AVI file that count from the start of the file.

Each stream's header holds a chunk "indx", whose entries name chunks "ix##" among the frames; each
of those holds one base that its own entries count from.
Source: OpenDML AVI File Format Extensions 1.02 (1996), 4.0 (index chunks). The chunk "idx1" of
older files counts from the list "movi", or from the start of a file whose "movi" stays in place.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.formats.avi_layout import STREAM
from hegui.implicit.structures.riff_info import LIST
from hegui.structures import riff
from hegui.structures.riff import Chunk

_INDX = b"indx"
# Longs per entry, subtype, type, entries in use, chunk id; then three longs, of which an index of
# chunks uses two for its base.
_HEAD = struct.Struct("<HBBI4sQ4x")
_OF_INDEXES, _OF_CHUNKS = 0, 1
_OFFSET = struct.Struct("<Q")
_ENTRY = 16
_BASE = 12


@dataclass(frozen=True, slots=True)
class Pointer:
    """An entry of "indx": where it stands, and the chunk "ix##" that it names."""

    at: int
    index: Chunk


def pointers(source: Source, header: Chunk | None) -> Iterator[Pointer]:
    """Every entry of every "indx" that names an index which is there."""
    for indx in streams(source, header, (_INDX,)):
        head = _head(source, indx)
        if head is None or head[2] != _OF_INDEXES:
            continue
        count = min(head[3], (indx.length - _HEAD.size) // _ENTRY)
        start = indx.data_at + _HEAD.size
        table = source.read(start, count * _ENTRY, "the index")
        for number in range(count):
            source.count("index entries")
            offset = _OFFSET.unpack_from(table, number * _ENTRY)[0]
            if offset + riff.HEAD.size + _HEAD.size > source.size:
                continue
            name, length = riff.HEAD.unpack(source.read(offset, riff.HEAD.size))
            if b"ix" in (name[:2], name[2:]):
                end = min(offset + riff.HEAD.size + length + (length & 1), source.size)
                yield Pointer(start + number * _ENTRY, Chunk(name, offset, length, end))


def streams(source: Source, header: Chunk | None, names: tuple[bytes, ...]) -> Iterator[Chunk]:
    """The chunks of these names in each stream's header, in the order of ``names``."""
    if header is None:
        return
    for chunk in riff.chunks(source, header.data_at + 4, header.data_end):
        if chunk.name == LIST and source.peek(chunk.data_at, 4) == STREAM:
            inner = riff.chunks(source, chunk.data_at + 4, chunk.data_end)
            found = list(riff.few(source, inner))
            for name in names:
                yield from (each for each in found if each.name == name)


def frames(source: Source, header: Chunk | None, films: list[Chunk]) -> Iterator[tuple[int, int]]:
    """The ranges of the lists "movi" without the indexes that stand among their frames."""
    indexes = sorted((one.index.offset, one.index.end) for one in pointers(source, header))
    for film in films:
        at, end = film.data_at + 4, min(film.data_end, source.size)
        for start, behind in indexes:
            if at <= start < end:
                if start > at:
                    yield at, start
                at = min(behind, end)
        if at < end:
            yield at, end


def moved(source: Source, header: Chunk | None, start: int, by: int) -> Iterator[Edit]:
    """The edits for bytes from ``start`` on that move ``by`` bytes towards the file's end.

    Raises BrokenFile for an index that reaches across ``start``.
    """
    for indx in streams(source, header, (_INDX,)):
        head = _head(source, indx)
        if head is not None and head[2] == _OF_CHUNKS:
            _checked(source, indx, start)
    for pointer in pointers(source, header):
        index = pointer.index
        if index.offset < start:
            _checked(source, index, start)
            continue
        base = _checked(source, index, start)
        offset = index.offset + by
        yield Edit(pointer.at, 8, _OFFSET.pack(offset))
        yield Edit(index.data_at + _BASE, 8, _OFFSET.pack(base + by))


def _checked(source: Source, index: Chunk, start: int) -> int:
    """The base of an index, all of whose chunks lie on the side of ``start`` that it lies on."""
    head = _head(source, index)
    if head is None or head[2] != _OF_CHUNKS:
        raise source.broken("the index is not one of chunks", index.place)
    size = head[0] * 4
    count = min(head[3], (index.length - _HEAD.size) // size) if size else 0
    base: int = head[5]
    for number in {0, count - 1} if count > 0 else ():
        entry = source.read(index.data_at + _HEAD.size + number * size, 4, "the index")
        chunk = base + int.from_bytes(entry, "little")
        if (chunk < start) != (index.offset < start):
            raise source.broken("the index lists chunks of another form", index.place)
    return base


def _head(source: Source, index: Chunk) -> tuple[int, int, int, int, bytes, int] | None:
    if index.length < _HEAD.size:
        return None
    head: tuple[int, int, int, int, bytes, int] = _HEAD.unpack(
        source.read(index.data_at, _HEAD.size, "the index")
    )
    return head
