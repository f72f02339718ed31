"""Objects parsed where they stand in the file, through windows that grow as needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hegui.errors import CeilingExceeded
from hegui.files.source import Source
from hegui.structures.pdf.syntax import BLANK, ShortError, SyntaxFaultError, parse
from hegui.structures.pdf.values import Dictionary, Reference, Value

_WINDOWS = (2048, 64 * 1024, 1024 * 1024)
_MOST_TOKENS = 250_000
_PARSED = 48 * 1024**2  # bytes parsed in windows beyond the smallest
_OBJECT = re.compile(BLANK + rb"(\d{1,10})[\0\t\n\f\r ]++(\d{1,5})[\0\t\n\f\r ]++obj")
_NOTHING = re.compile(rb"")
_STREAM = re.compile(rb"[\0\t\n\f\r ]*+stream(?:\r\n|\n|\r)")
_ENDSTREAM = re.compile(rb"[\0\t\n\f\r ]*+endstream")


@dataclass(frozen=True, slots=True)
class Parsed:
    """An object as parsed: positions in ``value`` count in ``data``.

    ``origin`` is the file's offset of ``data``, None where the object is in an object stream;
    ``start:end`` are the bytes of the file that hold it: the object, or that stream.
    """

    reference: Reference
    value: Value
    data: bytes
    origin: int | None
    start: int
    end: int

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        if self.origin is None:
            return f"object {self.reference.number} in the object stream at byte {self.start}"
        return f"object {self.reference.number} at byte {self.start}"


class Reader:
    """Parses objects of one file within ceilings.

    ``patient`` lifts the ceiling on tokens, for a walk over all objects of a large file.
    """

    __slots__ = ("_parsed", "_tokens", "patient", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.patient = False
        self._parsed = 0
        self._tokens = 0

    @property
    def counter(self) -> Callable[[], None] | None:
        """What is called for every token."""
        return None if self.patient else self._count

    def value_at(self, offset: int) -> Parsed:
        """A value that stands at an offset without an object's head, such as a trailer's."""
        return self._parse(offset, _NOTHING)

    def object_at(self, offset: int) -> Parsed:
        """The indirect object that begins at an offset (7.3.10)."""
        return self._parse(offset, _OBJECT)

    def extent(self, parsed: Parsed, length: Value) -> tuple[int, int] | None:
        """Where a stream's raw data is in the file (7.3.8), ``length`` being what it says.

        None where the object is no stream. A length that is wrong is not believed.
        """
        if not isinstance(parsed.value, Dictionary) or parsed.origin is None:
            return None
        after = parsed.origin + parsed.value.end
        keyword = _STREAM.match(self.source.peek(after, 64))
        if keyword is None:
            return None
        start = after + keyword.end()
        said = length if isinstance(length, int) and length >= 0 else self.source.size
        if _ENDSTREAM.match(self.source.peek(start + said, 32)):
            return start, start + said
        end = self.source.find(b"endstream", start, start + self.source.ceilings.allocation)
        if end < 0:
            raise self.source.broken("a stream has no end", parsed.place)
        return start, end

    def _parse(self, offset: int, lead: re.Pattern[bytes]) -> Parsed:
        source = self.source
        for window in (*_WINDOWS, source.ceilings.allocation):
            data = source.peek(offset, window)
            self._spend(len(data) if window > _WINDOWS[0] else 0, offset)
            head = lead.match(data)
            if head is None:
                raise source.broken("no PDF object begins here", offset)
            try:
                value, end = parse(
                    data,
                    head.end(),
                    cut=offset + len(data) < source.size,
                    count=self.counter,
                )
            except ShortError:
                continue
            except SyntaxFaultError as error:
                raise source.broken(error.template, offset + error.position) from None
            reference = Reference(*map(int, head.groups())) if head.groups() else Reference(0, 0)
            return Parsed(reference, value, data, offset, offset, offset + end)
        raise CeilingExceeded(
            "{what} of {length} bytes is over the ceiling of {ceiling} bytes for one structure",
            path=source.name,
            place=f"byte {offset}",
            what="a PDF object",
            length=source.size - offset,
            ceiling=source.ceilings.allocation,
        )

    def _count(self) -> None:
        self._tokens += 1
        if self._tokens > _MOST_TOKENS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=self.source.name,
                ceiling=_MOST_TOKENS,
                what="PDF tokens",
            )

    def _spend(self, length: int, offset: int) -> None:
        self._parsed += length
        ceiling = max(_PARSED, 4 * self.source.size) if self.patient else _PARSED
        if self._parsed > ceiling:
            raise CeilingExceeded(
                "more than {ceiling} bytes read in all",
                path=self.source.name,
                place=f"byte {offset}",
                ceiling=ceiling,
            )
