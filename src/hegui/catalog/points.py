"""One point in time: what applies on a day as known on a day, what is coming, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hegui.catalog import types
from hegui.catalog.days import Day
from hegui.catalog.markets import in_market
from hegui.catalog.records import Bilingual, Period
from hegui.catalog.standing import Standing, bound, standing
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import Moment, timeline
from hegui.catalog.types import Document
from hegui.catalog.words import Role, Status

_COMING = frozenset({Status.ADOPTED_NOT_IN_FORCE, Status.PUBLISHED_NOT_EFFECTIVE})
_PLANNED = frozenset(
    {
        Status.PROPOSED,
        Status.DRAFT_CONSULTATION,
        Status.CONSULTATION,
        Status.DRAFTING,
        Status.PRE_RESEARCH,
        Status.APPROVAL,
    }
)


@dataclass(frozen=True, slots=True)
class Applying:
    """A rule that applies, and whom it addresses by the obligations that are known of it."""

    document: Document
    standing: Standing
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What begins to apply later: a document, or a part of one (``part``).

    ``days`` from the day asked for to the first day it may be.
    """

    document: Document
    part: str
    what: Bilingual
    period: Period
    starts: Day
    days: int


@dataclass(frozen=True, slots=True)
class Revision:
    """A date that is known to be another now than it was on the day of knowledge asked for."""

    document: Document
    part: str
    what: Bilingual
    then: Day | None
    now: Day | None
    set_by: str


@dataclass(frozen=True, slots=True)
class Point:
    """What holds on ``day`` by what was known on ``known`` (None: by what is known now).

    ``superseded`` had ended by then; ``planned`` was proposed, consulted on or in drafting;
    ``changed`` happened after the day, up to ``until``.
    """

    day: date
    known: date | None
    until: date
    applies: tuple[Applying, ...]
    coming: tuple[Coming, ...]
    planned: tuple[tuple[Document, Standing], ...]
    superseded: tuple[tuple[Document, Standing], ...]
    changed: tuple[Moment, ...]
    revised: tuple[Revision, ...]


def point(
    catalog: Catalog,
    day: date,
    *,
    known: date | None = None,
    until: date | None = None,
    markets: tuple[str, ...] = (),
) -> Point:
    """What applies on a day, for whom, what is coming, and what changed since.

    ``until`` is the day up to which changes are told, that of the data unless given; ``markets``
    are jurisdictions ("CN", "EU"), all if empty. Only what was known on ``known`` counts.
    """
    last = until or catalog.checked_on
    documents = [one for one in catalog.documents if in_market(one, markets)]
    roles = _roles(catalog, day, known)
    applies: list[Applying] = []
    planned: list[tuple[Document, Standing]] = []
    superseded: list[tuple[Document, Standing]] = []
    coming: list[Coming] = []
    for one in documents:
        stands = standing(catalog, one, day, known)
        if stands is None:
            continue
        if stands.applies:
            applies.append(Applying(one, stands, roles.get(one.id, ())))
        elif stands.status is Status.SUPERSEDED:
            superseded.append((one, stands))
        elif stands.status in _PLANNED:
            planned.append((one, stands))
        coming += _coming(one, stands, day, known)
    ids = {one.id for one in documents}
    changed = tuple(
        moment
        for moment in timeline(catalog, since=day, until=last, known=None)
        if moment.day.first > day
        and (moment.subject in ids or (moment.event and not markets))  # committees have no market
    )
    return Point(
        day,
        known,
        last,
        tuple(applies),
        tuple(sorted(coming, key=lambda one: one.starts)),
        tuple(planned),
        tuple(superseded),
        changed,
        tuple(_revisions(documents, known)) if known is not None else (),
    )


def _roles(catalog: Catalog, day: date, known: date | None) -> dict[str, tuple[Role, ...]]:
    """Document → whom its obligations address that apply on the day."""
    found: dict[str, dict[Role, None]] = {}
    for obligation in catalog.of(types.Obligation):
        stands = bound(obligation, day, known)
        if stands is not None and stands.status is Status.IN_FORCE:
            found.setdefault(obligation.instrument, {}).update(dict.fromkeys(obligation.who))
    return {document: tuple(roles) for document, roles in found.items()}


def _coming(document: Document, stands: Standing, day: date, known: date | None) -> list[Coming]:
    found: list[Coming] = []
    if stands.status in _COMING and stands.period is not None:
        found += _starting(document, "", document.title, stands.period, day)
    for part in document.applications if isinstance(document, types.Instrument) else ():
        period = part.period(known)
        if period is not None:
            found += _starting(document, part.id, part.what, period, day)
    return found


def _starting(
    document: Document, part: str, what: Bilingual, period: Period, day: date
) -> list[Coming]:
    starts = period.applies_from
    if starts is None or starts.first <= day:
        return []
    return [Coming(document, part, what, period, starts, (starts.first - day).days)]


def _revisions(documents: list[Document], known: date | None) -> list[Revision]:
    found: list[Revision] = []
    for document in documents:
        if not document.known(known):
            continue
        parts = document.applications if isinstance(document, types.Instrument) else ()
        dated = [("", document.title, document.period(known), document.period())]
        dated += [(one.id, one.what, one.period(known), one.period()) for one in parts]
        for part, what, then, now in dated:
            if now is not None and now is not then:
                before = then.applies_from if then else None
                if before != now.applies_from:
                    found.append(
                        Revision(document, part, what, before, now.applies_from, now.set_by)
                    )
    return found
