"""One ZIP archive: what is in it, and the unpacked bytes of the few members that matter.

Nothing is ever unpacked to disk, so a member's name is only compared, never followed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from operator import attrgetter

from hegui.errors import BrokenFile, CeilingExceeded, NoSlot
from hegui.files.source import Source
from hegui.structures.zip import alike
from hegui.structures.zip.records import (
    DESCRIBED,
    DESCRIPTOR_MAGIC,
    ENCRYPTED,
    FULL16,
    LOCAL_MAGIC,
    Member,
    find_end,
    members,
)

STORED = 0
DEFLATED = 8
_BLOCK = 64 * 1024
_LONGEST_DESCRIPTOR = 24  # 4.3.9 with signature and ZIP64 sizes

# Documents deflate 5 to 30 times; what unpacks to more than this is made to.
_LEAST_TOTAL = 64 * 1024**2
_MOST_RATIO = 200

_by_offset = attrgetter("offset")


class Archive:
    """The members of a source, in the order of its central directory.

    Raises BrokenFile where readers that go by the directory, by the local headers or by the
    order of the bytes would see different archives; CeilingExceeded.
    """

    __slots__ = ("_alike", "_names", "directory", "end", "members", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.end = find_end(source)
        if self.end.count > FULL16:
            raise CeilingExceeded(
                "the archive has more than {ceiling} members", path=source.name, ceiling=FULL16
            )
        length = self.end.end - self.end.start
        self.directory = source.read(self.end.start, length, "the central directory")
        self.members = tuple(members(source, self.end, self.directory))
        self._check_gaps()
        self._names = {member.name.lower(): member for member in self.members}
        # Of names that several members have, in whatever letters, all of them.
        self._alike: dict[bytes, list[Member]] = {}
        if len(self._names) < len(self.members):
            for member in self.members:
                self._alike.setdefault(member.name.lower(), []).append(member)

    def find(self, name: str, *, caseless: bool = False) -> Member | None:
        """The member of a name; None where there is none.

        Raises BrokenFile where there are two: which one counts differs from reader to reader.
        """
        wanted = name.encode()
        lowered = wanted.lower()
        if lowered not in self._names:
            return None
        found = self._alike.get(lowered) or [self._names[lowered]]
        if not caseless:
            found = [member for member in found if member.name == wanted]
        if len(found) > 1:
            raise self.broken("two members of the archive are called {member}", found[1])
        return found[0] if found else None

    def under(self, folder: str) -> Iterator[Member]:
        """The members below a folder, whose name ends with a slash; any case."""
        prefix = folder.lower().encode()
        for name, member in self._names.items():
            if name.startswith(prefix):
                yield from self._alike.get(name) or (member,)

    def content(self, member: Member, ceiling: int) -> bytes:
        """A member's bytes, unpacked: at most ``ceiling``, and checked against its checksum.

        Raises BrokenFile, CeilingExceeded, and NoSlot where it is encrypted.
        """
        if member.size > ceiling:
            raise CeilingExceeded(
                "{member} unpacks to {length} bytes, more than {ceiling}",
                path=self.source.name,
                place=f"byte {member.offset}",
                member=member.shown,
                length=member.size,
                ceiling=ceiling,
            )
        self._check_readable(member)
        data = self.source.read(member.data, member.packed, member.shown)
        if member.method == DEFLATED:
            unpacked = alike.inflated(data, member.size)
            if unpacked is None:
                raise self.broken("{member} cannot be unpacked", member)
            data = unpacked
        if len(data) != member.size or zlib.crc32(data) != member.crc:
            raise self.broken("{member} does not match its length and checksum", member)
        return data

    def pieces(self, member: Member) -> Iterator[tuple[int, int] | bytes]:
        """A member's unpacked bytes: a range of the file, or blocks.

        Raises as ``content`` does, but has no ceiling of its own: see ``check_ratio``.
        """
        self._check_readable(member)
        if member.method == STORED:
            yield member.data, member.data_end
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        at, left = member.data, member.size
        packed = b""
        while not inflater.eof:
            if not packed:
                packed = self.source.read(at, min(_BLOCK, member.data_end - at), member.shown)
                at += len(packed)
            try:
                block = inflater.decompress(packed, _BLOCK)
            except zlib.error:
                raise self.broken("{member} cannot be unpacked", member) from None
            packed = inflater.unconsumed_tail
            left -= len(block)
            if left < 0 or (not block and not packed and at == member.data_end):
                break
            if block:
                yield block
        if left or not inflater.eof:
            raise self.broken("{member} does not match its length and checksum", member)

    def check_ratio(self) -> None:
        """Raises CeilingExceeded where all members unpack to far more than documents do."""
        ceiling = max(_LEAST_TOTAL, _MOST_RATIO * self.source.size)
        length = sum(member.size for member in self.members)
        if length > ceiling:
            raise CeilingExceeded(
                "the archive unpacks to {length} bytes, more than {ceiling}",
                path=self.source.name,
                length=length,
                ceiling=ceiling,
            )

    def broken(self, template: str, member: Member) -> BrokenFile:
        """A BrokenFile at a member, which the template may name ``{member}``."""
        return self.source.broken(template, member.offset, member=member.shown)

    def _check_readable(self, member: Member) -> None:
        if member.flags & ENCRYPTED:
            raise NoSlot(
                "{member} is encrypted",
                path=self.source.name,
                place=f"byte {member.offset}",
                member=member.shown,
            )
        if member.method not in (STORED, DEFLATED):
            raise self.source.broken(
                "{member} is compressed in a way (method {method}) that documents do not use",
                member.offset,
                member=member.shown,
                method=member.method,
            )

    def _check_gaps(self) -> None:
        """Raises where members overlap, or where one lies that the directory does not list."""
        at, before = 0, None  # what has been seen of the file ends here, with this member
        for member in sorted(self.members, key=_by_offset):
            if member.offset > at:
                if before is None:
                    raise self._hidden(0)
                self._check_gap(before, member.offset)
            elif member.offset < at:
                assert before is not None  # no offset is negative
                raise self.broken("the member {member} overlaps the next one", before)
            at, before = member.data + member.packed, member
        if before is not None and at < self.end.start:
            self._check_gap(before, self.end.start)

    def _check_gap(self, member: Member, end: int) -> None:
        at = member.data_end
        at += self.descriptor_length(member, end) if member.flags & DESCRIBED else 0
        if end - at >= 4 and self.source.read(at, 4) == LOCAL_MAGIC:
            raise self._hidden(at)

    def _hidden(self, at: int) -> BrokenFile:
        return self.source.broken("a member lies here that the central directory does not list", at)

    def descriptor_length(self, member: Member, end: int) -> int:
        """The length of the data descriptor (4.3.9) between a member and ``end``; 0: none."""
        after = self.source.peek(member.data_end, min(_LONGEST_DESCRIPTOR, end - member.data_end))
        crc = member.crc.to_bytes(4, "little")
        for width in (4, 8):
            sizes = (member.packed, member.size)
            if max(sizes) >> 8 * width:
                continue
            wanted = crc + b"".join(size.to_bytes(width, "little") for size in sizes)
            for magic in (DESCRIPTOR_MAGIC, b""):
                if after.startswith(magic + wanted):
                    return len(magic) + len(wanted)
        return 0
