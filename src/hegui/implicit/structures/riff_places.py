"""Chunks of a RIFF or IFF file, other than the label's own slot, that may hold a label as well.

Sound and film must stay where they lie: a label is taken out of such a chunk without changing
the chunk's length, or the room that it leaves becomes a chunk JUNK.
Source: XMP specification part 3, 1.1.6 and 1.1.8 (chunk "_PMX" of AVI and WAV).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.budget import Budget
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.structures import riff
from hegui.structures.riff import Chunk

LABEL = b"AIGC"
XMP = b"_PMX"
_MOST_SEARCHED = 1024 * 1024


class Place(ABC):
    """One chunk that may hold a label. ``family`` is the first part of its slot's id."""

    __slots__ = ("chunk", "family", "source")

    def __init__(self, source: Source, chunk: Chunk, family: str) -> None:
        self.source = source
        self.chunk = chunk
        self.family = family

    @abstractmethod
    def look(self, look: Look) -> None:
        """Adds its labels to a look. Raises FileError where it cannot be looked at."""

    @abstractmethod
    def cleaned(self) -> Iterator[Edit]:
        """The edits that take its labels out. Raises FileError where it cannot be followed."""


class XmpPlace(Place):
    """An XMP packet, ``skipped`` bytes behind the start of a chunk's data."""

    __slots__ = ("_skipped",)

    def __init__(self, source: Source, chunk: Chunk, family: str, skipped: int = 0) -> None:
        super().__init__(source, chunk, family)
        self._skipped = skipped

    def look(self, look: Look) -> None:
        look.xmp(
            self._packet(),
            slot=f"{self.family}.xmp",
            place=self.chunk.place,
            prescribed=False,
            offset=self.chunk.offset,
            length=self.chunk.size,
        )

    def cleaned(self) -> Iterator[Edit]:
        packet = self._packet()
        cleaned = xmp.without_label(packet, name=self.source.name, place=self.chunk.place)
        if cleaned != packet:
            # White space behind a packet is padding (XMP part 3, 1.1.1).
            at = self.chunk.data_at + self._skipped
            yield Edit(at, len(packet), cleaned + b" " * (len(packet) - len(cleaned)))

    def _packet(self) -> bytes:
        return self.chunk.data(self.source)[self._skipped :]


class TextPlace(Place):
    """A chunk of any other name that mentions a label; one called AIGC is that as a whole."""

    __slots__ = ()

    def look(self, look: Look) -> None:
        chunk, data = self.chunk, self.chunk.data(self.source)
        slot = f"{self.family}.chunk"
        if is_named(chunk):
            look.label(
                text_of(data),
                slot=slot,
                place=chunk.place,
                offset=chunk.offset,
                length=chunk.size,
            )
            return
        for found in stray.find(data):
            look.text(
                found.text,
                slot=slot,
                place=chunk.place,
                offset=chunk.offset,
                length=chunk.size,
            )

    def cleaned(self) -> Iterator[Edit]:
        chunk = self.chunk
        if is_named(chunk):
            yield Edit(chunk.offset, chunk.size, self.emptied())
            return
        data = chunk.data(self.source)
        blanked = stray.blanked(data)
        if blanked == data:
            return
        if stray.nothing_left(blanked):
            yield Edit(chunk.offset, chunk.size, self.emptied())
        else:
            yield Edit(chunk.data_at, chunk.length, blanked)

    def emptied(self) -> bytes:
        """What a chunk becomes that held nothing but a label."""
        return riff.filler(self.chunk.size)


def is_named(chunk: Chunk) -> bool:
    """Whether a chunk is called AIGC, in whatever case."""
    return chunk.name.upper() == LABEL


def text_of(data: bytes) -> str:
    """A chunk's data as text, without the NULs that end it."""
    return stray.decoded(data.rstrip(b"\0"))


def place_at(source: Source, chunk: Chunk, family: str, budget: Budget) -> Place | None:
    """What may hold a label in a chunk that its format knows nothing better of, or None.

    Raises CeilingExceeded where the file has too many such.
    """
    if chunk.name == XMP:
        budget.spend(chunk.length, chunk.place)
        return XmpPlace(source, chunk, family)
    if is_named(chunk):
        budget.spend(chunk.length, chunk.place)
        return TextPlace(source, chunk, family)
    if riff.is_filler(chunk) or not stray.SHORTEST <= chunk.length <= _MOST_SEARCHED:
        return None
    budget.search(chunk.length, "the chunks")
    if not stray.mentions(chunk.data(source)):
        return None
    budget.spend(chunk.length, chunk.place)
    return TextPlace(source, chunk, family)
