"""JPEG: the label is an XMP property in an APP1 segment.

Slot: APP1 beginning with http://ns.adobe.com/xap/1.0/ (TC260-PG-20259A clause 6; XMP
specification part 3, 1.1.3), or, where one segment is too short for all XMP, its extension.
Read as well: EXIF (the guide's Annex B puts the wrapped JSON in UserComment), label texts in
COM and in APPn segments of unknown content, segments between the scans, and text behind EOI.
Pictures behind the first one (MPF) and a motion photo's film are files of their own: their
metadata is left alone. Other files behind EOI are told as not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hegui.aigc import Tolerance
from hegui.errors import FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import jpeg_xmp
from hegui.implicit.formats.jpeg_segments import EXIF_HEAD, XMP, Role, Segment, walk
from hegui.implicit.formats.jpeg_xmp import Extension
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.implicit.structures.trailer import Trailer
from hegui.implicit.xmp_wrapper import element_of
from hegui.rules import slot_of

# Android's Motion Photo and Ultra HDR formats name the files behind the picture in its XMP.
_ANNOUNCED = rb"photos/1\.0/container/|MotionPhoto|MicroVideo"
_LIVE, _LIVE_END = b"LIVE_", 64  # Huawei's and Honor's moving pictures end with this instead

_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo")


class Jpeg(Container):
    """A JPEG file: JFIF, Exif, and what else begins with SOI; also the first picture of an MPO."""

    kind = Kind("jpeg", "JPEG", _SUFFIXES, ("image/jpeg",), slot_of("jpeg"))
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        layout = walk(source)
        self._layout = layout
        self._main = next(
            (each for each in layout.segments if each.role is Role.XMP and not each.late), None
        )
        self._extensions = jpeg_xmp.extensions(source, layout.segments)
        self._trailer = Trailer(source, layout.trailer)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(b"\xff\xd8\xff")

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for segment in self._layout.segments:
            self._look_at(look, segment)
        for extension in self._extensions:
            self._look_at_extension(look, extension)
        self._trailer.look(look, "jpeg.trailer", self._announces)
        for error in (self._layout.fault, self._layout.unseen):
            if error:
                look.could_not(error, place=error.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._layout.fault:
            raise self._layout.fault
        edits = [*self._labelling(text), *self._trailer.without_labels()]
        for segment in self._layout.segments:
            if segment is not self._main:
                edits += self._cleaning(segment)
        for segment in self._layout.segments:
            if segment.role is Role.MPF and not segment.late:
                from hegui.implicit.formats import jpeg_mpf  # few files have one

                edits += jpeg_mpf.corrected(self.source, segment, tuple(edits))
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """What makes the picture; :mod:`hegui.implicit.formats.jpeg_essence` says what that is.

        Raises BrokenFile where the header cannot be followed.
        """
        if self._layout.fault:
            raise self._layout.fault
        from hegui.implicit.formats import jpeg_essence  # only seals and tests ask for it

        return jpeg_essence.essence(self.source)

    def may_hold_manifest(self) -> bool:
        return self._layout.boxes or self._layout.fault is not None

    def _look_at(self, look: Look, segment: Segment) -> None:
        payload = segment.payload(self.source)
        if segment.role is Role.XMP:
            look.xmp(
                payload[len(XMP) :],
                slot="jpeg.app1-xmp",
                place=segment.place,
                prescribed=segment is self._main,
                offset=segment.offset,
                length=segment.length,
            )
        elif segment.role is Role.EXIF:
            look.exif(
                payload[EXIF_HEAD:],
                slot="jpeg.exif",
                place=segment.place,
                offset=segment.offset,
                length=segment.length,
            )
        elif segment.role is Role.TEXT:
            slot = "jpeg.com" if segment.marker == 0xFE else "jpeg.app"
            for found in stray.find(payload):
                look.text(
                    found.text,
                    slot=slot,
                    place=segment.place,
                    offset=segment.offset,
                    length=segment.length,
                )

    def _look_at_extension(self, look: Look, extension: Extension) -> None:
        first, place = extension.segments[0], extension.place
        if extension.packet is None:
            look.could_not(self._incomplete(extension), place=place, offset=first.offset)
            return
        look.xmp(
            extension.packet,
            slot="jpeg.app1-xmp-extension",
            place=place,
            offset=first.offset,
            length=first.length,
            prescribed=self._is_named(extension),
            tolerances=() if extension.sound else (Tolerance("container.checksum", place),),
        )

    def _announces(self, kind: str) -> bool:
        """Whether a picture's index (MPF), its XMP, or a phone's mark says what stands behind."""
        if kind not in ("JPEG", "MP4"):
            return False
        if kind == "JPEG" and any(one.role is Role.MPF for one in self._layout.segments):
            return True
        packets = [self._packet(), *(one.packet or b"" for one in self._extensions)]
        if any(re.search(_ANNOUNCED, packet) for packet in packets):
            return True
        return kind == "MP4" and _LIVE in self.source.peek(self.source.size - _LIVE_END, _LIVE_END)

    def _incomplete(self, extension: Extension) -> FileError:
        return self.source.broken(
            "parts of the extended XMP are missing or contradict each other",
            extension.place,
        )

    def _is_named(self, extension: Extension) -> bool:
        """Whether the main packet names this extension as its own."""
        return self._main is not None and extension.guid == jpeg_xmp.guid_of(self._packet())

    def _packet(self) -> bytes:
        return self._main.payload(self.source)[len(XMP) :] if self._main else b""

    def _labelling(self, text: str) -> Iterator[Edit]:
        """The edits in the XMP: the main packet's, and those of its extensions."""
        named = next((each for each in self._extensions if self._is_named(each)), None)
        for extension in self._extensions:
            if extension is not named:
                cleaned = self._without_label(extension)
                if cleaned is not None:
                    yield from _replacing(extension, cleaned)
        main, place = self._packet(), self._main.place if self._main else "the XMP packet"
        name = self.source.name
        extended = self._without_label(named) if named else None
        packet = (
            xmp.with_label(main, text, name=name, place=place, beside=self.beside)
            if self._main
            else b""
        )
        if len(packet) > jpeg_xmp.MAIN_CEILING:
            extended = self._overflowing(named, text)
            packet = xmp.without_label(main, name=name, place=place)
        if extended is not None:
            packet = jpeg_xmp.with_guid(packet, extended, name=name, place=place)
        segment = jpeg_xmp.main_segment(
            packet or xmp.new_packet(text, self.beside), name=name, place=place
        )
        if extended is not None and named is None:
            segment += jpeg_xmp.extension_segments(extended)
        elif extended is not None and named is not None:
            yield from _replacing(named, extended)
        if self._main:
            yield Edit(self._main.offset, self._main.length, segment)
        else:
            yield Edit(self._layout.xmp_at, 0, segment)

    def _overflowing(self, named: Extension | None, text: str) -> bytes:
        """The extension that takes the label where the main packet has no room for it."""
        if named is None:
            return element_of(xmp.new_packet(text, self.beside), b"x:xmpmeta")
        if named.packet is None:
            raise self._incomplete(named)
        return xmp.with_label(
            named.packet, text, name=self.source.name, place=named.place, beside=self.beside
        )

    def _without_label(self, extension: Extension) -> bytes | None:
        """The extension's bytes without a label; None where it holds none."""
        if extension.packet is None:
            if extension.mentions_label(self.source):
                raise self._incomplete(extension)
            return None
        cleaned = xmp.without_label(extension.packet, name=self.source.name, place=extension.place)
        return None if cleaned == extension.packet else cleaned

    def _cleaning(self, segment: Segment) -> Iterator[Edit]:
        """The edits that take the labels out of any segment but the main packet's."""
        payload = segment.payload(self.source)
        if segment.role is Role.XMP:
            packet = payload[len(XMP) :]
            cleaned = xmp.without_label(packet, name=self.source.name, place=segment.place)
            if cleaned != packet:
                yield Edit(
                    segment.offset,
                    segment.length,
                    jpeg_xmp.main_segment(cleaned, name=self.source.name, place=segment.place),
                )
        elif segment.role is Role.EXIF:
            from hegui.implicit.structures import exif  # most files have none

            block = payload[EXIF_HEAD:]
            if exif.may_hold_label(block):
                cleaned = exif.without_labels(block, name=self.source.name, place=segment.place)
                if cleaned != block:
                    yield Edit(segment.offset + 4 + EXIF_HEAD, len(block), cleaned)
        elif segment.role is Role.TEXT:
            yield from _without_text(segment, payload)


def _without_text(segment: Segment, payload: bytes) -> Iterator[Edit]:
    strays = stray.find(payload)
    if not strays:
        return
    rest = stray.cut(payload, strays)
    if stray.nothing_left(rest):
        yield Edit(segment.offset, segment.length, b"")
        return
    head = bytes((0xFF, segment.marker)) + (len(rest) + 2).to_bytes(2)
    yield Edit(segment.offset, segment.length, head + rest)


def _replacing(extension: Extension, packet: bytes) -> Iterator[Edit]:
    first, *others = extension.segments
    yield Edit(first.offset, first.length, jpeg_xmp.extension_segments(packet))
    for segment in others:
        yield Edit(segment.offset, segment.length, b"")
