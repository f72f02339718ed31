"""Finding explicit labels in pictures and opening frames again, by reading what stands in them.

The reader is RapidOCR with the weights that come in its package: nothing is fetched, and its
drawing code, which would fetch a font, is never called. What is found is evidence: a reader can
misread, and a picture of a label is no label. That none is found does not mean that none is
there, nor that a person made the picture.
"""

from __future__ import annotations

import logging
import re
import threading
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError
from rapidocr import RapidOCR

from hegui.errors import BrokenFile, UnknownFormat
from hegui.explicit.pictures.picture_files import check_pixels, load
from hegui.explicit.pictures.placement import LEAST_PERCENT, Box, ImageOptions
from hegui.explicit.pictures.upright import upright
from hegui.explicit.region import Region
from hegui.explicit.text.find_text import Strength
from hegui.explicit.wording import Elements, elements
from hegui.files.source import printable

Pixels = NDArray[np.uint8]
"""A picture as (height, width, 3) in red, green, blue."""

_SHORT = 480  # the shortest side as it is read: a label of 5 % then has 24 pixels
_LARGER = 2.0  # how far a small picture is enlarged before it is read
_FILTERS = (Image.Resampling.BOX, Image.Resampling.BICUBIC)
_LONG = 960  # a longer picture is read in parts that overlap by half of the shortest side
_MOST_PARTS = 12
_EDGE = 0.3  # how far from an edge, in shares of a side, the middle of a label may be
_LEAST_SCORE = 0.6
_NEAR = 1.3  # lines of one label are no further apart, in heights of a line
# What the reader takes for a capital I between Latin letters.
_MISREAD = re.compile(r"(?<![A-Za-z])A[l1|ı](?![a-z])")
_STEEP = 0.3  # of the range of greys within two pixels: the edge of a stroke
_CROSSINGS = 4
_OFTEN = 0.2  # of the crossings in the busiest row
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A wording seen in a picture.

    ``wording`` as it was read, ``elements`` those of clause 5 in it. ``box`` is in pixels of the
    picture as shown, ``place`` the edge, corner or "middle" it is at. ``percent`` is the
    measured height of the text's ink (the lowest line's) in percent of the shortest side.
    ``score`` is the reader's own, 0 to 1. It declares where it is at an edge and large enough
    (5.2), else it only suggests. ``region`` is the box in shares of the picture.
    """

    wording: str
    elements: Elements
    box: Box
    place: str
    percent: float
    score: float
    strength: Strength
    region: Region


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    box: Box
    score: float


def find(path: str, options: ImageOptions | None = None) -> tuple[FoundLabel, ...]:
    """The labels in the picture at ``path``, of an animation in its first frame.

    ``options`` sets how large a picture is opened. Raises CannotRead, UnknownFormat, BrokenFile,
    CeilingExceeded.
    """
    name = printable(path)
    data = load(path)
    try:
        with Image.open(BytesIO(data)) as opened:
            width, height = opened.size
            check_pixels(width, height, options or ImageOptions(), name)
            opened.draft("RGB", (_LONG, _LONG))
            pixels = upright(opened)
            full = max(width, height) / max(pixels.shape[:2])
            return tuple(replace(one, box=one.box.scaled(full)) for one in find_in(pixels))
    except UnidentifiedImageError as error:
        raise UnknownFormat("no picture that can be read begins like this", path=name) from error
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}", path=name, cause=str(error)
        ) from error


def find_in(pixels: Pixels) -> tuple[FoundLabel, ...]:
    """The labels in a picture already in memory, or in a frame of a video."""
    height, width = pixels.shape[:2]
    scale = min(_LARGER, _SHORT / min(height, width))
    small = pixels
    if scale != 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = np.asarray(Image.fromarray(pixels).resize(size, _FILTERS[scale > 1]))
    lines = [line for at, part in _parts(small) for line in _read(part, at)]
    found = []
    for group in _groups(_without_repeats(lines)):
        wording = " ".join(line.text for line in group)
        carried = elements(_MISREAD.sub("AI", wording))
        said = (carried.ai or carried.english_ai) and (
            carried.generation or carried.english_generation
        )
        if said and not carried.denied:
            found.append(_label(small, group, wording, carried, scale))
    return tuple(found)


def _label(
    small: Pixels, group: list[_Line], wording: str, carried: Elements, scale: float
) -> FoundLabel:
    height, width = small.shape[:2]
    box = group[0].box
    for line in group[1:]:
        box = box.around(line.box)
    percent = 100 * min(_ink_height(small, line.box) for line in group) / min(height, width)
    place = _place(box, width, height)
    plain = place != "middle" and round(percent, 1) >= LEAST_PERCENT
    return FoundLabel(
        wording,
        carried,
        box.scaled(1 / scale),
        place,
        percent,
        min(line.score for line in group),
        Strength.DECLARES if plain and carried.literal else Strength.SUGGESTS,
        Region(box.left / width, box.top / height, box.width / width, box.height / height),
    )


def _parts(small: Pixels) -> list[tuple[tuple[int, int], Pixels]]:
    """The picture, or overlapping parts of a long one, each with where it begins (x, y)."""
    height, width = small.shape[:2]
    short, long = min(height, width), max(height, width)
    if long <= _LONG:
        return [((0, 0), small)]
    step = _LONG - short // 2
    starts = [*range(0, long - _LONG, step), long - _LONG]
    if len(starts) > _MOST_PARTS:  # both ends of what is longer than anybody looks at
        starts = [*starts[: _MOST_PARTS // 2], *starts[-_MOST_PARTS // 2 :]]
    if width >= height:
        return [((at, 0), small[:, at : at + _LONG]) for at in starts]
    return [((0, at), small[at : at + _LONG]) for at in starts]


def _read(part: Pixels, at: tuple[int, int]) -> list[_Line]:
    with _lock:  # one session for all threads: it takes seconds to load
        said: Any = _reader()(np.ascontiguousarray(part[..., ::-1]))
    if said.boxes is None or said.txts is None:
        return []
    lines = []
    for corners, text, score in zip(said.boxes, said.txts, said.scores, strict=True):
        low, high = np.min(corners, axis=0), np.max(corners, axis=0)
        left, top = max(0, int(low[0])) + at[0], max(0, int(low[1])) + at[1]
        right, bottom = int(np.ceil(high[0])) + at[0], int(np.ceil(high[1])) + at[1]
        if score >= _LEAST_SCORE and right > left and bottom > top:
            lines.append(_Line(str(text), Box(left, top, right, bottom), float(score)))
    return lines


@cache
def _reader() -> RapidOCR:
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})


def _without_repeats(lines: list[_Line]) -> list[_Line]:
    """Of what overlapping parts both read, the surer."""
    kept: list[_Line] = []
    for line in sorted(lines, key=lambda one: -one.score):
        shared = (line.box.meets(other.box) for other in kept)
        area = line.box.width * line.box.height
        if not any(both and both.width * both.height > area / 2 for both in shared):
            kept.append(line)
    return kept


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Lines that stand together, each group from top to bottom and left to right."""
    left = sorted(lines, key=lambda one: (one.box.top, one.box.left))
    groups: list[list[_Line]] = []
    while left:
        group = [left.pop(0)]
        grown = True
        while grown:
            near = [one for one in left if any(_together(one.box, two.box) for two in group)]
            group += near
            left = [one for one in left if one not in near]
            grown = bool(near)
        tall = max(line.box.height for line in group)
        group.sort(key=lambda one: (round(one.box.top / tall), one.box.left))
        groups.append(group)
    return groups


