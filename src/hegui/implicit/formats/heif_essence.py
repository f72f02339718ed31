"""The content of a HEIF or AVIF file: its pictures and sequences, and what decodes them.

Pictures: the primary item's number, then every item that is neither metadata (mime, Exif, uri, or
with a reference cdsc to what it describes) nor a mere thumbnail (thmb), by ascending number: its
type, whether it is hidden, what it is derived from or belongs to (dimg, auxl, tmap's and all other
references), its properties in their order, its bytes; then the entity groups (alternatives).
Sequences: of each track that is not metadata, what the movie box says of it apart from user data,
times and names, then its samples. Properties that only describe are out (udes, altt, creation and
modification times), and so are offsets, the order in which bytes lie, ftyp, and all other boxes
(XMP's and C2PA's uuid, free space, media data that nothing refers to). Rotation and mirroring are
properties of the picture (irot, imir) and in.
Source: ISO/IEC 14496-12 8.1 to 8.7, 8.11, 8.18; ISO/IEC 23008-12 6 and 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import CeilingExceeded, NoSlot
from hegui.files.source import Source
from hegui.implicit.formats.heif_layout import Layout
from hegui.implicit.formats.heif_samples import samples
from hegui.implicit.structures.item_locations import CEILING, Location, Method
from hegui.implicit.structures.item_tables import Meta
from hegui.structures.bmff import Box, Fields, children, meta_fields

Piece = tuple[int, int] | bytes

_ABOUT_TYPES = frozenset((b"mime", b"Exif", b"uri "))
_ABOUT, _PREVIEW = b"cdsc", b"thmb"
_DESCRIBING = frozenset((b"udes", b"altt", b"crtt", b"mdft"))
_HIDDEN = 1
_MOST_ASSOCIATIONS = 8 * CEILING


@dataclass(frozen=True, slots=True)
class _Picture:
    """An item that is content: its number, type and flags."""

    id: int
    type: bytes
    flags: int


def essence(layout: Layout) -> Iterator[Piece]:
    """The pieces of a file that can be followed. Raises BrokenFile, CeilingExceeded, NoSlot."""
    if not layout.has_items and layout.movie is None:
        raise layout.source.broken("the file has neither a primary item nor a movie")
    if layout.has_items and layout.meta:
        yield from _pictures(layout.source, layout.meta)
    if layout.movie:
        if layout.fragments:
            raise NoSlot(
                "the file is fragmented, and its content cannot be told apart in this version",
                path=layout.source.name,
                place=layout.fragments[0].place,
            )
        yield from samples(layout.source, layout.movie)


def _pictures(source: Source, meta: Meta) -> Iterator[Piece]:
    assert meta.primary is not None  # has_items
    yield b"primary" + meta.primary.to_bytes(4)
    properties = _Properties(source, meta)
    references = _references(meta)
    locations = meta.locations.by_item() if meta.locations else {}
    for picture in _items(source, meta):
        flags = (picture.flags & _HIDDEN).to_bytes(1)
        yield b"item" + picture.id.to_bytes(4) + picture.type + flags
        yield from references.get(picture.id, ())
        yield from properties.of(picture.id)
        if picture.id in locations:
            yield from _payload(source, meta, locations[picture.id])
    for child in children(source, meta.box, 1, skip=meta_fields(source, meta.box)):
        if child.type == b"grpl":
            yield b"grpl" + (child.end - child.body).to_bytes(8)
            yield child.body, child.end


def _items(source: Source, meta: Meta) -> list[_Picture]:
    """The items that are content, by number."""
    out = set(meta.described)
    if meta.references:
        out |= {one.source for one in meta.references.all if one.type == _PREVIEW}
    found: dict[int, _Picture] = {}
    infos = meta.infos
    assert infos is not None  # has_items
    for child in children(source, infos.box, 2, skip=8 if infos.version else 6):
        if child.type != b"infe":
            continue
        fields = Fields.head(source, child, 16)
        version, flags = fields.number(1), fields.number(3)
        if version < 2:
            continue  # versions 0 and 1 know no types, and so no pictures
        item = fields.number(4 if version == 3 else 2)
        fields.take(2)
        type_ = fields.take(4)
        if item == meta.primary or (type_ not in _ABOUT_TYPES and item not in out):
            found.setdefault(item, _Picture(item, type_, flags))
    return [found[item] for item in sorted(found)]


def _references(meta: Meta) -> dict[int, list[bytes]]:
    """What each item refers to, other than what it only describes."""
    found: dict[int, list[bytes]] = {}
    for one in meta.references.all if meta.references else ():
        if one.type != _ABOUT:
            numbers = (len(one.targets), *one.targets)
            piece = one.type + b"".join(number.to_bytes(4) for number in numbers)
            found.setdefault(one.source, []).append(piece)
    return found


def _payload(source: Source, meta: Meta, entry: Location) -> Iterator[Piece]:
    """An item's bytes with their length; of one put together from others, which bytes of which."""
    locations = meta.locations
    assert locations is not None
    if locations.is_here(entry):
        spans = locations.spans(source, entry)
        yield b"data" + sum(span.length for span in spans).to_bytes(8)
        yield from ((span.start, span.end) for span in spans)
        return
    if entry.method != Method.ITEM:
        raise NoSlot(
            "item {item} lies in another file",
            path=source.name,
            place=meta.box.place,
            item=entry.item,
        )
    for extent in entry.extents:
        numbers = extent.index, entry.base + extent.offset, extent.length
        yield b"from" + b"".join(number.to_bytes(9) for number in numbers)


class _Properties:
    """The properties that items are associated with (ISO/IEC 23008-12 9.3)."""

    def __init__(self, source: Source, meta: Meta) -> None:
        self._source = source
        self._boxes: list[Box] = []
        self._of: dict[int, list[int]] = {}
        skip = meta_fields(source, meta.box)
        for iprp in children(source, meta.box, 1, skip=skip):
            if iprp.type != b"iprp":
                continue
            for child in children(source, iprp, 2):
                if child.type == b"ipco" and not self._boxes:
                    for box in children(source, child, 3):
                        self._few(child, len(self._boxes))
                        self._boxes.append(box)
                elif child.type == b"ipma":
                    self._associate(child)

    def of(self, item: int) -> Iterator[Piece]:
        """An item's properties in the order of association, with whether each is essential."""
        for association in self._of.get(item, ()):
            essential, index = association & 1, association >> 1
            if not 1 <= index <= len(self._boxes):
                continue  # 0 is none (9.3.1)
            box = self._boxes[index - 1]
            if box.type not in _DESCRIBING:
                yield box.type + essential.to_bytes(1) + (box.end - box.body).to_bytes(8)
                yield box.body, box.end

    def _associate(self, box: Box) -> None:
        fields = Fields.of(self._source, box)
        version, flags = fields.number(1), fields.number(3)
        wide = flags & 1
        held = 0
        for _ in range(fields.number(4)):
            item = fields.number(4 if version else 2)
            count = fields.number(1)
            held += 1 + count
            self._few(box, held)
            associations = self._of.setdefault(item, [])
            for _ in range(count):
                value = fields.number(2 if wide else 1)
                top = 15 if wide else 7
                associations.append((value & ((1 << top) - 1)) << 1 | value >> top)

    def _few(self, box: Box, number: int) -> None:
        if number > _MOST_ASSOCIATIONS:
            raise CeilingExceeded(
                "more than {ceiling} items and references",
                path=self._source.name,
                place=box.place,
                ceiling=_MOST_ASSOCIATIONS,
            )
