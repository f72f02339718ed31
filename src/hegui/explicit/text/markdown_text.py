"""The label in Markdown: a paragraph of its own, behind the front matter, outside of all code.

Source: CommonMark 0.31: fenced code (4.5), HTML blocks (4.6), paragraphs (4.8), escapes (2.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from hegui.errors import CeilingExceeded, NoRoom
from hegui.explicit.text.markdown_blocks import Blocks
from hegui.explicit.text.placing import LOOKED_AT, Insertion, Place, Standing, newline_of, standing
from hegui.explicit.wording import Kind, Wording
from hegui.structures.front_matter import front_matter

_MOST_LINES = 1_000_000
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&{}]")
_BLOCK_START = re.compile(r"[-+=]|\d{1,9}[.)]")
# A line that goes on with what is above it, or begins what a paragraph between would part.
_NOT_TOP = re.compile(r"[ \t]|[-+*>|:<=\[]|\d{1,9}[.)]")


class Line(NamedTuple):
    """A line without its end, where it starts, and whether it is of code or HTML."""

    start: int
    text: str
    code: bool


def placed(text: str, wording: Wording, place: Place) -> Insertion | Standing:
    """Where the label goes. Raises NoRoom where there is none that is no code or comment."""
    begin = _body(text)
    lines = lines_of(text, begin)
    prose = (line.text for line in lines if not line.code and line.text.strip())
    near = list(islice(prose, LOOKED_AT) if place is Place.START else prose)
    found = standing(near, wording, place)
    if found is not None:
        return found
    line = newline_of(text)
    label = markdown(wording)
    if place is Place.START:
        # Front matter without an end of line of its own gets one.
        lead = line if begin and text[begin - 1] not in "\r\n" else ""
        return Insertion(begin, lead + label + line + (line if text[begin:].strip() else ""))
    if place is Place.MIDDLE:
        at = _middle(text, lines_of(text, begin))
        return Insertion(at, label + line + line)
    return Insertion(len(text), closing(text[begin:]) + label + line)


def markdown(wording: Wording) -> str:
    """The wording as one line of Markdown: escaped, a corner mark raised."""
    escaped = _SPECIAL.sub(r"\\\g<0>", wording.text)
    if wording.kind is Kind.CORNER_MARK:
        return f"<sup>{escaped}</sup>"
    if _BLOCK_START.match(escaped):
        number = re.match(r"\d+", escaped)
        at = number.end() if number else 0
        escaped = escaped[:at] + "\\" + escaped[at:]
    return escaped


def closing(body: str) -> str:
    """What has to come between a body of Markdown and a paragraph behind it.

    A fence that is open to the end is closed, which changes nothing in what is shown: CommonMark
    closes it there as well (4.5). Raises NoRoom for HTML that nothing ends, such as a comment.
    """
    newline = newline_of(body)
    blocks = Blocks()
    for line in lines_of(body, 0, blocks):
        del line  # followed for what is open behind the last one
    if blocks.hidden:
        raise NoRoom("an HTML block is open to the end, and a label behind it would be hidden")
    if not body.strip():
        return ""
    ends = len(re.findall(r"\r\n|\r|\n", body[len(body.rstrip()) :]))
    if blocks.closer:
        return newline * (0 if ends else 1) + blocks.closer + newline + newline
    return newline * max(0, 2 - ends)


def lines_of(text: str, start: int, blocks: Blocks | None = None) -> Iterator[Line]:
    """The lines from a position on, followed by ``blocks``.

    Raises CeilingExceeded past a million of them.
    """
    blocks = blocks or Blocks()
    for count, whole in enumerate(text[start:].splitlines(keepends=True)):
        if count == _MOST_LINES:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})", ceiling=_MOST_LINES, what="lines"
            )
        line = whole.rstrip("\r\n")
        yield Line(start, line, not blocks.prose(line))
        start += len(whole)


def _body(text: str) -> int:
    """Where the text behind the front matter starts, and behind the blank lines below it."""
    data = text.encode("utf-8", "surrogatepass")
    found = front_matter(data)
    if found is None:
        return 0
    start = len(data[: found.end].decode("utf-8", "surrogatepass"))
    blank = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*").match(text, start)
    return blank.end() if blank else start


def _middle(text: str, lines: Iterator[Line]) -> int:
    """The start of a paragraph or heading at the top level, as near to the middle as there is.

    It has a blank line above, and what is above that is no list, quotation, table or HTML whose
    parts a paragraph between would separate.
    """
    starts = []
    above = ""
    for before, line in pairwise(lines):
        if before.text.strip():
            above = before.text
            continue
        here = line.text
        beside_code = before.code or line.code
        parted = _NOT_TOP.match(here) or _NOT_TOP.match(above)
        if here.strip() and above and not beside_code and not parted:
            starts.append(line.start)
    if not starts:
        raise NoRoom("no paragraph in the text has another above it, so it has no middle")
    return min(starts, key=lambda start: abs(start - len(text) // 2))
