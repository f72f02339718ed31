"""DER (ITU-T X.690), as far as keys, signatures and certificates need it: strict and bounded.

The caller names the error that malformed bytes raise, so that a broken key is an InvalidKey and
a broken certificate an InvalidCertificate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hegui.errors import SealError

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 1, 2, 3, 4, 5, 6
SEQUENCE, SET = 0x30, 0x31

Fault = Callable[..., SealError]

_MOST_BYTES = 256 * 1024  # a certificate has two kilobytes, one with photographs some dozens
_MOST_ELEMENTS = 10_000
_DEEPEST = 24
_LONGEST_OID = 128  # bytes of content
_LONGEST_ARC = 16  # bytes: UUIDs below 2.25 need 19 septets and are no algorithm


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag byte, its content, and both with the length between (``raw``)."""

    tag: int
    content: bytes
    raw: bytes
    offset: int
    """Of the first byte, counted from the start of the outermost reader."""

    @property
    def content_offset(self) -> int:
        """Of the first byte of the content."""
        return self.offset + len(self.raw) - len(self.content)


class Reader:
    """Takes one element after another off some bytes."""

    def __init__(self, data: bytes, fault: Fault, what: str) -> None:
        """``what`` is what the bytes should be ("a certificate"), for the sentence of a fault."""
        self.fault = fault
        self.what = what
        if len(data) > _MOST_BYTES:
            raise fault(
                "{what} has {length} bytes; more than {ceiling} are not read",
                what=what,
                length=len(data),
                ceiling=_MOST_BYTES,
            )
        self._data = data
        self._at = 0
        self._base = 0
        self._depth = 0
        self._count = [0]  # shared with every reader within

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._data)

    def peek(self) -> int | None:
        """The tag of the next element, or None at the end."""
        return None if self.at_end else self._data[self._at]

    def take(self, tag: int | None = None) -> Element:
        """The next element, which must have ``tag`` where one is named."""
        self._count[0] += 1
        if self._count[0] > _MOST_ELEMENTS:
            raise self.broken("it has more elements than are read")
        start = self._at
        data = self._data
        if start + 2 > len(data):
            raise self.broken("it ends too early")
        found = data[start]
        if found & 0x1F == 0x1F:
            raise self.broken("a tag of more than one byte stands in it")
        length = data[start + 1]
        at = start + 2
        if length >= 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4:
                raise self.broken("a length is indefinite or too long")
            if at + size > len(data):
                raise self.broken("it ends too early")
            length = int.from_bytes(data[at : at + size], "big")
            if length < 0x80 or data[at] == 0:
                raise self.broken("a length is not in its shortest form")
            at += size
        if at + length > len(data):
            raise self.broken("an element goes beyond the end")
        if tag is not None and found != tag:
            raise self.broken("an element is of another kind than its place asks for")
        self._at = at + length
        raw = data[start : self._at]
        return Element(found, data[at : self._at], raw, self._base + start)

    def inside(self, element: Element) -> Reader:
        """A reader of an element's content, one level down."""
        inner = Reader(element.content, self.fault, self.what)
        inner._base = element.content_offset
        inner._depth = self._depth + 1
        inner._count = self._count
        if inner._depth > _DEEPEST:
            raise inner.broken("it is nested too deeply")
        return inner

    def sequence(self, tag: int = SEQUENCE) -> Reader:
        """A reader of the next element, a SEQUENCE unless another tag is named."""
        return self.inside(self.take(tag))

    def integer(self) -> int:
        """The next element, an INTEGER in its shortest form; it may be negative."""
        content = self.take(INTEGER).content
        if not content:
            raise self.broken("a number has no digits")
        if len(content) > 1 and (
            (content[0] == 0 and content[1] < 0x80) or (content[0] == 0xFF and content[1] >= 0x80)
        ):
            raise self.broken("a number is not in its shortest form")
        return int.from_bytes(content, "big", signed=True)

    def boolean(self) -> bool:
        """The next element, a BOOLEAN."""
        content = self.take(BOOLEAN).content
        if content not in (b"\0", b"\xff"):
            raise self.broken("a truth value is neither true nor false")
        return content == b"\xff"

    def oid(self) -> str:
        """The next element, an OBJECT IDENTIFIER, in dotted form."""
        content = self.take(OID).content
        arcs = self._arcs(content)
        first = min(arcs[0] // 40, 2)
        return ".".join(str(one) for one in (first, arcs[0] - 40 * first, *arcs[1:]))

    def octets(self) -> bytes:
        """The next element, an OCTET STRING."""
        return self.take(OCTET_STRING).content

    def bits(self) -> bytes:
        """The next element, a BIT STRING of whole bytes."""
        content = self.take(BIT_STRING).content
        if not content or content[0] != 0:
            raise self.broken("a string of bits is not one of whole bytes")
        return content[1:]

    def end(self) -> None:
        """Raises the fault where something is left."""
        if not self.at_end:
            raise self.broken("something stands behind its end")

    def broken(self, reason: str) -> SealError:
        """The fault, with where and why; ``reason`` is a clause of the catalogue of messages."""
        return self.fault(
            "{what} is not proper DER: {cause}",
            place=f"byte {self._base + self._at}",
            what=self.what,
            cause=reason,
        )

    def _arcs(self, content: bytes) -> list[int]:
        if not content or len(content) > _LONGEST_OID or content[-1] & 0x80:
            raise self.broken("an object identifier is empty, too long or cut off")
        arcs, value, length = [], 0, 0
        for byte in content:
            if length == 0 and byte == 0x80:
                raise self.broken("an object identifier is not in its shortest form")
            value, length = value << 7 | byte & 0x7F, length + 1
            if length > _LONGEST_ARC:
                raise self.broken("an object identifier is empty, too long or cut off")
            if not byte & 0x80:
                arcs.append(value)
                value, length = 0, 0
        return arcs


def encode(tag: int, content: bytes) -> bytes:
    """One element."""
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(size))) + size + content


def encode_integer(value: int) -> bytes:
    """An INTEGER that is not negative."""
    return encode(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def encode_oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(one) for one in dotted.split("."))
    content = bytearray()
    for arc in (40 * first + second, *rest):
        septets = [arc & 0x7F]
        while arc := arc >> 7:
            septets.append(arc & 0x7F | 0x80)
        content.extend(reversed(septets))
    return encode(OID, bytes(content))


def encode_bits(data: bytes) -> bytes:
    """A BIT STRING of whole bytes."""
    return encode(BIT_STRING, b"\0" + data)


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE of encoded parts."""
    return encode(SEQUENCE, b"".join(parts))
