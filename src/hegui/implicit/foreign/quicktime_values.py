"""The tags and user data of MP4, QuickTime and their kin.

Source: QuickTime File Format, User Data (strings with a length and a language before them) and
Metadata; iTunes' lists of tags.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign.statement import BOX, LONGEST, Statement, store, text_of
from hegui.implicit.formats import quicktime_tags
from hegui.structures.bmff import Box, children, top_level, type_name

_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_STRING_HEAD = 4  # length and language of one string in user data


def statements(source: Source) -> Iterator[Statement]:
    """Every text among the tags of file and movie. Raises BrokenFile, CeilingExceeded."""
    for box in top_level(source):
        if box.end > source.size:
            return
        if box.uuid == _C2PA:
            yield store(box.place, box.start)
        elif box.type == b"meta":
            yield from _tags(source, box, ())
        elif box.type == b"moov":
            yield from _within(source, box, ())


def manifests(source: Source) -> Iterator[Statement]:
    """The C2PA stores of any file of boxes: HEIF, AVIF, JPEG XL. Raises BrokenFile."""
    for box in top_level(source):
        if box.end > source.size:
            return
        if box.uuid == _C2PA or (box.type == b"jumb" and BOX in source.peek(box.body, 64)):
            yield store(box.place, box.start)


def _within(source: Source, box: Box, around: tuple[Box, ...]) -> Iterator[Statement]:
    inner = (*around, box)
    for child in children(source, box, len(inner)):
        if child.type == b"meta":
            yield from _tags(source, child, inner)
        elif child.type == b"udta":
            yield from _within(source, child, inner)
        elif box.type == b"udta" and child.type.startswith(b"\xa9"):
            yield from _string(source, child)


def _tags(source: Source, box: Box, around: tuple[Box, ...]) -> Iterator[Statement]:
    listing = quicktime_tags.read_list(source, box, around)
    for tag in quicktime_tags.tags(source, listing):
        if not tag.is_text or tag.named or tag.end <= tag.start:
            continue
        data = source.read(tag.start, min(tag.end - tag.start, LONGEST), "the tag")
        wide = tag.type == 2
        text = data.decode("utf-16-be", "replace").strip("\0 ") if wide else text_of(data)
        if text:
            space = "mp4.keys" if tag.by_key else "mp4.ilst"
            place = f"tag {tag.name} in {box.place}"
            yield Statement(space, tag.name, text, place, tag.item.start)


def _string(source: Source, box: Box) -> Iterator[Statement]:
    length = min(box.end - box.body, LONGEST)
    data = source.read(box.body, length, "user data")
    said = int.from_bytes(data[:2])
    text = text_of(data[_STRING_HEAD : _STRING_HEAD + said] if said <= length else data)
    if text:
        yield Statement("mp4.udta", type_name(box.type), text, box.place, box.start)
