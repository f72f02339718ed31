"""``hegui rules search`` and ``show``: records found, and one record in full."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

from hegui.catalog import load, types
from hegui.catalog.answers import answer
from hegui.catalog.naming import called, kind, title
from hegui.catalog.plain import plain, record
from hegui.catalog.records import Provenance
from hegui.catalog.searching import searcher
from hegui.catalog.standing import bound, standing
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import timeline
from hegui.catalog.vocabulary import sureness, word, words
from hegui.cli.days import day
from hegui.cli.output import Output
from hegui.cli.rules_lines import Speaker, checked_on
from hegui.errors import UnknownRecord, UsageError
from hegui.messages import colon
from hegui.rules.days import today


def search(arguments: argparse.Namespace, output: Output) -> int:
    """Finds records; exit status 1 where nothing is found."""
    if arguments.limit < 1:
        raise UsageError("--limit is at least 1")
    catalog = load()
    hits = searcher().search(" ".join(arguments.words), arguments.limit)
    speaker, on = Speaker(catalog, output), today()
    for hit in hits:
        found = hit.record
        output.record(
            {
                "id": found.id,
                "type": type(found).__name__,
                "title": title(found, output.lang),
                "score": round(hit.score, 1),
                "deck_section": found.deck_section,
                "unverified": list(found.unverified),
            },
            speaker.titled(found),
            f"    {speaker.described(found, on)}",
        )
    if not hits:
        output.reach(1)
        output.aside("nothing is found")
    return output.status


def show(arguments: argparse.Namespace, output: Output) -> int:
    """Shows one record, named by id, or by a number or name that only one record has."""
    catalog = load()
    found = _named(catalog, arguments.record)
    on = today() if arguments.on is None else day(arguments.on)
    known = None if arguments.known is None else day(arguments.known)
    told = record(found, catalog)
    if isinstance(found, types.Instrument | types.Standard):
        told["on"], told["standing"] = on.isoformat(), plain(standing(catalog, found, on, known))
    if isinstance(found, types.Obligation):
        told["answer"] = plain(answer(found))
    output.record(dict(told), *_Page(Speaker(catalog, output), found, on, known).lines())
    return output.status


def _named(catalog: Catalog, name: str) -> types.AnyRecord:
    exact = catalog.find(name)
    if exact is not None:
        return exact
    hits = searcher().search(name, 2)
    if not hits or (len(hits) == 2 and hits[1].score > hits[0].score * 0.8):
        others = ", ".join(hit.record.id for hit in hits)
        if others:
            raise UnknownRecord("{id!r} may be {others}", id=name, others=others)
        return catalog.get(name)
    return hits[0].record


class _Page:
    """One record, section by section."""

    def __init__(
        self, speaker: Speaker, found: types.AnyRecord, on: date, known: date | None
    ) -> None:
        self.say, self.found, self.on, self.known = speaker, found, on, known
        self.catalog, self.lang = speaker.catalog, speaker.lang

    def lines(self) -> list[str]:
        """The whole record."""
        return [
            *self._head(),
            *self._own(),
            *self._deck(),
            *self._relations(),
            *self._obligations(),
            *self._dates(),
            *self._details(),
            *self._sources(),
        ]

    def _head(self) -> Iterator[str]:
        found, field = self.found, self.say.field
        yield self.say.titled(found)
        turned = "en" if self.lang == "zh" else "zh"
        other = title(found, turned)
        if other != title(found, self.lang):
            stem = "title" if isinstance(found, types.Instrument | types.Standard) else "name"
            yield other + self.say.mark(found.origin(f"{stem}_{turned}").confidence)
        yield field("id", found.id)
        yield field("kind", kind(found, self.lang))

    def _own(self) -> Iterator[str]:
        found, field, say = self.found, self.say.field, self.say
        match found:
            case types.Instrument() | types.Standard():
                stands = standing(self.catalog, found, self.on, self.known)
                yield field("standing", say.standing(stands))
                for one in found.identifiers:
                    origin = say.origin(found.origin(one.type))
                    yield say.pair(word(one.type, self.lang), one.value + origin)
                yield from self._document(found)
            case types.Body() | types.WorkingGroup():
                above = found.parent if isinstance(found, types.Body) else found.body
                if above:
                    yield field("part of", say.name(above))
                if isinstance(found, types.Body) and found.secretariat:
                    yield field("secretariat", say.name(found.secretariat))
                if isinstance(found, types.Body) and found.mirror_of:
                    yield field("mirrors", say.name(found.mirror_of))
                if found.established is not None:
                    yield field("established", found.established.text)
                yield from self._kept(found)
            case types.Obligation():
                yield from self._obligation(found)
            case types.Target() | types.Statistic():
                yield field("value", say.figure(found))
                yield field("subject", say.name(found.subject))
                if isinstance(found, types.Target) and found.instrument:
                    yield field("set by", say.name(found.instrument))
                if isinstance(found, types.Statistic):
                    for other in found.conflicts:
                        yield field("contradicts", f"{other} {say.name(other)}")
            case types.SystemNode():
                yield field("part of", say.name(found.parent or found.instrument))
            case types.Event():
                yield field("day", f"{found.day} {word(found.kind, self.lang)}")
                yield field("subject", say.name(found.subject))
                for change in found.changes:
                    yield field("sets", f"{change.of} → {change.applies_from}")
            case types.Source():
                yield field("address", found.address or "–")
            case _:
                pass

    def _kept(self, found: types.Body | types.WorkingGroup) -> Iterator[str]:
        """What a body oversees, issued and keeps."""
        field = self.say.field
        for one in self.catalog:
            match one:
                case types.Body() if one.parent == found.id:
                    yield field("oversees", called(one, self.lang))
                case types.WorkingGroup() if one.body == found.id:
                    yield field("working group", called(one, self.lang))
                case types.Instrument() if found.id in one.issuers:
                    yield field("issued", called(one, self.lang))
                case types.Standard() if one.committee == found.id:
                    yield field("keeps", called(one, self.lang))
                case _:
                    pass

    def _document(self, found: types.Document) -> Iterator[str]:
        field, say = self.say.field, self.say
        if isinstance(found, types.Instrument):
            yield field("issued by", say.names(found.issuers) + say.origin(found.origin("issuers")))
            if found.issuers_note:
                yield field("issued by", found.issuers_note)
            if found.tier is not None:
                yield field("tier", word(found.tier, self.lang))
            yield field("force", word(found.binding, self.lang))
            if found.issued is not None:
                yield field("issued", f"{found.issued}{say.origin(found.origin('date_issued'))}")
        elif found.committee:
            yield field("committee", say.name(found.committee))
        if found.published is not None:
            origin = say.origin(found.origin("date_published"))
            yield field("published", f"{found.published}{origin}")
        if found.effective is not None:
            yield field("applies from", f"{found.effective}{say.origin(self._effective(found))}")
        if isinstance(found, types.Standard) and found.node:
            yield field("place in the system", f"{found.node} {say.name(found.node)}")
        if found.url:
            yield field("address", found.url)
        for line in found.summed(self.lang) if isinstance(found, types.Instrument) else ():
            yield f"  - {line}"

    def _effective(self, found: types.Document) -> Provenance:
        named = {one.field for one in found.provenance}
        return found.origin("date_effective" if "date_effective" in named else "date_published")

    def _obligation(self, found: types.Obligation) -> Iterator[str]:
        field, say = self.say.field, self.say
        yield field("rule", say.name(found.instrument))
        if found.place.said(self.lang):
            yield field("place", found.place.said(self.lang))
        yield field("binds", say.addressed(found))
        if found.content:
            yield field("content", words(found.content, self.lang))
        if found.service:
            yield field("service", ", ".join(found.service))
        for one in found.figures:
            yield field("number", f"{one.op} {one.value:g} {one.unit}")
        yield field("standing", say.standing(bound(found, self.on, self.known)))
        yield field("confidence", sureness(found.confidence, self.lang))
        answered = answer(found)
        if answered.checks:
            yield field("checks", ", ".join(answered.checks))
        for command in answered.commands:
            yield field("command", command)

    def _deck(self) -> Iterator[str]:
        found = self.found
        if found.deck_section:
            yield self.say.field("place in the deck", found.deck_section)
        for value in found.deck_values:
            yield self.say.field("the deck says", f"{value.field} = {value.value}")

    def _relations(self) -> Iterator[str]:
        for one in self.catalog.relations(self.found.id):
            planned = " " + self.say.output.say("(planned)") if one.planned else ""
            note = f" ({one.note})" if one.note else ""
            mark = self.say.mark(one.confidence)
            said = self.say.name(one.other) + planned + note + mark
            yield self.say.pair(word(one.word, self.lang), said)

    def _obligations(self) -> Iterator[str]:
        if not isinstance(self.found, types.Instrument | types.Standard):
            return
        asked = self.catalog.obligations(self.found.id)
        if asked:
            yield self.say.heading("Obligations")
        for one in asked:
            place = one.place.said(self.lang)
            mark = self.say.mark(one.confidence)
            yield f"  {place}  {self.say.asked(one)}{mark}"

    def _dates(self) -> Iterator[str]:
        if isinstance(self.found, types.Event | types.Source | types.Obligation):
            return
        moments = timeline(self.catalog, subject=self.found.id, known=self.known)
        if moments:
            yield self.say.heading("Dates")
        for one in moments:
            mark = self.say.mark(one.confidence)
            said = word(one.kind, self.lang) + colon(self.lang) + one.text.said(self.lang)
            yield f"  {one.day}  {said}{mark}"

    def _details(self) -> Iterator[str]:
        for detail in self.found.details:
            mark = self.say.mark(detail.confidence)
            for line in detail.lines:
                yield self.say.pair(detail.name.replace("_", " "), line + mark)
        for remark in self.found.remarks:
            yield self.say.field("remark", remark)
        if self.found.aliases:
            yield self.say.field("also called", ", ".join(self.found.aliases))
        yield self.say.field("checked on", checked_on(self.found))

    def _sources(self) -> Iterator[str]:
        ids = [one.source for one in self.found.provenance]
        ids += [one.source for one in self.found.details if one.source]
        if isinstance(self.found, types.Obligation):
            ids += self.found.sources
        if self.found.in_deck:
            ids.insert(0, self.found.source)
        if ids:
            yield self.say.heading("Sources")
        for one in dict.fromkeys(ids):
            source = self.catalog.get(one)
            assert isinstance(source, types.Source)
            yield self.say.pair(one, f"{source.note} {source.address}".rstrip())
