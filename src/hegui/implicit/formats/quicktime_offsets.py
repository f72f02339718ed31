"""Every absolute offset in an MP4 or QuickTime file, and where it leads after a change.

Source: ISO/IEC 14496-12 8.7.5 (stco, co64), 8.7.9 (saio), 8.7.2 (dref), 8.8.7 (tfhd), 8.8.10
(tfra), 8.16.3 (sidx), 8.11.3 (iloc).
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from hegui.errors import CeilingExceeded, NoSlot
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.formats.quicktime_layout import Layout
from hegui.implicit.structures.bmff_shift import Shift, Step
from hegui.structures.bmff import Box, Fields, box_at, children

LONGEST_SHORT = 0xFFFFFFFF
"""What an offset of 32 bits can say."""

_BLOCK = 64 * 1024  # entries of a table at a time
_MOST_BYTES = 24 * 1024**2  # of all tables: edits are held in memory
_MOST_TABLES = 4096
_BASE_GIVEN = 0x000001  # flag of tfhd: base-data-offset-present
_WIDE_NAME = {b"stco": b"co64"}


class Block(NamedTuple):
    """Some offsets of a table, and where they stand."""

    at: int
    offsets: array[int]


class Table(NamedTuple):
    """A table of offsets: ``entries`` of ``width`` bytes each at ``at``; the largest of them.

    ``within`` are the boxes around ``box``, outermost first.
    """

    box: Box
    within: tuple[Box, ...]
    at: int
    entries: int
    width: int
    highest: int

    def overflows(self, shift: Shift) -> bool:
        """Whether an offset would not fit any more."""
        return self.width == 4 and shift(self.highest) > LONGEST_SHORT

    @property
    def widening(self) -> Step:
        """What offsets of 64 bits cost."""
        return Step(self.at + 4 * self.entries, 4 * self.entries)

    def widened(self, source: Source, shift: Shift) -> Iterator[Edit]:
        """The edits that make it a table of 64 bits: stco becomes co64, saio version 1."""
        if self.box.type == b"saio":
            yield Edit(self.box.body, 1, b"\1")
        else:
            yield Edit(self.box.start + 4, 4, _WIDE_NAME[self.box.type])
        for block in self.blocks(source):
            wide = shift.moved(array("Q", block.offsets))
            yield Edit(block.at, 4 * len(wide), packed(wide))

    def moved(self, source: Source, shift: Shift) -> Iterator[Edit]:
        """The edits of the offsets that change, in a table that does not overflow."""
        for block in self.blocks(source):
            moved = shift.moved(block.offsets)
            if moved != block.offsets:
                yield Edit(block.at, self.width * len(moved), packed(moved))

    def blocks(self, source: Source) -> Iterator[Block]:
        """The offsets, so many at a time that they cost little memory."""
        code = "I" if self.width == 4 else "Q"
        for first in range(0, self.entries, _BLOCK):
            at = self.at + self.width * first
            length = self.width * min(_BLOCK, self.entries - first)
            offsets = array(code, source.read(at, length, "the table"))
            if sys.byteorder == "little":
                offsets.byteswap()
            yield Block(at, offsets)


def packed(offsets: array[int]) -> bytes:
    """Offsets as a file holds them."""
    if sys.byteorder == "little":
        offsets = offsets[:]
        offsets.byteswap()
    return offsets.tobytes()


def tables(source: Source, movie: Box) -> list[Table]:
    """The tables of a movie whose offsets lead into this very file.

    Raises BrokenFile, CeilingExceeded, and NoSlot where a track has media in several files.
    """
    found: list[Table] = []
    left = _MOST_BYTES
    for chain in _chains(source, (movie,), b"trak", b"mdia", b"minf"):
        if is_elsewhere(source, chain):
            continue
        for inner in _chains(source, chain, b"stbl"):
            for box in children(source, inner[-1], len(inner)):
                if box.type in (b"stco", b"co64", b"saio"):
                    found.append(table_of(source, box, inner))
                    left -= found[-1].entries * found[-1].width
                    if left < 0 or len(found) > _MOST_TABLES:
                        raise CeilingExceeded(
                            "more than {count} tables of offsets or {ceiling} bytes in them",
                            path=source.name,
                            place=box.place,
                            count=_MOST_TABLES,
                            ceiling=_MOST_BYTES,
                        )
    return found


def _chains(source: Source, chain: tuple[Box, ...], *path: bytes) -> Iterator[tuple[Box, ...]]:
    """The boxes that a path of types leads to, each behind all that are around it."""
    if not path:
        yield chain
        return
    for child in children(source, chain[-1], len(chain)):
        if child.type == path[0]:
            yield from _chains(source, (*chain, child), *path[1:])


def table_of(source: Source, box: Box, within: tuple[Box, ...]) -> Table:
    """Reads the head of an stco, co64 or saio box. Raises BrokenFile."""
    fields = Fields.head(source, box, 16)
    version, flags = fields.number(1), fields.number(3)
    width = 8 if box.type == b"co64" else 4
    if box.type == b"saio":
        width = 8 if version else 4
        fields.take(8 if flags & 1 else 0)
    count = fields.number(4)
    at = box.body + fields.at
    if at + count * width > box.end:
        raise source.broken("the box ends within its fields", box.place)
    table = Table(box, within, at, count, width, 0)
    if width == 8:
        return table
    highest = max((max(block.offsets) for block in table.blocks(source)), default=0)
    return table._replace(highest=highest)


def is_elsewhere(source: Source, chain: tuple[Box, ...]) -> bool:
    """Whether a track's media lies in other files, which nothing here moves.

    Raises NoSlot where some of it does.
    """
    others = set()
    for dref in _chains(source, chain, b"dinf", b"dref"):
        entries = children(source, dref[-1], len(dref), skip=8)
        for index, entry in enumerate(entries, 1):
            head = Fields.head(source, entry, 4)
            # Some recorders forget the flag that says "this file"; then no name is given.
            if not head.number(4) & 1 and entry.end - entry.body > 4:
                others.add(index)
    if not others:
        return False
    used = set()
    for stsd in _chains(source, chain, b"stbl", b"stsd"):
        for sample_entry in children(source, stsd[-1], len(stsd), skip=8):
            fields = Fields.head(source, sample_entry, 8)
            fields.take(6)
            used.add(fields.number(2))
    if used <= others:
        return True
    if used & others:
        raise NoSlot(
            "the track has media both in this file and in others",
            path=source.name,
            place=chain[-1].place,
        )
    return False


def moved_elsewhere(layout: Layout, shift: Shift) -> Iterator[Edit]:
    """The edits of all offsets outside the tables of a movie.

    Raises NoSlot where one cannot say where its bytes will be, BrokenFile.
    """
    for start in layout.fragments:
        yield from _moved_fragment(layout.source, box_at(layout.source, start), shift)
    for start in layout.indexes:
        box = box_at(layout.source, start)
        if box.type == b"sidx":
            yield from _moved_segments(layout.source, box, shift)
        else:
            yield from _moved_random_access(layout.source, box, shift)
    yield from _moved_items(layout, shift)


class Base(NamedTuple):
    """A base data offset of 64 bits at byte ``at``, which leads to ``offset``."""

    at: int
    offset: int


def explicit_bases(source: Source, fragment: Box) -> Iterator[Base]:
    """The base data offsets that a movie fragment spells out."""
    for chain in _chains(source, (fragment,), b"traf", b"tfhd"):
        fields = Fields.head(source, chain[-1], 16)
        flags = fields.number(4) & 0xFFFFFF
        if flags & _BASE_GIVEN:
            fields.take(4)
            yield Base(chain[-1].body + fields.at, fields.number(8))


def _moved_fragment(source: Source, fragment: Box, shift: Shift) -> Iterator[Edit]:
    for base in explicit_bases(source, fragment):
        yield from _changed(source, fragment, base.at, 8, base.offset, shift(base.offset))


def _moved_segments(source: Source, box: Box, shift: Shift) -> Iterator[Edit]:
    """A segment index: offsets count from its own end, and go from one segment to the next."""
    fields = Fields.of(source, box)
    wide = 8 if fields.number(1) else 4
    fields.take(11 + wide)
    at = box.body + fields.at
    offset = fields.number(wide)
    fields.take(2)
    count = fields.number(2)
    segment = box.end + offset
    yield from _changed(source, box, at, wide, offset, shift(segment) - shift(box.end))
    for _ in range(count):
        source.count("segments", box.place)
        at = box.body + fields.at
        said = fields.number(4)
        fields.take(8)
        size = said & 0x7FFFFFFF
        end = segment + size
        moved = shift(end) - shift(segment)
        yield from _changed(source, box, at, 4, said, said - size + moved)
        segment = end


def _moved_random_access(source: Source, box: Box, shift: Shift) -> Iterator[Edit]:
    """The fragments' offsets in the tables of a random access box."""
    for table in children(source, box, 1):
        if table.type != b"tfra":
            continue
        fields = Fields.of(source, table)
        wide = 8 if fields.number(1) else 4
        fields.take(7)
        lengths = fields.number(4)
        count = fields.number(4)
        rest = sum((lengths >> bits & 3) + 1 for bits in (0, 2, 4))
        at = table.body + fields.at
        stride = 2 * wide + rest
        data = bytearray(fields.take(count * stride))
        entry = struct.Struct(">Q" if wide == 8 else ">I")
        for place in range(wide, len(data), stride):
            (offset,) = entry.unpack_from(data, place)
            moved = shift(offset)
            if moved >= 1 << 8 * wide:
                raise _too_far(source, table)
            entry.pack_into(data, place, moved)
        if data != source.read(at, len(data)):
            yield Edit(at, len(data), bytes(data))


def _moved_items(layout: Layout, shift: Shift) -> Iterator[Edit]:
    if not layout.located:
        return
    from hegui.implicit.structures import item_tables  # few movies keep items

    source = layout.source
    for listing in layout.located:
        locations = item_tables.parse(source, listing.box, len(listing.within) + 1).locations
        moved = locations.moved(source, shift, None) if locations else None
        if locations is None or moved is None or moved == locations:
            continue
        if moved.fitted() != moved:
            raise _too_far(source, locations.box)
        box = locations.box
        yield Edit(box.body, box.end - box.body, moved.encoded(source))


def _changed(source: Source, box: Box, at: int, width: int, old: int, new: int) -> Iterator[Edit]:
    if new == old:
        return
    if not 0 <= new < 1 << 8 * width:
        raise _too_far(source, box)
    yield Edit(at, width, new.to_bytes(width))


def _too_far(source: Source, box: Box) -> NoSlot:
    return NoSlot(
        "an offset would grow beyond what its field can say", path=source.name, place=box.place
    )
