"""Where the bytes of a file stand once edits are made: for formats that note offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from hegui.files.edits import Edit


class Moves:
    """The new offset of every old one."""

    __slots__ = ("_ends", "_sums")

    def __init__(self, edits: Iterable[Edit]) -> None:
        grown = sorted((edit.offset + edit.length, edit.growth) for edit in edits if edit.growth)
        self._ends = [end for end, _ in grown]
        self._sums = [0]
        for _, growth in grown:
            self._sums.append(self._sums[-1] + growth)

    def new(self, at: int) -> int:
        """The new offset of what stood at byte ``at``; what is inserted there comes before it."""
        return at + self._sums[bisect_right(self._ends, at)]
