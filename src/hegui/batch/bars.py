"""Bar charts as SVG within a page: one row a value, drawn to one scale."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT, _GAP = 720, 22, 6
_NAMES, _NUMBERS = 250, 110  # widths of the columns left and right of the bars
_LONGEST = 34  # characters of a name


def bars(rows: Sequence[tuple[str, str, int]], kind: str = "") -> str:
    """A chart of (name in English, in Chinese, count); ``kind`` is a class of the page's style."""
    most = max((count for _, _, count in rows), default=0)
    total = sum(count for _, _, count in rows)
    if not most:
        return ""
    height = len(rows) * (_HEIGHT + _GAP)
    room = _WIDTH - _NAMES - _NUMBERS
    drawn = []
    for at, (en, zh, count) in enumerate(rows):
        top = at * (_HEIGHT + _GAP)
        middle = top + _HEIGHT / 2
        width = max(room * count / most, 1.5 if count else 0)
        share = f"{count:,} · {100 * count / total:.1f} %"
        names = "".join(
            f'<tspan lang="{lang}">{escape(_cut(name))}</tspan>'
            for lang, name in (("en", en), ("zh", zh))
        )
        drawn.append(
            f'<text class="name" x="{_NAMES - 10}" y="{middle}">{names}</text>'
            f'<rect class="{kind}" x="{_NAMES}" y="{top}" width="{width:.1f}" height="{_HEIGHT}" '
            f'rx="3"><title>{escape(en)}: {share}</title></rect>'
            f'<text class="number" x="{_NAMES + width + 8:.1f}" y="{middle}">{share}</text>'
        )
    label = escape("; ".join(f"{en}: {count}" for en, _, count in rows), quote=True)
    return (
        f'<svg class="bars" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}">'
        f"{''.join(drawn)}</svg>"
    )


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
