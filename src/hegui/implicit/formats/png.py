"""PNG and APNG: the label is an XMP property in an iTXt chunk.

Slot: iTXt with the keyword XML:com.adobe.xmp, uncompressed (TC260-PG-20259A clause 6; XMP
specification part 3, 1.1.5). Read as well: text chunks whose keyword contains AIGC (Annex E a;
the guide's Annex B with the wrapped JSON; ByteDance and MiniMax with bare JSON), other texts
that are labels, EXIF, XMP and EXIF in ImageMagick's raw profiles, and what follows IEND.
Chunks: PNG specification (third edition) 5.3 and 11.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hegui.aigc import Tolerance, looks_like_label
from hegui.errors import FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import png_essence, png_text
from hegui.implicit.formats.png_text import XMP_KEYWORD, Profile, Text
from hegui.implicit.look import Look
from hegui.implicit.structures import exif, stray
from hegui.implicit.structures.trailer import Trailer
from hegui.rules import slot_of

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = struct.Struct(">I4s")
_MAX_LENGTH = 0x7FFFFFFF  # PNG 5.3: a length of up to 2^31 - 1
_LOOKED_AT = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf"))
_MAX_TEXT = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its type, the offset of its length field, the length of its data."""

    type: bytes
    offset: int
    length: int

    @property
    def size(self) -> int:
        """Length, type, data and checksum together."""
        return self.length + 12

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"chunk {self.type.decode('ascii')} at byte {self.offset}"


