"""What WAV and AIFF files have in common: one form of chunks, some the sound, some with labels."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from hegui.errors import FileError
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures.riff_places import Place
from hegui.implicit.structures.trailer import Trailer
from hegui.structures.riff import Chunk
from hegui.structures.sound_form import SoundForm

_HEAD = 12  # of the form: nothing can be said of a file that breaks off there


class SoundFile(Container):
    """A form whose chunks have been walked.

    ``_content`` are the chunks that make the sound, ``_places`` those where a label may be,
    ``_main`` the one of these that is the slot, once there is one. ``_fault`` is why the walk
    ended before the form does.
    """

    sounding: ClassVar[tuple[bytes, ...]]
    """The names of the chunks that make the sound, in the order of the essence."""

    _main: Place | None = None

    def __init__(self, source: Source, form: SoundForm) -> None:
        super().__init__(source)
        self._places: list[Place] = []
        self._content: list[Chunk] = []
        self._fault: FileError | None = None
        budget = Budget(source)
        try:
            for chunk in form.chunks():
                if place := self._place(chunk, budget):
                    self._places.append(place)
        except FileError as fault:
            if form.last == _HEAD:
                raise
            self._fault = fault
            # The sound counts as content though the file ends within it.
            if form.sound and form.sound not in self._content:
                self._content.append(form.sound)
        self._trailer = Trailer(source, -1 if self._fault else form.end)

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for place in self._places:
            try:
                place.look(look)
            except FileError as error:
                look.could_not(error, place=place.chunk.place, offset=place.chunk.offset)
        self._trailer.look(look, f"{self.kind.id}.trailer")
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    @abstractmethod
    def _place(self, chunk: Chunk, budget: Budget) -> Place | None:
        """The place that a chunk is, if it may hold a label; content is taken note of."""

    def _sound(self) -> Iterator[tuple[int, int] | bytes]:
        """The data of the chunks that make the sound."""
        for chunk in sorted(self._content, key=lambda one: self.sounding.index(one.name)):
            yield chunk.data_at, min(chunk.data_end, self.source.size)

    def _cleaning(self) -> list[Edit]:
        """The edits by which every place but the slot loses its labels."""
        return [
            edit for place in self._places if place is not self._main for edit in place.cleaned()
        ]

    def _can_grow(self, form: SoundForm) -> bool:
        """Whether a chunk behind the last is all that a label needs, and the form's length can
        be relied upon to take it in."""
        whole = form.last == form.end == self.source.size
        return whole and not (self._fault or form.streamed or self._cleaning())
