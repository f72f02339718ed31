"""Boxes of the ISO base media file format: walked, read, and sized anew.

HEIF, AVIF, JPEG XL, MP4, MOV and M4A are made of them. A walk reads headers only, so a file of
many GB costs as much as its boxes are many.
Source: ISO/IEC 14496-12 4.2 (boxes, full boxes, sizes), QuickTime File Format (atoms).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from hegui.errors import NoSlot
from hegui.files.edits import Edit
from hegui.files.source import Source

_HEAD = struct.Struct(">I4s")
_LARGE = struct.Struct(">Q")
_LONGEST_HEADER = 32
_MAX_COMPACT = 0xFFFFFFFF

# XMP specification part 3, 1.2.7 (MPEG-4): the uuid box of a packet.
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


class SizeForm(Enum):
    """How a box says its size: in 32 bits, in 64 bits, or not at all (to the file's end)."""

    COMPACT = "compact"
    LARGE = "large"
    OPEN = "open"


class Box(NamedTuple):
    """One box: ``start`` of its header, ``body`` after it, ``end`` as its size says.

    ``end`` of a box in a file's top level can lie beyond the file's end (the file was cut).
    ``uuid`` is the extended type of a uuid box, else empty.
    """

    type: bytes
    start: int
    body: int
    end: int
    form: SizeForm = SizeForm.COMPACT
    uuid: bytes = b""

    @property
    def size(self) -> int:
        """Bytes in all, header included."""
        return self.end - self.start

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"box {type_name(self.type)} at byte {self.start}"


def type_name(type_: bytes) -> str:
    """A four-character code as it may be shown."""
    name = type_.decode("latin-1")
    return name.rstrip() if name.isprintable() and name.strip() else f"0x{type_.hex()}"


def top_level(source: Source) -> Iterator[Box]:
    """The boxes of a file; the last one may reach beyond its end (see ``Box.end``)."""
    return _walk(source, 0, source.size, top=True)


def box_at(source: Source, start: int) -> Box:
    """The box of a file's top level that begins at ``start``."""
    box = _header(source, start, source.size, top=True)
    assert box is not None  # only a child's size can be 0 without meaning "to the end"
    return box


def children(source: Source, box: Box, depth: int, *, skip: int = 0) -> Iterator[Box]:
    """The boxes in a box, ``depth`` levels down, after ``skip`` bytes of its own fields.

    Ends before what is too short for a header, and before a size of 0: QuickTime ends a user
    data list so. Raises BrokenFile where a child reaches out of the box.
    """
    source.descend(depth, "boxes", box.place)
    return _walk(source, box.body + skip, box.end, top=False)


def descendants(source: Source, box: Box, *path: bytes, depth: int = 1) -> Iterator[Box]:
    """The boxes that a path of types leads to, below ``box``, which is not part of the path."""
    if not path:
        yield box
        return
    for child in children(source, box, depth):
        if child.type == path[0]:
            yield from descendants(source, child, *path[1:], depth=depth + 1)


def tail(source: Source, box: Box, depth: int, *, skip: int = 0) -> int:
    """Where a further child can go: behind the last one, before what ends a list."""
    end = box.body + skip
    for child in children(source, box, depth, skip=skip):
        end = child.end
    return end


def _walk(source: Source, start: int, end: int, *, top: bool) -> Iterator[Box]:
    at = start
    while end - at >= _HEAD.size:
        source.count("boxes")
        box = _header(source, at, end, top=top)
        if box is None:
            return
        yield box
        at = box.end
    if top and at < end:
        raise source.broken("the file ends within a box's header", at)


def _header(source: Source, at: int, end: int, *, top: bool) -> Box | None:
    head = source.peek(at, min(_LONGEST_HEADER, end - at))
    if len(head) < _HEAD.size:
        raise source.broken("the file ends within a box's header", at)
    size, type_ = _HEAD.unpack_from(head)
    if size >= _HEAD.size and type_ != b"uuid" and (top or at + size <= end):  # nearly all are so
        return Box(type_, at, at + _HEAD.size, at + size)
    form, length, uuid = SizeForm.COMPACT, _HEAD.size, b""
    if size == 1:
        form, length = SizeForm.LARGE, length + _LARGE.size
    elif size == 0:
        if not top:
            return None
        form, size = SizeForm.OPEN, end - at
    if type_ == b"uuid":
        uuid = head[length : length + 16]
        length += 16
    if len(head) < length:
        raise source.broken("the file ends within a box's header", at)
    if form is SizeForm.LARGE:
        (size,) = _LARGE.unpack_from(head, _HEAD.size)
    box = Box(type_, at, at + length, at + size, form, uuid)
    if size < length:
        raise source.broken("the box says {size} bytes, less than its header", box.place, size=size)
    if box.end > end and not top:
        raise source.broken("the box reaches out of the box around it", box.place)
    return box


class Fields:
    """The big-endian fields of one structure, read one after another."""

    __slots__ = ("_data", "_place", "_source", "at")

    def __init__(self, source: Source, data: bytes, place: str, at: int = 0) -> None:
        self._source = source
        self._data = data
        self._place = place
        self.at = at

    @classmethod
    def of(cls, source: Source, box: Box) -> Fields:
        """The fields of a whole box, from its body on."""
        return cls(source, source.read(box.body, box.end - box.body, "the box"), box.place)

    @classmethod
    def head(cls, source: Source, box: Box, length: int) -> Fields:
        """The fields within the first ``length`` bytes of a box's body, or fewer."""
        length = min(length, box.end - box.body)
        return cls(source, source.peek(box.body, length), box.place)

    def number(self, width: int) -> int:
        """An unsigned integer of ``width`` bytes; 0 where the width is 0."""
        return int.from_bytes(self.take(width))

    def take(self, length: int) -> bytes:
        """The next ``length`` bytes. Raises BrokenFile where the structure ends before."""
        end = self.at + length
        if end > len(self._data):
            raise self._source.broken("the box ends within its fields", self._place)
        self.at, start = end, self.at
        return self._data[start:end]

    def string(self) -> str:
        """Text up to a NUL or the structure's end; undecodable bytes are replaced."""
        end = self._data.find(b"\0", self.at)
        if end < 0:
            end = len(self._data)
        text = self._data[self.at : end].decode("utf-8", "replace")
        self.at = min(end + 1, len(self._data))
        return text

    def rest(self) -> bytes:
        """Everything that has not been read."""
        return self._data[self.at :]


def meta_fields(source: Source, box: Box) -> int:
    """How many bytes of a meta box precede its children: 4, or 0 as QuickTime writes it.

    ISO/IEC 14496-12 8.11.1 makes it a full box; the QuickTime File Format does not.
    """
    return 0 if source.peek(box.body + 4, 4) == b"hdlr" else 4


def make_header(type_: bytes, length: int) -> bytes:
    """The header of a box whose body is ``length`` bytes long."""
    size = _HEAD.size + length
    if size <= _MAX_COMPACT:
        return _HEAD.pack(size, type_)
    return _HEAD.pack(1, type_) + _LARGE.pack(size + _LARGE.size)


def make(type_: bytes, body: bytes) -> bytes:
    """A new box."""
    return make_header(type_, len(body)) + body


def make_full(type_: bytes, version: int, flags: int, payload: bytes) -> bytes:
    """A new full box (ISO/IEC 14496-12 4.2.2)."""
    return make(type_, (version << 24 | flags).to_bytes(4) + payload)


class Splice(NamedTuple):
    """An edit and the boxes that it lies in, all of which grow with it."""

    edit: Edit
    within: tuple[Box, ...] = ()


def sizes(source: Source, splices: Iterable[Splice], *, close: Box | None = None) -> list[Edit]:
    """The edits of the sizes of all boxes that the splices make grow.

    ``close`` is an open box that must say its size from now on, since something follows it.
    Raises NoSlot where a box would outgrow a size of 32 bits.
    """
    growth: dict[Box, int] = {}
    for splice in splices:
        for box in splice.within:
            growth[box] = growth.get(box, 0) + splice.edit.growth
    if close is not None:
        growth.setdefault(close, 0)
    return [
        edit
        for box, by in growth.items()
        if (edit := _resized(source, box, by, close=box == close)) is not None
    ]


def _resized(source: Source, box: Box, growth: int, *, close: bool) -> Edit | None:
    size = box.size + growth
    if box.form is SizeForm.LARGE:
        return Edit(box.start + _HEAD.size, _LARGE.size, _LARGE.pack(size)) if growth else None
    if box.form is SizeForm.OPEN and not close:
        return None
    if size > _MAX_COMPACT:
        raise NoSlot(
            "the box would grow beyond 4 GiB, which its size cannot say",
            path=source.name,
            place=box.place,
        )
    if box.form is SizeForm.COMPACT and not growth:
        return None
    return Edit(box.start, 4, size.to_bytes(4))
