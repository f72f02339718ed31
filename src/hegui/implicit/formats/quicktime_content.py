"""What a movie shows and plays, apart from everything said about it.

Where a box says at which byte of the file a chunk lies, its place within the media data says
the same, and does not change when boxes move.
Source: ISO/IEC 14496-12 8.2 to 8.8.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from hegui.files.source import Source
from hegui.implicit.formats.quicktime_layout import FREE, Layout, Ranges
from hegui.implicit.formats.quicktime_offsets import explicit_bases, is_elsewhere, packed, table_of
from hegui.structures.bmff import Box, Fields, box_at, children

Piece = tuple[int, int] | bytes

_CONTAINERS = frozenset(b"moov trak edts mdia minf stbl mvex".split())
# What is said about a movie, and space.
_ABOUT = frozenset(b"udta meta meco uuid XMP_ aigc AIGC wide".split()) | FREE
_OFFSETS = frozenset((b"stco", b"co64", b"saio"))
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_NOWHERE = 1 << 63


def content(layout: Layout) -> Iterator[Piece]:
    """The movie's structure as pieces, then fragments and media data in the file's order."""
    source = layout.source
    if layout.movie is not None:
        yield from _structure(source, _Media(layout.media), layout.movie, 1)
    media = zip(layout.media.starts, layout.media.ends, strict=True)
    fragments = ((start, None) for start in layout.fragments)
    for start, end in heapq.merge(fragments, media, key=lambda one: one[0]):
        if end is None:
            yield from _fragment(source, box_at(source, start))
        elif start < min(end, source.size):
            yield start, min(end, source.size)


class _Media:
    """All media data one behind another, and where in it a byte of the file lies."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        lengths = map(int.__sub__, ranges.ends, ranges.starts)
        self._before = [0, *accumulate(lengths)]

    def places(self, offsets: array[int]) -> array[int]:
        """Offsets in the file as offsets in the media data."""
        if not offsets:
            return offsets
        lowest, highest = min(offsets), max(offsets)
        at = self._index(lowest)
        if at is not None and at == self._index(highest):
            by = self._ranges.starts[at] - self._before[at]
            return array("Q", [offset - by for offset in offsets])
        return array("Q", map(self._place, offsets))

    def _index(self, offset: int) -> int | None:
        at = bisect_right(self._ranges.starts, offset) - 1
        return at if at >= 0 and offset <= self._ranges.ends[at] else None

    def _place(self, offset: int) -> int:
        at = self._index(offset)
        if at is None:
            return _NOWHERE | offset if not self._ranges.starts else _NOWHERE
        return self._before[at] + offset - self._ranges.starts[at]


def _structure(source: Source, media: _Media, box: Box, depth: int) -> Iterator[Piece]:
    """A box and all in it that matters, with what would change along with the file left out."""
    if box.type in _CONTAINERS:
        if box.type == b"minf" and is_elsewhere(source, (box,)):
            media = _Media(Ranges())
        yield b"(" + box.type
        for child in children(source, box, depth):
            if child.type not in _ABOUT:
                yield from _structure(source, media, child, depth + 1)
        yield b")"
    elif box.type in _OFFSETS:
        yield b"offsets"
        for block in table_of(source, box, ()).blocks(source):
            yield packed(media.places(block.offsets))
    elif box.type in _DATED:
        head = Fields.head(source, box, 4).take(4)
        yield box.type + head
        yield box.body + (20 if head[0] else 12), box.end
    elif box.type == b"hdlr":
        yield box.type + Fields.head(source, box, 12).take(12)[8:]
    else:
        yield box.type + (box.end - box.body).to_bytes(8)
        if box.body < box.end:
            yield box.body, box.end


def _fragment(source: Source, box: Box) -> Iterator[Piece]:
    """A movie fragment; what it says of offsets in the file counts from its own beginning."""
    at = box.start
    for base in explicit_bases(source, box):
        yield at, base.at
        yield ((base.offset - box.start) % (1 << 64)).to_bytes(8)
        at = base.at + 8
    yield at, box.end
