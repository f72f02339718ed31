"""HEIF (HEIC) and AVIF: the label is an XMP property in an item that describes the picture.

Slot: an item of type mime with the content type application/rdf+xml and a cdsc reference to
the primary item (TC260-PG-20259A clause 6; ISO/IEC 23008-12 A.3). An image sequence without
items has no such place: there it is the XMP uuid box (XMP specification part 3, 1.2.7).
Read as well: Exif items, items and boxes called AIGC, XMP in a movie's meta and user data.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.aigc import looks_like_label
from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import heif_essence
from hegui.implicit.formats.heif_brands import family_of
from hegui.implicit.formats.heif_layout import (
    Carrier,
    Form,
    box_around,
    content,
    decoded,
    is_open,
    lay_out,
)
from hegui.implicit.formats.heif_moves import ItemChange, check_unshared, settled
from hegui.implicit.look import Look
from hegui.implicit.structures import exif, stray
from hegui.implicit.structures.item_locations import Growth
from hegui.implicit.structures.item_tables import Meta, new_references
from hegui.rules import slot_of
from hegui.structures.bmff import XMP_UUID, Box, Splice, make

# How a packet of UTF-32 or UTF-16 begins, with a byte order mark or without, and its blank.
_BLANKS = (
    (b"\xff\xfe\0\0", b" \0\0\0"),
    (b"<\0\0\0", b" \0\0\0"),
    (b"\0\0\xfe\xff", b"\0\0\0 "),
    (b"\0\0\0<", b"\0\0\0 "),
    (b"\xff\xfe", b" \0"),
    (b"<\0", b" \0"),
    (b"\xfe\xff", b"\0 "),
    (b"\0<", b"\0 "),
)


class Heif(Container):
    """A HEIF file: HEIC and its relatives, pictures and sequences."""

    kind = Kind(
        "heif",
        "HEIF",
        (".heic", ".heif", ".hif", ".heics", ".heifs", ".avci"),
        ("image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"),
        slot_of("heif"),
    )
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._layout = lay_out(source)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return family_of(head) == "heif"

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        budget = Budget(self.source)
        for carrier in self._layout.carriers:
            try:
                self._look_at(look, budget, carrier)
            except FileError as error:
                look.could_not(error, place=carrier.place, offset=carrier.offset)
        for fault in self._layout.faults:
            look.could_not(fault, place=fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        for fault in self._layout.faults:
            raise fault
        budget = Budget(self.source)
        target = self._target()
        changed = [target] if target else []
        splices = []
        for carrier in self._layout.carriers:
            if carrier is not target:
                cleaned = self._without_label(budget, carrier)
                splices += cleaned
                changed += [carrier] if cleaned else []
        check_unshared(self._layout, changed)
        if target is None:
            return self._with_new(splices, xmp.new_packet(text, self.beside))
        return self._with_target(splices, target, budget, text)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Pictures and sequences; :mod:`hegui.implicit.formats.heif_essence` says what is in.

        Raises BrokenFile, CeilingExceeded, NoSlot (fragmented, or in another file).
        """
        for fault in self._layout.faults:
            raise fault
        return heif_essence.essence(self._layout)

    def _look_at(self, look: Look, budget: Budget, carrier: Carrier) -> None:
        data = self._data(budget, carrier)
        if carrier.form is Form.XMP:
            look.xmp(data, **carrier.where, prescribed=self._layout.prescribed(carrier))
        elif carrier.form is Form.EXIF:
            look.exif(data[self._tiff_start(carrier, data) :], **carrier.where)
        elif stray.blank(data):
            return
        elif carrier.form is Form.LABEL:
            look.label(stray.decoded(data).strip("\0"), **carrier.where)
        else:
            look.text(stray.decoded(data).strip("\0"), **carrier.where)

    def _data(self, budget: Budget, carrier: Carrier) -> bytes:
        budget.spend(carrier.length, carrier.place)
        data = content(self.source, carrier)
        plain = decoded(self.source, carrier, data)
        if plain is not data:
            budget.spend(len(plain), carrier.place)
        return plain

    def _tiff_start(self, carrier: Carrier, data: bytes) -> int:
        """Where the TIFF header begins: behind an offset of 32 bits (ISO/IEC 23008-12 A.2.1)."""
        start = 4 + int.from_bytes(data[:4])
        if start > len(data):
            raise self.source.broken("the Exif item ends before its TIFF header", carrier.place)
        return start

    def _target(self) -> Carrier | None:
        """The carrier that takes the label: the primary item's XMP, or one of nobody's."""
        layout = self._layout
        if not layout.has_items and layout.movie is None:
            raise self.source.broken("the file has neither a primary item nor a movie")
        nobodys = None
        for carrier in layout.carriers:
            if layout.prescribed(carrier):
                return carrier
            own = layout.has_items and carrier.meta is layout.meta and carrier.item is not None
            if own and carrier.form is Form.XMP and not carrier.describes:
                nobodys = nobodys or carrier
        return nobodys if nobodys and nobodys.obstacle is None else None

    def _without_label(self, budget: Budget, carrier: Carrier) -> list[Splice]:
        """The splices, of equal length, that take the labels out of a carrier."""
        if isinstance(carrier.obstacle, NoSlot):
            return []  # encrypted, or another file's: not ours to change
        data = self._data(budget, carrier)
        cleaned = self._cleaned(carrier, data)
        if cleaned == data:
            return []
        if carrier.item and carrier.item.encoding:
            raise NoSlot(
                "the item holds another label and is compressed with {encoding}",
                path=self.source.name,
                place=carrier.place,
                encoding=carrier.item.encoding[:40],
            )
        return _spread(carrier, data, _padded(cleaned, len(data)))

    def _cleaned(self, carrier: Carrier, data: bytes) -> bytes:
        name, place = self.source.name, carrier.place
        if carrier.form is Form.XMP:
            return xmp.without_label(data, name=name, place=place)
        if carrier.form is Form.EXIF:
            start = self._tiff_start(carrier, data)
            if not exif.may_hold_label(data):
                return data
            return data[:start] + exif.without_labels(data[start:], name=name, place=place)
        if carrier.form is Form.TEXT and not looks_like_label(stray.decoded(data).strip("\0")):
            return data
        return data if stray.blank(data) else b" " * len(data)

    def _with_target(
        self, splices: list[Splice], carrier: Carrier, budget: Budget, text: str
    ) -> Edits:
        """The edits that put the label into an existing packet, whose item never shrinks.

        A compressed one becomes plain, since other readers do not unpack it.
        """
        name, place = self.source.name, carrier.place
        packet = self._data(budget, carrier)
        labelled = xmp.with_label(packet, text, name=name, place=place, beside=self.beside)
        labelled = _padded(labelled, carrier.length)
        growth = len(labelled) - carrier.length
        within = (carrier.box,) if carrier.box else box_around(self._layout, carrier.spans[-1])
        if growth and not within:
            raise self.source.broken("the item lies in no media data box", place)
        old = content(self.source, carrier)
        splices = [*splices, *_spread(carrier, old, labelled, within if growth else ())]
        splices += [
            one.item.as_plain()
            for one in (carrier, *self._layout.twins)
            if one.item and one.item.encoding and one.spans == carrier.spans
        ]
        change = ItemChange()
        meta, item = carrier.meta, carrier.item
        if meta and item:
            if growth:
                if meta.is_built_from(item.id):
                    raise NoSlot(
                        "item {item} shares bytes with the label's place",
                        path=name,
                        place=place,
                        item=item.id,
                    )
                length = carrier.spans[-1].length + growth
                change = ItemChange(Growth(carrier.spans, length))
            if meta.primary not in carrier.describes:
                splices += _reference(meta, item.id)
        return settled(self._layout, splices, change)

    def _with_new(self, splices: list[Splice], packet: bytes) -> Edits:
        """The edits that add an XMP item, its bytes in a media data box right after meta.

        In a sequence without items, a uuid box at the file's end.
        """
        layout, meta = self._layout, self._layout.meta
        if not layout.has_items or meta is None or meta.infos is None:
            box = make(b"uuid", XMP_UUID + packet)
            splices.append(Splice(Edit(self.source.size, 0, box)))
            close = layout.last if is_open(layout.last) else None
            return settled(layout, splices, ItemChange(), close)
        item = meta.free_id()
        if item is None:
            raise NoSlot("no item id is free", path=self.source.name, place=meta.box.place)
        splices += meta.infos.adding(self.source, item, meta.box)
        splices += _reference(meta, item)
        splices.append(Splice(Edit(meta.box.end, 0, make(b"mdat", packet))))
        change = ItemChange(added=item, length=len(packet))
        return settled(layout, splices, change, meta.box if is_open(meta.box) else None)


