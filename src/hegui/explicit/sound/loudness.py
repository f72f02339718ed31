"""Loudness as ITU-R BS.1770-4 measures it: K-weighted, in blocks of 400 ms, gated twice.

The two filters of the recommendation's annex 1 are given there for 48 kHz only; here they are
set for any rate from the analogue ones they stand for, and applied as one finite filter of an
eighth of a second: what of the filters' answer comes later is below -190 dB.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

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
        self._weights = weights
        self._taps = _impulse_response(rate)
        self._piece = 10 * self._hop
        self._size = 1 << (self._piece + len(self._taps) - 2).bit_length()
        self._answer = np.fft.rfft(self._taps, self._size).astype(np.complex64)
        self._kept = np.zeros((len(self._taps) - 1, len(weights)))
        self._waiting: list[Sound] = []
        self._have = 0
        self._energies: list[NDArray[np.float64]] = []
        self._rest = (0.0, 0)

    def push(self, sound: Sound) -> None:
        """Takes the next piece: (moments, channels)."""
        self._waiting.append(sound)
        self._have += len(sound)
        if self._have < self._piece:
            return
        whole = np.concatenate(self._waiting)
        used = len(whole) // self._piece * self._piece
        for start in range(0, used, self._piece):
            squares = self._filtered(whole[start : start + self._piece])
            self._energies.append(squares.reshape(10, self._hop).sum(axis=1))
        self._waiting, self._have = [whole[used:]], len(whole) - used

    def loudness(self) -> float | None:
        """The integrated loudness in LUFS of all that was given; None for silence.

        A sound shorter than a block is measured whole. The meter takes nothing more after this.
        """
        self._finish()
        hops = np.concatenate(self._energies) if self._energies else np.zeros(0)
        if len(hops) < _BLOCK:
            energy, moments = hops.sum() + self._rest[0], len(hops) * self._hop + self._rest[1]
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
        squares = self._filtered(whole)
        used = len(squares) // self._hop * self._hop
        self._energies.append(squares[:used].reshape(-1, self._hop).sum(axis=1))
        self._rest = (float(squares[used:].sum()), len(squares) - used)
        self._waiting, self._have = [], 0

    def _filtered(self, sound: Sound) -> Sound:
        """The weighted sum over channels of the filtered squares, moment by moment."""
        result = np.zeros(len(sound))
        before = len(self._kept)
        for channel, weight in enumerate(self._weights):
            if not weight:
                continue
            # Single precision is exact to a hundred-thousandth of a decibel, and twice as fast.
            line = np.concatenate((self._kept[:, channel], sound[:, channel]), dtype=np.float32)
            spectrum = np.fft.rfft(line, self._size) * self._answer
            result += weight * np.fft.irfft(spectrum, self._size)[before : len(line)] ** 2
        self._kept = np.concatenate((self._kept, sound))[-before:]
        return result


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


@lru_cache(maxsize=8)
def _impulse_response(rate: int) -> NDArray[np.float64]:
    """Both filters' answer to a single impulse, for an eighth of a second."""
    response = [1.0] + [0.0] * max(1, rate // 8)
    for b, a in (_shelf(rate), _high_pass(rate)):
        x1 = x2 = y1 = y2 = 0.0
        for at, x in enumerate(response):
            y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
            x1, x2, y1, y2 = x, x1, y, y1
            response[at] = y
    return np.array(response)


Biquad = tuple[tuple[float, float, float], tuple[float, float]]


def _shelf(rate: int) -> Biquad:
    """The head's effect: +4 dB above 1.7 kHz (annex 1, table 1)."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    b = ((high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0)
    return (*b, (high - band * k / q + k * k) / a0), _poles(k, q)


def _high_pass(rate: int) -> Biquad:
    """The ear's deafness to the lowest tones: below 38 Hz (annex 1, table 2)."""
    return (1.0, -2.0, 1.0), _poles(
        math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    )


def _poles(k: float, q: float) -> tuple[float, float]:
    a0 = 1 + k / q + k * k
    return 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0
