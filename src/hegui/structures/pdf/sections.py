"""Cross-reference sections (7.5.4, 7.5.8): where in the file an object is, asked one at a time.

A table of a million objects is not read: its entries have a fixed length, so the one asked for
is looked up where it stands. The newest section comes first; an object's first mention counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from hegui.errors import CeilingExceeded
from hegui.files.source import Source
from hegui.structures.pdf.filters import FilterError, Rows, codings, index_rows
from hegui.structures.pdf.values import Array, Dictionary

MOST_OBJECTS = 2**31
_MOST_RUNS = 100_000
_HEAD = re.compile(rb"[\0\t\n\f\r ]*+(?:(trailer)|(\d{1,10})[\t ]++(\d{1,10})[\0\t\n\f\r ]++)")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_GAP = re.compile(rb"(?:\d{10} \d{5} [nf])([\0\t\n\f\r ]{1,3})(?=\d{10} )")
_ENTRY_LENGTH = 18
_FIRST_FREE = b"0000000000 65535 f"


@dataclass(frozen=True, slots=True)
class At:
    """An object on its own, at an offset as the file counts them."""

    offset: int
    generation: int


@dataclass(frozen=True, slots=True)
class Within:
    """An object in an object stream (7.5.7): the stream's number, its place therein."""

    stream: int
    index: int


@dataclass(frozen=True, slots=True)
class Free:
    """A number that stands for no object, whatever older sections say (7.5.4).

    ``next`` is the next free number, ``generation`` the one that this number would get.
    """

    next: int = 0
    generation: int = 65535


Place = At | Within | Free


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Consecutive object numbers, and where their entries stand: bytes of the file, or rows."""

    first: int
    count: int
    offset: int
    stride: int


@dataclass(frozen=True, slots=True)
class Trailer:
    """A trailer dictionary, the bytes in which its positions count, and where these begin."""

    dictionary: Dictionary
    data: bytes
    start: int


class _Runs:
    """What both kinds of section know: which object numbers they speak of."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._runs = sorted(runs)
        self._firsts = [run.first for run in self._runs]

    @property
    def end(self) -> int:
        """One more than the highest object number."""
        return max((run.first + run.count for run in self._runs), default=0)

    def numbers(self, most: int) -> list[int] | None:
        """The object numbers it speaks of; None where these are more than ``most``."""
        if sum(run.count for run in self._runs) > most:
            return None
        return [run.first + at for run in self._runs for at in range(run.count)]

    def _run_of(self, number: int) -> Run | None:
        at = bisect_right(self._firsts, number) - 1
        run = self._runs[at] if at >= 0 else None
        return run if run and number < run.first + run.count else None


class Table(_Runs):
    """A classic section: runs of entries of 20 bytes, then a trailer (7.5.4, 7.5.5)."""

    is_stream = False

    def __init__(self, source: Source, offset: int, runs: list[Run], trailer: Trailer) -> None:
        super().__init__(runs)
        self._source = source
        self.offset = offset
        self.trailer = trailer

    def find(self, number: int) -> Place | None:
        """Where the object is; None where this section does not speak of it."""
        run = self._run_of(number)
        if run is None:
            return None
        offset = run.offset + (number - run.first) * run.stride
        entry = _ENTRY.match(self._source.read(offset, _ENTRY_LENGTH, "a cross-reference entry"))
        if entry is None:
            raise self._source.broken("no cross-reference entry stands here", offset)
        value, generation = int(entry[1]), int(entry[2])
        if entry[3] == b"f" or value == 0:
            return Free(value, generation)
        return At(value, generation)


class Stream(_Runs):
    """A cross-reference stream (7.5.8): rows of three numbers, most significant byte first."""

    is_stream = True

    def __init__(
        self,
        offset: int,
        trailer: Trailer,
        runs: list[tuple[int, int]],
        widths: tuple[int, int, int],
        rows: Rows,
    ) -> None:
        self.offset = offset
        self.trailer = trailer
        self._widths = widths
        self._rows = rows
        starts = accumulate((count for _, count in runs), initial=0)
        super().__init__(
            Run(first, count, start, 1) for (first, count), start in zip(runs, starts, strict=False)
        )

    def find(self, number: int) -> Place | None:
        """Where the object is; None where this section does not speak of it."""
        run = self._run_of(number)
        return self._place(self._rows.row(run.offset + number - run.first)) if run else None

    def _place(self, row: bytes) -> Place | None:
        one, two, three = self._widths
        if len(row) < one + two + three:
            return None
        kind = int.from_bytes(row[:one]) if one else 1
        second = int.from_bytes(row[one : one + two])
        third = int.from_bytes(row[one + two :])
        if kind == 1 and second:
            return At(second, third)
        # A kind unknown to this version is a reference to the null object (7.5.8.3).
        return Within(second, third) if kind == 2 else Free()


Section = Table | Stream


def table_runs(source: Source, at: int) -> tuple[list[Run], int]:
    """The runs of a table whose keyword ends at ``at``, and the offset behind "trailer"."""
    runs: list[Run] = []
    while True:
        source.count("cross-reference subsections")
        head = _HEAD.match(source.peek(at, 64))
        if head is None:
            raise source.broken("the cross-reference table is damaged", at)
        at += head.end()
        if head[1]:
            return runs, at
        first, count = int(head[2]), int(head[3])
        if count:
            run = _run(source, first, count, at)
            runs.append(run)
            at = run.offset + (count - 1) * run.stride + _ENTRY_LENGTH
        if len(runs) > _MOST_RUNS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=source.name,
                place=f"byte {at}",
                ceiling=_MOST_RUNS,
                what="cross-reference subsections",
            )


def _run(source: Source, first: int, count: int, at: int) -> Run:
    beginning = source.peek(at, 64)
    if first + count > MOST_OBJECTS or not _ENTRY.match(beginning):
        raise source.broken("the cross-reference table is damaged", at)
    gap = _GAP.match(beginning)
    stride = _ENTRY_LENGTH + (len(gap[1]) if gap and count > 1 else 2)
    last = at + (count - 1) * stride
    if not _ENTRY.match(source.peek(last, _ENTRY_LENGTH)):
        raise source.broken("the cross-reference table is damaged", last)
    if first == 1 and beginning.startswith(_FIRST_FREE):
        first = 0  # a common mistake: the head of the free list is object 0, whatever is said
    return Run(first, count, at, stride)


def stream_section(source: Source, offset: int, trailer: Trailer, data: bytes) -> Stream:
    """A cross-reference stream of which dictionary and raw data are at hand."""
    place = f"cross-reference stream at byte {offset}"
    dictionary = trailer.dictionary
    widths = _numbers(dictionary.get(b"W"))
    if len(widths) < 3 or max(widths) > 8 or min(widths) < 0:
        raise source.broken("the cross-reference stream has impossible field widths", place)
    one, two, three = widths[:3]
    size = dictionary.get(b"Size")
    index = _numbers(dictionary.get(b"Index")) or ([0, size] if isinstance(size, int) else [])
    runs = list(zip(index[::2], index[1::2], strict=False))
    if any(first < 0 or count < 0 or first + count > MOST_OBJECTS for first, count in runs):
        raise source.broken("the cross-reference stream has impossible object numbers", place)
    try:
        rows = index_rows(data, codings(dictionary), one + two + three, source.ceilings.allocation)
    except FilterError as error:
        raise source.broken(error.template, place, **error.facts) from None
    return Stream(offset, trailer, runs, (one, two, three), rows)


def _numbers(value: object) -> list[int]:
    if not isinstance(value, Array):
        return []
    return [item for item in value.items if isinstance(item, int)]
