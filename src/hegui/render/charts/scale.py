"""Scales: where a value lies, and which round values are written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from ``low`` to ``high`` to pixels from ``left`` to ``right``."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The place of a value, held within the scale."""
        within = min(max(value, self.low), self.high)
        return self.left + (self.right - self.left) * (within - self.low) / (self.high - self.low)

    def ticks(self, about: int = 5) -> list[float]:
        """Round values within the scale, about so many."""
        step = _step((self.high - self.low) / about)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


def amounts(values: Iterable[float], left: float, right: float) -> Scale:
    """A scale from 0 to a round value that none of ``values`` exceeds."""
    most = max(values, default=0.0)
    step = _step(most / 5) if most / 5 > 0 else 1.0  # the least float over 5 is 0
    return Scale(0.0, max(math.ceil(most / step - 1e-9), 1) * step, left, right)


def rates(values: Iterable[float], left: float, right: float) -> Scale:
    """A scale of rates as narrow as it may be: whole steps around all values, within 0 and 1."""
    known = list(values)
    if not known:
        return Scale(0.0, 1.0, left, right)
    low, high = min(known), max(known)
    margin = max((high - low) * 0.08, 0.005)
    step = 0.05 if high - low > 0.06 else 0.01
    low = max(math.floor((low - margin) / step + 1e-9) * step, 0.0)
    high = min(math.ceil((high + margin) / step - 1e-9) * step, 1.0)
    return Scale(low, high, left, right)


def _step(about: float) -> float:
    """1, 2 or 5 times a power of ten, the smallest that is not below ``about``."""
    power: float = 10.0 ** math.floor(math.log10(about))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= about * (1 - 1e-9))
