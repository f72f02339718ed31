"""The charts there are, as data in both languages. Nothing here is drawn (see ``draw``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hegui.render.report import NOTHING, Said


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a count or amount of at least 0, and what it should at least be, if anything."""

    label: Said
    value: float
    floor: float | None = None
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts compared, one horizontal bar each; a floor is a mark across the bar.

    ``most`` is the least that the scale reaches: the last of five steps, say.
    """

    title: Said
    bars: tuple[Bar, ...]
    unit: Said = NOTHING
    most: float = 0


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every stacked bar: its name and tone."""

    name: Said
    tone: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One stacked bar: the value of each series, in their order, each at least 0."""

    label: Said
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stacked:
    """Parts of a whole, one bar a row; with ``shares`` every bar is as long as the others."""

    title: Said
    series: tuple[Series, ...]
    rows: tuple[Stack, ...]
    shares: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate from 0 to 1 with its interval and threshold; None where it was not measured.

    ``at_least`` says on which side of the threshold the rate should lie. ``tone`` is "pass",
    "fail", "warn" or "open". ``note`` is said below the name: the counts, the clause.
    """

    label: Said
    value: float | None
    low: float | None = None
    high: float | None = None
    threshold: float | None = None
    at_least: bool = True
    tone: str = "open"
    note: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates as dots on one scale, which need not begin at 0, with intervals and thresholds."""

    title: Said
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or from a day to another."""

    day: date
    label: Said
    until: date | None = None
    tone: str = "accent"
    link: str = ""
    """A page beside the chart's ("name.html"), where the chart stands in a page."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of their days, one a row; ``today`` is a line through all of them."""

    title: Said
    events: tuple[Event, ...]
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Twig:
    """One part of a tree: its name, what is said besides, the parts below it; ``link`` as in
    Event."""

    label: Said
    note: Said = NOTHING
    twigs: tuple[Twig, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Parts within parts, one a row."""

    title: Said
    roots: tuple[Twig, ...]


Chart = Bars | Stacked | Rates | Timeline | Tree
