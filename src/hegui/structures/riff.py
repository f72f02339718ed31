"""RIFF: chunks of a four-letter name, a length, and data padded to an even length.

A list of chunks is followed by lengths alone; no chunk's data is read. Sizes that lie are met in
real files: a form that says more than the file holds is cut at the file's end, and a last chunk
without its pad byte is accepted.
Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), chapter 2.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source

HEAD = struct.Struct("<4sI")
BIG_HEAD = struct.Struct(">4sI")
"""The head of a chunk in IFF's own byte order, as AIFF has it."""
LARGEST = 0xFFFFFFFF
JUNK = b"JUNK"
_FILLERS = (JUNK, b"PAD ", b"FLLR")
_MOST_FILLER = 1024 * 1024
MOST_KEPT = 50_000


class Chunk(NamedTuple):
    """One chunk: its name, the offset of its name, the length of its data, its end with padding.

    ``end`` lacks the pad byte where the file itself does.
    """

    name: bytes
    offset: int
    length: int
    end: int

    @property
    def data_at(self) -> int:
        """The offset of its data."""
        return self.offset + HEAD.size

    @property
    def size(self) -> int:
        """Name, length, data and padding together."""
        return self.end - self.offset

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"chunk {_shown(self.name)} at byte {self.offset}"

    @property
    def data_end(self) -> int:
        """The offset behind its data, before the padding."""
        return self.offset + HEAD.size + self.length

    def data(self, source: Source) -> bytes:
        """Its data. Raises CeilingExceeded."""
        return source.read(self.offset + HEAD.size, self.length, "the chunk's data")


@dataclass(frozen=True, slots=True)
class Form:
    """The file's outermost chunk: its type ("WEBP"), and where its chunks end.

    ``end`` is what its length field says, or the file's end where that is nearer.
    """

    type: bytes
    end: int


def form(source: Source) -> Form:
    """The outermost chunk of a RIFF file. Raises BrokenFile for a file cut within it."""
    head = source.read(0, 12, "the RIFF header")
    length = HEAD.unpack_from(head)[1]
    if length < 4:
        raise source.broken("the RIFF header says {length} bytes", 4, length=length)
    end = 8 + length
    if end & 1 and source.peek(end, 1) == b"\0":
        end += 1  # its writer did not count the last chunk's pad byte
    return Form(head[8:12], min(end, source.size))


def chunks(source: Source, start: int, end: int, head: struct.Struct = HEAD) -> Iterator[Chunk]:
    """The chunks of a list at ``start:end``. Raises BrokenFile at one that leaves the list."""
    at = start
    while at < end:
        chunk = chunk_at(source, at, end, head)
        if chunk is None:
            return
        if chunk.data_end > end:
            raise too_long(source, chunk, end)
        yield chunk
        at = chunk.end


def chunk_at(source: Source, at: int, end: int, head: struct.Struct = HEAD) -> Chunk | None:
    """The chunk at ``at`` of a list that ends at ``end``; None where only zeros are left.

    Its data may say to end behind the list. Raises BrokenFile where not even its head fits.
    """
    source.count("chunks")
    if end - at < HEAD.size:
        if not source.read(at, end - at).strip(b"\0"):
            return None
        raise source.broken("{left} bytes are too few for a chunk", at, left=end - at)
    name, length = head.unpack(source.read(at, HEAD.size, "a chunk's head"))
    data_end = at + HEAD.size + length
    # The last chunk's pad byte is often forgotten.
    return Chunk(name, at, length, min(data_end + (length & 1), max(data_end, end)))


def few(source: Source, found: Iterable[Chunk], kept: int = 0) -> Iterator[Chunk]:
    """The chunks of a list that is kept in memory, where ``kept`` others are as well.

    Raises CeilingExceeded beyond MOST_KEPT.
    """
    for number, chunk in enumerate(found, kept):
        if number >= MOST_KEPT:
            raise too_many(source, chunk.place)
        yield chunk


def too_many(source: Source, place: str) -> CeilingExceeded:
    """The error of a file with more chunks than are kept in memory."""
    return CeilingExceeded(
        "more than {ceiling} structures ({what})",
        path=source.name,
        place=place,
        ceiling=MOST_KEPT,
        what="chunks",
    )


def pack(name: bytes, data: bytes, head: struct.Struct = HEAD) -> bytes:
    """A chunk with its padding."""
    return head.pack(name, len(data)) + data + b"\0" * (len(data) & 1)


def filled(data: bytes, room: int) -> bytes | None:
    """Whole chunks in exactly ``room`` bytes, the rest a chunk JUNK; None where that cannot be."""
    rest = room - len(data)
    if rest == 0:
        return data
    return data + filler(rest) if rest >= HEAD.size else None


def filler(size: int) -> bytes:
    """A chunk JUNK of zeros that is ``size`` bytes long in all."""
    return HEAD.pack(JUNK, size - HEAD.size) + bytes(size - HEAD.size)


def is_filler(chunk: Chunk) -> bool:
    """Whether a chunk says by its name that it means nothing."""
    return chunk.name in _FILLERS


def is_free(source: Source, chunk: Chunk) -> bool:
    """Whether its bytes may be used: a filler of zeros (cameras keep their own data in JUNK)."""
    if not is_filler(chunk) or chunk.length > _MOST_FILLER or chunk.end > source.size:
        return False
    return not chunk.data(source).strip(b"\0")


def form_length(source: Source, end: int) -> bytes:
    """The length field of a form that ends at byte ``end``. Raises BrokenFile past 4 GiB."""
    if end - 8 > LARGEST:
        raise source.broken("a RIFF file cannot grow beyond 4 GiB", 4)
    return (end - 8).to_bytes(4, "little")


def too_long(source: Source, chunk: Chunk, end: int) -> BrokenFile:
    """The error of a chunk that leaves its list, which ends at ``end``."""
    return source.broken(
        "the chunk says {length} bytes, and {left} are left",
        chunk.place,
        length=chunk.length,
        left=end - chunk.data_at,
    )


def _shown(name: bytes) -> str:
    return name.decode("latin-1").encode("unicode_escape").decode()
