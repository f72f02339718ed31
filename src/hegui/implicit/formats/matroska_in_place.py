"""Labelling a huge Matroska file where it lies: new Tags at its end, then a few bytes switched.

Nothing that a reader meets is ever half written: new bytes are prepared within Void elements,
and a Void becomes something else by its first bytes, which are written last. A CRC-32 is itself
a Void while what it covers changes.
Source: RFC 8794 11.3 (Void and CRC-32 may stand in any element that has children).
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.structures import ebml
from hegui.structures.ebml import Element
from hegui.structures.matroska_layout import (
    SEEK_HEAD,
    TAGS,
    Segment,
    read_whole,
    seek_entry,
    seeks,
)

_AT_ONCE = 8
_MOST_SEEK_HEAD = 64 * 1024
_LONGEST_HEAD = 9  # bytes of a Void's id and size
_LEAST_LEFT = 16


def plan(source: Source, segment: Segment, old: Element | None, new: bytes) -> InPlace | None:
    """``new`` Tags behind the Segment in place of ``old`` ones; None where that cannot be done."""
    heads = segment.all_of(SEEK_HEAD)
    origin, size = segment.origin, segment.end - segment.origin
    if not heads or segment.end != source.size or segment.cut:
        return None
    commits: list[Edit] = []
    room = _left(segment, len(new))
    home = segment.end if room is None else room.offset
    if room is not None:
        # The rest of the Void gets a head of its own, behind the Tags, before there are Tags.
        whole = new + ebml.void(room.length - len(new))[:_LONGEST_HEAD]
        commits.append(Edit(home, _AT_ONCE, new[:_AT_ONCE]))
    elif segment.known:
        head = segment.head
        field = ebml.size_field(size + len(new), head.size_width)
        if len(field) != head.size_width:
            return None
        commits.append(Edit(head.size_at, len(field), field))
    was = None if old is None else old.offset - origin
    listing = _listing(source, segment, heads[0], was, home - origin)
    if listing is None:
        return None
    commits += listing
    if old is not None:
        if old.length < _AT_ONCE or _ends_cluster(source, segment, old):
            return None
        commits.append(_voiding(old.offset, old.length, _AT_ONCE))
    if room is None:
        return InPlace(new, tuple(commits))
    filling = Edit(home + _AT_ONCE, len(whole) - _AT_ONCE, whole[_AT_ONCE:])
    return InPlace(b"", tuple(commits), (filling,))


def _ends_cluster(source: Source, segment: Segment, element: Element) -> bool:
    """Whether an element ends a cluster that does not say its size, whose child a Void would be:
    part of the content, as far as anybody can tell."""
    last = segment.last_cluster
    if last is None or element.offset < last or ebml.head(source, last).size >= 0:
        return False
    return not any(last < each.offset < element.offset for each in segment.elements)


def _left(segment: Segment, length: int) -> Element | None:
    """A Void behind the clusters that has room for Tags of this length, and for a Void's head
    behind them; the first bytes of a shorter one's own head are not the Tags'."""
    for void in sorted(segment.all_of(ebml.VOID), key=lambda one: one.length):
        rest = void.length - length
        behind = segment.last_cluster is not None and void.offset > segment.last_cluster
        behind = behind and all(each.end != void.offset for each in segment.all_of(SEEK_HEAD))
        head = void.data_at - void.offset
        if behind and head <= _AT_ONCE <= length and (rest == 0 or rest >= _LEAST_LEFT):
            return void
    return None


def _listing(
    source: Source, segment: Segment, element: Element, old: int | None, position: int
) -> list[Edit] | None:
    """The commits after which SeekHead lists Tags at ``position``, and none at ``old``."""
    raw = read_whole(source, element, _MOST_SEEK_HEAD)
    whole = ebml.decode(raw, 0)
    assert whole is not None
    after = bytearray(raw)
    entry = None
    for child, seek in seeks(source, raw, element.offset):
        if seek is not None and seek.id == TAGS and seek.position == old:
            entry = (child, seek)
    if entry is not None and position < 1 << 8 * entry[1].width:
        value = position.to_bytes(entry[1].width)
        at = entry[1].value_at
        commits = [_write(after, element, Edit(element.offset + at, len(value), value))]
    else:
        added = _adding(segment, element, after, seek_entry(TAGS, position, 1))
        if added is None:
            return None
        commits = added
        if entry is not None:
            child = entry[0]
            head = child.data_at - child.offset
            if head > _AT_ONCE:
                return None
            void = _voiding(element.offset + child.offset, child.length, head)
            commits.append(_write(after, element, void))
    return list(_with_crc(raw, bytes(after), whole, element, commits))


def _adding(
    segment: Segment, element: Element, after: bytearray, entry: bytes
) -> list[Edit] | None:
    """The commits that make the Void behind SeekHead give room to one more entry."""
    length = len(entry)
    void = next((each for each in segment.all_of(ebml.VOID) if each.offset == element.end), None)
    rest = -1 if void is None else void.length - length
    field = ebml.size_field(element.size + length, element.size_width)
    if rest < 0 or rest == 1 or len(field) != element.size_width:
        return None
    at = element.end
    after[element.size_at - element.offset : element.data_at - element.offset] = field
    after += entry
    commits = []
    if rest:
        # One Void becomes two: the second one's head is not seen before the first is short.
        commits.append(_void_head(at + length, rest))
    commits.append(_void_head(at, length))
    commits.append(Edit(element.size_at, len(field), field))
    commits += [
        Edit(at + start, len(entry[start : start + _AT_ONCE]), entry[start : start + _AT_ONCE])
        for start in range(_AT_ONCE, length, _AT_ONCE)
    ]
    commits.append(Edit(at, _AT_ONCE, entry[:_AT_ONCE]))
    return commits


def _with_crc(
    raw: bytes, after: bytes, whole: Element, element: Element, commits: list[Edit]
) -> Iterator[Edit]:
    """The commits with SeekHead's CRC-32, if it has one, out of force meanwhile."""
    if not ebml.has_crc(raw, whole):
        yield from commits
        return
    at = element.data_at
    crc = ebml.crc(after[whole.data_at + 6 :])
    yield Edit(at, 1, bytes((ebml.VOID,)))
    yield from commits
    yield Edit(at + 2, 4, crc[2:])
    yield Edit(at, 1, crc[:1])


def _write(after: bytearray, element: Element, edit: Edit) -> Edit:
    """Notes in ``after``, SeekHead as it will be, what an edit does."""
    start = edit.offset - element.offset
    after[start : start + edit.length] = edit.data
    return edit


def _voiding(offset: int, length: int, head: int) -> Edit:
    """The edit of ``head`` bytes that makes an element of ``length`` bytes a Void."""
    data = bytes((ebml.VOID,)) + ebml.size_field(length - head, head - 1)
    return Edit(offset, head, data)


def _void_head(offset: int, length: int) -> Edit:
    """The edit that writes the head of a Void of ``length`` bytes, and no more."""
    void = ebml.void(length)
    element = ebml.decode(void, 0)
    assert element is not None
    return Edit(offset, element.data_at, void[: element.data_at])
