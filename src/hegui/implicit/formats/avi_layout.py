"""The layout of an AVI file: its RIFF forms, and the chunks at their top.

A file of up to about 1 GiB is one form "AVI ". OpenDML lets forms "AVIX" follow, each with a list
"movi" of its own; what they hold is skipped by length. A recording that was cut short, or whose
writer could not go back, has a "movi" that reaches to the file's end.
Source: AVI RIFF File Reference (Microsoft); OpenDML AVI File Format Extensions 1.02 (1996).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from hegui.errors import BrokenFile, FileError
from hegui.files.source import Source
from hegui.implicit.structures.riff_info import LIST
from hegui.structures import riff
from hegui.structures.riff import LARGEST, Chunk

RIFF: Final = b"RIFF"
HEADER: Final = b"hdrl"
STREAM: Final = b"strl"
MOVIE: Final = b"movi"
INDEX: Final = b"idx1"


class Part(NamedTuple):
    """A chunk at the top of a form, and for a LIST its type."""

    chunk: Chunk
    type: bytes


@dataclass(slots=True)
class Form:
    """One RIFF form at ``offset``. Its chunks end at ``last``, itself at ``end``.

    Up to seven zeros may lie between the two.
    """

    offset: int
    last: int
    end: int
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """All forms of a file in order; there is at least one.

    ``fault`` says why the walk ended early. ``open_film``: the last list "movi" does not say
    how long it is. ``kept`` counts the forms and all their parts.
    """

    forms: list[Form]
    fault: FileError | None = None
    open_film: BrokenFile | None = None
    kept: int = 0

    @property
    def first(self) -> Form:
        """The form "AVI "."""
        return self.forms[0]

    @property
    def end(self) -> int:
        """Where the last form ends."""
        return self.forms[-1].end

    def header(self) -> Chunk | None:
        """The first list "hdrl"."""
        return next((part.chunk for part in self.first.parts if part.type == HEADER), None)

    def films(self) -> list[Chunk]:
        """Every list "movi"; the last may say to end behind the file."""
        return [part.chunk for form in self.forms for part in form.parts if part.type == MOVIE]


def layout(source: Source) -> Layout:
    """Walks the forms of a file. Raises BrokenFile for one cut within its first head."""
    result = Layout([])
    at = 0
    while at == 0 or source.peek(at, 4) == RIFF:
        try:
            form = _form(source, at)
            result.forms.append(form)
            result.kept += 1
            if result.kept > riff.MOST_KEPT:
                raise riff.too_many(source, f"byte {at}")
            _walk(source, form, result)
        except FileError as fault:
            if not result.forms:
                raise
            result.fault = fault
        if result.fault or result.open_film:
            break
        at = form.end
    return result


def _form(source: Source, at: int) -> Form:
    length = riff.HEAD.unpack_from(source.read(at, 12, "the RIFF header"))[1]
    told = at + riff.HEAD.size + length
    end = source.size if length < 4 or length == LARGEST else min(told, source.size)
    if end & 1 and source.peek(end, 1) == b"\0":
        end += 1  # its writer did not count the last chunk's pad byte
    return Form(at, at + 12, end)


def _walk(source: Source, form: Form, result: Layout) -> None:
    for chunk in riff.few(source, _chunks(source, form), result.kept):
        if chunk.name == RIFF:  # this form's own length was never set right
            form.end = form.last
            return
        type_ = source.peek(chunk.data_at, 4) if chunk.name == LIST else b""
        ending = _ending(source, form, chunk) if type_ == MOVIE else chunk
        if ending is not None:
            if ending.data_end > form.end:
                raise riff.too_long(source, ending, form.end)
            form.parts.append(Part(ending, type_))
            form.last = ending.end
            result.kept += 1
            continue
        film = Chunk(chunk.name, chunk.offset, source.size - chunk.data_at, source.size)
        form.parts.append(Part(film, type_))
        form.last = form.end = source.size
        if not _is_open(source, chunk):
            raise riff.too_long(source, chunk, source.size)
        result.open_film = source.broken("the film does not say how long it is", chunk.place)


def _chunks(source: Source, form: Form) -> Iterator[Chunk]:
    """What stands where the form's last chunk so far ends, as long as that moves on."""
    while form.last < form.end:
        chunk = riff.chunk_at(source, form.last, form.end)
        if chunk is None:
            return
        yield chunk


def _ending(source: Source, form: Form, film: Chunk) -> Chunk | None:
    """A list "movi" that ends within the file; its form does not end before it. Else None."""
    if _is_open(source, film) or film.data_end > source.size:
        return None
    if film.data_end > form.end:
        form.end = source.size
        # Its pad byte, too, was only cut off by the form's length.
        return riff.chunk_at(source, film.offset, form.end)
    return film


def _is_open(source: Source, film: Chunk) -> bool:
    """Whether its length was to be written later: none, all ones, or that of an empty list."""
    if film.length == 4:
        return source.peek(film.data_end, 2).isdigit()  # a frame follows, such as "00dc"
    return film.length < 4 or film.length == LARGEST
