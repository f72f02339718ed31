"""Ogg pages: their heads, their checksum, and packets laid out on them.

The checksum of Ogg is that of zlib with every bit mirrored, so that zlib computes it. It is also
linear: where only a page's number changes, the new checksum follows from the old one and from how
many bytes follow, and the page's own data are never read.
Source: RFC 3533, 4 to 6 (page, lacing, checksum with generator 0x04c11db7).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hegui.files.edits import Edit
from hegui.files.source import Source

MAGIC = b"OggS"
HEAD = 27
CONTINUED, FIRST, LAST = 1, 2, 4
MOST_SEGMENTS = 255
NO_GRANULE = 0xFFFFFFFFFFFFFFFF
LARGEST = HEAD + MOST_SEGMENTS + MOST_SEGMENTS * 255
_FLAGS_AT = 5
_NUMBER_AT = 18
_PROBE = 16 * 1024
_SMALL = 16 * 1024
_BLOCK = 64 * 1024
_LONGEST_HEAD = HEAD + MOST_SEGMENTS
_STRUCT = struct.Struct("<4sBBQIIIB")
_NUMBERS = struct.Struct("<II")  # a page's number and its checksum
_FIELDS = struct.Struct("<BQII")  # from the flags to the number
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_ONES = 0xFFFFFFFF
_ZEROS = memoryview(bytes(LARGEST))


class Page(NamedTuple):
    """One page: where it lies, and what its head says.

    ``lacing`` are the lengths of its segments; ``granule`` the position that it ends at.
    """

    offset: int
    flags: int
    granule: int
    serial: int
    number: int
    checksum: int
    lacing: bytes

    @property
    def body(self) -> int:
        """The offset of its data."""
        return self.offset + HEAD + len(self.lacing)

    @property
    def length(self) -> int:
        """The length of its data."""
        return sum(self.lacing)

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + HEAD + len(self.lacing) + sum(self.lacing)

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"page at byte {self.offset}"


def page_at(source: Source, offset: int) -> Page | None:
    """The page whose head lies at ``offset``; None where none does, or the file ends in it."""
    return _page_in(source.peek(offset, _LONGEST_HEAD), 0, offset)


def _page_in(data: bytes, at: int, offset: int) -> Page | None:
    """The page whose head lies at ``at`` of ``data``, which is at ``offset`` of the file."""
    if len(data) - at < HEAD:
        return None
    magic, version, flags, granule, serial, number, checksum, segments = _STRUCT.unpack_from(
        data, at
    )
    lacing = data[at + HEAD : at + HEAD + segments]
    if magic != MAGIC or version or len(lacing) < segments:
        return None
    return Page(offset, flags, granule, serial, number, checksum, lacing)


def _is_cut(data: bytes, at: int) -> bool:
    """Whether the file ends, and ``data`` with it, within the head of a page at ``at``.

    What looks like pages behind that is part of the head, as soon as the file grows.
    """
    there = len(data) - at
    return (
        there >= HEAD
        and data.startswith(MAGIC, at)
        and not data[at + len(MAGIC)]
        and there < HEAD + data[at + HEAD - 1]
    )


def pages(source: Source, start: int, end: int, *, counted: bool = True) -> Iterator[Page]:
    """The pages that begin in ``start:end``; bytes between them that are none are skipped.

    A page whose head the end of the file cuts off is none, and nothing behind it is one.
    ``counted``: each counts against the ceiling of structures. Small pages are read many at a
    time: a call to the system for each would cost more than their data.
    """
    at = first = start
    block, small = b"", False
    while at < end:
        if counted:
            source.count("Ogg pages")
        if at - first + _LONGEST_HEAD > len(block):
            wanted = _BLOCK if small else _LONGEST_HEAD
            block, first = source.peek(at, min(wanted, source.ceilings.allocation)), at
        page = _page_in(block, at - first, at)
        if page is None and not _is_cut(block, at - first):
            page = resynchronised(source, at + 1, end)
        if page is None:
            return
        yield page
        before, at = at, page.end
        small = at - before <= _SMALL


def resynchronised(source: Source, start: int, end: int) -> Page | None:
    """The first page that begins in ``start:end``."""
    at = start
    while at < end:
        data = source.peek(at, _PROBE)
        found = data.find(MAGIC)
        while found >= 0:
            source.count("Ogg pages")
            head = source.peek(at + found, _LONGEST_HEAD)
            if page := _page_in(head, 0, at + found):
                return page if page.offset < end else None
            if _is_cut(head, 0):
                return None
            found = data.find(MAGIC, found + 1)
        at += max(len(data) - len(MAGIC) + 1, 1)
    return None


def packed(page: Page, data: bytes) -> bytes:
    """A page as bytes, its checksum computed."""
    number = (page.flags, page.granule, page.serial, page.number)
    head = _STRUCT.pack(MAGIC, 0, *number, 0, len(page.lacing)) + page.lacing
    crc = checksum(data, checksum(head))
    return head[:22] + crc.to_bytes(4, "little") + head[26:] + data


def checksum(data: bytes, before: int = 0) -> int:
    """Ogg's checksum of ``data`` behind bytes whose checksum is ``before``."""
    mirrored = zlib.crc32(data.translate(_MIRRORED), _mirror(before) ^ _ONES)
    return _mirror(mirrored ^ _ONES)


