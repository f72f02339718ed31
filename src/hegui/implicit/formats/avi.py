"""AVI: the label is the chunk "AIGC" in LIST INFO, a text that ends in NUL.

Slot: TC260-PG-20257A clause 6. Nothing that the film's indexes point to may move, so the label
goes where there is room: into the list and the chunk JUNK behind it, into a JUNK of its own, or
behind the last chunk of a file of one form. Only in an OpenDML file that has no room at all the
later forms move, and their indexes are set right.
Read as well: XMP, label texts in other chunks and lists, and text behind the last form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from hegui.errors import FileError
from hegui.files.edits import Edit, Edits, disjoint
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import avi_in_place, avi_index
from hegui.implicit.formats.avi_layout import HEADER, INDEX, MOVIE, layout
from hegui.implicit.look import Look
from hegui.implicit.structures.riff_info import LIST, InfoList, in_list, new_list
from hegui.implicit.structures.riff_places import Place, place_at
from hegui.implicit.structures.trailer import Trailer
from hegui.rules import slot_of
from hegui.structures import riff

_MOST_ROOMS = 64
_DECODING = (b"strh", b"strf", b"strd", b"vprp")


class Avi(Container):
    """An AVI file, with OpenDML's extensions or without."""

    kind = Kind(
        "avi",
        "AVI",
        (".avi", ".divx"),
        ("video/x-msvideo", "video/avi", "video/vnd.avi"),
        slot_of("avi"),
        in_place=True,
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._layout = layout(source)
        self._fault = self._layout.fault
        self._places: list[Place] = []
        self._homes: list[InfoList] = []
        try:
            self._find(Budget(source))
        except FileError as fault:
            self._fault = self._fault or fault
        self._main = next((home for home in self._homes if home.first_label()), None)
        if self._main:
            self._main.main = self._main.first_label()
        self._trailer = Trailer(source, -1 if self._fault else self._layout.end)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(b"RIFF") and head[8:12] == b"AVI "

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for place in self._places:
            try:
                place.look(look)
            except FileError as error:
                look.could_not(error, place=place.chunk.place, offset=place.chunk.offset)
        self._trailer.look(look, "avi.trailer")
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        placing = self._over_room(text) or self._behind_all(text)
        edits = [placing.edit]
        for place in self._places:
            if place is not placing.home:
                edits += place.cleaned()
        if growth := placing.edit.growth:
            first = self._layout.first
            edits.append(Edit(4, 4, riff.form_length(self.source, first.end + growth)))
            if len(self._layout.forms) > 1:
                header = self._layout.header()
                edits += avi_index.moved(self.source, header, first.end, growth)
        # Indexes are found by what other chunks say, and may lie where a label does.
        return disjoint([*edits, *self._trailer.without_labels()], self.source)

    def plan_in_place(self, text: str) -> InPlace | None:
        """A list at the end of a file of one form, or one prepared within a chunk JUNK.

        None where anything else has to change, or there is no such room.
        """
        others = [place for place in self._places if place is not self._main]
        if self._fault or any(True for place in others for _ in place.cleaned()):
            return None
        if any(True for _ in self._trailer.without_labels()):
            return None
        old: Iterator[Edit] = iter(())
        if self._main:
            if not self._main.no_other_label():
                return None
            if self._main.main_text() == text:
                return InPlace(b"", ())
            old = avi_in_place.unnaming(self._main)
        return avi_in_place.plan(self.source, self._layout, new_list(text), old)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The film and what decodes it.

        In: of the main header "avih", and of each stream "strh", "strf", "strd" and "vprp"; then
        what every list "movi" holds. Out: chunks that OpenDML's indexes name, as they count from
        the start of the file; "indx", "idx1", stream names, JUNK before or behind a "movi", and
        all other chunks.
        """
        source, header = self.source, self._layout.header()
        if header:
            for chunk in riff.chunks(source, header.data_at + 4, header.data_end):
                if chunk.name == b"avih":
                    yield chunk.data_at, chunk.data_end
        for chunk in avi_index.streams(source, header, _DECODING):
            yield chunk.data_at, chunk.data_end
        yield from avi_index.frames(source, header, self._layout.films())

    def _find(self, budget: Budget) -> None:
        """Keeps the places that can hold a label; LIST INFO of the first form can be its slot."""
        for form in self._layout.forms:
            for chunk, type_ in form.parts:
                if type_ in (HEADER, MOVIE) or chunk.name == INDEX:
                    continue
                if chunk.name != LIST:
                    place = place_at(self.source, chunk, self.kind.id, budget)
                else:
                    place = in_list(self.source, chunk, self.kind.id, budget)
                    if isinstance(place, InfoList) and form is self._layout.first:
                        self._homes.append(place)
                if place:
                    self._places.append(place)

    def _over_room(self, text: str) -> _Placing | None:
        """The label where nothing moves: in a LIST INFO with JUNK behind it, or in JUNK alone."""
        source, first = self.source, self._layout.first
        unused = {chunk.offset: chunk for chunk, _ in first.parts if riff.is_filler(chunk)}
        for home in sorted(self._homes, key=lambda one: one is not self._main):
            new, room = home.rewritten(text), home.chunk.size
            assert new is not None  # with a text to be set there is always a new list
            behind = unused.get(home.chunk.end)
            if room != len(new) and behind and riff.is_free(source, behind):
                room += behind.size
            if fitting := riff.filled(new, room):
                return _Placing(Edit(home.chunk.offset, room, fitting), home)
        new = new_list(text)
        for chunk in islice(unused.values(), _MOST_ROOMS):
            if not riff.is_free(source, chunk):
                continue
            if fitting := riff.filled(new, chunk.size):
                return _Placing(Edit(chunk.offset, chunk.size, fitting))
        return None

    def _behind_all(self, text: str) -> _Placing:
        """The label at the end of the first form, in a LIST INFO that is last or in a new one."""
        if fault := self._fault or self._layout.open_film:
            raise fault
        first = self._layout.first
        for home in self._homes:
            new = home.rewritten(text)
            if home.chunk.end == first.last and new is not None:
                return _Placing(Edit(home.chunk.offset, home.chunk.size, new), home)
        padding = b"\0" * (first.last & 1)
        return _Placing(Edit(first.last, first.end - first.last, padding + new_list(text)))


@dataclass(frozen=True, slots=True)
class _Placing:
    """The edit that puts the label into a file, and the list that it writes anew."""

    edit: Edit
    home: InfoList | None = None
