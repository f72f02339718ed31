"""JPEG: coefficients outside the label's blocks and all metadata are what they were."""

from __future__ import annotations

import io
import itertools
import shutil
import struct
from pathlib import Path

import jpeglib
import numpy as np
import pytest
from PIL import Image, ImageOps

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported
from hegui.explicit.pictures.placement import ImageOptions, Position
from tests.builders import jpeg as builder
from tests.builders.pictures import photograph
from tests.exiftool import exiftool_json
from tests.explicit.pictures.labelled import changed, encoded, is_bottom_right, labelled, said
from tests.oracles import needs_exiftool

SIZES = ((200, 152), (203, 149), (177, 233))
SUBSAMPLINGS = {"4:4:4": 0, "4:2:2": 1, "4:2:0": 2}


def planes(data: bytes, folder: Path) -> list[np.ndarray[tuple[int, ...], np.dtype[np.int16]]]:
    """The coefficients of every component, read by jpeglib's own classes."""
    path = folder / "planes.jpg"
    path.write_bytes(data)
    read = jpeglib.read_dct(str(path))
    read.load()
    return [plane for plane in (read.Y, read.Cb, read.Cr, read.K) if plane is not None]


def assert_only_blocks_under_label(before: bytes, after: bytes, folder: Path) -> None:
    """No coefficient differs in any block that the label's own rectangle does not touch."""
    old, new = planes(before, folder), planes(after, folder)
    assert len(old) == len(new)
    with Image.open(io.BytesIO(before)) as a, Image.open(io.BytesIO(after)) as b:
        seen = changed(np.asarray(a.convert("L")), np.asarray(b.convert("L")))
        width, height = a.size
    assert is_bottom_right(seen, width, height)
    for first, second in zip(old, new, strict=True):
        assert first.shape == second.shape
        differs = (first != second).any(axis=(2, 3))
        rows, columns = np.nonzero(differs)
        assert rows.size
        # The size of one block in pixels of the picture, from the planes themselves.
        tall = 8 * round(old[0].shape[0] / first.shape[0])
        wide = 8 * round(old[0].shape[1] / first.shape[1])
        # Blocks next to what is seen changed: smoothing spreads chroma by one block.
        assert rows.min() >= seen.top // tall - 1
        assert columns.min() >= seen.left // wide - 1
        assert differs.mean() < 0.2


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("sampling", SUBSAMPLINGS)
def test_coefficients_outside_the_label_stay(
    sampling: str, size: tuple[int, int], tmp_path: Path
) -> None:
    for quality, more in itertools.product((30, 90), ({}, {"optimize": True})):
        data = encoded(
            photograph(*size), "JPEG", quality=quality, subsampling=SUBSAMPLINGS[sampling], **more
        )

        applied, out = labelled(data, tmp_path)

        assert applied.method == "exact-blocks"
        assert applied.height is not None
        assert applied.height >= 5
        assert_only_blocks_under_label(data, out, tmp_path)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB kept"])
def test_other_colours(mode: str, tmp_path: Path) -> None:
    picture = photograph(200, 152).convert(mode[:4].strip() if mode != "RGB kept" else "RGB")
    data = encoded(picture, "JPEG", quality=90, keep_rgb=mode == "RGB kept")

    _, out = labelled(data, tmp_path)

    assert_only_blocks_under_label(data, out, tmp_path)
    with Image.open(io.BytesIO(out)) as opened:
        assert opened.mode == picture.mode
        corner = np.asarray(opened.convert("L"))[-30:, -60:]
    assert corner.max() > 235  # white strokes
    assert np.percentile(corner, 30) < 90  # on a dark plate


@pytest.mark.skipif(shutil.which("jpegtran") is None, reason="jpegtran is not installed")
def test_progressive_stays_progressive(tmp_path: Path) -> None:
    data = encoded(photograph(200, 152), "JPEG", quality=85, progressive=True)

    applied, out = labelled(data, tmp_path)

    assert_only_blocks_under_label(data, out, tmp_path)
    assert b"\xff\xc2" in out
    assert "sequential" not in said(applied)


