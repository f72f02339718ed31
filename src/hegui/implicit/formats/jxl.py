"""JPEG XL: the label is an XMP property in the container's xml box.

Slot: box "xml " (ISO/IEC 18181-2; TC260-PG-20259A names no place, so the guides' common
fallback applies). A naked codestream is given the container it may have: its own bytes go
unchanged into a jxlc box. Read as well: Exif boxes, and both kinds compressed with Brotli (box
brob) where a Brotli library is installed.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures import exif
from hegui.rules import slot_of
from hegui.structures.bmff import Box, make, make_header, top_level

_CODESTREAM = b"\xff\x0a"
_SIGNATURE = b"\0\0\0\x0cJXL \r\n\x87\n"
# ISO/IEC 18181-2: brand and minor version 0, compatible with itself.
_FILE_TYPE = make(b"ftyp", b"jxl \0\0\0\0jxl ")
_CODESTREAM_TYPES = (b"jxlc", b"jxlp")
_NUMBER = {b"jxlc": 0, b"jxlp": 4}  # bytes that say a part's number
_XML, _EXIF = b"xml ", b"Exif"
_LIBRARIES = ("brotli", "brotlicffi")


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A box that can hold a label: ``type`` is what it is once unpacked."""

    box: Box
    type: bytes
    packed: bool

    @property
    def slot(self) -> str:
        prefix = "jxl.brob-" if self.packed else "jxl."
        return prefix + ("xml" if self.type == _XML else "exif")


class JpegXl(Container):
    """A JPEG XL file: a container, or a naked codestream."""

    kind = Kind("jxl", "JPEG XL", (".jxl",), ("image/jxl",), slot_of("jxl"))
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._naked = source.peek(0, 2) == _CODESTREAM
        self._carriers: list[_Carrier] = []
        self._codestream: Box | None = None
        self._fault: FileError | None = None
        if not self._naked:
            self._walk()

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith((_CODESTREAM, _SIGNATURE))

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        budget = Budget(self.source)
        first = self._target()
        for carrier in self._carriers:
            try:
                self._look_at(look, budget, carrier, prescribed=carrier == first)
            except FileError as error:
                look.could_not(error, place=carrier.box.place, offset=carrier.box.start)
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._fault:
            raise self._fault
        if self._naked:
            return (self._wrapping(text),)
        if self._codestream is None:
            raise self.source.broken("the container holds no codestream")
        budget = Budget(self.source)
        target = self._target()
        edits = [self._without_label(budget, one) for one in self._carriers if one != target]
        if target is not None:
            packet = xmp.with_label(
                self._data(budget, target),
                text,
                name=self.source.name,
                place=target.box.place,
                beside=self.beside,
            )
            edits.append(_replacing(target, packet))
        else:
            box = make(_XML, xmp.new_packet(text, self.beside))
            edits.append(Edit(self._codestream.start, 0, box))
        return ordered(edit for edit in edits if edit is not None)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The codestream, in which pixels, sizes, colours, orientation and animation are.

        A naked one is the same as that of a container: a jxlc box's, or that of all jxlp boxes
        without their numbers. Out: all other boxes (XMP, Exif, C2PA, the frame index, the level,
        what restores a JPEG, gain maps). Raises BrokenFile where the boxes cannot be followed.
        """
        if self._fault:
            raise self._fault
        if self._naked:
            yield 0, self.source.size
            return
        if self._codestream is None:
            raise self.source.broken("the container holds no codestream")
        for box in top_level(self.source):
            if box.type in _CODESTREAM_TYPES:
                yield min(box.body + _NUMBER[box.type], box.end), box.end

    def _walk(self) -> None:
        """Finds the boxes that can hold a label; the codestream is passed over unread."""
        source = self.source
        try:
            for box in top_level(source):
                if box.end > source.size:
                    raise source.broken(
                        "the box says {size} bytes, more than the file has left",
                        box.place,
                        size=box.size,
                    )
                if box.type in _CODESTREAM_TYPES and self._codestream is None:
                    self._codestream = box
                if box.type in (_XML, _EXIF):
                    self._carriers.append(_Carrier(box, box.type, packed=False))
                elif box.type == b"brob":
                    inner = source.read(box.body, 4, "the box")
                    if inner in (_XML, _EXIF):
                        self._carriers.append(_Carrier(box, inner, packed=True))
        except FileError as error:
            self._fault = error  # what stands before it can still be read

    def _target(self) -> _Carrier | None:
        """The XMP that readers take: the first."""
        return next((carrier for carrier in self._carriers if carrier.type == _XML), None)

    def _look_at(self, look: Look, budget: Budget, carrier: _Carrier, *, prescribed: bool) -> None:
        box = carrier.box
        data = self._data(budget, carrier)
        if carrier.type == _XML:
            look.xmp(
                data,
                slot=carrier.slot,
                place=box.place,
                offset=box.start,
                length=box.size,
                # Readers without Brotli do not see a packed one.
                prescribed=prescribed and not carrier.packed,
            )
        else:
            look.exif(
                data[self._tiff_start(carrier, data) :],
                slot=carrier.slot,
                place=box.place,
                offset=box.start,
                length=box.size,
            )

    def _without_label(self, budget: Budget, carrier: _Carrier) -> Edit | None:
        """The edit that takes the labels out; an unreadable packed Exif stays as it is."""
        name, place = self.source.name, carrier.box.place
        if carrier.type == _XML:
            data = self._data(budget, carrier)
            cleaned = xmp.without_label(data, name=name, place=place)
        else:
            try:
                data = self._data(budget, carrier)
            except NoSlot:
                return None
            start = self._tiff_start(carrier, data)
            if not exif.may_hold_label(data):
                return None
            block = exif.without_labels(data[start:], name=name, place=place)
            cleaned = data[:start] + block
        return None if cleaned == data else _replacing(carrier, cleaned)

    def _tiff_start(self, carrier: _Carrier, data: bytes) -> int:
        """Where the TIFF header begins: behind an offset of 32 bits."""
        start = 4 + int.from_bytes(data[:4])
        if start > len(data):
            raise self.source.broken("the Exif box ends before its TIFF header", carrier.box.place)
        return start

    def _data(self, budget: Budget, carrier: _Carrier) -> bytes:
        box = carrier.box
        budget.spend(box.size, box.place)
        if not carrier.packed:
            return self.source.read(box.body, box.end - box.body, "the box")
        packed = self.source.read(box.body + 4, box.end - box.body - 4, "the box")
        data = _unpacked(self.source, packed, box.place)
        budget.spend(len(data), box.place)
        return data

    def _wrapping(self, text: str) -> Edit:
        """What comes before a naked codestream: the container up to its jxlc box's header."""
        xml = make(_XML, xmp.new_packet(text, self.beside))
        header = make_header(b"jxlc", self.source.size)
        return Edit(0, 0, _SIGNATURE + _FILE_TYPE + xml + header)


