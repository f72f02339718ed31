"""A stream of frames that is labelled in an ID3v2 tag before it: MP3 and AAC in ADTS.

A file without a tag gets one of version 2.4, in UTF-8: what providers write and every reader
reads. Of several tags at the start the first is the slot, as that is the one all readers look
at; labels in the others, in a tag at the end and in APEv2 go.
Source: ID3v2.4.0-structure, 3 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from hegui.errors import UnknownFormat
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit.container import Container, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures import id3
from hegui.implicit.structures.id3_around import Around
from hegui.structures.mpeg_audio import first_frame

_SHORTEST = 4096


class TaggedStream(Container):
    """A stream with tags around it. ``adts`` says which frames it is made of."""

    adts: ClassVar[bool]

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._around = Around(source)
        start, end = self._around.start, self._around.end
        frame = first_frame(source, start, end, adts=self.adts)
        if frame < 0 and end - start >= _SHORTEST and source.peek(start, _SHORTEST).strip(b"\0"):
            raise UnknownFormat(
                "begins with an ID3v2 tag, and what follows is no sound that hegui knows",
                path=source.name,
                place=f"byte {start}",
            )
        self._first_frame = frame if frame >= 0 else end

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        self._around.look(look, self.kind.id, prescribed=True)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if not self._around.tagged:
            return ordered([Edit(0, 0, id3.new_tag(text)), *self._around.cleaned()])
        return ordered([*self._around.labelled(text), *self._around.cleaned(but_first=True)])

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The frames, from the first to the last tag-free byte.

        In: every frame, one with a Xing or LAME head too, as players take gaps from it.
        Out: ID3v2 tags at either end, bytes between a tag and the first frame (left by bad
        padding), APEv2, Lyrics3, ID3v1.
        """
        if self._first_frame < self._around.end:
            yield self._first_frame, self._around.end
