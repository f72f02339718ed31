"""The words of the command line are those of the house style."""

from __future__ import annotations

from hegui.explicit.choices import CORNERS, MOMENTS, PAGES, SOUNDS
from hegui.explicit.style import Corner, Moment, Pages, Sound


def test_every_choice_of_the_style_has_its_word() -> None:
    assert tuple(Corner) == CORNERS
    assert tuple(Moment) == MOMENTS
    assert tuple(Sound) == SOUNDS
    assert tuple(Pages) == PAGES
