"""What follows when elements of a Matroska Segment move: SeekHead, Cues, sizes.

Positions count from the Segment's origin. Each is written anew in as many bytes as before, or in
more where it needs them; that may move further elements, and so it goes on until nothing moves.
Source: RFC 9559 5.1.1 (SeekHead), 5.1.5 (Cues), 5.1.3.2 (Position), 16 (Segment position).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.structures.moves import Moves
from hegui.structures import ebml
from hegui.structures.ebml import Element
from hegui.structures.matroska_layout import (
    CLUSTER,
    CUES,
    SEEK_HEAD,
    TAGS,
    Segment,
    open_cluster_end,
    place_of,
    read_whole,
    seek_entry,
    seeks,
)

_CUE_MASTERS: Final = frozenset((0xBB, 0xB7, 0xDB))  # point, track positions, reference
_CUE_POSITIONS: Final = frozenset((0xF1, 0xEA, 0x97, 0xEB))  # cluster, codec state, references
_POSITION: Final = 0xA7
_BEFORE_BLOCKS: Final = frozenset((0xE7, 0x5854, _POSITION, 0xAB, ebml.VOID, ebml.CRC_32))
_ROUNDS: Final = 32
_MOST_CUES: Final = 16 * 1024**2


@dataclass(frozen=True, slots=True)
class Change:
    """What shall change in one Segment, before positions are thought of.

    ``edits`` change Tags and Void elements. ``home`` is where the Tags element with the label
    will begin, in the old file's offsets, and ``inserted`` the edit that inserts it there, if it
    is one; ``in_front``: before the first cluster. ``moved`` is the offset that the element had
    before, ``gone`` are those of elements that are no more. ``claimed`` is that of a Void in use.
    """

    edits: tuple[Edit, ...]
    home: int | None = None
    inserted: Edit | None = None
    in_front: bool = False
    moved: int | None = None
    gone: frozenset[int] = field(default_factory=frozenset)
    claimed: int | None = None


def fitted(element: Element, new: bytes, room: int) -> Edit | None:
    """``new`` in the place of an element, Void behind it; ``room`` bytes of Void follow already.

    None where it does not fit.
    """
    for length in (element.length, element.length + room):
        rest = length - len(new)
        if rest == 1:  # no Void is that short; a size field can be longer, or shorter, by one
            new = ebml.stretched(new)
            rest = length - len(new)
        if rest >= 0:
            return Edit(element.offset, length, new + ebml.void(rest))
    return None


def settled(source: Source, segment: Segment, change: Change) -> tuple[Edit, ...]:
    """The edits of ``change``, and those of every position and size that it alters.

    Raises BrokenFile, CeilingExceeded.
    """
    dependent: list[Edit] = []
    for _ in range(_ROUNDS):
        edits = [*change.edits, *dependent]
        moves = Moves(edits)
        again = [
            *_seek_heads(source, segment, change, moves),
            *_cues(source, segment, change, moves),
        ]
        if again == dependent:
            edits += _cluster_positions(source, segment, moves)
            return (*edits, *_segment_size(segment, edits))
        dependent = again
    raise source.broken("the positions in the file do not settle", place_of(segment.head))


def moved_position(segment: Segment, moves: Moves, position: int) -> int:
    """A position within the Segment, brought up to date; one beyond its end stays as it is."""
    old = segment.origin + position
    return moves.new(old) - segment.origin if old < segment.end else position


def grows_before(edits: tuple[Edit, ...], at: int) -> bool:
    """Whether the edits move what stands at byte ``at``."""
    return Moves(list(edits)).new(at) != at


def _seek_heads(source: Source, segment: Segment, change: Change, moves: Moves) -> Iterator[Edit]:
    """The edits of every SeekHead; the first one comes to list the label's Tags."""
    home = None
    if change.home is not None:
        home = moves.new(change.home) - (change.inserted.growth if change.inserted else 0)
    heads = segment.all_of(SEEK_HEAD)
    entries = [_Entries(source, segment, element, change, moves, home) for element in heads]
    must = home is not None and not any(each.lists_home for each in entries)
    for each in entries:
        edit = each.edit(add=must and each is entries[0])
        if edit is not None:
            yield edit


class _Entries:
    """One SeekHead with its positions brought up to date."""

    def __init__(
        self,
        source: Source,
        segment: Segment,
        element: Element,
        change: Change,
        moves: Moves,
        home: int | None,
    ) -> None:
        self._segment, self._element, self._change, self._home = segment, element, change, home
        self._raw = read_whole(source, element, _MOST_CUES)
        self._parts: list[bytes] = []
        self._changed = False
        self.lists_home = False
        for child, seek in seeks(source, self._raw, element.offset):
            if child.id in (ebml.CRC_32, ebml.VOID):
                continue
            raw = self._raw[child.offset : child.end]
            if seek is not None:
                old = segment.origin + seek.position
                new = segment.origin + moved_position(segment, moves, seek.position)
                if old == change.moved and home is not None:
                    new = home
                if old in change.gone:
                    self._changed = True
                    continue
                if seek.id == TAGS and new == home:
                    self.lists_home = True
                if new != old:
                    raw = seek_entry(seek.id, new - segment.origin, seek.width)
                    self._changed = True
            self._parts.append(raw)

    def edit(self, *, add: bool) -> Edit | None:
        """The edit, or None where nothing changes; ``add``: with an entry for the label's Tags."""
        parts = self._parts
        segment, element = self._segment, self._element
        if add and self._home is not None:
            parts = [*parts, seek_entry(TAGS, self._home - segment.origin, 1)]
        elif not self._changed:
            return None
        whole = ebml.decode(self._raw, 0)
        assert whole is not None
        new = ebml.remake(self._raw, whole, b"".join(parts))
        # A Void that the Tags are put into is no room for a longer SeekHead.
        edit = fitted(element, new, segment.void_behind(element.end, self._change.claimed))
        if edit is None and add and self._change.in_front:
            return self.edit(add=False)  # readers pass it on their way to the first cluster
        return edit or Edit(element.offset, element.length, new)


