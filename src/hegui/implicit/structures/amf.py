"""AMF0, the notation of FLV's script data: where each property stands, nothing decoded.

Arrays that lie are met in real files: a count that is wrong, an end mark that is missing. What
counts is the pairs that are there.
Source: Action Message Format AMF 0 (Adobe, 2007), 2.1 to 2.18.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source

NUMBER: Final = 0x00
STRING: Final = 0x02
LONG_STRING: Final = 0x0C
STRICT_ARRAY: Final = 0x0A

_OBJECT: Final = 0x03
_ECMA_ARRAY: Final = 0x08
_TYPED_OBJECT: Final = 0x10
_XML: Final = 0x0F
_END_MARK: Final = b"\0\0\x09"
# Boolean, movie clip, null, undefined, reference, date, unsupported, record set.
_FIXED: Final = {NUMBER: 8, 1: 1, 4: 0, 5: 0, 6: 0, 7: 2, 0x0B: 10, 0x0D: 0, 0x0E: 0}
_LONGEST_STRING: Final = 0xFFFF
_MOST_PROPERTIES: Final = 100_000
_DOUBLE = struct.Struct(">d")


class Property(NamedTuple):
    """A name and its value: ``path`` from the outermost holder, offsets within the script data.

    It stands at ``start:end``, its value at ``value_at:end`` with the type ``kind`` before it at
    ``value_at - 1``. ``holder`` is the holder's number in :attr:`Script.holders`.
    """

    path: tuple[bytes, ...]
    kind: int
    start: int
    value_at: int
    end: int
    holder: int


@dataclass(slots=True)
class Holder:
    """An object or ECMA array: where its pairs end, how many there are and how many it says.

    ``count_at`` is the offset of that count, -1 for an object, which has none.
    """

    pairs_end: int
    pairs: int
    count: int
    count_at: int

    @property
    def truthful(self) -> bool:
        """Whether it says how many pairs it has."""
        return self.count_at >= 0 and self.count == self.pairs


@dataclass(slots=True)
class Script:
    """Script data: the strings it begins with, then every property of the value that follows.

    ``main`` is the number of the holder that value is, or -1.
    """

    names: tuple[bytes, ...] = ()
    main: int = -1
    properties: list[Property] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)


def parse(source: Source, data: bytes, base: int) -> Script:
    """The script data whose first byte is byte ``base`` of the file.

    Raises BrokenFile, CeilingExceeded.
    """
    return _Parser(source, data, base).parse()


def text_at(data: bytes, found: Property) -> bytes | None:
    """The bytes of a property that is a string, else None."""
    if found.kind == STRING:
        return data[found.value_at + 2 : found.end]
    if found.kind in (LONG_STRING, _XML):
        return data[found.value_at + 4 : found.end]
    return None


def number(data: bytes, at: int) -> int | None:
    """A number that is a whole one and not negative, such as an offset, else None."""
    value: float = _DOUBLE.unpack_from(data, at)[0]
    if not math.isfinite(value) or value < 0 or value != int(value):
        return None
    return int(value)


def pack_number(value: int) -> bytes:
    """The eight bytes of a number."""
    return _DOUBLE.pack(value)


def string(text: bytes, *, long: bool = False) -> bytes:
    """A string with its type; a long one where it must be or already was."""
    if long or len(text) > _LONGEST_STRING:
        return bytes((LONG_STRING,)) + len(text).to_bytes(4) + text
    return bytes((STRING,)) + len(text).to_bytes(2) + text


def pair(name: bytes, value: bytes) -> bytes:
    """A property."""
    return len(name).to_bytes(2) + name + value


def ecma_array(*pairs: bytes) -> bytes:
    """An ECMA array of properties."""
    return bytes((_ECMA_ARRAY,)) + len(pairs).to_bytes(4) + b"".join(pairs) + _END_MARK


class _Parser:
    def __init__(self, source: Source, data: bytes, base: int) -> None:
        self._source, self._data, self._base = source, data, base
        self._script = Script()

    def parse(self) -> Script:
        data, script = self._data, self._script
        at = 0
        while at < len(data) and data[at] == STRING and len(script.names) < 2:
            end = self._sized(at + 1, 2)
            script.names += (data[at + 3 : end],)
            at = end
        if at < len(data):
            before = len(script.holders)
            self._value(at, (), -1)
            script.main = 0 if len(script.holders) > before and data[at] != STRICT_ARRAY else -1
        return script

    def _broken(self, at: int) -> BrokenFile:
        return self._source.broken("the script data is no AMF0", self._base + at)

    def _too_many(self) -> CeilingExceeded:
        return CeilingExceeded(
            "more than {ceiling} structures ({what})",
            path=self._source.name,
            place=f"byte {self._base}",
            ceiling=_MOST_PROPERTIES,
            what="script values",
        )

    def _sized(self, at: int, width: int) -> int:
        """The end of text of a length that is said in ``width`` bytes."""
        end = at + width
        if end <= len(self._data):
            end += int.from_bytes(self._data[at:end])
            if end <= len(self._data):
                return end
        raise self._broken(at)

    def _value(self, at: int, path: tuple[bytes, ...], depth: int) -> int:
        """The offset behind the value whose type is at ``at``."""
        data, source = self._data, self._source
        source.count("script values")
        if at >= len(data):
            raise self._broken(at)
        kind = data[at]
        at += 1
        if kind in _FIXED:
            at += _FIXED[kind]
        elif kind == STRING:
            at = self._sized(at, 2)
        elif kind in (LONG_STRING, _XML):
            at = self._sized(at, 4)
        else:
            source.descend(depth, "script data", f"byte {self._base + at - 1}")
            at = self._holder(kind, at, path, depth)
        if at > len(data):
            raise self._broken(at)
        return at

    def _holder(self, kind: int, at: int, path: tuple[bytes, ...], depth: int) -> int:
        """The offset behind a value that holds others and whose type stands before ``at``."""
        if kind == STRICT_ARRAY:
            return self._items(at, path, depth)
        if kind == _ECMA_ARRAY:
            return self._pairs(at + 4, path, depth, at)
        if kind == _TYPED_OBJECT:
            return self._pairs(self._sized(at, 2), path, depth, -1)
        if kind == _OBJECT:
            return self._pairs(at, path, depth, -1)
        raise self._broken(at - 1)

    def _items(self, at: int, path: tuple[bytes, ...], depth: int) -> int:
        data = self._data
        count = int.from_bytes(data[at : at + 4])
        at += 4
        numbers_end = at + 9 * count
        if numbers_end <= len(data) and not any(data[at:numbers_end:9]):
            return numbers_end  # thousands of times or offsets, passed over at a stroke
        for _ in range(count):
            at = self._value(at, path, depth + 1)
        return at

    def _pairs(self, at: int, path: tuple[bytes, ...], depth: int, count_at: int) -> int:
        """Notes the properties from ``at`` to the end mark; the outermost may lack it."""
        data, script = self._data, self._script
        if at > len(data):
            raise self._broken(at)
        count = int.from_bytes(data[count_at : count_at + 4]) if count_at >= 0 else -1
        number_ = len(script.holders)
        holder = Holder(at, 0, count, count_at)
        script.holders.append(holder)
        while at < len(data):
            if data.startswith(_END_MARK, at):
                return at + len(_END_MARK)
            name_end = self._sized(at, 2)
            name = data[at + 2 : name_end]
            inner = (*path, name)
            # The property's place is kept before what it holds, so that they come in file order.
            index = len(script.properties)
            if index >= _MOST_PROPERTIES:
                raise self._too_many()
            end = self._value(name_end, inner, depth + 1)
            found = Property(inner, data[name_end], at, name_end + 1, end, number_)
            script.properties.insert(index, found)
            holder.pairs += 1
            holder.pairs_end = at = end
        if depth >= 0:
            raise self._broken(at)  # what would be added behind it would be added in it
        return at
