"""Wilson's interval against published values and its own definition."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.assess.intervals import wilson


@pytest.mark.parametrize(
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    ("counted", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(counted: int, of: int, low: float, high: float) -> None:
    found = wilson(counted, of)

    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_its_bounds_are_where_the_score_test_turns(pair: tuple[int, int]) -> None:
    """Solves (share - bound)² = z² bound (1 - bound) / n: the definition, not the formula."""
    counted, of = pair
    found = wilson(counted, of)
    assert found is not None
    z = NormalDist().inv_cdf(0.975)
    for bound in (found.low, found.high):
        left, right = (counted / of - bound) ** 2, z * z * bound * (1 - bound) / of
        assert math.isclose(left, right, rel_tol=1e-6, abs_tol=1e-12)
    assert found.low - 1e-12 <= counted / of <= found.high + 1e-12


def test_nothing_counted_has_no_interval() -> None:
    assert wilson(0, 0) is None
