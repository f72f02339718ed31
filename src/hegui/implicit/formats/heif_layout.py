"""What a HEIF or AVIF file is made of, as far as a label is concerned.

Source: ISO/IEC 23008-12 (HEIF) 6 and annex A; ISO/IEC 14496-12 8.11; XMP specification part 3,
1.2.7 (uuid box) and 2.2 (XMP_ in QuickTime user data).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypedDict

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.source import Source
from hegui.implicit.structures import item_tables
from hegui.implicit.structures.bmff_shift import FRAGMENT_TYPES
from hegui.implicit.structures.item_locations import Location, Method, Span
from hegui.implicit.structures.item_tables import Item, Meta
from hegui.structures.bmff import XMP_UUID, Box, SizeForm, children, top_level

_HOLDERS = frozenset((b"moov", b"trak", b"udta", b"meco"))
_LABEL_TYPES = frozenset((b"aigc", b"AIGC"))
_DATA_TYPES = frozenset((b"mdat", b"imda"))
_TEXT_TYPES = ("text/", "application/json")
_LABEL_NAME = "AIGC"
_INFLATED = frozenset(("deflate", "gzip", "compress_zlib", "compress_deflate"))


class Form(Enum):
    """What a carrier's bytes are."""

    XMP = "xmp"
    EXIF = "exif"
    LABEL = "aigc"
    TEXT = "text"


class Where(TypedDict):
    """A carrier as a finding names it (see ``Look``)."""

    slot: str
    place: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """One structure that can hold a label: an item, or a box of its own.

    ``spans`` are its bytes in order; ``obstacle`` is why they cannot be had. ``meta`` and
    ``item`` are set for an item, ``box`` for a box.
    """

    form: Form
    slot: str
    place: str
    spans: tuple[Span, ...]
    meta: Meta | None = None
    item: Item | None = None
    box: Box | None = None
    obstacle: FileError | None = None

    @property
    def offset(self) -> int:
        return self.spans[0].start if self.spans else 0

    @property
    def length(self) -> int:
        return sum(span.length for span in self.spans)

    @property
    def where(self) -> Where:
        return {
            "slot": self.slot,
            "place": self.place,
            "offset": self.offset,
            "length": self.length,
        }

    @property
    def describes(self) -> tuple[int, ...]:
        """The items that it is metadata of."""
        return self.meta.described.get(self.item.id, ()) if self.meta and self.item else ()


@dataclass(slots=True)
class Layout:
    """A file's boxes of interest, found in one walk.

    ``meta`` is the file's own meta box, ``metas`` all, those of a movie and its tracks
    included. ``twins`` are items that share all bytes with a carrier. ``faults`` are places
    that could not be followed, in file order.
    """

    source: Source
    meta: Meta | None = None
    movie: Box | None = None
    last: Box | None = None
    metas: list[Meta] = field(default_factory=list)
    data: list[Box] = field(default_factory=list)
    carriers: list[Carrier] = field(default_factory=list)
    twins: list[Carrier] = field(default_factory=list)
    faults: list[FileError] = field(default_factory=list)
    fragments: list[Box] = field(default_factory=list)

    @property
    def has_items(self) -> bool:
        """Whether the file has a primary item, which a label can describe."""
        meta = self.meta
        return bool(meta and meta.infos and meta.locations and meta.primary in meta.infos.ids)

    def prescribed(self, carrier: Carrier) -> bool:
        """Whether a carrier is the place for the label.

        That is the XMP item of the primary item; in an image sequence without items, the XMP
        box that every ISO base media file can have.
        """
        if carrier.form is not Form.XMP:
            return False
        if self.has_items and self.meta:
            return carrier.meta is self.meta and self.meta.primary in carrier.describes
        return carrier.slot == "heif.uuid-xmp"


def lay_out(source: Source) -> Layout:
    """Walks a file. Raises BrokenFile where not even its first box can be read."""
    layout = Layout(source)
    try:
        for box in top_level(source):
            layout.last = box
            if box.end > source.size:
                raise source.broken(
                    "the box says {size} bytes, more than the file has left",
                    box.place,
                    size=box.size,
                )
            _visit(layout, box, 0)
    except FileError as error:
        if layout.last is None:
            raise
        layout.faults.append(error)
    _tell_twins(layout)
    return layout


def _tell_twins(layout: Layout) -> None:
    """Puts the carriers in file order, each once, though several items may share its bytes."""
    distinct: dict[object, Carrier] = {}
    for carrier in sorted(layout.carriers, key=lambda one: not layout.prescribed(one)):
        key = (carrier.form, carrier.spans) if carrier.spans else id(carrier)
        if distinct.setdefault(key, carrier) is not carrier:
            layout.twins.append(carrier)
    layout.carriers = sorted(distinct.values(), key=lambda carrier: carrier.offset)


def _visit(layout: Layout, box: Box, depth: int) -> None:
    try:
        _sort_out(layout, box, depth)
    except FileError as error:
        if error.place is None:
            error.place = box.place
        layout.faults.append(error)


