"""LIST INFO: a RIFF file's texts, each a chunk that ends in NUL.

A list that changes is put together anew from its own bytes, entry by entry, and shares its room
with the chunk JUNK behind it.
Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), chapter 2, "LIST
Chunk".
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import BrokenFile
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.implicit.structures.riff_places import LABEL, Place, is_named, place_at, text_of
from hegui.structures import riff
from hegui.structures.riff import Chunk

LIST = b"LIST"
INFO = b"INFO"


class InfoList(Place):
    """One LIST INFO. Raises BrokenFile where its entries do not add up.

    ``main`` is the entry AIGC that is the format's slot, once the format has said so.
    """

    __slots__ = ("_entries", "main")

    def __init__(self, source: Source, chunk: Chunk, family: str) -> None:
        super().__init__(source, chunk, family)
        start = chunk.data_at + len(INFO)
        self._entries = tuple(riff.few(source, riff.chunks(source, start, chunk.data_end)))
        self.main: Chunk | None = None

    def first_label(self) -> Chunk | None:
        """The first entry that is called AIGC."""
        return next((entry for entry in self._entries if entry.name == LABEL), None)

    def main_text(self) -> str:
        """What the entry that is the slot says; empty without one."""
        if self.main is None:
            return ""
        return text_of(self.main.data(self.source))

    def is_all_label(self) -> bool:
        """Whether the slot is the one entry."""
        return len(self._entries) == 1 and self.main is not None

    def no_other_label(self) -> bool:
        """Whether no entry but the slot holds a label."""
        data = self.chunk.data(self.source)
        others = (entry for entry in self._entries if entry is not self.main)
        return all(self._kept(data, entry) is None for entry in others)

    def look(self, look: Look) -> None:
        data = self.chunk.data(self.source)
        for entry in self._entries:
            if riff.is_filler(entry):
                continue
            inner = self._inner(data, entry)
            place = f"{self.chunk.place}, {entry.place}"
            if is_named(entry):
                look.label(
                    text_of(inner),
                    slot=f"{self.family}.info",
                    place=place,
                    offset=entry.offset,
                    length=entry.size,
                    prescribed=entry is self.main,
                )
                continue
            for found in stray.find(inner):
                look.text(
                    found.text,
                    slot=f"{self.family}.info",
                    place=place,
                    offset=entry.offset,
                    length=entry.size,
                )

    def cleaned(self) -> Iterator[Edit]:
        chunk, new = self.chunk, self.rewritten(None)
        if new is None:
            return
        fitting = riff.filled(new, chunk.size)
        if fitting is None:  # fewer bytes are left than a chunk needs: zeros, within the list
            data = new[chunk.data_at - chunk.offset :]
            data += bytes(chunk.size - len(new))
            fitting = riff.HEAD.pack(LIST, len(data)) + data
        yield Edit(chunk.offset, chunk.size, fitting)

    def rewritten(self, text: str | None) -> bytes | None:
        """The list with ``text`` as its one label, or without any; None where it stays as it is.

        Empty where nothing is left.
        """
        data = self.chunk.data(self.source)
        parts: list[bytes] = []
        changed = False
        for entry in self._entries:
            kept = self._kept(data, entry)
            if text is not None and entry is self.main:
                kept = labelling(text)
            if kept is None:
                kept = data[entry.offset - self.chunk.data_at : entry.end - self.chunk.data_at]
                kept += b"\0" * (len(kept) & 1)
            else:
                changed = True
            parts.append(kept)
        if text is not None and self.main is None:
            parts.append(labelling(text))
        elif not changed:
            return None
        body = b"".join(parts)
        return riff.pack(LIST, INFO + body) if body else b""

    def _inner(self, data: bytes, entry: Chunk) -> bytes:
        start = entry.data_at - self.chunk.data_at
        return data[start : start + entry.length]

    def _kept(self, data: bytes, entry: Chunk) -> bytes | None:
        """An entry without labels, empty where nothing is left; None where it holds none."""
        if is_named(entry):
            return b""
        if riff.is_filler(entry):
            return None
        inner = self._inner(data, entry)
        rest = stray.cut(inner, stray.find(inner))
        if rest == inner:
            return None
        return b"" if stray.blank(rest) else riff.pack(entry.name, rest)


def labelling(text: str) -> bytes:
    """The entry of a label."""
    return riff.pack(LABEL, text.encode() + b"\0")


def new_list(text: str) -> bytes:
    """A list of nothing but a label."""
    return riff.pack(LIST, INFO + labelling(text))


def in_list(source: Source, chunk: Chunk, family: str, budget: Budget) -> Place | None:
    """What may hold a label in a chunk LIST: LIST INFO entry by entry, any other as a whole."""
    type_ = source.peek(chunk.data_at, min(len(INFO), chunk.length))
    if type_ == riff.JUNK:
        return None
    if type_ == INFO:
        budget.spend(chunk.length, chunk.place)
        try:
            return InfoList(source, chunk, family)
        except BrokenFile:
            pass  # programs that forget the padding: its texts are looked for as they stand
    return place_at(source, chunk, family, budget)
