"""EXIF blocks, and the TIFF structure under them, built field by field.

A structure is a list of directories, a directory a list of fields. Everything is laid out in
order behind the header: what a directory points at, then the directory itself.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LABEL = '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"exif-1"}'
WRAPPED = '{"AIGC": ' + LABEL + "}"

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4, 16: 8, 18: 8}
_CODES = {2: "H", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}


@dataclass(frozen=True)
class Field:
    """One field: its value as bytes, or as integers that take the structure's byte order.

    ``below`` are directories the field points at, ``blob`` bytes whose offset is its value.
    ``count`` lies about the number of values where it is given.
    """

    tag: int
    type: int
    value: bytes | tuple[int, ...] = b""
    below: tuple[Sequence[Field], ...] = ()
    blob: bytes | None = None
    count: int | None = None


def text(tag: int, value: str) -> Field:
    """An ASCII field, with its NUL."""
    return Field(tag, 2, value.encode() + b"\0")


def user_comment(value: bytes, code: bytes = b"ASCII\0\0\0") -> Field:
    """UserComment with one of its 8-byte character codes."""
    return Field(0x9286, 7, code + value)


def exif_ifd(*fields: Field) -> Field:
    """The pointer to the Exif directory."""
    return Field(0x8769, 4, below=(fields,))


def structure(
    directories: Sequence[Sequence[Field]], order: str = "<", *, wide: bool = False, chain: int = 0
) -> bytes:
    """A TIFF structure; ``chain`` is what the last directory names as its successor."""
    out = bytearray(_header(order, wide))
    patch = 8 if wide else 4
    pointer = order + ("Q" if wide else "I")
    for fields in directories:
        at, following = _directory(out, fields, order, wide)
        struct.pack_into(pointer, out, patch, at)
        patch = following
    struct.pack_into(pointer, out, patch, chain)
    return bytes(out)


def _header(order: str, wide: bool) -> bytes:
    letters = b"II" if order == "<" else b"MM"
    if wide:
        return letters + struct.pack(order + "HHHQ", 43, 8, 0, 0)
    return letters + struct.pack(order + "HI", 42, 0)


def _directory(out: bytearray, fields: Sequence[Field], order: str, wide: bool) -> tuple[int, int]:
    """Appends a directory; where it begins, and where its successor's offset stands."""
    room = 8 if wide else 4
    entries = []
    for field in fields:
        value = _value(out, field, order, wide)
        count = len(value) // _SIZES[field.type] if field.count is None else field.count
        if len(value) > room:
            value = struct.pack(order + ("Q" if wide else "I"), _append(out, value))
        layout = "HHQ8s" if wide else "HHI4s"
        entries.append(struct.pack(order + layout, field.tag, field.type, count, value))
    head = struct.pack(order + ("Q" if wide else "H"), len(entries))
    at = _append(out, head + b"".join(entries))
    following = len(out)
    out += bytes(room)
    return at, following


def _value(out: bytearray, field: Field, order: str, wide: bool) -> bytes:
    if field.blob is not None:
        numbers: tuple[int, ...] = (_append(out, field.blob),)
    elif field.below:
        numbers = tuple(_directory(out, each, order, wide)[0] for each in field.below)
    elif isinstance(field.value, bytes):
        return field.value
    else:
        numbers = field.value
    return struct.pack(f"{order}{len(numbers)}{_CODES[field.type]}", *numbers)


def _append(out: bytearray, data: bytes) -> int:
    out += bytes(len(out) % 2)
    at = len(out)
    out += data
    return at


def plain() -> bytes:
    """A camera's block without a label."""
    return structure([[text(0x010F, "Maker"), exif_ifd(user_comment(b"a day at the lake"))]])


def comment() -> bytes:
    """The image guide's Annex B form: ASCII code and the wrapped JSON."""
    return structure([[text(0x010F, "Maker"), exif_ifd(user_comment(WRAPPED.encode()))]])


def comment_big_endian() -> bytes:
    """The same in the other byte order."""
    return structure([[text(0x010F, "Maker"), exif_ifd(user_comment(WRAPPED.encode()))]], ">")


def comment_utf16_little() -> bytes:
    """UserComment as UTF-16LE behind the code UNICODE."""
    return structure([[exif_ifd(user_comment(WRAPPED.encode("utf-16-le"), b"UNICODE\0"))]])


def comment_utf16_big() -> bytes:
    """UserComment as UTF-16BE in a little-endian block: writers disagree about the order."""
    return structure([[exif_ifd(user_comment(WRAPPED.encode("utf-16-be"), b"UNICODE\0"))]])


def comment_jis() -> bytes:
    """UserComment under the code JIS; the JSON stays ASCII there."""
    return structure([[exif_ifd(user_comment(WRAPPED.encode("iso2022_jp"), b"JIS\0\0\0\0\0"))]])


def comment_undefined() -> bytes:
    """Eight NULs as the character code."""
    return structure([[exif_ifd(user_comment(WRAPPED.encode(), bytes(8)))]])


def comment_without_code() -> bytes:
    """No character code at all: the first eight bytes are the JSON's own."""
    return structure([[exif_ifd(user_comment(WRAPPED.encode(), b""))]])


def comment_printed_code() -> bytes:
    """A program wrote back what exiv2 printed."""
    return structure([[exif_ifd(user_comment(b"charset=Undefined " + WRAPPED.encode(), bytes(8)))]])


def description() -> bytes:
    """Tencent's older keys in ImageDescription."""
    older = '{"AIGC":{"Label":"1","ServiceProvider":"x","ServiceUser":"y","ContentId":"z"}}'
    return structure([[text(0x010E, older)]])


def windows_comment() -> bytes:
    """XPComment: UTF-16LE bytes with a NUL at the end."""
    return structure([[Field(0x9C9C, 1, (WRAPPED + "\0").encode("utf-16-le"))]])


def second_directory() -> bytes:
    """The label in IFD1, beside the thumbnail's fields."""
    return structure([[text(0x010F, "Maker")], [text(0x010E, WRAPPED)]])


def twice() -> bytes:
    """ImageDescription and UserComment both hold one, between other texts."""
    return structure(
        [
            [
                text(0x010E, WRAPPED),
                text(0x0131, "software of ours"),
                exif_ifd(user_comment(WRAPPED.encode() + b"   ")),
            ]
        ]
    )


def copyright_of_two() -> bytes:
    """Copyright's two texts: the photographer's, NUL, and a label where the editor's stands."""
    return structure([[Field(0x8298, 2, b"somebody\0" + WRAPPED.encode() + b"\0")]])


BLOCKS: dict[str, Callable[[], bytes]] = {
    "comment": comment,
    "comment_big_endian": comment_big_endian,
    "comment_utf16_little": comment_utf16_little,
    "comment_utf16_big": comment_utf16_big,
    "comment_jis": comment_jis,
    "comment_undefined": comment_undefined,
    "comment_without_code": comment_without_code,
    "comment_printed_code": comment_printed_code,
    "description": description,
    "windows_comment": windows_comment,
    "second_directory": second_directory,
    "twice": twice,
    "copyright_of_two": copyright_of_two,
}
"""Blocks that hold a label; they are no files, so they are not called SAMPLES."""
