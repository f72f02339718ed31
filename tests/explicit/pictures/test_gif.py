"""GIF: indices outside the label, times, loops and other blocks are what they were."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hegui.errors import BrokenFile
from hegui.explicit.pictures.gif_frames import indices, packed, parsed
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import (
    assert_one_label,
    changed,
    encoded,
    frames_of,
    is_bottom_right,
    labelled,
    said,
)


def animation(*, sticker: bool = False, **options: Any) -> bytes:
    pictures = []
    for number in range(4):
        ground = (0, 0, 0, 0) if sticker else (30 + 20 * number, 90, 160, 255)
        picture = Image.new("RGBA", (200, 150), ground)
        at = (10 + number * 25, 20, 60 + number * 25, 80)
        ImageDraw.Draw(picture).ellipse(at, fill=(240, 200, 30, 255))
        pictures.append(picture)
    times = [100, 110, 120, 130]
    more = {"save_all": True, "append_images": pictures[1:], "duration": times, "loop": 3}
    return encoded(pictures[0], "GIF", comment=b"a comment", **more, **options)


CASES: dict[str, dict[str, Any]] = {
    "kept": {"disposal": 1},
    "cleared": {"disposal": 2},
    "put back": {"disposal": 3},
    "sticker, cleared": {"sticker": True, "disposal": 2},
    "sticker, kept": {"sticker": True, "disposal": 1},
}


@pytest.mark.parametrize("case", CASES)
def test_every_frame_shows_the_label_and_nothing_else_changes(case: str, tmp_path: Path) -> None:
    data = animation(**CASES[case])

    applied, out = labelled(data, tmp_path)

    before, after = frames_of(data), frames_of(out)
    assert is_bottom_right(assert_one_label(before, after), 200, 150)
    assert applied.method == "lossless"
    assert b"a comment" in out
    with Image.open(io.BytesIO(out)) as opened:
        assert opened.info["loop"] == 3
        for number in range(4):
            opened.seek(number)
            assert opened.info["duration"] == 100 + 10 * number


def test_frames_elsewhere_stay_byte_for_byte(tmp_path: Path) -> None:
    pictures = [Image.new("P", (200, 150), 1) for _ in range(3)]
    for number, picture in enumerate(pictures):
        picture.putpalette([0, 0, 0, 200, 30, 30, *[90] * 9])
        ImageDraw.Draw(picture).rectangle((5 + number, 5, 9 + number, 9), fill=2)
    data = encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:])

    out = labelled(data, tmp_path)[1]

    old, new = parsed(data, "x").frames, parsed(out, "x").frames
    for a, b in zip(old[1:], new[1:], strict=True):
        assert data[a.start : a.end] == out[b.start : b.end]


@pytest.mark.parametrize("interlace", [0, 1])
def test_a_full_palette_gives_up_what_no_pixel_uses(interlace: int, tmp_path: Path) -> None:
    data = encoded(photograph(200, 150).quantize(256), "GIF", interlace=interlace)

    out = labelled(data, tmp_path)[1]

    assert is_bottom_right(changed(frames_of(data)[0], frames_of(out)[0]), 200, 150)


def test_a_label_is_never_drawn_twice(tmp_path: Path) -> None:
    _, once = labelled(animation(), tmp_path)
    applied, twice = labelled(once, tmp_path)

    assert twice == once
    assert "stands there already" in said(applied)


def test_indices_survive_packing() -> None:
    values = np.random.default_rng(0).integers(0, 256, (31, 47)).astype(np.uint8)
    screen = b"GIF89a\x2f\0\x1f\0\xf7\0\0" + bytes(768)
    data = screen + b",\0\0\0\0\x2f\0\x1f\0\0" + packed(values) + b";"

    assert (indices(data, parsed(data, "x").frames[0], "x") == values).all()


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"GIF89a", "screen"),
        (b"GIF89a\0\0\0\0\0\0\0", "no size"),
        (b"GIF89a\x40\0\x40\0\0\0\0;", "no picture"),
        (b"GIF89a\x40\0\x40\0\0\0\0,\0\0\0\0\x50\0\x40\0\0\x02\0", "not on the screen"),
        (b"GIF89a\x40\0\x40\0\0\0\0,\0\0\0\0\x40\0\x40\0\0\x02\0", "no colours"),
        (animation()[:-400], "within|unpacked|no block"),
    ],
)
def test_damage_is_our_error(data: bytes, match: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match=match):
        labelled(data, tmp_path)


def test_pixels_without_a_colour_leave_room_for_the_labels(tmp_path: Path) -> None:
    """A table of two colours, and pixels of index 200, as some programs write them."""
    pixels = bytes([0, 1, 200]) * 10_000
    picture = Image.frombytes("P", (200, 150), pixels)
    picture.putpalette([level for level in range(256) for _ in "RGB"])
    whole = encoded(picture, "GIF", optimize=False)
    table = 2 << (whole[10] & 7)
    assert table == 256
    data = whole[:10] + bytes([whole[10] & 0xF8]) + whole[11:19] + whole[13 + 3 * table :]

    applied, out = labelled(data, tmp_path)

    assert applied.method == "lossless"
    (frame,) = parsed(out, "out").frames
    drawn = indices(out, frame, "out")
    old = np.frombuffer(pixels, np.uint8).reshape(150, 200)
    assert (drawn[:75] == old[:75]).all()
    assert (drawn != old).any()
