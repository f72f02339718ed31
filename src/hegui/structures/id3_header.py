"""ID3v2: the head of a tag, its sizes, and what stands around its frames.

Source: ID3v2.2.0, 3.1; ID3v2.3.0, 3.1 to 3.2 and 5; ID3v2.4.0-structure, 3.1 to 3.4 and 6.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.files.source import Source

HEAD = 10
LARGEST = (1 << 28) - 1
"""The largest size that 28 bits, four bytes of seven, can say."""

UNSYNCHRONISED = 0x80
EXTENDED = 0x40  # versions 2.3 and 2.4
COMPRESSED = 0x40  # version 2.2: a scheme that was never defined
FOOTER = 0x10  # version 2.4
# What a version defines besides these, no reader of it could skip.
_DEFINED = {2: 0xC0, 3: 0xE0, 4: 0xF0}
_MOST_TAGS = 64


@dataclass(frozen=True, slots=True)
class TagHead:
    """A tag's head: where it lies, its version 2.``major``, its flags and the size it says.

    ``size`` counts what is between head and footer, in bytes. ``appended`` is true for a tag
    at the file's end, found by its footer.
    """

    offset: int
    major: int
    flags: int
    size: int
    appended: bool = False

    @property
    def body(self) -> int:
        """The offset behind the head."""
        return self.offset + HEAD

    @property
    def body_end(self) -> int:
        """The offset behind frames and padding."""
        return self.body + self.size

    @property
    def footer(self) -> int:
        """The length of the footer, which repeats the head."""
        return HEAD if self.major == 4 and self.flags & FOOTER else 0

    @property
    def end(self) -> int:
        """The offset behind the tag."""
        return self.body_end + self.footer

    @property
    def known(self) -> bool:
        """Whether its flags are ones that its version defines, so that it can be followed."""
        return not self.flags & ~_DEFINED[self.major]

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"ID3v2.{self.major} tag at byte {self.offset}"

    def packed(self, size: int, *, flags: int | None = None, major: int | None = None) -> bytes:
        """The head of this tag with another size."""
        flags = self.flags if flags is None else flags
        return b"ID3" + bytes((self.major if major is None else major, 0, flags)) + safe(size)


def parse_head(data: bytes, offset: int, magic: bytes = b"ID3") -> TagHead | None:
    """The head of a tag in ``data``'s first ten bytes, None where there is none."""
    if len(data) < HEAD or not data.startswith(magic) or data[3] not in _DEFINED:
        return None
    if data[4] == 0xFF or max(data[6:10]) > 0x7F:
        return None
    return TagHead(offset, data[3], data[5], unsafe(data[6:10]))


def leading(source: Source) -> tuple[TagHead, ...]:
    """The tags one behind the other at the start of a file; the last may reach past its end."""
    found: list[TagHead] = []
    at = 0
    while at < source.size and len(found) < _MOST_TAGS:
        head = parse_head(source.peek(at, HEAD), at)
        if head is None:
            break
        source.count("ID3v2 tags", head.place)
        found.append(head)
        at = head.end
    return tuple(found)


def behind(source: Source) -> int:
    """The offset of what follows the ID3v2 tags at the start of a file."""
    tags = leading(source)
    return min(tags[-1].end, source.size) if tags else 0


def appended(source: Source, end: int) -> TagHead | None:
    """The tag whose footer ends at ``end``: 2.4 allows one behind the sound (5, 3.4)."""
    if end < 2 * HEAD:
        return None
    footer = parse_head(source.peek(end - HEAD, HEAD), 0, b"3DI")
    if footer is None or not footer.footer or end < 2 * HEAD + footer.size:
        return None
    offset = end - 2 * HEAD - footer.size
    head = parse_head(source.peek(offset, HEAD), offset)
    if head is None or head.size != footer.size or head.flags != footer.flags:
        return None
    return TagHead(offset, head.major, head.flags, head.size, appended=True)


def safe(value: int) -> bytes:
    """A size in four bytes of seven bits (6.2, synchsafe integers)."""
    return bytes((value >> 21 & 0x7F, value >> 14 & 0x7F, value >> 7 & 0x7F, value & 0x7F))


def unsafe(data: bytes) -> int:
    """The number in bytes of seven bits."""
    value = 0
    for byte in data:
        value = value << 7 | byte & 0x7F
    return value


def synchronised(data: bytes) -> bytes:
    """Unsynchronised bytes as they were: the zero behind every FF is taken out (6.1)."""
    return data.replace(b"\xff\0", b"\xff")


def unsynchronised(data: bytes) -> bytes:
    """A zero behind every FF that could be taken for the start of a frame of sound (6.1)."""
    if b"\xff" not in data:
        return data
    data = data.replace(b"\xff\0", b"\xff\0\0")
    for second in range(0xE0, 0xFF):
        data = data.replace(bytes((0xFF, second)), bytes((0xFF, 0, second)))
    for _ in range(2):  # three FF in a row: the second pass takes the second pair
        data = data.replace(b"\xff\xff", b"\xff\0\xff")
    return data + b"\0" if data.endswith(b"\xff") else data
