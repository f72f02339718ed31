"""The items of a meta box: what they are, where they are, and what refers to what.

Source: ISO/IEC 14496-12 8.11 (meta, pitm, iinf, infe, iref, idat), 8.18.3 (entity groups).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hegui.errors import CeilingExceeded
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.structures import item_locations
from hegui.implicit.structures.item_locations import CEILING, Locations
from hegui.structures.bmff import (
    Box,
    Fields,
    Splice,
    children,
    make,
    make_full,
    meta_fields,
)

XMP_TYPE = "application/rdf+xml"
_MAX_SHORT_ID = 0xFFFF
_HIDDEN = 1

# Item types that can carry a label; all others (coded images, grids) are passed over.
_WANTED = frozenset((b"mime", b"Exif"))
_ONCE = frozenset((b"hdlr", b"pitm", b"iinf", b"iloc", b"iref", b"idat", b"dinf"))


@dataclass(frozen=True, slots=True)
class Item:
    """An item that can carry a label.

    ``encoding`` names the compression of its bytes, ``encoding_at`` is where it is named.
    """

    id: int
    type: bytes
    name: str
    content_type: str
    encoding: str
    encoding_at: int
    protected: bool

    @property
    def is_xmp(self) -> bool:
        return self.content_type == XMP_TYPE

    def as_plain(self) -> Splice:
        """The splice, of equal length, after which the item's bytes count as not compressed."""
        length = len(self.encoding.encode())
        return Splice(Edit(self.encoding_at, length, bytes(length)))


@dataclass(frozen=True, slots=True)
class Infos:
    """The item information box: its count field, its items, and the end of the last one.

    ``items`` are those that can carry a label, ``held`` counts all.
    """

    box: Box
    version: int
    count: int
    items: tuple[Item, ...]
    ids: frozenset[int]
    held: int
    tail: int

    def adding(self, source: Source, item: int, meta: Box) -> list[Splice]:
        """The splices that add a hidden mime item for XMP. Raises BrokenFile."""
        if self.count != self.held:
            raise source.broken(
                "the box says {count} items and holds {held}",
                self.box.place,
                count=self.count,
                held=self.held,
            )
        wide = item > _MAX_SHORT_ID
        # Protection index 0, the type, a name, the content type; no encoding.
        payload = item.to_bytes(4 if wide else 2) + b"\0\0mimeXMP\0" + XMP_TYPE.encode() + b"\0"
        entry = make_full(b"infe", 3 if wide else 2, _HIDDEN, payload)
        width = 4 if self.version else 2
        count = Edit(self.box.body + 4, width, (self.count + 1).to_bytes(4)[-width:])
        splices = [Splice(count)]
        if not self.version and self.count == _MAX_SHORT_ID:
            # Version 1 counts in 32 bits.
            wider = b"\1" + (self.count + 1).to_bytes(4)
            splices = [
                Splice(Edit(self.box.body, 1, wider[:1])),
                Splice(Edit(self.box.body + 4, 2, wider[1:]), (meta, self.box)),
            ]
        return [*splices, Splice(Edit(self.tail, 0, entry), (meta, self.box))]


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference from an item to others; ``type`` is cdsc, iloc, thmb …"""

    box: Box
    type: bytes
    source: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class References:
    """The item reference box; version 1 has ids of 32 bits."""

    box: Box
    version: int
    all: tuple[Reference, ...]
    tail: int

    def adding(self, source: int, target: int, meta: Box) -> list[Splice]:
        """The splices that make one item describe another (cdsc)."""
        within = (meta, self.box)
        if self.version or max(source, target) <= _MAX_SHORT_ID:
            entry = _reference(b"cdsc", source, (target,), 4 if self.version else 2)
            return [Splice(Edit(self.tail, 0, entry), within)]
        # Ids over 65535: the whole box is written as version 1.
        entries = b"".join(_reference(one.type, one.source, one.targets, 4) for one in self.all)
        entries += _reference(b"cdsc", source, (target,), 4)
        start = self.box.body + 4
        return [
            Splice(Edit(self.box.body, 1, b"\1")),
            Splice(Edit(start, self.tail - start, entries), within),
        ]


def new_references(source: int, target: int, at: int, meta: Box) -> list[Splice]:
    """The splices that add a reference box with one reference."""
    wide = max(source, target) > _MAX_SHORT_ID
    entry = _reference(b"cdsc", source, (target,), 4 if wide else 2)
    return [Splice(Edit(at, 0, make_full(b"iref", int(wide), 0, entry)), (meta,))]


def _reference(type_: bytes, source: int, targets: tuple[int, ...], width: int) -> bytes:
    ids = b"".join(target.to_bytes(width) for target in targets)
    return make(type_, source.to_bytes(width) + len(targets).to_bytes(2) + ids)


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta box.

    ``described`` says of an item which others it is metadata of (its cdsc references), ``groups``
    are the ids of entity groups, ``tail`` is the end of the last child.
    """

    box: Box
    primary: int | None
    infos: Infos | None
    locations: Locations | None
    references: References | None
    described: Mapping[int, tuple[int, ...]]
    xml: Box | None
    groups: frozenset[int]
    tail: int

    def is_built_from(self, item: int) -> bool:
        """Whether another item takes bytes out of this one (construction method 2)."""
        return self.references is not None and any(
            one.type == b"iloc" and item in one.targets for one in self.references.all
        )

    def free_id(self) -> int | None:
        """An id no item and no entity group has; None where there is no more."""
        used = set(self.groups)
        short = True
        if self.infos is not None:
            used |= self.infos.ids
        if self.locations is not None:
            used |= {entry.item for entry in self.locations.entries}
            short = self.locations.version < 2
        best = max(used, default=0) + 1
        if best <= (_MAX_SHORT_ID if short else 0xFFFFFFFF):
            return best
        return next((free for free in range(1, _MAX_SHORT_ID + 1) if free not in used), None)


