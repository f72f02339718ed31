"""A label stands out from any background, and is known again where it stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.explicit.lettering.drawing import Style, draw
from hegui.explicit.pictures.legibility import (
    LEAST_CONTRAST,
    blended,
    contrast,
    grey_of,
    laid_over,
    luminance,
    opaque,
    stands_already,
)

LABEL = {style: draw("AI生成", 20, style) for style in Style}
CHANNEL = st.integers(0, 255)


@settings(deadline=None)
@given(CHANNEL, CHANNEL, CHANNEL, st.sampled_from(Style))
def test_any_colour_behind_it_leaves_it_legible(
    red: int, green: int, blue: int, style: Style
) -> None:
    label = LABEL[style]
    ground = np.full((label.height, label.width, 3), (red, green, blue), np.uint8)

    drawn = blended(ground, label, colours=3, alpha=False, most=255)

    # From the pixels that come out, with WCAG's own weights of linear colours.
    linear = np.where(
        drawn / 255 <= 0.04045, drawn / 255 / 12.92, ((drawn / 255 + 0.055) / 1.055) ** 2.4
    )
    light = linear @ np.array((0.2126, 0.7152, 0.0722))
    ink, around = light[label.parts() == 1], light[label.parts() == 2]
    low, high = sorted((float(ink.mean()), float(around.mean())))
    assert (high + 0.05) / (low + 0.05) >= LEAST_CONTRAST
    measured = contrast(grey_of(ground, colours=3, most=255), label)
    assert measured >= LEAST_CONTRAST


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(Style))
def test_noise_behind_it_leaves_it_legible(seed: int, style: Style) -> None:
    label = LABEL[style]
    noise = np.random.default_rng(seed).integers(0, 256, (label.height, label.width))

    assert contrast(noise.astype(np.float32), label) >= LEAST_CONTRAST


@settings(deadline=None)
@given(CHANNEL, st.floats(0, 1), st.sampled_from(Style))
def test_transparency_behind_it_leaves_it_legible(grey: int, share: float, style: Style) -> None:
    label = LABEL[style]
    ground = np.full((label.height, label.width), grey, np.float32)

    assert contrast(ground, label, np.full_like(ground, share)) >= LEAST_CONTRAST


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(Style))
def test_it_is_known_again_and_nothing_else_is(seed: int, style: Style) -> None:
    label = LABEL[style]
    noise = np.random.default_rng(seed).integers(0, 256, (label.height, label.width))
    ground = noise.astype(np.float32)
    seen = laid_over(ground, label)

    assert stands_already(seen, label)
    assert not stands_already(ground, label)
    assert not stands_already(seen[::-1], label)
    assert not stands_already(np.full_like(seen, 255), label)
    assert not stands_already(np.zeros_like(seen), label)


def test_another_wording_is_not_taken_for_it() -> None:
    one, other = draw("AI生成", 20), draw("AI合成", 20)
    height, width = min(one.height, other.height), min(one.width, other.width)
    seen = laid_over(np.full((other.height, other.width), 120, np.float32), other)
    grown = np.zeros((one.height, one.width), np.float32)
    grown[:height, :width] = seen[:height, :width]

    assert not stands_already(grown, one)


@pytest.mark.parametrize("most", [255, 65535])
def test_opacity_is_composed_as_porter_and_duff_say(most: int) -> None:
    label = LABEL[Style.PLATE]
    form = np.uint8 if most == 255 else np.uint16
    clear = np.zeros((label.height, label.width, 4), form)

    drawn = blended(clear, label, colours=3, alpha=True, most=most)

    expected = label.grey_alpha().astype(np.float64) * (most / 255)
    assert np.abs(drawn[..., 3] - expected[..., 1]).max() <= 1
    covered = label.grey_alpha()[..., 1] > 0
    assert np.abs(drawn[..., 0] - expected[..., 0])[covered].max() <= 1


def test_an_opaque_label_has_no_shades_of_opacity() -> None:
    for label in LABEL.values():
        alpha = opaque(label).grey_alpha()[..., 1]
        assert set(np.unique(alpha)) <= {0, 255}
        assert (alpha[label.parts() > 0] == 255).all()


def test_luminance_is_srgb_s() -> None:
    grey = np.array([0.0, 127.5, 255.0], np.float32)
    assert luminance(grey) == pytest.approx([0, 0.2140, 1], abs=1e-3)
