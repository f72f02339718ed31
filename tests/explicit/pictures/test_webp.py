"""WebP: lossless stays lossless, lossy is matched, the container keeps what it holds."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hegui.errors import BrokenFile
from hegui.explicit.pictures.webp_layout import chunks_of, picture
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import (
    changed,
    encoded,
    frames_of,
    is_bottom_right,
    labelled,
    said,
)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_lossless_stays_lossless(mode: str, tmp_path: Path) -> None:
    source = photograph(201, 151).convert(mode)
    if mode == "RGBA":
        source.putalpha(Image.linear_gradient("L").resize(source.size))
    data = encoded(source, "WEBP", lossless=True, exact=True)

    applied, out = labelled(data, tmp_path)

    assert applied.method == "lossless"
    assert b"VP8L" in out
    assert is_bottom_right(changed(frames_of(data)[0], frames_of(out)[0]), 201, 151)
    again, twice = labelled(out, tmp_path)
    assert twice == out
    assert "already" in said(again)


def test_a_lossy_picture_that_has_the_label_is_said_to_be_as_it_was(tmp_path: Path) -> None:
    applied, once = labelled(encoded(photograph(320, 240), "WEBP", quality=80), tmp_path)
    again, twice = labelled(once, tmp_path)

    assert twice == once
    assert (applied.method, again.method) == ("re-encoded", "lossless")


@pytest.mark.parametrize("quality", [30, 60, 80, 95])
def test_the_quality_of_a_lossy_one_is_found(quality: int) -> None:
    data = encoded(photograph(320, 240), "WEBP", quality=quality)

    assert quality - 2 <= picture(chunks_of(data, "x"), "x").quality() <= quality + 20


def test_lossy_is_encoded_anew_and_says_so(tmp_path: Path) -> None:
    data = encoded(photograph(201, 151), "WEBP", quality=80)

    applied, out = labelled(data, tmp_path)

    assert applied.method == "re-encoded"
    assert "encoded anew as WebP at quality" in said(applied)
    before, after = (one[0][:, :, :3].astype(int) for one in (frames_of(data), frames_of(out)))
    rest = np.abs(before - after)[:100]
    assert 0 < rest.mean() < 3
    assert len(out) < 2 * len(data)


def test_what_is_beside_the_picture_stays(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    more = {"exif": exif, "icc_profile": b"profile" * 30, "xmp": b"<x:xmpmeta/>"}
    data = encoded(photograph(201, 151), "WEBP", lossless=True, **more)

    out = labelled(data, tmp_path)[1]

    kinds = (b"ICCP", b"EXIF", b"XMP ", b"VP8X")
    old, new = ([one.raw for one in chunks_of(d, "x") if one.type in kinds] for d in (data, out))
    assert old == new
    assert len(old) == 4
    # Shown turned by a quarter, the corner is at the top right of what is stored.
    box = changed(frames_of(data)[0], frames_of(out)[0])
    assert box.left > 150
    assert box.bottom < 75


@pytest.mark.parametrize("sticker", [False, True])
@pytest.mark.parametrize("lossless", [False, True])
def test_every_frame_of_an_animation_shows_it(
    lossless: bool, sticker: bool, tmp_path: Path
) -> None:
    pictures = []
    for number in range(4):
        picture = Image.new("RGBA", (201, 151), (0, 0, 0, 0) if sticker else (30, 90, 160, 255))
        at = (10 + number * 25, 20, 60 + number * 25, 80)
        ImageDraw.Draw(picture).ellipse(at, fill=(240, 200, 30, 255))
        pictures.append(picture)
    data = encoded(
        pictures[0],
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=[100, 110, 120, 130],
        loop=2,
        lossless=lossless,
    )

    applied, out = labelled(data, tmp_path)

    before, after = frames_of(data), frames_of(out)
    for a, b in zip(before, after, strict=True):
        seen = np.abs(a.astype(int) - b.astype(int)).max(axis=2) > (0 if lossless else 90)
        box = changed(np.zeros_like(seen), seen)
        assert is_bottom_right(box, 201, 151)
    assert applied.method == ("lossless" if lossless else "re-encoded")
    with Image.open(io.BytesIO(out)) as opened:
        opened.load()
        assert opened.info["loop"] == 2


@pytest.mark.parametrize("cut", [15, 25, 60, 300])
def test_damage_is_our_error(cut: int, tmp_path: Path) -> None:
    data = encoded(photograph(201, 151), "WEBP", lossless=True)
    with pytest.raises(BrokenFile):
        labelled(data[:cut], tmp_path)
