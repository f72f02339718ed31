"""What follows from splices in a movie: free space taken or left, sizes, offsets moved.

Where a free box can give what the movie takes, nothing else moves. Otherwise every offset to
what lies behind the movie changes with it; an offset table that has no room for larger numbers
grows, which moves everything once more.
Source: ISO/IEC 14496-12 8.1.2 (free space), 8.7.5 (chunk offsets), 8.8 (movie fragments).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.errors import NoSlot
from hegui.files.edits import Edit, Edits, ordered
from hegui.implicit.formats.quicktime_layout import Layout, Spare
from hegui.implicit.structures.bmff_shift import Shift
from hegui.structures.bmff import Box, SizeForm, Splice, make, sizes

if TYPE_CHECKING:
    from hegui.implicit.formats.quicktime_offsets import Table

_HEADER = 8
_MOST_TAKEN = 1024 * 1024


def settled(layout: Layout, splices: list[Splice], *, balance: bool = True) -> Edits:
    """The edits of the splices, all within the movie, and all that follow from them.

    ``balance``: free space takes up the growth where it can.
    Raises NoSlot where an offset that must move cannot be moved, BrokenFile where two
    structures claim the same bytes.
    """
    if balance:
        splices = [*splices, *_balanced(layout, splices)]
    edits = [splice.edit for splice in splices]
    shift = Shift(edits)
    if not _reaches_media(layout, shift):
        return _apart(layout, [*edits, *_sizes(layout, splices)])
    assert layout.movie is not None
    if layout.fragments and layout.fragments[0] < layout.movie.end:
        raise NoSlot(
            "a movie fragment stands before the movie box, which would have to grow",
            path=layout.source.name,
            place=layout.movie.place,
        )
    from hegui.implicit.formats.quicktime_offsets import moved_elsewhere, tables

    found = tables(layout.source, layout.movie)
    wide = _too_narrow(found, edits)
    shift = Shift(edits, (table.widening for table in wide))
    for table in found:
        if table in wide:
            around = (*table.within, table.box)
            splices += (Splice(edit, around) for edit in table.widened(layout.source, shift))
        else:
            splices += (Splice(edit) for edit in table.moved(layout.source, shift))
    edits = [splice.edit for splice in splices]
    return _apart(layout, [*edits, *sizes(layout.source, splices), *moved_elsewhere(layout, shift)])


def into_left(layout: Layout, body: bytes) -> tuple[tuple[Edit, ...], Edit] | None:
    """A movie with this body in free space that an older one left behind all media.

    What to write within the free box, and the edit that makes it the movie; None where there is
    no such room. Only what was a movie is taken, since free boxes may hold what a camera keeps.
    """
    need = _HEADER + len(body)
    rooms = [one.box for one in layout.spare if not one.within and _was_movie(layout, one.box)]
    for room in sorted(rooms, key=lambda one: one.size):  # the rest of a large one is lost
        rest = room.size - need
        if rest != 0 and rest < _HEADER:
            continue
        filling = [Edit(room.body, len(body), body)]
        if rest:
            filling.append(Edit(room.start + need, _HEADER, rest.to_bytes(4) + b"free"))
        return tuple(filling), Edit(room.start, _HEADER, need.to_bytes(4) + b"moov")
    return None


def _was_movie(layout: Layout, box: Box) -> bool:
    behind = layout.solid.after(box.end) is None
    compact = box.form is SizeForm.COMPACT and box.body == box.start + _HEADER
    return behind and compact and layout.source.peek(box.body + 4, 4) == b"mvhd"


def _sizes(layout: Layout, splices: list[Splice]) -> list[Edit]:
    """The sizes of what grows; a movie that did not say its own does so from now on."""
    movie = layout.movie
    is_open = movie is not None and movie.form is SizeForm.OPEN
    return sizes(layout.source, splices, close=movie if is_open else None)


def _reaches_media(layout: Layout, shift: Shift) -> bool:
    """Whether anything moves that an offset can lead to."""
    return any(layout.solid.touch(part.start, part.end) for part in shift.stretches())


def _too_narrow(found: list[Table], edits: list[Edit]) -> set[Table]:
    """The tables that may need offsets of 64 bits.

    Widening one moves the rest further, so all that would need it if all were widened are.
    """
    furthest = Shift(edits, (table.widening for table in found if table.width == 4))
    return {table for table in found if table.overflows(furthest)}


def _balanced(layout: Layout, splices: list[Splice]) -> list[Splice]:
    """The splices that let free space between the movie and its media take up the growth."""
    movie = layout.movie
    growth = sum(splice.edit.growth for splice in splices)
    if movie is None or not growth:
        return []
    barrier = layout.solid.after(movie.end)
    if barrier is None:
        return []  # nothing behind the movie that anything refers to
    floor = layout.solid.before(movie.start)
    near = [
        one
        for one in layout.spare
        if floor <= one.box.start and one.box.end <= barrier and one.box.form is SizeForm.COMPACT
    ]
    near.sort(key=lambda one: (one.box.start < movie.end, one.box.start))
    if growth < 0:
        return _left_free(layout, movie, near, -growth)
    for spare in near:
        if _can_give(layout, spare, growth):
            return _taken(spare, growth)
    return []


def _can_give(layout: Layout, spare: Spare, length: int) -> bool:
    """Whether a free box has so many bytes to spare, none of which anybody has written."""
    box = spare.box
    if box.size != length and box.end - box.body < length:
        return False
    return _is_blank(layout, box.end - min(length, box.end - box.body), box.end)


def _is_blank(layout: Layout, start: int, end: int) -> bool:
    """Whether these bytes are zeros: some cameras keep things of their own in free boxes."""
    return end - start <= _MOST_TAKEN and not layout.source.read(start, end - start).strip(b"\0")


def _taken(spare: Spare, length: int) -> list[Splice]:
    box = spare.box
    if box.size == length:
        return [Splice(Edit(box.start, length, b""), spare.within)]
    return [Splice(Edit(box.end - length, length, b""), (*spare.within, box))]


def _left_free(layout: Layout, movie: Box, near: list[Spare], length: int) -> list[Splice]:
    """Free space of ``length`` bytes, in an empty free box that is there or in a new one."""
    for spare in near:
        box = spare.box
        if box.body < box.end and _is_blank(layout, box.body, box.end):
            return [Splice(Edit(box.body, 0, bytes(length)), (*spare.within, box))]
    if length < _HEADER:
        return []
    return [Splice(Edit(movie.end, 0, make(b"free", bytes(length - _HEADER))))]


def _apart(layout: Layout, edits: list[Edit]) -> Edits:
    """The edits in order. Raises BrokenFile where the file makes two of them overlap."""
    edits.sort(key=lambda edit: (edit.offset, edit.length))
    end = 0
    for edit in edits:
        if edit.offset < end:
            raise layout.source.broken("two structures claim the same bytes", edit.offset)
        end = edit.offset + edit.length
    return ordered(edits)
