"""ZIP archives in plain code, so that each can be odd in exactly one way."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

TIME = 0x6000  # 12:00
DATE = 0x5A21  # 2025-01-01


@dataclass(frozen=True)
class Item:
    """One member to be built.

    ``described``: lengths follow the data, with the signature most writers give them;
    ``wide``: ZIP64 extra fields for the lengths; ``listed``: whether the directory knows it.
    ``local_name`` is the name in its local header, if that is another.
    """

    name: str
    data: bytes
    stored: bool = False
    described: bool = False
    signature: bytes = b"PK\7\x08"
    wide: bool = False
    extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    flags: int = 0
    method: int | None = None
    listed: bool = True
    local_name: str | None = None
    local_size: int | None = None
    size: int | None = None
    packed: bytes | None = None
    gap: bytes = b""

    @property
    def body(self) -> bytes:
        """The data as it is stored."""
        if self.packed is not None:
            return self.packed
        if self.stored:
            return self.data
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflater.compress(self.data) + deflater.flush()


def archive(
    items: Sequence[Item],
    *,
    comment: bytes = b"",
    zip64: bool = False,
    wide_offsets: bool = False,
    prefix: bytes = b"",
    before_directory: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """An archive: members, directory, end records.

    ``zip64`` adds the ZIP64 end record with every narrow field full; ``wide_offsets`` puts the
    offsets of members into ZIP64 extra fields.
    """
    body, directory, count = bytearray(prefix), bytearray(), 0
    for item in items:
        offset = len(body)
        body += _local(item) + item.body + _descriptor(item) + item.gap
        if item.listed:
            directory += _central(item, offset, wide_offsets)
            count += 1
    body += before_directory
    start = len(body)
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), start, len(comment)
    )
    wide = b""
    if zip64:
        at = start + len(directory)
        wide = struct.pack(
            "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), start
        ) + struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
        end = b"PK\5\6\0\0\0\0" + b"\xff" * 12 + struct.pack("<H", len(comment))
    return bytes(body + directory) + wide + end + comment + after


def _local(item: Item) -> bytes:
    name = (item.name if item.local_name is None else item.local_name).encode()
    crc, packed, size = _numbers(item)
    if item.local_size is not None:
        size = item.local_size
    extra = item.extra
    if item.wide:
        extra = struct.pack("<HHQQ", 1, 16, size, packed) + extra
        packed = size = 0xFFFFFFFF
    if item.described:
        crc = packed = size = 0
    numbers = (20, _flags(item), _method(item), TIME, DATE, crc, packed, size)
    return struct.pack("<4s5H3L2H", b"PK\3\4", *numbers, len(name), len(extra)) + name + extra


def _central(item: Item, offset: int, wide_offset: bool) -> bytes:
    name = item.name.encode()
    crc, packed, size = _numbers(item)
    wide = b""
    if item.wide:
        wide = struct.pack("<QQ", size, packed)
        packed = size = 0xFFFFFFFF
    if wide_offset:
        wide += struct.pack("<Q", offset)
        offset = 0xFFFFFFFF
    extra = item.central_extra
    if wide:
        extra = struct.pack("<HH", 1, len(wide)) + wide + extra
    numbers = (20, 20, _flags(item), _method(item), TIME, DATE, crc, packed, size)
    lengths = (len(name), len(extra), len(item.comment))
    return (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", *numbers, *lengths, 0, 0, 0, offset)
        + name
        + extra
        + item.comment
    )


def _descriptor(item: Item) -> bytes:
    if not item.described:
        return b""
    crc, packed, size = _numbers(item)
    layout = "<LQQ" if item.wide else "<LLL"
    return item.signature + struct.pack(layout, crc, packed, size)


def _numbers(item: Item) -> tuple[int, int, int]:
    size = len(item.data) if item.size is None else item.size
    return zlib.crc32(item.data), len(item.body), size


def _flags(item: Item) -> int:
    return item.flags | (8 if item.described else 0) | (0 if item.name.isascii() else 0x800)


def _method(item: Item) -> int:
    if item.method is not None:
        return item.method
    return 0 if item.stored else 8


def plain(parts: Mapping[str, bytes | str], **options: object) -> list[Item]:
    """Members by name, each with the same options."""
    items = [
        Item(name, data.encode() if isinstance(data, str) else data) for name, data in parts.items()
    ]
    return [replace(item, **options) for item in items]  # type: ignore[arg-type]
