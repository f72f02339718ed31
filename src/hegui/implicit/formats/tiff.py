"""TIFF, BigTIFF and DNG: the label is in the XMP packet of IFD0's tag 700.

Nothing moves when a label is written: a packet that outgrows its place is appended to the
file, as is a copy of IFD0 where that has no tag 700 yet, and only pointers change.

Source: TIFF 6.0 section 2, XMP specification part 3 (TIFF and DNG: tag 700 of IFD0),
TC260-PG-20259A clause 6 (field type 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits, disjoint
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import tiff_essence
from hegui.implicit.look import Look
from hegui.implicit.structures import exif
from hegui.implicit.structures.exif import TEXT_TAGS, ExifText
from hegui.implicit.structures.tiff_directory import (
    EXIF_IFD,
    SHAPES,
    SUB_IFDS,
    Directory,
    Entry,
    Shape,
    Walk,
    first_beyond,
    outside,
)
from hegui.rules import slot_of

_XMP = 0x02BC
_UNDEFINED = 7  # the field type the guide names; XMP part 3 allows BYTE (1) as well
_BYTES = (1, 2, 6, 7)  # field types of one byte a value

_PHOTOMETRIC = 0x0106
_DNG_VERSION = 0xC612
_COLOR_FILTER_ARRAY = 32803  # TIFF/EP: sensor data, which only camera raw files hold

_WANTED = frozenset(TEXT_TAGS) | {_XMP, SUB_IFDS, EXIF_IFD, _PHOTOMETRIC, _DNG_VERSION}
_SLOT = f"IFD0 tag {_XMP}"

# Where pixels are: strips, tiles, and the JPEG stream of an old thumbnail; offsets and sizes.
_PIXELS = ((0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202))
_SIZED = frozenset(tag for pair in _PIXELS for tag in pair) | {SUB_IFDS, EXIF_IFD}
_INTEGERS = {3: 2, 4: 4, 16: 8}

_PLAIN = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


@dataclass(frozen=True, slots=True)
class _Packet:
    """An XMP packet and every entry that points at it (pages may share one)."""

    place: str
    entries: list[Entry]
    data: bytes
    prescribed: bool

    @property
    def offset(self) -> int:
        return self.entries[0].value_at

    @property
    def size(self) -> int:
        return self.entries[0].size


@dataclass(frozen=True, slots=True)
class _Text:
    place: str
    found: ExifText

    @property
    def offset(self) -> int:
        return self.found.offset


@dataclass(slots=True)
class _Contents:
    """What one walk over the directories saw."""

    walk: Walk
    first: Directory
    packets: dict[tuple[int, int], _Packet] = field(default_factory=dict)
    texts: list[_Text] = field(default_factory=list)
    directories: list[tuple[int, int]] = field(default_factory=list)
    maker: bool = False


class Tiff(Container):
    """A TIFF file of any byte order and width, its pages and the directories below them."""

    kind: ClassVar[Kind] = Kind(
        "tiff",
        "TIFF",
        (".tif", ".tiff", ".btf", ".tf8", ".dng", ".cr2", ".nef", ".arw", ".orf", ".rw2", ".pef"),
        ("image/tiff", "image/x-adobe-dng"),
        slot_of("tiff"),
    )
    in_xmp = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the head is a TIFF header, or that of a camera raw file built like one."""
        return head[:4] in SHAPES

    def read(self) -> Reading:
        """Labels in the XMP packets and in the texts of all directories.

        Raises BrokenFile, CeilingExceeded.
        """
        look = Look(self.kind, self.source.name)
        contents = self._contents
        seen: list[_Packet | _Text] = [*contents.packets.values(), *contents.texts]
        for each in sorted(seen, key=lambda one: one.offset):
            if isinstance(each, _Packet):
                look.xmp(
                    each.data,
                    slot="tiff.xmp",
                    place=each.place,
                    offset=each.offset,
                    length=each.size,
                    prescribed=each.prescribed,
                )
            else:
                look.text(
                    each.found.text,
                    slot=f"tiff.exif-{each.found.tag}",
                    place=each.place,
                    offset=each.offset,
                    length=each.found.length,
                )
        for fault in contents.walk.faults:
            look.could_not(fault.error, place=fault.place, offset=fault.offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        """The label into IFD0's tag 700, in place where it fits, else at the end of the file.

        Raises BrokenFile where a directory or, when something is to be appended, any value
        lies beyond the end of the file; NoSlot for a maker's camera raw file, and where
        classic TIFF's 4 GiB leave no room.
        """
        contents = self._contents
        if contents.maker:
            # Appending would move nothing, but their readers are not TIFF readers alone, and
            # XMP part 3 knows the packet for TIFF and DNG; Adobe's own practice for
            # the others is the sidecar.
            raise NoSlot(
                "a camera maker's own raw format has no place for a label",
                path=self.source.name,
            )
        for fault in contents.walk.faults:
            # What could not be looked at may hold another label.
            raise fault.error
        self._check_apart(contents)
        edits = set(self._labelled(contents, text))
        edits.update(self._cleaned(contents))
        return disjoint(edits, self.source)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Every image and what decodes it; :mod:`hegui.implicit.formats.tiff_essence` says more.

        Raises BrokenFile, CeilingExceeded.
        """
        shape = self._shape()
        (first,) = shape.pointer.unpack(
            self.source.read(shape.first_at, shape.pointer.size, "header")
        )
        return tiff_essence.essence(self.source, shape, first)

    @cached_property
    def _contents(self) -> _Contents:
        shape = self._shape()
        walk = Walk(self.source, shape, _WANTED)
        (first,) = shape.pointer.unpack(
            self.source.read(shape.first_at, shape.pointer.size, "header")
        )
        contents: _Contents | None = None
        for directory in walk.directories(first):
            if contents is None:
                contents = _Contents(walk, directory, maker=self._is_makers())
            contents.directories.append((directory.offset, directory.end))
            self._visit(contents, directory)
        if contents is None:
            raise walk.faults[0].error
        if contents.first.first(_DNG_VERSION):
            contents.maker = False
        return contents

    def _shape(self) -> Shape:
        shape = SHAPES.get(self.source.read(0, 4, "header"))
        if shape is None:
            raise self.source.broken("the file does not begin with a TIFF header", 0)
        if shape.wide:
            # BigTIFF: the bytes of an offset, always 8, and a constant 0.
            width = int.from_bytes(self.source.read(4, 2, "header"), shape.order)
            if width != 8:
                raise self.source.broken(
                    "BigTIFF with offsets of {width} bytes is unknown", 4, width=width
                )
        return shape

    def _is_makers(self) -> bool:
        """Whether the header is that of a camera maker's raw format."""
        head = self.source.peek(0, 11)
        return head[:4] not in _PLAIN or head[8:] == b"CR\x02"  # Canon CR2

    def _visit(self, contents: _Contents, directory: Directory) -> None:
        for entry in directory.entries:
            place = f"{directory.place} tag {entry.tag}"
            try:
                if entry.tag == _XMP:
                    self._add_packet(contents, directory, entry)
                elif entry.tag in TEXT_TAGS:
                    for found in exif.entry_texts(contents.walk, entry, place):
                        contents.texts.append(_Text(f"{place} ({found.tag})", found))
                elif entry.tag == _PHOTOMETRIC:
                    mosaic = self._last(contents.walk.shape, entry) == _COLOR_FILTER_ARRAY
                    contents.maker = contents.maker or mosaic
            except FileError as error:
                contents.walk.fault(place, entry.value_at, error)

    def _add_packet(self, contents: _Contents, directory: Directory, entry: Entry) -> None:
        span = entry.value_at, entry.size
        shared = contents.packets.get(span)
        if shared is not None:
            shared.entries.append(entry)
            return
        place = f"{directory.place} tag 700 (XMP), field type {entry.type}"
        data = contents.walk.value(entry, place)
        prescribed = directory is contents.first and entry is directory.first(_XMP)
        contents.walk.take(entry, place)
        contents.packets[span] = _Packet(place, [entry], data, prescribed)

    def _check_apart(self, contents: _Contents) -> None:
        """Raises BrokenFile where what may be overwritten shares bytes with header or directory."""
        shape = contents.walk.shape
        spans = [(0, shape.first_at + shape.pointer.size, False)]
        spans += [(start, end + shape.pointer.size, False) for start, end in contents.directories]
        values = [(each.offset, each.size) for each in contents.packets.values()]
        labels = [each for each in contents.texts if exif.is_label(each.found)]
        values += [(each.offset, each.found.length) for each in labels]
        # What fits the field of its entry lies within the directory, and cannot be a label.
        spans += [(at, at + size, True) for at, size in values if size > shape.field]
        ends = [0, 0]  # of the directories so far, and of the values
        for start, end, is_value in sorted(spans):
            if start < ends[not is_value]:
                raise self.source.broken("the label overlaps another structure", start)
            ends[is_value] = max(ends[is_value], end)

    def _labelled(self, contents: _Contents, text: str) -> Iterator[Edit]:
        """The edits that put the label into the prescribed slot."""
        packet = next((each for each in contents.packets.values() if each.prescribed), None)
        if packet is None:
            yield from self._added(contents, xmp.new_packet(text, self.beside))
            return
        data = xmp.with_label(
            packet.data, text, name=self.source.name, place=packet.place, beside=self.beside
        )
        yield from self._replaced(contents.walk.shape, packet, data)

    def _cleaned(self, contents: _Contents) -> Iterator[Edit]:
        """The edits that take labels out of all other places."""
        for packet in contents.packets.values():
            if packet.prescribed:
                continue
            name, place = self.source.name, packet.place
            if xmp.find(packet.data, name=name, place=place):
                data = xmp.without_label(packet.data, name=name, place=place)
                yield from self._replaced(contents.walk.shape, packet, data)
        for each in contents.texts:
            found = each.found
            if exif.is_label(found):
                value = self.source.read(found.offset, found.length, each.place)
                yield Edit(found.offset, found.length, exif.blank(found.tag, value))

    def _replaced(self, shape: Shape, packet: _Packet, data: bytes) -> Iterator[Edit]:
        """New bytes for a packet: over the old ones if they fit, else at the end of the file."""
        at = packet.offset
        if len(data) <= packet.size:
            yield Edit(at, packet.size, data + bytes(packet.size - len(data)))
        elif at + packet.size == self.source.size and packet.size > shape.field:
            self._reach(shape, at + len(data))
            self._require_whole(shape)
            yield Edit(at, packet.size, data)
        else:
            padding = bytes(-self.source.size % shape.field)
            at = self.source.size + len(padding)
            self._reach(shape, at + len(data))
            self._require_whole(shape)
            # The old label must not stay in bytes that nothing points at any more.
            if packet.size > shape.field:
                yield Edit(packet.offset, packet.size, bytes(packet.size))
            yield Edit(self.source.size, 0, padding + data)
        for entry in packet.entries:
            kind = _UNDEFINED if packet.prescribed or entry.type not in _BYTES else entry.type
            new = _entry(shape, entry.tag, kind, len(data), at)
            if (kind, len(data), at) != (entry.type, entry.count, entry.value_at):
                yield Edit(entry.at, len(new), new)

    def _added(self, contents: _Contents, data: bytes) -> Iterator[Edit]:
        """A packet and a copy of IFD0 that points at it, at the end of the file."""
        shape, old = contents.walk.shape, contents.first
        padding = bytes(-self.source.size % shape.field)
        at = self.source.size + len(padding)
        start = old.offset + shape.many.size
        raw = self.source.read(start, old.end - start, "IFD0")
        size = shape.entry.size
        count = len(raw) // size + 1
        packet_at = at + shape.many.size + count * size + shape.pointer.size
        packet_at += -packet_at % shape.field
        self._reach(shape, packet_at + len(data))
        self._require_whole(shape)
        if count > 0xFFFF and not shape.wide:
            raise self.source.broken("the directory has no room for another entry", "IFD0")
        tags = (each[0] for each in shape.entry.iter_unpack(raw))
        # TIFF 6.0 section 2: entries in ascending order of their tags.
        position = size * next((n for n, tag in enumerate(tags) if tag > _XMP), count - 1)
        directory = b"".join(
            (
                shape.many.pack(count),
                raw[:position],
                _entry(shape, _XMP, _UNDEFINED, len(data), packet_at),
                raw[position:],
                shape.pointer.pack(old.following),
            )
        )
        between = bytes(packet_at - at - len(directory))
        yield Edit(shape.first_at, shape.pointer.size, shape.pointer.pack(at))
        yield Edit(self.source.size, 0, padding + directory + between + data)

    def _reach(self, shape: Shape, end: int) -> None:
        if end > 0xFFFFFFFF and not shape.wide:
            raise NoSlot(
                "classic TIFF ends at 4 GiB, and this file has no room left for the label",
                path=self.source.name,
            )

    def _require_whole(self, shape: Shape) -> None:
        """Raises BrokenFile where a value or pixels would come to lie in what is appended."""
        walk = Walk(self.source, shape, _SIZED)
        (first,) = shape.pointer.unpack(self.source.read(shape.first_at, shape.pointer.size))
        for directory in walk.directories(first):
            lost = first_beyond(self.source, shape, directory)
            if lost is not None:
                raise outside(self.source, lost, directory.place)
            for starts, sizes in _PIXELS:
                self._require_pixels(shape, directory, starts, sizes)

    def _require_pixels(self, shape: Shape, directory: Directory, starts: int, sizes: int) -> None:
        start, size = directory.first(starts), directory.first(sizes)
        if start is None or size is None:
            return
        # Writers lay strips one after the other, so that the last one tells; the tables of a
        # large file are megabytes.
        end = self._last(shape, start) + self._last(shape, size)
        if end > self.source.size:
            raise self.source.broken(
                "the pixels reach to byte {end}, but the file ends at byte {size}",
                directory.place,
                end=end,
                size=self.source.size,
            )

    def _last(self, shape: Shape, entry: Entry) -> int:
        """The last of an entry's integers; 0 where it holds none."""
        width = _INTEGERS.get(entry.type, 0)
        if not width or not entry.count:
            return 0
        at = entry.value_at + (entry.count - 1) * width
        return int.from_bytes(self.source.read(at, width, f"tag {entry.tag}"), shape.order)


def _entry(shape: Shape, tag: int, kind: int, count: int, offset: int) -> bytes:
    return shape.entry.pack(tag, kind, count, shape.pointer.pack(offset))
