"""Timelines: one event a row, in the order of their days."""

from __future__ import annotations

from datetime import date

from hegui.messages import colon
from hegui.render.charts.data import Event, Timeline
from hegui.render.charts.measure import wrapped
from hegui.render.charts.scale import Scale
from hegui.render.charts.shapes import LINE, SIZE, SMALL, WIDTH, Box, Dot, Line, Scene, Words

_NAMES = 300.0
_DAYS = 84.0
_GAP = 8.0
_PAD = 4.0
_MOST_TICKS = 8
_LONG = 20  # events: of a longer chart the years stand above too, where one begins to read


def timeline(chart: Timeline, lang: str) -> Scene:
    """A scene of events on one axis of days. An empty timeline has an empty axis."""
    events = sorted(chart.events, key=lambda one: (one.day, one.until or one.day))
    days = [one.day for one in events] + [one.until for one in events if one.until]
    days += [chart.today] if chart.today else []
    low, high = _years(days)
    along = Scale(low, high, _DAYS + _NAMES + 14, WIDTH - 18)
    told = ("；" if lang == "zh" else "; ").join(
        _span(one) + colon(lang) + one.label.in_(lang) for one in events
    )
    scene = Scene(chart.title.in_(lang), told, 0)
    top = _PAD + (SMALL * LINE if len(events) > _LONG else 0)
    y = top
    for event in events:
        y = _row(scene, along, y, event, lang)
    _axis(scene, along, top, y)
    if chart.today:
        at = along.at(chart.today.toordinal())
        scene.add(Line(at, top, at, y, "fail", 1.5, dashed=True))
    return scene


def _row(scene: Scene, along: Scale, y: float, event: Event, lang: str) -> float:
    lines = wrapped(event.label.in_(lang), SIZE, _NAMES, 3)
    height = len(lines) * SIZE * LINE
    middle = y + SIZE * LINE / 2
    base = middle + SIZE * 0.36
    scene.add(Words(0, base, event.day.isoformat(), SMALL, "dim"))
    for at, line in enumerate(lines):
        scene.add(Words(_DAYS, base + at * SIZE * LINE, line, SIZE, "ink", link=event.link))
    start = along.at(event.day.toordinal())
    scene.add(Line(along.left, middle, along.right, middle, "line"))
    if event.until:
        end = along.at(event.until.toordinal())
        scene.add(Box(start, middle - 4, max(end - start, 2), 8, event.tone))
    else:
        scene.add(Dot(start, middle, 5, event.tone))
    return y + height + _GAP


def _axis(scene: Scene, along: Scale, top: float, y: float) -> None:
    first, last = date.fromordinal(int(along.low)).year, date.fromordinal(int(along.high)).year
    step = max(1, -(-(last - first) // _MOST_TICKS))
    for year in range(first, last + 1, step):
        day = date(year, 1, 1).toordinal()
        if along.low <= day <= along.high:
            at = along.at(day)
            scene.shapes.insert(0, Line(at, top, at, y, "line"))
            if top > _PAD:
                scene.add(Words(at, top - SMALL * 0.5, str(year), SMALL, "dim", "middle"))
            scene.add(Words(at, y + SMALL, str(year), SMALL, "dim", "middle"))
    scene.height = y + SMALL * LINE + _PAD


def _years(days: list[date]) -> tuple[float, float]:
    """Whole years around all days, as ordinals."""
    if not days:
        return float(date(2025, 1, 1).toordinal()), float(date(2026, 1, 1).toordinal())
    low, high = min(days), max(days)
    after = date(min(high.year + 1, 9999), 1, 1)
    return float(date(low.year, 1, 1).toordinal()), float(max(after, high).toordinal())


def _span(event: Event) -> str:
    return event.day.isoformat() + (f" – {event.until.isoformat()}" if event.until else "")
