"""Laying a label over pixels, how well it stands out there, and whether it stands there already.

Contrast is that of WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of relative luminances (its
glossary, "contrast ratio" and "relative luminance"). The clause asks for legible and gives no
figure; 4.5 is WCAG's for text of any size (1.4.3), and hegui draws nothing below it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hegui.explicit.lettering.drawing import Drawing, Style
from hegui.explicit.pictures.placement import Box

Samples = NDArray[np.unsignedinteger[Any]]
"""Pixels as a file stores them, 8 or 16 bits: (height, width, channels)."""
Reals = NDArray[np.floating[Any]]
"""Grey values 0 to 255, or shares 0 to 1: (height, width)."""

LEAST_CONTRAST = 4.5
_WORST = 2.0  # percentile of the surroundings that counts: single pixels do not hide a text
_NEAR = 40  # grey values by which lossy coding may move a pixel
_AGREE = 0.75
_ALIKE = 0.93
_SAME = 2.0  # grey values within which pixels are of one colour
_PAGE = (0.0, 255.0)  # what may lie behind a transparent picture


def laid_over(below: Reals, drawing: Drawing) -> Reals:
    """Grey values of the label over grey values ``below`` (height, width), all 0 to 255."""
    return _laid(below, drawing.grey_alpha().astype(np.float32))


def _laid(below: Reals, both: Reals) -> Reals:
    share = both[..., 1] / 255
    result: Reals = below * (1 - share) + both[..., 0] * share
    return result


def contrast(below: Reals, drawing: Drawing, opacity: Reals | None = None) -> float:
    """The ratio of the label's strokes to what surrounds them, over the grey values ``below``.

    ``opacity`` (0 to 1) is the picture's own; where it lets through, a white and a black page
    behind it are tried and the worse one counts. 1 is none, 21 the most.
    """
    grounds = [below]
    if opacity is not None:
        grounds = [below * opacity + page * (1 - opacity) for page in _PAGE]
    return min(_ratio(ground, drawing) for ground in grounds)


def _ratio(below: Reals, drawing: Drawing) -> float:
    strokes, around = (
        luminance(_laid(below[chosen], drawing.grey_alpha()[chosen].astype(np.float32)))
        for chosen in (drawing.parts() == 1, drawing.parts() == 2)
    )
    if not strokes.size or not around.size:
        return 1.0
    if drawing.style is Style.LIGHT:
        strokes, around = around, strokes
    lighter = float(np.percentile(strokes, _WORST))
    darker = float(np.percentile(around, 100 - _WORST))
    return max((lighter + 0.05) / (darker + 0.05), 1.0)


def luminance(grey: Reals) -> Reals:
    """Relative luminance of grey values 0 to 255 (sRGB), from 0 to 1."""
    value = np.clip(grey, 0, 255) / 255
    low = value / 12.92
    high = ((value + 0.055) / 1.055) ** 2.4
    result: Reals = np.where(value <= 0.04045, low, high)
    return result


def stands_already(seen: Reals, drawing: Drawing, opacity: Reals | None = None) -> bool:
    """Whether grey values ``seen`` at the label's place are those of this label already.

    Strokes must have the ink's grey and what surrounds them what the plate can make of any
    background, within what lossy coding does to them; and their pattern must be this text's.
    """
    return shows(seen, drawing.grey_alpha(), drawing.parts(), opacity)


def shows(seen: Reals, grey_alpha: Samples, parts: Samples, opacity: Reals | None = None) -> bool:
    """The same for a drawing as arrays: grey and alpha, and which pixel is what part of it."""
    strokes = seen[parts == 1]
    # Nearly every picture is told by its strokes alone.
    if not strokes.size:
        return False
    ink = float(grey_alpha[..., 0][parts == 1].mean())
    if _of_two_colours(seen, parts, light=ink > 127):
        return opacity is None or bool((opacity[parts > 0] == 1).all())
    if float((np.abs(strokes - ink) <= _NEAR).mean()) < _AGREE:
        return False
    both = grey_alpha.astype(np.float32)
    grey, share = both[..., 0], both[..., 1] / 255
    least, most = grey * share, grey * share + 255 * (1 - share)
    good = (seen >= least - _NEAR) & (seen <= most + _NEAR)
    if opacity is not None:
        good &= opacity >= share - _NEAR / 255
    # An outline has no ground of its own but at its widest.
    enough = all(float(good[parts == part].mean()) >= _AGREE for part in (1, 2) if part in parts)
    return enough and _likeness(seen[parts > 0], grey[parts > 0]) >= _ALIKE


def _of_two_colours(seen: Reals, parts: Samples, *, light: bool) -> bool:
    """Whether all strokes have one grey and all their ground another that they stand out from.

    So a full palette shows a label, in greys of its own (``hegui.explicit.pictures.palette``).
    """
    strokes, ground = seen[parts == 1], seen[parts == 2]
    if not ground.size or np.ptp(strokes) > _SAME or np.ptp(ground) > _SAME:
        return False
    ink, around = luminance(np.array((strokes[0], ground[0])))
    lighter, darker = (ink, around) if light else (around, ink)
    return bool((lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST)


def _likeness(seen: Reals, drawn: Reals) -> float:
    """Correlation of two sets of grey values: 1 for one pattern, 0 for unrelated ones."""
    a, b = seen - seen.mean(), drawn - drawn.mean()
    scale = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / scale if scale else 0.0


def opaque(drawing: Drawing) -> Drawing:
    """The same label on an opaque ground: each pixel fully covered or not at all.

    For palettes, which have no colours in between, and for frames that build on one another.
    """
    both = drawing.grey_alpha()
    ground = 255.0 if drawing.style is Style.LIGHT else 0.0
    share = both[..., 1] / 255
    grey = np.rint(both[..., 0] * share + ground * (1 - share)).astype(np.uint8)
    # Half of what plate or outline cover where they are whole.
    solid = both[..., 1][drawing.parts() == 2].min(initial=255) // 2
    alpha = np.where(both[..., 1] > solid, 255, 0).astype(np.uint8)
    return replace(drawing, pixels=np.stack((grey, alpha), axis=-1).tobytes())


def cut(drawing: Drawing, box: Box) -> Drawing:
    """A rectangle of a drawing."""
    if (box.width, box.height) == (drawing.width, drawing.height):
        return drawing
    return replace(
        drawing,
        width=box.width,
        height=box.height,
        pixels=drawing.grey_alpha()[box.slices].tobytes(),
        core=drawing.parts()[box.slices].tobytes(),
    )


def blended(samples: Samples, drawing: Drawing, *, colours: int, alpha: bool, most: int) -> Samples:
    """The label over samples (height, width, channels), in their own type and range.

    The first ``colours`` channels are grey or red, green, blue from 0 to ``most``; with
    ``alpha`` the next is opacity, not premultiplied. Further channels stay.
    """
    both = drawing.grey_alpha().astype(np.float64)
    share = (both[..., 1] / 255)[..., None]
    ink = (both[..., 0] * (most / 255))[..., None]
    result = samples.copy()
    own = samples[..., :colours].astype(np.float64)
    if not alpha:
        mixed = own * (1 - share) + ink * share
    else:
        under = samples[..., colours : colours + 1] / most
        opacity = share + under * (1 - share)
        weighted = ink * share + own * under * (1 - share)
        mixed = np.divide(weighted, opacity, out=own.copy(), where=opacity > 0)
        drawn = np.rint(opacity * most).astype(samples.dtype)
        result[..., colours : colours + 1] = np.where(
            share > 0, drawn, samples[..., colours : colours + 1]
        )
    result[..., :colours] = np.where(
        share > 0, np.rint(mixed).astype(samples.dtype), samples[..., :colours]
    )
    return result


def grey_of(samples: Samples, *, colours: int, most: int) -> Reals:
    """Grey values 0 to 255 of samples (height, width, channels): Rec. 601 weights for colours."""
    if colours == 1:
        grey = samples[..., 0].astype(np.float32)
    else:
        grey = samples[..., :3].astype(np.float32) @ np.array((0.299, 0.587, 0.114), np.float32)
    return (grey * (255 / most)).astype(np.float32)
