"""``hegui rules on`` and ``timeline``: a point in time, and everything dated."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

from hegui.catalog import load, types
from hegui.catalog.markets import known_markets
from hegui.catalog.plain import plain
from hegui.catalog.points import Applying, Point, point
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import Moment
from hegui.catalog.timelines import timeline as moments
from hegui.catalog.vocabulary import word, words
from hegui.catalog.words import Level
from hegui.cli.days import day
from hegui.cli.output import Output
from hegui.cli.rules_lines import Speaker, listed
from hegui.errors import UsageError
from hegui.rules.days import today

_BINDING = frozenset({"hard"})


def on(arguments: argparse.Namespace, output: Output) -> int:
    """What applies on a day, for whom, what is coming, and what changed since."""
    catalog = load()
    asked = today() if arguments.day is None else day(arguments.day)
    known = None if arguments.known is None else day(arguments.known)
    found = point(
        catalog, asked, known=known, until=today(), markets=markets(catalog, arguments.market)
    )
    told = plain(found)
    assert isinstance(told, dict)
    output.record(dict(told), *_Told(Speaker(catalog, output), found).lines())
    return output.status


def markets(catalog: Catalog, text: str | None) -> tuple[str, ...]:
    """The markets that --market names. Raises UsageError for one the catalogue does not know."""
    named = tuple(one.upper() for one in listed(text))
    parts = {part for market in known_markets(catalog) for part in (market, *market.split("-"))}
    for one in named:
        if one not in parts:
            raise UsageError(
                "no market {market!r}; there are {markets}",
                market=one,
                markets=", ".join(known_markets(catalog)),
            )
    return named


class _Told:
    """A point in time in lines."""

    def __init__(self, speaker: Speaker, found: Point) -> None:
        self.say, self.found, self.lang = speaker, found, speaker.lang

    def lines(self) -> list[str]:
        return [
            *self._applies(),
            *self._coming(),
            *self._revised(),
            *self._planned(),
            *self._changed(),
        ]

    def _applies(self) -> Iterator[str]:
        binding = [one for one in self.found.applies if _binds(one)]
        others = [one for one in self.found.applies if not _binds(one)]
        yield self.say.heading("Binding")
        yield from map(self._applying, binding)
        yield self.say.heading("Applying, not binding by themselves")
        yield from map(self._applying, others)

    def _applying(self, one: Applying) -> str:
        period = one.standing.period
        since = period.applies_from if period else ""
        roles = f"  ({words(one.roles, self.lang)})" if one.roles else ""
        mark = self.say.mark(period.confidence if period else None)
        doubt = "" if one.standing.certain else " ?"
        return f"  {since}{mark}{doubt}  {self.say.titled(one.document)}{roles}"

    def _coming(self) -> Iterator[str]:
        if self.found.coming:
            yield self.say.heading("Coming")
        for one in self.found.coming:
            name = self.say.titled(one.document)
            what = f": {one.what.said(self.lang)}" if one.part else ""
            left = self.say.output.say("in {count} days", count=one.days)
            mark = self.say.mark(one.period.confidence)
            yield f"  {one.starts}  {name}{what}  ({left}){mark}"

    def _revised(self) -> Iterator[str]:
        if self.found.revised:
            yield self.say.heading("Known otherwise today")
        for one in self.found.revised:
            what = one.what.said(self.lang)
            by = f"  ({self.say.name(one.set_by)})" if one.set_by else ""
            yield f"  {one.then or '–'} → {one.now or '–'}  {what}{by}"

    def _planned(self) -> Iterator[str]:
        if self.found.planned:
            yield self.say.heading("Proposed or in drafting")
        for document, stands in self.found.planned:
            yield f"  {self.say.titled(document)}  ({word(stands.status, self.lang)})"
        if self.found.superseded:
            yield self.say.heading("Superseded by then")
        for document, stands in self.found.superseded:
            yield f"  {self.say.titled(document)}  ({self.say.standing(stands)})"

    def _changed(self) -> Iterator[str]:
        if self.found.changed:
            yield self.say.heading("Since then")
        for one in self.found.changed:
            yield _moment(self.say, one)


def _binds(one: Applying) -> bool:
    document = one.document
    if isinstance(document, types.Instrument):
        return document.binding in _BINDING
    return document.level is Level.MANDATORY


def timeline(arguments: argparse.Namespace, output: Output) -> int:
    """Everything dated, oldest first."""
    catalog = load()

    def given(text: str | None) -> date | None:
        return None if text is None else day(text)

    since, until = given(arguments.since), given(arguments.until)
    if since is not None and until is not None and since > until:
        raise UsageError("{since} is later than {until}", since=since, until=until)
    found = moments(
        catalog,
        since=since,
        until=until,
        subject=arguments.record or "",
        known=given(arguments.known),
    )
    speaker = Speaker(catalog, output)
    for one in found:
        told = plain(one)
        assert isinstance(told, dict)
        output.record(dict(told), _moment(speaker, one))
    return output.status


def _moment(speaker: Speaker, one: Moment) -> str:
    kind = word(one.kind, speaker.lang)
    text = one.text.said(speaker.lang)
    if one.part:  # a part's own words do not name the rule
        text = f"{speaker.name(one.subject)}: {text}"
    return f"  {one.day}  {kind}  {text}{speaker.mark(one.confidence)}"