class Png(Container):
    """A PNG or APNG file."""

    kind = Kind("png", "PNG", (".png", ".apng"), ("image/png", "image/apng"), slot_of("png"))
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._chunks: list[Chunk] = []
        self._header_end = 0
        self._fault: FileError | None = None
        self._end = -1
        self._walk()
        self._trailer = Trailer(source, self._end)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(_SIGNATURE)

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        seen_xmp = False
        for chunk in self._chunks:
            try:
                if chunk.type == b"eXIf":
                    self._look_at_exif(look, chunk)
                    continue
                value = self._text(chunk)
                first = _is_xmp(chunk, value) and not seen_xmp
                seen_xmp = seen_xmp or first
                self._look_at_text(look, chunk, value, prescribed=first)
            except FileError as error:
                look.could_not(error, place=chunk.place, offset=chunk.offset)
        self._trailer.look(look, "png.trailer")
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._fault:
            raise self._fault
        edits = list(self._trailer.without_labels())
        written = False
        for chunk in self._chunks:
            if chunk.type == b"eXIf":
                edits += self._without_exif_label(chunk)
                continue
            value = self._text(chunk)
            if _is_xmp(chunk, value) and not written:
                edits.append(self._with_label(chunk, value, text))
                written = True
            else:
                edits += self._without_text_label(chunk, value)
        if not written:
            edits.append(Edit(self._header_end, 0, _xmp_chunk(xmp.new_packet(text, self.beside))))
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The chunks that make the picture; :mod:`hegui.implicit.formats.png_essence` names them.

        Raises BrokenFile where the chunks cannot be followed to their end.
        """
        if self._fault:
            raise self._fault
        return png_essence.essence(self.source, len(_SIGNATURE))

    def _walk(self) -> None:
        """Finds the chunks that can hold a label; pixel data is passed over unread."""
        source = self.source
        offset = len(_SIGNATURE)
        name = b""
        while name != b"IEND":
            source.count("chunks")
            try:
                length, name = _HEAD.unpack(source.read(offset, 8, "a chunk's head"))
                if not name.isalpha() or length > _MAX_LENGTH:
                    raise source.broken("no chunk begins here", offset)
                if offset + 12 + length > source.size:
                    raise source.broken(
                        "the chunk says {length} bytes, more than the file has left",
                        Chunk(name, offset, length).place,
                        length=length,
                    )
            except FileError as error:
                if not self._header_end:
                    raise
                self._fault = error  # what stands before it can still be read
                return
            if name == b"IHDR" and not self._header_end:
                self._header_end = offset + 12 + length
            elif not self._header_end and name != b"CgBI":  # Apple's variant begins with CgBI
                raise source.broken("the file does not begin with the chunk IHDR", offset)
            if name in _LOOKED_AT:
                self._chunks.append(Chunk(name, offset, length))
            offset += 12 + length
        self._end = offset

    def _data(self, chunk: Chunk) -> bytes:
        return self.source.read(chunk.offset + 8, chunk.length, "the chunk's data")

    def _text(self, chunk: Chunk) -> Text:
        return png_text.split(
            chunk.type,
            self._data(chunk),
            ceiling=_MAX_TEXT,
            name=self.source.name,
            place=chunk.place,
        )

    def _sound(self, chunk: Chunk) -> bool:
        """Whether the chunk's checksum is right; libpng ignores a text chunk where it is not."""
        body = self.source.read(chunk.offset + 4, chunk.length + 8)
        return zlib.crc32(body[:-4]) == int.from_bytes(body[-4:])

    def _look_at_exif(self, look: Look, chunk: Chunk) -> None:
        look.exif(
            self._data(chunk),
            slot="png.exif",
            place=chunk.place,
            offset=chunk.offset,
            length=chunk.size,
        )

    def _look_at_text(self, look: Look, chunk: Chunk, value: Text, *, prescribed: bool) -> None:
        place = f'{chunk.place} "{value.keyword.decode("latin-1")}"'
        also = () if self._sound(chunk) else (Tolerance("container.checksum", chunk.place),)
        offset, length = chunk.offset, chunk.size
        kind = chunk.type.decode().lower()
        profile = self._profile(chunk, value)
        if profile is not None and profile.is_exif:
            look.exif(
                profile.data,
                slot="png.raw-profile-exif",
                place=place,
                offset=offset,
                length=length,
            )
            return
        packet = value.data if profile is None else profile.data
        if profile is not None or value.keyword == XMP_KEYWORD:
            look.xmp(
                packet,
                slot="png.itxt-xmp" if _is_xmp(chunk, value) else "png.raw-profile-xmp",
                place=place,
                offset=offset,
                length=length,
                prescribed=prescribed and not value.compressed,
                tolerances=also,
            )
        elif b"aigc" in value.keyword.lower():
            look.label(
                value.decoded(),
                slot=f"png.{kind}-aigc",
                place=place,
                offset=offset,
                length=length,
                named=False,  # Annex B of the guide keeps the wrapped form here
                tolerances=also,
            )
        else:
            labels = [found.text for found in stray.find(value.data)] or [value.decoded()]
            for text in labels:
                look.text(
                    text,
                    slot=f"png.{kind}",
                    place=place,
                    offset=offset,
                    length=length,
                    tolerances=also,
                )

    def _profile(self, chunk: Chunk, value: Text) -> Profile | None:
        return png_text.raw_profile(value, name=self.source.name, place=chunk.place)

    def _with_label(self, chunk: Chunk, value: Text, text: str) -> Edit:
        packet = xmp.with_label(
            value.data, text, name=self.source.name, place=chunk.place, beside=self.beside
        )
        return Edit(chunk.offset, chunk.size, _xmp_chunk(packet))

    def _without_exif_label(self, chunk: Chunk) -> list[Edit]:
        block = self._data(chunk)
        if not exif.may_hold_label(block):
            return []
        cleaned = exif.without_labels(block, name=self.source.name, place=chunk.place)
        return [] if cleaned == block else [_replacing(chunk, chunk.type, cleaned)]

    def _without_text_label(self, chunk: Chunk, value: Text) -> list[Edit]:
        """No edit where the chunk holds no label; else the chunk goes, or what is in it stays."""
        name, place = self.source.name, chunk.place
        profile = self._profile(chunk, value)
        if profile is None and value.keyword != XMP_KEYWORD:
            return self._without_words(chunk, value)
        if profile is None:
            cleaned = xmp.without_label(value.data, name=name, place=place)
            return [] if cleaned == value.data else [_replacing_text(chunk, value, cleaned)]
        if not profile.is_exif:
            cleaned = xmp.without_label(profile.data, name=name, place=place)
        elif exif.may_hold_label(profile.data):
            cleaned = exif.without_labels(profile.data, name=name, place=place)
        else:
            return []
        if cleaned == profile.data:
            return []
        return [_replacing_text(chunk, value, profile.text(cleaned))]

    def _without_words(self, chunk: Chunk, value: Text) -> list[Edit]:
        """A text's own label goes, and the words beside it stay; of one named AIGC none can."""
        if b"aigc" in value.keyword.lower():
            return [Edit(chunk.offset, chunk.size, b"")]
        strays = stray.find(value.data)
        rest = stray.cut(value.data, strays) if strays else b""
        if not strays and not looks_like_label(value.decoded()):
            return []
        if strays and looks_like_label(replace(value, data=rest).decoded()):
            rest = b""  # made to hide one: no piece of it is a label, and the whole is read as one
        if stray.nothing_left(rest):
            return [Edit(chunk.offset, chunk.size, b"")]
        return [_replacing_text(chunk, value, rest)]


def _is_xmp(chunk: Chunk, value: Text) -> bool:
    return chunk.type == b"iTXt" and value.keyword == XMP_KEYWORD


def _replacing(chunk: Chunk, type_: bytes, data: bytes) -> Edit:
    return Edit(chunk.offset, chunk.size, _chunk(type_, data))


def _replacing_text(chunk: Chunk, value: Text, data: bytes) -> Edit:
    return _replacing(chunk, chunk.type, value.joined(data))


def _xmp_chunk(packet: bytes) -> bytes:
    return _chunk(b"iTXt", png_text.join_itxt(XMP_KEYWORD, packet))


def _chunk(type_: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(data, zlib.crc32(type_))
    return _HEAD.pack(len(data), type_) + data + crc.to_bytes(4)
