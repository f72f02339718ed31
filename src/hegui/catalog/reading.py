"""From the compiled file to records. The file is our own, checked when it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from hegui.catalog import types
from hegui.catalog.days import Day
from hegui.catalog.records import (
    Bilingual,
    DeckValue,
    Detail,
    Identifier,
    Period,
    Provenance,
    Record,
)
from hegui.catalog.words import Content, Level, Role, Status, Strength, Tier, Verb
from hegui.rules import Confidence

Row: TypeAlias = dict[str, Any]
"""One record as JSON holds it; ``scripts/compile_catalog.py`` says which keys."""

_NONE: tuple[()] = ()


def record(kind: str, row: Row, checked_on: date) -> types.AnyRecord:
    """A record of a kind ("instruments", "standards", …). Raises KeyError, ValueError for a row
    that the compiler would not have written."""
    return _READERS[kind](row, _common(row, checked_on))


def _common(row: Row, checked_on: date) -> Row:
    checked = row.get("checked_on")
    return {
        "id": row["id"],
        "source": row["source"],
        "checked_on": date.fromisoformat(checked) if checked else checked_on,
        "known_since": _day(row, "known_since"),
        "deck_section": row.get("deck_section", ""),
        "deck_values": tuple(DeckValue(*one) for one in row.get("deck_values", _NONE)),
        "provenance": tuple(
            Provenance(field, source, Confidence(mark))
            for field, source, mark in row.get("provenance", _NONE)
        ),
        "remarks": tuple(row.get("remarks", _NONE)),
        "details": tuple(map(_detail, row.get("details", _NONE))),
        "aliases": tuple(row.get("aliases", _NONE)),
    }


def _detail(row: Row) -> Detail:
    mark = row.get("confidence")
    source = row.get("source", "")
    return Detail(row["name"], tuple(row["lines"]), source, Confidence(mark) if mark else None)


def _day(row: Row, key: str) -> Day | None:
    text = row.get(key)
    return Day(text) if text else None


def _periods(row: Row) -> tuple[Period, ...]:
    return tuple(
        Period(_given(start), _given(end), _given(known), set_by, Confidence(mark))
        for start, end, known, set_by, mark in row.get("periods", _NONE)
    )


def _given(text: str | None) -> Day | None:
    return Day(text) if text else None


def _both(row: Row, key: str) -> Bilingual:
    return Bilingual(row.get(key + "_en", ""), row.get(key + "_zh", ""))


def _identifiers(row: Row) -> tuple[Identifier, ...]:
    return tuple(Identifier(*one) for one in row.get("identifiers", _NONE))


def _instrument(row: Row, common: Row) -> types.Instrument:
    tier = row.get("tier")
    return types.Instrument(
        **common,
        title=_both(row, "title"),
        title_local=row.get("title_local", ""),
        jurisdiction=row["jurisdiction"],
        type=row["type"],
        tier=Tier(tier) if tier else None,
        binding=row["binding"],
        issuers=tuple(row["issuers"]),
        issuers_note=row.get("issuers_note", ""),
        identifiers=_identifiers(row),
        issued=_day(row, "issued"),
        published=_day(row, "published"),
        periods=_periods(row),
        status=Status(row["status"]),
        status_as_found=row.get("status_as_found", ""),
        applications=tuple(
            types.Application(one["id"], _both(one, "what"), _periods(one))
            for one in row.get("applications", _NONE)
        ),
        summary=tuple(row.get("summary", _NONE)),
        summary_zh=tuple(row.get("summary_zh", _NONE)),
        url=row.get("url", ""),
    )


def _standard(row: Row, common: Row) -> types.Standard:
    return types.Standard(
        **common,
        title=_both(row, "title"),
        identifiers=_identifiers(row),
        number_note=row.get("number_note", ""),
        level=Level(row["level"]),
        committee=row.get("committee", ""),
        published=_day(row, "published"),
        periods=_periods(row),
        status=Status(row["status"]),
        status_as_found=row.get("status_as_found", ""),
        ics=row.get("ics", ""),
        ccs=row.get("ccs", ""),
        node=row.get("node", ""),
        led_by=row.get("led_by", ""),
        url=row.get("url", ""),
    )


def _body(row: Row, common: Row) -> types.Body:
    return types.Body(
        **common,
        name=_both(row, "name"),
        kind=row["kind"],
        parent=row.get("parent", ""),
        secretariat=row.get("secretariat", ""),
        mirror_of=row.get("mirror_of", ""),
        sdo_type=row.get("sdo_type", ""),
        established=_day(row, "established"),
    )


def _working_group(row: Row, common: Row) -> types.WorkingGroup:
    return types.WorkingGroup(
        **common,
        name=_both(row, "name"),
        body=row["body"],
        category=row.get("category", ""),
        established=_day(row, "established"),
    )


def _obligation(row: Row, common: Row) -> types.Obligation:
    return types.Obligation(
        **common,
        instrument=row["instrument"],
        provision=row.get("provision", ""),
        place=_both(row, "place"),
        text=_both(row, "text"),
        who=tuple(map(Role, row.get("who", _NONE))),
        verb=Verb(row["verb"]),
        content=tuple(map(Content, row.get("content", _NONE))),
        service=tuple(row.get("service", _NONE)),
        figures=tuple(types.Figure(*one) for one in row.get("figures", _NONE)),
        application=row.get("application", ""),
        periods=_periods(row),
        confidence=Confidence(row["confidence"]),
        sources=tuple(row.get("sources", _NONE)),
    )


def _target(row: Row, common: Row) -> types.Target:
    return types.Target(
        **common,
        subject=row["subject"],
        metric=_both(row, "metric"),
        value=row.get("value"),
        op=row.get("op", ""),
        unit=row.get("unit", ""),
        by=row.get("by", ""),
        instrument=row.get("instrument", ""),
    )


def _statistic(row: Row, common: Row) -> types.Statistic:
    value = row["value"]
    return types.Statistic(
        **common,
        subject=row["subject"],
        metric=_both(row, "metric"),
        value=None if isinstance(value, str) else value,
        value_text=str(value),
        op=row.get("op", ""),
        unit=row.get("unit", ""),
        as_of=row.get("as_of", ""),
        count=row.get("count", False),
        breakdown=tuple((name, number) for name, number in row.get("breakdown", _NONE)),
        conflicts=tuple(row.get("conflicts", _NONE)),
        measures=tuple(row.get("measures", _NONE)),
    )


def _node(row: Row, common: Row) -> types.SystemNode:
    return types.SystemNode(
        **common,
        name=_both(row, "name"),
        system=row["system"],
        code=row.get("code", ""),
        parent=row.get("parent", ""),
        instrument=row.get("instrument", ""),
    )


def _event(row: Row, common: Row) -> types.Event:
    return types.Event(
        **common,
        day=Day(row["day"]),
        kind=row["kind"],
        text=_both(row, "text"),
        subject=row["subject"],
        changes=tuple(types.Change(of, Day(start)) for of, start in row.get("changes", _NONE)),
    )


def _finding(row: Row, common: Row) -> types.Finding:
    return types.Finding(**common, text=_both(row, "text"))


def _mapping(row: Row, common: Row) -> types.Mapping:
    return types.Mapping(
        **common,
        left=row.get("left", ""),
        right=row.get("right", ""),
        strength=Strength(row["strength"]),
        text=_both(row, "text"),
    )


def _source(row: Row, common: Row) -> types.Source:
    return types.Source(
        **common,
        kind=row["kind"],
        address=row.get("address", ""),
        mirror=row.get("mirror", False),
        note=row["note"],
    )


_READERS: dict[str, Callable[[Row, Row], types.AnyRecord]] = {
    "instruments": _instrument,
    "standards": _standard,
    "bodies": _body,
    "working_groups": _working_group,
    "obligations": _obligation,
    "targets": _target,
    "statistics": _statistic,
    "systems": _node,
    "events": _event,
    "findings": _finding,
    "mappings": _mapping,
    "sources": _source,
}
TYPES: dict[type[Record], str] = {
    types.Instrument: "instruments",
    types.Standard: "standards",
    types.Body: "bodies",
    types.WorkingGroup: "working_groups",
    types.Obligation: "obligations",
    types.Target: "targets",
    types.Statistic: "statistics",
    types.SystemNode: "systems",
    types.Event: "events",
    types.Finding: "findings",
    types.Mapping: "mappings",
    types.Source: "sources",
}
"""The kind of each type."""
KINDS = tuple(_READERS)
"""The kinds of records, in the order of the compiled file."""