def test_progressive_without_jpegtran_says_what_became_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = encoded(photograph(200, 152), "JPEG", quality=85, progressive=True)

    applied, out = labelled(data, tmp_path)

    assert "became a sequential one with the same coefficients" in said(applied)
    assert b"\xff\xc2" not in out
    assert_only_blocks_under_label(data, out, tmp_path)


@pytest.mark.skipif(shutil.which("jpegtran") is None, reason="jpegtran is not installed")
def test_restart_markers_are_kept(tmp_path: Path) -> None:
    data = encoded(photograph(200, 152), "JPEG", restart_marker_blocks=3)

    applied, out = labelled(data, tmp_path)

    assert "restart" not in said(applied)
    assert b"\xff\xdd\0\x04\0\x03" in out
    assert out.count(b"\xff\xd0") == data.count(b"\xff\xd0")
    assert_only_blocks_under_label(data, out, tmp_path)


def test_restart_markers_without_jpegtran_are_dropped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = encoded(photograph(200, 152), "JPEG", restart_marker_blocks=3)

    applied, out = labelled(data, tmp_path)

    assert "restart markers are not kept" in said(applied)
    assert b"\xff\xdd" not in out
    assert_only_blocks_under_label(data, out, tmp_path)


@pytest.mark.skipif(shutil.which("jpegtran") is None, reason="jpegtran is not installed")
@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"restart_marker_blocks": 2}])
@pytest.mark.parametrize("form", [("RGB", 0), ("RGB", 1), ("RGB", 2), ("L", 0), ("CMYK", 0)])
def test_with_and_without_jpegtran_the_coefficients_are_the_same(
    form: tuple[str, int], more: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = photograph(203, 149).convert(form[0])
    data = encoded(picture, "JPEG", quality=80, subsampling=form[1], **more)

    helped = labelled(data, tmp_path)[1]
    monkeypatch.setenv("PATH", str(tmp_path))
    alone = labelled(data, tmp_path)[1]

    a, b = planes(helped, tmp_path), planes(alone, tmp_path)
    assert all((one == two).all() for one, two in zip(a, b, strict=True))
    assert_only_blocks_under_label(data, alone, tmp_path)


def with_everything() -> bytes:
    """EXIF, XMP, a colour profile, a comment, and bytes behind EOI."""
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x0112] = 1
    data = encoded(
        photograph(200, 152),
        "JPEG",
        exif=exif,
        icc_profile=b"profile" * 40,
        comment=b"a comment",
        xmp=b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
    )
    return data + b"what follows"


