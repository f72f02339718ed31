"""Where a rule stands on a day, as known on a day: computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hegui.catalog.records import Period
from hegui.catalog.store import Catalog
from hegui.catalog.types import Document, Instrument, Obligation, Standard
from hegui.catalog.words import Status

# What counts as applying.
APPLYING = frozenset({Status.IN_FORCE, Status.EFFECTIVE, Status.AMENDED})
# Of these stages only what a source says is known, and no date tells when they ended.
_STAGES = frozenset(
    {
        Status.PROPOSED,
        Status.PRE_RESEARCH,
        Status.DRAFTING,
        Status.CONSULTATION,
        Status.DRAFT_CONSULTATION,
        Status.APPROVAL,
        Status.UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """``status`` on the day; ``period`` it rests on, None where no day is set.

    ``certain`` is False where only a month or year is known and the day lies within it, or
    where a source says that it is in force, and none since when.
    """

    status: Status
    period: Period | None = None
    certain: bool = True

    @property
    def applies(self) -> bool:
        """Whether it applies on the day."""
        return self.status in APPLYING


def standing(
    catalog: Catalog, document: Document, on: date, known: date | None = None
) -> Standing | None:
    """Where an instrument or standard stands on a day of its jurisdiction.

    ``known``: by what was known on that day, by what is known now if None. None where the record
    was not known then, or did not exist on the day asked for.
    """
    if not document.known(known) or not document.known(on):
        return None
    period = document.period(known)
    if period is None or period.applies_from is None:
        return _without_days(catalog, document, on, known)
    if period.applies_to is not None and period.applies_to.first <= on:
        return Standing(Status.SUPERSEDED, period, period.applies_to.last <= on)
    is_standard = isinstance(document, Standard)
    if period.applies_from.first <= on:
        certain = period.applies_from.last <= on
        if is_standard:
            return Standing(Status.EFFECTIVE, period, certain)
        changed = _amended(catalog, document, on, known)
        return Standing(Status.AMENDED if changed else Status.IN_FORCE, period, certain)
    if period.known_since is not None and period.known_since.first > on:
        return _before_adoption(catalog, document, on)
    coming = Status.PUBLISHED_NOT_EFFECTIVE if is_standard else Status.ADOPTED_NOT_IN_FORCE
    return Standing(coming, period)


def bound(obligation: Obligation, on: date, known: date | None = None) -> Standing | None:
    """Where an obligation stands on a day: in force, not yet in force, or superseded.

    None where it was not known, or no day is set.
    """
    period = obligation.period(known)
    if not obligation.known(known) or period is None or period.applies_from is None:
        return None
    if period.applies_to is not None and period.applies_to.first <= on:
        return Standing(Status.SUPERSEDED, period, period.applies_to.last <= on)
    if period.applies_from.first <= on:
        return Standing(Status.IN_FORCE, period, period.applies_from.last <= on)
    return Standing(Status.ADOPTED_NOT_IN_FORCE, period)


def _without_days(
    catalog: Catalog, document: Document, on: date, known: date | None
) -> Standing | None:
    if document.periods and known is not None:  # adopted later than was known then
        return _before_adoption(catalog, document, min(on, known))
    published = document.published or getattr(document, "issued", None)
    if document.status in _STAGES:
        return Standing(document.status)
    if published is not None and published.first > on:
        return _before_adoption(catalog, document, on)
    # In force by what a source says, which does not say since when.
    return Standing(document.status, certain=document.status is not Status.IN_FORCE)


def _before_adoption(catalog: Catalog, document: Document, on: date) -> Standing:
    """What it was before it was adopted: consulted on, if an event says so; else a proposal."""
    consulted = any(
        event.kind == "consultation" and event.day.first <= on
        for event in catalog.events(document.id)
    )
    if isinstance(document, Standard):
        return Standing(Status.CONSULTATION if consulted else Status.DRAFTING)
    return Standing(Status.DRAFT_CONSULTATION if consulted else Status.PROPOSED)


def _amended(catalog: Catalog, document: Document, on: date, known: date | None) -> bool:
    for relation in catalog.relations(document.id):
        if relation.word == "amended_by":
            other = catalog.find(relation.other)
            if isinstance(other, Instrument) and other.known(known):
                period = other.period(known)
                start = period.applies_from if period else None
                if start is not None and start.last <= on:
                    return True
    return False
