"""APEv2 tags: items of a key and a value, at the end of a file of sound.

No guide names them, but tools that know no TXXX frame write there: an item AIGC, or a label among
the texts of another, is found and can be taken out.
Source: APE tags specification, version 2000 (Hydrogenaudio: APEv2, APE Tags Header, APE Tag Item).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from hegui.aigc import looks_like_label
from hegui.errors import FileError
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.look import Look
from hegui.implicit.structures.stray import SHORTEST

HEAD = 32
MAGIC = b"APETAGEX"
_NUMBERS = struct.Struct("<IIII")  # version, size with footer, items, flags
_ITEM = struct.Struct("<II")
_HAS_HEADER = 1 << 31
_IS_HEADER = 1 << 29
_KIND = 0x06  # 0 is UTF-8 text
_LONGEST_KEY = 255
_MOST_TEXT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One item that is a label: its key, where it lies, its value as text."""

    key: str
    offset: int
    end: int
    text: str


class ApeTag:
    """The tag whose footer ends at ``end``; ``offset`` is where it begins, not before ``start``.

    ``count`` is the number of its items, ``labels`` those that are labels. ``fault`` says why
    its items could not all be followed.
    """

    __slots__ = ("_first", "_numbers", "_source", "count", "end", "fault", "labels", "offset")

    def __init__(self, source: Source, start: int, end: int, budget: Budget) -> None:
        footer = source.read(end - HEAD, HEAD, "the APE tag's footer")
        self._source = source
        self._numbers = _NUMBERS.unpack_from(footer, len(MAGIC))
        _, size, self.count, flags = self._numbers
        self.end = end
        self._first: int = end - size
        self.offset: int = self._first - (HEAD if flags & _HAS_HEADER else 0)
        self.labels: list[Item] = []
        self.fault: FileError | None = None
        if size < HEAD or self.offset < start:
            self.offset = end - HEAD
            self.fault = source.broken("the APE tag says {length} bytes", self.place, length=size)
            return
        try:
            self._walk(budget)
        except FileError as fault:
            self.fault = fault

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"APE tag at byte {self.offset}"

    def look(self, look: Look, family: str) -> None:
        """Adds the tag's labels to a look."""
        for item in self.labels:
            look.label(
                item.text,
                slot=f"{family}.ape",
                place=f"{self.place}, item {item.key}",
                offset=item.offset,
                length=item.end - item.offset,
                named=_is_name(item.key),
            )
        if self.fault:
            look.could_not(self.fault, place=self.fault.place or self.place, offset=self.offset)

    def cleaned(self) -> list[Edit]:
        """The edits that take the labels out; a tag of nothing else goes itself."""
        if not self.labels:
            return []
        if self.fault:
            raise self.fault
        if len(self.labels) == self.count:
            return [Edit(self.offset, self.end - self.offset, b"")]
        version, size, count, flags = self._numbers
        gone = sum(item.end - item.offset for item in self.labels)
        numbers = (version, size - gone, count - len(self.labels))
        edits = [Edit(item.offset, item.end - item.offset, b"") for item in self.labels]
        edits.append(Edit(self.end - HEAD + 8, 12, _NUMBERS.pack(*numbers, flags)[:12]))
        if self.offset < self._first:
            edits.append(Edit(self.offset + 8, 12, _NUMBERS.pack(*numbers, flags)[:12]))
        return edits

    def _walk(self, budget: Budget) -> None:
        source, at, limit = self._source, self._first, self.end - HEAD
        for _ in range(self.count):
            source.count("APE items", self.place)
            head = source.read(at, min(_ITEM.size + _LONGEST_KEY + 1, self.end - at))
            length, flags = _ITEM.unpack_from(head)
            key_end = head.find(b"\0", _ITEM.size)
            value = at + key_end + 1
            if key_end < 0 or value + length > limit:
                raise source.broken("the APE item leaves its tag", f"APE item at byte {at}")
            key = head[_ITEM.size : key_end].decode("latin-1")
            self._keep(key, at, value, value + length, flags, budget)
            at = value + length
        if at != limit:
            raise source.broken("the APE tag has more than its items", f"byte {at}")

    def _keep(self, key: str, at: int, value: int, end: int, flags: int, budget: Budget) -> None:
        if flags & _KIND or end - value > _MOST_TEXT:
            return
        if not _is_name(key) and end - value < SHORTEST:
            return
        budget.search(end - value, self.place)
        text = self._source.read(value, end - value).decode("utf-8", "replace")
        if _is_name(key) or looks_like_label(text):
            budget.spend(end - value, self.place)
            self.labels.append(Item(ascii(key)[1:-1], at, end, text.rstrip("\0")))


def ends_at(source: Source, end: int) -> bool:
    """Whether an APE tag's footer ends at ``end``."""
    if end < HEAD or source.peek(end - HEAD, len(MAGIC)) != MAGIC:
        return False
    flags = source.peek(end - 12, 4)
    return not int.from_bytes(flags, "little") & _IS_HEADER


def _is_name(key: str) -> bool:
    return key.upper() == "AIGC"
