"""Whether a picture of one's own shows a stock label already, in any corner.

A second label over or beside the first would leave both showing, as no other kind of work does.
Looked for is what hegui would have drawn: each stock wording and the one asked for, at each edge
and corner, compared pixel by pixel. Nothing is read, so a wording of another's is not found.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from hegui.errors import HeguiError
from hegui.explicit.lettering.drawing import Style
from hegui.explicit.pictures.frames import bounding
from hegui.explicit.pictures.legibility import grey_of, stands_already
from hegui.explicit.pictures.picture_files import check_pixels
from hegui.explicit.pictures.placement import (
    LEAST_PERCENT,
    ImageOptions,
    Placed,
    Position,
    place,
)
from hegui.explicit.pictures.upright import upright
from hegui.explicit.stock_wording import SHORT

_MOVING = ("GIF", "PNG", "WEBP", "AVIF")  # several frames of one picture: the first is looked at
_MOST_PAGES = 64


def standing(data: bytes, text: str, options: ImageOptions, name: str) -> Placed | None:
    """The label that stands in every picture of the file ``data``; of several the first one's.

    The one of ``text`` where ``options`` would draw it is tried first. None where none is found,
    or the pixels cannot be opened: the format's own module says why.
    """
    try:
        found = [_in_picture(*shown, text, options, name) for shown in _pictures(data, options)]
    except HeguiError:
        return None
    except (OSError, ValueError, SyntaxError, LookupError, RuntimeError, MemoryError):
        return None
    except Image.DecompressionBombError:
        return None
    first = found[0] if found else None
    return first if all(found) else None


def _pictures(data: bytes, options: ImageOptions) -> Iterator[tuple[NDArray[np.uint8], bool]]:
    """Each picture of the file as shown, and whether it is the first frame of an animation."""
    if data[4:8] == b"ftyp" and data[8:12] not in (b"avif", b"avis"):
        heif = importlib.import_module("pillow_heif")
        for one in heif.open_heif(BytesIO(data)):
            width, height = one.size
            check_pixels(width, height, options, "")
            picture = one.to_pillow()
            picture.getexif().pop(0x0112, None)  # the pixels are upright already
            yield upright(picture, None), False
        return
    with Image.open(BytesIO(data)) as opened:
        pages = getattr(opened, "n_frames", 1)
        if opened.format != "TIFF" or pages == 1:
            check_pixels(*opened.size, options, "")
            yield upright(opened, None), opened.format in _MOVING and pages > 1
            return
        if pages > _MOST_PAGES:
            raise ValueError
        for page in ImageSequence.Iterator(opened):
            check_pixels(*page.size, options, "")
            yield upright(page, None), False


def _in_picture(
    pixels: NDArray[np.uint8], moving: bool, text: str, options: ImageOptions, name: str
) -> Placed | None:
    height, width = pixels.shape[:2]
    opacity = pixels[..., 3] / np.float32(255) if pixels.shape[2] == 4 else None
    bounds = None
    if opacity is not None and not moving and opacity.any():
        bounds = bounding(opacity > 0)
    for said, way in _ways(text, options):
        try:
            placed = place(said, width, height, way, name=name, bounds=bounds)
        except HeguiError:  # this one does not fit, or has no glyphs
            continue
        under = placed.box.slices
        grey = grey_of(pixels[under], colours=3, most=255)
        if stands_already(grey, placed.drawing, None if opacity is None else opacity[under]):
            return placed
    return None


def _ways(text: str, options: ImageOptions) -> Iterator[tuple[str, ImageOptions]]:
    """Every label to look for. Those that differ in place alone come together: one drawing."""
    texts = dict.fromkeys((text, *SHORT.values()))
    styles = dict.fromkeys((options.style, Style.PLATE))
    heights = dict.fromkeys((options.percent, LEAST_PERCENT))
    fonts = dict.fromkeys((options.font, None))
    positions = dict.fromkeys((options.position, *Position))
    for said, style, percent, font, at in product(texts, styles, heights, fonts, positions):
        yield said, replace(options, position=at, percent=percent, style=style, font=font)
