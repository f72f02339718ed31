"""Where the bytes of items are: the item location box of a meta box.

Source: ISO/IEC 14496-12 8.11.3 (iloc, versions 0 to 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from hegui.errors import CeilingExceeded, NoSlot
from hegui.files.source import Source
from hegui.implicit.structures.bmff_shift import Shift
from hegui.structures.bmff import Box, Fields

# Items and extents are few hundred in the largest pictures; each costs an object.
CEILING = 32_768

_METHOD = 0x000F


class Method(IntEnum):
    """What an extent's offset is relative to: the file, the meta box's idat, another item."""

    FILE = 0
    IDAT = 1
    ITEM = 2


@dataclass(frozen=True, slots=True)
class Extent:
    """One run of an item's bytes; a length of 0 says "to the end" (8.11.3.3)."""

    offset: int
    length: int
    index: int = 0


@dataclass(frozen=True, slots=True)
class Location:
    """One item's entry; ``construction`` is the whole 16-bit field, reserved bits and all."""

    item: int
    extents: tuple[Extent, ...]
    base: int = 0
    construction: int = 0
    data_reference: int = 0

    @property
    def method(self) -> int:
        """The construction method; a value beyond ``Method`` is one nobody knows."""
        return self.construction & _METHOD


@dataclass(frozen=True, slots=True)
class Widths:
    """The sizes in bytes of an entry's fields: 0, 4 or 8."""

    offset: int
    length: int
    base: int
    index: int

    def joined(self, other: Widths) -> Widths:
        """The larger of each."""
        return Widths(
            max(self.offset, other.offset),
            max(self.length, other.length),
            max(self.base, other.base),
            max(self.index, other.index),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of the file: ``start`` and ``end``."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Growth:
    """Bytes of which the last run becomes ``length`` bytes long.

    More than one item can have them: libavif gives a sequence's track and its primary item the
    same XMP.
    """

    spans: tuple[Span, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Locations:
    """An item location box, and the data box that construction method 1 refers to.

    ``away`` are the data references to other files. ``tail`` is what follows the
    entries, and ``nibble`` the reserved four bits of versions 0; both are kept. ``reach`` is
    how far in the file extents go that say their length.
    """

    box: Box
    version: int
    flags: int
    widths: Widths
    nibble: int
    entries: tuple[Location, ...]
    tail: bytes
    idat: Box | None
    away: frozenset[int]
    reach: int = 0

    def by_item(self) -> dict[int, Location]:
        """The entries by item id; the first one counts."""
        return {entry.item: entry for entry in reversed(self.entries)}

    def is_here(self, entry: Location) -> bool:
        """Whether an item's bytes are this file's own, at offsets of their own."""
        if entry.method == Method.IDAT:
            return self.idat is not None
        return entry.method == Method.FILE and entry.data_reference not in self.away

    def spans(self, source: Source, entry: Location) -> tuple[Span, ...]:
        """Where an item's bytes are. Raises BrokenFile where that is not in the file.

        Only for an entry that ``is_here``.
        """
        end = self._origin(source, entry).end
        spans = tuple(self.runs(source, entry))
        for span in spans:
            if not span.start <= span.end <= end:
                raise source.broken(
                    "item {item} lies outside the file", self.box.place, item=entry.item
                )
        return spans

    def runs(self, source: Source, entry: Location) -> Iterator[Span]:
        """What the extents of an entry that ``is_here`` claim, wherever that is."""
        origin = self._origin(source, entry)
        for extent in entry.extents:
            start = origin.start + entry.base + extent.offset
            # No offset and no length either: an item without bytes, not the whole file. So is
            # one that would run through others: ExifTool leaves such for what it deletes.
            first = self.reach if entry.method == Method.FILE else 0
            open_end = not extent.length and start > 0 and start >= first
            yield Span(start, origin.end if open_end else start + extent.length)

    def _origin(self, source: Source, entry: Location) -> Span:
        if entry.method == Method.IDAT and self.idat is not None:
            return Span(self.idat.body, self.idat.end)
        return Span(0, source.size)

    def moved(self, source: Source, shift: Shift, growth: Growth | None) -> Locations:
        """The box with every offset where the bytes will be, and the length of what grows.

        Raises NoSlot where the edits would fall in the midst of another item's bytes.
        """
        entries = tuple(self._moved(source, entry, shift, growth) for entry in self.entries)
        return replace(self, entries=entries)

    def _moved(
        self, source: Source, entry: Location, shift: Shift, growth: Growth | None
    ) -> Location:
        if not self.is_here(entry):
            return entry
        runs = tuple(self.runs(source, entry))
        grows = growth is not None and runs == growth.spans
        if not grows and any(shift.splits(run.start, run.end) for run in runs):
            raise NoSlot(
                "item {item} shares bytes with the label's place",
                path=source.name,
                place=self.box.place,
                item=entry.item,
            )
        origin = shift(self._origin(source, entry).start)
        offsets = [shift(run.start) - origin - entry.base for run in runs]
        if not grows and offsets == [extent.offset for extent in entry.extents]:
            return entry
        base = entry.base
        if not self.widths.offset and self.widths.base and len(set(offsets)) == 1:
            base, offsets = base + offsets[0], [0] * len(offsets)
        extents = [
            replace(extent, offset=offset)
            for extent, offset in zip(entry.extents, offsets, strict=True)
        ]
        if growth is not None and grows:
            extents[-1] = replace(extents[-1], length=growth.length)
        return replace(entry, base=base, extents=tuple(extents))

    def fitted(self) -> Locations:
        """The box with fields wide enough for what they have to say, never narrower."""
        widths = self.widths
        for entry in self.entries:
            widths = widths.joined(_needs(entry))
        return self if widths == self.widths else replace(self, widths=widths)

    def encoded(self, source: Source) -> bytes:
        """The body of the box. Raises NoSlot where a count or an item id does not fit."""
        wide = 4 if self.version == 2 else 2
        widths = self.widths
        low = widths.index if self.version else self.nibble
        parts = [
            (self.version << 24 | self.flags).to_bytes(4),
            bytes((widths.offset << 4 | widths.length, widths.base << 4 | low)),
        ]
        try:
            parts.append(len(self.entries).to_bytes(wide))
            parts.extend(self._encoded(entry, wide) for entry in self.entries)
        except OverflowError as error:
            raise NoSlot(
                "the item location box has no room for the new entry",
                path=source.name,
                place=self.box.place,
            ) from error
        return b"".join(parts) + self.tail

    def _encoded(self, entry: Location, wide: int) -> bytes:
        widths = self.widths
        parts = [entry.item.to_bytes(wide)]
        if self.version:
            parts.append(entry.construction.to_bytes(2))
        parts.append(entry.data_reference.to_bytes(2))
        parts.append(entry.base.to_bytes(widths.base))
        parts.append(len(entry.extents).to_bytes(2))
        for extent in entry.extents:
            if self.version:
                parts.append(extent.index.to_bytes(widths.index))
            parts.append(extent.offset.to_bytes(widths.offset))
            parts.append(extent.length.to_bytes(widths.length))
        return b"".join(parts)


def parse(source: Source, box: Box, idat: Box | None, away: frozenset[int]) -> Locations:
    """Reads an item location box. Raises BrokenFile, CeilingExceeded."""
    fields = Fields.of(source, box)
    version, flags = fields.number(1), fields.number(3)
    if version > 2:
        raise source.broken("version {version} of the box is unknown", box.place, version=version)
    first, second = fields.number(1), fields.number(1)
    nibble = second & 15
    widths = Widths(first >> 4, first & 15, second >> 4, nibble if version else 0)
    if not {widths.offset, widths.length, widths.base, widths.index} <= {0, 4, 8}:
        raise source.broken("a field size is neither 0, 4 nor 8", box.place)
    wide = 4 if version == 2 else 2
    count = fields.number(wide)
    entries = tuple(_entries(source, box, fields, version, widths, wide, count))
    rest, reach = fields.rest(), max(map(_reach, entries), default=0)
    return Locations(box, version, flags, widths, nibble, entries, rest, idat, away, reach)


def _reach(entry: Location) -> int:
    """Where the last of an entry's extents that say their length ends in the file; 0 for none."""
    if entry.method != Method.FILE:
        return 0
    ends = (one.offset + one.length for one in entry.extents if one.length)
    return entry.base + max(ends, default=-entry.base)


def _entries(
    source: Source,
    box: Box,
    fields: Fields,
    version: int,
    widths: Widths,
    wide: int,
    count: int,
) -> Iterator[Location]:
    number = fields.number
    left = CEILING
    for _ in range(count):
        source.count("items", box.place)
        item = number(wide)
        construction = number(2) if version else 0
        data_reference = number(2)
        base = number(widths.base)
        extents = number(2)
        left -= 1 + extents
        if left < 0:
            raise CeilingExceeded(
                "more than {ceiling} items and extents",
                path=source.name,
                place=box.place,
                ceiling=CEILING,
            )
        runs = []
        for _ in range(extents):
            index = number(widths.index)
            offset = number(widths.offset)
            runs.append(Extent(offset, number(widths.length), index))
        yield Location(item, tuple(runs), base, construction, data_reference)


def _needs(entry: Location) -> Widths:
    return Widths(
        max((_width(extent.offset) for extent in entry.extents), default=0),
        max((_width(extent.length) for extent in entry.extents), default=0),
        _width(entry.base),
        0,
    )


def _width(value: int) -> int:
    if not value:
        return 0
    return 4 if value <= 0xFFFFFFFF else 8
