"""What follows from splices in a HEIF file: sizes, and offsets of everything that moved.

A picture's bytes are found by absolute offsets in iloc, a sequence's by stco and co64. Whatever
is put in before them moves them, and the tables with them.
Source: ISO/IEC 14496-12 8.11.3, 8.7.5; ISO/IEC 23008-12 6.2.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hegui.errors import NoSlot
from hegui.files.edits import Edit, Edits, ordered
from hegui.implicit.formats.heif_layout import Carrier, Layout
from hegui.implicit.structures.bmff_shift import Shift, moved_chunks
from hegui.implicit.structures.item_locations import Extent, Growth, Location, Locations
from hegui.structures.bmff import Box, Splice, sizes

# Field widths only grow (0, 4, 8 bytes), and each round of growth moves the rest once more.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What changes in item locations beside the moves.

    ``growth`` is of an item that is there. ``added`` is the id of a new one, whose ``length``
    bytes end where the meta box's successor begins. ``removed`` is the id of one that goes.
    """

    growth: Growth | None = None
    added: int | None = None
    length: int = 0
    removed: int | None = None


def settled(
    layout: Layout, splices: list[Splice], change: ItemChange, close: Box | None = None
) -> Edits:
    """The edits of the splices, and all that follow from them.

    Raises NoSlot where an offset that must move cannot be moved, BrokenFile where two
    structures claim the same bytes.
    """
    table = _table(layout, splices, change)
    splices = [*splices, *table]
    edits = [splice.edit for splice in splices]
    shift = Shift(edits)
    edits += sizes(layout.source, splices, close=close)
    edits += _elsewhere(layout, shift, change.growth)
    if layout.movie and shift.reaches(layout.source.size):
        edits += moved_chunks(layout.source, layout.movie, shift)
    if layout.fragments and shift.reaches(layout.source.size):
        raise NoSlot(
            "the file is fragmented, and its offsets cannot be moved in this version",
            path=layout.source.name,
            place=layout.fragments[0].place,
        )
    return _apart(layout, edits)


def _table(layout: Layout, splices: list[Splice], change: ItemChange) -> list[Splice]:
    """The splice of the file's own item location box, if anything in it changes.

    Its own growth moves what follows, which can make its fields grow: hence the rounds.
    """
    meta = layout.meta
    if meta is None or meta.locations is None:
        return []
    source, before = layout.source, meta.locations
    if change.removed is not None:
        kept = tuple(one for one in before.entries if one.item != change.removed)
        before = replace(before, entries=kept)
    box = before.box
    old = source.read(box.body, box.end - box.body)
    body = old
    for _ in range(_ROUNDS):
        splice = Splice(Edit(box.body, len(old), body), (meta.box, box))
        shift = Shift([*(splice.edit for splice in splices), splice.edit])
        after = before.moved(source, shift, change.growth)
        if change.added is not None:
            after = _with_new(after, change, shift(meta.box.end) - change.length)
        new = after.fitted().encoded(source)
        if len(new) == len(body):
            return [] if new == old else [splice._replace(edit=splice.edit._replace(data=new))]
        body = new
    raise NoSlot(
        "the item location box has no room for the new entry", path=source.name, place=box.place
    )


def _with_new(locations: Locations, change: ItemChange, start: int) -> Locations:
    assert change.added is not None
    entry = Location(change.added, (Extent(start, change.length),))
    return replace(locations, entries=(*locations.entries, entry))


def _elsewhere(layout: Layout, shift: Shift, growth: Growth | None) -> Iterator[Edit]:
    """The item locations of a movie's and its tracks' meta boxes, whose sizes stay."""
    for meta in layout.metas:
        locations = meta.locations
        if meta is layout.meta or locations is None:
            continue
        moved = locations.moved(layout.source, shift, growth)
        if moved == locations:
            continue
        if moved.fitted() != moved:
            raise NoSlot(
                "an offset would grow beyond what its field can say",
                path=layout.source.name,
                place=locations.box.place,
            )
        box = locations.box
        yield Edit(box.body, box.end - box.body, moved.encoded(layout.source))


def check_unshared(layout: Layout, carriers: Iterable[Carrier]) -> None:
    """Raises NoSlot where an item has a part of the bytes that are to be changed.

    All of them it may have: then it carries the same label and changes along.
    """
    touched = sorted(
        ((span, carrier) for carrier in carriers for span in carrier.spans),
        key=lambda pair: pair[0].start,
    )
    starts = [span.start for span, _ in touched]
    for meta in layout.metas:
        locations = meta.locations
        for entry in locations.entries if locations and touched else ():
            if locations is None or not locations.is_here(entry):
                continue
            runs = tuple(locations.runs(layout.source, entry))
            for run in runs:
                # Spans of carriers do not overlap one another (see ``_apart``), so only the
                # one that begins last before the run's end can reach it.
                at = bisect_right(starts, run.end - 1) - 1
                if at < 0 or not run.length:
                    continue
                span, carrier = touched[at]
                if span.end > run.start and runs != carrier.spans:
                    raise NoSlot(
                        "item {item} shares bytes with the label's place",
                        path=layout.source.name,
                        place=meta.box.place,
                        item=entry.item,
                    )


def _apart(layout: Layout, edits: list[Edit]) -> Edits:
    """The edits in order. Raises BrokenFile where the file makes two of them overlap."""
    edits.sort(key=lambda edit: (edit.offset, edit.length))
    end = 0
    for edit in edits:
        if edit.offset < end:
            raise layout.source.broken("two structures claim the same bytes", edit.offset)
        end = edit.offset + edit.length
    return ordered(edits)
