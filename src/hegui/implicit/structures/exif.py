"""Labels in EXIF texts: found in files from the wild, never written (TC260-PG-20259A Annex B).

An EXIF block is a TIFF structure inside another file. UserComment (0x9286) with the wrapped
JSON is the image guide's alternative; ImageDescription and others are met in practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.aigc import looks_like_label
from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.implicit.structures import stray
from hegui.implicit.structures.tiff_directory import (
    EXIF_IFD,
    SHAPES,
    SUB_IFDS,
    Entry,
    Shape,
    Walk,
)

_USER_COMMENT = 0x9286

# The texts a person or a program fills at will: Exif 3.0 4.6.4 to 4.6.6 and Windows' own five.
TEXT_TAGS = {
    0x010D: "DocumentName",
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x011D: "PageName",
    0x0131: "Software",
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x8298: "Copyright",
    0x9286: "UserComment",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9C9D: "XPAuthor",
    0x9C9E: "XPKeywords",
    0x9C9F: "XPSubject",
    0xA420: "ImageUniqueID",
    0xA430: "CameraOwnerName",
    0xA436: "ImageTitle",
    0xA437: "Photographer",
    0xA438: "ImageEditor",
    0xA43C: "MetadataEditingSoftware",
}
_WANTED = frozenset(TEXT_TAGS) | {EXIF_IFD, SUB_IFDS}

# Exif 2.32 4.6.5, table 9: the codes before a UserComment's text.
_CODES = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8))

# Of these letters every label has some: the outer member, the names of three of the seven
# members, Tencent's older ServiceProvider, or the beginning of either in base64.
_LETTERS = (b"IGC", b"igc", b"rodu", b"ropag", b"eProv", b"eyJ", b"QUlHQ")

# A shorter text (in bytes) can be no label, whatever its letters, and a longer one is not parsed;
# one value holds so many texts at most.
_SHORTEST = 16
_LONGEST = 4 * 1024**2
_PARTS = 8
_WINDOW = 1024 * 1024
_OVERLAP = 64

_PREFIX = b"Exif\0\0"
# A block may begin with the six letters (twice, even) or an offset before its TIFF header.
_HEADER_WITHIN = 32


@dataclass(frozen=True, slots=True)
class ExifText:
    """One text in an EXIF block: its tag's name, where its bytes are, and the decoded text.

    ``offset`` and ``length`` are relative to the block and leave out UserComment's 8-byte
    character code.
    """

    tag: str
    offset: int
    length: int
    text: str


def may_hold_label(block: bytes) -> bool:
    """A cheap first look: whether the letters of a label occur in the block at all."""
    # Without its NULs, UTF-16 of either order reads as ASCII.
    squeezed = block.translate(None, b"\0")
    return any(letters in squeezed for letters in _LETTERS)


def texts(block: bytes, *, name: str, place: str) -> tuple[ExifText, ...]:
    """The texts of a block that can hold a label: those with its letters in them.

    Raises CeilingExceeded; and BrokenFile where the block, or a part of it, cannot be
    followed and the parts that can hold no label.
    """
    found, faults = _look(block, name, place)
    if faults and not any(map(is_label, found)):
        raise faults[0]
    return tuple(found)


def without_labels(block: bytes, *, name: str, place: str) -> bytes:
    """The block with every text that is a label blanked, its length and all else unchanged.

    UserComment is filled with blanks (0x20), as Exif 2.3 4.6.5 says for an empty comment;
    ASCII texts with NUL; words beside a label stay. A part that cannot be followed stays as it
    is. Raises CeilingExceeded; BrokenFile where nothing of a block that may hold a label can.
    """
    if header(block) is None and may_hold_label(block):
        raise _headless(name, place)
    found, _ = _look(block, name, place)
    result = bytearray(block)
    for each in found:
        if is_label(each):
            end = each.offset + each.length
            result[each.offset : end] = blank(each.tag, block[each.offset : end])
    return bytes(result)


def is_label(found: ExifText) -> bool:
    """Whether a text claims to be a label: these are reported, and taken out."""
    return looks_like_label(found.text)


def blank(tag: str, value: bytes) -> bytes:
    """What stands in for the bytes of a text that is a label, at the same length.

    Words beside the label stay where they are.
    """
    rest = _beside(value)
    if rest:
        return rest
    if tag != "UserComment":
        return bytes(len(value))
    if not _is_utf16(value):
        return b" " * len(value)
    return " ".encode(_utf16(value)) * (len(value) // 2) + bytes(len(value) % 2)


def entry_texts(walk: Walk, entry: Entry, place: str) -> Iterator[ExifText]:
    """The texts in one value that have a label's letters; offsets are those of the source.

    A value that several entries share is told once. Raises BrokenFile, CeilingExceeded.
    """
    if entry.size < _SHORTEST:
        return
    if entry.size > _LONGEST and entry.value_at + entry.size <= walk.source.size:
        _require_no_mention(walk, entry, place)
        return
    value = walk.value(entry, place)
    if may_hold_label(value) and walk.take(entry, place):
        yield from _split(TEXT_TAGS[entry.tag], value, entry.value_at)


def _require_no_mention(walk: Walk, entry: Entry, place: str) -> None:
    """Raises CeilingExceeded where a text too long to be parsed has the words of a label."""
    walk.spend(entry, place)
    end = entry.value_at + entry.size
    for at in range(entry.value_at, end, _WINDOW):
        window = walk.source.peek(at, min(_WINDOW + _OVERLAP, end - at))
        if stray.mentions(window.translate(None, b"\0").lstrip()):
            raise CeilingExceeded(
                "the text of tag {tag} mentions a label and has {size} bytes, and more than "
                "{ceiling} bytes of one text are not taken apart",
                path=walk.source.name,
                place=place,
                tag=entry.tag,
                size=entry.size,
                ceiling=_LONGEST,
            )


def _beside(value: bytes) -> bytes:
    """The value with blanks in its label's place; nothing where no words stand beside it."""
    wide = _is_utf16(value)
    rest = _blanked_wide(value, _utf16(value)) if wide else stray.blanked(value)
    text = _decode(rest, _utf16(value) if wide else "utf-8")
    return rest if any(map(str.isalnum, text)) and not looks_like_label(text) else b""


