"""GIF: the label is an XMP property in the Application Extension "XMP DataXMP".

Slot: TC260-PG-20259A clause 6. The packet stands there raw, not in sub-blocks; a trailer of 258
bytes brings a reader that skips sub-blocks to the block's end wherever it lands. A file of
version 87a becomes 89a, as extensions came with that version.
A new extension goes behind the colour table, but behind the loop count of an animation, which
browsers look for first; never between a Graphic Control Extension and its picture.
Read as well: the packet in ordinary sub-blocks, label texts in comments and in extensions of
other programs, and text behind the trailer.
Source: GIF89a specification, chapters 15 to 27; XMP specification part 3, 1.1.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import gif_essence
from hegui.implicit.formats.gif_blocks import (
    MAGIC_TRAILER,
    XMP_NAME,
    Extension,
    in_sub_blocks,
    walk,
)
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.implicit.structures.trailer import Trailer
from hegui.rules import slot_of

_VERSION_AT = 4


class Gif(Container):
    """A GIF file, still or animated."""

    kind = Kind("gif", "GIF", (".gif",), ("image/gif",), slot_of("gif"))
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._layout = walk(source)
        self._main = self._main_packet()
        self._trailer = Trailer(source, self._layout.end)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith((b"GIF87a", b"GIF89a"))

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for extension in self._layout.extensions:
            self._look_at(look, extension)
        self._trailer.look(look, "gif.trailer")
        for error in (self._layout.fault, self._layout.unseen):
            if error:
                look.could_not(error, place=error.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._layout.fault:
            raise self._layout.fault
        edits = [self._labelling(text), *self._trailer.without_labels()]
        if self.source.read(_VERSION_AT, 1) == b"7":
            edits.append(Edit(_VERSION_AT, 1, b"9"))
        for extension in self._layout.extensions:
            if extension is not self._main:
                edits += self._cleaning(extension)
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """What is seen; :mod:`hegui.implicit.formats.gif_essence` says what that is.

        Raises BrokenFile where the blocks cannot be followed.
        """
        if self._layout.fault:
            raise self._layout.fault
        return gif_essence.essence(self.source)

    def _main_packet(self) -> Extension | None:
        """The first packet that stands raw, as readers expect it; else the first of any form."""
        packets = [each for each in self._layout.extensions if each.is_xmp]
        raw = (each for each in packets if each.packet(self.source).raw)
        return next(raw, packets[0] if packets else None)

    def _look_at(self, look: Look, extension: Extension) -> None:
        if extension.is_xmp:
            packet = extension.packet(self.source)
            look.xmp(
                packet.data,
                slot="gif.application-xmp",
                place=extension.place,
                prescribed=extension is self._main and packet.raw,
                offset=extension.offset,
                length=extension.length,
            )
            return
        slot = "gif.application" if extension.name else "gif.comment"
        for found in stray.find(extension.content(self.source)):
            look.text(
                found.text,
                slot=slot,
                place=extension.place,
                offset=extension.offset,
                length=extension.length,
            )

    def _labelling(self, text: str) -> Edit:
        main = self._main
        if main is None:
            return Edit(self._layout.xmp_at, 0, _xmp_extension(xmp.new_packet(text, self.beside)))
        packet = xmp.with_label(
            main.packet(self.source).data,
            text,
            name=self.source.name,
            place=main.place,
            beside=self.beside,
        )
        if b"\0" in packet:
            raise self.source.broken("XMP in a GIF must be UTF-8 without NUL", main.place)
        return Edit(main.offset, main.length, _xmp_extension(packet))

    def _cleaning(self, extension: Extension) -> Iterator[Edit]:
        """The edits that take the labels out of any extension but the main packet's."""
        if extension.is_xmp:
            packet = extension.packet(self.source).data
            cleaned = xmp.without_label(packet, name=self.source.name, place=extension.place)
            if cleaned != packet:
                yield Edit(extension.offset, extension.length, _xmp_extension(cleaned))
            return
        content = extension.content(self.source)
        if strays := stray.find(content):
            rest = stray.cut(content, strays)
            kept = b"" if stray.nothing_left(rest) else extension.head + in_sub_blocks(rest)
            yield Edit(extension.offset, extension.length, kept)


def _xmp_extension(packet: bytes) -> bytes:
    return b"\x21\xff\x0b" + XMP_NAME + packet + MAGIC_TRAILER
