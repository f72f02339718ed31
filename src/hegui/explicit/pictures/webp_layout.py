"""The chunks of a WebP file, its frames, and the quality a lossy one was encoded with.

Source: RFC 9649 2.3 to 2.7 (container); RFC 6386 7 (boolean decoder), 9.3 to 9.6 (frame header);
the quality is what libwebp's quality_to_compression makes of a quantiser, the other way round.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.explicit.pictures.frames import Disposal, Shape
from hegui.explicit.pictures.placement import Box

_HEAD = struct.Struct("<4sI")
_MOST_CHUNKS = 100_000
_ALPHA = 0x10
_LOSSY, _LOSSLESS, _ALPH = b"VP8 ", b"VP8L", b"ALPH"
_MOST_QUANTISER = 127


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its type and its data, and all of it with padding as it came."""

    type: bytes
    data: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """The coded picture of a frame: its chunks, its size, and whether it is lossless."""

    chunks: tuple[Chunk, ...]
    width: int
    height: int

    @property
    def lossless(self) -> bool:
        """Whether the pixels are coded without loss."""
        return self.chunks[-1].type == _LOSSLESS

    @property
    def alpha(self) -> bool:
        """Whether it may be transparent."""
        if self.lossless:
            return bool(self.chunks[-1].data[4] & _ALPHA)  # RFC 9649 3.4: alpha_is_used
        return any(one.type == _ALPH for one in self.chunks)

    def quality(self) -> int:
        """The quality 0 to 100 that libwebp codes with about the quantiser it has."""
        return _quality(self.chunks[-1].data)

    def alone(self) -> bytes:
        """A file of this picture alone."""
        return file_of(self.chunks, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of an animation: its head of 16 bytes, its shape, its picture."""

    head: bytes
    shape: Shape
    picture: Picture


def chunks_of(data: bytes, name: str) -> tuple[Chunk, ...]:
    """The chunks of a file. Raises BrokenFile, CeilingExceeded."""
    length = int.from_bytes(data[4:8], "little")
    if 8 + length > len(data):
        raise BrokenFile("the file is shorter than it says", path=name, place="byte 4")
    return tuple(_chunks(data, 12, 8 + length, name))


def _chunks(data: bytes, at: int, end: int, name: str) -> Iterator[Chunk]:
    count = 0
    while at + 8 <= end:
        kind, length = _HEAD.unpack_from(data, at)
        start = at + 8
        if start + length > end:
            raise BrokenFile(
                "a chunk reaches beyond the end of the file", path=name, place=f"byte {at}"
            )
        count += 1
        if count > _MOST_CHUNKS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=name,
                ceiling=_MOST_CHUNKS,
                what="chunks",
            )
        behind = min(start + length + (length & 1), end)
        yield Chunk(kind, data[start : start + length], data[at:behind])
        at = behind


def picture(found: tuple[Chunk, ...], name: str) -> Picture:
    """The picture that chunks hold. Raises BrokenFile."""
    for number, one in enumerate(found):
        if one.type == _LOSSLESS and len(one.data) >= 5 and one.data[0] == 0x2F:
            bits = int.from_bytes(one.data[1:5], "little")
            return Picture((one,), 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        if one.type == _LOSSY and len(one.data) >= 10 and one.data[3:6] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", one.data, 6)
            before = tuple(chunk for chunk in found[:number] if chunk.type == _ALPH)[:1]
            return Picture((*before, one), width & 0x3FFF, height & 0x3FFF)
    raise BrokenFile("the file has no picture", path=name)


def frame(chunk: Chunk, name: str) -> Frame:
    """The frame of an ANMF chunk. Raises BrokenFile."""
    data = chunk.data
    if len(data) < 24:
        raise BrokenFile("a frame is damaged", path=name)
    left, top, width, height = (int.from_bytes(data[at : at + 3], "little") for at in (0, 3, 6, 9))
    box = Box(2 * left, 2 * top, 2 * left + width + 1, 2 * top + height + 1)
    coded = picture(tuple(_chunks(data, 16, len(data), name)), name)
    if (coded.width, coded.height) != (box.width, box.height):
        raise BrokenFile("a frame is damaged", path=name)
    disposal = Disposal.CLEAR if data[15] & 1 else Disposal.KEEP
    return Frame(data[:16], Shape(box, disposal, replaces=bool(data[15] & 2)), coded)


def framed(one: Frame, box: Box, coded: Picture) -> bytes:
    """An ANMF chunk of the frame with another rectangle and picture."""
    sizes = (box.left // 2, box.top // 2, box.width - 1, box.height - 1)
    head = b"".join(value.to_bytes(3, "little") for value in sizes) + one.head[12:]
    return made(b"ANMF", head + b"".join(made(part.type, part.data) for part in coded.chunks))


def made(type_: bytes, data: bytes) -> bytes:
    """A chunk with its head and padding."""
    return _HEAD.pack(type_, len(data)) + data + b"\0" * (len(data) & 1)


def riff(body: bytes) -> bytes:
    """A file of these chunks."""
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def file_of(found: tuple[Chunk, ...], width: int, height: int) -> bytes:
    """A file of one picture's chunks, extended where it has an alpha chunk."""
    body = b"".join(made(one.type, one.data) for one in found)
    if found[0].type == _ALPH:
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        body = made(b"VP8X", bytes((_ALPHA, 0, 0, 0)) + size) + body
    return riff(body)


def with_alpha(header: Chunk) -> bytes:
    """A VP8X chunk that says that there may be transparency."""
    return made(b"VP8X", bytes((header.data[0] | _ALPHA,)) + header.data[1:])


class _Bits:
    """The boolean decoder of RFC 6386 7.3, at even odds."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 2
        self._value = int.from_bytes(data[:2].ljust(2, b"\0"), "big")
        self._range = 255
        self._count = 0

    def number(self, bits: int) -> int:
        result = 0
        for _ in range(bits):
            result = result << 1 | self._bit()
        return result

    def signed(self, bits: int) -> int:
        """An optional value with its sign behind it; 0 where it is not there."""
        if not self._bit():
            return 0
        value = self.number(bits)
        return -value if self._bit() else value

    def _bit(self) -> int:
        split = 1 + ((self._range - 1) * 128 >> 8)
        bit = int(self._value >= split << 8)
        if bit:
            self._range -= split
            self._value -= split << 8
        else:
            self._range = split
        while self._range < 128:
            self._value <<= 1
            self._range <<= 1
            self._count += 1
            if self._count == 8:
                self._count = 0
                self._value |= self._data[self._at] if self._at < len(self._data) else 0
                self._at += 1
        return bit


def _quality(lossy: bytes) -> int:
    quantisers = _quantisers(_Bits(lossy[10:]))
    share = 1 - sum(quantisers) / len(quantisers) / _MOST_QUANTISER
    linear = max(0.0, share) ** 3
    quality = linear * 1.5 if linear < 0.5 else (linear + 1) / 2
    return max(1, min(100, round(100 * quality)))


def _quantisers(bits: _Bits) -> list[int]:
    """The quantiser indices in use: one, or one a segment."""
    segments: list[int] = []
    absolute = False
    bits.number(2)  # colour space, clamping
    if bits.number(1):
        new_map, new_data = bits.number(1), bits.number(1)
        if new_data:
            absolute = bool(bits.number(1))
            segments = [bits.signed(7) for _ in range(4)]
            for _ in range(4):
                bits.signed(6)
        if new_map:
            for _ in range(3):
                if bits.number(1):
                    bits.number(8)
    bits.number(10)  # filter: type, level, sharpness
    if bits.number(1) and bits.number(1):
        for _ in range(8):
            bits.signed(6)
    bits.number(2)  # partitions
    base = bits.number(7)
    if not segments:
        return [base]
    return [min(max(one if absolute else base + one, 0), _MOST_QUANTISER) for one in segments]
