"""What is wrong with a catalogue: run when it is compiled, and over what is proposed for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.catalog import types
from hegui.catalog.days import Day
from hegui.catalog.records import Period, Record
from hegui.catalog.store import Catalog
from hegui.catalog.words import Strength
from hegui.messages import Notice
from hegui.rules import Confidence

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:/#_-]*")
# No rule of this catalogue is older, and no date further ahead.
_YEARS = (1990, 2045)
_NO_RECORD = "{field} names {id}, which is no record"
_NO_SOURCE = "{field} names {id}, which is no source"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one record."""

    record: str
    notice: Notice

    def __str__(self) -> str:
        return f"{self.record}: {self.notice}"


def faults(catalog: Catalog) -> list[Fault]:
    """Every fault of a catalogue; none of a sound one."""
    found = [Fault(one, Notice("two records have this id")) for one in catalog.doubles]
    for record in catalog:
        found += [Fault(record.id, notice) for notice in _of(record, catalog)]
    return found


def _of(record: types.AnyRecord, catalog: Catalog) -> Iterator[Notice]:
    if not _SLUG.fullmatch(record.id):
        yield Notice("an id is letters, digits and . : / # _ -")
    for field, target in _references(record):
        if target and target not in catalog:
            yield Notice(_NO_RECORD, {"field": field, "id": target})
    for relation in catalog.relations(record.id):
        if relation.other not in catalog:
            yield Notice(_NO_RECORD, {"field": relation.word, "id": relation.other})
        if relation.other == record.id:
            yield Notice("the record is related to itself ({field})", {"field": relation.word})
    yield from _provenance(record, catalog)
    yield from _dates(record)
    yield from _special(record, catalog)


def _references(record: types.AnyRecord) -> Iterator[tuple[str, str]]:
    match record:
        case types.Instrument():
            yield from (("issuers", one) for one in record.issuers)
        case types.Standard():
            yield from (("committee", record.committee), ("node", record.node))
            yield "led_by", record.led_by
        case types.Body():
            yield from (("parent", record.parent), ("secretariat", record.secretariat))
            yield "mirror_of", record.mirror_of
        case types.WorkingGroup():
            yield "body", record.body
        case types.Obligation():
            yield "instrument", record.instrument
            yield from (("sources", one) for one in record.sources)
        case types.Target():
            yield from (("subject", record.subject), ("instrument", record.instrument))
        case types.Statistic():
            yield "subject", record.subject
            yield from (("conflicts", one) for one in record.conflicts)
            yield from (("measures", one) for one in record.measures)
        case types.SystemNode():
            yield from (("system", record.system), ("parent", record.parent))
            yield "instrument", record.instrument
        case types.Event():
            yield "subject", record.subject
            yield from (("sets", change.of.partition("#")[0]) for change in record.changes)
        case types.Mapping():
            yield from (("from", record.left), ("to", record.right))
        case _:
            pass


def _provenance(record: Record, catalog: Catalog) -> Iterator[Notice]:
    for one in record.provenance:
        if not isinstance(catalog.find(one.source), types.Source):
            yield Notice(_NO_SOURCE, {"field": one.field, "id": one.source})
    for detail in record.details:
        if detail.source and not isinstance(catalog.find(detail.source), types.Source):
            yield Notice(_NO_SOURCE, {"field": detail.name, "id": detail.source})
    if record.in_deck and not record.deck_section:
        yield Notice("a record of the deck says where in the deck")
    if isinstance(record, types.Source):
        return
    if not record.in_deck and not any(one.field == "*" for one in record.provenance):
        yield Notice("a record of later research names the source of the whole (*)")


def _dates(record: types.AnyRecord) -> Iterator[Notice]:
    days: list[Day | None] = [record.known_since]
    periods: tuple[Period, ...] = ()
    match record:
        case types.Instrument():
            days += [record.issued, record.published]
            periods = record.periods + tuple(
                period for part in record.applications for period in part.periods
            )
            yield from _in_order(
                record.issued,
                record.published,
                "issued ({earlier}) after it was published ({later})",
            )
            yield from _in_order(
                record.issued,
                record.effective,
                "takes effect ({later}) before it was issued ({earlier})",
            )
        case types.Standard():
            days.append(record.published)
            periods = record.periods
            yield from _in_order(
                record.published,
                record.effective,
                "takes effect ({later}) before it was published ({earlier})",
            )
        case types.Obligation():
            periods = record.periods
        case types.Event():
            days.append(record.day)
        case _:
            pass
    for period in periods:
        days += [period.applies_from, period.applies_to, period.known_since]
        yield from _in_order(
            period.applies_from, period.applies_to, "ends ({later}) before it begins ({earlier})"
        )
    for day in days:
        if day is not None and not _YEARS[0] <= day.first.year <= _YEARS[1]:
            yield Notice("{day} is no likely date", {"day": day})


def _in_order(earlier: Day | None, later: Day | None, template: str) -> Iterator[Notice]:
    if earlier is not None and later is not None and later.last < earlier.first:
        yield Notice(template, {"earlier": earlier, "later": later})


def _special(record: types.AnyRecord, catalog: Catalog) -> Iterator[Notice]:
    match record:
        case types.Source() if record.mirror and record.address:
            yield Notice("the address of a mirror is not carried along")
        case types.Mapping():
            one_sided = not (record.left and record.right)
            if one_sided != (record.strength is Strength.NONE):
                yield Notice("a mapping has two sides, or strength none and one")
            sides = [catalog.find(one) for one in (record.left, record.right) if one]
            if not one_sided and not all(isinstance(one, types.Obligation) for one in sides):
                yield Notice("a mapping of two sides is between obligations")
        case types.Obligation():
            owner = catalog.find(record.instrument)
            if not isinstance(owner, types.Instrument | types.Standard):
                yield Notice("{id} is no instrument and no standard", {"id": record.instrument})
            if not (record.text.en and record.text.zh):
                yield Notice("an obligation is said in both languages")
            if record.confidence.may_fail and not record.sources:
                yield Notice("what may fail a user names its sources")
        case types.Event():
            for change in record.changes:
                yield from _changed(change, catalog)
            if not (record.text.en and record.text.zh):
                yield Notice("an event is said in both languages")
        case types.Statistic() if record.source != "sesec-2025" and not record.as_of:
            yield Notice("a figure says as of when")
        case types.Instrument() if len(record.summary) != len(record.summary_zh):
            yield Notice("a summary has as many lines in Chinese as in English")
        case types.Instrument() if record.binding == "hard" and not record.periods:
            if not _unknown_effect(record):
                yield Notice("a binding instrument says from when")
        case _:
            pass


def _unknown_effect(record: types.Instrument) -> bool:
    """Whether a remark admits that the day is not known."""
    return any("effective" in remark for remark in record.remarks)


def _changed(change: types.Change, catalog: Catalog) -> Iterator[Notice]:
    owner, _, part = change.of.partition("#")
    record = catalog.find(owner)
    parts = {one.id for one in record.applications} if isinstance(record, types.Instrument) else ()
    if part and part not in parts:
        yield Notice("{part} is no part of {owner}", {"part": change.of, "owner": owner})


def unverified(catalog: Catalog) -> int:
    """How many fields rest on background knowledge alone."""
    return sum(
        one.confidence is Confidence.KNOWN for record in catalog for one in record.provenance
    )
