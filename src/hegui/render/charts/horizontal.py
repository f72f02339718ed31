"""Charts of horizontal bars: amounts compared, and parts of a whole."""

from __future__ import annotations

from hegui.messages import colon
from hegui.render.charts import scale
from hegui.render.charts.data import Bar, Bars, Stacked
from hegui.render.charts.measure import width, wrapped
from hegui.render.charts.shapes import LINE, SIZE, SMALL, WIDTH, Box, Dot, Line, Scene, Words

_NAMES = 292.0  # room for names at the left, and for numbers at the right
_NUMBERS = 74.0
_END = WIDTH - 4.0
_BAR = 15.0
_NAME = 12.5  # font size of names
_GAP = 6.0
_PAD = 4.0


def number(value: float) -> str:
    """A value as it is written: whole where it is whole, thousands apart."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def bars(chart: Bars, lang: str) -> Scene:
    """A scene of amounts, one bar each, with its number and its floor."""
    values = [one.value for one in chart.bars] + [one.floor or 0.0 for one in chart.bars]
    along = scale.amounts([*values, chart.most], _NAMES + 10, WIDTH - _NUMBERS)
    unit = chart.unit.in_(lang)
    facts = [_fact(one, lang) for one in chart.bars]
    scene = Scene(chart.title.in_(lang), _told(facts, unit, lang), 0)
    y = _PAD
    for bar in chart.bars:
        y = _row(scene, y, bar.label.in_(lang))
        middle, top = y - _GAP - _BAR / 2, y - _GAP - _BAR
        start, end = along.left, along.at(bar.value)
        scene.add(Box(start, top, along.right - start, _BAR, "line", pale=True))
        if bar.value > 0:
            scene.add(Box(start, top, max(end - start, 1.5), _BAR, bar.tone))
        if bar.floor is not None:
            at = along.at(bar.floor)
            scene.add(Line(at, top - 3, at, top + _BAR + 3, "ink", 2))
        shown = number(bar.value)
        if bar.floor is not None:
            shown += f" / {number(bar.floor)}"
        scene.add(Words(_END, middle + SMALL * 0.36, shown, SMALL, bar.tone, "end", bold=True))
    _ticks(scene, along, y, [number(one) for one in along.ticks()], unit)
    return scene


def stacked(chart: Stacked, lang: str) -> Scene:
    """A scene of parts of a whole, one bar a row, with a legend and the numbers that fit."""
    sums = [sum(row.values) for row in chart.rows]
    along = scale.amounts([1.0] if chart.shares else sums, _NAMES + 10, WIDTH - _NUMBERS)
    names = [one.name.in_(lang) for one in chart.series]
    comma = "，" if lang == "zh" else ", "
    facts = [
        row.label.in_(lang)
        + colon(lang)
        + comma.join(f"{a} {number(b)}" for a, b in zip(names, row.values, strict=True))
        for row in chart.rows
    ]
    scene = Scene(chart.title.in_(lang), _told(facts, "", lang), 0)
    y = _legend(scene, list(zip(names, (one.tone for one in chart.series), strict=True)))
    for row, total in zip(chart.rows, sums, strict=True):
        y = _row(scene, y, row.label.in_(lang))
        top, at, done = y - _GAP - _BAR, along.left, 0.0
        scene.add(Box(at, top, along.right - at, _BAR, "line", pale=True))
        whole = total if chart.shares else 1.0
        for series, value in zip(chart.series, row.values, strict=True):
            if value <= 0:
                continue
            done += value / whole
            end = along.at(done)
            scene.add(Box(at, top, max(end - at - 1, 1), _BAR, series.tone))
            at = end
        scene.add(
            Words(_END, top + _BAR / 2 + SMALL * 0.36, number(total), SMALL, "ink", "end", True)
        )
    marks = along.ticks()
    labels = [f"{one:.0%}" if chart.shares else number(one) for one in marks]
    _ticks(scene, along, y, labels, "")
    return scene


def _row(scene: Scene, y: float, label: str) -> float:
    """Writes a name and returns where the next row begins; the bar is the last thing above."""
    lines = wrapped(label, _NAME, _NAMES, 2)
    height = max(_BAR, len(lines) * _NAME * LINE)
    middle = y + height - _BAR / 2
    first = middle - (len(lines) - 1) * _NAME * LINE / 2 + _NAME * 0.36
    if len(lines) > 1:  # the name's last line stands at the bar's height
        first = y + _NAME
    for at, line in enumerate(lines):
        scene.add(Words(_NAMES, first + at * _NAME * LINE, line, _NAME, "ink", "end"))
    return y + height + _GAP


def _ticks(scene: Scene, along: scale.Scale, y: float, labels: list[str], unit: str) -> None:
    for value, label in zip(along.ticks(), labels, strict=True):
        at = along.at(value)
        scene.shapes.insert(0, Line(at, _PAD, at, y, "line"))
        scene.add(Words(at, y + SMALL + 2, label, SMALL, "dim", "middle"))
    if unit:
        scene.add(Words(_NAMES, y + SMALL + 2, unit, SMALL, "dim", "end"))
    scene.height = y + SMALL * LINE + _PAD + 2


def _legend(scene: Scene, entries: list[tuple[str, str]]) -> float:
    x, y = 0.0, SIZE
    for name, tone in entries:
        needed = width(name, SMALL) + 34
        if x and x + needed > WIDTH:
            x, y = 0.0, y + SIZE * LINE
        scene.add(Dot(x + 6, y - 4, 5, tone), Words(x + 16, y, name, SMALL, "ink"))
        x += needed
    return y + 14


def _fact(bar: Bar, lang: str) -> str:
    shown = bar.label.in_(lang) + colon(lang) + number(bar.value)
    return shown if bar.floor is None else f"{shown} / {number(bar.floor)}"


def _told(facts: list[str], unit: str, lang: str) -> str:
    told = ("；" if lang == "zh" else "; ").join(facts)
    return f"{unit}{colon(lang)}{told}" if unit else told
