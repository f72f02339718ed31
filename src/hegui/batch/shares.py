"""How many files a task of a cluster has: many while many are left, few towards the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from hegui.batch.rows import Item

_SECONDS = 1.0  # of work in one task at most: a lost worker costs the files of the tasks it had
_SHORTEST = 0.1  # of work in one task where few threads want tasks: none waits long for the last
_TASKS = 32  # a second, which the process that hands them out has time for at the end
_SHARES = 2  # tasks for each thread that what is listed makes
_FIRST = 8  # files of a task while nobody knows how long one takes
_MOST = 512  # files of a task
_MEMORY = 16  # rows that the mean time of a file goes back


class Shares:
    """Items as tasks. What is listed ahead is held; no more than a few tasks for each thread, and
    nothing where there are so many threads that every task is as long as can be."""

    def __init__(self, items: Iterator[Item | None]) -> None:
        """None among the items says that there is none at this moment."""
        self._items = items
        self._listed: deque[Item] = deque()
        self._all_listed = False
        self._mean = 0.0

    def took(self, seconds: float) -> None:
        """How long a file took."""
        self._mean += (seconds - self._mean) / (_MEMORY if self._mean else 1)

    def next(self, threads: int) -> tuple[Item, ...] | None:
        """The items of one task for one of so many threads; none where there are none now, None
        where there are no more."""
        wanted = _FIRST
        if self._mean:
            longest = self._lasting(_SECONDS)
            wanted = self._lasting(max(_SHORTEST, threads / _TASKS))
            if wanted < longest:
                tasks = _SHARES * threads
                # A little more each time: the first tasks do not wait for a long list.
                self._list(min(longest * tasks, len(self._listed) + _MOST))
                wanted = max(wanted, min(longest, len(self._listed) // tasks))
        self._list(wanted)
        share = [self._listed.popleft() for _ in range(min(wanted, len(self._listed)))]
        return tuple(share) if share or not self._all_listed else None

    def _lasting(self, seconds: float) -> int:
        """How many files take so long."""
        return max(1, min(int(min(seconds, _SECONDS) / self._mean), _MOST))

    def _list(self, wanted: int) -> None:
        """Lists so many items, or as many as there are now."""
        while len(self._listed) < wanted and not self._all_listed:
            try:
                item = next(self._items)
            except StopIteration:
                self._all_listed = True
                return
            if item is None:
                return
            self._listed.append(item)
