"""Labels on opening frames, read again: what, where, how high, how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from hegui.errors import BrokenFile, UnknownFormat
from hegui.explicit.lettering.drawing import Style
from hegui.explicit.pictures.placement import Position
from hegui.explicit.text.find_text import Strength
from hegui.explicit.video.find_video import LOOKED_AT, find
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.video import label
from hegui.explicit.wording import stock
from tests.explicit.video.clips import X264, clip

LARGE = ("-f", "lavfi", "-i", "testsrc2=s=480x360:r=12:d=7")


def large(name: str = "large.mp4", *more: str) -> Path:
    return clip(name, *X264, "-g", "12", "-bf", "2", *more, source=LARGE)


@pytest.mark.parametrize(
    ("options", "longer"),
    [
        (VideoOptions(seconds=3.5, preset="ultrafast", place=Position.TOP_LEFT), False),
        (VideoOptions(continuous=True, preset="ultrafast", style=Style.OUTLINE), True),
    ],
)
def test_what_was_drawn_is_found(options: VideoOptions, longer: bool, tmp_path: Path) -> None:
    sink = tmp_path / "out.mp4"
    applied = label(str(large()), str(sink), stock("zh", short=True), options)

    (found,) = find(str(sink))

    assert found.elements.literal
    assert found.place == options.place.value
    assert applied.height is not None
    # What is drawn counts the lowest of the glyphs, what is seen the whole line.
    assert applied.height - 0.5 <= found.percent < 2 * applied.height
    assert found.longer == longer
    assert found.seconds == pytest.approx(LOOKED_AT if longer else options.seconds, abs=0.2)
    assert found.strength is Strength.DECLARES


def test_a_label_that_goes_too_soon_only_suggests(tmp_path: Path) -> None:
    """FFmpeg cuts a labelled video's frames together so that the label stands for 1 s."""
    labelled = tmp_path / "labelled.mp4"
    two = VideoOptions(seconds=2, preset="ultrafast")
    label(str(large()), str(labelled), stock("zh", short=True), two)
    short = clip("too-soon.mp4", *X264, source=("-ss", "1", "-i", str(labelled), "-t", "3"))

    (found,) = find(str(short))

    assert found.seconds == pytest.approx(1, abs=0.2)
    assert found.strength is Strength.SUGGESTS


def test_nothing_is_found_where_nothing_is() -> None:
    assert find(str(large())) == ()


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("only words, no video")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(large().read_bytes()[:400])

    with pytest.raises(UnknownFormat):
        find(str(text))
    with pytest.raises(BrokenFile):
        find(str(broken))
