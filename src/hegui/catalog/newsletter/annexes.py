"""An issue's annexes: tables of instruments, standards, obligations and targets."""

from __future__ import annotations

from datetime import date

from hegui.catalog import types
from hegui.catalog.answers import answer
from hegui.catalog.naming import amount, called_by_id, kind, number
from hegui.catalog.newsletter.issue import Due, Issue
from hegui.catalog.newsletter.items import doubt, entitled, sources_of
from hegui.catalog.site.words import (
    NOTHING_TOLD,
    SEMICOLON,
    bilingual,
    both,
    joined,
    stands,
    worded,
)
from hegui.catalog.store import Catalog
from hegui.messages import LANGUAGES, say
from hegui.render.document.blocks import Block, Column, Heading, NewPage, Table, Text, Words, same
from hegui.render.report import Said, said
from hegui.rules import Confidence

_Row = tuple[Words, ...]
_BLANK = Text(same(" "))


def annexes(catalog: Catalog, found: Issue) -> list[Block]:
    """The annexes that are not empty, each a heading and a table."""
    named = dict.fromkeys(one.subject for one in (*found.moments, *found.outlook))
    records = [catalog.get(one) for one in named]
    instruments = [one for one in records if isinstance(one, types.Instrument)]
    standards = [one for one in records if isinstance(one, types.Standard)]
    tables = [
        _instruments(catalog, instruments, found.until),
        _standards(catalog, standards, found.until),
        _prepared(catalog, found),
        _obligations(catalog, found.beginning),
        _targets(catalog, found.targets),
    ]
    blocks: list[Block] = []
    for count, table in enumerate(filter(None, tables)):
        letter = chr(ord("A") + count)
        name = Said(*(_annex(letter, table.caption, lang) for lang in LANGUAGES))
        blocks += [] if blocks else [NewPage()]
        blocks += [Heading(name, name=f"annex-{letter.lower()}"), _uncaptioned(table)]
    return blocks


def _annex(letter: str, caption: Said, lang: str) -> str:
    return say("Annex {letter}: {title}", lang, letter=letter, title=caption.in_(lang))


def _uncaptioned(table: Table) -> Table:
    return Table(Said("", ""), table.columns, table.rows)


def _instruments(catalog: Catalog, held: list[types.Instrument], on: date) -> Table | None:
    rows: list[_Row] = [
        (
            entitled(one),
            both(lambda lang, one=one: kind(one, lang)),  # type: ignore[misc]  # bound to its row
            _names(catalog, one.issuers),
            stands(catalog, one, on),
            sources_of(catalog, one),
        )
        for one in held
    ]
    columns = (
        Column(said("Title"), 2.4),
        Column(said("Kind"), 1.1),
        Column(said("Issued by"), 1.4),
        Column(said("Where it stands"), 1.2),
        Column(said("Source"), 1.8),
    )
    return _table("Instruments named", columns, rows)


def _standards(catalog: Catalog, held: list[types.Standard], on: date) -> Table | None:
    return _table("Standards named", _columns(), [_standard(catalog, one, on) for one in held])


def _prepared(catalog: Catalog, found: Issue) -> Table | None:
    held = [one for one, _ in found.prepared if isinstance(one, types.Standard)]
    rows = [_standard(catalog, one, found.until) for one in held]
    return _table("Standards in preparation", _columns(), rows)


def _columns() -> tuple[Column, ...]:
    return (
        Column(said("Number and title"), 2.3),
        Column(said("Kind"), 1.4),
        Column(said("Committee"), 1.2),
        Column(said("Where it stands"), 1.2),
        Column(said("Source"), 1.8),
    )


def _standard(catalog: Catalog, one: types.Standard, on: date) -> _Row:
    committee = _names(catalog, (one.committee,)) if one.committee else NOTHING_TOLD
    source = sources_of(catalog, one)
    return (entitled(one), worded(one.level), committee, stands(catalog, one, on), source)


def _obligations(catalog: Catalog, held: tuple[Due, ...]) -> Table | None:
    rows: list[_Row] = []
    for due in held:
        one = due.obligation
        document = catalog.document(one.instrument)
        who = [Text(worded(each)) for each in one.who or ("anyone",)]
        where: Words = (
            (Text(same(number(document)), link=document.url), _BLANK)
            if number(document)
            else (*entitled(document), _BLANK)
        )
        assert isinstance(where, tuple)
        told = (Text(bilingual(one.text)), *doubt(one.confidence))
        means = [Text(same(each), exact=True) for each in answer(one).commands]
        asked = joined([*who, Text(worded(one.verb), bold=True)], same(" "))
        rows.append(
            (
                same(str(due.begins)),
                (*where, Text(bilingual(one.place))),
                asked,
                told,
                joined(means),
                sources_of(catalog, one),
            )
        )
    columns = (
        Column(said("Applies from"), 1.15),
        Column(said("Where"), 1.3),
        Column(said("Who"), 1),
        Column(said("What"), 2.6),
        Column(said("In hegui"), 1.2),
        Column(said("Source"), 1.4),
    )
    return _table("Obligations that begin, in hegui's own words", columns, rows)


def _targets(catalog: Catalog, held: tuple[types.Target, ...]) -> Table | None:
    rows: list[_Row] = []
    for one in held:
        marks = {one.origin(each).confidence for each in ("by", "value", "metric_en", "metric_zh")}
        unsure = doubt(Confidence.KNOWN) if Confidence.KNOWN in marks else ()
        figure = Text(same(f" {amount(one)}".rstrip()), bold=True)
        setter = catalog.find(one.instrument)
        rows.append(
            (
                same(one.by),
                (Text(bilingual(one.metric)), figure, *unsure),
                entitled(setter) if setter else NOTHING_TOLD,
                sources_of(catalog, one),
            )
        )
    columns = (
        Column(said("Due by"), 0.6),
        Column(said("Target"), 2.1),
        Column(said("Set by"), 2.6),
        Column(said("Source"), 1.6),
    )
    return _table("Targets still to be reached", columns, rows)


def _names(catalog: Catalog, ids: tuple[str, ...]) -> Words:
    named = [both(lambda lang, one=one: called_by_id(catalog, one, lang)) for one in ids]  # type: ignore[misc]  # bound to its id
    return joined([Text(one) for one in named], SEMICOLON)


def _table(title: str, columns: tuple[Column, ...], rows: list[_Row]) -> Table | None:
    return Table(said(title), columns, tuple(rows)) if rows else None
