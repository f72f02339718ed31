"""The filters as products of matrices: what their recursion gives, moment by moment."""

from __future__ import annotations

import numpy as np
import pytest

from hegui.explicit.sound import k_weighting
from hegui.explicit.sound.k_weighting import WHOLE, Biquad, KWeighting


@pytest.mark.parametrize("rate", [8000, 44100, 48000, 768_000])
def test_it_is_the_recursion(rate: int) -> None:
    sound = np.random.default_rng(rate).normal(0.2, 0.3, 3 * WHOLE)
    wanted = recursion(recursion(sound, k_weighting._shelf(rate)), k_weighting._high_pass(rate))

    weighted = KWeighting(rate)
    have = np.concatenate([weighted(sound[:WHOLE]), weighted(sound[WHOLE:])])

    assert np.abs(have - wanted).max() < 1e-7  # the higher the rate, the more either rounds


def test_the_filters_at_48_khz_are_those_of_the_recommendation() -> None:
    """Annex 1, tables 1 and 2."""
    shelf, high_pass = k_weighting._shelf(48000), k_weighting._high_pass(48000)

    assert shelf[0] == pytest.approx((1.53512485958697, -2.69169618940638, 1.19839281085285))
    assert shelf[1] == pytest.approx((-1.69065929318241, 0.73248077421585))
    assert high_pass[0] == (1.0, -2.0, 1.0)
    assert high_pass[1] == pytest.approx((-1.99004745483398, 0.99007225036621))


def test_silence_ends_in_zeros() -> None:
    """Not in numbers so small that the processor takes a hundred times as long for each."""
    weighted = KWeighting(8000)
    weighted(np.ones(WHOLE))
    for _ in range(4):
        last = weighted(np.zeros(WHOLE))

    assert not last.any()


def recursion(sound: np.ndarray, filter_: Biquad) -> np.ndarray:
    """The direct form."""
    b, a = filter_
    x1 = x2 = y1 = y2 = 0.0
    result = np.zeros(len(sound))
    for at, x in enumerate(sound.tolist()):
        y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
        x1, x2, y1, y2 = x, x1, y, y1
        result[at] = y
    return result
