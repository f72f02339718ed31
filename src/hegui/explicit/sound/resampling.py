"""A short sound at another rate, through its spectrum: exact below both rates' limits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound

_TAPER = 0.05
"""The uppermost part of the spectrum that fades out, so that nothing rings at its edge."""


def resampled(sound: Sound, rate: int, wanted: int) -> Sound:
    """The sound (one channel) of ``rate`` at ``wanted`` moments a second.

    It is taken as silent before and behind itself.
    """
    if rate == wanted or not len(sound):
        return sound
    # Whole multiples of a common length, so that both ends meet at full moments of both rates.
    common = math.gcd(rate, wanted)
    step = rate // common
    margin = -(-rate // (50 * step)) * step
    parts = _smooth(-(-(len(sound) + 2 * margin) // step))
    padded = np.zeros(parts * step)
    padded[margin : margin + len(sound)] = sound
    spectrum = np.fft.rfft(padded)
    length = parts * (wanted // common)
    kept = min(len(spectrum), length // 2 + 1)
    spectrum = spectrum[:kept]
    fade = max(1, int(kept * _TAPER))
    spectrum[-fade:] *= np.cos(np.linspace(0, np.pi / 2, fade)) ** 2
    result = np.fft.irfft(spectrum, length) * (length / len(padded))
    start = margin * wanted // rate
    return result[start : start + -(-len(sound) * wanted // rate)]


def _smooth(least: int) -> int:
    """The next number without a prime factor above 5: the transform is fastest for such."""
    best = 1 << (least - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            two = three << max(0, (-(-least // three) - 1).bit_length())
            if two < best:
                best = two
            three *= 3
        five *= 5
    return best
