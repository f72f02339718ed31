"""The label in an HTML page: a note in its body, read out by screen readers as any text.

It is one paragraph with role="note" and its language, in the page's own font and colours, so
that it is as legible as the page. Source: HTML Living Standard 13.2.6 (where a body begins).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from hegui.errors import CeilingExceeded, NoRoom
from hegui.explicit.text.html_hiding import Hiding
from hegui.explicit.text.placing import Insertion, Place, Standing, newline_of, standing
from hegui.explicit.wording import Kind, Wording, elements
from hegui.structures.html_tags import RAW, Tag, tags

_MOST_TAGS = 500_000
_OF_HEAD = frozenset(
    ("html", "head", "meta", "link", "base", "title", "style", "script", "noscript", "bgsound")
)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
# Within these a paragraph more would break what they are, or be overlooked.
_CLOSED_TO_NOTES = re.compile(
    "a|aside|audio|blockquote|button|details|dialog|dl|figure|footer|form|header|li|math|nav"
    "|object|ol|option|picture|pre|select|summary|svg|table|ul|video"
)
_HIDDEN = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<template\b.*?(?:</template\s*>|\Z)|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


@dataclass(slots=True)
class _Page:
    """What the walk over a page finds: character positions, and its text line by line.

    ``end`` is where the body ends, ``paragraphs`` where one ends that another may follow.
    """

    start: int = -1
    end: int = -1
    paragraphs: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    open_raw: str = ""


def placed(text: str, wording: Wording, place: Place) -> Insertion | Standing:
    """Where the label goes. Raises NoRoom where a page has no body to show it in."""
    page = _page(text)
    found = standing(page.lines, wording, place)
    if found is not None:
        return found
    newline = newline_of(text)
    note = markup(wording)
    if place is Place.START:
        return Insertion(page.start, newline + note if page.start else note + newline)
    if place is Place.END:
        if page.end == len(text) and (page.open_raw or text.rfind("<!--") > text.rfind("-->")):
            raise NoRoom(
                "the page breaks off within {what}, and a label behind it would be hidden",
                what=f"<{page.open_raw}>" if page.open_raw else "<!--",
            )
        lead = "" if text[: page.end].endswith(("\n", "\r")) or not page.end else newline
        return Insertion(page.end, lead + note + newline)
    if len(page.paragraphs) < 2:
        raise NoRoom("the page has no two paragraphs, so it has no middle")
    at = min(page.paragraphs[:-1], key=lambda end: abs(end - len(text) // 2))
    return Insertion(at, newline + note)


def markup(wording: Wording) -> str:
    """The wording as one element: a note, with the language of each half said."""
    halves = wording.text.split(" / ")
    languages = [elements(half).languages for half in halves]
    if wording.kind is Kind.CORNER_MARK:
        return f'<p role="note"><sup>{html.escape(wording.text)}</sup></p>'
    if len(halves) == 2 and all(len(found) == 1 for found in languages):
        return (
            '<p role="note">'
            + " / ".join(
                f'<span lang="{LANGUAGE_TAGS[found[0]]}">{html.escape(half)}</span>'
                for half, found in zip(halves, languages, strict=True)
            )
            + "</p>"
        )
    said = f' lang="{LANGUAGE_TAGS[wording.languages[0]]}"' if len(wording.languages) == 1 else ""
    return f'<p role="note"{said}>{html.escape(wording.text)}</p>'


def lines_of(text: str) -> list[str]:
    """The text of a page as it is shown, one line a block; not what the page itself hides."""
    return _page(text).lines


def _page(text: str) -> _Page:
    page = _Page()
    walk = _Walk(text, page)
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1
        if counted > _MOST_TAGS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})", ceiling=_MOST_TAGS, what="HTML tags"
            )

    for tag in tags(text, 0, xml=text.lstrip().startswith("<?xml"), count=count):
        walk.tag(tag)
    walk.finish()
    return page


class _Walk:
    """One pass over the tags of a page."""

    def __init__(self, text: str, page: _Page) -> None:
        self.text = text
        self.page = page
        self.hiding = Hiding.of(text)
        self.sheet = 0  # where the style element that is open begins
        self.after = 0
        self.raw = ""
        self.closed = 0  # how many elements are open that are closed to notes
        self.line: list[str] = []
        self.unseen = ""  # the element that is not shown, and how many of its name are open
        self.unseen_depth = 0

    def tag(self, tag: Tag) -> None:
        self._words(tag.start)
        self.after = tag.end
        self._where(tag)
        self._seen(tag)
        if not _INLINE.fullmatch(tag.name):
            self._line_ends()
        if tag.name in RAW:
            if tag.name == "style" and tag.closing and self.raw == "style":
                self.hiding.take(self.text[self.sheet : tag.start])
            self.sheet = tag.end
            self.raw = "" if tag.closing or tag.empty else tag.name
        elif _CLOSED_TO_NOTES.fullmatch(tag.name) and not tag.empty:
            self.closed = max(0, self.closed + (-1 if tag.closing else 1))
        elif tag.name == "p" and tag.closing and not self.closed:
            self.page.paragraphs.append(tag.end)

    def _seen(self, tag: Tag) -> None:
        """Keeps track of an element that is not shown: nothing in it is a label."""
        if self.unseen == "p" and not _INLINE.fullmatch(tag.name):
            self.unseen_depth = 0  # any block ends a paragraph
        elif self.unseen_depth and tag.name == self.unseen and not tag.empty:
            self.unseen_depth += -1 if tag.closing else 1
        if self.unseen_depth or tag.closing or tag.empty or _VOID.fullmatch(tag.name):
            return
        if self.hiding.hides(tag.name, self.text[tag.start : tag.end]):
            self.unseen, self.unseen_depth = tag.name, 1
        else:
            self.unseen = ""

    def finish(self) -> None:
        """What comes behind the last tag."""
        self._words(len(self.text))
        self._line_ends()
        page = self.page
        page.open_raw = self.raw
        if page.start < 0:
            page.start = self.after if self.after and not self.raw else 0
        if page.end < page.start:
            page.end = len(self.text)

    def _where(self, tag: Tag) -> None:
        page = self.page
        if tag.name == "frameset":
            raise NoRoom("the page is a set of frames and has no body")
        if tag.name == "body" and not tag.closing and not tag.loose:
            page.start = tag.end
        elif tag.name in ("body", "html") and tag.closing:
            page.end = tag.start if page.end < 0 or tag.name == "body" else page.end
        elif page.start < 0 and tag.name not in _OF_HEAD:
            page.start = tag.start

    def _words(self, end: int) -> None:
        if self.raw:
            return
        start = self.after
        piece = self.text[start:end]
        if "<" in piece:
            piece = _HIDDEN.sub(lambda found: " " * len(found[0]), piece)
        if not piece.strip():
            return
        if self.page.start < 0:
            self.page.start = start + len(piece) - len(piece.lstrip())
        if not self.unseen_depth:
            self.line.append(html.unescape(piece))

    def _line_ends(self) -> None:
        if self.line:
            joined = " ".join("".join(self.line).split())
            if joined:
                self.page.lines.append(joined)
            self.line = []
