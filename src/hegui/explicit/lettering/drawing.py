"""A label's wording as a small bitmap that is legible on any background.

The same bitmap is laid over a picture, a frame of a video, or an opening frame. Its height is
measured on the ink itself, after drawing: of a Han line the lower of its Han characters and its
capital letters, of a Latin line its capitals. So "at least 5 %" (clauses 5.2 e and 5.4 f) is
true of what is seen, not of a nominal font size.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from hegui.errors import UsageError
from hegui.explicit.lettering.glyphs import Face, face_for

Plane = NDArray[np.uint8]

LEAST_HAN_HEIGHT = 11
"""Pixels of ink below which strokes of common Han characters run together."""
LEAST_LATIN_HEIGHT = 7
"""The same for capital letters."""
_MOST_HEIGHT = 2048
_MOST_PIXELS = 48 * 1024**2
_INK, _BLACK = 255, 0
_SOLID = 128  # coverage from which a pixel counts as ink
_PLATE_ALPHA = 184  # over white still 9 : 1 to the ink
_OVERSHOOT = 1.02  # a step of the search for the size
_MOST_STEPS = 40
# In em of the font.
_PAD_X, _PAD_Y, _RADIUS, _STROKE, _LEADING = 0.36, 0.24, 0.22, 0.10, 0.30


class Style(StrEnum):
    """How the text stands out.

    PLATE: white on a dark translucent plate with round corners. LIGHT: black on a light one.
    OUTLINE: white with a black outline, nothing behind. SOLID: white on an opaque black
    rectangle, every pixel fully covered or not at all, for palettes and frames that build on
    one another.
    """

    PLATE = "plate"
    LIGHT = "light"
    OUTLINE = "outline"
    SOLID = "solid"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A label drawn once, to be laid over any picture.

    ``pixels`` are ``height`` rows of ``width`` pairs, grey value and alpha, both 0 to 255, not
    premultiplied. ``ink_height`` is the text's measured height in pixels, the lowest of its
    lines. ``core`` has a byte for each pixel: 1 inside a stroke, 2 where only plate or outline
    is, 0 elsewhere (edges of strokes and the outside).
    """

    text: str
    style: Style
    width: int
    height: int
    ink_height: int
    pixels: bytes
    core: bytes

    def grey_alpha(self) -> Plane:
        """The bitmap as an array (height, width, 2) of grey and alpha; not to be written to."""
        return np.frombuffer(self.pixels, np.uint8).reshape(self.height, self.width, 2)

    def parts(self) -> Plane:
        """``core`` as an array (height, width); not to be written to."""
        return np.frombuffer(self.core, np.uint8).reshape(self.height, self.width)

    def image(self) -> Image.Image:
        """The bitmap as a picture of mode LA."""
        return Image.frombytes("LA", (self.width, self.height), self.pixels)

    def turned(self, orientation: int) -> Drawing:
        """The bitmap as it is stored in a picture of an EXIF orientation (1 to 8), so that it
        stands upright when the picture is shown."""
        if orientation == 1:
            return self
        pixels = turned_back(self.grey_alpha(), orientation)
        core = turned_back(self.parts(), orientation)
        return replace(
            self,
            width=pixels.shape[1],
            height=pixels.shape[0],
            pixels=pixels.tobytes(),
            core=core.tobytes(),
        )


def turned_back(shown: Plane, orientation: int) -> Plane:
    """An array as seen, in the order in which a picture of ``orientation`` stores it (Exif 3.0,
    tag 0112: 2 mirrored, 3 half turn, 4 upside down, 5 to 8 the same with sides swapped)."""
    if orientation >= 5:
        shown = np.swapaxes(shown, 0, 1)
    flips = {2: (1,), 3: (0, 1), 4: (0,), 6: (0,), 7: (0, 1), 8: (1,)}
    return np.ascontiguousarray(np.flip(shown, flips.get(orientation, ())))


def draw(
    text: str,
    height: int,
    style: Style = Style.PLATE,
    *,
    face: Face | None = None,
    padding: float = 1.0,
) -> Drawing:
    """Draws ``text`` so that its ink is at least ``height`` pixels high.

    Line breaks in ``text`` start new lines; ``padding`` 0 to 1 narrows the plate. Where ``face``
    is None it is :func:`hegui.explicit.lettering.glyphs.face_for` the text. Raises UnusableFont for
    characters without a glyph, UsageError for a height below what can be read
    (LEAST_HAN_HEIGHT, LEAST_LATIN_HEIGHT) or beyond reason.
    """
    least = least_height(text)
    if not least <= height <= _MOST_HEIGHT:
        raise UsageError(
            "text of {height} pixels' height is not drawn, only of {least} to {most}",
            height=height,
            least=least,
            most=_MOST_HEIGHT,
        )
    return _draw(text, height, style, face or face_for(text), padding)


def least_height(text: str) -> int:
    """The ink height in pixels below which ``text`` cannot be read."""
    return LEAST_HAN_HEIGHT if any(map(_is_han, text)) else LEAST_LATIN_HEIGHT


