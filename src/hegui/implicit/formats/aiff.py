"""AIFF and AIFF-C: the label is a TXXX frame AIGC in the ID3v2 tag of the chunk "ID3 ".

No guide names the format; that chunk is where every program keeps ID3v2 in it. A new one stands
behind all others, so that the sound stays where it lies.
Read as well: XMP in a chunk APPL, label texts in NAME, ANNO, COMT and chunks of other names, and
text behind the form's end.
Source: Audio Interchange File Format 1.3 (1989) and AIFF-C draft (1991); XMP specification
part 3, 1.1.2 (APPL "XMP ").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hegui.files.edits import Edit, Edits, ordered
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind
from hegui.implicit.structures import id3, id3_chunk, stray
from hegui.implicit.structures.id3_chunk import TagPlace
from hegui.implicit.structures.riff_places import Place, TextPlace, XmpPlace, place_at
from hegui.implicit.structures.sound_file import SoundFile
from hegui.rules import slot_of
from hegui.structures import riff
from hegui.structures.riff import BIG_HEAD, LARGEST, Chunk
from hegui.structures.sound_form import SoundForm

_ID3: Final = b"ID3 "
_APPLICATION, _XMP = b"APPL", b"XMP "
_SOUND = b"SSND"
# What makes the sound, in the order of the essence.
_CONTENT = (b"FVER", b"COMM", _SOUND)
_TEXTS = (b"NAME", b"AUTH", b"(c) ", b"ANNO")


class Aiff(SoundFile):
    """An AIFF or AIFF-C file."""

    kind = Kind(
        "aiff",
        "AIFF",
        (".aiff", ".aif", ".aifc"),
        ("audio/aiff", "audio/x-aiff"),
        slot_of("aiff"),
        in_place=True,
    )

    sounding = _CONTENT
    _main: TagPlace | None = None

    def __init__(self, source: Source) -> None:
        length = BIG_HEAD.unpack(source.read(0, 12, "the FORM header")[:8])[1]
        self._form = SoundForm(source, length, _SOUND, BIG_HEAD)
        super().__init__(source, self._form)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(b"FORM") and head[8:12] in (b"AIFF", b"AIFC")

    def plan(self, text: str) -> Edits:
        if self._fault:
            raise self._fault
        edits = self._cleaning()
        if self._main:
            edits += self._main.labelled(text)
        else:
            form = self._form
            new = self._new_chunk(text, form.last + sum(edit.growth for edit in edits))
            edits.append(Edit(form.last, form.end - form.last, new))
        edits += self._lengths(self._form.end + sum(edit.growth for edit in edits))
        return ordered([*edits, *self._trailer.without_labels()])

    def plan_in_place(self, text: str) -> InPlace | None:
        """A new chunk at the file's end, which the form's length takes in then.

        None where the file has such a chunk, anything else has to change, or the form's length
        cannot be relied upon.
        """
        form = self._form
        if self._main or not self._can_grow(form):
            return None
        tail = self._new_chunk(text, form.last)
        return InPlace(tail, tuple(self._lengths(form.end + len(tail))))

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The sound and what decodes it.

        In: the data of "FVER", "COMM" and "SSND", in this order. Out: every chunk's head and
        padding, and all other chunks (names, annotations, markers, loops, ID3v2, APPL).
        """
        return self._sound()

    def _place(self, chunk: Chunk, budget: Budget) -> Place | None:
        source, family = self.source, self.kind.id
        if chunk.name in _CONTENT:
            self._content.append(chunk)
            return None
        if chunk.name in id3_chunk.NAMES:
            tag = TagPlace(source, chunk, family, BIG_HEAD)
            if chunk.name == _ID3 and self._main is None:
                self._main = tag
                tag.main = True
            return tag
        if chunk.name == _APPLICATION and source.peek(chunk.data_at, 4) == _XMP:
            budget.spend(chunk.length, chunk.place)
            return XmpPlace(source, chunk, family, len(_XMP))
        place = place_at(source, chunk, family, budget)
        if isinstance(place, TextPlace):
            kind = _TextChunk if chunk.name in _TEXTS else _OtherChunk
            return kind(source, chunk, family)
        return place

    def _new_chunk(self, text: str, end: int) -> bytes:
        """The label's chunk behind one that ends at byte ``end``, whose padding may be missing."""
        return b"\0" * (end & 1) + riff.pack(_ID3, id3.new_tag(text), BIG_HEAD)

    def _lengths(self, end: int) -> Iterator[Edit]:
        """The edits that say that the form ends at byte ``end``, and how long its sound is."""
        if end - 8 > LARGEST:
            raise self.source.broken("an AIFF file cannot grow beyond 4 GiB", 4)
        yield Edit(4, 4, (end - 8).to_bytes(4, "big"))
        sound = self._form.sound
        if sound and self._form.streamed:
            yield Edit(sound.offset + 4, 4, sound.length.to_bytes(4, "big"))


class _OtherChunk(TextPlace):
    """A chunk of any other name: IFF has none for room that is not used, so it goes."""

    __slots__ = ()

    def emptied(self) -> bytes:
        return b""


class _TextChunk(_OtherChunk):
    """A chunk that is one text: it becomes shorter."""

    __slots__ = ()

    def cleaned(self) -> Iterator[Edit]:
        chunk = self.chunk
        data = chunk.data(self.source)
        rest = stray.cut(data, stray.find(data))
        if rest != data:
            new = self.emptied() if stray.blank(rest) else riff.pack(chunk.name, rest, BIG_HEAD)
            yield Edit(chunk.offset, chunk.size, new)
