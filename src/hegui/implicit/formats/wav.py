"""WAV: the label is the RIFF chunk "AIGC", its JSON as it stands.

Slot: TC260-PG-202510A clause 6, which leaves the chunk's position open. A new one stands behind
all others, so that the sound stays where it lies; one that is there already is written over as
long as it and the chunk JUNK behind it have room. RF64 and BW64 as well.
Read as well: LIST INFO, ID3v2 in a chunk, XMP, label texts in chunks of other names, and text
behind the form's end.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit, Edits, ordered
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind
from hegui.implicit.formats import wav_in_place
from hegui.implicit.look import Look
from hegui.implicit.structures import id3_chunk
from hegui.implicit.structures.id3_chunk import TagPlace
from hegui.implicit.structures.riff_info import LIST, in_list
from hegui.implicit.structures.riff_places import LABEL, Place, place_at, text_of
from hegui.implicit.structures.sound_file import SoundFile
from hegui.rules import slot_of
from hegui.structures import riff
from hegui.structures.riff import Chunk
from hegui.structures.wav_layout import DATA, DS64, WIDE, Layout, resized

_WAVE_LIST = b"wavl"
# What makes the sound, in the order of the essence; "axml" and "chna" say which speaker or
# object a channel is (ITU-R BS.2088).
_CONTENT = (b"fmt ", b"fact", b"chna", b"axml", LIST, DATA)


class Wav(SoundFile):
    """A WAV file: RIFF, RF64 or BW64."""

    kind = Kind(
        "wav",
        "WAV",
        (".wav", ".wave", ".bwf", ".rf64", ".bw64"),
        ("audio/wav", "audio/x-wav", "audio/vnd.wave"),
        slot_of("wav"),
        in_place=True,
    )

    sounding = _CONTENT
    _main: _Label | None = None

    def __init__(self, source: Source) -> None:
        self._layout = Layout(source)
        self._first: Chunk | None = None
        self._behind_main: Chunk | None = None
        super().__init__(source, self._layout)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head[:4] in (b"RIFF", *WIDE) and head[8:12] == b"WAVE"

    def plan(self, text: str) -> Edits:
        if self._fault:
            raise self._fault
        edits = self._cleaning()
        edits += self._labelling(
            riff.pack(LABEL, text.encode()), sum(edit.growth for edit in edits)
        )
        end = self._layout.end + sum(edit.growth for edit in edits)
        edits += self._trailer.without_labels()
        edits += resized(self._layout, end, self._first)
        return ordered(edits)

    def plan_in_place(self, text: str) -> InPlace | None:
        """A new chunk at the file's end; the form's length takes it in, the old one is JUNK then.

        None where anything else has to change, or the form's length cannot be relied upon.
        """
        layout = self._layout
        if not self._can_grow(layout):
            return None
        old = self._main.chunk if self._main else None
        if old and old.data(self.source) == text.encode():
            return InPlace(b"", ())
        return wav_in_place.plan(layout, riff.pack(LABEL, text.encode()), self._first, old)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The sound and what decodes it.

        In: the data of "fmt ", "fact", "chna", "axml", of LIST "wavl", and of "data", in this
        order. Out: every chunk's head and padding, and all other chunks (texts, cue points,
        loops, peaks, bext, iXML, ds64).
        """
        return self._sound()

    def _place(self, chunk: Chunk, budget: Budget) -> Place | None:
        source = self.source
        if self._first is None:
            self._first = chunk
        if self._main and self._main.chunk.end == chunk.offset:
            self._behind_main = chunk
        if chunk.name == LIST:
            if source.peek(chunk.data_at, min(4, chunk.length)) == _WAVE_LIST:
                self._content.append(chunk)
                return None
            return in_list(source, chunk, self.kind.id, budget)
        if chunk.name in _CONTENT:
            self._content.append(chunk)
            return None
        if chunk.name == LABEL and self._main is None:
            budget.spend(chunk.length, chunk.place)
            self._main = _Label(source, chunk, self.kind.id)
            return self._main
        if chunk.name in id3_chunk.NAMES:
            return TagPlace(source, chunk, self.kind.id)
        return None if chunk.name == DS64 else place_at(source, chunk, self.kind.id, budget)

    def _labelling(self, packed: bytes, growth: int) -> list[Edit]:
        """The label's chunk: over the old one and unused room behind it, or behind all others.

        ``growth`` is by how much other edits move the form's end.
        """
        layout = self._layout
        edits: list[Edit] = []
        if self._main:
            old, behind = self._main.chunk, self._behind_main
            room = old.size
            if room != len(packed) and behind and riff.is_free(self.source, behind):
                room += behind.size
            if fitting := riff.filled(packed, room):
                return [Edit(old.offset, room, fitting)]
            if not layout.sound or layout.sound.offset < old.offset:
                return [Edit(old.offset, old.size, packed)]
            edits += self._main.cleaned()
        padding = b"\0" * (layout.last + growth & 1)  # that of the last chunk may be missing
        edits.append(Edit(layout.last, layout.end - layout.last, padding + packed))
        return edits


class _Label(Place):
    """The chunk that is the slot."""

    __slots__ = ()

    def look(self, look: Look) -> None:
        look.label(
            text_of(self.chunk.data(self.source)),
            slot=f"{self.family}.chunk",
            place=self.chunk.place,
            offset=self.chunk.offset,
            length=self.chunk.size,
            prescribed=True,
        )

    def cleaned(self) -> Iterator[Edit]:
        yield Edit(self.chunk.offset, self.chunk.size, riff.filler(self.chunk.size))
