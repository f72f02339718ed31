"""What changed, as RSS 2.0: events up to the day of the data, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from hegui.catalog import types
from hegui.catalog.naming import called_by_id
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog
from hegui.catalog.vocabulary import sureness, word
from hegui.messages import say
from hegui.rules import Confidence

_NAME = "Changes in China's AI rules and those of other markets"
_LINK = "urn:hegui:catalogue"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """The feed. What is set to happen later is no change yet and is left out."""
    name = escape(say(_NAME, selection.lang))
    found = [
        one
        for one in catalog.of(types.Event)
        if one.day.last <= catalog.checked_on and selection.holds(catalog, one)
    ]
    found.sort(key=lambda one: (one.day.last, one.id), reverse=True)
    items = "".join(line for one in found for line in _item(catalog, one, selection.lang))
    return {
        "changes.rss": (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n'
            f"<title>{name}</title>\n<link>{_LINK}</link>\n<description>{name}</description>\n"
            f"<language>{'zh-CN' if selection.lang == 'zh' else 'en'}</language>\n"
            f"<lastBuildDate>{_moment(catalog.checked_on)}</lastBuildDate>\n"
            f"{items}</channel>\n</rss>\n"
        )
    }


def _item(catalog: Catalog, one: types.Event, lang: str) -> Iterator[str]:
    subject = catalog.get(one.subject)
    sure = one.origin("*").confidence
    mark = f" [{sureness(Confidence.KNOWN, lang)}]" if sure is Confidence.KNOWN else ""
    told = [called_by_id(catalog, one.subject, lang)]
    told += [f"{change.of} → {change.applies_from}" for change in one.changes]
    yield "<item>\n"
    yield f"<title>{escape(one.text.said(lang) + mark)}</title>\n"
    if isinstance(subject, types.Instrument | types.Standard) and subject.url:
        yield f"<link>{escape(subject.url)}</link>\n"
    yield f"<description>{escape('; '.join(told))}</description>\n"
    yield f"<category>{escape(word(one.kind, lang))}</category>\n"
    yield f'<guid isPermaLink="false">{escape(one.id)}</guid>\n'
    yield f"<pubDate>{_moment(one.day.last)}</pubDate>\n</item>\n"


def _moment(day: date) -> str:
    """A day as RFC 822 writes it, whatever the locale."""
    month = _MONTHS[day.month - 1]
    return f"{_DAYS[day.weekday()]}, {day.day:02} {month} {day.year} 00:00:00 +0800"
