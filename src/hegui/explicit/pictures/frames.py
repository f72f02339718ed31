"""Which frames of an animation have to carry the label, so that it stands in every one shown.

Animated GIF, APNG and WebP store a frame as what changes on the canvas: a rectangle, and what
becomes of it afterwards. A label drawn once stays until a later frame draws over it or clears
it; only those frames are drawn into, and all others stay as they are.
Source: GIF89a 23 (disposal), APNG 11.3.6.2 (dispose_op, blend_op), RFC 9649 2.7.1.1 (ANMF).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from hegui.errors import Unsupported
from hegui.explicit.pictures.placement import Box


class Disposal(Enum):
    """What becomes of a frame's rectangle before the next one is drawn."""

    KEEP = auto()
    CLEAR = auto()
    BACK = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """A frame's rectangle on the canvas and its disposal. ``replaces`` says that transparent
    pixels of it replace what is there, instead of letting it through."""

    box: Box
    disposal: Disposal
    replaces: bool = False


def to_draw(frames: Sequence[Shape], label: Box, name: str) -> Iterator[Box | None]:
    """For each frame the rectangle it must have to carry the label: its own or a larger one,
    None where it needs none of it.

    A larger one is filled with transparency around the frame's own pixels. Raises Unsupported
    where that would change what is seen beside the label.
    """
    missing = np.ones((label.height, label.width), np.bool_)
    content: Box | None = None  # what earlier frames have left on the canvas
    for number, frame in enumerate(frames):
        box = frame.box
        if missing.any():
            box = box.around(bounding(missing).moved(label.left, label.top))
        larger = box != frame.box
        if larger and content is not None and box.meets(content):
            harmful = frame.replaces or frame.disposal is Disposal.CLEAR
            if harmful and _beyond(box, frame.box, content):
                raise Unsupported(
                    "frame {number} clears more of the animation than its own rectangle if it is "
                    "to carry the label",
                    path=name,
                    number=number + 1,
                )
        shared = box.meets(label)
        yield box if shared else None
        # A first frame that is put back leaves an empty canvas, as clearing it does.
        if frame.disposal is Disposal.KEEP:
            missing[:] = False
            content = box if content is None else content.around(box)
        elif frame.disposal is Disposal.CLEAR:
            missing[:] = False
            if shared:
                missing[shared.moved(-label.left, -label.top).slices] = True
            if content is not None and box.around(content) == box:
                content = None


def bounding(mask: NDArray[np.bool_]) -> Box:
    """The smallest rectangle around what is true in (height, width), of which something is."""
    rows = np.flatnonzero(np.any(mask, axis=1))
    columns = np.flatnonzero(np.any(mask, axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _beyond(box: Box, own: Box, content: Box) -> bool:
    """Whether ``box`` touches ``content`` outside ``own``."""
    touched = box.meets(content)
    return touched is not None and own.around(touched) != own
