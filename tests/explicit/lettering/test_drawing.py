"""Drawing a label: its height is that of its ink, and it turns as pictures turn."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from hegui.errors import UsageError
from hegui.explicit.lettering import drawing
from hegui.explicit.lettering.drawing import Style, draw

TEXTS = (
    "AI生成",
    "AI-generated",
    "AI生成 / AI-generated",
    "本内容由人工智能生成",
    "AI生成\nAI-generated",
)


def ink_rows(one: drawing.Drawing) -> int:
    """Rows between the first and the last with a stroke in them, seen from outside."""
    strokes = (one.grey_alpha()[..., 0] >= 140) & (one.grey_alpha()[..., 1] >= 200)
    (rows,) = np.nonzero(strokes.any(axis=1))
    return int(rows[-1] - rows[0] + 1)


@pytest.mark.parametrize("style", [Style.PLATE, Style.OUTLINE, Style.SOLID])
@pytest.mark.parametrize("height", [11, 12, 17, 40, 123])
def test_the_ink_is_as_high_as_asked(height: int, style: Style) -> None:
    for text in TEXTS:
        one = draw(text, height, style)

        assert height <= one.ink_height <= height * 1.05 + 1
        # The whole of what is seen is at least that high: accents and descenders add to it.
        assert ink_rows(one) >= one.ink_height * len(text.split("\n"))


def test_capitals_alone_are_measured_exactly() -> None:
    one = draw("AI", 50)

    assert abs(ink_rows(one) - one.ink_height) <= 1


def test_of_a_mixed_line_the_lower_script_counts() -> None:
    font = draw("AI生成", 60).ink_height

    assert ink_rows(draw("AI生成", 60)) > font  # the Han characters are higher than the capitals


@pytest.mark.parametrize("style", list(Style))
def test_every_pixel_is_ink_plate_edge_or_nothing(style: Style) -> None:
    one = draw("AI生成", 30, style)
    grey, alpha = one.grey_alpha()[..., 0], one.grey_alpha()[..., 1]
    light = style is Style.LIGHT

    assert (alpha[one.parts() == 1] == 255).all()
    assert set(grey[one.parts() == 1] // 250) == {0 if light else 1}
    assert set(grey[one.parts() == 2]) == {255 if light else 0}
    if style is Style.SOLID:
        assert set(np.unique(grey)) == {0, 255}
        assert set(np.unique(alpha)) == {255}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_once_the_picture_is_turned(orientation: int) -> None:
    one = draw("AI生成", 20)
    stored = one.turned(orientation).image()
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.info["exif"] = exif.tobytes()
    stored.getexif()[0x0112] = orientation

    shown = ImageOps.exif_transpose(stored)

    assert shown is not None
    assert shown.tobytes() == one.pixels


@pytest.mark.parametrize("height", [-1, 0, 6, 10, 3000])
def test_what_cannot_be_read_is_not_drawn(height: int) -> None:
    with pytest.raises(UsageError, match="only of 11"):
        draw("AI生成", height)


def test_latin_alone_may_be_lower() -> None:
    assert draw("AI-generated", 7).ink_height in (7, 8)


@pytest.mark.parametrize("text", ["", " ", "\n", "AI生成\n"])
def test_a_line_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="nothing that could be read"):
        draw(text, 20)


def test_a_drawing_beyond_reason_is_refused() -> None:
    with pytest.raises(UsageError, match="would be"):
        draw("AI生成" * 50, 2000)


def test_the_same_call_gives_the_same_pixels() -> None:
    drawing._draw.cache_clear()
    first = draw("AI生成", 33)
    drawing._draw.cache_clear()

    assert draw("AI生成", 33) == first