def parse(source: Source, box: Box, depth: int) -> Meta:
    """Reads a meta box. Raises BrokenFile, CeilingExceeded."""
    parts: dict[bytes, Box] = {}
    tail = box.body + meta_fields(source, box)
    xml: Box | None = None
    groups: Box | None = None
    for child in children(source, box, depth, skip=tail - box.body):
        tail = child.end
        if child.type in _ONCE and parts.setdefault(child.type, child) is not child:
            raise source.broken("the meta box has two of these", child.place)
        xml = child if child.type == b"xml " else xml
        groups = child if child.type == b"grpl" else groups
    iloc, iinf, iref = parts.get(b"iloc"), parts.get(b"iinf"), parts.get(b"iref")
    away = _away(source, parts.get(b"dinf"), depth + 1)
    idat = parts.get(b"idat")
    references = _references(source, iref, depth + 1) if iref else None
    return Meta(
        box=box,
        primary=_primary(source, parts.get(b"pitm")),
        infos=_infos(source, iinf, depth + 1) if iinf else None,
        locations=item_locations.parse(source, iloc, idat, away) if iloc else None,
        references=references,
        described=_described(references),
        xml=xml,
        groups=_groups(source, groups, depth + 1),
        tail=tail,
    )


def _primary(source: Source, box: Box | None) -> int | None:
    if box is None:
        return None
    fields = Fields.of(source, box)
    version, _ = fields.number(1), fields.number(3)
    return fields.number(4 if version else 2)


def _away(source: Source, dinf: Box | None, depth: int) -> frozenset[int]:
    """The data references to other files: all entries not flagged as this very file (8.7.2).

    A reference that has no entry is none: decoders take it for this file.
    """
    away = set()
    for dref in children(source, dinf, depth) if dinf else ():
        if dref.type == b"dref":
            for index, entry in enumerate(children(source, dref, depth + 1, skip=8), 1):
                if not Fields.head(source, entry, 4).number(4) & 1:
                    away.add(index)
                    _few(source, entry, len(away))
    return frozenset(away)


def _groups(source: Source, grpl: Box | None, depth: int) -> frozenset[int]:
    if grpl is None:
        return frozenset()
    groups = set()
    for group in children(source, grpl, depth):
        fields = Fields.head(source, group, 8)
        fields.take(4)
        groups.add(fields.number(4))
        _few(source, group, len(groups))
    return frozenset(groups)


def _infos(source: Source, box: Box, depth: int) -> Infos:
    head = Fields.head(source, box, 8)
    version, _ = head.number(1), head.number(3)
    count = head.number(4 if version else 2)
    items: list[Item] = []
    ids: set[int] = set()
    held = 0
    tail = box.body + head.at
    for child in children(source, box, depth, skip=head.at):
        tail = child.end
        if child.type == b"infe":
            held += 1
            _few(source, child, held)
            item = _item(source, child)
            ids.add(item.id)
            if item.type in _WANTED:
                items.append(item)
    return Infos(box, version, count, tuple(items), frozenset(ids), held, tail)


def _item(source: Source, box: Box) -> Item:
    fields = Fields.of(source, box)
    version, _ = fields.number(1), fields.number(3)
    if version > 3:
        raise source.broken("version {version} of the box is unknown", box.place, version=version)
    item = fields.number(4 if version == 3 else 2)
    protected = fields.number(2) != 0
    # Versions 0 and 1 know no item types: what they describe has a MIME type.
    type_ = fields.take(4) if version >= 2 else b"mime"
    if type_ not in _WANTED:
        return Item(item, type_, "", "", "", 0, protected)
    name = fields.string()
    if type_ != b"mime":
        return Item(item, type_, name, "", "", 0, protected)
    content_type = fields.string()
    at = box.body + fields.at
    return Item(item, type_, name, content_type, fields.string(), at, protected)


def _references(source: Source, box: Box, depth: int) -> References:
    head = Fields.head(source, box, 4)
    version, _ = head.number(1), head.number(3)
    width = 4 if version else 2
    found: list[Reference] = []
    tail = box.body + head.at
    left = CEILING
    for child in children(source, box, depth, skip=head.at):
        tail = child.end
        fields = Fields.of(source, child)
        origin, count = fields.number(width), fields.number(2)
        left -= 1 + count
        _few(source, child, CEILING - left)
        found.append(Reference(child, child.type, origin, _targets(fields, count, width)))
    return References(box, version, tuple(found), tail)


def _targets(fields: Fields, count: int, width: int) -> tuple[int, ...]:
    return tuple(fields.number(width) for _ in range(count))


def _described(references: References | None) -> dict[int, tuple[int, ...]]:
    described: dict[int, list[int]] = {}
    for one in references.all if references else ():
        if one.type == b"cdsc":
            described.setdefault(one.source, []).extend(one.targets)
    return {source: tuple(targets) for source, targets in described.items()}


def _few(source: Source, box: Box, number: int) -> None:
    if number > CEILING:
        raise CeilingExceeded(
            "more than {ceiling} items and references",
            path=source.name,
            place=box.place,
            ceiling=CEILING,
        )
