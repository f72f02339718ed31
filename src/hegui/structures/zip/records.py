"""The fixed records of a ZIP archive, read with every length checked.

Source: PKWARE APPNOTE.TXT 6.3.10, the sections named below (ISO/IEC 21320-1 is a subset of it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from hegui.files.source import Source

LOCAL_MAGIC = b"PK\3\4"
CENTRAL_MAGIC = b"PK\1\2"
END_MAGIC = b"PK\5\6"
_END64_MAGIC = b"PK\6\6"
_LOCATOR_MAGIC = b"PK\6\7"
_SIGNATURE_MAGIC = b"PK\5\5"
DESCRIPTOR_MAGIC = b"PK\7\x08"

# 4.3.7: version needed, flags, method, time, date, crc, packed, size, length of name, of extra
LOCAL = Struct("<4s5H3L2H")
# 4.3.12: version made by, then as above, length of comment, disk, attributes, their like, offset
CENTRAL = Struct("<4s6H3L5H2L")
# Of these: flags, method, crc, packed, size, length of name, of extra, of comment, disk, offset
_ENTRY = Struct("<8x2H4x3L4H6xL")
# 4.3.16: disk, disk of the directory, members here, members, size, offset, length of comment
END = Struct("<4s4H2LH")
# 4.3.14: size of the rest, versions, disks, members here, members, size, offset
END64 = Struct("<4sQ2H2L4Q")
# 4.3.15: disk, offset of the record above, number of disks
LOCATOR = Struct("<4sLQL")

FULL16 = 0xFFFF
FULL32 = 0xFFFFFFFF
ZIP64 = 0x0001
UNICODE_PATH = 0x7075

ENCRYPTED = 0x0001
DESCRIBED = 0x0008  # sizes and checksum follow the data
UTF8 = 0x0800
_HIDDEN = 0x2040  # strong encryption, local headers masked

_LONGEST_COMMENT = 0xFFFF
_TAIL = 4 * 1024  # where the directory of most archives is, with its end records
_EXTRA = Struct("<HH")


@dataclass(frozen=True, slots=True)
class End:
    """Where the archive ends and where its central directory is.

    ``at`` is the offset of the end record, ``zip64_at`` that of the ZIP64 one, or -1;
    ``start:end`` is the directory of ``count`` members.
    """

    at: int
    zip64_at: int
    start: int
    end: int
    count: int

    @property
    def tail(self) -> int:
        """The offset of the first record behind the directory."""
        return self.at if self.zip64_at < 0 else self.zip64_at


def find_end(source: Source) -> End:
    """The end records. Raises BrokenFile where they are missing, or where readers would differ.

    The directory must lie straight before its end record: otherwise those who go by its offset
    and those who go by its size would see two archives.
    """
    at = _end_at(source)
    fields = END.unpack(source.read(at, END.size, "the end of central directory"))
    _, disk, directory_disk, here, count, size, start, _ = fields
    if disk not in (0, FULL16) or directory_disk not in (0, FULL16) or here != count:
        raise source.broken("the archive is one part of several", at)
    zip64_at = -1
    if at >= LOCATOR.size:
        located = source.read(at - LOCATOR.size, LOCATOR.size)
        if located.startswith(_LOCATOR_MAGIC):
            zip64_at, wide = _zip64(source, at - LOCATOR.size, located)
            narrow = ((count, FULL16), (size, FULL32), (start, FULL32))
            for (value, full), wider in zip(narrow, wide, strict=True):
                if value not in (full, wider):
                    raise source.broken("the two end records of the archive contradict", at)
            count, size, start = wide
    tail = at if zip64_at < 0 else zip64_at
    if start + size != tail:
        raise source.broken(
            "the central directory ends at byte {end}, not where its end record begins",
            at,
            end=start + size,
        )
    return End(at, zip64_at, start, tail, count)


def _end_at(source: Source) -> int:
    at = source.size - END.size
    # What is read first of the beginning is kept by the source, and so one look at the end after
    # it serves the end records, the directory and the members that lie before it.
    source.peek(0, 4)
    source.peek(max(0, source.size - _TAIL), _TAIL)
    if at < 0 or source.read(at, 4) != END_MAGIC:
        first = max(0, at - _LONGEST_COMMENT)
        found = source.peek(first, source.size - first).rfind(END_MAGIC)
        at = first + found
        if found < 0 or at + END.size > source.size:
            raise source.broken(
                "the archive has no end of central directory: it is cut short", source.size
            )
    length = int.from_bytes(source.read(at + END.size - 2, 2), "little")
    if at + END.size + length > source.size:
        raise source.broken("the archive's comment reaches beyond the file", at)
    return at


def _zip64(source: Source, at: int, located: bytes) -> tuple[int, tuple[int, int, int]]:
    _, disk, record_at, disks = LOCATOR.unpack(located)
    record = source.read(record_at, END64.size, "the ZIP64 end of central directory")
    magic, rest, _, _, on_disk, directory_disk, here, count, size, start = END64.unpack(record)
    if magic != _END64_MAGIC or record_at + 12 + rest != at:
        raise source.broken("the ZIP64 end record is not where its locator says", at)
    if disk or disks > 1 or on_disk or directory_disk or here != count:
        raise source.broken("the archive is one part of several", at)
    return record_at, (count, size, start)


# Neither frozen nor compared by value: tens of thousands are made, and each stands for itself.
@dataclass(slots=True, eq=False)
class Member:
    """One member as the central directory and its local header agree on it.

    ``entry:entry_end`` are its bytes within the directory; in the file, ``offset`` is its local
    header, ``data`` the first byte of its data, ``packed`` and ``size`` the lengths of that as
    stored and as unpacked.
    """

    name: bytes
    entry: int
    entry_end: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    data: int

    @property
    def data_end(self) -> int:
        """The offset behind its data; a data descriptor may follow."""
        return self.data + self.packed

    @property
    def shown(self) -> str:
        """Its name as it may be shown."""
        text = self.name.decode("utf-8", "replace")
        return text if text.isprintable() else ascii(text)[1:-1]


def members(source: Source, end: End, directory: bytes) -> list[Member]:
    """The members in the order of the directory, each checked against its local header.

    Raises BrokenFile where they contradict, or are not what the directory's end says.
    """
    found = []
    at, length = 0, len(directory)
    for _ in range(end.count):
        if at + CENTRAL.size > length or not directory.startswith(CENTRAL_MAGIC, at):
            raise source.broken("the central directory breaks off", end.start + at)
        fields = _ENTRY.unpack_from(directory, at)
        flags, method, crc, packed, size, named, extra_length, commented, disk, offset = fields
        name_end = at + CENTRAL.size + named
        entry_end = name_end + extra_length + commented
        if entry_end > length:
            raise source.broken("the central directory breaks off", end.start + at)
        name = directory[at + CENTRAL.size : name_end]
        if extra_length:
            extra = directory[name_end : name_end + extra_length]
            size, packed, offset, disk = widened(extra, size, packed, offset, disk)
            _check_name(source, end.start + at, name, extra)
        if disk:
            raise source.broken("the archive is one part of several", end.start + at)
        if flags & _HIDDEN:
            raise source.broken("the archive's headers are encrypted", end.start + at)
        header = source.read(offset, LOCAL.size + named, "a local header")
        data = offset + LOCAL.size + named + header[28] + (header[29] << 8)
        member = Member(name, at, entry_end, flags, method, crc, packed, size, offset, data)
        if data + packed > end.start:
            raise source.broken(
                "the member {member} reaches into the directory", offset, **_of(member)
            )
        # From the flags to the length of the name, both headers have the same fields in one order.
        alike = header.startswith(directory[at + 8 : at + 30], 6) and header.endswith(name)
        if not alike or flags & DESCRIBED or not header.startswith(LOCAL_MAGIC):
            _check_local(source, member)
        found.append(member)
        at = entry_end
    if at != length and not directory.startswith(_SIGNATURE_MAGIC, at):
        raise source.broken("the central directory is longer than its members", end.start + at)
    return found


def _check_local(source: Source, member: Member) -> None:
    """Raises where who reads from the front would see another member than who goes by the end."""
    header = source.read(member.offset, LOCAL.size, "a local header")
    magic, _, flags, method, _, _, crc, packed, size, named, extra_length = LOCAL.unpack(header)
    length = LOCAL.size + named + extra_length
    header = source.read(member.offset, length, "a local header")
    extra = header[LOCAL.size + named :]
    agreed = magic == LOCAL_MAGIC and method == member.method
    agreed = agreed and header[LOCAL.size : LOCAL.size + named] == member.name
    agreed = agreed and (flags ^ member.flags) & ENCRYPTED == 0
    if agreed and not flags & DESCRIBED:
        size, packed, _, _ = widened(extra, size, packed, 0, 0)
        agreed = (crc, packed, size) == (member.crc, member.packed, member.size)
    if not agreed:
        raise source.broken(
            "the local header of {member} contradicts the central directory",
            member.offset,
            **_of(member),
        )


def _check_name(source: Source, at: int, name: bytes, extra: bytes) -> None:
    """Raises where an extra field (4.6.9) gives the member another name in plain ASCII."""
    for kind, start, stop in fields_of(extra):
        other = extra[start + 5 : stop]
        if kind == UNICODE_PATH and other.isascii() and other != name:
            raise source.broken("a member has two names", at)


def _of(member: Member) -> dict[str, str]:
    return {"member": member.shown}


def fields_of(extra: bytes) -> Iterator[tuple[int, int, int]]:
    """(id, start, end) of each extra field's data; what breaks off at the end is left out."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = _EXTRA.unpack_from(extra, at)
        at += 4
        if at + length > len(extra):
            return
        yield kind, at, at + length
        at += length


def widened(
    extra: bytes, size: int, packed: int, offset: int, disk: int
) -> tuple[int, int, int, int]:
    """The four values, those that are full replaced by the ZIP64 extra field's (4.5.3)."""
    if FULL32 not in (size, packed, offset) and disk != FULL16:
        return size, packed, offset, disk
    for kind, at, stop in fields_of(extra):
        if kind != ZIP64:
            continue
        if size == FULL32 and at + 8 <= stop:
            size = int.from_bytes(extra[at : at + 8], "little")
            at += 8
        if packed == FULL32 and at + 8 <= stop:
            packed = int.from_bytes(extra[at : at + 8], "little")
            at += 8
        if offset == FULL32 and at + 8 <= stop:
            offset = int.from_bytes(extra[at : at + 8], "little")
            at += 8
        if disk == FULL16 and at + 4 <= stop:
            disk = int.from_bytes(extra[at : at + 4], "little")
        break
    return size, packed, offset, disk
