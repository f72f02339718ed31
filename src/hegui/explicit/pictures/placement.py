"""Where a label stands in a picture, and how large it is.

GB 45438-2025 5.2: at an edge or corner, the text at least 5 % of the shortest side high; of a
picture that is no rectangle the sides of the rectangle that fully contains it count (5.2 e). All
reckoning is in the picture as it is shown; what is returned fits the picture as it is stored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from hegui.errors import NoRoom, UsageError
from hegui.explicit.lettering.drawing import Drawing, Style, draw, least_height
from hegui.explicit.lettering.glyphs import Face, face_for
from hegui.rules import WORDING_ELEMENTS
from hegui.rules.numbers import IMAGE_TEXT_HEIGHT

LEAST_PERCENT = float(IMAGE_TEXT_HEIGHT.least or 0)
_MOST_PERCENT = 50.0
_MARGIN = 0.025  # of the shortest side
_MOST_LINES = 4
_UNBROKEN = tuple(word for element in WORDING_ELEMENTS for word in element.words)
_TIGHT = 0.3  # of the plate's usual padding


class Position(StrEnum):
    """Edge or corner (5.2), as the picture is shown."""

    TOP_LEFT = "top left"
    TOP = "top"
    TOP_RIGHT = "top right"
    LEFT = "left"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom right"


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """How a label on a picture looks.

    ``percent`` is the least height of the text in percent of the shortest side (5 to 50);
    ``font`` the path of a font file, None for the bundled face (or one of the system, where
    that lacks a character). ``most_pixels`` is the size of picture, all frames and pages of one
    counted singly, beyond which none is opened.
    """

    position: Position = Position.BOTTOM_RIGHT
    percent: float = LEAST_PERCENT
    style: Style = Style.PLATE
    font: str | None = None
    most_pixels: int = 2**27

    def __post_init__(self) -> None:
        if not LEAST_PERCENT <= self.percent <= _MOST_PERCENT:
            raise UsageError(
                "a text height of {percent:g} % is not one of {least:g} to {most:g} % "
                "(GB 45438-2025 5.2 e)",
                percent=self.percent,
                least=LEAST_PERCENT,
                most=_MOST_PERCENT,
            )


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels: ``right`` and ``bottom`` are the first beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to take the rectangle out of an array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def meets(self, other: Box) -> Box | None:
        """What both have in common, None where that is nothing."""
        found = Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )
        return found if found.width > 0 and found.height > 0 else None

    def around(self, other: Box) -> Box:
        """The smallest that contains both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def moved(self, right: int, down: int) -> Box:
        """The same elsewhere."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def scaled(self, times: float) -> Box:
        """The same in a picture so many times as large."""
        sides = (self.left, self.top, self.right, self.bottom)
        return Box(*(round(side * times) for side in sides))


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing of ``text`` at its place.

    ``drawing`` is turned as the picture is stored, ``box`` is where it is laid over the stored
    pixels, ``percent`` the measured height of its text in percent of the shortest side.
    """

    text: str
    drawing: Drawing
    box: Box
    place: str
    percent: float


def place(
    text: str,
    width: int,
    height: int,
    options: ImageOptions,
    *,
    name: str,
    orientation: int = 1,
    bounds: Box | None = None,
    style: Style | None = None,
) -> Placed:
    """Where the label stands in a picture stored as ``width`` by ``height`` pixels.

    ``orientation`` is EXIF's (1 to 8). ``bounds`` is the rectangle that contains what is
    visible, in stored pixels; None for the whole. ``style`` overrides the options' where a
    format cannot show it. Raises NoRoom, which names the file by ``name``, where no label that
    can be read fits; UnusableFont.
    """
    seen = _turned(bounds or Box(0, 0, width, height), width, height, orientation)
    shortest = min(seen.width, seen.height)
    face = face_for(text, options.font)
    wanted = max(math.ceil(options.percent * shortest / 100), least_height(text))
    drawing = _fitting(text, wanted, seen, style or options.style, face)
    if drawing is None:
        smallest = draw(text, least_height(text), style or options.style, face=face, padding=_TIGHT)
        raise NoRoom(
            "no label that can be read fits: the picture shows {width} by {height} pixels, and "
            "the text in one line needs {need_width} by {need_height}",
            path=name,
            width=seen.width,
            height=seen.height,
            need_width=smallest.width,
            need_height=smallest.height,
        )
    margin = min(
        round(shortest * _MARGIN),
        (seen.width - drawing.width) // 2,
        (seen.height - drawing.height) // 2,
    )
    left = seen.left + _along(options.position, "left", "right", seen.width - drawing.width, margin)
    top = seen.top + _along(options.position, "top", "bottom", seen.height - drawing.height, margin)
    shown = Box(left, top, left + drawing.width, top + drawing.height)
    shown_size = (height, width) if orientation >= 5 else (width, height)
    return Placed(
        text,
        drawing.turned(orientation),
        _stored(shown, *shown_size, orientation),
        str(options.position),
        100 * drawing.ink_height / shortest,
    )


