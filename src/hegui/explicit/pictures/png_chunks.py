"""PNG and APNG, chunk by chunk, and the pixels of their frames.

The pixel path is our own, since Pillow has no 16 bits a channel in colour: what zlib unpacks is
unfiltered by Pillow's decoder as bytes, two halves of a sample each for itself, and rows that
change are filtered again as they were. Source: PNG specification (third edition), 5.3 (chunks),
7.2 and 8 (passes), 9 (filters), 11.2.1 (header), 11.3.2 (transparency), APNG in 11.3.6.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_MOST_CHUNKS = 300_000
_HEAD = struct.Struct(">I4s")
_CHECKED = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"fcTL", b"fdAT"))


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its type, where its length field stands, its data, and all of it as it came."""

    type: bytes
    offset: int
    data: memoryview
    raw: memoryview


@dataclass(frozen=True, slots=True)
class Header:
    """IHDR. ``depth`` bits a sample, ``kind`` the colour type (0 grey, 2 RGB, 3 indexed, 4 grey
    with alpha, 6 RGBA)."""

    width: int
    height: int
    depth: int
    kind: int
    interlaced: bool

    @property
    def bits(self) -> int:
        """Bits a pixel."""
        return self.depth * CHANNELS[self.kind]

    def data(self) -> bytes:
        """The chunk's data."""
        return struct.pack(
            ">IIBBBBB", self.width, self.height, self.depth, self.kind, 0, 0, self.interlaced
        )


def made(type_: bytes, data: bytes | memoryview) -> bytes:
    """A chunk with its length and checksum."""
    check = zlib.crc32(data, zlib.crc32(type_))
    return b"".join((_HEAD.pack(len(data), type_), data, struct.pack(">I", check)))


def chunks(data: bytes, name: str) -> tuple[tuple[Chunk, ...], int]:
    """The chunks up to IEND, and the offset behind it. Raises BrokenFile, CeilingExceeded."""
    found = tuple(_walk(data, name))
    last = found[-1]
    return found, last.offset + 12 + len(last.data)


def _walk(data: bytes, name: str) -> Iterator[Chunk]:
    view = memoryview(data)
    at, count = len(SIGNATURE), 0
    while True:
        place = f"byte {at}"
        if at + 12 > len(data):
            raise BrokenFile("the file ends before IEND", path=name, place=place)
        length, kind = _HEAD.unpack_from(data, at)
        end = at + 12 + length
        if end > len(data):
            raise BrokenFile("a chunk reaches beyond the end of the file", path=name, place=place)
        body = view[at + 8 : end - 4]
        if kind in _CHECKED:
            check = int.from_bytes(view[end - 4 : end], "big")
            if zlib.crc32(body, zlib.crc32(kind)) != check:
                raise BrokenFile("a chunk's checksum is wrong", path=name, place=place)
        count += 1
        if count > _MOST_CHUNKS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=name,
                ceiling=_MOST_CHUNKS,
                what="chunks",
            )
        yield Chunk(kind, at, body, view[at:end])
        if kind == b"IEND":
            return
        at = end


def header(found: tuple[Chunk, ...], name: str) -> Header:
    """IHDR of the chunks. Raises BrokenFile, and Unsupported for methods nobody has defined."""
    first = found[0]
    if first.type != b"IHDR" or len(first.data) != 13:
        raise BrokenFile("the first chunk is no header", path=name, place="byte 8")
    width, height, depth, kind, packing, filters, passes = struct.unpack(">IIBBBBB", first.data)
    if not width or not height or max(width, height) >= 2**31:
        raise BrokenFile("the header makes no picture", path=name, place="byte 8")
    if depth not in _DEPTHS.get(kind, ()):
        raise BrokenFile("the header makes no picture", path=name, place="byte 8")
    if packing or filters or passes > 1:
        raise Unsupported("this way of packing PNG is not worked on", path=name)
    return Header(width, height, depth, kind, bool(passes))
