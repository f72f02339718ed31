"""Changing a few members of an archive: the others stay where and as they are, unpacked never.

A changed member takes the place of the old one, a new one goes behind the last, and the
directory is the old one but for offsets, lengths and checksums of what moved or changed. The
comment, the order of members, their times, flags and extra fields stay.
"""

from __future__ import annotations

import zlib
from bisect import bisect
from dataclasses import dataclass, field
from struct import Struct
from typing import NamedTuple

from hegui.files.edits import Edit, Edits, apply_edits, ordered
from hegui.files.source import Source
from hegui.structures.zip.alike import deflated
from hegui.structures.zip.archive import DEFLATED, Archive
from hegui.structures.zip.records import (
    CENTRAL,
    CENTRAL_MAGIC,
    DESCRIBED,
    END,
    END64,
    FULL16,
    FULL32,
    LOCAL,
    LOCAL_MAGIC,
    LOCATOR,
    UTF8,
    ZIP64,
    Member,
    fields_of,
)

_VERSION = 20  # 4.4.3: the first to know deflating
_VERSION_ZIP64 = 45
_LEVEL_BITS = 0x0006  # 4.4.4: how hard the old bytes were deflated
_LONGEST_NAME = 1000
# 4.3.12: where in an entry the low byte of the flags is, checksum and lengths, and the offset
_FLAGS_AT = 8
_SIZES_AT = 16
_OFFSET_AT = 42
_SIZES = Struct("<3L")
_OFFSET = Struct("<L")
# 4.3.16: where in the end record the numbers of members are, size and offset of the directory
_COUNTS_AT = 8
_COUNTS = Struct("<2H2L")
_FULL = b"\xff\xff\xff\xff"


@dataclass(slots=True)
class Changes:
    """What becomes of an archive: members by their new content, and new members by name."""

    changed: dict[Member, bytes] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)


def splice(archive: Archive, changes: Changes) -> Edits:
    """The edits that make ``changes`` true. Raises BrokenFile, CeilingExceeded."""
    if not changes.changed and not changes.added:
        return ()
    splicing = _Splicing(archive)
    edits = [
        splicing.replace(member, changes.changed[member])
        for member in sorted(changes.changed, key=lambda one: one.offset)
    ]
    added = b"".join(splicing.add(name, content) for name, content in changes.added.items())
    return ordered([*edits, splicing.directory(added)])


class _Packed(NamedTuple):
    """A member's new data: how it is compressed, its checksum, its length, its bytes."""

    method: int
    crc: int
    size: int
    data: bytes

    @classmethod
    def of(cls, content: bytes, method: int) -> _Packed:
        data = deflated(content) if method == DEFLATED else content
        return cls(method, zlib.crc32(content), len(content), data)

    def local(self, version: int, flags: int, when: bytes, name: bytes, extra: bytes) -> bytes:
        """The member as it stands in the file: local header and data."""
        time, date = int.from_bytes(when[:2], "little"), int.from_bytes(when[2:], "little")
        numbers = (version, flags, self.method, time, date, self.crc, len(self.data), self.size)
        header = LOCAL.pack(LOCAL_MAGIC, *numbers, len(name), len(extra))
        return header + name + extra + self.data


