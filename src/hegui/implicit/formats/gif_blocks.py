"""The blocks of a GIF: its extensions are found, its pictures passed over unread.

A picture's data is a chain of sub-blocks that must be followed length by length; runs of full
ones (255 bytes, as every encoder writes) are passed over at once.
Source: GIF89a specification, chapters 15 to 27; XMP specification part 3, 1.1.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.structures import stray

XMP_NAME = b"XMP DataXMP"
# Wherever a reader of sub-blocks lands among the bytes FF to 00, it is led to the last 00.
MAGIC_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
APPLICATION, _COMMENT = 0xFF, 0xFE
LOOP_COUNTS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_PACKET_END = re.compile(rb"<\?xpacket\s+end=[\"'][rw][\"']\?>")
_PACKET_START = (b"<?", b"<x", b"<r", b"\xef\xbb\xbf")
HEADER = 13
DESCRIPTOR = 10
_BLOCK = 1024 * 1024
_RUN = 64 * 256
_MOST_SHORT = 4_000_000
_SHORTEST = 19  # an extension that holds a loop count
_MOST_SEARCHED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Packet:
    """An XMP packet, and whether it stands raw, as the specification wants it."""

    data: bytes
    raw: bool


@dataclass(frozen=True, slots=True)
class Extension:
    """An Application Extension (``name``: its identifier and code) or a comment (no name)."""

    name: bytes
    offset: int
    length: int

    @property
    def is_xmp(self) -> bool:
        """Whether it is the place for XMP."""
        return self.name == XMP_NAME

    @property
    def head(self) -> bytes:
        """What stands before its sub-blocks."""
        if self.name:
            return bytes((EXTENSION, APPLICATION, len(self.name))) + self.name
        return bytes((EXTENSION, _COMMENT))

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        if not self.name:
            return f"comment at byte {self.offset}"
        shown = self.name.decode("latin-1").encode("unicode_escape").decode()
        return f"extension {shown} at byte {self.offset}"

    def content(self, source: Source) -> bytes:
        """The bytes in its sub-blocks."""
        return _joined(self._blocks(source))

    def packet(self, source: Source) -> Packet:
        """Its XMP packet, from raw bytes or sub-blocks. Raises CeilingExceeded."""
        blocks = self._blocks(source)
        if not blocks.startswith(_PACKET_START):
            return Packet(_joined(blocks), False)
        if blocks.endswith(MAGIC_TRAILER):
            return Packet(blocks[: -len(MAGIC_TRAILER)], True)
        end = _PACKET_END.search(blocks)
        return Packet(blocks[: end.end()] if end else blocks.rstrip(b"\0"), True)

    def _blocks(self, source: Source) -> bytes:
        start = self.offset + len(self.head)
        return source.read(start, self.offset + self.length - start, "the extension")


@dataclass(frozen=True, slots=True)
class Layout:
    """What one walk found: XMP, and other extensions and comments that mention a label.

    ``xmp_at`` is where a new extension belongs, ``end`` the offset behind the trailer (-1: the
    file ends without one). ``fault`` is why the walk had to stop where a label may be cut
    through; ``unseen`` why what follows the pictures was not looked at.
    """

    extensions: tuple[Extension, ...]
    xmp_at: int
    end: int
    fault: FileError | None
    unseen: FileError | None


def walk(source: Source) -> Layout:
    """Finds the extensions. Raises BrokenFile where no picture can be reached."""
    return _Walk(source).run()


def in_sub_blocks(data: bytes) -> bytes:
    """Data as sub-blocks of up to 255 bytes, with their terminator."""
    parts = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes((len(part),)) + part for part in parts) + b"\0"


def _joined(blocks: bytes) -> bytes:
    parts = []
    at = 0
    while at < len(blocks) and blocks[at]:
        parts.append(blocks[at + 1 : at + 1 + blocks[at]])
        at += 1 + blocks[at]
    return b"".join(parts)


class SubBlocks:
    """The sub-blocks of a file, followed length by length."""

    __slots__ = ("_block", "_block_at", "_short", "_source")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._short = 0
        self._block = source.peek(0, _BLOCK)
        self._block_at = 0

    def end_of(self, at: int) -> int:
        """The offset behind the chain of sub-blocks at ``at``; -1 where the file ends before."""
        size = self._source.size
        while at < size:
            block = self._with(at)
            base = self._block_at
            length = len(block)
            here = at - base
            while here < length:
                step = block[here]
                if step == 255:
                    lengths = block[here : here + _RUN : 256]
                    here += 256 * (len(lengths) - len(lengths.lstrip(b"\xff")))
                    continue
                here += step + 1
                self._short += 1
                if not step:
                    return base + here if base + here <= size else -1
            at = base + here
            if self._short > _MOST_SHORT:
                raise CeilingExceeded(
                    "more than {ceiling} short sub-blocks",
                    path=self._source.name,
                    place=f"byte {at}",
                    ceiling=_MOST_SHORT,
                )
        return -1

    def _with(self, at: int) -> bytes:
        """A stretch of the file that holds byte ``at``."""
        if not self._block_at <= at < self._block_at + len(self._block):
            self._block = self._source.read(at, min(_BLOCK, self._source.size - at), "blocks")
            self._block_at = at
        return self._block


class _Walk:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.budget = Budget(source)
        self.extensions: list[Extension] = []
        self.pictures = 0
        self.xmp_at = 0
        self.sub_blocks = SubBlocks(source)

    def run(self) -> Layout:
        head = self.source.read(0, HEADER, "the logical screen")
        self.xmp_at = HEADER + table_length(head[10])
        fault = unseen = None
        end = -1
        try:
            end = self.blocks(self.xmp_at)
        except _NoBlockError as error:
            unseen, end = error.cause, error.offset
        except FileError as error:
            if not self.pictures and not self.extensions:
                raise
            fault = error
        return Layout(tuple(self.extensions), self.xmp_at, end, fault, unseen)

    def blocks(self, at: int) -> int:
        """Follows the blocks to the trailer; the offset behind it, or -1 without one."""
        source = self.source
        while True:
            head = source.peek(at, DESCRIPTOR)
            if not head:
                return self.without_trailer(at)
            source.count("blocks")
            if head[0] == TRAILER:
                return at + 1
            if head[0] == EXTENSION:
                at = self.extension(at)
            elif head[0] == IMAGE:
                self.pictures += 1
                if len(head) < DESCRIPTOR:
                    return -1
                # local colour table, then the smallest code size, then sub-blocks
                end = self.sub_blocks.end_of(at + DESCRIPTOR + table_length(head[9]) + 1)
                if end < 0:
                    return -1  # cut within its last picture: nothing stands behind
                at = end
            elif head[0] == 0:
                at += 1  # a terminator too many, which decoders pass over
            else:
                error = source.broken("no block begins here", at)
                if not self.pictures:
                    raise error
                raise _NoBlockError(error, at)

    def without_trailer(self, at: int) -> int:
        if not self.pictures:
            raise self.source.broken("the file ends before its first picture", at)
        return -1

    def extension(self, at: int) -> int:
        """Takes note of an extension that can matter; the offset behind it."""
        source = self.source
        end = self.sub_blocks.end_of(at + 2)
        if end < 0:
            raise source.broken("the extension has no end", at)
        if end - at < _SHORTEST:
            return end
        head = source.read(at, min(14, end - at))
        name = head[3:] if head[1] == APPLICATION and head[2] == 11 and len(head) == 14 else b""
        if at == self.xmp_at and name in LOOP_COUNTS:
            self.xmp_at = end
        if not name and head[1] != _COMMENT:
            return end
        extension = Extension(name, at, end - at)
        if extension.is_xmp or self.mentions_label(extension):
            self.budget.spend(extension.length, extension.place)
            self.extensions.append(extension)
        return end

    def mentions_label(self, extension: Extension) -> bool:
        if extension.length > _MOST_SEARCHED:
            return False
        self.budget.search(extension.length, "the extensions")
        return stray.mentions(extension.content(self.source))


class _NoBlockError(Exception):
    """What follows the pictures at ``offset`` is no block; ``cause`` says so to the user."""

    def __init__(self, cause: FileError, offset: int) -> None:
        super().__init__(cause)
        self.cause = cause
        self.offset = offset


def table_length(flags: int) -> int:
    """The length of a colour table in bytes, from the flags that announce it."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
