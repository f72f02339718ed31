"""Tags in a meta box: a list of items, with keys (QuickTime) or without (iTunes).

The label is the value of key AIGC in namespace mdta (TC260-PG-20257A clause 6), in the very
form that FFmpeg's use_metadata_tags writes.
Source: QuickTime File Format, Metadata; iTunes' own form of it, as every tagger writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hegui.errors import CeilingExceeded
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.structures import stray
from hegui.structures.bmff import (
    Box,
    Fields,
    Splice,
    children,
    make,
    make_full,
    meta_fields,
    tail,
    type_name,
)

KEYED = b"mdta"
"""The handler of a list with keys, and the namespace of the keys."""

LABEL = "AIGC"

_UTF8 = 1
_UTF16 = 2
# Well-known types (QuickTime File Format, table 3-5) that are text, and 0, which freeform items
# of iTunes have whatever they hold.
_TEXTS = frozenset((0, _UTF8, _UTF16, 4, 5))
_MOST_KEYS = 16_384
_LONGEST_NAME = 256
_DATA_FIELDS = 8  # type and locale
_ENTRY_FIELDS = 8  # size and namespace of a key


class Keys(NamedTuple):
    """A keys box: how many it says it holds, and where they end."""

    box: Box
    number: int
    end: int


class TagList(NamedTuple):
    """A meta box seen as a list of tags. ``within`` are the boxes around it, outermost first.

    ``full`` says whether it begins with a version, as ISO/IEC 14496-12 has it and QuickTime
    does not; ``located`` that it holds items at offsets as well (8.11.3).
    """

    box: Box
    within: tuple[Box, ...]
    handler: bytes
    keys: Keys | None
    items: Box | None
    tail: int
    full: bool
    located: bool

    @property
    def inside(self) -> tuple[Box, ...]:
        """The boxes around what is in it."""
        return (*self.within, self.box)


class Tag(NamedTuple):
    """One value of one item, its text at ``start:end``.

    ``name`` is the key, or the name in a freeform item, or the item's type; ``by_key`` whether
    it is a key of namespace mdta; ``type`` the well-known type, ``alone`` whether the item
    holds nothing else.
    """

    item: Box
    name: str
    by_key: bool
    type: int
    start: int
    end: int
    alone: bool

    @property
    def named(self) -> bool:
        """Whether it is called AIGC, in any spelling."""
        return self.name.rpartition(":")[2].strip("\0 ").upper() == LABEL

    @property
    def is_text(self) -> bool:
        """Whether its type says text, or says nothing."""
        return self.type in _TEXTS

    @property
    def prescribed(self) -> bool:
        """Whether it is exactly as the guide has it; in which list is not asked here."""
        return self.by_key and self.name == LABEL and self.type == _UTF8 and self.alone

    def text(self, source: Source) -> str:
        """Its text. Raises CeilingExceeded."""
        data = source.read(self.start, self.end - self.start, "the tag")
        if self.type == _UTF16:
            return data.decode("utf-16-be", "replace").strip("\0")
        return stray.decoded(data).strip("\0")


def read_list(source: Source, box: Box, within: tuple[Box, ...]) -> TagList:
    """Reads a meta box, ``within`` the given boxes. Raises BrokenFile, CeilingExceeded."""
    handler, keys, items, located = b"", None, None, False
    skip = meta_fields(source, box)
    end = box.body + skip
    for child in children(source, box, len(within) + 1, skip=skip):
        end = child.end
        if child.type == b"hdlr" and not handler:
            fields = Fields.head(source, child, 12)
            fields.take(8)
            handler = fields.take(4)
        elif child.type == b"keys" and keys is None:
            keys = _keys(source, child)
        elif child.type == b"ilst" and items is None:
            items = child
        elif child.type == b"iloc":
            located = True
    return TagList(box, within, handler, keys, items, end, skip > 0, located)


def tags(source: Source, listing: TagList) -> Iterator[Tag]:
    """Every value of a list. Raises BrokenFile, CeilingExceeded."""
    names = _all_names(source, listing)
    depth = len(listing.within) + 3
    for item in _items(source, listing):
        index = int.from_bytes(item.type)
        if item.type == b"----":
            yield from _freeform(source, item, depth)
        elif 0 < index <= len(names):
            key = names[index - 1]
            yield from _values(source, item, _shown(key[4:]), key[:4] == KEYED, depth)
        else:
            yield from _values(source, item, type_name(item.type), False, depth)


def item_of_label(source: Source, listing: TagList) -> Box | None:
    """The first item of a keyed list whose key is the label's. Raises BrokenFile."""
    wanted = _wanted(_all_names(source, listing))
    for item in _items(source, listing):
        if int.from_bytes(item.type) in wanted:
            return item
    return None


def with_label(source: Source, listing: TagList, text: str) -> list[Splice]:
    """The splices that give a keyed list its label: an item of its own for key AIGC.

    The first item of that key takes the value. Raises BrokenFile.
    """
    data = _value(text)
    item = item_of_label(source, listing)
    if item and listing.items:
        length = item.end - item.body
        if length == len(data) and source.read(item.body, length, "the tag") == data:
            return []
        return [Splice(Edit(item.body, length, data), (*listing.inside, listing.items, item))]
    names = _all_names(source, listing)
    wanted = _wanted(names)
    index = wanted[0] if wanted else len(names) + 1
    splices = [] if wanted else _new_key(source, listing, index)
    return [*splices, _new_item(source, listing, make(index.to_bytes(4), data))]


