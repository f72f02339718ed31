"""The members of a JSON object with their extents, so that one can be set by splicing."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass

from hegui.files.source import Source

_SPACE = re.compile(r"[ \t\r\n]*")
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Entry:
    """One member: its key, and the value's ``start:end``.

    ``text`` is the value as it is written, or, where it is a string, what that says; then
    ``plain`` is false.
    """

    key: str
    key_start: int
    start: int
    end: int
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON object: its bytes, its text, its members, and where its closing brace is."""

    data: bytes
    text: str
    entries: tuple[Entry, ...]
    close: int

    @classmethod
    def parse(cls, source: Source, data: bytes, place: str) -> Document:
        """The object in ``data``. Raises BrokenFile where it is none."""
        try:
            text = data.decode("utf-8-sig")
            entries, close = _scan(text)
        except (ValueError, RecursionError, IndexError, StopIteration):
            raise source.broken("is not an object in JSON", place) from None
        return cls(data, text, tuple(entries), close)

    def named(self, key: str) -> list[Entry]:
        """The members of a key, in any letters."""
        return [entry for entry in self.entries if entry.key.lower() == key.lower()]

    def with_member(self, key: str, value: str) -> bytes:
        """The object with exactly one such member, whose value is ``value`` as JSON."""
        found = self.named(key)
        member = f"{json.dumps(key)}:{value}"
        if not found:
            comma = "," if self.entries else ""
            return self._spliced([(self._end_of_last(), self._end_of_last(), comma + member)])
        kept = found[0]
        parts = [(kept.key_start, kept.end, member)]
        if kept.key == key:
            parts = [(kept.start, kept.end, value)]
        for entry in found[1:]:
            before = self.entries[self.entries.index(entry) - 1]
            parts.append((before.end, entry.end, ""))  # with the comma before it
        return self._spliced(parts)

    def _end_of_last(self) -> int:
        return self.entries[-1].end if self.entries else self.close

    def _spliced(self, parts: list[tuple[int, int, str]]) -> bytes:
        text = self.text
        for start, end, new in sorted(parts, reverse=True):
            text = text[:start] + new + text[end:]
        mark = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode()


def _scan(text: str) -> tuple[list[Entry], int]:
    """The members of the object that ``text`` is, and the offset of its closing brace."""
    at = _after(text, 0, "{")
    entries: list[Entry] = []
    while text[at] != "}":
        if entries:
            at = _after(text, at, ",")
        key_start = at
        key, at = _decode(text, at)
        if not isinstance(key, str):
            raise ValueError("a key is no string")
        start = _after(text, _skip(text, at), ":")
        value, end = _decode(text, start)
        plain = not isinstance(value, str)
        shown = text[start:end] if plain else value
        entries.append(Entry(key, key_start, start, end, shown, plain))
        at = _skip(text, end)
    if _skip(text, at + 1) != len(text):
        raise ValueError("something follows the object")
    return entries, at


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    assert space is not None  # it matches nothing as well
    return space.end()


def _after(text: str, at: int, mark: str) -> int:
    """The offset of what follows ``mark``, which must be next, without space around."""
    at = _skip(text, at)
    if text[at] != mark:
        raise ValueError("is not JSON")
    return _skip(text, at + 1)
