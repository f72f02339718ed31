"""Finding explicit labels in text: which wording, where, and how much it says.

A line that is a label and nothing else declares; the elements of clause 5 within a longer
sentence only suggest, for a text about generated content holds them too. Quoted, or denied, they
say nothing of this text, and the caveat says so. That no wording is found does not mean that a
person wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hegui.explicit.text import html_text
from hegui.explicit.text.markdown_text import lines_of as markdown_lines
from hegui.explicit.text.placing import LOOKED_AT, Place
from hegui.explicit.text.sentences import begins_with_corner_mark, ends_with_corner_mark, label_in
from hegui.explicit.text.text import Form, form_of
from hegui.explicit.wording import Elements, elements
from hegui.messages import Notice

MOST_FOUND = 100
_LONGEST_SENTENCE = 500
_SENTENCE = re.compile(r"[^。！？!?\n.]++(?>(?:\.(?=\S)[^。！？!?\n.]*+)*)[。！？!?.]?")
_QUOTED = re.compile(r"[“\"「『‘《〈][^”\"」』’》〉]*+[”\"」』’》〉]")


class Strength(StrEnum):
    """How much a wording says of the text it stands in."""

    DECLARES = "declares"
    SUGGESTS = "suggests"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Found:
    """One wording in a text: the line or sentence, its line's number (from 1), and its place.

    ``elements`` are those of clause 5; None for a corner mark, which needs no more than "AI".
    ``caveat`` is why it may say nothing of this text, None where there is no such reason.
    """

    wording: str
    line: int
    place: Place
    elements: Elements | None
    strength: Strength
    caveat: Notice | None = None


def find(text: str, form: Form | None = None) -> tuple[Found, ...]:
    """The wordings of a text in order, at most 100; ``form`` None: HTML or plain, by its start.

    Of HTML the lines are those shown, one a block. Raises NoRoom for a set of frames,
    CeilingExceeded.
    """
    form = form or form_of(text)
    if form is Form.HTML:
        lines = [(line, False) for line in html_text.lines_of(text)]
    elif form is Form.MARKDOWN:
        lines = [(line.text, line.code) for line in markdown_lines(text, 0)]
    else:
        lines = [(line, False) for line in text.splitlines()]
    shown = [number for number, (line, _) in enumerate(lines) if line.strip()]
    first, last = set(shown[:LOOKED_AT]), set(shown[-LOOKED_AT:])
    found: list[Found] = []
    for number in shown:
        line, code = lines[number]
        place = Place.START if number in first else Place.END if number in last else Place.MIDDLE
        ends = number == shown[0], number == shown[-1]
        for each in _in_line(line, number + 1, place, code=code, ends=ends):
            found.append(each)
            if len(found) == MOST_FOUND:
                return tuple(found)
    return tuple(found)


def _in_line(
    line: str, number: int, place: Place, *, code: bool, ends: tuple[bool, bool]
) -> Iterator[Found]:
    whole = label_in(line)
    if whole is not None:
        yield _found(line, number, place, whole, Strength.DECLARES, code=code)
        return
    corner = (ends[0] and begins_with_corner_mark(line)) or (
        ends[1] and ends_with_corner_mark(line)
    )
    if corner and not code:
        yield Found(line.strip()[:_LONGEST_SENTENCE], number, place, None, Strength.SUGGESTS)
    for match in _SENTENCE.finditer(line):
        sentence = match[0].strip()[:_LONGEST_SENTENCE]
        said = elements(sentence)
        if said.denied and (said.generation or said.english_generation):
            yield Found(
                sentence, number, place, said, Strength.DENIES, Notice("the sentence denies it")
            )
        elif said.languages:
            label = label_in(sentence)
            strength = Strength.DECLARES if label else Strength.SUGGESTS
            yield _found(sentence, number, place, label or said, strength, code=code)


def _found(
    text: str, number: int, place: Place, said: Elements, strength: Strength, *, code: bool
) -> Found:
    caveat = None
    quoted = text.lstrip().startswith(">") and strength is Strength.SUGGESTS
    if code:
        caveat = Notice("stands in a block of code, which shows it and does not say it")
    elif quoted or not elements(_QUOTED.sub("", text)).languages:
        caveat = Notice("stands in a quotation, which may speak of another text")
    elif strength is Strength.SUGGESTS:
        caveat = Notice("the sentence says more than a label does, and may be about other content")
    if caveat is not None:
        strength = Strength.SUGGESTS
    return Found(text.strip(), number, place, said, strength, caveat)
