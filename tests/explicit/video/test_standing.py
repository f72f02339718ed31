"""A video that shows the label already is left as it is; anything less is labelled."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import hegui
from hegui.explicit.lettering.drawing import Style
from hegui.explicit.pictures.placement import Position
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.video import label
from hegui.explicit.wording import stock
from tests.builders.labels import PRODUCER
from tests.explicit.video.clips import X264, clip, ffmpeg
from tests.explicit.video.test_codecs import VARIANTS

SHORT = stock("zh", short=True)
MORE = {
    "turned.mp4": (*X264, "-g", "24", "-metadata:s:v", "rotate=90"),
    "narrow.mp4": (*X264, "-g", "24", "-vf", "setsar=4/3"),
    "coarse.mp4": (*X264, "-g", "24", "-crf", "45"),
    "hdr.mp4": (
        *("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"),
        *("-color_trc", "smpte2084", "-color_primaries", "bt2020", "-colorspace", "bt2020nc"),
        *("-x265-params", "log-level=error:keyint=24:min-keyint=24:open-gop=0"),
    ),
    "rgb.mkv": ("-c:v", "libx264rgb", "-preset", "ultrafast", "-g", "24", "-pix_fmt", "rgb24"),
}


def labelled(path: Path, options: VideoOptions, sink: str = "labelled") -> Path:
    new = path.with_name(f"{sink}-{path.name}")
    assert label(str(path), str(new), SHORT, options).method != "lossless"
    return new


@pytest.mark.parametrize("name", [*VARIANTS, *MORE])
def test_drawn_once(name: str) -> None:
    options = VideoOptions(preset="ultrafast")
    once = labelled(clip(name, *(VARIANTS | MORE)[name]), options, "once")
    twice = once.with_name(f"twice-{name}")
    applied = label(str(once), str(twice), SHORT, options)
    assert applied.method == "lossless"
    assert twice.read_bytes() == once.read_bytes()
    assert any("already" in one.template for one in applied.notices)


@pytest.mark.parametrize("style", Style)
def test_in_every_style_and_at_poor_quality(style: Style) -> None:
    options = VideoOptions(Position.TOP_LEFT, style=style, preset="ultrafast", crf=38)
    once = labelled(clip("h264.mkv", *VARIANTS["h264.mkv"]), options, f"style-{style}")
    assert label(str(once), str(once) + ".2", SHORT, options).method == "lossless"


def test_anything_less_is_labelled() -> None:
    path = clip("h264.mkv", *VARIANTS["h264.mkv"])
    two = labelled(path, VideoOptions(seconds=2, preset="ultrafast"), "two-seconds")
    for options in (
        VideoOptions(seconds=3, preset="ultrafast"),
        VideoOptions(Position.TOP_LEFT, seconds=2, preset="ultrafast"),
        VideoOptions(seconds=2, closing=True, preset="ultrafast"),
        VideoOptions(seconds=2, continuous=True, preset="ultrafast"),
        VideoOptions(seconds=2, height=16, preset="ultrafast"),
    ):
        labelled(two, options, "more")
    other = two.with_name("other-words.mkv")
    assert label(str(two), str(other), stock("en"), VideoOptions(seconds=2)).method != "lossless"
    # A label whose first half second was cut off is too short.
    cut = two.with_name("cut.mkv")
    ffmpeg("-ss", "0.5", "-i", str(two), *X264, "-crf", "12", str(cut))
    labelled(cut, VideoOptions(seconds=2, preset="ultrafast"), "again")


def test_at_the_end_and_throughout() -> None:
    path = clip("h264.mkv", *VARIANTS["h264.mkv"])
    closing = VideoOptions(seconds=2, closing=True, preset="ultrafast")
    continuous = VideoOptions(continuous=True, preset="ultrafast")
    for options in (closing, continuous):
        once = labelled(path, options, "ends")
        assert label(str(once), str(once) + ".2", SHORT, options).method == "lossless"
    # A video that is labelled throughout is labelled at its opening and its end as well.
    assert label(str(once), str(once) + ".3", SHORT, closing).method == "lossless"


def test_a_second_run_writes_the_implicit_label_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(clip("once.mp4", *X264, "-g", "24").read_bytes())
    first = hegui.label(path, producer=PRODUCER, in_place=True, produce_id="n-1")
    assert first.explicit is not None
    assert first.explicit.method == "joined"
    before = path.read_bytes()
    started = time.monotonic()
    second = hegui.label(path, producer=PRODUCER, in_place=True, produce_id="n-2")
    assert second.explicit is not None
    assert second.explicit.method == "lossless"
    assert second.label is not None
    assert second.label.produce_id == "n-2"
    assert path.read_bytes() == before.replace(b'"n-1"', b'"n-2"')
    assert time.monotonic() - started < 5
