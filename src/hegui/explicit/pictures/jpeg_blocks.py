"""Drawing a label into blocks of coefficients: only those under it change.

The label is laid over each component in that component's own resolution and colours: nothing is
converted, and the blocks are quantised with the file's own tables.
Source: ITU-T T.81 A.3.3 (transform), A.3.4 (quantisation), Figure A.6 (zigzag order).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hegui.explicit.lettering.drawing import Drawing
from hegui.explicit.pictures.jpeg_codec import Blocks
from hegui.explicit.pictures.jpeg_layout import Colours, Component, Layout
from hegui.explicit.pictures.legibility import Reals
from hegui.explicit.pictures.placement import Box

_LEVEL = 128
_MOST_AC, _LEAST_DC, _MOST_DC = 1023, -1024, 1023  # what 8-bit Huffman coding has codes for


def _transform() -> Reals:
    """The matrix of the 8-point cosine transform, one row a frequency."""
    row, column = np.mgrid[0:8, 0:8]
    matrix = np.cos((2 * column + 1) * row * np.pi / 16) / 2
    matrix[0] /= np.sqrt(2)
    result: Reals = matrix.astype(np.float32)
    return result


def _zigzag() -> NDArray[np.intp]:
    """For each place in zigzag order, its place in rows."""
    places = [(row, column) for row in range(8) for column in range(8)]
    # Diagonals run up where their sum is even, down where it is odd.
    places.sort(key=lambda p: (p[0] + p[1], p[0] if (p[0] + p[1]) % 2 else p[1]))
    return np.array([8 * row + column for row, column in places], np.intp)


# Rows and columns of a block at once: B = D' C D is a vector times the Kronecker product of D with
# itself. One product for each row of blocks: they are too small for the library of linear algebra
# to start threads, which would wait in a circle afterwards and take a processor.
_BACK = np.kron(_transform(), _transform())
_FORTH = np.ascontiguousarray(_BACK.T)
_ZIGZAG = _zigzag()


@dataclass(frozen=True, slots=True)
class Window:
    """The blocks of one component that the label's box touches: rows and columns of them."""

    rows: slice
    columns: slice


def window(component: Component, box: Box) -> Window:
    """The blocks under ``box``, which is in pixels of the picture."""
    tall, wide = 8 * component.step_y, 8 * component.step_x
    return Window(
        slice(box.top // tall, -(-box.bottom // tall)),
        slice(box.left // wide, -(-box.right // wide)),
    )


def samples(layout: Layout, number: int, blocks: Blocks) -> Reals:
    """The values 0 to 255, not yet cut off, of a rectangle of blocks of component ``number``."""
    rows, columns = blocks.shape[:2]
    spatial = (blocks.astype(np.float32) * _table(layout, number)) @ _BACK + _LEVEL
    return spatial.reshape(rows, columns, 8, 8).swapaxes(1, 2).reshape(rows * 8, columns * 8)


def draw_into(layout: Layout, planes: list[Blocks], drawing: Drawing, box: Box) -> None:
    """Draws the label into the coefficients of every component that shows it."""
    made: dict[tuple[object, ...], tuple[Reals, Reals]] = {}
    for number, component in enumerate(layout.components):
        inks = _inks(layout.colours, number)
        part = window(component, box)
        blocks = planes[number][part.rows, part.columns]
        key = (component.step_x, component.step_y, inks)
        if key not in made:  # both chroma components show the same
            made[key] = _reduced(drawing, box, component, part, inks)
        share, ink = made[key]
        rows = share.reshape(blocks.shape[0], 8, -1).max(axis=1)
        touched = rows.reshape(*blocks.shape[:2], 8).max(axis=2) > 0
        if not touched.any():
            continue
        own = samples(layout, number, blocks)
        mixed = np.where(share > 0, np.clip(own, 0, 255) * (1 - share) + ink, own)
        new = _quantised(layout, number, mixed)
        blocks[touched] = new[touched]


def grey(layout: Layout, planes: list[Blocks], box: Box) -> Reals:
    """Grey values 0 to 255 of the pixels within ``box``: brightness as far as the components
    tell it without a conversion of colours (the green of RGB, the lighter of CMYK times black).
    """
    first = 1 if layout.colours is Colours.RGB else 0
    result = _shown(layout, planes, first, box)
    if layout.colours in (Colours.CMYK, Colours.YCCK):
        result = result * _shown(layout, planes, 3, box) / 255
    return result


def _shown(layout: Layout, planes: list[Blocks], number: int, box: Box) -> Reals:
    component = layout.components[number]
    part = window(component, box)
    values = np.clip(samples(layout, number, planes[number][part.rows, part.columns]), 0, 255)
    values = values.repeat(component.step_y, axis=0).repeat(component.step_x, axis=1)
    top = box.top - part.rows.start * 8 * component.step_y
    left = box.left - part.columns.start * 8 * component.step_x
    return values[top : top + box.height, left : left + box.width]


def _reduced(
    drawing: Drawing,
    box: Box,
    component: Component,
    part: Window,
    inks: tuple[float, float],
) -> tuple[Reals, Reals]:
    """The label in the resolution of a component, over its window: how much of each sample it
    covers, and its own part of the sample's value. ``inks`` are those of black and white."""
    step_y, step_x = component.step_y, component.step_x
    shape = (
        (part.rows.stop - part.rows.start) * 8 * step_y,
        (part.columns.stop - part.columns.start) * 8 * step_x,
    )
    both = drawing.grey_alpha().astype(np.float32) / 255
    top, left = box.top - part.rows.start * 8 * step_y, box.left - part.columns.start * 8 * step_x
    share = np.zeros(shape, np.float32)
    ink = np.zeros(shape, np.float32)
    at = (slice(top, top + box.height), slice(left, left + box.width))
    share[at] = both[..., 1]
    ink[at] = both[..., 1] * (inks[0] + (inks[1] - inks[0]) * both[..., 0])
    if step_y == step_x == 1:
        return share, ink
    return _means(share, step_y, step_x), _means(ink, step_y, step_x)


def _means(plane: Reals, step_y: int, step_x: int) -> Reals:
    """Means of rectangles of samples: sums of strided planes, many times faster than reducing."""
    total = plane[::step_y, ::step_x].copy()
    for row in range(step_y):
        for column in range(step_x):
            if row or column:
                total += plane[row::step_y, column::step_x]
    total /= step_y * step_x
    return total


def _quantised(layout: Layout, number: int, values: Reals) -> Blocks:
    rows, columns = values.shape[0] // 8, values.shape[1] // 8
    spatial = values.reshape(rows, 8, columns, 8).swapaxes(1, 2) - _LEVEL
    frequencies = spatial.reshape(rows, columns, 64) @ _FORTH
    result = np.rint(frequencies / _table(layout, number))
    result[..., 1:] = np.clip(result[..., 1:], -_MOST_AC, _MOST_AC)
    result[..., 0] = np.clip(result[..., 0], _LEAST_DC, _MOST_DC)
    return result.astype(np.int16)


def _table(layout: Layout, number: int) -> Reals:
    values = np.empty(64, np.float32)
    values[_ZIGZAG] = layout.tables[layout.components[number].table]
    return values


def _inks(colours: Colours, number: int) -> tuple[float, float]:
    """A component's values for black and white. CMYK as Adobe stores it: 255 is no ink, and
    black is printed with black alone."""
    if colours in (Colours.GREY, Colours.RGB) or (colours is Colours.YCC and number == 0):
        return 0, 255
    if colours is Colours.YCC or (colours is Colours.YCCK and number in (1, 2)):
        return 128, 128
    return (0, 255) if number == 3 else (255, 255)
