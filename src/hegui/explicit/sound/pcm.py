"""Samples as files hold them, and as numbers from -1 to 1.

A sound is an array of float64, one row a moment, one column a channel. Source: Multimedia
Programming Interface and Data Specifications 1.0 (1991), "Data Format of the Samples"; ITU-T
G.711 (A-law and mu-law).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

Law = Literal["integer", "float", "A-law", "mu-law"]


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one sample lies in a file: ``width`` bytes, ``bits`` of them meant.

    Fewer bits than the bytes hold stand in the upper ones (WAV and AIFF alike). ``offset``:
    unsigned, silence is the middle (8 bits in WAV).
    """

    law: Law
    width: int
    bits: int
    big: bool = False
    offset: bool = False

    def decode(self, data: bytes, channels: int) -> Sound:
        """Whole moments of sound. What a float file holds beyond any number becomes silence."""
        if self.law == "float":
            raw = np.frombuffer(data, f"{'>' if self.big else '<'}f{self.width}")
            sound = np.nan_to_num(raw.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        elif self.law == "integer":
            full = float(1 << (8 * self.width - 1))
            sound = np.divide(self._integers(data), full, dtype=np.float64)
        else:
            sound = _expanded(self.law)[np.frombuffer(data, np.uint8)]
        return sound.reshape(-1, channels)

    def encode(self, sound: Sound) -> bytes:
        """The same, to bytes: rounded to the nearest step, cut at full scale."""
        if self.law == "float":
            return sound.astype(f"{'>' if self.big else '<'}f{self.width}").tobytes()
        if self.law != "integer":
            table = _expanded(self.law)
            order = np.argsort(table, kind="stable")
            steps = table[order]
            right = np.clip(np.searchsorted(steps, sound), 1, len(steps) - 1)
            left = right - (sound - steps[right - 1] < steps[right] - sound)
            return order[left].astype(np.uint8).tobytes()
        return self._bytes(integers(sound, self.bits) << (8 * self.width - self.bits))

    def _integers(self, data: bytes) -> NDArray[np.integer]:
        order = ">" if self.big else "<"
        if self.width == 1:
            if self.offset:
                return np.frombuffer(data, np.uint8).astype(np.int16) - 128
            return np.frombuffer(data, np.int8)
        if self.width == 3:
            three = np.frombuffer(data, np.uint8).reshape(-1, 3)
            four = np.zeros((len(three), 4), np.uint8)
            four[:, 0 if self.big else 1 :][:, :3] = three
            return four.reshape(-1).view(f"{order}i4") >> 8
        return np.frombuffer(data, f"{order}i{self.width}")

    def _bytes(self, values: NDArray[np.int64]) -> bytes:
        order = ">" if self.big else "<"
        if self.width == 1:
            return (values + 128 if self.offset else values).astype(np.uint8).tobytes()
        if self.width == 3:
            four = values.astype(f"{order}i4").reshape(-1, 1).view(np.uint8)
            return np.ascontiguousarray(four[:, 1:] if self.big else four[:, :3]).tobytes()
        return values.astype(f"{order}i{self.width}").tobytes()


def integers(sound: Sound, bits: int) -> NDArray[np.int64]:
    """Rounded to signed integers of ``bits``, cut at full scale."""
    full = 1 << (bits - 1)
    return np.clip(np.rint(sound * full), -full, full - 1).astype(np.int64)


@cache
def _expanded(law: Law) -> Sound:
    """The value of each of the 256 codes (ITU-T G.711, tables 1 and 2)."""
    codes = np.arange(256)
    if law == "A-law":
        codes = codes ^ 0x55
        exponent, mantissa = codes >> 4 & 7, codes & 15
        size = np.where(
            exponent == 0,
            mantissa * 2 + 1,
            (mantissa * 2 + 33) << np.maximum(exponent - 1, 0),
        )
        return np.where(codes & 0x80, size, -size) / 4096.0
    codes = ~codes & 0xFF
    exponent, mantissa = codes >> 4 & 7, codes & 15
    size = ((mantissa * 2 + 33) << exponent) - 33
    return np.where(codes & 0x80, -size, size) / 8192.0
