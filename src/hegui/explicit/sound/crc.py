"""The checksums of sound formats, and how they change without reading all that they cover.

All but Ogg's are short loops over a table; long data goes through many lanes at once (NumPy).
Source: RFC 9639 9.1.8 and 9.3 (FLAC); RFC 3533 section 6 (Ogg); the LAME tag uses CRC-16/ARC.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

_LANE = 4096
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Crc:
    """A checksum of ``width`` bits that begins with 0; ``reflected``: lowest bit first."""

    width: int
    table: tuple[int, ...]
    reflected: bool

    def __call__(self, data: bytes, value: int = 0) -> int:
        """The checksum of what ``value`` stands for, followed by ``data``."""
        if self.width == 16 and len(data) >= 4 * _LANE:
            whole = len(data) // _LANE * _LANE
            value = self._lanes(data[:whole], value)
            data = data[whole:]
        table = self.table
        if self.width == 8:
            for byte in data:
                value = table[value ^ byte]
        elif self.reflected:
            for byte in data:
                value = value >> 8 ^ table[(value ^ byte) & 0xFF]
        else:
            for byte in data:
                value = (value << 8 & 0xFFFF) ^ table[value >> 8 ^ byte]
        return value

    def shifted(self, value: int, count: int) -> int:
        """The checksum of what ``value`` stands for, followed by ``count`` zeros.

        The checksum of A followed by B is that of A shifted by B's length, XOR that of B.
        """
        matrix = [self(b"\0", 1 << bit) for bit in range(self.width)]
        while count:
            if count & 1:
                value = _times(matrix, value)
            matrix = [_times(matrix, column) for column in matrix]
            count >>= 1
        return value

    def _lanes(self, data: bytes, value: int) -> int:
        lanes = np.frombuffer(data, np.uint8).reshape(-1, _LANE).T
        table = np.array(self.table, np.uint16)
        state = np.zeros(lanes.shape[1], np.uint16)
        for column in np.ascontiguousarray(lanes):
            if self.reflected:
                state = state >> 8 ^ table[(state ^ column) & 0xFF]
            else:
                state = state << 8 ^ table[state >> 8 ^ column]
        matrix = [self.shifted(1 << bit, _LANE) for bit in range(self.width)]
        for lane in state.tolist():
            value = _times(matrix, value) ^ lane
        return value


def ogg(page: bytes) -> int:
    """The checksum of an Ogg page whose own checksum field is zero."""
    # zlib's polynomial with the bits of every byte the other way round.
    value = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{value:032b}"[::-1], 2)


def _times(matrix: list[int], value: int) -> int:
    result = 0
    for column in matrix:
        if value & 1:
            result ^= column
        value >>= 1
    return result


def _table(width: int, generator: int) -> tuple[int, ...]:
    top, mask = 1 << width - 1, (1 << width) - 1
    found = []
    for byte in range(256):
        value = byte << width - 8
        for _ in range(8):
            value = (value << 1 ^ (generator if value & top else 0)) & mask
        found.append(value)
    return tuple(found)


def _reflected(generator: int) -> tuple[int, ...]:
    found = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ (generator if value & 1 else 0)
        found.append(value)
    return tuple(found)


FLAC_HEAD = Crc(8, _table(8, 0x07), reflected=False)
FLAC_FRAME = Crc(16, _table(16, 0x8005), reflected=False)
ARC = Crc(16, _reflected(0xA001), reflected=True)