def _replacing(carrier: _Carrier, data: bytes) -> Edit:
    box = carrier.box
    if carrier.packed or len(data) != box.end - box.body:
        return Edit(box.start, box.size, make(carrier.type, data))
    return Edit(box.body, len(data), data)


def _unpacked(source: Source, data: bytes, place: str) -> bytes:
    """A Brotli stream unpacked. Raises NoSlot where no library can, BrokenFile, CeilingExceeded.

    The standard library has no Brotli; the libraries are tried by name, as they are optional.
    """
    ceiling = source.ceilings.allocation
    for name in _LIBRARIES:
        try:
            library: Any = importlib.import_module(name)
        except ImportError:
            continue
        inflater = library.Decompressor()
        parts: list[bytes] = []
        length = 0
        try:
            # Only a bounded call is safe; libraries too old to know the bound are passed over.
            piece = inflater.process(data, output_buffer_limit=ceiling)
            while piece or not parts:
                parts.append(piece)
                length += len(piece)
                if length > ceiling or inflater.is_finished():
                    break
                piece = inflater.process(b"", output_buffer_limit=ceiling)
        except TypeError:
            continue
        except library.error as error:
            raise BrokenFile(
                "the compressed text cannot be unpacked: {cause}",
                path=source.name,
                place=place,
                cause=str(error),
            ) from None
        if length > ceiling:
            raise CeilingExceeded(
                "the compressed text unpacks to more than {ceiling} bytes",
                path=source.name,
                place=place,
                ceiling=ceiling,
            )
        if not inflater.is_finished():
            raise BrokenFile("the compressed text is cut short", path=source.name, place=place)
        return b"".join(parts)
    raise NoSlot(
        "the box is compressed with Brotli, which needs the package brotli (1.2 or later)",
        path=source.name,
        place=place,
    )
