"""HEIC and AVIF: encoded anew at matching quality, which is said, and what goes with them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from hegui.errors import BrokenFile, Unsupported
from hegui.explicit.pictures.reencoding import at_matching_quality
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import changed, encoded, is_bottom_right, labelled, said


def heic(picture: Image.Image, **options: Any) -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(picture).save(file, quality=60, **options)
    return file.getvalue()


def shown(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    opened = pillow_heif.open_heif(io.BytesIO(data))
    return np.asarray(opened)


def test_heic_is_encoded_anew_and_keeps_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    picture = photograph(200, 152)
    picture.info["icc_profile"] = b"profile" * 30
    data = heic(picture, exif=exif.tobytes())

    applied, out = labelled(data, tmp_path)

    assert applied.method == "re-encoded"
    assert "encoded anew as HEIC at quality" in said(applied)
    info = pillow_heif.open_heif(io.BytesIO(out)).info
    assert b"Maker" in info["exif"]
    assert info["icc_profile"] == b"profile" * 30
    before, after = shown(data).astype(int), shown(out).astype(int)
    assert np.abs(before - after)[:100].mean() < 3
    loud = np.abs(before - after).max(axis=2) > 100
    assert is_bottom_right(changed(np.zeros_like(loud), loud), 200, 152)
    assert labelled(out, tmp_path)[1] == out


def test_ten_bits_stay_ten_bits(tmp_path: Path) -> None:
    samples = np.asarray(photograph(200, 152)).astype(np.uint16) * 257
    file = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (200, 152), samples.tobytes()).save(file, quality=60)

    out = labelled(file.getvalue(), tmp_path)[1]

    assert pillow_heif.open_heif(io.BytesIO(out)).info["bit_depth"] == 10


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    data = heic(photograph(200, 152))
    made = pillow_heif.open_heif(io.BytesIO(data))
    made.info["thumbnails"] = [64]
    file = io.BytesIO()
    made.save(file, quality=60)

    assert "the thumbnail of the original is lost" in said(labelled(file.getvalue(), tmp_path)[0])


def test_avif_is_encoded_anew_and_keeps_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    more = {"exif": exif, "icc_profile": b"profile" * 30, "subsampling": "4:4:4", "speed": 9}
    data = encoded(photograph(200, 152), "AVIF", quality=70, **more)

    applied, out = labelled(data, tmp_path)

    assert applied.method == "re-encoded"
    assert "encoded anew as AVIF at quality" in said(applied)
    with Image.open(io.BytesIO(out)) as opened:
        assert opened.getexif()[0x0112] == 6
        assert opened.info["icc_profile"] == b"profile" * 30
        after = np.asarray(opened.convert("RGB")).astype(int)
    with Image.open(io.BytesIO(data)) as opened:
        before = np.asarray(opened.convert("RGB")).astype(int)
    at = out.index(b"av1C") + 6
    assert out[at] & 0x0C == 0  # still 4:4:4
    loud = np.abs(before - after).max(axis=2) > 90
    box = changed(np.zeros_like(loud), loud)
    assert box.left > 150  # turned by a quarter
    assert box.bottom < 80
    assert labelled(out, tmp_path)[1] == out


def test_an_animated_avif_keeps_its_frames(tmp_path: Path) -> None:
    frames = [photograph(160, 120, seed=seed) for seed in (1, 2)]
    more = {"save_all": True, "append_images": frames[1:], "duration": [100, 200], "speed": 9}
    out = labelled(encoded(frames[0], "AVIF", quality=60, **more), tmp_path)[1]

    with Image.open(io.BytesIO(out)) as opened:
        assert getattr(opened, "n_frames", 1) == 2
        opened.seek(1)
        opened.load()
        assert opened.info["duration"] == 200
        assert np.asarray(opened.convert("L"))[-30:, -60:].max() > 230


def test_avif_of_ten_bits_is_refused(tmp_path: Path) -> None:
    data = bytearray(encoded(photograph(64, 64), "AVIF", speed=9))
    data[data.index(b"av1C") + 6] |= 0x40
    with pytest.raises(Unsupported, match="more than 8 bits"):
        labelled(bytes(data), tmp_path)


@pytest.mark.parametrize("form", ["HEIC", "AVIF"])
@pytest.mark.parametrize("end", [40, 200, -60])
def test_a_file_cut_off_is_our_error(form: str, end: int, tmp_path: Path) -> None:
    picture = photograph(96, 96)
    data = heic(picture) if form == "HEIC" else encoded(picture, "AVIF", speed=9)
    with pytest.raises(BrokenFile):
        labelled(data[:end], tmp_path)


@pytest.mark.parametrize("size", [100, 3000, 50_000, 10**9])
def test_the_quality_is_the_lowest_that_gives_nothing_away(size: int) -> None:
    asked = []

    def encode(quality: int) -> bytes:
        asked.append(quality)
        return bytes(quality * quality * 7)

    result = at_matching_quality(encode, size)

    assert len(asked) <= 6
    assert len(result.data) >= size or result.quality == 98
    assert len(result.data) <= max(2 * size, 7 * 20 * 20 * 2)
