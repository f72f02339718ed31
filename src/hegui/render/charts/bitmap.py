"""Scenes as PNG, for documents that cannot hold SVG. Needs the extra ``report``.

Drawn at three pixels a pixel of the scene, white ground, so that it is sharp in print. The same
scene and the same fonts give the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import assert_never

from PIL import Image, ImageColor, ImageDraw, ImageFont

from hegui.render.charts.shapes import Box, Dot, Line, Scene, Shape, Words
from hegui.render.charts.tones import light
from hegui.render.fonts import Face, faces_for

SCALE = 3
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
_PALE = 0.45
_COLOURS = 64


def png(scene: Scene) -> bytes:
    """The scene as a PNG of SCALE pixels a pixel. Raises UnusableFont where no font has a word."""
    texts = [_line(one.text) for one in scene.shapes if isinstance(one, Words)]
    painter = _Painter(scene, "".join(texts))
    for shape in scene.shapes:
        painter.paint(shape)
    return painter.png()


class _Painter:
    def __init__(self, scene: Scene, text: str) -> None:
        size = (round(scene.width * SCALE), max(round(scene.height * SCALE), 1))
        self._picture = Image.new("RGB", size, "white")
        self._draw = ImageDraw.Draw(self._picture)
        self._faces = {bold: faces_for(text, bold=bold) for bold in (False, True)}
        self._fonts: dict[tuple[Face, float], ImageFont.FreeTypeFont] = {}

    def paint(self, shape: Shape) -> None:
        colour = ImageColor.getrgb(light(shape.tone))
        match shape:
            case Box():
                corners = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
                self._draw.rectangle(self._scaled(*corners), _pale(colour, shape.pale))
            case Line():
                self._line(shape, colour)
            case Dot():
                x, y, r = shape.x, shape.y, shape.radius
                self._draw.ellipse(self._scaled(x - r, y - r, x + r, y + r), colour)
            case Words():
                self._words(shape, colour)
            case _:
                assert_never(shape)

    def png(self) -> bytes:
        result = BytesIO()
        # Few colours: a palette makes the file a third as large and nothing is lost to the eye.
        small = self._picture.quantize(_COLOURS, dither=Image.Dither.NONE)
        small.save(result, "PNG", optimize=True, dpi=(96 * SCALE, 96 * SCALE))
        return result.getvalue()

    def _line(self, line: Line, colour: tuple[int, ...]) -> None:
        x1, y1, x2, y2 = self._scaled(line.x1, line.y1, line.x2, line.y2)
        width = max(round(line.width * SCALE), 1)
        if not line.dashed:
            self._draw.line((x1, y1, x2, y2), colour, width)
            return
        # All dashed lines of charts are upright.
        for y in range(round(y1), round(y2), 7 * SCALE):
            self._draw.line((x1, y, x1, min(y + 4 * SCALE, y2)), colour, width)

    def _words(self, words: Words, colour: tuple[int, ...]) -> None:
        runs = self._runs(_line(words.text), self._faces[words.bold])
        fonts = [(self._font(face, words.size), text) for face, text in runs]
        length = sum(font.getlength(text) for font, text in fonts)
        x = words.x * SCALE - length * _BEFORE[words.anchor]
        for font, text in fonts:
            self._draw.text((x, words.y * SCALE), text, colour, font, anchor="ls")
            x += font.getlength(text)

    @staticmethod
    def _runs(line: str, faces: dict[str, Face]) -> list[tuple[Face, str]]:
        """The line in runs of one face; what has no shape goes with what stands before it."""
        runs: list[tuple[Face, str]] = []
        for one in line:
            before = runs[-1][0] if runs else next(iter(faces.values()))
            face = before if one == " " else faces.get(one, before)
            if runs and face == before:
                runs[-1] = (face, runs[-1][1] + one)
            else:
                runs.append((face, one))
        return runs

    def _font(self, face: Face, size: float) -> ImageFont.FreeTypeFont:
        key = (face, size)
        if key not in self._fonts:
            self._fonts[key] = _opened(face, size * SCALE)
        return self._fonts[key]

    @staticmethod
    def _scaled(*values: float) -> tuple[float, ...]:
        return tuple(value * SCALE for value in values)


def _line(text: str) -> str:
    """The text on one line; what cannot be printed is left out."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())


def _opened(face: Face, size: float) -> ImageFont.FreeTypeFont:
    # Laid out glyph by glyph, so the same with and without Raqm.
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(face.path, size, face.index, layout_engine=layout)


def _pale(colour: tuple[int, ...], pale: bool) -> tuple[int, ...]:
    if not pale:
        return colour
    return tuple(round(255 - (255 - part) * _PALE) for part in colour)
