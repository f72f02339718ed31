"""What follows when bytes of an ISO base media file move: every absolute offset moves along.

Source: ISO/IEC 14496-12 8.7.5 (stco, co64), 8.7.9 (saio), 8.8 (movie fragments).
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from hegui.errors import NoSlot
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.structures.bmff import Box, Fields, children, descendants

_TABLES = {b"stco": ("I", 4), b"co64": ("Q", 8)}
_SAMPLE_TABLE = (b"trak", b"mdia", b"minf", b"stbl")

# Boxes of fragmented files: tfhd, tfra, sidx and ssix in or beside them hold offsets as well.
FRAGMENT_TYPES = frozenset((b"moof", b"mfra", b"sidx"))


class Step(NamedTuple):
    """Every byte at or after ``end`` moves by ``growth``; an edit yet to be written."""

    end: int
    growth: int


class Stretch(NamedTuple):
    """The bytes at ``start:end``, all of which move by ``by``; ``end`` None is the file's end."""

    start: int
    end: int | None
    by: int


class Shift:
    """Where each byte of the original lies after some edits.

    A byte at or after the end of an edited range moves by that edit's growth.
    """

    __slots__ = ("_ends", "_moves")

    def __init__(self, edits: Iterable[Edit], steps: Iterable[Step] = ()) -> None:
        growing = [(e.offset + e.length, e.growth) for e in edits if e.growth]
        growing += ((step.end, step.growth) for step in steps)
        growing.sort()
        self._ends = [end for end, _ in growing]
        self._moves = [0, *accumulate(growth for _, growth in growing)]

    def __call__(self, offset: int) -> int:
        """The new offset of the byte at ``offset``."""
        return offset + self._moves[bisect_right(self._ends, offset)]

    def moved(self, offsets: array[int]) -> array[int]:
        """The new offsets, in an array of the same type. Raises OverflowError."""
        if not offsets:
            return offsets
        lowest, highest = min(offsets), max(offsets)
        at = bisect_right(self._ends, lowest)
        if at == bisect_right(self._ends, highest):
            return _all_moved(offsets, self._moves[at], lowest, highest)
        return array(offsets.typecode, map(self, offsets))

    def stretches(self) -> Iterator[Stretch]:
        """The parts of the file that move."""
        last = len(self._ends) - 1
        for at, start in enumerate(self._ends):
            end = self._ends[at + 1] if at < last else None
            if self._moves[at + 1] and start != end:
                yield Stretch(start, end, self._moves[at + 1])

    def splits(self, start: int, end: int) -> bool:
        """Whether bytes are put in, or taken out, within ``start:end``."""
        return bisect_right(self._ends, start) < bisect_left(self._ends, end)

    def reaches(self, size: int) -> bool:
        """Whether anything moves in a file of ``size`` bytes."""
        return bool(self._ends) and self._ends[0] < size


def _all_moved(offsets: array[int], by: int, lowest: int, highest: int) -> array[int]:
    """The offsets plus ``by``: as one large number, since a table can have millions of them."""
    if not by:
        return offsets
    width = offsets.itemsize
    if lowest + by < 0 or highest + by >= 1 << 8 * width:
        raise OverflowError("an offset does not fit")
    ones = int.from_bytes((1).to_bytes(width, sys.byteorder) * len(offsets), sys.byteorder)
    total = int.from_bytes(offsets.tobytes(), sys.byteorder) + by * ones
    return array(offsets.typecode, total.to_bytes(width * len(offsets), sys.byteorder))


def moved_chunks(source: Source, movie: Box, shift: Shift) -> Iterator[Edit]:
    """The edits of a movie box's chunk offset tables.

    Raises NoSlot where an offset no longer fits, or where a table of another kind (auxiliary
    information, saio) would break; BrokenFile where a table contradicts its box.
    """
    for table in descendants(source, movie, *_SAMPLE_TABLE):
        for box in children(source, table, len(_SAMPLE_TABLE) + 1):
            if box.type == b"saio":
                raise NoSlot(
                    "sample auxiliary information lies at offsets that would have to move",
                    path=source.name,
                    place=box.place,
                )
            if box.type in _TABLES:
                yield from _moved_table(source, box, shift)


def _moved_table(source: Source, box: Box, shift: Shift) -> Iterator[Edit]:
    code, width = _TABLES[box.type]
    fields = Fields.of(source, box)
    fields.take(4)
    count = fields.number(4)
    at = box.body + fields.at
    data = fields.take(count * width)
    offsets = array(code, data)
    if sys.byteorder == "little":
        offsets.byteswap()
    try:
        moved = shift.moved(offsets)
    except OverflowError as error:
        raise NoSlot(
            "an offset would grow beyond what its field can say",
            path=source.name,
            place=box.place,
        ) from error
    if moved == offsets:
        return
    if sys.byteorder == "little":
        moved.byteswap()
    yield Edit(at, len(data), moved.tobytes())
