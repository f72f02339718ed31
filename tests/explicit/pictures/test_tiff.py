"""TIFF: only the pieces under the label change, in every coding, as tifffile reads them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from hegui.errors import BrokenFile, Unsupported
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import (
    Pixels,
    changed,
    encoded,
    is_bottom_right,
    labelled,
    said,
)

SIZE = (201, 151)


def values(channels: int, form: str = "u1") -> Pixels:
    source = photograph(*SIZE).convert("RGBA")
    source.putalpha(200)
    pixels: Pixels = np.asarray(source)[..., :channels]
    if form == "u2":
        pixels = pixels.astype(np.uint16) * 257 + 3
    return np.ascontiguousarray(pixels if channels > 1 else pixels[..., 0])


def planar() -> Pixels:
    return np.ascontiguousarray(np.moveaxis(values(3), -1, 0))


ZIP: dict[str, Any] = {"compression": "zlib", "predictor": True, "rowsperstrip": 16}
MAP = np.stack([np.arange(256) * 257] * 3).astype(np.uint16)
CASES: dict[str, tuple[Pixels, dict[str, Any]]] = {
    "rgb": (values(3), {}),
    "16 bits": (values(3, "u2"), {}),
    "big-endian": (values(3, "u2"), {"byteorder": ">"}),
    "white is zero": (values(1), {"photometric": "miniswhite"}),
    "deflate": (values(3), ZIP),
    "deflate 16": (values(3, "u2"), {**ZIP, "byteorder": ">"}),
    "tiles": (values(3), {"tile": (64, 64), "compression": "zlib"}),
    "raw tiles": (values(3, "u2"), {"tile": (32, 48)}),
    "planar": (planar(), {"planarconfig": "separate", "photometric": "rgb", "compression": "zlib"}),
    "alpha": (values(4), {"extrasamples": ["unassalpha"]}),
    "multiplied alpha": (values(4), {"extrasamples": ["assocalpha"]}),
    "cmyk": (values(4), {"photometric": "separated"}),
    "bigtiff": (values(3), {"bigtiff": True}),
    "one bit": (values(1) > 128, {}),
    "palette": (values(1), {"photometric": "palette", "colormap": MAP}),
}


def stored(data: bytes) -> Pixels:
    """What tifffile reads, rows and columns first."""
    pixels: Pixels = tifffile.imread(io.BytesIO(data))
    return np.moveaxis(pixels, 0, -1) if pixels.shape[0] == 3 else pixels


@pytest.mark.parametrize("case", CASES)
def test_only_the_label_changes(case: str, tmp_path: Path) -> None:
    pixels, options = CASES[case]
    tifffile.imwrite(tmp_path / "made.tif", pixels, **options)
    data = (tmp_path / "made.tif").read_bytes()

    applied, out = labelled(data, tmp_path)

    assert applied.method == "lossless"
    assert is_bottom_right(changed(stored(data), stored(out)), *SIZE)
    again, twice = labelled(out, tmp_path)
    assert twice == out
    assert "already" in said(again)


PILLOW = ("tiff_lzw", "packbits", "tiff_adobe_deflate", "group3", "group4", "tiff_ccitt")


@pytest.mark.parametrize("compression", PILLOW)
def test_codings_of_libtiff(compression: str, tmp_path: Path) -> None:
    fax = compression in PILLOW[3:]
    picture = photograph(*SIZE).convert("1" if fax else "RGB")
    data = encoded(picture, "TIFF", compression=compression)

    out = labelled(data, tmp_path)[1]

    with Image.open(io.BytesIO(data)) as a, Image.open(io.BytesIO(out)) as b:
        assert b.info["compression"] == a.info["compression"]
        assert is_bottom_right(changed(np.asarray(a), np.asarray(b)), *SIZE)


def test_bytes_outside_the_pieces_stay(tmp_path: Path) -> None:
    """The strip under the label, and what points at it: nothing else."""
    tifffile.imwrite(tmp_path / "made.tif", values(3), rowsperstrip=8, metadata=None)
    data = (tmp_path / "made.tif").read_bytes()

    out = labelled(data, tmp_path)[1]

    assert len(out) == len(data)
    differs = np.frombuffer(data, np.uint8) != np.frombuffer(out, np.uint8)
    assert 0 < differs.mean() < 0.1


def test_every_page_is_labelled_and_reduced_copies_are_not(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "made.tif") as file:
        file.write(values(3), subfiletype=0)
        file.write(values(3)[::4, ::4], subfiletype=1)
        file.write(255 - values(3), subfiletype=0)
    data = (tmp_path / "made.tif").read_bytes()

    applied, out = labelled(data, tmp_path)

    with tifffile.TiffFile(io.BytesIO(data)) as a, tifffile.TiffFile(io.BytesIO(out)) as b:
        same = [
            bool((x.asarray() == y.asarray()).all()) for x, y in zip(a.pages, b.pages, strict=True)
        ]
    assert same == [False, True, False]
    assert "2 pages carry the label" in said(applied)


def test_it_stands_upright(tmp_path: Path) -> None:
    tags = [(274, 3, 1, 6, True)]
    tifffile.imwrite(tmp_path / "made.tif", values(3), extratags=tags)
    data = (tmp_path / "made.tif").read_bytes()

    box = changed(stored(data), stored(labelled(data, tmp_path)[1]))

    assert box.left > 150  # turned by a quarter, that is the corner below right
    assert box.bottom < 75


@pytest.mark.parametrize("compression", ["jpeg", "zstd"])
def test_other_codings_are_refused(compression: str, tmp_path: Path) -> None:
    data = encoded(photograph(*SIZE), "TIFF", compression=compression)
    with pytest.raises(Unsupported, match="compression"):
        labelled(data, tmp_path)


def test_floating_point_is_refused(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "made.tif", values(1).astype(np.float32))
    with pytest.raises(Unsupported, match="32 bits"):
        labelled((tmp_path / "made.tif").read_bytes(), tmp_path)


@pytest.mark.parametrize("end", [6, 8, 60, 200])
def test_a_file_cut_off_is_our_error(end: int, tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "made.tif", values(3), metadata=None)
    data = (tmp_path / "made.tif").read_bytes()
    with pytest.raises(BrokenFile):
        labelled(data[:end], tmp_path)


def test_directories_in_a_circle_are_our_error(tmp_path: Path) -> None:
    directory = b"\x01\0" + b"\xfe\0\x04\0\x01\0\0\0\x01\0\0\0" + b"\x08\0\0\0"
    with pytest.raises(BrokenFile, match="circle"):
        labelled(b"II*\0\x08\0\0\0" + directory, tmp_path)
