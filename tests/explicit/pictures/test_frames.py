"""Which frames of an animation carry the label: checked by composing what a viewer shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hegui.errors import Unsupported
from hegui.explicit.pictures.frames import Disposal, Shape, to_draw
from hegui.explicit.pictures.placement import Box

WIDTH, HEIGHT = 12, 10
LABEL = Box(7, 6, 11, 9)
EMPTY, INK = 0, -1


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    left, top = draw(st.integers(0, WIDTH - 1)), draw(st.integers(0, HEIGHT - 1))
    right, bottom = draw(st.integers(left + 1, WIDTH)), draw(st.integers(top + 1, HEIGHT))
    box = Box(left, top, right, bottom)
    return Shape(box, draw(st.sampled_from(Disposal)), draw(st.booleans()))


def played(frames: list[Shape], boxes: list[Box | None] | None) -> list[NDArray[np.int64]]:
    """What is shown in each frame: the frame's number where it drew, INK for the label."""
    canvas = np.full((HEIGHT, WIDTH), EMPTY)
    shown = []
    for number, frame in enumerate(frames, 1):
        before = canvas.copy()
        box = frame.box if boxes is None else boxes[number - 1] or frame.box
        if frame.replaces:
            canvas[box.slices] = EMPTY  # the transparency around the frame's own pixels
        canvas[frame.box.slices] = number
        if boxes is not None and boxes[number - 1] is not None:
            part = box.meets(LABEL)
            assert part is not None
            canvas[part.slices] = INK
        shown.append(canvas.copy())
        if frame.disposal is Disposal.CLEAR:
            canvas[box.slices] = EMPTY
        elif frame.disposal is Disposal.BACK:
            canvas = before
    return shown


@settings(deadline=None, max_examples=400)
@given(st.lists(shapes(), min_size=1, max_size=6))
def test_every_frame_shows_the_label_and_the_rest_is_as_it_was(frames: list[Shape]) -> None:
    try:
        boxes = list(to_draw(frames, LABEL, "x"))
    except Unsupported:
        return
    for old, new in zip(played(frames, None), played(frames, boxes), strict=True):
        assert (new[LABEL.slices] == INK).all()
        outside = np.ones_like(old, bool)
        outside[LABEL.slices] = False
        assert (new[outside] == old[outside]).all()


def test_a_frame_that_leaves_the_label_alone_is_left_alone() -> None:
    whole = Shape(Box(0, 0, WIDTH, HEIGHT), Disposal.KEEP)
    small = Shape(Box(0, 0, 3, 3), Disposal.KEEP)

    assert list(to_draw([whole, small, small], LABEL, "x")) == [whole.box, None, None]


def test_what_would_clear_more_than_it_did_is_refused() -> None:
    kept = Shape(Box(0, 0, WIDTH, 5), Disposal.KEEP)
    over = Shape(LABEL, Disposal.CLEAR)
    small = Shape(Box(0, 0, 2, 2), Disposal.CLEAR)

    with pytest.raises(Unsupported, match="frame 3 clears more"):
        list(to_draw([kept, over, small], LABEL, "x"))
