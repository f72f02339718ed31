"""One figure of the standard: the record that the tables of this room are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.rules import Confidence


class Verb(StrEnum):
    """How binding a requirement is, by its own verb."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"
    GENERALLY = "generally"


class Scope(StrEnum):
    """What one figure is asked of."""

    TOTAL = "total"
    EACH_RISK = "each-risk"
    EACH_ASPECT = "each-aspect"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One figure of one edition.

    ``key`` is the same in every edition and never changes, ``id`` is the edition's id, a slash
    and the key. ``number`` is the row of the facts that it was taken from. ``clause`` is counted
    in ``clause_of``, another edition's id where the figure was carried over. Both bounds are
    inclusive, None is no bound; ``unit`` is items, risks, aspects, %, days, characters, words,
    persons or times. ``groups`` are the groups of annex A that it speaks of.
    """

    key: str
    number: str
    clause: str
    en: str
    zh: str
    verb: Verb
    confidence: Confidence
    unit: str
    least: int | None = None
    most: int | None = None
    scope: Scope = Scope.TOTAL
    groups: tuple[str, ...] = ()
    edition: str = "tc260-003-2024"
    clause_of: str = "tc260-003-2024"

    @property
    def id(self) -> str:
        """The edition's id, a slash, the key."""
        return f"{self.edition}/{self.key}"

    @property
    def may_fail(self) -> bool:
        """Whether missing it fails: a "shall" whose wording, or a quotation of it, was seen."""
        return self.verb is Verb.SHALL and self.confidence.may_fail

    @property
    def carried_over(self) -> bool:
        """Whether it was read in another edition than its own."""
        return self.clause_of != self.edition
