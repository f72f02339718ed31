"""WebP: the label is an XMP property in the RIFF chunk "XMP ".

Slot: TC260-PG-20259A clause 6. A file with metadata has the extended layout: a VP8X chunk first,
whose flags name what the file holds. One of the simple layout gets that chunk, with the size
and alpha that its bitstream's header states.
Read as well: the chunk name "XMP" and NUL that some programs write, EXIF (the guide's Annex B),
label texts in chunks of unknown names, and text behind the file's end.
Source: RFC 9649 2.4 to 2.7 (containers), 3.4 (VP8L header); RFC 6386 9.1 (VP8 header).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures import exif, stray
from hegui.implicit.structures.trailer import Trailer
from hegui.rules import slot_of
from hegui.structures import riff
from hegui.structures.riff import Chunk

_XMP, _XMP_MISSPELT, _EXIF, _EXTENDED = b"XMP ", b"XMP\0", b"EXIF", b"VP8X"
_LOSSY, _LOSSLESS, _ALPHA, _FRAME = b"VP8 ", b"VP8L", b"ALPH", b"ANMF"
_PICTURE = frozenset((_LOSSY, _LOSSLESS, _ALPHA, _FRAME, b"ANIM", b"ICCP"))
_KNOWN = _PICTURE | {_XMP, _XMP_MISSPELT, _EXIF, _EXTENDED}
_XMP_FLAG, _EXIF_FLAG, _ALPHA_FLAG = 0x04, 0x08, 0x10
_EXTENDED_LENGTH = 10
_MOST_SEARCHED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The picture's width and height in pixels, and whether it has alpha."""

    width: int
    height: int
    alpha: bool


