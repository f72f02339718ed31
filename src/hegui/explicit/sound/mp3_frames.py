"""Frames of MPEG audio layer III: found, measured, made.

The data of a frame may begin in frames before it: ``main_data_begin`` says how many bytes back,
counted in the data of frames alone. Source: ISO/IEC 11172-3 2.4.1.3 (header), 2.4.1.7 and
2.4.2.7 (side information, main_data_begin); ISO/IEC 13818-3 2.4 (lower rates).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hegui.structures import mpeg_audio

if TYPE_CHECKING:
    from hegui.files.source import Source

_BUFFER = 1024 * 1024
_CRC = 2
_SAMPLINGS = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MOST_LOST = 64 * 1024


class Span(NamedTuple):
    """Where a frame lies."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a frame's four bytes of header say."""

    data: bytes

    @property
    def version(self) -> int:
        """3 is MPEG-1, 2 is MPEG-2, 0 is MPEG-2.5."""
        return self.data[1] >> 3 & 3

    @property
    def layer(self) -> int:
        """1, 2 or 3."""
        return 4 - (self.data[1] >> 1 & 3)

    @property
    def rate(self) -> int:
        """Moments a second."""
        return _SAMPLINGS[self.version][self.data[2] >> 2 & 3]

    @property
    def channels(self) -> int:
        """1 or 2."""
        return 1 if self.data[3] >> 6 == 3 else 2

    @property
    def moments(self) -> int:
        """Moments of sound in a frame."""
        return 1152 if self.version == 3 else 576

    @property
    def side_at(self) -> int:
        """Where the side information begins: behind the header and its checksum."""
        return 4 + (0 if self.data[1] & 1 else _CRC)

    @property
    def side(self) -> int:
        """The length of the side information."""
        if self.version == 3:
            return 17 if self.channels == 1 else 32
        return 9 if self.channels == 1 else 17

    @property
    def data_at(self) -> int:
        """Where the frame's own data begin."""
        return self.side_at + self.side


def spans(source: Source, start: int) -> list[Span]:
    """All frames from the first at or after ``start``; bytes between them are passed over.

    Raises BrokenFile where none begins, CeilingExceeded.
    """
    first = mpeg_audio.first_frame(source, start, source.size)
    if first < 0:
        raise source.broken("no frame of MPEG audio begins here", start)
    return list(_walk(source, first))


def _walk(source: Source, at: int) -> Iterator[Span]:
    like = source.read(at, 4)
    base, buffer = at, source.peek(at, _BUFFER)
    while at + 4 <= source.size:
        source.count("MPEG audio frames")
        if at + 4 > base + len(buffer):
            base, buffer = at, source.peek(at, _BUFFER)
        head = buffer[at - base : at - base + 4]
        length = mpeg_audio.frame_length(head)
        if length > 0 and _alike(head, like):
            if at + length > source.size:
                return  # cut short: decoders do not play it
            yield Span(at, length)
            at += length
            continue
        at = _found_again(source, at + 1, like)
        if at < 0:
            return


def _found_again(source: Source, at: int, like: bytes) -> int:
    """Where two frames like the stream's follow each other, within 64 KiB; -1 if nowhere."""
    data = source.peek(at, _MOST_LOST)
    found = data.find(b"\xff")
    while 0 <= found < len(data) - 4:
        head = data[found : found + 4]
        length = mpeg_audio.frame_length(head)
        if length > 0 and _alike(head, like):
            following = source.peek(at + found + length, 4)
            if _alike(following, like) and mpeg_audio.frame_length(following) > 0:
                return at + found
        found = data.find(b"\xff", found + 1)
    return -1


def _alike(head: bytes, like: bytes) -> bool:
    """Whether version, layer, rate and the number of channels are the same."""
    return (
        len(head) == 4
        and head[0] == 0xFF
        and head[1] & 0xFE == like[1] & 0xFE
        and head[2] & 0x0C == like[2] & 0x0C
        and (head[3] >> 6 == 3) == (like[3] >> 6 == 3)
    )


def reach(frame: bytes) -> int:
    """``main_data_begin``: by how many bytes a frame's data begin before its own."""
    head = Head(frame[:4])
    at = head.side_at
    if head.version == 3:
        return frame[at] << 1 | frame[at + 1] >> 7
    return frame[at]


def own_data(frame: bytes) -> bytes:
    """A frame's bytes behind its side information."""
    return frame[Head(frame[:4]).data_at :]


def silenced(frame: bytes) -> bytes:
    """The frame with side information that says nothing is to be decoded; its data stay."""
    head = Head(frame[:4])
    side = bytes(head.side)
    checksum = b""
    if head.side_at > 4:
        checksum = _checksum(frame[2:4] + side).to_bytes(2)
    return frame[:4] + checksum + side + frame[head.data_at :]


def filler(like: bytes, kept: bytes) -> bytes:
    """A silent frame whose data end with ``kept``, for the frame behind it to reach into.

    It has the header of ``like``, and of the bit rates that hold so much the least above its own.
    """
    head = Head(bytes((like[0], like[1] | 1, like[2] & 0xFD, like[3])))
    for index in range(like[2] >> 4, 15):
        data = bytes((head.data[0], head.data[1], index << 4 | head.data[2] & 15, head.data[3]))
        length = mpeg_audio.frame_length(data)
        room = length - head.data_at
        if room >= len(kept):
            return data + bytes(head.side + room - len(kept)) + kept
    raise AssertionError(f"no frame holds {len(kept)} bytes")


def _checksum(data: bytes) -> int:
    """The checksum of a protected frame (ISO/IEC 11172-3 2.4.3.1)."""
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ (0x8005 if value & 0x8000 else 0)) & 0xFFFF
    return value
