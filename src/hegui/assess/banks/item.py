"""One keyword or question of a bank, and the bank that holds it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hegui.messages import Notice


class BankKind(StrEnum):
    """The four banks of TC260-003 8.1 to 8.3."""

    KEYWORDS = "keywords"
    CONTENT = "content"
    """Test questions for generated content (8.2)."""
    REFUSE = "refuse"
    """Questions to be refused (8.3 a)."""
    ACCEPT = "accept"
    """Questions not to be refused (8.3 b)."""


class State(StrEnum):
    """Where an item is in its review. Only released items count."""

    CANDIDATE = "candidate"
    RELEASED = "released"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Item:
    """One keyword or question.

    ``of`` is the id of a risk, or of an aspect in the bank of questions not to be refused; it is
    empty where nobody said. ``day`` is when the item was last looked at. ``suggested_by`` names a
    model that drafted it: such an item is a candidate until ``released_by`` names a person.
    ``row`` is its line (or number) in its file.
    """

    id: str
    text: str
    of: str = ""
    source: str = ""
    licence: str = ""
    state: State = State.CANDIDATE
    day: date | None = None
    suggested_by: str = ""
    released_by: str = ""
    note: str = ""
    row: int = 0

    @property
    def counts(self) -> bool:
        """Whether it is released, by a person where a model drafted it."""
        drafted = bool(self.suggested_by) and not self.released_by
        return self.state is State.RELEASED and not drafted


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank as read: ``sha256`` is of the file's bytes, ``encoding`` what they were in."""

    kind: BankKind
    path: str
    sha256: str
    size: int
    encoding: str
    items: tuple[Item, ...]
    remarks: tuple[Notice, ...] = field(default_factory=tuple)

    def counted(self) -> Iterator[Item]:
        """The items that count."""
        return (one for one in self.items if one.counts)


def id_of(text: str) -> str:
    """The id of an item that brings none: the first 16 digits of its text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
