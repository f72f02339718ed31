"""RSS 2.0 and Atom feeds: an entry is an event that somebody may want to know of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from hegui.files.source import Source
from hegui.structures.zip.markup import Element, parse

Row = dict[str, str]
_TAGS = re.compile(r"<[^>]*>")
_LONGEST = 500


def entries(source: Source, data: bytes) -> Iterator[Row]:
    """Title, day and link of every entry. Raises BrokenFile for what is no XML, CeilingExceeded."""
    root = parse(source, data, "feed").root
    for element in root.walk():
        if element.local in ("item", "entry"):
            title = _text(element, "title")
            day = _day(element)
            if title and day:
                row = {"date": day, "text": title}
                link = _link(element)
                if link:
                    row["link"] = link
                yield row


def _text(element: Element, name: str) -> str:
    child = element.child(name)
    if child is None:
        return ""
    plain = html.unescape(_TAGS.sub(" ", child.text))
    return " ".join(plain.split())[:_LONGEST]


def _day(element: Element) -> str:
    """The day in the time of the feed itself, as ISO 8601; empty where none can be read."""
    for name in ("published", "updated", "pubDate", "date"):
        text = _text(element, name)
        if not text:
            continue
        try:
            if name == "pubDate":
                return parsedate_to_datetime(text).date().isoformat()
            return datetime.fromisoformat(text).date().isoformat()
        except ValueError:
            continue
    return ""


def _link(element: Element) -> str:
    for child in element.named("link"):
        address = child.get("href") or child.text.strip()
        if address.startswith(("https://", "http://")):
            return address[:_LONGEST]
    return ""