@lru_cache(maxsize=64)
def _draw(text: str, height: int, style: Style, face: Face, padding: float) -> Drawing:
    lines = text.split("\n")
    font, ink_height = _sized(lines, height, face)
    em = font.size
    stroke = max(1, round(em * _STROKE)) if style is Style.OUTLINE else 0
    ink, halo = _strokes(lines, font, stroke)
    if style is Style.OUTLINE:
        grey, alpha = _over(ink, _INK, halo, _BLACK)
        around = halo
    else:
        pad_x, pad_y = (max(1, round(em * side * padding)) for side in (_PAD_X, _PAD_Y))
        ink = np.pad(ink, ((pad_y, pad_y), (pad_x, pad_x)))
        if style is Style.SOLID:
            around = np.full_like(ink, 255)
            ink = np.where(ink >= _SOLID, 255, 0).astype(np.uint8)
        else:
            around = _plate(ink.shape[1], ink.shape[0], max(1, round(em * _RADIUS * padding)))
        light = style is Style.LIGHT
        strength = 255 if style is Style.SOLID else _PLATE_ALPHA
        plate = (around.astype(np.uint16) * strength // 255).astype(np.uint8)
        grey, alpha = _over(ink, _BLACK if light else _INK, plate, _INK if light else _BLACK)
    core = np.zeros_like(ink)
    core[(ink == 0) & (around == 255)] = 2
    core[ink == 255] = 1
    pixels = np.stack((grey, alpha), axis=-1).tobytes()
    return Drawing(text, style, ink.shape[1], ink.shape[0], ink_height, pixels, core.tobytes())


def _sized(lines: list[str], height: int, face: Face) -> tuple[ImageFont.FreeTypeFont, int]:
    """The smallest font whose lines all have ink of ``height`` pixels, and what was measured."""
    em = height / 0.73  # capitals of most faces; found exactly below
    before, font = 0, face.at(em)
    for _ in range(_MOST_STEPS):
        measured = _measure(lines, font)
        if not measured:
            break
        between = before < height < measured  # two sizes of whole pixels, nothing in between
        if height <= measured <= height * _OVERSHOOT or (between and before):
            return font, measured
        em *= max(height / max(measured, 1), _OVERSHOOT) if measured < height else height / measured
        before, font = measured, face.at(em)
    raise UsageError("{text!r} shows nothing that could be read", text=" ".join(lines))


def _measure(lines: list[str], font: ImageFont.FreeTypeFont) -> int:
    return min(_line_height(line, font) for line in lines)


def _line_height(line: str, font: ImageFont.FreeTypeFont) -> int:
    """Of one line: the lower of its highest Han character and its highest capital letter."""
    han = [one for one in line if _is_han(one)]
    capitals = [one for one in line if unicodedata.category(one) in ("Lu", "Lt")]
    groups = [group for group in (han, capitals) if group] or [list(line)]
    return min(max((_ink_height(one, font) for one in set(g)), default=0) for g in groups)


def _ink_height(character: str, font: ImageFont.FreeTypeFont) -> int:
    mask = font.getmask(character, "L")
    if not mask.size[0] or not mask.size[1]:
        return 0
    rows = np.asarray(Image.frombytes("L", mask.size, bytes(mask))) >= _SOLID
    (found,) = np.nonzero(rows.any(axis=1))
    return int(found[-1] - found[0] + 1) if found.size else 0


def _strokes(lines: list[str], font: ImageFont.FreeTypeFont, stroke: int) -> tuple[Plane, Plane]:
    """Coverage of the text, and of the text with its outline; both of one size, cut to the ink.

    Lines are set flush left, a line's leading apart.
    """
    boxes = [font.getbbox(line, anchor="ls") for line in lines]
    # Whole pixels: a glyph set between two rows would lose one of them to both edges.
    left, top = (math.floor(min(box[side] for box in boxes)) for side in (0, 1))
    right, bottom = (math.ceil(max(box[side] for box in boxes)) for side in (2, 3))
    step = round(bottom - top + font.size * _LEADING)
    width = right - left + 2 * stroke + 2
    height = bottom - top + step * (len(lines) - 1) + 2 * stroke + 2
    if width * height > _MOST_PIXELS:
        raise UsageError(
            "{text!r} at this size would be {width} by {height} pixels",
            text=" ".join(lines),
            width=width,
            height=height,
        )
    planes = []
    for around in (0, stroke):
        picture = Image.new("L", (width, height))
        canvas = ImageDraw.Draw(picture)
        for number, line in enumerate(lines):
            at = (stroke + 1 - left, stroke + 1 - top + number * step)
            canvas.text(at, line, 255, font, anchor="ls", stroke_width=around, stroke_fill=255)
        planes.append(np.asarray(picture))
    ink, halo = planes
    rows, columns = np.nonzero(halo.any(axis=1))[0], np.nonzero(halo.any(axis=0))[0]
    cut = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    return np.ascontiguousarray(ink[cut]), np.ascontiguousarray(halo[cut])


def _plate(width: int, height: int, radius: int) -> Plane:
    """Coverage of a rectangle with round corners, drawn four times as large for smooth edges."""
    times = 4
    corner = Image.new("L", (radius * times, radius * times))
    ImageDraw.Draw(corner).ellipse((0, 0, 2 * radius * times - 1, 2 * radius * times - 1), 255)
    arc = np.asarray(corner.resize((radius, radius), Image.Resampling.BOX))
    plate = np.full((height, width), 255, np.uint8)
    plate[:radius, :radius] = arc
    plate[:radius, -radius:] = arc[:, ::-1]
    plate[-radius:, :radius] = arc[::-1]
    plate[-radius:, -radius:] = arc[::-1, ::-1]
    return plate


def _over(ink: Plane, ink_grey: int, under: Plane, under_grey: int) -> tuple[Plane, Plane]:
    """Ink over plate or outline: grey and alpha of both together, not premultiplied."""
    top, below = ink / np.float32(255), under / np.float32(255)
    alpha = top + below * (1 - top)
    weighted = top * ink_grey + below * (1 - top) * under_grey
    grey = np.divide(weighted, alpha, out=np.full_like(alpha, under_grey), where=alpha > 0)
    return np.rint(grey).astype(np.uint8), np.rint(alpha * 255).astype(np.uint8)


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")