class WebP(Container):
    """A WebP file, still or animated."""

    kind = Kind("webp", "WebP", (".webp",), ("image/webp",), slot_of("webp"))
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._form = riff.form(source)
        self._chunks: list[Chunk] = []
        self._known_end = 12
        self._fault: FileError | None = None
        try:
            self._walk(Budget(source))
        except FileError as fault:
            if not self._chunks:
                raise
            self._fault = fault
        self._main = self._first(_XMP) or self._first(_XMP_MISSPELT)
        self._trailer = Trailer(source, -1 if self._fault else self._form.end)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(b"RIFF") and head[8:12] == b"WEBP"

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for chunk in self._chunks:
            try:
                self._look_at(look, chunk)
            except FileError as error:
                look.could_not(error, place=chunk.place, offset=chunk.offset)
        self._trailer.look(look, "webp.trailer")
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._fault:
            raise self._fault
        edits = [self._labelling(text), *self._flagging()]
        for chunk in self._chunks:
            if chunk is not self._main:
                edits += self._cleaning(chunk)
        end = self._form.end + sum(edit.growth for edit in edits)
        edits += self._trailer.without_labels()
        edits.append(Edit(4, 4, riff.form_length(self.source, end)))
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The canvas, then the chunks that make the picture.

        In: the canvas's width and height, which a simple layout's bitstream says and VP8X repeats;
        name, length and data of ICCP, ANIM, ANMF, ALPH, "VP8 " and VP8L, in file order. Out: VP8X
        itself, XMP, EXIF (its orientation too), C2PA and all other chunks, padding, and what
        follows the form. Raises BrokenFile where the chunks cannot be followed to their end.
        """
        if self._fault:
            raise self._fault
        extended = self._first(_EXTENDED)
        if extended and extended.length >= _EXTENDED_LENGTH:
            yield self.source.read(extended.data_at + 4, 6)
        else:
            canvas = self._canvas()
            yield _size(canvas.width) + _size(canvas.height)
        for chunk in riff.chunks(self.source, 12, self._form.end):
            if chunk.name in _PICTURE:
                yield chunk.offset, chunk.data_end

    def _walk(self, budget: Budget) -> None:
        """Keeps the chunks that can hold a label, and the first of each kind of picture data."""
        pictures = set()
        for chunk in riff.chunks(self.source, 12, self._form.end):
            known = chunk.name in _KNOWN
            if known:
                self._known_end = chunk.end
            if chunk.name in (_XMP, _XMP_MISSPELT, _EXIF):
                budget.spend(chunk.length, chunk.place)
            elif chunk.name in pictures or not (known or self._mentions_label(chunk, budget)):
                continue
            elif known:
                pictures.add(chunk.name)
            self._chunks.append(chunk)

    def _first(self, name: bytes) -> Chunk | None:
        return next((chunk for chunk in self._chunks if chunk.name == name), None)

    def _mentions_label(self, chunk: Chunk, budget: Budget) -> bool:
        if not stray.SHORTEST <= chunk.length <= _MOST_SEARCHED:
            return False
        budget.search(chunk.length, "the chunks")
        if not stray.mentions(chunk.data(self.source)):
            return False
        budget.spend(chunk.length, chunk.place)
        return True

    def _look_at(self, look: Look, chunk: Chunk) -> None:
        if chunk.name in _PICTURE or chunk.name == _EXTENDED:
            return
        data = chunk.data(self.source)
        if chunk.name in (_XMP, _XMP_MISSPELT):
            prescribed = chunk is self._main and chunk.name == _XMP
            look.xmp(
                data,
                slot="webp.xmp",
                place=chunk.place,
                prescribed=prescribed,
                offset=chunk.offset,
                length=chunk.size,
            )
        elif chunk.name == _EXIF:
            look.exif(
                data, slot="webp.exif", place=chunk.place, offset=chunk.offset, length=chunk.size
            )
        else:
            for found in stray.find(data):
                look.text(
                    found.text,
                    slot="webp.chunk",
                    place=chunk.place,
                    offset=chunk.offset,
                    length=chunk.size,
                )

    def _labelling(self, text: str) -> Edit:
        """The XMP chunk: spliced, or new, behind every other chunk that the format defines."""
        main = self._main
        if main:
            packet = xmp.with_label(
                main.data(self.source),
                text,
                name=self.source.name,
                place=main.place,
                beside=self.beside,
            )
            return Edit(main.offset, main.size, riff.pack(_XMP, packet))
        padding = b"\0" * (self._known_end & 1)
        return Edit(
            self._known_end, 0, padding + riff.pack(_XMP, xmp.new_packet(text, self.beside))
        )

    def _flagging(self) -> Iterator[Edit]:
        """The edit that says in VP8X that the file holds XMP; a new VP8X chunk where none is."""
        extended = self._first(_EXTENDED)
        if extended is None:
            canvas = self._canvas()
            flags = _XMP_FLAG | (_ALPHA_FLAG if canvas.alpha else 0)
            flags |= _EXIF_FLAG if self._first(_EXIF) else 0
            size = _size(canvas.width) + _size(canvas.height)
            data = flags.to_bytes(4, "little") + size
            yield Edit(12, 0, riff.pack(_EXTENDED, data))
            return
        if extended.offset != 12 or extended.length < _EXTENDED_LENGTH:
            raise self.source.broken("the chunk VP8X is not the first or too short", extended.place)
        flags = self.source.read(extended.data_at, 1)[0]
        if not flags & _XMP_FLAG:
            yield Edit(extended.data_at, 1, bytes((flags | _XMP_FLAG,)))

    def _canvas(self) -> _Canvas:
        """Width, height and alpha of a simple layout's one picture."""
        chunk = next((each for each in self._chunks if each.name in (_LOSSY, _LOSSLESS)), None)
        if chunk is None:
            raise self.source.broken("the file holds no picture", 12)
        head = self.source.read(chunk.data_at, min(10, chunk.length))
        if chunk.name == _LOSSLESS and len(head) >= 5 and head[0] == 0x2F:
            # 14 bits of width - 1, 14 bits of height - 1, one bit of alpha
            bits = int.from_bytes(head[1:5], "little")
            return _Canvas((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1))
        if chunk.name == _LOSSY and len(head) == 10 and head[3:6] == b"\x9d\x01\x2a":
            # 14 bits each; the two above them say how to scale when showing it
            width = int.from_bytes(head[6:8], "little") & 0x3FFF
            height = int.from_bytes(head[8:10], "little") & 0x3FFF
            if width and height:
                return _Canvas(width, height, self._first(_ALPHA) is not None)
        raise self.source.broken("the picture does not begin as VP8 or VP8L does", chunk.place)

    def _cleaning(self, chunk: Chunk) -> Iterator[Edit]:
        """The edits that take the labels out of any chunk but the main packet's."""
        name, place = self.source.name, chunk.place
        if chunk.name in _PICTURE or chunk.name == _EXTENDED:
            return
        data = chunk.data(self.source)
        if chunk.name in (_XMP, _XMP_MISSPELT):
            cleaned = xmp.without_label(data, name=name, place=place)
            if cleaned != data:
                yield Edit(chunk.offset, chunk.size, riff.pack(chunk.name, cleaned))
        elif chunk.name == _EXIF:
            if exif.may_hold_label(data):
                cleaned = exif.without_labels(data, name=name, place=place)
                if cleaned != data:
                    yield Edit(chunk.data_at, chunk.length, cleaned)
        elif strays := stray.find(data):
            rest = stray.cut(data, strays)
            kept = b"" if stray.nothing_left(rest) else riff.pack(chunk.name, rest)
            yield Edit(chunk.offset, chunk.size, kept)


def _size(pixels: int) -> bytes:
    return (pixels - 1).to_bytes(3, "little")
