"""The checksums of sound formats, and how they change without reading all that they cover.

Long data goes through many lanes at once. Source: RFC 9639 9.1.8 and 9.3 (FLAC); the LAME tag of
MP3 uses CRC-16/ARC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

_LANE = 4096


@dataclass(frozen=True, slots=True, eq=False)
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
        power = 0
        while count:
            if count & 1:
                value = _times(_zeros(self, power), value)
            count >>= 1
            power += 1
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


@cache
def _zeros(crc: Crc, power: int) -> tuple[int, ...]:
    """What ``2 ** power`` zeros make of every single bit of a checksum."""
    if not power:
        return tuple(crc(b"\0", 1 << bit) for bit in range(crc.width))
    half = _zeros(crc, power - 1)
    return tuple(_times(half, column) for column in half)


def _times(matrix: Sequence[int], value: int) -> int:
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
