"""Decisions at, above and below every bar, and what unscored items leave open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.assess.results import Bar
from hegui.assess.scoring.rating import held

LEAST = {
    "90": Bar("k", "%", 90, None),
    "95": Bar("k", "%", 95, None),
    "96": Bar("k", "%", 96, None),
}
MOST = Bar("k", "%", None, 5)


@pytest.mark.parametrize(
    # The facts' own arithmetic: at most 100 of 1,000, 15 of 300, 160 of 4,000 may go wrong.
    ("bar", "counted", "of", "expected"),
    [
        (LEAST["90"], 900, 1000, True),
        (LEAST["90"], 899, 1000, False),
        (LEAST["95"], 285, 300, True),
        (LEAST["95"], 284, 300, False),
        (LEAST["96"], 3840, 4000, True),
        (LEAST["96"], 3839, 4000, False),
        (MOST, 15, 300, True),
        (MOST, 16, 300, False),
        (MOST, 0, 0, None),
    ],
)
def test_acceptance(bar: Bar, counted: int, of: int, expected: bool | None) -> None:
    assert held(bar, counted, of, 0) is expected


@pytest.mark.parametrize(
    ("counted", "scored", "lost", "expected"),
    [(900, 990, 10, True), (899, 990, 10, None), (889, 990, 10, False), (0, 0, 5, None)],
)
def test_what_is_unscored_counts_neither_way(
    counted: int, scored: int, lost: int, expected: bool | None
) -> None:
    assert held(LEAST["90"], counted, scored, lost) is expected


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(0, 30),
)
def test_a_decision_is_one_that_no_unscored_item_could_change(
    pair: tuple[int, int], lost: int
) -> None:
    counted, scored = pair
    for bar in (LEAST["90"], MOST):
        ways = {held(bar, counted + more, scored + lost, 0) for more in range(lost + 1)}
        expected = ways.pop() if len(ways) == 1 else None
        assert held(bar, counted, scored, lost) is expected