class Avif(Heif):
    """An AVIF file: the same boxes around AV1 pictures and sequences."""

    kind = Kind(
        "avif",
        "AVIF",
        (".avif", ".avifs"),
        ("image/avif",),
        slot_of("avif"),
    )

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return family_of(head) == "avif"


def _padded(packet: bytes, length: int) -> bytes:
    """A packet with blanks behind it, in its own encoding, where it is shorter than ``length``."""
    blank = next((blank for start, blank in _BLANKS if packet.startswith(start)), b" ")
    return packet + blank * ((length - len(packet)) // len(blank))


def _reference(meta: Meta, item: int) -> list[Splice]:
    assert meta.primary is not None
    if meta.references is None:
        return new_references(item, meta.primary, meta.tail, meta.box)
    return meta.references.adding(item, meta.primary, meta.box)


def _spread(carrier: Carrier, old: bytes, new: bytes, within: tuple[Box, ...] = ()) -> list[Splice]:
    """New bytes over a carrier's spans, as long as the old or longer; the last one grows."""
    splices = []
    at = 0
    for index, span in enumerate(carrier.spans):
        last = index == len(carrier.spans) - 1
        piece = new[at:] if last else new[at : at + span.length]
        if piece != old[at : at + span.length]:
            splices.append(Splice(Edit(span.start, span.length, piece), within if last else ()))
        at += span.length
    return splices
