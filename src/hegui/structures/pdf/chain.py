"""The chain of cross-reference sections, followed from the end of the file (7.5.5, 7.5.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.structures.pdf.reader import Parsed, Reader
from hegui.structures.pdf.sections import (
    Place,
    Section,
    Stream,
    Table,
    Trailer,
    stream_section,
    table_runs,
)
from hegui.structures.pdf.values import Dictionary, Name

_TAILS = (1024, 64 * 1024, 1024 * 1024)
_MOST_SECTIONS = 4096
_MOST_ROWS = 32 * 1024**2
_START = re.compile(rb"startxref[\0\t\n\f\r ]*+(\d{1,19})(?!\d)")
_TABLE = re.compile(rb"[\0\t\n\f\r ]*+xref(?![^\0\t\n\f\r ])")


@dataclass(slots=True)
class Chain:
    """Sections, newest first. ``base`` is the offset from which the file counts its own.

    ``fault`` is why the chain could not be followed to its end.
    """

    base: int
    sections: list[Section] = field(default_factory=list)
    fault: FileError | None = None

    def find(self, number: int) -> Place | None:
        """Where an object is; None where no section speaks of it."""
        for section in self.sections:
            place = section.find(number)
            if place is not None:
                return place
        return None


def follow(reader: Reader, header: int) -> Chain:
    """The chain of a file whose header is at ``header``.

    Raises BrokenFile or CeilingExceeded where not even the newest section can be read.
    """
    said = _start(reader.source)
    walk = _Walk(reader, Chain(header))
    if header and not _stands_at(reader.source, header + said):
        walk.chain.base = 0  # what stands before the header was there when offsets were counted
    walk.run(said)
    return walk.chain


class _Walk:
    """Follows /Prev from section to section."""

    def __init__(self, reader: Reader, chain: Chain) -> None:
        self.reader = reader
        self.source = reader.source
        self.chain = chain
        self.seen: set[int] = set()
        self.held = 0

    def run(self, start: int) -> None:
        at: int | None = start
        try:
            while at is not None:
                self._check(at)
                section = self._section(at)
                self.chain.sections.append(section)
                self._hybrid(section)
                at = self._previous(section)
        except FileError as error:
            if not self.chain.sections:
                raise
            self.chain.fault = error

    def _check(self, at: int) -> None:
        if at in self.seen:
            raise self.source.broken(
                "the cross-reference sections follow one another in a circle", self.chain.base + at
            )
        self.seen.add(at)
        if len(self.seen) > _MOST_SECTIONS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=self.source.name,
                place=f"byte {self.chain.base + at}",
                ceiling=_MOST_SECTIONS,
                what="cross-reference sections",
            )

    def _section(self, at: int) -> Section:
        offset = self.chain.base + at
        table = _TABLE.match(self.source.peek(offset, 64))
        return self._table(at, offset + table.end()) if table else self._stream(at)

    def _table(self, at: int, offset: int) -> Table:
        runs, behind = table_runs(self.source, offset)
        return Table(self.source, at, runs, self._trailer(behind))

    def _trailer(self, offset: int) -> Trailer:
        parsed = self.reader.value_at(offset)
        if not isinstance(parsed.value, Dictionary):
            raise self.source.broken("the trailer is no dictionary", offset)
        return Trailer(parsed.value, parsed.data, parsed.start)

    def _stream(self, at: int) -> Stream:
        offset = self.chain.base + at
        parsed = self.reader.object_at(offset)
        value = parsed.value
        if not isinstance(value, Dictionary) or value.get(b"Type") != Name(b"XRef"):
            raise self.source.broken("no cross-reference section stands here", offset)
        data = self._data(parsed, value)
        return stream_section(self.source, at, Trailer(value, parsed.data, parsed.start), data)

    def _data(self, parsed: Parsed, value: Dictionary) -> bytes:
        extent = self.reader.extent(parsed, value.get(b"Length"))
        if extent is None:
            raise self.source.broken("no cross-reference section stands here", parsed.start)
        start, end = extent
        self.held += end - start
        if self.held > _MOST_ROWS:
            raise CeilingExceeded(
                "more than {ceiling} bytes read in all",
                path=self.source.name,
                place=parsed.place,
                ceiling=_MOST_ROWS,
            )
        return self.source.read(start, end - start, "a cross-reference stream")

    def _hybrid(self, section: Section) -> None:
        """What a table hides from older readers is in a stream beside it (7.5.8.4)."""
        beside = section.trailer.dictionary.get(b"XRefStm")
        if section.is_stream or not isinstance(beside, int):
            return
        self._check(beside)
        self.chain.sections.append(self._stream(beside))

    def _previous(self, section: Section) -> int | None:
        previous = section.trailer.dictionary.get(b"Prev")
        if previous is None or previous == 0:
            return None
        if not isinstance(previous, int) or previous < 0:
            raise self.source.broken("the trailer's Prev is no offset", section.offset)
        return previous


def _start(source: Source) -> int:
    """What the last startxref says (7.5.5); behind the end of the file may be foreign bytes."""
    for reach in _TAILS:
        tail = source.peek(max(0, source.size - reach), min(reach, source.size))
        said = list(_START.finditer(tail))
        if len(said) > 1 and said[-1].end() == len(tail):
            said.pop()  # cut off by the file's end: an update that was never finished
        if said:
            return int(said[-1][1])
        if reach >= source.size:
            break
    raise source.broken("the file does not say where its cross-references are", source.size)


def _stands_at(source: Source, offset: int) -> bool:
    head = source.peek(offset, 64) if offset < source.size else b""
    return _TABLE.match(head) is not None or re.match(rb"\s*\d+\s+\d+\s+obj", head) is not None