class _Splicing:
    """One archive's moves: by how much everything behind an offset is displaced.

    ``ends`` are those of the old members that are replaced, in order; ``growths`` by how much the
    archive has grown before the first of them, and behind each.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.source: Source = archive.source
        self.ends: list[int] = []
        self.growths = [0]
        self.packed: dict[Member, _Packed] = {}
        self.entries = b""
        self.count = len(archive.members)
        self.new_length = 0

    def replace(self, member: Member, content: bytes) -> Edit:
        """A member's local entry anew, with its name, time and extra fields, where it was."""
        header = self.source.read(member.offset, member.data - member.offset, "a local header")
        fields = LOCAL.unpack_from(header)
        version, flags = fields[1], fields[2] & ~(DESCRIBED | _LEVEL_BITS)
        extra = _without_zip64(header[LOCAL.size + len(member.name) :])
        packed = _Packed.of(content, member.method)
        data = packed.local(version, flags, header[10:14], member.name, extra)
        length = member.data_end - member.offset
        if fields[2] & DESCRIBED:
            length += self._descriptor(member)
        self.packed[member] = packed
        self.ends.append(member.offset + length)
        self.growths.append(self.growths[-1] + len(data) - length)
        return Edit(member.offset, length, data)

    def add(self, name: str, content: bytes) -> bytes:
        """A new member's local entry; it takes the time of the first member of all."""
        encoded = name.encode()
        if len(encoded) > _LONGEST_NAME:
            raise self.source.broken("a member's name is too long", None)
        packed = _Packed.of(content, DEFLATED)
        flags = 0 if encoded.isascii() else UTF8
        when = self.archive.directory[12:16]
        offset = self._moved(self.archive.end.start) + self.new_length
        local = packed.local(_VERSION, flags, when, encoded, b"")
        time, date = int.from_bytes(when[:2], "little"), int.from_bytes(when[2:], "little")
        entry = CENTRAL.pack(
            CENTRAL_MAGIC, _VERSION, _VERSION, flags, DEFLATED, time, date, packed.crc,
            len(packed.data), packed.size, len(encoded), 0, 0, 0, 0, 0, min(offset, FULL32),
        )  # fmt: skip
        entry += encoded
        self.entries += entry if offset < FULL32 else self._entry(entry, offset, packed)
        self.count += 1
        self.new_length += len(local)
        return local

    def directory(self, added: bytes) -> Edit:
        """The new members, the directory and its end records up to the archive's comment."""
        archive, end = self.archive, self.archive.end
        directory = bytearray(archive.directory)
        anew = []
        for member in archive.members:
            offset = self._moved(member.offset)
            at = member.entry
            packed = self.packed.get(member)
            # Neither a ZIP64 field nor a comment in it: an entry keeps its length.
            bare = member.entry_end - at == CENTRAL.size + len(member.name)
            said = directory[at + _OFFSET_AT : at + _OFFSET_AT + 4]
            if offset >= FULL32 or said == _FULL or (packed and not bare):
                old = archive.directory[at : member.entry_end]
                anew.append(Edit(at, len(old), self._entry(old, offset, packed)))
                continue
            _OFFSET.pack_into(directory, at + _OFFSET_AT, offset)
            if packed:
                directory[at + _FLAGS_AT] &= ~(DESCRIBED | _LEVEL_BITS)
                sizes = packed.crc, len(packed.data), packed.size
                _SIZES.pack_into(directory, at + _SIZES_AT, *sizes)
        after = archive.members[-1].entry_end if archive.members else 0
        anew.append(Edit(after, 0, self.entries))
        new = apply_edits(bytes(directory), ordered(anew))
        start = self._moved(end.start) + len(added)
        data = added + new + self._end(start, len(new))
        return Edit(end.start, end.at + END.size - end.start, data)

    def _moved(self, offset: int) -> int:
        return offset + self.growths[bisect(self.ends, offset)]

    def _descriptor(self, member: Member) -> int:
        """The length of the data descriptor that goes with a member's old data."""
        later = (each.offset for each in self.archive.members if each.offset > member.offset)
        end = min(later, default=self.archive.end.start)
        length = self.archive.descriptor_length(member, end)
        if not length:
            raise self.archive.broken("the data descriptor of {member} is not behind it", member)
        return length

    def _end(self, start: int, size: int) -> bytes:
        end = self.archive.end
        old = self.source.read(end.at, END.size)
        wide = (self.count, self.count, size, start)
        if end.zip64_at < 0 and self.count < FULL16 and size < FULL32 and start < FULL32:
            return old[:_COUNTS_AT] + _COUNTS.pack(*wide) + old[_COUNTS_AT + _COUNTS.size :]
        full = (FULL16, FULL16, FULL32, FULL32)
        was = END.unpack(old)[3:7]
        narrow = tuple(
            limit if before == limit and end.zip64_at >= 0 else min(value, limit)
            for value, limit, before in zip(wide, full, was, strict=True)
        )
        record = END.pack(*END.unpack(old)[:3], *narrow, END.unpack(old)[7])
        if end.zip64_at >= 0:
            extended = self.source.read(end.zip64_at, end.at - end.zip64_at)
            head = END64.pack(*END64.unpack_from(extended)[:6], *wide)
            locator = LOCATOR.unpack(extended[-LOCATOR.size :])
            rest = extended[END64.size : -LOCATOR.size]
        else:
            versions = (_VERSION_ZIP64, _VERSION_ZIP64)
            head = END64.pack(b"PK\6\6", END64.size - 12, *versions, 0, 0, *wide)
            locator, rest = (b"PK\6\7", 0, 0, 1), b""
        located = LOCATOR.pack(*locator[:2], start + size, locator[3])
        return head + rest + located + record

    def _entry(self, entry: bytes, offset: int, packed: _Packed | None) -> bytes:
        """A directory entry that says a new offset and, for a changed member, its new data."""
        fields = list(CENTRAL.unpack_from(entry))
        name_end = CENTRAL.size + fields[10]
        extra_end = name_end + fields[11]
        extra, wide = entry[name_end:extra_end], b""
        if packed:
            fields[3] &= ~(DESCRIBED | _LEVEL_BITS)
            fields[7:10] = packed.crc, len(packed.data), packed.size
        else:
            # Lengths that stand in the ZIP64 field stay there: unpacked first, then packed.
            lengths = (fields[9] == FULL32) + (fields[8] == FULL32)
            at = next((at for kind, at, _ in fields_of(extra) if kind == ZIP64), 0)
            wide = extra[at : at + 8 * lengths]
        fields[16] = min(offset, FULL32)
        if offset >= FULL32:
            wide += offset.to_bytes(8, "little")
        extra = _without_zip64(extra)
        fields[13] = 0  # the disk: the one there is
        if wide:
            fields[2] = max(fields[2], _VERSION_ZIP64)
            extra = ZIP64.to_bytes(2, "little") + len(wide).to_bytes(2, "little") + wide + extra
        if len(extra) > FULL16:
            raise self.source.broken("a member's extra fields are too long", None)
        fields[11] = len(extra)
        return CENTRAL.pack(*fields) + entry[CENTRAL.size : name_end] + extra + entry[extra_end:]


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without that for ZIP64; every other byte is kept."""
    if not extra:
        return extra
    kept, after = b"", 0
    for kind, at, end in fields_of(extra):
        if kind == ZIP64:
            kept += extra[after : at - 4]
            after = end
    return kept + extra[after:]
