"""GIF: every index outside the label and every block beside the frames stays.

Only frames that would show no label are drawn into. Such a frame gets a colour table of its own
with the label's greys in it; all others stay byte for byte, and so do the times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from hegui.errors import CeilingExceeded, Unsupported
from hegui.explicit.contract import Applied, Progress
from hegui.explicit.pictures.frames import bounding, to_draw
from hegui.explicit.pictures.gif_frames import (
    Gif,
    GifFrame,
    Indices,
    indices,
    packed,
    parsed,
    written,
)
from hegui.explicit.pictures.legibility import contrast, grey_of, opaque, stands_already
from hegui.explicit.pictures.palette import Fitted, fitted
from hegui.explicit.pictures.picture_files import applied, check_pixels, store
from hegui.explicit.pictures.placement import Box, ImageOptions, Placed, place

_MOST_WORK = 32  # times the pixels of a single picture, over all frames


def label(
    data: bytes,
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None = None,
) -> Applied:
    """Writes the GIF ``data`` with the label to ``sink``; ``name`` is what errors call it.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    gif = parsed(data, name)
    check_pixels(gif.width, gif.height, options, name)
    pixels = sum(one.box.width * one.box.height for one in gif.frames)
    if pixels > options.most_pixels * _MOST_WORK:
        raise CeilingExceeded(
            "{count} frames of {pixels} pixels together are over the ceiling",
            path=name,
            count=len(gif.frames),
            pixels=pixels,
        )
    first = indices(data, gif.frames[0], name)
    placed = _placed(gif, first, text, options, name)
    if _stands(gif.frames[0], first, placed):
        store(sink, [data])
        return applied(placed, "lossless", already=True)
    contrasts: list[float] = []
    parts = list(_written(data, gif, placed, contrasts, name, progress))
    store(sink, parts)
    return applied(placed, "lossless", contrast=min(contrasts))


def _placed(gif: Gif, first: Indices, text: str, options: ImageOptions, name: str) -> Placed:
    """Where the label stands; of a single frame what is visible of it is its rectangle."""
    bounds = None
    frame = gif.frames[0]
    if len(gif.frames) == 1 and frame.transparent is not None:
        visible = first != frame.transparent
        if visible.any():
            bounds = bounding(visible).moved(frame.box.left, frame.box.top)
    placed = place(text, gif.width, gif.height, options, name=name, bounds=bounds)
    return replace(placed, drawing=opaque(placed.drawing))


def _stands(frame: GifFrame, values: Indices, placed: Placed) -> bool:
    if placed.box.meets(frame.box) != placed.box:
        return False
    colours = np.zeros((256, 3), np.uint8)
    table = np.frombuffer(frame.colours, np.uint8).reshape(-1, 3)
    colours[: len(table)] = table
    part = values[placed.box.moved(-frame.box.left, -frame.box.top).slices]
    return stands_already(grey_of(colours[part], colours=3, most=255), placed.drawing)


def _written(
    data: bytes,
    gif: Gif,
    placed: Placed,
    contrasts: list[float],
    name: str,
    progress: Progress | None,
) -> Iterator[bytes]:
    """The file in order; what no frame changes as it came."""
    # A frame may get a control extension, which only GIF89a has.
    yield b"GIF89a"
    at = 6
    boxes = to_draw([one.shape for one in gif.frames], placed.box, name)
    for number, (frame, box) in enumerate(zip(gif.frames, boxes, strict=True)):
        if box is not None:
            start = frame.control[0] if frame.control else frame.start
            yield data[at:start]
            content, ratio = _drawn(data, frame, box, placed, name)
            contrasts.append(ratio)
            yield content
            at = frame.end
        if progress is not None:
            progress((number + 1) / len(gif.frames))
    yield data[at:]


def _drawn(
    data: bytes, frame: GifFrame, box: Box, placed: Placed, name: str
) -> tuple[bytes, float]:
    """The frame's bytes with the label in it, and the label's contrast in its colours."""
    own = indices(data, frame, name)
    colours = np.frombuffer(frame.colours, np.uint8).reshape(-1, 3)
    used = set(np.unique(own).tolist())
    if frame.transparent is not None:
        used.add(frame.transparent)
    visible = (set(range(len(colours))) & used) - {frame.transparent}
    # Indices beyond the table have no colour of their own; those in use must not get the label's.
    if used and max(used) >= len(colours):
        colours = np.concatenate((colours, np.zeros((256 - len(colours), 3), np.uint8)))
    free = set(range(len(colours))) - used
    greys = fitted(colours, visible, free, 256, name)
    transparent, values = frame.transparent, own
    if box != frame.box:
        if transparent is None:
            transparent = _spare(used | set(greys.index.tolist()), name)
        values = np.full((box.height, box.width), transparent, np.uint8)
        values[frame.box.moved(-box.left, -box.top).slices] = own
    else:
        values = own.copy()
    shared = placed.box.meets(box)
    assert shared is not None
    part = shared.moved(-placed.box.left, -placed.box.top).slices
    both = placed.drawing.grey_alpha()[part]
    target = values[shared.moved(-box.left, -box.top).slices]
    covered = both[..., 1] > 0
    target[covered] = greys.index[both[..., 0]][covered]
    table = greys.colours
    if transparent is not None and transparent >= len(table):
        table = np.concatenate((table, np.zeros((transparent + 1 - len(table), 3), np.uint8)))
    content = written(data, frame, box, table, transparent, packed(values))
    return content, _contrast(greys, placed)


def _contrast(greys: Fitted, placed: Placed) -> float:
    seen = greys.colours[greys.index[placed.drawing.grey_alpha()[..., 0]]]
    bare = replace(placed.drawing, pixels=bytes(len(placed.drawing.pixels)))
    return contrast(grey_of(seen, colours=3, most=255), bare)


def _spare(taken: set[int], name: str) -> int:
    """An index that nothing uses, to be the transparent one."""
    for index in range(256):
        if index not in taken:
            return index
    raise Unsupported(
        "the label would need a larger frame, and the animation has no transparency to fill it "
        "with",
        path=name,
    )