def head_of(data: bytes) -> list[bytes]:
    """Every segment before the first scan but Huffman tables, which are made anew."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if data[at + 1] != 0xC4:
            found.append(data[at:end])
        at = end
    return found


def test_metadata_stays_byte_for_byte(tmp_path: Path) -> None:
    data = with_everything()

    applied, out = labelled(data, tmp_path)

    assert head_of(out) == head_of(data)
    assert out.endswith(b"\xff\xd9what follows")
    assert "12 bytes behind the picture stay" in said(applied)


@needs_exiftool
def test_exiftool_sees_the_same_metadata(tmp_path: Path) -> None:
    data = with_everything()
    before, after = tmp_path / "before.jpg", tmp_path / "after.jpg"
    before.write_bytes(data)
    after.write_bytes(labelled(data, tmp_path)[1])

    ignored = ("-x", "File:all", "-x", "ExifTool:all", "-x", "SourceFile")
    answers = [exiftool_json(path, "-G1", "-a", *ignored) for path in (before, after)]
    for one in answers:
        one.pop("SourceFile", None)

    assert answers[0] == answers[1]
    assert {"IFD0:Make", "XMP-x:XMPToolkit", "JFIF:XResolution"} & set(answers[0])


def test_a_thumbnail_without_the_label_is_said(tmp_path: Path) -> None:
    # IFD0 of one entry, then IFD1: where EXIF keeps a thumbnail.
    block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\x1a\0\0\0" + bytes(6)
    data = encoded(photograph(200, 152), "JPEG", exif=b"Exif\0\0" + block)

    assert "thumbnail stays as it is" in said(labelled(data, tmp_path)[0])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_label_is_upright_in_the_corner_as_shown(orientation: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    plain = Image.new("RGB", (240, 160), (140, 140, 140))
    data = encoded(plain, "JPEG", quality=95, exif=exif)

    applied, out = labelled(data, tmp_path, ImageOptions(Position.TOP_LEFT))

    with Image.open(io.BytesIO(out)) as opened:
        shown = np.asarray(ImageOps.exif_transpose(opened).convert("L")).astype(int)
    seen = changed(np.full_like(shown, 140), np.where(abs(shown - 140) > 24, shown, 140))
    assert applied.place == "top left"
    assert max(seen.left, seen.top) < 16
    # Upright: the same picture as without any turning, as far as JPEG goes.
    exif[0x0112] = 1
    straight = Image.new("RGB", (shown.shape[1], shown.shape[0]), (140, 140, 140))
    _, reference = labelled(
        encoded(straight, "JPEG", quality=95, exif=exif), tmp_path, ImageOptions(Position.TOP_LEFT)
    )
    with Image.open(io.BytesIO(reference)) as opened:
        expected = np.asarray(opened.convert("L")).astype(int)
    assert np.abs(expected - shown).mean() < 1


@pytest.mark.parametrize("quality", [12, 40, 85])
def test_a_label_is_never_drawn_twice(quality: int, tmp_path: Path) -> None:
    data = encoded(photograph(300, 220), "JPEG", quality=quality)
    _, once = labelled(data, tmp_path)

    applied, twice = labelled(once, tmp_path)

    assert twice == once
    assert "stands there already" in said(applied)


def test_further_pictures_are_found_where_their_index_says(tmp_path: Path) -> None:
    """A Multi-Picture file, as phones write for HDR gain maps: the index fits after labelling."""
    second = encoded(photograph(40, 30, seed=2), "JPEG")
    first = encoded(photograph(200, 152), "JPEG")

    def made(size: int, offset: int) -> bytes:
        entries = struct.pack("<IIIHH", 0x030000, size, 0, 0, 0)
        entries += struct.pack("<IIIHH", 0, len(second), offset, 0, 0)
        index = b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0xB002, 7, 32, 26) + bytes(4)
        gain = builder.segment(0xE1, builder.XMP + b"hdrgm:Version")
        mpf = builder.segment(0xE2, b"MPF\0" + index + entries)
        return first[:2] + mpf + gain + first[2:]

    size = len(made(0, 0))
    data = made(size, size - 2 - 8) + second

    applied, out = labelled(data, tmp_path)

    assert "HDR gain map stays" in said(applied)
    at = out.index(b"MPF\0") + 4
    (length,) = struct.unpack_from("<I", out, at + 26 + 4)
    (offset,) = struct.unpack_from("<I", out, at + 26 + 16 + 8)
    assert out[at + offset :] == second
    assert length == len(out) - len(second)


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (builder.arithmetic(), "arithmetic"),
        (builder.jpeg().replace(b"\xff\xc0\0\x0b\x08", b"\xff\xc1\0\x0b\x0c"), "12 bits"),
        (encoded(photograph(64, 64).convert("CMYK"), "JPEG").replace(b"Adobe", b"Adobi"), "CMYK"),
        (encoded(photograph(64, 64), "JPEG").replace(b"\xff\xc0", b"\xff\xc3"), "lossless"),
    ],
)
def test_what_is_not_worked_on_is_said(data: bytes, match: str, tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match=match):
        labelled(data, tmp_path)


def test_a_file_cut_off_anywhere_is_our_error(tmp_path: Path) -> None:
    data = encoded(photograph(96, 72), "JPEG")
    for end in range(3, len(data) - 1, 37):
        with pytest.raises(BrokenFile):
            labelled(data[:end], tmp_path)


def test_a_tiny_file_cannot_claim_a_huge_picture(tmp_path: Path) -> None:
    data = encoded(photograph(64, 64), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    huge = data[:at] + struct.pack(">HH", 10_000, 10_000) + data[at + 4 :]

    with pytest.raises(BrokenFile, match="too short"):
        labelled(huge, tmp_path)
    with pytest.raises(CeilingExceeded, match="64 by 64"):
        labelled(data, tmp_path, ImageOptions(most_pixels=1000))
