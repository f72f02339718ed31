"""Labelling pictures held in memory, for the tests of every format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hegui.explicit.contract import Applied
from hegui.explicit.pictures import image
from hegui.explicit.pictures.placement import Box, ImageOptions
from hegui.explicit.wording import Wording, stock

SHORT = stock("zh", short=True)
Pixels = NDArray[Any]


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    """A picture as Pillow writes it."""
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def labelled(
    data: bytes,
    folder: Path,
    options: ImageOptions | None = None,
    wording: Wording = SHORT,
) -> tuple[Applied, bytes]:
    """What is reported, and the labelled file."""
    source, sink = folder / "source", folder / "sink"
    source.write_bytes(data)
    applied = image.label(str(source), str(sink), wording, options)
    assert source.read_bytes() == data
    return applied, sink.read_bytes()


def changed(before: Pixels, after: Pixels) -> Box:
    """The smallest rectangle around every pixel that differs."""
    assert before.shape == after.shape
    assert before.dtype == after.dtype
    differs = before != after
    if differs.ndim == 3:
        differs = differs.any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def is_bottom_right(box: Box, width: int, height: int) -> bool:
    """Whether the rectangle is small and in the corner."""
    corner = box.right > width * 0.9 and box.bottom > height * 0.9
    inside = box.right <= width and box.bottom <= height
    return corner and inside and box.width < width * 0.5 and box.height < height * 0.4


def assert_one_label(before: list[Pixels], after: list[Pixels]) -> Box:
    """Every frame shows the same label at the same place, and nothing else of it changed."""
    (box,) = {changed(a, b) for a, b in zip(before, after, strict=True)}
    drawn = [(a != b).any(axis=2)[box.slices] for a, b in zip(before, after, strict=True)]
    # A pixel of the label may happen to be what it was; strokes and plate mostly are not.
    always = np.logical_and.reduce(drawn)
    assert always.mean() > 0.8
    first = after[0][box.slices]
    assert all((frame[box.slices][always] == first[always]).all() for frame in after)
    return box


def said(applied: Applied) -> str:
    """Its notices, in one string."""
    return "\n".join(notice.say() for notice in applied.notices)


def frames_of(data: bytes) -> list[Pixels]:
    """Every frame as shown, in RGBA."""
    with Image.open(io.BytesIO(data)) as opened:
        shown = []
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            shown.append(np.asarray(opened.convert("RGBA")))
    return shown
