"""The label in plain text: a paragraph of its own, or a corner mark in brackets."""

from __future__ import annotations

import re

from hegui.errors import NoRoom
from hegui.explicit.text.placing import Insertion, Place, Standing, newline_of, standing
from hegui.explicit.text.sentences import LONGEST
from hegui.explicit.wording import Kind, Wording

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*(?=\S)")
_LINE = re.compile(r"(?:\r\n|\r|\n)(?=\S)")
_SENTENCE = re.compile(r"[。！？!?](?=[^\s」』”’)）。！？!?])|[.!?] (?=\S)")


def placed(text: str, wording: Wording, place: Place) -> Insertion | Standing:
    """Where the label goes. Raises NoRoom where a text has no middle to put it into."""
    found = standing(_near(text, place).splitlines(), wording, place)
    if found is not None:
        return found
    line = newline_of(text)
    if wording.kind is Kind.CORNER_MARK:
        return _corner(text, wording, place)
    label = wording.text
    if place is Place.START:
        return Insertion(0, label + line + (line if text.strip() else ""))
    if place is Place.END:
        body = text.rstrip()
        if not body:
            return Insertion(len(text), label + line)
        # What ends the text stays: the label comes behind it, after one blank line.
        ends = len(re.findall(r"\r\n|\r|\n", text[len(body) :]))
        return Insertion(len(text), line * max(0, 2 - ends) + label + line)
    at = middle_of(text, (_BLANK_LINE, _LINE))
    if at >= 0:
        return Insertion(at, label + line + line)
    return Insertion(_within_line(text), label)


def _near(text: str, place: Place) -> str:
    """The part of a text in which a label at the place would be."""
    if place is Place.START:
        return text[: 4 * LONGEST] if text[:1].strip() else text.lstrip()[: 4 * LONGEST]
    return text.rstrip()[-4 * LONGEST :] if place is Place.END else text


def middle_of(text: str, boundaries: tuple[re.Pattern[str], ...]) -> int:
    """The end of the boundary nearest to the middle, of the first sort that there is; or -1."""
    first = len(text) - len(text.lstrip())
    body = text.rstrip()  # what is blank at the end is no boundary
    for pattern in boundaries:
        ends = [found.end() for found in pattern.finditer(body, first)]
        if ends:
            return min(ends, key=lambda end: abs(end - len(text) // 2))
    return -1


def _within_line(text: str) -> int:
    at = middle_of(text, (_SENTENCE,))
    if at < 0:
        raise NoRoom("the text has no second sentence or line, so it has no middle")
    return at


def _corner(text: str, wording: Wording, place: Place) -> Insertion:
    mark = f"[{wording.text}]"
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    if not text.strip():
        return Insertion(len(text), mark)
    if place is Place.START:
        return Insertion(first, mark + " ")
    if place is Place.END:
        return Insertion(last, " " + mark)
    at = middle_of(text, (_BLANK_LINE, _LINE))
    if at >= 0:
        return Insertion(at, mark + " ")
    return Insertion(_within_line(text), mark)
