"""Vorbis comments: a vendor string and fields NAME=value, in FLAC, Vorbis, Opus, Speex, Theora.

The field AIGC is spliced; vendor, order, all other fields and what follows them stay byte for
byte. Zeros that follow are padding, which gives and takes.
Source: Vorbis I specification, 5; RFC 9639 8.6 (FLAC); RFC 7845 5.2 (Opus).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from hegui.aigc import looks_like_label
from hegui.errors import BrokenFile
from hegui.implicit.budget import Budget
from hegui.implicit.look import Look
from hegui.implicit.structures.stray import SHORTEST, decoded

NAME = "AIGC"
VENDOR = b"hegui"
_NAME = b"AIGC"
_LENGTH = struct.Struct("<I")
_MOST_FIELDS = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is a label: its bytes ``start:end`` with the length before it, its value.

    ``named`` is true where its name is AIGC in whatever case, ``name`` as it is spelt.
    """

    start: int
    end: int
    name: str
    text: str
    named: bool


@dataclass(frozen=True, slots=True)
class Comments:
    """A comment header: where its count stands, where its fields end, and those that are labels.

    ``data`` is the whole of it, with whatever precedes and follows the comments themselves.
    """

    data: bytes
    count_at: int
    count: int
    end: int
    labels: tuple[Field, ...]

    def look(
        self,
        look: Look,
        *,
        slot: str,
        place: str,
        offset: int,
        length: int,
        exact: bool,
        prescribed: bool,
    ) -> None:
        """Adds the labels to a look.

        ``exact``: the comments lie in one piece at ``offset``, so that each field's own bytes
        can be named; else ``offset`` and ``length`` name what carries them.
        """
        main = self.main
        for field in self.labels:
            look.label(
                field.text,
                slot=slot if field.named else f"{slot}-text",
                place=f"{place}, field {field.name}",
                offset=offset + field.start if exact else offset,
                length=field.end - field.start if exact else length,
                named=field.named,
                prescribed=prescribed and field is main,
            )

    @property
    def main(self) -> Field | None:
        """The field that takes the label: the first that is called AIGC."""
        return next((field for field in self.labels if field.named), None)

    def with_label(self, text: str) -> bytes:
        """The header with ``text`` as its one label, behind the fields where it is new."""
        field = _packed(text)
        main = self.main
        parts, at = [], self.count_at + _LENGTH.size
        for label in self.labels:
            parts += [self.data[at : label.start], field if label is main else b""]
            at = label.end
        parts.append(self.data[at : self.end])
        if main is None:
            parts.append(field)
        return self._joined(parts, self.count - len(self.labels) + 1)

    def without_labels(self) -> bytes:
        """The header without labels."""
        parts, at = [], self.count_at + _LENGTH.size
        for label in self.labels:
            parts.append(self.data[at : label.start])
            at = label.end
        return self._joined([*parts, self.data[at : self.end]], self.count - len(self.labels))

    def _joined(self, parts: list[bytes], count: int) -> bytes:
        head = self.data[: self.count_at] + _LENGTH.pack(count)
        return b"".join((head, *parts, self.data[self.end :]))


def parse(data: bytes, start: int, budget: Budget, *, name: str, place: str) -> Comments:
    """The comments at ``start`` of ``data``. Raises BrokenFile, CeilingExceeded.

    ``name`` and ``place`` name the file and the header in errors.
    """
    budget.search(len(data), place)
    count_at = _behind(data, start, name, place, "vendor string")
    if count_at + _LENGTH.size > len(data):
        raise BrokenFile("the comments end before their count", path=name, place=place)
    (count,) = _LENGTH.unpack_from(data, count_at)
    if count > _MOST_FIELDS:
        raise BrokenFile(
            "the comments say that they are {count} fields", path=name, place=place, count=count
        )
    at = count_at + _LENGTH.size
    labels: list[Field] = []
    for _ in range(count):
        end = _behind(data, at, name, place, "field")
        if label := _label(data, at, end):
            budget.spend(end - at, place)
            labels.append(label)
        at = end
    return Comments(data, count_at, count, at, tuple(labels))


def new_comments(text: str) -> bytes:
    """Comments that hold only the label."""
    return _LENGTH.pack(len(VENDOR)) + VENDOR + _LENGTH.pack(1) + _packed(text)


def refitted(data: bytes, length: int, start: int) -> bytes:
    """``data`` brought to ``length`` by the zeros that end it from ``start`` on.

    It stays where something else stands there, or not enough of them.
    """
    growth = len(data) - length
    if len(data) == start or data[start:].strip(b"\0"):
        return data
    if growth > 0:
        return data[:-growth] if len(data) - growth >= start else data
    return data + bytes(-growth)


def _label(data: bytes, at: int, end: int) -> Field | None:
    value = at + _LENGTH.size
    if end - value < SHORTEST and data[value : value + len(_NAME)].upper() != _NAME:
        return None
    sign = data.find(b"=", value, end)
    if sign < 0:
        return None
    named = sign - value == len(_NAME) and data[value:sign].upper() == _NAME
    if not named and b"{" not in data[sign:end] and not data.startswith(b"eyJ", sign + 1):
        return None
    text = decoded(data[sign + 1 : end])
    if not named and not looks_like_label(text):
        return None
    shown = data[value:sign].decode("latin-1").encode("unicode_escape").decode()
    return Field(at, end, shown, text, named)


def _packed(text: str) -> bytes:
    field = f"{NAME}={text}".encode()
    return _LENGTH.pack(len(field)) + field


def _behind(data: bytes, at: int, name: str, place: str, what: str) -> int:
    """The offset behind a string with its length before it."""
    if at + _LENGTH.size <= len(data):
        end: int = at + _LENGTH.size + _LENGTH.unpack_from(data, at)[0]
        if end <= len(data):
            return end
    raise BrokenFile(
        "a {what} at byte {offset} of the comments is longer than they are",
        path=name,
        place=place,
        what=what,
        offset=at,
    )
