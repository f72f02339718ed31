"""An ID3v2 tag that is a chunk's data: in AIFF, whose slot it is, and in WAV.

Source: www.id3.org names no chunk; "ID3 " in AIFF and "id3 " in WAV are what every program that
reads or writes such tags uses.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.look import Look
from hegui.implicit.structures import id3
from hegui.implicit.structures.id3 import Tag
from hegui.implicit.structures.riff_places import Place
from hegui.structures import riff
from hegui.structures.id3_header import HEAD, parse_head
from hegui.structures.riff import Chunk

NAMES = (b"ID3 ", b"id3 ")
_MOST_KEPT = 1024 * 1024


class TagPlace(Place):
    """A chunk that holds a tag; ``order`` is how the file writes the heads of chunks."""

    __slots__ = ("_order", "main")

    def __init__(
        self, source: Source, chunk: Chunk, family: str, order: struct.Struct = riff.HEAD
    ) -> None:
        super().__init__(source, chunk, family)
        self._order = order
        self.main = False

    def look(self, look: Look) -> None:
        tag = self._tag()
        if tag:
            tag.look(look, self.family, prescribed=self.main)

    def cleaned(self) -> Iterator[Edit]:
        tag = self._tag()
        if tag is None:
            return
        chunk, edits = self.chunk, tag.cleaned()
        if edits == [Edit(tag.head.offset, tag.head.end - tag.head.offset, b"")]:
            # Nothing but the label. RIFF has a name for room that is not used, AIFF has none.
            keeps = self._order is riff.HEAD and chunk.size <= _MOST_KEPT
            yield Edit(chunk.offset, chunk.size, riff.filler(chunk.size) if keeps else b"")
            return
        yield from self._resized(edits)

    def labelled(self, text: str) -> list[Edit]:
        """The edits after which ``text`` is the tag's label, and the chunk as long as it says."""
        tag = self._tag()
        if tag:
            return self._resized(tag.labelled(text))
        return self._resized([Edit(self.chunk.data_at, self.chunk.length, id3.new_tag(text))])

    def _tag(self) -> Tag | None:
        """Its tag, None where it holds none. Raises BrokenFile, CeilingExceeded."""
        chunk, source = self.chunk, self.source
        head = parse_head(source.peek(chunk.data_at, min(HEAD, chunk.length)), chunk.data_at)
        if head is None:
            return None
        if head.end > chunk.data_end:
            raise source.broken(
                "the ID3v2 tag says {length} bytes, and {left} are left",
                chunk.place,
                length=head.size,
                left=chunk.data_end - head.body,
            )
        return Tag(source, head)

    def _resized(self, edits: list[Edit]) -> list[Edit]:
        """The edits with the chunk's new length and padding."""
        chunk = self.chunk
        length = chunk.length + sum(edit.growth for edit in edits)
        if length > riff.LARGEST:
            raise self.source.broken("a RIFF file cannot grow beyond 4 GiB", chunk.place)
        if length != chunk.length:
            edits = [*edits, Edit(chunk.offset, 8, self._order.pack(chunk.name, length))]
        if edits and length & 1 != chunk.end - chunk.data_end:
            edits.append(Edit(chunk.data_end, chunk.end - chunk.data_end, b"\0" * (length & 1)))
        return edits
