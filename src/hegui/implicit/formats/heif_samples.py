"""The image sequences of a HEIF or AVIF file: each track's own settings, and its samples' bytes.

Media data can hold metadata beside samples here, so that samples are taken chunk by chunk, and
chunk offsets are left out. Tables are read whole: a sequence is short where a film is long.
Source: ISO/IEC 14496-12 8.2 to 8.7 (8.7.3 stsz and stz2, 8.7.4 stsc, 8.7.5 stco and co64).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from hegui.files.source import Source
from hegui.implicit.formats.quicktime_offsets import is_elsewhere
from hegui.structures.bmff import Box, Fields, children, descendants

Piece = tuple[int, int] | bytes

_CONTAINERS = frozenset(b"moov trak edts mdia minf stbl".split())
_ABOUT = frozenset(b"udta meta meco uuid XMP_ aigc AIGC wide free skip".split())
_OFFSETS = frozenset(b"stco co64 saio".split())
_DATED = frozenset(b"mvhd tkhd mdhd".split())
_TABLE = (b"mdia", b"minf", b"stbl")
_CODES = {1: "B", 2: "H", 4: "I", 8: "Q"}


def samples(source: Source, movie: Box) -> Iterator[Piece]:
    """The pieces of all tracks that are not metadata. Raises BrokenFile, CeilingExceeded."""
    for child in children(source, movie, 1):
        if child.type != b"trak":
            yield from _structure(source, child, 2)
        elif _handler(source, child) != b"meta":
            yield from _structure(source, child, 2)
            for table in descendants(source, child, *_TABLE, depth=2):
                yield from _media(source, child, table)


def _handler(source: Source, track: Box) -> bytes:
    for box in descendants(source, track, b"mdia", b"hdlr", depth=2):
        return Fields.head(source, box, 12).take(12)[8:]
    return b""


def _structure(source: Source, box: Box, depth: int) -> Iterator[Piece]:
    """A box and what is in it, without what may change along with the file."""
    if box.type in _ABOUT or box.type in _OFFSETS:
        return
    if box.type in _CONTAINERS:
        yield b"(" + box.type
        for child in children(source, box, depth):
            yield from _structure(source, child, depth + 1)
        yield b")"
    elif box.type in _DATED:
        head = Fields.head(source, box, 4).take(4)
        yield box.type + head
        # Behind version, flags and two times; without the number that the next track would get.
        end = box.end - (4 if box.type == b"mvhd" else 0)
        yield min(box.body + (20 if head[0] else 12), end), end
    elif box.type == b"hdlr":
        yield box.type + Fields.head(source, box, 12).take(12)[8:]  # its name is for people
    else:
        yield box.type + (box.end - box.body).to_bytes(8)
        yield box.body, box.end


def _media(source: Source, track: Box, table: Box) -> Iterator[tuple[int, int]]:
    """The bytes of a track's samples, in their order."""
    for minf in descendants(source, track, b"mdia", b"minf", depth=2):
        if is_elsewhere(source, (minf,)):
            return
    boxes = {box.type: box for box in children(source, table, 5)}
    chunks, runs = boxes.get(b"stco") or boxes.get(b"co64"), boxes.get(b"stsc")
    sizes = boxes.get(b"stsz") or boxes.get(b"stz2")
    if chunks is None or runs is None or sizes is None:
        raise source.broken("the track has no complete table of samples", table.place)
    fields = Fields.of(source, chunks)
    fields.take(4)
    offsets = _numbers(fields, fields.number(4), 4 if chunks.type == b"stco" else 8)
    measure = _Sizes(source, sizes)
    sample = 0
    for offset, count in zip(offsets, _counts(source, runs, len(offsets)), strict=True):
        length = measure.length(sample, count)
        sample += count
        if offset + length > source.size:
            raise source.broken("the samples lie outside the file", chunks.place)
        yield offset, offset + length


def _numbers(fields: Fields, count: int, width: int) -> array[int]:
    """So many numbers of ``width`` bytes each."""
    numbers = array(_CODES[width], fields.take(count * width))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _counts(source: Source, box: Box, chunks: int) -> Iterator[int]:
    """How many samples each chunk has: runs say it from one chunk on."""
    fields = Fields.of(source, box)
    fields.take(4)
    number, count = 1, 0
    for _ in range(fields.number(4)):
        first, after = fields.number(4), fields.number(4)
        fields.take(4)  # which description the samples have; it stands in the table as well
        while number < first and number <= chunks:
            yield count
            number += 1
        count = after
    for _ in range(number, chunks + 1):
        yield count


class _Sizes:
    """The sizes of samples, one for all or one each."""

    def __init__(self, source: Source, box: Box) -> None:
        self._source, self._box = source, box
        fields = Fields.of(source, box)
        fields.take(4)
        # stsz: the size of all samples, or 0. stz2: three reserved bytes, the bits of one size.
        head = fields.number(4)
        self._all, bits = (head, 32) if box.type == b"stsz" else (0, head & 0xFF)
        self.count = fields.number(4)
        self._before = array("Q", (0,))
        if not self._all:
            self._before.extend(accumulate(self._each(fields, bits)))

    def _each(self, fields: Fields, bits: int) -> Iterable[int]:
        if bits == 4:
            raw = fields.take((self.count + 1) // 2)
            return islice((half for byte in raw for half in divmod(byte, 16)), self.count)
        if bits not in (8, 16, 32):
            raise self._source.broken("a field size is neither 4, 8 nor 16", self._box.place)
        return _numbers(fields, self.count, bits // 8)

    def length(self, first: int, count: int) -> int:
        """The bytes of ``count`` samples from the one of index ``first`` on."""
        if first + count > self.count:
            raise self._source.broken(
                "the chunks have more samples than there are", self._box.place
            )
        if self._all:
            return self._all * count
        return self._before[first + count] - self._before[first]
