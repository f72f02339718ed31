"""A calendar of dates (RFC 5545): an all-day event for everything whose day is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hegui.catalog.naming import called_by_id
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import Moment, timeline
from hegui.catalog.vocabulary import sureness, word
from hegui.messages import say
from hegui.rules import Confidence

_OCTETS = 75  # of a line (3.1)
_NAME = "Dates of China's AI rules and of other markets"


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """The calendar; days known by month or year alone are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hegui//catalogue//EN"]
    lines.append(f"X-WR-CALNAME:{_text(say(_NAME, selection.lang))}")
    for moment in timeline(catalog):
        if moment.day.exact and selection.holds(catalog, catalog.get(moment.subject)):
            lines += _event(catalog, moment, selection.lang)
    lines.append("END:VCALENDAR")
    return {"dates.ics": "".join(_folded(line) for line in lines)}


def _event(catalog: Catalog, one: Moment, lang: str) -> Iterator[str]:
    day = one.day.first
    unique = one.event or f"{one.subject}.{one.part or one.kind}.{one.day}"
    mark = f" [{sureness(Confidence.KNOWN, lang)}]" if one.confidence is Confidence.KNOWN else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(unique)}@hegui"
    yield f"DTSTAMP:{catalog.version.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{word(one.kind, lang)}: {one.text.said(lang)}{mark}')}"
    yield f"DESCRIPTION:{_text(f'{called_by_id(catalog, one.subject, lang)} ({one.subject})')}"
    yield f"CATEGORIES:{_text(word(one.kind, lang))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A TEXT value (3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line, folded so that none is longer than 75 octets and no character is split."""
    pieces, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += width
    return "\r\n".join(pieces) + "\r\n"
