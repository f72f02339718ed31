"""Pages that list: instruments, standards, bodies, obligations, targets."""

from __future__ import annotations

from datetime import date

from hegui.catalog import types
from hegui.catalog.figures import figures
from hegui.catalog.naming import amount, kind
from hegui.catalog.site.words import (
    NOTHING_TOLD,
    SEMICOLON,
    UNVERIFIED,
    bilingual,
    both,
    entitled,
    joined,
    linked,
    named,
    stands,
    worded,
)
from hegui.catalog.store import Catalog
from hegui.catalog.words import Role
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Table,
    Text,
    Words,
    same,
)
from hegui.render.report import said
from hegui.rules import Confidence

_ISO = ("adoptedFrom",)


def instruments(catalog: Catalog, on: date) -> list[Block]:
    """Policies, laws, rules, guidelines: newest first."""
    rows = [
        (
            same(str(one.issued or one.published or "–")),
            entitled(one),
            both(lambda lang, one=one: kind(one, lang)),  # type: ignore[misc]  # bound to its row
            joined([named(catalog, each) for each in one.issuers]),
            stands(catalog, one, on),
        )
        for one in sorted(catalog.of(types.Instrument), key=_newest)
    ]
    columns = (
        Column(said("Issued"), 0.8),
        Column(said("Title"), 3),
        Column(said("Kind"), 1),
        Column(said("Issued by"), 1.6),
        Column(said("Where it stands"), 1.4),
    )
    return [Table(said("{count} instruments", count=len(rows)), columns, tuple(rows))]


def standards(catalog: Catalog, on: date) -> list[Block]:
    """Standards, guides and plans, with how they stand to ISO and IEC."""
    rows = []
    for one in sorted(catalog.of(types.Standard), key=lambda one: (one.level, one.number, one.id)):
        adopted = [
            relation for relation in catalog.relations(one.id) if relation.word == "adoptedFrom"
        ]
        iso = joined([named(catalog, each.other) for each in adopted])
        committee: Words = named(catalog, one.committee) if one.committee else NOTHING_TOLD
        rows.append((entitled(one), worded(one.level), stands(catalog, one, on), committee, iso))
    columns = (
        Column(said("Number and title"), 3),
        Column(said("Kind"), 1.2),
        Column(said("Where it stands"), 1.3),
        Column(said("Committee"), 1.3),
        Column(said("Adopted from"), 1.2),
    )
    return [Table(said("{count} standards", count=len(rows)), columns, tuple(rows))]


def bodies(catalog: Catalog, on: date) -> list[Block]:
    """Authorities, committees and institutes, with what they issued and keep."""
    issued: dict[str, int] = {}
    for instrument in catalog.of(types.Instrument):
        for each in instrument.issuers:
            issued[each] = issued.get(each, 0) + 1
    kept: dict[str, int] = {}
    for standard in catalog.of(types.Standard):
        kept[standard.committee] = kept.get(standard.committee, 0) + 1
    rows = [
        (
            entitled(one),
            worded(one.kind),
            named(catalog, one.parent) if one.parent else NOTHING_TOLD,
            same(str(issued.get(one.id, ""))),
            same(str(kept.get(one.id, ""))),
        )
        for one in catalog.of(types.Body)
    ]
    columns = (
        Column(said("Name"), 3),
        Column(said("Kind"), 1.2),
        Column(said("part of"), 1.6),
        Column(said("Instruments"), 0.7, number=True),
        Column(said("Standards"), 0.7, number=True),
    )
    return [Table(said("{count} bodies", count=len(rows)), columns, tuple(rows))]


def obligations(catalog: Catalog, on: date) -> list[Block]:
    """Who must do what, since when: a table a role."""
    blocks: list[Block] = [
        Paragraph(said("In hegui's own words; the wording is that of the instrument alone."))
    ]
    for role in Role:
        asked = [one for one in catalog.of(types.Obligation) if role in one.who]
        if not asked:
            continue
        blocks += [Heading(worded(role), name=role), _asked(catalog, asked)]
    return blocks


def _asked(catalog: Catalog, asked: list[types.Obligation]) -> Table:
    rows = []
    for one in sorted(asked, key=lambda one: (str(_since(one)), one.instrument, one.id)):
        document = catalog.document(one.instrument)
        place = (linked(document, short=True), Text(same(" ")), Text(bilingual(one.place)))
        text = Text(bilingual(one.text))
        doubt = one.confidence is Confidence.KNOWN
        told: Words = (text, Text(same(" ")), UNVERIFIED) if doubt else text
        contents = [Text(worded(each)) for each in one.content]
        rows.append((same(_since(one)), place, worded(one.verb), told, joined(contents)))
    columns = (
        Column(said("Applies from"), 0.9),
        Column(said("Where"), 1.4),
        Column(said("Verb"), 0.6),
        Column(said("What"), 3.2),
        Column(said("Content"), 1),
    )
    return Table(said("{count} obligations", count=len(rows)), columns, tuple(rows))


def targets(catalog: Catalog, on: date) -> list[Block]:
    """Targets beside the reported figures, and figures that contradict one another."""
    found = figures(catalog)
    rows: list[tuple[Words, ...]] = []
    for aim in found.aims:
        reported = [_figure(one) for one in aim.reported]
        target = (
            Text(bilingual(aim.target.metric)),
            Text(same(f" {amount(aim.target)}"), bold=True),
        )
        source = named(catalog, aim.target.instrument) if aim.target.instrument else NOTHING_TOLD
        rows.append((same(aim.target.by or "–"), target, source, joined(reported, SEMICOLON)))
    columns = (
        Column(said("Due by"), 0.6),
        Column(said("Target"), 2.4),
        Column(said("Set by"), 1.8),
        Column(said("Reported, each with its day"), 2.2),
    )
    blocks: list[Block] = [
        Table(said("{count} targets", count=len(rows)), columns, tuple(rows)),
        Heading(said("Figures that contradict one another")),
    ]
    blocks += [
        Bullets(tuple(_figure(one) for one in each.statistics)) for each in found.contradictions
    ]
    blocks += [
        Heading(said("Other reported figures")),
        Bullets(tuple(_figure(one) for one in found.others)),
    ]
    return blocks


def _figure(one: types.Statistic) -> Text:
    return Text(
        both(lambda lang: f"{one.metric.said(lang)}: {amount(one)}{_as_of(one, lang)}"),
        link="",
    )


def _as_of(one: types.Statistic, lang: str) -> str:
    return f" ({one.as_of})" if one.as_of and lang else ""


def _since(one: types.Obligation) -> str:
    period = one.period()
    return str(period.applies_from) if period and period.applies_from else "–"


def _newest(one: types.Instrument) -> tuple[str, str]:
    day = one.issued or one.published or one.effective
    # Descending by the day's text, which orders as days do.
    return ("".join(chr(0x10FFFF - ord(each)) for each in str(day or "")), one.id)
