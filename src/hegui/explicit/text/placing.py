"""Where a label goes in a text, and whether one stands there already."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from hegui.explicit.text.sentences import (
    bare,
    begins_with_corner_mark,
    ends_with_corner_mark,
    label_in,
)
from hegui.explicit.wording import Kind, Wording
from hegui.messages import Notice

LOOKED_AT = 3
"""Lines at either end of a text that are its start or its end."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class Place(StrEnum):
    """Where in a text the label stands (GB 45438-2025 5.1: one or more of these)."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Insertion:
    """What goes into a text: ``new`` at the character ``position``."""

    position: int
    new: str
    notices: tuple[Notice, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Standing:
    """A label that stands at the place already, as it is written there."""

    text: str


def newline_of(text: str) -> str:
    """How the text ends its lines: as it ends the first; "\\n" where it has only one."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def standing(lines: list[str], wording: Wording, place: Place) -> Standing | None:
    """A label among the lines of a text: at its start or end the three nearest, else any.

    A label is the wording itself, or a line that is a label and nothing else; for a corner mark
    also a mark that begins the first line or ends the last.
    """
    lines = [line for line in lines if line.strip()]
    if place is Place.START:
        lines = lines[:LOOKED_AT]
    elif place is Place.END:
        lines = lines[-LOOKED_AT:]
    own = bare(wording.text)
    for line in lines:
        found = label_in(line)
        if bare(line) == own or (found is not None and (found.literal or not wording.literal)):
            return Standing(line.strip())
    if wording.kind is Kind.CORNER_MARK and lines:
        if place is not Place.END and begins_with_corner_mark(lines[0]):
            return Standing(lines[0].strip())
        if place is not Place.START and ends_with_corner_mark(lines[-1]):
            return Standing(lines[-1].strip())
    return None