def _together(a: Box, b: Box) -> bool:
    low, high = sorted((a.height, b.height))
    if high > 2 * low:
        return False
    apart_x = max(a.left, b.left) - min(a.right, b.right)
    apart_y = max(a.top, b.top) - min(a.bottom, b.bottom)
    return max(apart_x, apart_y) <= _NEAR * high and min(apart_x, apart_y) < 0


def _place(box: Box, width: int, height: int) -> str:
    """Edge or corner, by where the middle of the label is."""
    x, y = (box.left + box.right) / 2 / width, (box.top + box.bottom) / 2 / height
    rows = "top" if y < _EDGE else "bottom" if y > 1 - _EDGE else ""
    columns = "left" if x < _EDGE else "right" if x > 1 - _EDGE else ""
    # A wide label in a corner has its middle near that of the edge.
    if rows and not columns and box.width > width * 0.4:
        near = min(box.left, width - box.right)
        if near < width * 0.08 and abs(box.left - (width - box.right)) > width * 0.1:
            columns = "left" if box.left < width - box.right else "right"
    return " ".join(part for part in (rows, columns) if part) or "middle"


def _ink_height(small: Pixels, box: Box) -> int:
    """Rows between the first and the last that cross strokes, within a line's box.

    A row of text goes from dark to light and back many times; one of a plate or its edge at most
    once each. So what stands behind the text does not matter.
    """
    part = small[box.slices].astype(np.float32) @ np.array((0.299, 0.587, 0.114), np.float32)
    if min(part.shape) < 4:
        return 0
    low, high = np.percentile(part, (2, 98))
    steep = np.abs(part[:, 2:] - part[:, :-2]) > _STEEP * (high - low)
    begins = steep[:, 1:] & ~steep[:, :-1]
    crossings = begins.sum(axis=1) + steep[:, 0]
    # What only a few letters reach (descenders) is not the height of the line.
    rows = np.flatnonzero(crossings >= max(_CROSSINGS, _OFTEN * crossings.max()))
    return int(rows[-1] - rows[0] + 1) if rows.size else 0
