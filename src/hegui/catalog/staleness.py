"""Which records ought to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hegui.catalog import types
from hegui.catalog.records import Record
from hegui.catalog.store import Catalog
from hegui.catalog.words import Status


class Why(StrEnum):
    """Why a record ought to be looked at again."""

    OLD = "old"
    """Nobody looked at it for longer than the limit."""
    WAITING = "waiting"
    """It was in a passing state (consultation, drafting) when it was last looked at, long ago."""
    DUE = "due"
    """A day came since it was last looked at: something began to apply, or should have happened."""


# After so many days a consultation or draft has usually moved on.
_PASSING_DAYS = 60
_PASSING = frozenset({Status.CONSULTATION, Status.DRAFT_CONSULTATION, Status.APPROVAL})


@dataclass(frozen=True, slots=True)
class Stale:
    """A record to look at again; ``days`` since it was last looked at."""

    record: types.AnyRecord
    why: Why
    days: int


def stale(catalog: Catalog, on: date, limit: int = 180) -> tuple[Stale, ...]:
    """Records whose facts may have aged by a day: longest not looked at first.

    ``limit`` is in days. Sources are not looked at again: they are what they were.
    """
    found = []
    for record in catalog:
        if isinstance(record, types.Source | types.Finding | types.Mapping):
            continue
        days = (on - record.checked_on).days
        why = _why(record, on, days, limit)
        if why is not None:
            found.append(Stale(record, why, days))
    return tuple(sorted(found, key=lambda one: -one.days))


def _why(record: types.AnyRecord, on: date, days: int, limit: int) -> Why | None:
    if days > limit:
        return Why.OLD
    if _came_due(record, on):
        return Why.DUE
    status = getattr(record, "status", None)
    return Why.WAITING if status in _PASSING and days > _PASSING_DAYS else None


def _came_due(record: Record, on: date) -> bool:
    """Whether a day that was ahead when the record was looked at has come."""
    days = []
    match record:
        case types.Event():
            days.append(record.day)
        case types.Instrument():
            parts = [part.period() for part in record.applications]
            periods = [record.period(), *parts]
            days += [one.applies_from for one in periods if one and one.applies_from]
        case types.Standard():
            days += [record.effective] if record.effective else []
        case _:
            pass
    return any(record.checked_on < day.first <= on for day in days)
