"""Records and values as words of a page: in both languages, linked, and marked where unverified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hegui.catalog import types
from hegui.catalog.naming import called, number, title
from hegui.catalog.records import Bilingual, Provenance
from hegui.catalog.standing import standing
from hegui.catalog.store import Catalog
from hegui.catalog.vocabulary import sureness, word
from hegui.catalog.words import Status
from hegui.render.document.blocks import Text, Words, same
from hegui.render.report import Said, said
from hegui.rules import Confidence

UNVERIFIED = Text(said("unverified"), tone="warn")
"""Stands beside every fact that rests on background knowledge alone."""
NOTHING_TOLD = same("–")


def both(made: Callable[[str], str]) -> Said:
    """What a function says in English and in Chinese."""
    return Said(made("en"), made("zh"))


def bilingual(text: Bilingual) -> Said:
    """A text of the data."""
    return both(text.said)


def worded(value: str) -> Said:
    """A word of the catalogue's own."""
    return both(lambda lang: word(value, lang))


def address(record_id: str) -> str:
    """The page of a record: its name within the site."""
    return "record-" + record_id.replace("/", "_").replace("#", "_") + ".html"


def linked(record: types.AnyRecord, *, short: bool = False) -> Text:
    """A record by its title, leading to its page; ``short``: by its number alone if it has one."""
    name = number(record) if short else ""
    shown = same(name) if name else both(lambda lang: called(record, lang))
    owner = record.instrument if isinstance(record, types.Obligation) else record.id
    return Text(shown, link=address(owner))


def named(catalog: Catalog, record_id: str) -> Text:
    """The record of an id, linked; the id itself where there is none."""
    record = catalog.find(record_id)
    return Text(same(record_id), exact=True) if record is None else linked(record)


def entitled(record: types.AnyRecord) -> tuple[Text, ...]:
    """A record, linked, and marked where nobody verified its title."""
    stem = "title" if isinstance(record, types.Instrument | types.Standard) else "name"
    marks = {record.origin(f"{stem}_{lang}").confidence for lang in ("en", "zh")}
    doubt = Confidence.KNOWN in marks and title(record, "en") != ""
    return (linked(record), Text(same(" ")), UNVERIFIED) if doubt else (linked(record),)


def stands(
    catalog: Catalog, document: types.Document, on: date, known: date | None = None
) -> Words:
    """Where a rule stands on a day, since when, and whether anybody verified that."""
    found = standing(catalog, document, on, known)
    if found is None:
        return said("not known then")
    status = worded(found.status)
    ended = found.status is Status.SUPERSEDED
    period = found.period
    since = (period.applies_to if ended else period.applies_from) if period else None
    if since is None:
        return status
    template = "{what} since {day}" if found.applies or ended else "{what}, from {day}"
    shown = Said(
        said(template, what=status.en, day=since).en, said(template, what=status.zh, day=since).zh
    )
    assert found.period is not None
    if found.period.confidence is Confidence.KNOWN:
        return (Text(shown), Text(same(" ")), UNVERIFIED)
    return shown


def sure(origin: Provenance) -> tuple[Text, ...]:
    """How sure a value is and where it comes from, behind it."""
    if origin.confidence is Confidence.KNOWN:
        return (Text(same(" ")), UNVERIFIED)
    told = both(lambda lang: f" [{sureness(origin.confidence, lang)}; {origin.source}]")
    return (Text(told, dim=True),)


COMMA, SEMICOLON = Said(", ", "、"), Said("; ", "；")


def joined(parts: list[Text], between: Said = COMMA) -> Words:
    """Runs with a separator between them; a dash where there are none."""
    if not parts:
        return NOTHING_TOLD
    out: list[Text] = []
    for one in parts:
        out += [Text(between), one] if out else [one]
    return tuple(out)
