"""The texts of EXIF blocks and TIFF directories, whatever they say.

Source: Exif 3.0 4.6.4 to 4.6.6 (tags), 4.6.5 table 9 (the code before UserComment); Windows'
XPTitle and its kin are UTF-16 in little-endian order.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.implicit.container import Block
from hegui.implicit.foreign.statement import LONGEST, Statement, store, text_of
from hegui.implicit.structures import exif
from hegui.implicit.structures.tiff_directory import (
    EXIF_IFD,
    SHAPES,
    SUB_IFDS,
    Entry,
    Shape,
    Walk,
)

_C2PA = 52545
"""TIFF's own place for a manifest store (C2PA 2.2, A.3.5); c2pa writes it into the last page."""
_WANTED = frozenset(exif.TEXT_TAGS) | {EXIF_IFD, SUB_IFDS, _C2PA}
_USER_COMMENT = 0x9286
_CODE = 8
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def of_block(block: Block, name: str) -> Iterator[Statement]:
    """The texts of an EXIF block in the file ``name``. Raises CeilingExceeded.

    A part that cannot be followed gives none; a block without a header nothing at all.
    """
    start = exif.header(block.data)
    if start is None:
        return
    base, shape = start
    source = Source.of_bytes(block.data[base:] if base else block.data, name)
    yield from _texts(source, shape, f"{block.place}, ", block.offset)


def statements(source: Source) -> Iterator[Statement]:
    """The texts of a TIFF file's directories. Raises CeilingExceeded."""
    shape = SHAPES.get(source.peek(0, 4))
    if shape is not None and shape.first_at + shape.field <= source.size:
        yield from _texts(source, shape, "", None)


def _texts(source: Source, shape: Shape, prefix: str, offset: int | None) -> Iterator[Statement]:
    """``offset``: what to name instead of the value's own place in ``source``."""
    walk = Walk(source, shape, _WANTED, prefix)
    (first,) = shape.pointer.unpack(source.read(shape.first_at, shape.pointer.size))
    if not first:
        return
    for directory in walk.directories(first):
        for entry in directory.entries:
            if entry.tag == _C2PA and offset is None:
                yield store(f"{directory.place}, tag {_C2PA}", entry.value_at)
            if entry.tag not in exif.TEXT_TAGS or not entry.size:
                continue
            tag = exif.TEXT_TAGS[entry.tag]
            text = _text(walk, shape, entry, directory.place)
            if text:
                at = entry.value_at if offset is None else offset
                yield Statement("exif", tag, text, f"{directory.place}, {tag}", at)


def _text(walk: Walk, shape: Shape, entry: Entry, place: str) -> str:
    source = walk.source
    if entry.value_at + entry.size > source.size:
        return ""
    length = min(entry.size, 2 * LONGEST)
    try:
        walk.spend(Entry(entry.tag, entry.type, length, entry.at, entry.value_at, length), place)
        value = source.read(entry.value_at, length, place)
    except FileError:
        return ""  # the walk for labels has said so
    if exif.TEXT_TAGS[entry.tag].startswith("XP"):
        return value.decode("utf-16-le", "replace").strip("\0 \t\r\n")
    if entry.tag == _USER_COMMENT:
        code, value = value[:_CODE], value[_CODE:]
        wide = code.startswith(b"UNICODE") or value.startswith(_MARKS)
        if wide:
            return value.decode(_order(value, shape), "replace").strip("\0\ufeff \t\r\n")
        if code.startswith(b"JIS"):
            return value.decode("iso2022_jp", "replace").strip("\0 \t\r\n")
        if code.strip(b"\0") and not code.startswith(b"ASCII"):
            value = code + value  # no code at all, as many writers have it
    return text_of(value)


def _order(value: bytes, shape: Shape) -> str:
    """The byte order of UTF-16: its mark's, else what its ASCII letters say, else the block's."""
    if value.startswith(_MARKS[0]):
        return "utf-16-le"
    if value.startswith(_MARKS[1]):
        return "utf-16-be"
    high, low = value[1::2].count(0), value[::2].count(0)
    if high == low:
        return "utf-16-le" if shape.order == "little" else "utf-16-be"
    return "utf-16-le" if high > low else "utf-16-be"