def _cues(source: Source, segment: Segment, change: Change, moves: Moves) -> Iterator[Edit]:
    """The edits of the Cues, where clusters move."""
    if moves.new(segment.end - 1) == segment.end - 1:
        return  # nothing grows but at the very end

    def new(position: int) -> int:
        return moved_position(segment, moves, position)

    for element in segment.all_of(CUES):
        raw = read_whole(source, element, _MOST_CUES)
        whole = ebml.decode(raw, 0)
        assert whole is not None
        moved = _with_positions(source, raw, whole, element.offset, new)
        if moved != raw:
            room = segment.void_behind(element.end, change.claimed)
            yield fitted(element, moved, room) or Edit(element.offset, element.length, moved)


def _with_positions(
    source: Source, raw: bytes, parent: Element, base: int, new: Callable[[int], int]
) -> bytes:
    """The element with every cue position in it brought up to date."""
    parts: list[bytes] = []
    for child in ebml.children(source, raw, parent, base):
        part = raw[child.offset : child.end]
        if child.id in _CUE_MASTERS:
            part = _with_positions(source, raw, child, base, new)
        elif child.id in _CUE_POSITIONS and child.size <= 8:
            old = ebml.uint(raw[child.data_at : child.end])
            # 0 in these optional ones means that there is none
            if (old or child.id == 0xF1) and (now := new(old)) != old:
                part = ebml.make_uint(child.id, now, child.size)
        elif child.offset == parent.data_at and ebml.has_crc(raw, parent):
            continue
        parts.append(part)
    return ebml.remake(raw, parent, b"".join(parts))


def _cluster_positions(source: Source, segment: Segment, moves: Moves) -> Iterator[Edit]:
    """The edits of the Position that each cluster may say of itself, where clusters move.

    A program that writes it does so in every cluster: if the first has none, none is looked for.
    """
    at = segment.first_cluster
    if at is None or moves.new(at) == at:
        return
    first = True
    while at < segment.end:
        source.count("clusters")
        cluster = ebml.head(source, at)
        if cluster.id == CLUSTER:
            position = _position(source, cluster, segment.end)
            if position is not None:
                yield from _repositioned(source, segment, cluster, position, moves)
            elif first:
                return
            first = False
        at = _end(source, cluster, segment.end)


def _end(source: Source, element: Element, end: int) -> int:
    if element.size >= 0:
        return element.end
    return open_cluster_end(source, element.data_at, end)


def _position(source: Source, cluster: Element, end: int) -> Element | None:
    """The cluster's Position, which stands before its first block if it has one."""
    at = cluster.data_at
    end = min(end, cluster.end) if cluster.size >= 0 else end
    while at < end:
        source.count("elements")
        child = ebml.head(source, at)
        if child.id not in _BEFORE_BLOCKS or child.size < 0:
            return None
        if child.id == _POSITION and 0 < child.size <= 8:
            return child
        at = child.end
    return None


def _repositioned(
    source: Source, segment: Segment, cluster: Element, position: Element, moves: Moves
) -> Iterator[Edit]:
    """The edit of one Position: the new value, or Void where it does not fit its width."""
    old = source.read(position.offset, position.length)
    now = moves.new(cluster.offset) - segment.origin
    if now < 1 << 8 * position.size:
        new = old[: position.data_at - position.offset] + now.to_bytes(position.size)
    else:
        new = ebml.void(position.length)
    head = source.peek(cluster.data_at, 6)
    if cluster.size < 0 or not head.startswith(b"\xbf\x84"):
        yield Edit(position.offset, position.length, new)
        return
    raw = read_whole(source, cluster, _MOST_CUES)
    start = position.offset - cluster.offset
    changed = raw[:start] + new + raw[start + len(new) :]
    yield Edit(cluster.data_at, 6, ebml.crc(changed[cluster.data_at - cluster.offset + 6 :]))
    yield Edit(position.offset, position.length, new)


def _segment_size(segment: Segment, edits: list[Edit]) -> Iterator[Edit]:
    """The edit of the Segment's size. Its field may grow: positions count from behind it."""
    growth = sum(edit.growth for edit in edits)
    if growth and segment.known:
        head = segment.head
        width = head.size_width
        yield Edit(head.size_at, width, ebml.size_field(head.size + growth, width))
