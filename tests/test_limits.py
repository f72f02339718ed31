"""The tests' time limits: they hold where a machine is slow, and not where the code is."""

from __future__ import annotations

import pytest

from tests import limits
from tests.limits import within


def work(rounds: int) -> int:
    return sum(number * number for number in range(rounds))


def test_what_takes_far_longer_than_its_limit_fails() -> None:
    with pytest.raises(AssertionError, match="times slower"), within(0.001):
        work(3_000_000)


def test_a_slow_machine_has_as_much_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_known_work", lambda: 1e6)
    with within(0.001):
        work(100_000)
