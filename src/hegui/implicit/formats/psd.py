"""Photoshop's PSD and PSB: the label is in the XMP packet of image resource 1060.

Layers and pixels follow the image resources and hold no absolute offsets, so that a resource
may grow and only the length of its section changes.

Source: Adobe Photoshop File Formats Specification, "Photoshop File Format" and "Image Resources
Section"; XMP specification part 3 (image resource 1060).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from struct import Struct
from typing import ClassVar

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.edits import Edit, Edits, ordered
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures import exif
from hegui.rules import slot_of

_HEADER = 26
_LENGTH = Struct(">I")
_RESOURCE = Struct(">4sHB")  # signature, id, length of the name
_SIGNATURES = (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR")

_XMP = 1060
_ICC = 1039
_EXIF = (1058, 1059)  # the latter is named "EXIF data 3" and met in few files
_LONGEST_SECTION = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Resource:
    """One image resource that may hold a label: ``offset`` and ``size`` of its data."""

    id: int
    offset: int
    size: int

    @property
    def place(self) -> str:
        return f"image resource {self.id} at byte {self.offset}"


@dataclass(frozen=True, slots=True)
class _Section:
    """The image resources section: its length field at ``at``, and what of it matters.

    The resources end at ``end``; ``broken`` says why those from ``end`` on cannot be read.
    """

    at: int
    size: int
    end: int
    resources: tuple[_Resource, ...]
    broken: BrokenFile | None

    def first_xmp(self) -> _Resource | None:
        """The packet that readers take."""
        return next((each for each in self.resources if each.id == _XMP), None)


class Psd(Container):
    """A PSD (version 1) or PSB (version 2, large document) file."""

    kind: ClassVar[Kind] = Kind(
        "psd",
        "Photoshop PSD",
        (".psd", ".psb"),
        ("image/vnd.adobe.photoshop", "application/x-photoshop"),
        slot_of("psd"),
    )
    in_xmp = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the head is a PSD or PSB header."""
        return head[:6] in (b"8BPS\0\1", b"8BPS\0\2")

    def read(self) -> Reading:
        """Labels in the XMP and EXIF resources. Raises BrokenFile, CeilingExceeded."""
        look = Look(self.kind, self.source.name)
        section = self._section
        slot = section.first_xmp()
        for each in section.resources:
            try:
                data = self._data(each)
            except CeilingExceeded as error:
                look.could_not(error, place=each.place, offset=each.offset)
                continue
            if each.id == _XMP:
                look.xmp(
                    data,
                    slot="psd.xmp",
                    place=each.place,
                    offset=each.offset,
                    length=each.size,
                    prescribed=each is slot,
                )
            else:
                look.exif(
                    data, slot="psd.exif", place=each.place, offset=each.offset, length=each.size
                )
        if section.broken is not None:
            look.could_not(section.broken, place="image resources", offset=section.end)
        return look.reading()

    def plan(self, text: str) -> Edits:
        """The label into image resource 1060. Raises BrokenFile, CeilingExceeded."""
        section = self._section
        if section.broken is not None:
            raise section.broken
        self._require_layers(section.at + _LENGTH.size + section.size)
        slot = section.first_xmp()
        edits = list(self._cleaned(section, slot))
        if slot is None:
            # The padding byte of the last resource may be missing.
            missing = bytes(section.end - section.at - _LENGTH.size - section.size)
            block = missing + _block(xmp.new_packet(text, self.beside))
            edits.append(Edit(section.at + _LENGTH.size + section.size, 0, block))
        else:
            data = xmp.with_label(
                self._data(slot), text, name=self.source.name, place=slot.place, beside=self.beside
            )
            edits.append(self._replaced(section, slot, data))
        size = section.size + sum(edit.growth for edit in edits)
        if size > _LONGEST_SECTION:
            raise self.source.broken("the image resources have no room left", "image resources")
        if size != section.size:
            edits.append(Edit(section.at, _LENGTH.size, _LENGTH.pack(size)))
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Header, colour mode data, ICC profile, layers and pixels.

        In: the header, the colour mode data with its length, the first image resource 1039 (ICC
        profile), and everything behind the image resources. Out: all other resources (XMP, EXIF,
        IPTC, resolution, thumbnails, guides, paths). Raises BrokenFile, CeilingExceeded.
        """
        section = self._section
        if section.broken is not None:
            raise section.broken
        layers = section.at + _LENGTH.size + section.size
        self._require_layers(layers)
        yield 0, section.at
        profile = next(self._resources(section, _ICC), None)
        if profile:
            yield profile.offset - _LENGTH.size, profile.offset + profile.size
        yield layers, self.source.size

    def _resources(self, section: _Section, number: int) -> Iterator[_Resource]:
        position = section.at + _LENGTH.size
        end = position + section.size
        while position < end:
            self.source.count("image resources", f"byte {position}")
            resource = self._resource(position, end)
            if resource.id == number:
                yield resource
            position = resource.offset + resource.size + resource.size % 2

    def _cleaned(self, section: _Section, slot: _Resource | None) -> Iterator[Edit]:
        """The edits that take labels out of all other resources."""
        name = self.source.name
        for each in section.resources:
            if each is slot:
                continue
            old = self._data(each)
            if each.id == _XMP:
                data = xmp.without_label(old, name=name, place=each.place)
            elif exif.may_hold_label(old):
                data = exif.without_labels(old, name=name, place=each.place)
            else:
                continue
            if data != old:
                yield self._replaced(section, each, data)

    def _replaced(self, section: _Section, old: _Resource, data: bytes) -> Edit:
        """The edit from a resource's length field to the end of its padding."""
        if len(data) == old.size:
            return Edit(old.offset, old.size, data)
        end = min(old.offset + old.size + old.size % 2, section.at + _LENGTH.size + section.size)
        start = old.offset - _LENGTH.size
        return Edit(start, end - start, _LENGTH.pack(len(data)) + data + bytes(len(data) % 2))

    def _data(self, resource: _Resource) -> bytes:
        return self.source.read(resource.offset, resource.size, f"image resource {resource.id}")

    @cached_property
    def _section(self) -> _Section:
        modes = self._length(_HEADER, "color mode data")
        at = _HEADER + _LENGTH.size + modes
        size = self._length(at, "image resources")
        position = at + _LENGTH.size
        end = position + size
        resources: list[_Resource] = []
        broken = None
        while position < end:
            self.source.count("image resources", f"byte {position}")
            try:
                resource = self._resource(position, end)
            except BrokenFile as error:
                broken = error
                break
            if resource.id == _XMP or resource.id in _EXIF:
                resources.append(resource)
            position = resource.offset + resource.size + resource.size % 2
        return _Section(at, size, position, tuple(resources), broken)

    def _resource(self, at: int, end: int) -> _Resource:
        raw = self.source.read(at, _RESOURCE.size, "image resource")
        signature, number, name = _RESOURCE.unpack(raw)
        if signature not in _SIGNATURES:
            raise self.source.broken(
                "an image resource begins with {signature}", at, signature=repr(signature)
            )
        # The name is a Pascal string, padded so that it is even with its length byte.
        offset = at + _RESOURCE.size + name + (name + 1) % 2
        size = self._length(offset, "image resource")
        offset += _LENGTH.size
        if offset + size > min(end, self.source.size):
            raise self.source.broken(
                "image resource {id} reaches beyond its section", at, id=number
            )
        return _Resource(number, offset, size)

    def _require_layers(self, at: int) -> None:
        """Raises BrokenFile where no layer section follows: the lengths before it are wrong."""
        width = 8 if self.source.read(4, 2, "version") == b"\0\2" else 4
        size = int.from_bytes(self.source.read(at, width, "layers"), "big")
        if at + width + size > self.source.size:
            raise self.source.broken(
                "the layers reach to byte {end}, but the file ends at byte {size}",
                f"layers at byte {at}",
                end=at + width + size,
                size=self.source.size,
            )

    def _length(self, at: int, what: str) -> int:
        return int.from_bytes(self.source.read(at, _LENGTH.size, what), "big")


def _block(data: bytes) -> bytes:
    """A whole image resource 1060 without a name."""
    head = _RESOURCE.pack(b"8BIM", _XMP, 0) + b"\0"
    return head + _LENGTH.pack(len(data)) + data + bytes(len(data) % 2)
