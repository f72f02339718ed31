"""What a chart is drawn of: a scene of boxes, lines, dots and words, in pixels from the top left.

A chart is laid out once, as a scene in one language; the painters (``svg``, ``bitmap``) know
nothing of charts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH = 720
"""Width of every chart in pixels; a page scales it."""
SIZE, SMALL = 13.0, 11.5
"""Font sizes in pixels: of names, and of what is said besides."""
LINE = 1.35
"""Distance of two lines of words, in font sizes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``pale`` is for what lies behind."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle about (x, y)."""

    x: float
    y: float
    radius: float
    tone: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; ``y`` is the base line, ``anchor`` "start", "middle" or "end"; ``link``
    a page beside the one that the chart stands in."""

    x: float
    y: float
    text: str
    size: float = SIZE
    tone: str = "ink"
    anchor: str = "start"
    bold: bool = False
    link: str = ""


Shape = Box | Line | Dot | Words


@dataclass(slots=True)
class Scene:
    """A drawn chart: its title, all it shows in words, its size in pixels, its shapes in order."""

    title: str
    description: str
    height: float
    shapes: list[Shape] = field(default_factory=list)
    width: float = WIDTH

    def add(self, *shapes: Shape) -> None:
        """Puts shapes on top of those that are there."""
        self.shapes.extend(shapes)
