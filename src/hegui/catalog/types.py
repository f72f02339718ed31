"""The records of the catalogue, one frozen class a type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hegui.catalog.days import Day
from hegui.catalog.records import Bilingual, Identifier, Period, Record
from hegui.catalog.words import Content, Level, Role, Status, Strength, Tier, Verb
from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Application:
    """A part of an instrument with a date of its own; ``periods`` oldest first."""

    id: str
    what: Bilingual
    periods: tuple[Period, ...]

    def period(self, known: date | None = None) -> Period | None:
        """The period as known on a day (None: as known now), None where nothing was known."""
        return latest(self.periods, known)


def latest(periods: tuple[Period, ...], known: date | None = None) -> Period | None:
    """Of periods, oldest first, the last that was known on a day (None: the last)."""
    held = [
        one
        for one in periods
        if known is None or one.known_since is None or one.known_since.first <= known
    ]
    return held[-1] if held else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instrument(Record):
    """A policy, law, rule, guideline, framework, agreement or report.

    ``type`` is the catalogue's own word; ``tier`` China's tier, None elsewhere. ``binding`` is
    hard, government_policy, soft, voluntary or none. ``status`` is that on ``checked_on``;
    ``status_as_found`` the source's own word where it differs. ``summary_zh`` says line by line
    what ``summary`` does.
    """

    title: Bilingual
    title_local: str
    jurisdiction: str
    type: str
    tier: Tier | None
    binding: str
    issuers: tuple[str, ...]
    issuers_note: str
    identifiers: tuple[Identifier, ...]
    issued: Day | None
    published: Day | None
    periods: tuple[Period, ...]
    status: Status
    status_as_found: str
    applications: tuple[Application, ...]
    summary: tuple[str, ...]
    summary_zh: tuple[str, ...]
    url: str

    def summed(self, lang: str = "en") -> tuple[str, ...]:
        """What it is about, in lines; in English where no Chinese is there."""
        return self.summary_zh if lang == "zh" and self.summary_zh else self.summary

    def period(self, known: date | None = None) -> Period | None:
        """From when it applies, as known on a day; None where no day is set."""
        return latest(self.periods, known)

    @property
    def effective(self) -> Day | None:
        """The day of entry into force, as known now."""
        period = self.period()
        return period.applies_from if period else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standard(Record):
    """A standard, practice guide or technical document, or the plan of one.

    ``node`` is the id of its part of the standards system, empty where unknown; ``committee`` the
    body that keeps it.
    """

    title: Bilingual
    identifiers: tuple[Identifier, ...]
    number_note: str
    level: Level
    committee: str
    published: Day | None
    periods: tuple[Period, ...]
    status: Status
    status_as_found: str
    ics: str
    ccs: str
    node: str
    led_by: str
    url: str

    @property
    def number(self) -> str:
        """Its number, else that of its plan, else nothing."""
        for wanted in ("number", "plan_number"):
            for one in self.identifiers:
                if one.type == wanted:
                    return one.value
        return ""

    @property
    def tier(self) -> Tier:
        """Technical standards are the fifth of China's tiers."""
        return Tier.TECHNICAL_STANDARD

    def period(self, known: date | None = None) -> Period | None:
        """From when it applies, as known on a day; None where no day is set."""
        return latest(self.periods, known)

    @property
    def effective(self) -> Day | None:
        """The day it takes effect, as known now."""
        period = self.period()
        return period.applies_from if period else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body(Record):
    """An authority, committee, standards organisation, alliance or institute."""

    name: Bilingual
    kind: str
    parent: str
    secretariat: str
    mirror_of: str
    sdo_type: str
    established: Day | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkingGroup(Record):
    """A working group of a committee; ``category`` is technology, application or unclear."""

    name: Bilingual
    body: str
    category: str
    established: Day | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an obligation sets."""

    value: float
    unit: str
    op: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Obligation(Record):
    """Who must do what to which content, from when; our own paraphrase.

    No ``who`` means anyone, no ``content`` any content; ``service`` are classes of the Deep
    Synthesis Provisions art. 17 (hegui.toml's words), none of them any. ``provision`` is the id
    of the provision of ``hegui.rules`` that the wording comes from, empty where it is kept here.
    """

    instrument: str
    provision: str
    place: Bilingual
    text: Bilingual
    who: tuple[Role, ...]
    verb: Verb
    content: tuple[Content, ...]
    service: tuple[str, ...]
    figures: tuple[Figure, ...]
    application: str
    periods: tuple[Period, ...]
    confidence: Confidence
    sources: tuple[str, ...]

    def period(self, known: date | None = None) -> Period | None:
        """From when it applies, as known on a day; None where no day is set."""
        return latest(self.periods, known)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target(Record):
    """What a policy wants reached. ``value`` is None for a target in words."""

    subject: str
    metric: Bilingual
    value: float | None
    op: str
    unit: str
    by: str
    instrument: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statistic(Record):
    """A reported figure with its scope and the day as of which it holds.

    ``value`` is text where the source gives a range ("3-5"); ``conflicts`` are ids of figures
    that say something else, with a scope of their own; ``measures`` are targets it reports on.
    """

    subject: str
    metric: Bilingual
    value: float | None
    value_text: str
    op: str
    unit: str
    as_of: str
    count: bool
    breakdown: tuple[tuple[str, float], ...]
    conflicts: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SystemNode(Record):
    """A part of a standards system; the root is the system, whose ``parent`` is empty.

    A system's ``instrument`` is what sets it out; a part has its ``code``.
    """

    name: Bilingual
    system: str
    code: str
    parent: str
    instrument: str


@dataclass(frozen=True, slots=True)
class Change:
    """A date that an event set: of an instrument, or of a part of it ("eu-ai-act#annex-iii")."""

    of: str
    applies_from: Day


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Event(Record):
    """Something dated that happened, or is set to happen, to a record."""

    day: Day
    kind: str
    text: Bilingual
    subject: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding(Record):
    """A conclusion that the deck itself draws."""

    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mapping(Record):
    """How an obligation stands to one of another market; with "none" one side is empty."""

    left: str
    right: str
    strength: Strength
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source(Record):
    """Where facts come from. ``address`` is empty for a mirror: none of those is ever shown."""

    kind: str
    address: str
    mirror: bool
    note: str


Document: TypeAlias = Instrument | Standard
"""What obligations stand in, and what applies from a day."""
AnyRecord: TypeAlias = (
    Instrument
    | Standard
    | Body
    | WorkingGroup
    | Obligation
    | Target
    | Statistic
    | SystemNode
    | Event
    | Finding
    | Mapping
    | Source
)
