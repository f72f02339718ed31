"""Scenes as SVG that stands in a page: a title, a description, words that are words.

Colours are attributes, so that every renderer draws them; in a page the style sheet of
``document/chart.css`` puts the page's own, light or dark, in their place by the classes. No id
occurs twice in a page: they are made of a digest of the drawing.
"""

from __future__ import annotations

import hashlib
from html import escape
from typing import assert_never

from hegui.render.characters import legal
from hegui.render.charts.shapes import Box, Dot, Line, Scene, Shape, Words
from hegui.render.charts.tones import light

FONTS = (
    "system-ui, 'Noto Sans', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', "
    "'Microsoft YaHei', 'hegui Label Sans', sans-serif"
)
"""The faces of charts and pages: Latin first, then Chinese, each where it is there."""


_DASHES = 'stroke-dasharray="4 3"'


def svg(scene: Scene, lang: str) -> str:
    """One ``svg`` element, to be put into a page or, as it is, into a file of its own."""
    drawn = "".join(map(_shape, scene.shapes))
    language = "zh-Hans" if lang == "zh" else "en"
    told = legal(scene.title + scene.description + language)
    key = hashlib.sha256((told + drawn).encode()).hexdigest()
    title, description = f"t{key[:12]}", f"d{key[:12]}"
    size = f'width="{_n(scene.width)}" height="{_n(scene.height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" lang="{language}" '
        f'{size} viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" '
        f'aria-labelledby="{title} {description}" font-family="{FONTS}">'
        f'<title id="{title}">{_text(scene.title)}</title>'
        f'<desc id="{description}">{_text(scene.description)}</desc>{drawn}</svg>'
    )


def _shape(shape: Shape) -> str:
    colour = f'"{light(shape.tone)}" class="tone-{shape.tone}'
    match shape:
        case Box():
            pale = ' fill-opacity="0.45"' if shape.pale else ""
            return (
                f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" '
                f'height="{_n(shape.height)}" fill={colour}"{pale}/>'
            )
        case Line():
            dashes = f" {_DASHES}" if shape.dashed else ""
            return (
                f'<line x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" '
                f'y2="{_n(shape.y2)}" stroke={colour} drawn" '
                f'stroke-width="{_n(shape.width)}"{dashes}/>'
            )
        case Dot():
            return (
                f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" '
                f'fill={colour}"/>'
            )
        case Words():
            weight = ' font-weight="600"' if shape.bold else ""
            text = (
                f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" '
                f'text-anchor="{shape.anchor}"{weight} fill={colour}">{_text(shape.text)}</text>'
            )
            return f'<a href="{escape(shape.link)}">{text}</a>' if shape.link else text
        case _:
            assert_never(shape)


def _n(value: float) -> str:
    """A number with at most two decimals, without those that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _text(text: str) -> str:
    return escape(legal(text))
