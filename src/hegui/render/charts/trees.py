"""Trees: one part a row, indented below the part it belongs to, with lines that lead there."""

from __future__ import annotations

from hegui.messages import colon
from hegui.render.charts.data import Tree, Twig
from hegui.render.charts.measure import wrapped
from hegui.render.charts.shapes import LINE, SIZE, SMALL, WIDTH, Line, Scene, Words

_INDENT = 22.0
_NOTES = 110.0
_GAP = 6.0
_PAD = 4.0


def tree(chart: Tree, lang: str) -> Scene:
    """A scene of parts within parts."""
    told = "; ".join(_told(one, lang) for one in chart.roots)
    scene = Scene(chart.title.in_(lang), told, 0)
    y = _PAD
    for root in chart.roots:
        y = _twig(scene, root, 0, y, lang)
    scene.height = y + _PAD
    return scene


def _twig(scene: Scene, twig: Twig, depth: int, y: float, lang: str) -> float:
    """Draws a part and all below it from ``y`` on; gives where it ends."""
    x = depth * _INDENT
    lines = wrapped(twig.label.in_(lang), SIZE, WIDTH - _NOTES - x - 8, 2)
    base = y + SIZE
    for at, line in enumerate(lines):
        bold = depth == 0
        scene.add(Words(x, base + at * SIZE * LINE, line, SIZE, "ink", bold=bold, link=twig.link))
    note = twig.note.in_(lang)
    if note:
        scene.add(Words(WIDTH, base, note, SMALL, "dim", "end"))
    end = y + len(lines) * SIZE * LINE + _GAP
    stem = x + 6
    last = end
    for one in twig.twigs:
        last = end + SIZE * 0.65
        scene.add(Line(stem, last, stem + _INDENT - 9, last, "line"))
        end = _twig(scene, one, depth + 1, end, lang)
    if twig.twigs:
        scene.add(Line(stem, y + len(lines) * SIZE * LINE + 1, stem, last, "line"))
    return end


def _told(twig: Twig, lang: str) -> str:
    """A part and all below it in words."""
    below = ", ".join(_told(one, lang) for one in twig.twigs)
    label = twig.label.in_(lang)
    return f"{label}{colon(lang)}{below}" if below else label
