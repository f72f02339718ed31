"""What a PDF object can be (7.3), with the bytes it stands in, so that it can be spliced.

Positions are offsets in the buffer that was parsed, not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name object, its #-escapes resolved (7.3.5)."""

    value: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """A string object (7.3.4), literal or hexadecimal, as written at ``start:end``."""

    raw: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An indirect reference (7.3.10)."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that are no object of PDF, met where one was expected and passed over."""

    value: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a dictionary: ``start`` its key's slash, ``value_start:end`` its value."""

    key: bytes
    value: Value
    start: int
    value_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary (7.3.7): its entries as written, repeated keys included."""

    entries: tuple[Entry, ...]
    start: int
    end: int

    def get(self, key: bytes) -> Value:
        """The value of a key; of a repeated one the last, as most readers have it; else None."""
        for entry in reversed(self.entries):
            if entry.key == key:
                return entry.value
        return None


@dataclass(frozen=True, slots=True)
class Array:
    """An array (7.3.6) at ``start:end``."""

    items: tuple[Value, ...]
    start: int
    end: int


Value = bool | int | float | Name | Text | Reference | Word | Dictionary | Array | None


def texts_in(value: Value) -> Iterator[Text]:
    """Every string within a value, in order."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Dictionary):
        for entry in value.entries:
            yield from texts_in(entry.value)
    elif isinstance(value, Array):
        for item in value.items:
            yield from texts_in(item)
