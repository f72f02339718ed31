"""Lines on the catalogue's records, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hegui.catalog import Catalog, types
from hegui.catalog.naming import amount, called, kind, title
from hegui.catalog.records import Provenance, Record
from hegui.catalog.standing import Standing, standing
from hegui.catalog.vocabulary import sureness, word
from hegui.catalog.words import Status
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.messages import colon
from hegui.rules import Confidence


class Speaker:
    """Says what the catalogue holds, in the language of the output."""

    def __init__(self, catalog: Catalog, output: Output) -> None:
        self.catalog = catalog
        self.output = output
        self.lang = output.lang

    def field(self, what: str, value: str) -> str:
        """A line of a record: what it is, and its value."""
        return self.pair(self.output.say(what), value)

    def pair(self, name: str, value: str) -> str:
        """The same, its name said already."""
        return f"  {name}{colon(self.lang)}{value}"

    def heading(self, what: str) -> str:
        """A line above others."""
        return self.output.say(what)

    def standing(self, stands: Standing | None) -> str:
        """Where a rule stands, with the day."""
        if stands is None:
            return self.output.say("not known then")
        said = word(stands.status, self.lang)
        period = stands.period
        if period is not None and period.applies_from is not None:
            if stands.status is Status.SUPERSEDED:
                said = self.output.say("{what} since {day}", what=said, day=period.applies_to)
            elif stands.applies:
                said = self.output.say("{what} since {day}", what=said, day=period.applies_from)
            else:
                said = self.output.say("{what}, from {day}", what=said, day=period.applies_from)
            if not stands.certain:
                said += " " + self.output.say("(the very day is not known)")
            said += self.mark(period.confidence)
        return said

    def mark(self, confidence: Confidence | None) -> str:
        """The mark of what nobody verified; nothing for all else."""
        if confidence is not Confidence.KNOWN:
            return ""
        return self._bracketed(sureness(Confidence.KNOWN, self.lang))

    def origin(self, origin: Provenance) -> str:
        """Where a value comes from, in brackets."""
        sure = sureness(origin.confidence, self.lang)
        return self._bracketed(f"{sure}{'；' if self.lang == 'zh' else '; '}{origin.source}")

    def _bracketed(self, text: str) -> str:
        return f"【{text}】" if self.lang == "zh" else f" [{text}]"

    def described(self, record: types.AnyRecord, on: date, known: date | None = None) -> str:
        """What kind of record it is, where it stands, and its place in the deck."""
        parts = [record.id, kind(record, self.lang)]
        if isinstance(record, types.Instrument | types.Standard):
            parts.append(self.standing(standing(self.catalog, record, on, known)))
        elif isinstance(record, types.Target | types.Statistic):
            parts.append(self.figure(record))
        elif isinstance(record, types.Event):
            parts.append(record.day.text)
        elif isinstance(record, types.Obligation):
            parts.append(self.cited(record))
        if record.deck_section:
            parts.append(self.output.say("deck: {place}", place=record.deck_section))
        return " · ".join(parts)

    def figure(self, record: types.Target | types.Statistic) -> str:
        """A target's or statistic's value, unit and day."""
        day = record.by if isinstance(record, types.Target) else record.as_of
        value = amount(record)
        if isinstance(record, types.Target) and day:
            return self.output.say("{value} by {day}", value=value, day=day).strip()
        if day:
            return self.output.say("{value} as of {day}", value=value, day=day)
        return value

    def cited(self, obligation: types.Obligation) -> str:
        """The instrument and the place of an obligation."""
        owner = self.catalog.document(obligation.instrument)
        name = owner.number if isinstance(owner, types.Standard) else ""
        return " ".join(
            one
            for one in (name or title(owner, self.lang), obligation.place.said(self.lang))
            if one
        )

    def addressed(self, obligation: types.Obligation) -> str:
        """Whom an obligation addresses, and how it binds them."""
        who = obligation.who or ("anyone",)
        parties = ("、" if self.lang == "zh" else ", ").join(word(one, self.lang) for one in who)
        blank = "" if self.lang == "zh" else " "
        return f"{parties}{blank}{word(obligation.verb, self.lang)}"

    def asked(self, obligation: types.Obligation) -> str:
        """Who must do what."""
        said = obligation.text.said(self.lang)
        return self.addressed(obligation) + colon(self.lang) + said

    def name(self, record_id: str) -> str:
        """What a record is called, by its id."""
        record = self.catalog.find(record_id)
        return record_id if record is None else called(record, self.lang)

    def titled(self, record: types.AnyRecord) -> str:
        """What a record is called, marked where nobody verified the title in this language."""
        stem = "title" if isinstance(record, types.Instrument | types.Standard) else "name"
        named = title(record, self.lang)
        other = "zh" if self.lang == "en" else "en"
        # Where there is none in this language, the other's stands.
        lang = other if named == title(record, other) else self.lang
        return called(record, self.lang) + self.mark(record.origin(f"{stem}_{lang}").confidence)

    def names(self, ids: Iterable[str]) -> str:
        """Several records by name."""
        return ("；" if self.lang == "zh" else "; ").join(self.name(one) for one in ids)


def checked_on(record: Record) -> str:
    """The day a record was last looked at."""
    return record.checked_on.isoformat()


def listed(text: str | None) -> tuple[str, ...]:
    """The members of a list with commas, of either width."""
    if text is None:
        return ()
    found = tuple(one.strip() for one in text.replace("，", ",").split(",") if one.strip())
    if not found:
        raise UsageError("an empty list names nothing")
    return found