def _blanked_wide(value: bytes, encoding: str) -> bytes:
    """UTF-16 with blanks in the place of every label; nothing where it is not UTF-16."""
    try:
        text = value.decode(encoding)
        data = text.encode()
    except UnicodeError:
        return b""
    parts: list[bytes] = []
    at = 0
    for found in stray.find(data):
        label = data[found.start : found.end].decode().encode(encoding)
        parts += [data[at : found.start].decode().encode(encoding)]
        parts += [" ".encode(encoding) * (len(label) // 2)]
        at = found.end
    return b"".join([*parts, data[at:].decode().encode(encoding)])


def _headless(name: str, place: str) -> BrokenFile:
    return BrokenFile("the EXIF block does not begin with a TIFF header", path=name, place=place)


def _look(block: bytes, name: str, place: str) -> tuple[list[ExifText], list[FileError]]:
    start = header(block)
    if start is None:
        return [], [_headless(name, place)]
    base, shape = start
    source = Source.of_bytes(block[base:] if base else block, name)
    walk = Walk(source, shape, _WANTED, f"{place}, ")
    (first,) = shape.pointer.unpack(source.read(shape.first_at, shape.pointer.size))
    found: list[ExifText] = []
    for directory in walk.directories(first):
        for entry in directory.entries:
            if entry.tag in TEXT_TAGS:
                try:
                    found.extend(entry_texts(walk, entry, directory.place))
                except BrokenFile as error:
                    walk.fault(directory.place, entry.value_at, error)
    faults = [fault.error for fault in walk.faults]
    return [_moved(each, base) for each in found], faults


def _moved(found: ExifText, base: int) -> ExifText:
    return ExifText(found.tag, found.offset + base, found.length, found.text)


def header(block: bytes) -> tuple[int, Shape] | None:
    """Where a block's TIFF header begins, and its shape; None where it has none."""
    base = 0
    while block.startswith(_PREFIX, base):
        base += len(_PREFIX)
    for at in range(base, base + _HEADER_WITHIN):
        shape = SHAPES.get(block[at : at + 4])
        if shape is not None and at + shape.first_at + shape.field <= len(block):
            return at, shape
    return None


def _split(tag: str, value: bytes, offset: int) -> Iterator[ExifText]:
    code = b""
    if tag == "UserComment" and value.startswith(_CODES):
        code, value = value[:8], value[8:]
        offset += 8
    if _is_utf16(value):
        value = value[: _utf16_end(value)]
        yield _text(tag, value, offset, _utf16(value))
        return
    # Copyright holds two texts, and a count may reach into the next value: NUL divides.
    encoding = "iso2022_jp" if code.startswith(b"JIS") else "utf-8"
    for part in value.split(b"\0", _PARTS)[:_PARTS]:
        if may_hold_label(part):
            yield _text(tag, part, offset, encoding)
        offset += len(part) + 1


def _text(tag: str, value: bytes, offset: int, encoding: str) -> ExifText:
    return ExifText(tag, offset, len(value), _decode(value, encoding).removeprefix("\ufeff"))


def _decode(value: bytes, encoding: str) -> str:
    for attempt in (encoding, "gb18030"):
        try:
            return value.decode(attempt)
        except UnicodeDecodeError:
            continue
    return value.decode(encoding, "replace")


def _is_utf16(value: bytes) -> bool:
    # The bytes decide, not the code before them, which writers get wrong: a label's letters
    # are ASCII, so in UTF-16 they stand apart.
    return may_hold_label(value) and not any(letters in value for letters in _LETTERS)


def _utf16(value: bytes) -> str:
    if value.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if value.startswith(b"\xfe\xff"):
        return "utf-16-be"
    return "utf-16-le" if value[1::2].count(0) >= value[::2].count(0) else "utf-16-be"


def _utf16_end(value: bytes) -> int:
    end = value.find(b"\0\0")
    while end % 2 and end >= 0:
        end = value.find(b"\0\0", end + 1)
    return len(value) if end < 0 else end