def _sort_out(layout: Layout, box: Box, depth: int) -> None:
    source = layout.source
    if box.type in _DATA_TYPES:
        layout.data.append(box)
    elif box.type == b"meta":
        meta = item_tables.parse(source, box, depth + 1)
        if depth == 0:
            if layout.meta:
                raise source.broken("the file has two meta boxes", box.place)
            layout.meta = meta
        layout.metas.append(meta)
        layout.carriers += _in_meta(source, meta)
    elif box.type in _HOLDERS:
        if box.type == b"moov":
            layout.movie = box
        for child in children(source, box, depth + 1):
            _visit(layout, child, depth + 1)
    elif box.type == b"uuid" and box.uuid == XMP_UUID:
        layout.carriers.append(_of_box(Form.XMP, "heif.uuid-xmp", box))
    elif box.type == b"XMP_":
        layout.carriers.append(_of_box(Form.XMP, "heif.udta-xmp", box))
    elif box.type in _LABEL_TYPES:
        layout.carriers.append(_of_box(Form.LABEL, "heif.aigc", box))
    elif box.type == b"mini":
        raise NoSlot(
            "the low-overhead form of HEIF (box mini) is not handled in this version",
            path=source.name,
            place=box.place,
        )
    elif box.type in FRAGMENT_TYPES:
        layout.fragments.append(box)


def _of_box(form: Form, slot: str, box: Box, skip: int = 0) -> Carrier:
    span = Span(min(box.body + skip, box.end), box.end)
    return Carrier(form, slot, box.place, (span,), box=box)


def _in_meta(source: Source, meta: Meta) -> Iterator[Carrier]:
    if meta.xml:
        yield _of_box(Form.XMP, "heif.meta-xml", meta.xml, skip=4)
    entries = meta.locations.by_item() if meta.locations else {}
    for item in meta.infos.items if meta.infos else ():
        form = _form(item)
        if form is None:
            continue
        place = f"{_TITLES[form]} item {item.id} of {meta.box.place}"
        slot = f"heif.item-{form.value}"
        try:
            spans = _spans(source, meta, item, entries.get(item.id))
        except FileError as error:
            yield Carrier(form, slot, place, (), meta, item, obstacle=error)
            continue
        if any(span.length for span in spans):
            yield Carrier(form, slot, place, spans, meta, item)


_TITLES = {Form.XMP: "XMP", Form.EXIF: "Exif", Form.LABEL: "AIGC", Form.TEXT: "text"}


def _form(item: Item) -> Form | None:
    if item.type == b"Exif":
        return Form.EXIF
    if item.is_xmp:
        return Form.XMP
    if item.name.upper() == _LABEL_NAME:
        return Form.LABEL
    return Form.TEXT if item.content_type.startswith(_TEXT_TYPES) else None


def _spans(source: Source, meta: Meta, item: Item, entry: Location | None) -> tuple[Span, ...]:
    """Where an item's bytes are. Raises NoSlot where they are out of reach, or BrokenFile."""
    if meta.locations is None or entry is None:
        raise source.broken("item {item} has no location", meta.box.place, item=item.id)
    path, place = source.name, meta.box.place
    if item.protected:
        raise NoSlot("item {item} is encrypted", path=path, place=place, item=item.id)
    if entry.method == Method.ITEM:
        raise NoSlot(
            "item {item} is put together from other items", path=path, place=place, item=item.id
        )
    if not meta.locations.is_here(entry):
        raise NoSlot("item {item} lies in another file", path=path, place=place, item=item.id)
    return meta.locations.spans(source, entry)


def content(source: Source, carrier: Carrier) -> bytes:
    """A carrier's bytes, extents joined, still in their content encoding.

    Raises its obstacle; CeilingExceeded where they are too many.
    """
    if carrier.obstacle:
        raise carrier.obstacle
    if carrier.length > source.ceilings.allocation:
        raise CeilingExceeded(
            "{what} of {length} bytes is over the ceiling of {ceiling} bytes for one structure",
            path=source.name,
            place=carrier.place,
            what="the item",
            length=carrier.length,
            ceiling=source.ceilings.allocation,
        )
    if len(carrier.spans) == 1:
        return source.read(carrier.offset, carrier.length, "the item")
    return b"".join(source.read(span.start, span.length, "the item") for span in carrier.spans)


def decoded(source: Source, carrier: Carrier, data: bytes) -> bytes:
    """An item's bytes without its content encoding (ISO/IEC 14496-12 8.11.6.3).

    Raises NoSlot for an encoding hegui does not know, BrokenFile, CeilingExceeded.
    """
    encoding = carrier.item.encoding if carrier.item else ""
    if not encoding:
        return data
    if encoding not in _INFLATED:
        raise NoSlot(
            "the item is compressed with {encoding}, which hegui does not read",
            path=source.name,
            place=carrier.place,
            encoding=encoding[:40],
        )
    # libheif means zlib's form by compress_zlib and a bare stream by deflate.
    bare = data[:1] != b"\x78" and data[:2] != b"\x1f\x8b"
    inflater = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
    ceiling = source.ceilings.allocation
    try:
        text = inflater.decompress(data, ceiling)
    except zlib.error as error:
        raise BrokenFile(
            "the compressed text cannot be unpacked: {cause}",
            path=source.name,
            place=carrier.place,
            cause=str(error),
        ) from None
    if inflater.unconsumed_tail:
        raise CeilingExceeded(
            "the compressed text unpacks to more than {ceiling} bytes",
            path=source.name,
            place=carrier.place,
            ceiling=ceiling,
        )
    if not inflater.eof:
        raise BrokenFile("the compressed text is cut short", path=source.name, place=carrier.place)
    return text


def box_around(layout: Layout, span: Span) -> tuple[Box, ...]:
    """The boxes, outermost first, whose body holds a span; empty for any but media data."""
    meta = layout.meta
    if meta and meta.locations and meta.locations.idat:
        idat = meta.locations.idat
        if idat.body <= span.start and span.end <= idat.end:
            return meta.box, idat
    for box in layout.data:
        if box.body <= span.start and span.end <= box.end:
            return (box,)
    return ()


def is_open(box: Box | None) -> bool:
    """Whether a box reaches to the file's end without saying how long it is."""
    return box is not None and box.form is SizeForm.OPEN
