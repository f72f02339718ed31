"""The content of a TIFF file: every image in it, and what decodes it.

In, for each directory of the main chain and those below it as SubIFDs (pyramids, DNG's raw image),
in the chain's order: the values of the tags below by ascending number, with type and count; then
strips, tiles or JPEG streams, each preceded by its lengths. Pages that are previews are pages all
the same. Out: where anything lies, all other tags (XMP, IPTC, EXIF and GPS directories, texts,
dates, orientation, resolution, Photoshop's resources and layers, geography), unused bytes.
Values count as they are stored, so a file in the other byte order has other content.
Source: TIFF 6.0; TIFF Supplements 1 and 2; DNG 1.7, chapter 4 to 6; TIFF/EP 5.2; libtiff's tags.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from itertools import pairwise

from hegui.errors import CeilingExceeded
from hegui.files.source import Source
from hegui.implicit.structures.tiff_directory import (
    SUB_IFDS,
    Directory,
    Entry,
    Shape,
    Walk,
    outside,
)

Piece = tuple[int, int] | bytes

# Offsets and lengths of pixels: strips, tiles, the stream of old-style JPEG.
_PIXELS = ((0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202))
# Old-style JPEG's tables, given by their offsets, and the bytes of each; 0: 16 and what these sum.
_TABLES = {0x0207: 64, 0x0208: 0, 0x0209: 0}
_HUFFMAN = 16

# Sizes, depth, compression, colours and order of pixels; how compressed bytes are to be decoded.
_BASELINE = (254, 255, 256, 257, 258, 259, 262, 266, 277, 278, 284, 290, 291, 292, 293, 301)
_EXTENSIONS = (317, 318, 319, 320, 322, 323, 332, 334, 336, 338, 339, 340, 341, 342, 346, 347)
_FAX_AND_JPEG = (*range(400, 406), 433, 434, 512, 515, 517, 518, 529, 530, 531, 532, 559)
# SGI's and Pixar's sizes and formats, TIFF/EP's filter array, ICC profile, LogLuv's scale.
_REGISTERED = (32995, 32996, 32997, 32998, 33300, 33301, 33421, 33422, 34675, 37439)
# DNG: geometry of the raw image, its linearisation, colours, rendering, opcodes.
_RAW = (*range(50710, 50735), *range(50737, 50740), *range(50778, 50781), *range(50829, 50835))
_RAW_COLOURS = (50879, *range(50937, 50941), 50964, 50965, 50974, 50975, 50981, 50982)
_RAW_NEW = (*range(51008, 51011), *range(51107, 51111), 51125, *range(52529, 52539), 52544)

_VALUES = frozenset((*_BASELINE, *_EXTENSIONS, *_FAX_AND_JPEG, *_REGISTERED))
_VALUES |= frozenset((*_RAW, *_RAW_COLOURS, *_RAW_NEW))
_WANTED = _VALUES | {tag for pair in _PIXELS for tag in pair} | _TABLES.keys() | {SUB_IFDS}

_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_AT_ONCE = 8192
_SLACK = 1024 * 1024


def essence(source: Source, shape: Shape, first: int) -> Iterator[Piece]:
    """The pieces of a file whose first directory is at ``first``.

    Raises BrokenFile where a directory, a value or pixels lie beyond the end, CeilingExceeded.
    """
    walk = Walk(source, shape, _WANTED)
    content = _Content(source, shape)
    for directory in walk.directories(first):
        yield from content.of(directory)
    for fault in walk.faults:
        raise fault.error


class _Content:
    """What directories name as content; ``left`` is how many bytes of tables may yet be read."""

    def __init__(self, source: Source, shape: Shape) -> None:
        self.source = source
        self.shape = shape
        # Tables that do not overlap are no longer than the file; that of lengths is read twice.
        self.left = 2 * source.size + _SLACK

    def of(self, directory: Directory) -> Iterator[Piece]:
        """The pieces of one directory."""
        yield directory.place.encode() + b"\0"
        for entry in sorted(directory.entries, key=lambda one: one.tag):
            if directory.first(entry.tag) is not entry:
                continue  # readers take the first
            if entry.tag in _VALUES:
                yield _head(entry.tag, entry.type, entry.count)
                yield self.checked(directory, entry, entry.value_at, entry.size)
            elif entry.tag in _TABLES:
                yield _head(entry.tag, 0, entry.count)
                yield from self.tables(directory, entry)
        for starts, sizes in _PIXELS:
            start, size = directory.first(starts), directory.first(sizes)
            if start and size:
                yield from self.pixels(directory, start, size)
            elif start or size:
                raise self.source.broken(
                    "the pixels have no offsets or no lengths", directory.place
                )

    def pixels(self, directory: Directory, start: Entry, size: Entry) -> Iterator[Piece]:
        """Lengths, then data, in the order of the table, which is that of the image."""
        count = min(start.count, size.count)
        yield _head(start.tag, 0, count)
        for lengths in self.integers(directory, size, count):
            if sys.byteorder == "big":
                lengths.byteswap()
            yield lengths.tobytes()
        offsets = self.integers(directory, start, count)
        for some, lengths in zip(offsets, self.integers(directory, size, count), strict=True):
            for offset, length in zip(some, lengths, strict=True):
                yield self.checked(directory, start, offset, length)

    def tables(self, directory: Directory, entry: Entry) -> Iterator[Piece]:
        """The tables of old-style JPEG."""
        for offsets in self.integers(directory, entry, entry.count):
            for offset in offsets:
                length = _TABLES[entry.tag]
                if not length:
                    counts = self.source.read(offset, _HUFFMAN, f"tag {entry.tag}")
                    length = _HUFFMAN + sum(counts)
                yield self.checked(directory, entry, offset, length)

    def integers(self, directory: Directory, entry: Entry, count: int) -> Iterator[array[int]]:
        """The first integers of an entry, some thousand at a time."""
        code = _INTEGERS.get(entry.type)
        if code is None:
            raise self.source.broken(
                "tag {tag} holds offsets or lengths, but its field type is {type}",
                directory.place,
                tag=entry.tag,
                type=entry.type,
            )
        self.checked(directory, entry, entry.value_at, entry.size)
        self.left -= entry.size
        if self.left < 0:
            raise CeilingExceeded(
                "the file names the same bytes as content again and again",
                path=self.source.name,
                place=directory.place,
            )
        width = array(code).itemsize
        marks = (*range(0, count, _AT_ONCE), count)
        for begin, end in pairwise(marks):
            at = entry.value_at + begin * width
            raw = self.source.read(at, (end - begin) * width, f"tag {entry.tag}")
            some = array(code, raw)
            if self.shape.order != sys.byteorder:
                some.byteswap()
            yield array("Q", some)

    def checked(
        self, directory: Directory, entry: Entry, start: int, length: int
    ) -> tuple[int, int]:
        """The range of so many bytes. Raises BrokenFile where it is in the header or outside."""
        header = self.shape.first_at + self.shape.field
        if start + length <= self.source.size and (start >= header or not length):
            return start, start + length
        if start == entry.value_at or start < header:
            raise outside(self.source, entry, directory.place)
        raise self.source.broken(
            "the pixels reach to byte {end}, but the file ends at byte {size}",
            directory.place,
            end=start + length,
            size=self.source.size,
        )


def _head(tag: int, kind: int, count: int) -> bytes:
    return tag.to_bytes(2) + kind.to_bytes(2) + count.to_bytes(8)
