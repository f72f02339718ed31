"""The metadata blocks of a FLAC file, and those that tell of the samples told anew.

Source: RFC 9639 sections 8.1 (block header), 8.2 (STREAMINFO), 8.5 (SEEKTABLE), 8.7 (CUESHEET).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.files.edits import Edit
from hegui.structures import id3_header

if TYPE_CHECKING:
    from hegui.files.source import Source

STREAMINFO, SEEKTABLE, CUESHEET = 0, 3, 5
_HEAD = 4
_INFO = 34
_MOST_BLOCKS = 4096
_POINT = struct.Struct(">QQH")
_PLACEHOLDER = (1 << 64) - 1
_TRACKS_AT = 395
_TRACK, _INDEX = 36, 12


@dataclass(frozen=True, slots=True)
class Info:
    """What STREAMINFO says; ``offset`` is where its body lies.

    ``sizes`` are the least and most bytes of a frame, 0 where unknown; ``digest`` the MD5 of
    all samples, all zeros where unknown; ``total`` the moments, 0 where unknown.
    """

    offset: int
    least_block: int
    most_block: int
    sizes: tuple[int, int]
    rate: int
    channels: int
    bits: int
    total: int
    digest: bytes

    def packed(self) -> bytes:
        """The block's body."""
        fields = self.rate << 44 | self.channels - 1 << 41 | self.bits - 1 << 36 | self.total
        parts = [self.least_block.to_bytes(2), self.most_block.to_bytes(2)]
        parts += [size.to_bytes(3) for size in self.sizes]
        return b"".join((*parts, fields.to_bytes(8), self.digest))


@dataclass(frozen=True, slots=True)
class Blocks:
    """A file's metadata: its STREAMINFO, where the frames begin, and the blocks by their type.

    Each of ``others`` is its type, the offset of its body and its length.
    """

    info: Info
    frames: int
    others: tuple[tuple[int, int, int], ...]


def read(source: Source) -> Blocks:
    """The metadata blocks. Raises BrokenFile."""
    at = id3_header.behind(source)
    if source.read(at, 4, "the FLAC marker") != b"fLaC":
        raise source.broken("the file does not begin as FLAC does", at)
    at += 4
    found: list[tuple[int, int, int]] = []
    last = False
    while not last:
        if len(found) >= _MOST_BLOCKS:
            raise source.broken("more than {ceiling} metadata blocks", at, ceiling=_MOST_BLOCKS)
        head = source.read(at, _HEAD, "the metadata block's head")
        last = bool(head[0] & 0x80)
        length = int.from_bytes(head[1:])
        found.append((head[0] & 0x7F, at + _HEAD, length))
        at += _HEAD + length
    kind, offset, length = found[0]
    if kind != STREAMINFO or length < _INFO:
        raise source.broken("the first metadata block is no STREAMINFO", offset)
    return Blocks(info(source, offset), at, tuple(found[1:]))


def info(source: Source, offset: int) -> Info:
    """What STREAMINFO says, whose body lies at ``offset``. Raises BrokenFile."""
    data = source.read(offset, _INFO, "the first metadata block")
    fields = int.from_bytes(data[10:18])
    return Info(
        offset,
        int.from_bytes(data[:2]),
        int.from_bytes(data[2:4]),
        (int.from_bytes(data[4:7]), int.from_bytes(data[7:10])),
        fields >> 44,
        (fields >> 41 & 7) + 1,
        (fields >> 36 & 31) + 1,
        fields & (1 << 36) - 1,
        data[18:34],
    )


def seek_points(
    source: Source, blocks: Blocks, places: list[tuple[int, int]], moved: list[tuple[int, int, int]]
) -> Iterator[Edit]:
    """The seek tables: each point led to where its frame is now.

    ``places`` are the first moment and the offset (from the first frame) of every old frame, in
    order; ``moved`` the first moment, offset and moments of the new frame that stands for it.
    """
    starts = [start for start, _ in places]
    for kind, offset, length in blocks.others:
        if kind != SEEKTABLE:
            continue
        data = source.read(offset, length, "the seek table")
        points = []
        for sample, place, count in _POINT.iter_unpack(data[: length // _POINT.size * _POINT.size]):
            index = bisect_right(starts, sample) - 1
            if sample != _PLACEHOLDER and index >= 0:
                sample, place, count = moved[index]
            points.append(_POINT.pack(sample, place, count))
        packed = b"".join(points)
        yield Edit(offset, len(packed), packed)


def no_points(data: bytes) -> bytes:
    """A seek table of as many points, all placeholders."""
    point = _POINT.pack(_PLACEHOLDER, 0, 0)
    return point * (len(data) // _POINT.size) + data[len(data) // _POINT.size * _POINT.size :]


def cue_sheet(source: Source, blocks: Blocks, at: int, count: int) -> Iterator[Edit]:
    """The cue sheet: tracks that begin at moment ``at`` or later begin ``count`` later."""
    for kind, offset, length in blocks.others:
        if kind == CUESHEET:
            data = source.read(offset, length, "the cue sheet")
            yield Edit(offset, length, moved_tracks(data, at, count))


def moved_tracks(sheet: bytes, at: int, count: int) -> bytes:
    """The body of a cue sheet whose tracks from moment ``at`` on begin ``count`` later."""
    data = bytearray(sheet)
    here = _TRACKS_AT + 1
    for _ in range(data[_TRACKS_AT] if len(data) > _TRACKS_AT else 0):
        if here + _TRACK > len(data):
            break
        start = int.from_bytes(data[here : here + 8])
        if start >= at:
            data[here : here + 8] = (start + count).to_bytes(8)
        here += _TRACK + _INDEX * data[here + _TRACK - 1]
    return bytes(data)
