"""Tasks of a cluster: long while much is left, short at the end, and no file twice or never."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hegui.batch.rows import Item
from hegui.batch.shares import Shares

MOST = 512  # files of a task


def sizes(count: int, threads: int, seconds: float) -> list[int]:
    """How many files each task has; every file takes so long."""
    names = []
    found = []
    shares = Shares(iter([Item(str(number)) for number in range(count)]))
    while (share := shares.next(threads)) is not None:
        assert share
        names += [item.name for item in share]
        found.append(len(share))
        for _ in share:
            shares.took(seconds)
    assert names == [str(number) for number in range(count)]
    return found


def test_tasks_are_long_while_much_is_left_and_short_at_the_end() -> None:
    found = sizes(10_000, 2, 0.001)

    assert found[0] == 8  # nobody knows yet how long a file takes
    assert MOST * 0.9 < max(found) <= MOST
    assert found[-6:] == sorted(found[-6:], reverse=True)
    assert found[-2] <= 100  # a tenth of a second
    assert len(found) < 50


def test_many_threads_get_full_tasks_and_nothing_is_listed_ahead() -> None:
    listed: list[int] = []

    def items() -> Iterator[Item]:
        for number in range(10_000):
            listed.append(number)
            yield Item(str(number))

    shares = Shares(items())
    shares.took(0.01)

    assert len(shares.next(32) or ()) == 100
    assert len(listed) == 100


@pytest.mark.parametrize("seconds", [0.0, 1e-6, 0.3, 20.0])
@pytest.mark.parametrize("count", [0, 1, 7, 600])
def test_however_long_a_file_takes(count: int, seconds: float) -> None:
    found = sizes(count, 3, seconds)

    if seconds > 1:
        assert set(found[1:]) <= {1}


def test_none_among_the_items_is_not_the_end() -> None:
    shares = Shares(iter([Item("a"), None, None, Item("b")]))

    assert shares.next(2) == (Item("a"),)
    assert shares.next(2) == ()
    assert shares.next(2) == (Item("b"),)
    assert shares.next(2) is None
