"""A prompt made as loud as the sound around it, without clipping.

What is louder than the ceiling is turned down for the few milliseconds it lasts; where even that
would not bring the prompt to the loudness wanted, it stays quieter, and the difference is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegui.explicit.sound.loudness import loudness

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound

CEILING = 10 ** (-1 / 20)
"""-1 dB of full scale (ours)."""
_REACH = 0.004
"""Seconds before and behind a peak that are turned down with it (ours)."""
_MOST_LIMITING = 12.0
"""Peaks are turned down by so many dB at most: more is heard as distortion (ours)."""
_CLOSE = 0.2
_TRIES = 8


def at_loudness(sound: Sound, rate: int, wanted: float, weight: float) -> tuple[Sound, float]:
    """One channel of sound at ``wanted`` LUFS, and the loudness it has in the end.

    ``weight`` is the sum of the weights of the channels it will be heard in.
    """
    now = loudness(sound[:, None], rate, (weight,))
    if now is None:
        return sound, wanted
    gain = wanted - now
    peak = float(np.abs(sound).max())
    most = 20 * np.log10(CEILING / peak) + _MOST_LIMITING
    gain = min(gain, most)
    result = limited(sound * 10 ** (gain / 20), rate)
    have = loudness(result[:, None], rate, (weight,)) or wanted
    for _ in range(_TRIES):
        missing = wanted - have
        if abs(missing) < _CLOSE or (missing > 0 and gain >= most):
            break
        gain = min(gain + missing, most)
        result = limited(sound * 10 ** (gain / 20), rate)
        have = loudness(result[:, None], rate, (weight,)) or wanted
    return result, have


def limited(sound: Sound, rate: int) -> Sound:
    """The sound with every peak at or below the ceiling, by a smooth change of gain."""
    level = np.abs(sound)
    if level.max() <= CEILING:
        return sound
    reach = max(1, round(_REACH * rate))
    needed = np.minimum(1.0, CEILING / np.maximum(level, CEILING))
    # The least gain needed within reach on both sides; its mean over the same reach is never more
    # than what any moment within it needs.
    padded = np.pad(needed, 2 * reach, constant_values=1.0)
    least = _running_minimum(padded, 2 * reach + 1)
    width = 2 * reach + 1
    sums = np.concatenate(([0.0], np.cumsum(least)))
    gain = (sums[width:] - sums[:-width]) / width
    return np.clip(sound * gain, -CEILING, CEILING)


def _running_minimum(values: Sound, width: int) -> Sound:
    """The minimum of every ``width`` neighbours, by doubling."""
    have = 1
    while have < width:
        step = min(have, width - have)
        values = np.minimum(values[:-step], values[step:])
        have += step
    return values
