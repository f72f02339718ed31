"""NAL units and the bits within: what H.264 and HEVC have in common.

Source: ITU-T H.264 7.3.1, 9.1, annex B; H.265 7.3.1, annex B; ISO/IEC 14496-15 4.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hegui.explicit.video.samples import Unjoinable

_ESCAPED = re.compile(rb"\x00\x00\x03")
_TO_ESCAPE = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class BadBits(Unjoinable):
    """A structure that ends before its own fields do."""

    def __init__(self) -> None:
        super().__init__("a frame cannot be read")


class Bits:
    """Reads the bits of a NAL unit's payload (emulation prevention already taken out)."""

    def __init__(self, payload: bytes) -> None:
        self._value = int.from_bytes(payload, "big")
        self._left = len(payload) * 8

    @property
    def left(self) -> int:
        """Bits not read yet."""
        return self._left

    def u(self, count: int) -> int:
        """An unsigned number of ``count`` bits."""
        if count > self._left:
            raise BadBits
        self._left -= count
        return (self._value >> self._left) & ((1 << count) - 1)

    def ue(self) -> int:
        """An unsigned Exp-Golomb number."""
        zeros = 0
        while not self.u(1):
            zeros += 1
            if zeros > 32:
                raise BadBits
        return (1 << zeros) - 1 + self.u(zeros)

    def se(self) -> int:
        """A signed Exp-Golomb number."""
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)

    def rest(self) -> str:
        """All bits not read yet, as 0s and 1s."""
        count, self._left = self._left, 0
        return f"{self._value & ((1 << count) - 1):0{count}b}" if count else ""


def ue_bits(number: int) -> str:
    """An unsigned Exp-Golomb number as 0s and 1s."""
    code = f"{number + 1:b}"
    return "0" * (len(code) - 1) + code


def from_bits(bits: str) -> bytes:
    """0s and 1s as bytes; their number must be a multiple of eight."""
    return int(bits or "0", 2).to_bytes(len(bits) // 8, "big")


def unescape(nal: bytes) -> bytes:
    """A NAL unit without its emulation prevention bytes."""
    return _ESCAPED.sub(lambda _: b"\0\0", nal)


def escape(payload: bytes) -> bytes:
    """A NAL unit with emulation prevention bytes: no 00 00 followed by 00 to 03 within."""
    return _TO_ESCAPE.sub(lambda _: b"\0\0\3", payload)


def split_annex_b(stream: bytes) -> Iterator[bytes]:
    """The NAL units of a byte stream with start codes."""
    at = stream.find(b"\0\0\1")
    while at >= 0:
        begin = at + 3
        at = stream.find(b"\0\0\1", begin)
        nal = stream[begin : at if at >= 0 else len(stream)].rstrip(b"\0")
        if nal:
            yield nal


def split_lengths(sample: bytes, width: int) -> Iterator[bytes]:
    """The NAL units of a sample with length fields of ``width`` bytes. Raises BadBits."""
    at = 0
    while at + width <= len(sample):
        size = int.from_bytes(sample[at : at + width], "big")
        at += width
        if at + size > len(sample):
            raise BadBits
        if size:
            yield sample[at : at + size]
        at += size


def with_lengths(nals: Iterable[bytes], width: int) -> bytes:
    """A sample: each NAL unit after its length in ``width`` bytes. Raises BadBits."""
    parts = []
    for nal in nals:
        if len(nal) >> (8 * width):
            raise BadBits
        parts += [len(nal).to_bytes(width, "big"), nal]
    return b"".join(parts)
