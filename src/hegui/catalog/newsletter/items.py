"""Dated things and records as words of an issue: with their source, linked to official addresses.

An address is shown where it is the rule's own, as its publisher gives it; sources are named only.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from hegui.catalog import types
from hegui.catalog.naming import amount, called, title
from hegui.catalog.records import Provenance
from hegui.catalog.site.words import SEMICOLON, UNVERIFIED, bilingual, both
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import Moment
from hegui.catalog.vocabulary import word
from hegui.messages import colon, say
from hegui.render.document.blocks import Text, Words, same
from hegui.render.report import Said, said
from hegui.rules import Confidence

_FIELDS = {
    "issued": "date_issued",
    "published": "date_published",
    "applies": "date_effective",
    "target": "by",
}
_BLANK = Text(same(" "))


def item(catalog: Catalog, one: Moment) -> tuple[Text, ...]:
    """One dated thing: the day, what happens, to what, and by which source."""
    subject = catalog.get(one.subject)
    happens = both(lambda lang: f"{word(one.kind, lang)}{colon(lang)}")
    told = [Text(same(str(one.day)), bold=True), _BLANK, Text(happens, dim=True)]
    if one.event and one.text.en != title(subject, "en"):
        told.append(Text(bilingual(one.text)))
        told += doubt(one.confidence)
        told += [Text(said(" – about: ")), *entitled(subject)]
    elif isinstance(subject, types.Target):
        told += [Text(bilingual(one.text)), Text(same(f" {amount(subject)}".rstrip()))]
        told += doubt(one.confidence)
        owner = catalog.find(subject.instrument)
        told += [Text(said(" – set by: ")), *entitled(owner)] if owner else []
    elif one.part:
        told.append(Text(bilingual(one.text)))
        told += doubt(one.confidence)
        told += [Text(said(" – about: ")), *entitled(subject)]
    else:
        unsure = doubt(one.confidence)  # says it of the title too
        told += [*(entitled(subject)[:1] if unsure else entitled(subject)), *unsure]
    return (
        *told,
        *_plan(one, subject),
        *_sets(catalog, one),
        by_source(catalog, _origin(catalog, one)),
    )


def entitled(record: types.AnyRecord) -> tuple[Text, ...]:
    """A record by number and title, linked to its own address, marked where unverified."""
    link = record.url if isinstance(record, types.Instrument | types.Standard) else ""
    shown = Text(both(lambda lang: called(record, lang)), link=link)
    marks = Said(*(UNVERIFIED.words.in_(one) if _doubted(record, one) else "" for one in _BOTH))
    if not (marks.en or marks.zh):
        return (shown,)
    blank = Said(" " if marks.en else "", " " if marks.zh else "")
    return (shown, Text(blank), Text(marks, tone=UNVERIFIED.tone))


_BOTH = ("en", "zh")


def _doubted(record: types.AnyRecord, lang: str) -> bool:
    """Whether the title that is shown in a language rests on background knowledge alone."""
    match record:
        case types.Instrument() | types.Standard():
            stem, text = "title", record.title
        case types.Body() | types.WorkingGroup() | types.SystemNode():
            stem, text = "name", record.name
        case _:
            return False
    own = text.zh if lang == "zh" else text.en
    other = "en" if lang == "zh" else "zh"
    return not record.verified(f"{stem}_{lang if own else other}")


def doubt(confidence: Confidence) -> tuple[Text, ...]:
    """The mark of what nobody verified; nothing for all else."""
    return (_BLANK, UNVERIFIED) if confidence is Confidence.KNOWN else ()


def by_source(catalog: Catalog, origin: Provenance) -> Text:
    """Where something comes from, in brackets behind it."""
    shown = both(
        lambda lang: say(" [source: {name}]", lang, name=_name(catalog, origin.source, lang))
    )
    return Text(shown, dim=True)


def sources_of(catalog: Catalog, record: types.AnyRecord) -> Words:
    """Every source of a record by name, and the fields that nobody verified."""
    ids = [one.source for one in record.provenance] or [record.source]
    if isinstance(record, types.Obligation):
        ids = [*record.sources] or ids
    named = [each for each in dict.fromkeys(ids) if not _is_background(catalog, each)]
    told = both(lambda lang: SEMICOLON.in_(lang).join(_name(catalog, each, lang) for each in named))
    if not record.unverified:
        return Text(told)
    fields = Text(same(" " + ", ".join(record.unverified)), dim=True)
    return (Text(told), *((_BLANK,) if named else ()), UNVERIFIED, fields)


def _is_background(catalog: Catalog, source_id: str) -> bool:
    source = catalog.find(source_id)
    return isinstance(source, types.Source) and source.kind == "background"


def _name(catalog: Catalog, source_id: str, lang: str) -> str:
    """What a source is called: who publishes it and its note; knowledge without one, by that word.

    A mirror has no address, so its publisher is not named here.
    """
    source = catalog.find(source_id)
    if not isinstance(source, types.Source):
        return source_id
    if _is_background(catalog, source_id) and not source.note.startswith("hegui"):
        return say("background knowledge", lang)
    publisher = (urlsplit(source.address).hostname or "").removeprefix("www.")
    told = source.note or source.id
    return told if publisher in told.lower() else f"{publisher}, {told}"


def _origin(catalog: Catalog, one: Moment) -> Provenance:
    subject = catalog.get(one.subject)
    if one.event:
        return catalog.get(one.event).origin("*")
    if isinstance(subject, types.Instrument | types.Standard):
        parts = subject.applications if isinstance(subject, types.Instrument) else ()
        periods = [subject.period(), *(each.period() for each in parts if each.id == one.part)]
        period = periods[-1]
        if period is not None and period.set_by and one.kind in ("applies", "ends"):
            return catalog.get(period.set_by).origin("*")
    return subject.origin(_FIELDS.get(one.kind, "*"))


def _plan(one: Moment, subject: types.AnyRecord) -> tuple[Text, ...]:
    """Which plan became this number."""
    if not isinstance(subject, types.Standard) or one.kind != "published":
        return ()
    ids = {each.type: each.value for each in subject.identifiers}
    if not ids.keys() >= {"number", "plan_number"}:
        return ()
    told = Text(
        said(" – plan {plan} became {number}", plan=ids["plan_number"], number=ids["number"])
    )
    marks = {subject.origin(each).confidence for each in ("number", "plan_number")}
    return (told, *doubt(Confidence.KNOWN if Confidence.KNOWN in marks else Confidence.TEXT))


def _sets(catalog: Catalog, one: Moment) -> tuple[Text, ...]:
    """The dates that an event set, of rules or of their parts."""
    event = catalog.find(one.event) if one.event else None
    if not isinstance(event, types.Event) or not event.changes:
        return ()
    told = "; ".join(f"{each.of} → {each.applies_from}" for each in event.changes)
    return (Text(said(" – sets: {dates}", dates=told), dim=True),)