def new_list(source: Source, text: str, other: TagList | None) -> bytes:
    """A new meta box that holds only the label, in the form that FFmpeg writes.

    FFmpeg takes the first keys it meets for those of every list. So beside an ``other`` keyed
    list the new one has the same keys, and the label's behind them; see ``with_key``.
    """
    names = _all_names(source, other) if other else []
    wanted = _wanted(names)
    index = wanted[0] if wanted else len(names) + 1
    keys = b"".join(make(name[:4], name[4:]) for name in names)
    count = len(names) + (not wanted)
    handler = make_full(b"hdlr", 0, 0, bytes(4) + KEYED + bytes(13))
    all_keys = make_full(b"keys", 0, 0, count.to_bytes(4) + keys + (b"" if wanted else new_key()))
    items = make(b"ilst", make(index.to_bytes(4), _value(text)))
    return make_full(b"meta", 0, 0, handler + all_keys + items)


def with_key(source: Source, listing: TagList) -> list[Splice]:
    """The splices that give a list the label's key, without a value, where it has none."""
    names = _all_names(source, listing)
    return [] if _wanted(names) else _new_key(source, listing, len(names) + 1)


def _new_key(source: Source, listing: TagList, index: int) -> list[Splice]:
    """One key more; keys come before the items, since FFmpeg wants them there."""
    if any(int.from_bytes(item.type) == index for item in _items(source, listing)):
        raise source.broken(
            "an item refers to key {index}, and there are {count}",
            listing.box.place,
            index=index,
            count=index - 1,
        )
    keys = listing.keys
    if keys is None:
        box = make_full(b"keys", 0, 0, (1).to_bytes(4) + new_key())
        at = listing.items.start if listing.items else listing.tail
        return [Splice(Edit(at, 0, box), listing.inside)]
    count = (keys.number + 1).to_bytes(4)
    return [
        Splice(Edit(keys.box.body + 4, 4, count)),
        Splice(Edit(keys.end, 0, new_key()), (*listing.inside, keys.box)),
    ]


def _new_item(source: Source, listing: TagList, item: bytes) -> Splice:
    if listing.items is None:
        return Splice(Edit(listing.tail, 0, make(b"ilst", item)), listing.inside)
    at = tail(source, listing.items, len(listing.within) + 2)
    return Splice(Edit(at, 0, item), (*listing.inside, listing.items))


def new_key() -> bytes:
    """The label's entry in a keys box."""
    return make(KEYED, LABEL.encode())


def _value(text: str) -> bytes:
    return make(b"data", _UTF8.to_bytes(4) + bytes(4) + text.encode())


def _items(source: Source, listing: TagList) -> Iterator[Box]:
    if listing.items:
        yield from children(source, listing.items, len(listing.within) + 2)


def _all_names(source: Source, listing: TagList) -> list[bytes]:
    return list(_names(source, listing.keys.box)) if listing.keys else []


def _wanted(names: list[bytes]) -> list[int]:
    return [index for index, name in enumerate(names, 1) if name == KEYED + LABEL.encode()]


def _keys(source: Source, box: Box) -> Keys:
    end = box.body + 8
    count = 0
    for name in _names(source, box):
        end += len(name) + 4
        count += 1
    return Keys(box, count, end)


def _names(source: Source, box: Box) -> Iterator[bytes]:
    """Namespace and name of each key, in order."""
    fields = Fields.of(source, box)
    fields.take(4)
    count = fields.number(4)
    if count > _MOST_KEYS:
        raise CeilingExceeded(
            "more than {ceiling} keys", path=source.name, place=box.place, ceiling=_MOST_KEYS
        )
    for _ in range(count):
        size = fields.number(4)
        if size < _ENTRY_FIELDS:
            raise source.broken(
                "the box says {size} bytes, less than its header", box.place, size=size
            )
        yield fields.take(size - 4)


def _values(source: Source, item: Box, name: str, by_key: bool, depth: int) -> Iterator[Tag]:
    """The values of an item; all of its bytes where none has the form of one."""
    found = False
    for child in children(source, item, depth) if _has_boxes(source, item) else ():
        if child.type == b"data" and child.end - child.body >= _DATA_FIELDS:
            found = True
            alone = child.start == item.body and child.end == item.end
            type_ = int.from_bytes(source.read(child.body, 4))
            start = child.body + _DATA_FIELDS
            yield Tag(item, name, by_key, type_, start, child.end, alone)
    if not found:
        yield Tag(item, name, by_key, 0, item.body, item.end, False)


def _has_boxes(source: Source, item: Box) -> bool:
    return source.peek(item.body + 4, 4) in (b"data", b"mean", b"name", b"itif")


def _freeform(source: Source, item: Box, depth: int) -> Iterator[Tag]:
    """The values of an item that bears its name within itself, as iTunes has it."""
    parts = []
    for child in children(source, item, depth):
        if child.type in (b"mean", b"name"):
            length = min(child.end - child.body, _LONGEST_NAME)
            parts.append(_shown(source.read(child.body, length)[4:]))
    yield from _values(source, item, ":".join(parts) or "----", False, depth)


def _shown(name: bytes) -> str:
    return name[:_LONGEST_NAME].decode("utf-8", "replace")
