"""The two filters of ITU-R BS.1770-4, annex 1, for sound of any rate.

The recommendation gives them for 48 kHz only; here they are set from the analogue ones they
stand for. A recursion goes moment by moment; run so, Python would take longer than to copy the
file. So many moments become one product with a matrix, and what is left of the recursion, four
numbers a block, is solved by doubling. The result is that of the recursion, to rounding.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegui.explicit.sound.pcm import Sound

    Matrix = NDArray[np.float64]

_BLOCK = 48
"""Moments a product: more cost more multiplications, fewer a longer recursion."""
_BLOCKS = 64
"""Blocks a call to the matrix library: for larger products it starts threads, whose waiting for
one another takes more of the processor than they save."""
WHOLE = _BLOCK * _BLOCKS
"""Moments that the filters take: a multiple of so many at a time."""
_NOTHING = 1e-30
"""States below it are taken for silence: numbers near the least one are slow."""


class KWeighting:
    """The filters over one channel at ``rate`` moments a second, piece by piece."""

    def __init__(self, rate: int) -> None:
        self._answers, self._fading, self._step = _matrices(rate)
        self._state = np.zeros((1, 4))

    def __call__(self, sound: Sound) -> Sound:
        """The next piece, filtered: a multiple of WHOLE moments."""
        blocks = np.ascontiguousarray(sound).reshape(-1, _BLOCKS, _BLOCK)
        answers = (blocks @ self._answers).reshape(-1, _BLOCK + 4)
        # What each block leaves behind; then, what all before leave at its beginning.
        states = np.concatenate((self._state, answers[:, _BLOCK:]))
        reach, power = 1, self._step
        while reach < len(states):
            states[reach:] += states[:-reach] @ power
            reach, power = 2 * reach, power @ power
        fading = states[:-1].reshape(-1, _BLOCKS, 4) @ self._fading
        self._state = np.where(np.abs(states[-1:]) < _NOTHING, 0.0, states[-1:])
        filtered: Sound = (answers[:, :_BLOCK] + fading.reshape(-1, _BLOCK)).reshape(-1)
        return filtered


@lru_cache(maxsize=8)
def _matrices(rate: int) -> tuple[Matrix, Matrix, Matrix]:
    """What a block's moments, and the state before it, make of it and of the state behind it.

    States are rows. The first matrix gives the answers to a block's moments and, in the last
    four columns, the state behind it; the second the answers to the state before; the third what
    is left of that.
    """
    (b, a), (d, c) = _shelf(rate), _high_pass(rate)
    # Each filter in its transposed direct form: it gives its first state plus b[0] of its input.
    shelf = np.array([[-a[0], -a[1]], [1.0, 0.0]])
    into_shelf = np.array([b[1] - a[0] * b[0], b[2] - a[1] * b[0]])
    high_pass = np.array([[-c[0], -c[1]], [1.0, 0.0]])
    into_high_pass = np.array([d[1] - c[0] * d[0], d[2] - c[1] * d[0]])
    step = np.zeros((4, 4))
    step[:2, :2], step[2:, 2:] = shelf, high_pass
    step[0, 2:] = into_high_pass
    into = np.concatenate((into_shelf, b[0] * into_high_pass))
    out = np.array([d[0], 0.0, 1.0, 0.0])
    answers = np.zeros((_BLOCK, _BLOCK + 4))
    fading = np.zeros((4, _BLOCK))
    impulse = [b[0] * d[0]]
    power = np.eye(4)
    for moment in range(_BLOCK):
        fading[:, moment] = power @ out
        answers[_BLOCK - 1 - moment, _BLOCK:] = into @ power
        impulse.append(float(into @ power @ out))
        power = power @ step
    for moment in range(_BLOCK):
        answers[moment, moment:_BLOCK] = impulse[: _BLOCK - moment]
    return answers, fading, power


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
