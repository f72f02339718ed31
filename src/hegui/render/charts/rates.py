"""Charts of rates: a dot with its interval, a mark where the threshold lies, one row each.

The dot is the point estimate, which decides; a ring that is not filled would be a second
language, so that what passes and what does not is said by a sign as well as by the tone.
"""

from __future__ import annotations

from hegui.messages import colon
from hegui.render.charts import scale
from hegui.render.charts.data import Rate, Rates
from hegui.render.charts.measure import wrapped
from hegui.render.charts.shapes import LINE, SIZE, SMALL, WIDTH, Box, Dot, Line, Scene, Words

_NAMES = 262.0
_NUMBERS = 92.0
_GAP = 14.0
_PAD = 6.0


def percent(value: float) -> str:
    """A rate as it is written: one decimal, two where that would hide a difference from 1 or 0."""
    shown = f"{value:.1%}"
    if shown in ("100.0%", "0.0%") and value not in (0.0, 1.0):
        return f"{value:.3%}"
    return shown


def rates(chart: Rates, lang: str) -> Scene:
    """A scene of rates with their intervals and thresholds."""
    values = [
        one
        for rate in chart.rates
        for one in (rate.value, rate.low, rate.high, rate.threshold)
        if one is not None
    ]
    along = scale.rates(values, _NAMES + 18, WIDTH - _NUMBERS)
    told = ("；" if lang == "zh" else "; ").join(_fact(one, lang) for one in chart.rates)
    scene = Scene(chart.title.in_(lang), told, 0)
    y = _PAD
    for rate in chart.rates:
        y = _row(scene, along, y, rate, lang)
    for value in along.ticks():
        at = along.at(value)
        scene.shapes.insert(0, Line(at, _PAD, at, y, "line"))
        scene.add(Words(at, y + SMALL, _tick(value, along), SMALL, "dim", "middle"))
    scene.height = y + SMALL * LINE + _PAD
    return scene


def _row(scene: Scene, along: scale.Scale, y: float, rate: Rate, lang: str) -> float:
    names = wrapped(rate.label.in_(lang), SIZE, _NAMES, 2)
    note = rate.note.in_(lang)
    notes = wrapped(note, SMALL, _NAMES, 2) if note else []
    height = len(names) * SIZE * LINE + len(notes) * SMALL * LINE
    middle = y + height / 2
    if rate.threshold is not None:
        at = along.at(rate.threshold)
        edge = along.right if rate.at_least else along.left
        scene.add(
            Box(min(at, edge), y + 1, abs(edge - at), height - 2, "line", pale=True),
            Line(at, y - 1, at, y + height + 1, "ink", 2),
        )
    base = y
    for line in names:
        base += SIZE * LINE
        scene.add(Words(0, base - SIZE * 0.32, line, SIZE, "ink"))
    for line in notes:
        base += SMALL * LINE
        scene.add(Words(0, base - SMALL * 0.32, line, SMALL, "dim"))
    _measured(scene, along, middle, rate)
    return y + height + _GAP


def _measured(scene: Scene, along: scale.Scale, middle: float, rate: Rate) -> None:
    right = WIDTH - 16
    if rate.value is None:
        scene.add(Words(right, middle + SIZE * 0.36, "–", SIZE, "dim", "end"))
        return
    if rate.low is not None and rate.high is not None:
        low, high = along.at(rate.low), along.at(rate.high)
        scene.add(Line(low, middle, high, middle, rate.tone, 3))
        scene.add(*(Line(x, middle - 5, x, middle + 5, rate.tone, 2) for x in (low, high)))
    scene.add(Dot(along.at(rate.value), middle, 5, rate.tone))
    shown = percent(rate.value)
    scene.add(Words(right - 8, middle + SIZE * 0.36, shown, SIZE, rate.tone, "end", bold=True))
    scene.add(*_sign(WIDTH - 11, middle, rate.tone))


def _sign(x: float, y: float, tone: str) -> tuple[Line, ...]:
    """A tick, a cross or an exclamation mark, of lines: fonts need not have them."""
    if tone == "pass":
        return (
            Line(x - 5, y, x - 1.5, y + 4, tone, 2.2),
            Line(x - 1.5, y + 4, x + 6, y - 5, tone, 2.2),
        )
    if tone == "fail":
        return (
            Line(x - 4.5, y - 4.5, x + 4.5, y + 4.5, tone, 2.2),
            Line(x - 4.5, y + 4.5, x + 4.5, y - 4.5, tone, 2.2),
        )
    if tone == "warn":
        return (Line(x, y - 5.5, x, y + 1.5, tone, 2.4), Line(x, y + 3.6, x, y + 6, tone, 2.4))
    return ()


def _tick(value: float, along: scale.Scale) -> str:
    return f"{value:.1%}" if along.high - along.low < 0.04 else f"{value:.0%}"


def _fact(rate: Rate, lang: str) -> str:
    shown = "–" if rate.value is None else percent(rate.value)
    if rate.low is not None and rate.high is not None:
        shown += f" [{percent(rate.low)}, {percent(rate.high)}]"
    if rate.threshold is not None:
        shown += f" ({'≥' if rate.at_least else '≤'} {percent(rate.threshold)})"
    note = rate.note.in_(lang)
    return rate.label.in_(lang) + colon(lang) + shown + (f", {note}" if note else "")
