"""What happens when: events, and the days that the records themselves name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hegui.catalog import types
from hegui.catalog.days import Day
from hegui.catalog.records import Bilingual, Period
from hegui.catalog.store import Catalog
from hegui.rules import Confidence

# What an event of a kind already tells, so that the record's own day need not be told again.
_TOLD_BY = {
    "published": frozenset({"published", "issued"}),
    "adopted": frozenset({"issued", "published"}),
    "in_force": frozenset({"applies"}),
    "applies": frozenset({"applies"}),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated thing. ``kind`` is an event's, or issued, published, applies, ends, target.

    ``subject`` is the record it happens to, ``part`` the part of it (an application's id) if not
    the whole; ``event`` the event that tells of it, empty where the record's own day does.
    """

    day: Day
    kind: str
    subject: str
    text: Bilingual
    confidence: Confidence
    part: str = ""
    event: str = ""
    known_since: Day | None = None


def timeline(
    catalog: Catalog,
    *,
    since: date | None = None,
    until: date | None = None,
    subject: str = "",
    known: date | None = None,
) -> tuple[Moment, ...]:
    """Everything dated, oldest first: of one record, within days (both included), as was known.

    Raises UnknownRecord.
    """
    wanted = catalog.get(subject).id if subject else ""
    found = [
        moment
        for moment in (*_events(catalog), *_days(catalog, known))
        if (not wanted or moment.subject == wanted)
        and (since is None or moment.day.last >= since)
        and (until is None or moment.day.first <= until)
        and (known is None or moment.known_since is None or moment.known_since.first <= known)
    ]
    return tuple(sorted(_untold_once(found), key=lambda one: (one.day.first, one.subject)))


def _untold_once(moments: list[Moment]) -> list[Moment]:
    """Without days of records that an event of the same day tells."""
    told = {
        (one.subject, one.day.text, kind)
        for one in moments
        if one.event
        for kind in _TOLD_BY.get(one.kind, ())
    }
    return [
        one
        for one in moments
        if one.event or one.part or (one.subject, one.day.text, one.kind) not in told
    ]


def _events(catalog: Catalog) -> Iterator[Moment]:
    for event in catalog.of(types.Event):
        sure = event.origin("*").confidence
        yield Moment(
            event.day, event.kind, event.subject, event.text, sure, "", event.id, event.known_since
        )


def _days(catalog: Catalog, known: date | None) -> Iterator[Moment]:
    for record in catalog:
        match record:
            case types.Instrument():
                if record.issued is not None:
                    yield _own(record, record.issued, "issued", "date_issued")
                if record.published is not None:
                    yield _own(record, record.published, "published", "date_published")
                yield from _periods(record.id, record.title, record.period(known))
                for part in record.applications:
                    yield from _periods(record.id, part.what, part.period(known), part.id)
            case types.Standard():
                if record.published is not None:
                    yield _own(record, record.published, "published", "date_published")
                yield from _periods(record.id, record.title, record.period(known))
            case types.Target() if record.by:
                sure = record.origin("by").confidence
                yield Moment(Day(record.by), "target", record.id, record.metric, sure)
            case _:
                pass


def _own(record: types.Instrument | types.Standard, day: Day, kind: str, field: str) -> Moment:
    sure = record.origin(field).confidence
    return Moment(day, kind, record.id, record.title, sure, known_since=record.known_since)


def _periods(
    subject: str, text: Bilingual, period: Period | None, part: str = ""
) -> Iterator[Moment]:
    if period is None:
        return
    for day, kind in ((period.applies_from, "applies"), (period.applies_to, "ends")):
        if day is not None:
            yield Moment(day, kind, subject, text, period.confidence, part, "", period.known_since)
