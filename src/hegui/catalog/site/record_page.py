"""The page of one record: identifiers, dates, relations, obligations, sources, and how sure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hegui.catalog import types
from hegui.catalog.answers import answer
from hegui.catalog.naming import amount, kind
from hegui.catalog.site.words import (
    UNVERIFIED,
    bilingual,
    both,
    entitled,
    joined,
    named,
    stands,
    sure,
    worded,
)
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import timeline
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    Text,
    Words,
    runs,
    same,
)
from hegui.render.report import Said, said
from hegui.rules import Confidence

_Row = tuple[Said, Words]


def blocks(catalog: Catalog, record: types.AnyRecord, on: date) -> list[Block]:
    """Everything that the catalogue holds of a record, as it stands on a day."""
    page: list[Block] = [Facts(tuple(_facts(catalog, record, on)))]
    if isinstance(record, types.Instrument) and record.summary:
        lines = zip(record.summed("en"), record.summed("zh"), strict=False)
        page += [Heading(said("In short")), Bullets(tuple(Said(en, zh) for en, zh in lines))]
    page += _relations(catalog, record)
    page += _obligations(catalog, record)
    page += _below(catalog, record)
    page += _days(catalog, record)
    if record.details:
        page.append(Heading(said("Further")))
        page.append(
            Facts(tuple((worded(one.name), same("; ".join(one.lines))) for one in record.details))
        )
    if record.remarks:
        page.append(Heading(said("Remarks")))
        page.append(Bullets(tuple(same(one) for one in record.remarks)))
    return page + _sources(catalog, record)


def _facts(catalog: Catalog, record: types.AnyRecord, on: date) -> Iterator[_Row]:
    yield said("id"), Text(same(record.id), exact=True)
    yield said("Kind"), both(lambda lang: kind(record, lang))
    match record:
        case types.Instrument() | types.Standard():
            yield from _document(catalog, record, on)
        case types.Body():
            if record.parent:
                yield said("part of"), named(catalog, record.parent)
            if record.secretariat:
                yield said("secretariat"), named(catalog, record.secretariat)
            if record.mirror_of:
                yield said("mirrors"), named(catalog, record.mirror_of)
        case types.WorkingGroup():
            yield said("part of"), named(catalog, record.body)
        case types.Target():
            yield said("Target"), same(f"{amount(record)} {record.by}".strip())
            if record.instrument:
                yield said("Set by"), named(catalog, record.instrument)
        case types.Statistic():
            yield said("value"), same(amount(record))
        case types.Event():
            yield said("Date"), same(str(record.day))
            yield said("About"), named(catalog, record.subject)
        case types.SystemNode():
            if record.parent or record.instrument:
                yield said("part of"), named(catalog, record.parent or record.instrument)
        case _:
            pass
    if record.deck_section:
        yield said("Place in the SESEC deck"), same(record.deck_section)
    for one in record.deck_values:
        yield said("The deck says"), same(f"{one.field}: {one.value}")
    if record.unverified:
        fields = same(" " + ", ".join(record.unverified))
        yield said("Rests on background knowledge"), (UNVERIFIED, Text(fields, exact=True))
    if record.known_since:
        yield said("Known since"), same(str(record.known_since))
    yield said("Checked on"), same(record.checked_on.isoformat())


def _document(catalog: Catalog, record: types.Document, on: date) -> Iterator[_Row]:
    yield said("Where it stands"), stands(catalog, record, on)
    for one in record.identifiers:
        yield worded(one.type), (Text(same(one.value), exact=True), *sure(record.origin(one.type)))
    if isinstance(record, types.Instrument):
        yield said("How binding"), worded(record.binding)
        yield said("Issued by"), joined([named(catalog, one) for one in record.issuers])
        if record.issued:
            yield said("Issued"), _day(record, "date_issued", str(record.issued))
    elif record.committee:
        yield said("Committee"), named(catalog, record.committee)
    if record.published:
        yield said("Published"), _day(record, "date_published", str(record.published))
    for period in record.periods:
        told = [
            Text(same(f"{period.applies_from or '–'} – {period.applies_to or ''}".rstrip(" –")))
        ]
        if period.confidence is Confidence.KNOWN:
            told += [Text(same(" ")), UNVERIFIED]
        if period.set_by:
            told += [Text(same(" · ")), named(catalog, period.set_by)]
        yield said("Applies"), tuple(told)
    if record.url:
        yield said("Address"), Text(same(record.url), link=record.url)


def _day(record: types.Document, field: str, day: str) -> Words:
    return (Text(same(day)), *sure(record.origin(field)))


def _relations(catalog: Catalog, record: types.AnyRecord) -> list[Block]:
    related = catalog.relations(record.id)
    if not related:
        return []
    items: list[Words] = []
    for one in related:
        told: list[Text] = [Text(worded(one.word), dim=True), Text(same(" "))]
        told.append(named(catalog, one.other))
        if one.planned:
            told.append(Text(said(" (planned)"), dim=True))
        if one.confidence is Confidence.KNOWN:
            told += [Text(same(" ")), UNVERIFIED]
        items.append(tuple(told))
    return [Heading(said("Relations")), Bullets(tuple(items))]


def _obligations(catalog: Catalog, record: types.AnyRecord) -> list[Block]:
    asked = catalog.obligations(record.id)
    if not asked:
        return []
    rows: list[tuple[Words, ...]] = []
    for one in asked:
        found = answer(one)
        who = joined([Text(worded(each)) for each in one.who or ("anyone",)])
        text: list[Text] = [Text(bilingual(one.text))]
        if one.confidence is Confidence.KNOWN:
            text += [Text(same(" ")), UNVERIFIED]
        period = one.period()
        since = str(period.applies_from) if period and period.applies_from else "–"
        means = [Text(same(each), exact=True) for each in (*found.commands, *found.checks)]
        rows.append(
            (
                bilingual(one.place),
                (*runs(who), Text(same(" ")), Text(worded(one.verb), bold=True)),
                tuple(text),
                same(since),
                joined(means),
            )
        )
    columns = (
        Column(said("Clause"), 0.9),
        Column(said("Who"), 1.2),
        Column(said("What"), 3),
        Column(said("Applies from"), 0.8),
        Column(said("In hegui"), 1.5),
    )
    return [
        Heading(said("Obligations")),
        Paragraph(said("In hegui's own words; the wording is that of the instrument alone.")),
        Table(said("{count} obligations", count=len(rows)), columns, tuple(rows)),
    ]


def _below(catalog: Catalog, record: types.AnyRecord) -> list[Block]:
    """What a body issued and keeps, what stands at a part of a system."""
    held: list[types.AnyRecord] = []
    for one in catalog:
        match one:
            case types.Body() if one.parent == record.id:
                held.append(one)
            case types.WorkingGroup() if one.body == record.id:
                held.append(one)
            case types.Instrument() if record.id in one.issuers:
                held.append(one)
            case types.Standard() if record.id in (one.committee, one.node):
                held.append(one)
            case types.SystemNode() if record.id in (one.parent, one.instrument):
                held.append(one)
            case types.Target() | types.Statistic() if one.subject == record.id:
                held.append(one)
            case _:
                pass
    if not held:
        return []
    return [Heading(said("What belongs to it")), Bullets(tuple(entitled(one) for one in held))]


def _days(catalog: Catalog, record: types.AnyRecord) -> list[Block]:
    moments = timeline(catalog, subject=record.id)
    if not moments:
        return []
    rows: list[tuple[Words, ...]] = []
    for one in moments:
        text: list[Text] = [Text(bilingual(one.text))]
        if one.confidence is Confidence.KNOWN:
            text += [Text(same(" ")), UNVERIFIED]
        rows.append((same(str(one.day)), worded(one.kind), tuple(text)))
    columns = (Column(said("Date"), 0.7), Column(worded("Event"), 0.9), Column(said("In words"), 4))
    return [Heading(said("Dates")), Table(said("Dates"), columns, tuple(rows))]


def _sources(catalog: Catalog, record: types.AnyRecord) -> list[Block]:
    ids = [one.source for one in record.provenance] + [one.source for one in record.details]
    if isinstance(record, types.Obligation):
        ids += record.sources
    if record.in_deck:
        ids.insert(0, record.source)
    items: list[Words] = []
    for one in dict.fromkeys(filter(None, ids)):
        source = catalog.find(one)
        if not isinstance(source, types.Source):
            continue
        told: list[Text] = [Text(same(source.note or source.id))]
        if source.address:
            told += [Text(same(" ")), Text(same(source.address), link=source.address)]
        items.append(tuple(told))
    return [Heading(said("Sources")), Bullets(tuple(items))] if items else []
