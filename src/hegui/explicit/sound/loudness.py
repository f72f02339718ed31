"""Loudness as ITU-R BS.1770-4 measures it: K-weighted, in blocks of 400 ms, gated twice.

The weighting itself is in ``k_weighting``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from hegui.explicit.sound.k_weighting import WHOLE, KWeighting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from hegui.explicit.sound.pcm import Sound

_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_BLOCK = 4
"""Hops a block: 400 ms in steps of 100 ms."""
_SURROUND = 1.41
_PIECE = 8 * WHOLE
"""Moments that are measured at once."""


def weights(channels: int) -> tuple[float, ...]:
    """What each channel counts (annex 1, table 4), in the order of WAV, FLAC and FFmpeg.

    Five channels are L R C Ls Rs, six have the low-frequency effects, which do not count, before
    the surrounds, eight two more of these; of other numbers every channel counts the same.
    """
    if channels == 5:
        return (1.0, 1.0, 1.0, _SURROUND, _SURROUND)
    if channels in (6, 8):
        return (1.0, 1.0, 1.0, 0.0) + (_SURROUND,) * (channels - 4)
    return (1.0,) * channels


class Meter:
    """Measures a sound that is given piece by piece, at ``rate`` moments a second.

    ``weights`` is what each channel counts; one that counts 0 is not looked at.
    """

    def __init__(self, rate: int, weights: Sequence[float]) -> None:
        self._hop = max(1, round(rate / 10))
        self._filters = [
            (channel, weight, KWeighting(rate)) for channel, weight in enumerate(weights) if weight
        ]
        self._waiting: list[Sound] = []
        self._have = 0
        self._energies: list[NDArray[np.float64]] = []
        self._rest = np.zeros(0)

    def push(self, sound: Sound) -> None:
        """Takes the next piece: (moments, channels)."""
        self._waiting.append(sound)
        self._have += len(sound)
        if self._have < _PIECE:
            return
        whole = np.concatenate(self._waiting) if len(self._waiting) > 1 else sound
        used = len(whole) // WHOLE * WHOLE
        for start in range(0, used, _PIECE):
            self._measure(whole[start : min(start + _PIECE, used)])
        # A copy, or the little that is left would keep all of it.
        self._waiting, self._have = [whole[used:].copy()], len(whole) - used

    def loudness(self) -> float | None:
        """The integrated loudness in LUFS of all that was given; None for silence.

        A sound shorter than a block is measured whole. The meter takes nothing more after this.
        """
        self._finish()
        hops = np.concatenate(self._energies) if self._energies else np.zeros(0)
        if len(hops) < _BLOCK:
            energy = hops.sum() + self._rest.sum()
            moments = len(hops) * self._hop + len(self._rest)
            return _loudness(energy / moments, gate=_ABSOLUTE_GATE) if moments else None
        sums = np.convolve(hops, np.ones(_BLOCK), "valid") / (_BLOCK * self._hop)
        loud = sums[sums > _energy(_ABSOLUTE_GATE)]
        if not len(loud):
            return None
        gate = loud.mean() * 10 ** (_RELATIVE_GATE / 10)
        return _loudness(float(loud[loud > gate].mean()))

    def _finish(self) -> None:
        if not self._have:
            return
        whole = np.concatenate(self._waiting)
        self._measure(np.pad(whole, ((0, -len(whole) % WHOLE), (0, 0))), len(whole))
        self._waiting, self._have = [], 0

    def _measure(self, sound: Sound, moments: int | None = None) -> None:
        """Takes the next whole blocks; of the last ones only so many ``moments``."""
        squares = np.zeros(len(sound))
        for channel, weight, weighted in self._filters:
            line = weighted(sound[:, channel])
            squares += weight * np.square(line, out=line)
        squares = np.concatenate((self._rest, squares[:moments]))
        used = len(squares) // self._hop * self._hop
        self._energies.append(squares[:used].reshape(-1, self._hop).sum(axis=1))
        self._rest = squares[used:]


def loudness(sound: Sound, rate: int, weights: Sequence[float]) -> float | None:
    """The integrated loudness in LUFS of a whole sound; None for silence."""
    meter = Meter(rate, weights)
    meter.push(sound)
    return meter.loudness()


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _loudness(energy: float, gate: float = -math.inf) -> float | None:
    if energy <= 0.0:
        return None
    lufs = _OFFSET + 10 * math.log10(energy)
    return lufs if lufs > gate else None
