"""EBML: elements of an identifier, a size of variable width, and data.

Identifiers are of up to four bytes and sizes of up to eight, as Matroska has them. A size whose
bits are all set is unknown: the element ends where one begins that cannot stand in it.
Source: RFC 8794 (EBML) 4 to 6 and 11.3; RFC 9559 (Matroska) 4.1.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from hegui.errors import BrokenFile
from hegui.files.source import Source

HEADER: Final = 0x1A45DFA3
DOC_TYPE: Final = 0x4282
VOID: Final = 0xEC
CRC_32: Final = 0xBF

UNKNOWN: Final = -1
"""The size of an element that does not say it."""

_LONGEST_HEAD = 12
_CRC_LENGTH = 6
_CRC_HEAD = b"\xbf\x84"
_SIZE_BITS = tuple((1 << 7 * width) - 1 for width in range(9))


class Element(NamedTuple):
    """One element: identifier, offset of its head and of its data, size of its data in bytes.

    ``size`` is ``UNKNOWN`` where the element leaves it open.
    """

    id: int
    offset: int
    data_at: int
    size: int

    @property
    def end(self) -> int:
        """The offset behind it. Only of an element whose size is known."""
        return self.data_at + self.size

    @property
    def length(self) -> int:
        """Head and data together. Only of an element whose size is known."""
        return self.data_at + self.size - self.offset

    @property
    def size_at(self) -> int:
        """The offset of its size field."""
        return self.offset + _width(self.id)

    @property
    def size_width(self) -> int:
        """How many bytes its size field has."""
        return self.data_at - self.size_at


def head(source: Source, at: int) -> Element:
    """The element that begins at a byte of the file. Raises BrokenFile where none does."""
    window = source.peek(at, _LONGEST_HEAD)
    found = decode(window, 0)
    if found is None:
        raise no_element(source, at)
    return Element(found.id, at, at + found.data_at, found.size)


def decode(data: bytes, at: int) -> Element | None:
    """The element that begins at a byte of ``data``, or None. Its data may reach beyond."""
    left = len(data) - at
    if left < 2:
        return None
    width = 9 - data[at].bit_length()
    if width > 4 or left <= width:
        return None
    size_at = at + width
    size_width = 9 - data[size_at].bit_length()
    if size_width > 8 or left < width + size_width:
        return None
    data_at = size_at + size_width
    most = _SIZE_BITS[size_width]
    size = int.from_bytes(data[size_at:data_at]) & most
    return Element(int.from_bytes(data[at:size_at]), at, data_at, UNKNOWN if size == most else size)


def children(source: Source, data: bytes, parent: Element, base: int) -> Iterator[Element]:
    """The elements in ``parent``, which lies in ``data`` whole; byte 0 of that is byte ``base``.

    Raises BrokenFile at one that is none, leaves its parent, or does not say its size.
    """
    at, end = parent.data_at, parent.end
    while at < end:
        source.count("elements")
        found = decode(data, at)
        if found is None:
            raise no_element(source, base + at)
        _, _, data_at, size = found
        at = data_at + size
        if size < 0 or at > end:
            raise too_long(source, found, base, end)
        yield found


def no_element(source: Source, at: int) -> BrokenFile:
    """The error for bytes that are no element."""
    return source.broken("no EBML element begins here", at)


def too_long(source: Source, element: Element, base: int, end: int) -> BrokenFile:
    """The error for an element that reaches beyond ``end`` (in the element's own counting)."""
    place = f"element {element.id:X} at byte {base + element.offset}"
    if element.size < 0:
        return source.broken("the element does not say its size", place)
    return source.broken(
        "the element says {length} bytes, and {left} are left",
        place,
        length=element.size,
        left=max(end - element.data_at, 0),
    )


def size_field(size: int, width: int = 1) -> bytes:
    """A size in ``width`` bytes, or in as many more as it needs. RFC 8794 4.3."""
    while size >= _SIZE_BITS[width]:
        width += 1
    return (size | 1 << 7 * width).to_bytes(width)


def largest(width: int) -> int:
    """The largest size that a size field of ``width`` bytes expresses."""
    return _SIZE_BITS[width] - 1


def make(id_: int, data: bytes, width: int = 1) -> bytes:
    """An element with a size field of at least ``width`` bytes."""
    return id_.to_bytes(_width(id_)) + size_field(len(data), width) + data


def make_uint(id_: int, value: int, width: int = 1) -> bytes:
    """An element that holds a number in at least ``width`` bytes."""
    return make(id_, value.to_bytes(max(width, (value.bit_length() + 7) // 8, 1)))


def remake(raw: bytes, element: Element, data: bytes) -> bytes:
    """The ``element`` of ``raw`` with other ``data``: its size field as wide, its CRC-32 right.

    ``data`` is without the CRC-32 element; it gets one where the old data begins with one.
    """
    if has_crc(raw, element):
        data = crc(data) + data
    return make(element.id, data, element.size_width)


def stretched(raw: bytes) -> bytes:
    """The same element, one byte longer by its size field, or one shorter if that is full."""
    element = decode(raw, 0)
    assert element is not None
    width = element.size_width + 1 if element.size_width < 8 else 7
    return make(element.id, raw[element.data_at :], width)


def crc(data: bytes) -> bytes:
    """The CRC-32 element over the rest of its parent's data (RFC 8794 11.3.1)."""
    return _CRC_HEAD + zlib.crc32(data).to_bytes(4, "little")


def has_crc(raw: bytes, element: Element) -> bool:
    """Whether the element's data begins with a CRC-32 element (RFC 8794 11.3.1)."""
    return element.size >= _CRC_LENGTH and raw.startswith(_CRC_HEAD, element.data_at)


def sound(raw: bytes, element: Element) -> bool:
    """Whether the element's CRC-32, if it has one, is that of the rest of its data."""
    if not has_crc(raw, element):
        return True
    at = element.data_at
    said = int.from_bytes(raw[at + 2 : at + _CRC_LENGTH], "little")
    return zlib.crc32(raw[at + _CRC_LENGTH : element.end]) == said


def void(length: int) -> bytes:
    """An element that says nothing, of ``length`` bytes in all (none, or at least two)."""
    if length == 0:
        return b""
    width = 1
    while length - 1 - width > largest(width):
        width += 1
    return bytes((VOID,)) + size_field(length - 1 - width, width) + bytes(length - 1 - width)


def uint(data: bytes) -> int:
    """An unsigned number; no bytes are 0."""
    return int.from_bytes(data)


def string(data: bytes) -> bytes:
    """A string's bytes: a NUL ends it before its element does (RFC 8794 7.4)."""
    return data.split(b"\0", 1)[0]


def doc_type(beginning: bytes) -> bytes | None:
    """The DocType that the EBML header at the beginning of a file declares, or None."""
    header = decode(beginning, 0)
    if header is None or header.id != HEADER or header.size < 0:
        return None
    at, end = header.data_at, min(header.end, len(beginning))
    while at < end:
        found = decode(beginning, at)
        if found is None or found.size < 0 or found.end > end:
            return None
        if found.id == DOC_TYPE:
            return string(beginning[found.data_at : found.end])
        at = found.end
    return None


def _width(id_: int) -> int:
    return (id_.bit_length() + 7) // 8