def _fitting(text: str, height: int, seen: Box, style: Style, face: Face) -> Drawing | None:
    """The text in as few lines as fit, with its usual padding if it can have it."""
    for padding in (1.0, _TIGHT):
        margin = round(min(seen.width, seen.height) * _MARGIN * padding) if padding == 1.0 else 0
        for lines in _layouts(text):
            if height * (lines.count("\n") + 1) > seen.height:
                break
            if height * max(map(_narrowest, lines.split("\n"))) > seen.width:
                continue  # too long for certain: not even drawn
            drawing = draw(lines, height, style, face=face, padding=padding)
            room = (seen.width - 2 * margin, seen.height - 2 * margin)
            if drawing.width <= room[0] and drawing.height <= room[1]:
                return drawing
    return None


def _layouts(text: str) -> Iterator[str]:
    """The text in one line, then broken in more, at its slash first, then evenly."""
    yield text
    halves = [part.strip() for part in text.split(" / ")]
    if len(halves) > 1:
        yield "\n".join(halves)
    for count in range(2, _MOST_LINES + 1):
        lines = _even(text, count)
        if lines:
            yield "\n".join(lines)


def _even(text: str, count: int) -> list[str] | None:
    """``count`` lines of about one length, broken between words or Han characters."""
    whole = {
        at
        for word in _UNBROKEN
        for found in re.finditer(word, text)
        for at in range(found.start() + 1, found.end())
    }
    inner = (at for at in range(1, len(text)) if at not in whole and _may_break(text, at))
    breaks = [0, *inner, len(text)]
    if len(breaks) <= count:
        return None
    total = _measure(text)
    chosen = [0]
    for number in range(1, count):
        goal = total * number / count
        best = min(breaks[1:-1], key=lambda at: abs(_measure(text[:at]) - goal))
        if best <= chosen[-1]:
            return None
        chosen.append(best)
    lines = [text[start:end].strip(" /") for start, end in pairwise([*chosen, len(text)])]
    return lines if all(lines) else None


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in "，。、；：！？）》」』】’”·-/ ,.;:!?)" or before in "（《「『【‘“(":
        return False
    return before in " -/" or not (before.isascii() and after.isascii())


def _narrowest(text: str) -> float:
    """Less than the width of any text so long, in heights of its capitals."""
    return sum(0.3 if one.isascii() else 1.1 for one in text)


def _measure(text: str) -> int:
    return sum(1 if one.isascii() else 2 for one in text)


def _along(position: Position, low: str, high: str, room: int, margin: int) -> int:
    words = position.split()
    if low in words:
        return margin
    return room - margin if high in words else room // 2


def _turned(box: Box, width: int, height: int, orientation: int) -> Box:
    """A rectangle of the stored picture, in the picture as shown."""
    if orientation in (2, 3, 7, 8):
        box = Box(width - box.right, box.top, width - box.left, box.bottom)
    if orientation in (3, 4, 6, 7):
        box = Box(box.left, height - box.bottom, box.right, height - box.top)
    if orientation >= 5:
        box = Box(box.top, box.left, box.bottom, box.right)
    return box


def _stored(box: Box, width: int, height: int, orientation: int) -> Box:
    """The same the other way; ``width`` and ``height`` are those shown."""
    if orientation >= 5:
        box = Box(box.top, box.left, box.bottom, box.right)
        width, height = height, width
    if orientation in (2, 3, 7, 8):
        box = Box(width - box.right, box.top, width - box.left, box.bottom)
    if orientation in (3, 4, 6, 7):
        box = Box(box.left, height - box.bottom, box.right, height - box.top)
    return box
