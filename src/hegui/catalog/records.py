"""What all records of the catalogue share: where each fact comes from, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hegui.catalog.days import Day
from hegui.rules import Confidence

DECK = "sesec-2025"
"""The source of what the SESEC deck of 2025 says, in its own words."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one field's value comes from, and how sure it is; field "*" means the record."""

    field: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class DeckValue:
    """What the deck says where a field was corrected."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What a record says beyond its typed fields: a name and lines of text."""

    name: str
    lines: tuple[str, ...]
    source: str = ""
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An official identifier: ``type`` is number, doc_no, plan_number, notice_no or hcno."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation, seen from the record asked for: ``word`` is ELI's or Relaton's.

    ``planned``: announced, not done. ``identical``: an adoption word for word (IDT).
    """

    word: str
    other: str
    planned: bool = False
    identical: bool = False
    note: str = ""
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when something applies, as it was set at one moment.

    ``known_since`` is the day from which that was known, None for "as long as the record itself";
    ``set_by`` the event that set it, empty for the rule's own first dates. ``applies_from`` is
    None where the rule did not exist before an event.
    """

    applies_from: Day | None
    applies_to: Day | None = None
    known_since: Day | None = None
    set_by: str = ""
    confidence: Confidence = Confidence.SECONDARY


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """One record: ``id`` never changes once released.

    ``source`` is the deck or later research; ``deck_section`` the place in the deck, empty for
    what the deck does not hold. ``known_since`` is the first day on which the record could be
    known, None where no source names one; ``checked_on`` the day it was last looked at.
    """

    id: str
    source: str
    checked_on: date
    known_since: Day | None = None
    deck_section: str = ""
    deck_values: tuple[DeckValue, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    remarks: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def in_deck(self) -> bool:
        """Whether the SESEC deck of 2025 holds it."""
        return self.source == DECK

    def origin(self, field: str) -> Provenance:
        """Where a field's value comes from: its own mark, the record's, else the deck's words."""
        whole = None
        for one in self.provenance:
            if one.field == field:
                return one
            if one.field == "*":
                whole = one
        if whole is not None:
            return whole
        known = Confidence.SECONDARY if self.in_deck else Confidence.KNOWN
        return Provenance(field, self.source, known)

    def verified(self, field: str) -> bool:
        """Whether any source but background knowledge bears a field out."""
        return self.origin(field).confidence is not Confidence.KNOWN

    @property
    def unverified(self) -> tuple[str, ...]:
        """The fields that rest on background knowledge alone; shown to users as unverified."""
        return tuple(one.field for one in self.provenance if one.confidence is Confidence.KNOWN)

    def known(self, on: date | None) -> bool:
        """Whether the record could be known on a day; None asks for all that is known."""
        return on is None or self.known_since is None or self.known_since.first <= on


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in English and Chinese; either may be missing, and then the other stands for it."""

    en: str = ""
    zh: str = ""

    def said(self, lang: str) -> str:
        """The text in ``lang``, else the one there is."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)
