"""What an issue holds: all that is dated of a period, what is open at its end, what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hegui.catalog import types
from hegui.catalog.days import Day
from hegui.catalog.markets import in_market
from hegui.catalog.newsletter.sections import SECTIONS, UNDATED, Section, section_of
from hegui.catalog.selecting import Selection
from hegui.catalog.standing import Standing, standing
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import Moment, timeline
from hegui.catalog.words import Status
from hegui.errors import UsageError

AHEAD = 183
"""Days that the outlook covers: half a year."""
LONGEST = 731
"""Days that an issue may cover: two years."""
_AFTER = 366  # days after the day of the data on which a period may end
_IN_CONSULTATION = frozenset({Status.CONSULTATION, Status.DRAFT_CONSULTATION})
_IN_PREPARATION = frozenset({Status.PRE_RESEARCH, Status.DRAFTING, Status.APPROVAL})
_Standing = tuple[types.Document, Standing]


@dataclass(frozen=True, slots=True)
class Due:
    """An obligation that begins: the obligation, and from when."""

    obligation: types.Obligation
    begins: Day


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue on the days from ``since`` to ``until``, both included.

    ``sections`` holds those that are not empty; every dated thing of the period stands in one of
    them. ``outlook`` is dated after the period, up to ``ahead``. ``consulted`` and ``prepared``
    stand so at the period's end by what sources say; consultations known to be closed are left
    out. ``beginning`` are obligations of the period and the outlook, ``targets`` those not due
    before the period.
    """

    since: date
    until: date
    ahead: date
    markets: tuple[str, ...]
    sections: tuple[tuple[Section, tuple[Moment, ...]], ...]
    outlook: tuple[Moment, ...]
    consulted: tuple[_Standing, ...]
    prepared: tuple[_Standing, ...]
    beginning: tuple[Due, ...]
    targets: tuple[types.Target, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every dated thing of the period."""
        return tuple(one for _, held in self.sections for one in held)


def issue(catalog: Catalog, since: date, until: date, markets: tuple[str, ...] = ()) -> Issue:
    """The issue on a period, by what is known now.

    What is dated by month or year alone belongs to a period that holds all of it; where a period
    holds only a part, it may have happened there, and is said apart (``UNDATED``). Raises
    UsageError for days that no issue can be made of.
    """
    _check(catalog, since, until)
    selection = Selection(markets)
    ahead = until + timedelta(days=AHEAD)
    held: dict[str, list[Moment]] = {section.name: [] for section in SECTIONS}
    coming: list[Moment] = []
    for one in timeline(catalog, since=since, until=ahead):
        subject = catalog.get(one.subject)
        if not _wanted(catalog, selection, subject):
            continue
        within = one.day.first >= since and one.day.last <= until
        if within or (one.kind == "target" and since <= one.day.last <= until):
            held[section_of(one, subject).name].append(one)
        elif one.day.first > until or (one.kind == "target" and one.day.last > until):
            # A target's day is the last on which it can be met.
            if one.kind != "target" or one.day.last <= ahead:
                coming.append(one)
        else:
            held[UNDATED.name].append(one)
    sections = tuple((one, tuple(held[one.name])) for one in SECTIONS if held[one.name])
    consulted, prepared = _stages(catalog, until, markets)
    return Issue(
        since,
        until,
        ahead,
        markets,
        sections,
        tuple(coming),
        consulted,
        prepared,
        _beginning(catalog, since, ahead, markets),
        _targets(catalog, since, selection),
    )


def _check(catalog: Catalog, since: date, until: date) -> None:
    if since > until:
        raise UsageError("{since} is later than {until}", since=since, until=until)
    if (until - since).days > LONGEST:
        raise UsageError(
            "from {since} to {until} are more than {count} days, too many for one issue",
            since=since,
            until=until,
            count=LONGEST,
        )
    first = min(one.day.first for one in timeline(catalog))
    last = catalog.checked_on + timedelta(days=_AFTER)
    if until < first or until > last:
        raise UsageError(
            "an issue until {until} would be empty: the catalogue tells of days from {first} to "
            "{last}",
            until=until,
            first=first,
            last=last,
        )


def _wanted(catalog: Catalog, selection: Selection, subject: types.AnyRecord) -> bool:
    if isinstance(subject, types.Target):
        owner = catalog.find(subject.instrument)
        if isinstance(owner, types.Instrument | types.Standard):
            return in_market(owner, selection.markets)
        return not selection.markets
    if isinstance(subject, types.Instrument | types.Standard):
        return in_market(subject, selection.markets)
    return not selection.markets  # committees have no market


def _stages(
    catalog: Catalog, on: date, markets: tuple[str, ...]
) -> tuple[tuple[_Standing, ...], tuple[_Standing, ...]]:
    """What is consulted on, and which standards are in preparation, on a day."""
    consulted: list[_Standing] = []
    prepared: list[_Standing] = []
    for one in catalog.documents:
        stands = standing(catalog, one, on) if in_market(one, markets) else None
        if stands is None:
            continue
        if stands.status in _IN_CONSULTATION:
            if not _closed(catalog, one, on):
                consulted.append((one, stands))
        elif stands.status in _IN_PREPARATION:
            prepared.append((one, stands))
    return tuple(consulted), tuple(prepared)


def _closed(catalog: Catalog, document: types.Document, on: date) -> bool:
    """Whether the last that is told of its consultations by a day is that one closed."""
    told = [
        one.kind
        for one in catalog.events(document.id)
        if one.kind in ("consultation", "consultation_closed") and one.day.last <= on
    ]
    return told[-1:] == ["consultation_closed"]


def _beginning(
    catalog: Catalog, since: date, ahead: date, markets: tuple[str, ...]
) -> tuple[Due, ...]:
    found: list[Due] = []
    for one in catalog.of(types.Obligation):
        period = one.period()
        begins = period.applies_from if period else None
        if (
            begins is not None
            and since <= begins.first
            and begins.last <= ahead
            and in_market(catalog.document(one.instrument), markets)
        ):
            found.append(Due(one, begins))
    return tuple(sorted(found, key=lambda due: (due.begins, due.obligation.id)))


def _targets(catalog: Catalog, since: date, selection: Selection) -> tuple[types.Target, ...]:
    found = [
        one
        for one in catalog.of(types.Target)
        if one.by and Day(one.by).last >= since and _wanted(catalog, selection, one)
    ]
    return tuple(sorted(found, key=lambda one: (Day(one.by), one.id)))