def renumbered(page: Page, number: int) -> Edit:
    """The edit of number and checksum, computed from what changes and not from the page's data."""
    behind = page.end - page.offset - _NUMBER_AT - 4
    new = page.checksum ^ _difference(page.number ^ number, behind)
    return Edit(page.offset + _NUMBER_AT, 8, _NUMBERS.pack(number, new))


def retold(page: Page, granule: int, number: int, flags: int) -> Edit:
    """The same, of the position that the page ends at and its flags as well."""
    old = _FIELDS.pack(page.flags, page.granule, page.serial, page.number)
    fields = _FIELDS.pack(flags, granule, page.serial, number)
    difference = bytes(one ^ other for one, other in zip(old, fields, strict=True))
    crc = zlib.crc32(difference.translate(_MIRRORED), _ONES)
    crc = zlib.crc32(_ZEROS[: page.end - page.offset - _NUMBER_AT - 4], crc)
    new = page.checksum ^ _mirror(crc ^ _ONES)
    return Edit(page.offset + _FLAGS_AT, len(fields) + 4, fields + new.to_bytes(4, "little"))


@lru_cache(maxsize=1 << 14)
def _difference(numbers: int, behind: int) -> int:
    """By which bits two pages' checksums differ whose numbers differ by the bits ``numbers``.

    ``behind`` is how many bytes follow the number. Numbers differ in few ways and pages have few
    lengths, so that most pages of a file are like one before.
    """
    crc = zlib.crc32(numbers.to_bytes(4, "little").translate(_MIRRORED), _ONES)
    # From here on both pages are the same, so that their difference is zeros.
    crc = zlib.crc32(_ZEROS[:behind], crc)
    return _mirror(crc ^ _ONES)


def lacing_of(length: int) -> bytes:
    """The segments of a packet that is complete: full ones, and one shorter than 255."""
    return b"\xff" * (length // 255) + bytes((length % 255,))


def distributed(segments: int, counts: Sequence[int], tail: int) -> list[int]:
    """How many of ``segments`` each page holds; as many pages as before where they can hold it.

    ``counts`` is how many each held before, ``tail`` how many stay on the last page in any case,
    as they belong to what follows. A page holds at least one segment and at most 255.
    """
    last = max(tail, 1)
    fewest, most = -(-segments // MOST_SEGMENTS), segments - last + 1
    wanted = max(min(len(counts), most), fewest, 1)
    least = [1] * (wanted - 1) + [last]
    result = [max(count, 1) for count in counts[:wanted]]
    result += [1] * (wanted - len(result))
    result[-1] = max(result[-1], last)
    surplus = segments - sum(result)
    # The last page first: pages before it stay as they are where that is possible.
    for index in reversed(range(wanted)):
        if surplus > 0:
            change = min(surplus, MOST_SEGMENTS - result[index])
        else:
            change = max(surplus, least[index] - result[index])
        result[index] += change
        surplus -= change
    return result


def _mirror(value: int) -> int:
    """Thirty-two bits in the opposite order."""
    return int.from_bytes(value.to_bytes(4, "big").translate(_MIRRORED), "little")
