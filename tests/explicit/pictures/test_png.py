"""PNG and APNG: samples outside the label and chunks beside the pixels are what they were."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hegui.errors import BrokenFile, CeilingExceeded, NoRoom, Unsupported, UsageError
from hegui.explicit.pictures.placement import ImageOptions
from hegui.explicit.pictures.png_chunks import CHANNELS, Header, chunks, header
from hegui.explicit.pictures.png_pixels import packed_anew, unpacked
from tests.builders.pictures import photograph, png
from tests.builders.png import chunk, itxt, text
from tests.explicit.pictures.labelled import (
    Pixels,
    assert_one_label,
    changed,
    encoded,
    frames_of,
    is_bottom_right,
    labelled,
    said,
)

KINDS = [
    (kind, depth)
    for kind, depths in {
        0: (1, 2, 4, 8, 16),
        2: (8, 16),
        3: (1, 2, 4, 8),
        4: (8, 16),
        6: (8, 16),
    }.items()
    for depth in depths
]


def sloped(kind: int, depth: int, width: int = 160, height: int = 121) -> Pixels:
    """Samples that rise across the picture."""
    y, x = np.mgrid[0:height, 0:width]
    rise = (x / width + y / height)[..., None] / 2 * np.linspace(0.6, 1, CHANNELS[kind])
    top = min(2**depth - 1, 15 if kind == 3 else 2**16)
    samples: Pixels = np.rint(rise * top).astype(np.uint16 if depth == 16 else np.uint8)
    return samples


def built(kind: int, depth: int, interlaced: bool = False) -> bytes:
    samples = sloped(kind, depth)
    colours = np.random.default_rng(depth).integers(0, 256, (min(2**depth, 16), 3))
    palette = [chunk(b"PLTE", colours.astype(np.uint8).tobytes())] if kind == 3 else []
    if not interlaced:
        return png(samples, depth, *palette, kind=kind, filters=2)
    head = Header(samples.shape[1], samples.shape[0], depth, kind, True)
    body = [chunk(b"IHDR", head.data()), *palette, chunk(b"IDAT", packed_anew(head, samples))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body) + chunk(b"IEND", b"")


def samples_of(data: bytes) -> Pixels:
    """Samples as they are stored; of a palette the colours, whatever their places."""
    found, _ = chunks(data, "x")
    packed = b"".join(one.data for one in found if one.type == b"IDAT")
    samples = unpacked(header(found, "x"), packed, "x").samples
    for one in found:
        if one.type == b"PLTE":
            colours: Pixels = np.frombuffer(one.data, np.uint8).reshape(-1, 3)
            return colours[samples[..., 0]]
    return samples


@pytest.mark.parametrize("interlaced", [False, True], ids=["straight", "interlaced"])
@pytest.mark.parametrize(("kind", "depth"), KINDS, ids=str)
def test_only_the_label_changes(kind: int, depth: int, interlaced: bool, tmp_path: Path) -> None:
    data = built(kind, depth, interlaced)

    applied, out = labelled(data, tmp_path)

    seen = changed(samples_of(data), samples_of(out))
    assert is_bottom_right(seen, 160, 121)
    assert applied.method == "lossless"
    with Image.open(io.BytesIO(out)) as opened, Image.open(io.BytesIO(data)) as before:
        assert opened.mode == before.mode
        opened.load()
    if depth == 16:
        assert header(chunks(out, "x")[0], "x").depth == 16
    again, twice = labelled(out, tmp_path)
    assert twice == out
    assert "stands there already" in said(again)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
@pytest.mark.parametrize("kind", [0, 2, 6])
def test_sixteen_bits_as_ffmpeg_reads_them(kind: int, tmp_path: Path) -> None:
    data = built(kind, 16)
    decoded = []
    form = {0: "gray16be", 2: "rgb48be", 6: "rgba64be"}[kind]
    for number, one in enumerate((data, labelled(data, tmp_path)[1])):
        path = tmp_path / f"{number}.png"
        path.write_bytes(one)
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-i",
            str(path),
            "-f",
            "rawvideo",
            "-pix_fmt",
            form,
            "-",
        ]
        raw = subprocess.run(command, capture_output=True, check=True).stdout
        decoded.append(np.frombuffer(raw, ">u2").reshape(121, 160, -1))

    assert (decoded[0] == sloped(kind, 16)).all()
    assert is_bottom_right(changed(*decoded), 160, 121)


def test_every_chunk_beside_the_pixels_stays(tmp_path: Path) -> None:
    beside = (
        chunk(b"gAMA", b"\0\0\xb1\x8f"),
        chunk(b"iCCP", b"p\0\0" + zlib.compress(b"profile")),
        chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0\0\0\0\0"),
        itxt(b"XML:com.adobe.xmp", b"<x:xmpmeta/>"),
        text(b"Comment", b"hello"),
        chunk(b"prVt", b"private"),
    )
    data = png(sloped(2, 8), 8, *beside) + b"trailer"

    out = labelled(data, tmp_path)[1]

    for one in beside:
        assert one in out
    assert out.endswith(b"trailer")
    assert [c.type for c in chunks(out, "x")[0]] == [c.type for c in chunks(data, "x")[0]]


def test_a_palette_without_room_takes_what_is_nearest_or_refuses(tmp_path: Path) -> None:
    indices = np.arange(256, dtype=np.uint8).reshape(1, -1).repeat(120, axis=0)[..., None]
    full = np.stack([np.arange(256), np.arange(256), np.arange(256) * 3 // 4], axis=1)
    greyish = np.stack([np.full(256, 90), np.arange(256) // 8 + 80, np.full(256, 90)], axis=1)

    def made(colours: Pixels) -> bytes:
        return png(indices, 8, chunk(b"PLTE", colours.astype(np.uint8).tobytes()), kind=3)

    applied, out = labelled(made(full), tmp_path)
    assert is_bottom_right(changed(samples_of(made(full)), samples_of(out)), 256, 120)
    assert applied.method == "lossless"
    with pytest.raises(Unsupported, match="palette has no room"):
        labelled(made(greyish), tmp_path)


def test_a_colour_that_is_transparent_does_not_make_holes(tmp_path: Path) -> None:
    white = chunk(b"tRNS", b"\0\xff" * 3)
    data = png(np.full((120, 160, 3), 90, np.uint8), 8, white)

    out = labelled(data, tmp_path)[1]

    (shown,) = frames_of(out)
    assert (shown[..., 3] == 255).all()
    assert shown[..., 0].max() >= 254


def test_of_what_is_no_rectangle_the_visible_part_counts(tmp_path: Path) -> None:
    """5.2 e: the sides of the rectangle that contains the picture, not of its transparent rest."""
    samples = np.zeros((400, 400, 4), np.uint8)
    samples[100:300, 60:300] = (200, 60, 60, 255)

    applied, out = labelled(png(samples, 8), tmp_path)

    (shown,) = frames_of(out)
    seen = changed(frames_of(png(samples, 8))[0], shown)
    assert 60 <= seen.left < seen.right <= 300
    assert 100 <= seen.top < seen.bottom <= 300
    assert applied.height is not None
    assert 5 <= applied.height <= 7  # of 200 pixels, not of 400


@pytest.mark.parametrize("disposal", [0, 1, 2])
def test_every_frame_of_an_animation_shows_it(disposal: int, tmp_path: Path) -> None:
    pictures = []
    for number in range(4):
        picture = Image.new("RGBA", (200, 150), (30, 90, 160, 255))
        ImageDraw.Draw(picture).ellipse((number * 30, 20, number * 30 + 40, 60), fill="white")
        pictures.append(picture)
    data = encoded(
        pictures[0],
        "PNG",
        save_all=True,
        append_images=pictures[1:],
        duration=[100, 110, 120, 130],
        loop=2,
        disposal=disposal,
    )

    out = labelled(data, tmp_path)[1]

    before, after = frames_of(data), frames_of(out)
    assert is_bottom_right(assert_one_label(before, after), 200, 150)
    with Image.open(io.BytesIO(out)) as a, Image.open(io.BytesIO(data)) as b:
        assert a.info["loop"] == b.info["loop"]
        for number in range(4):
            a.seek(number)
            b.seek(number)
            assert a.info["duration"] == b.info["duration"]


def test_frames_that_do_not_touch_the_label_stay_byte_for_byte(tmp_path: Path) -> None:
    pictures = [Image.new("RGBA", (200, 150), (30, 90, 160, 255)) for _ in range(3)]
    for number, picture in enumerate(pictures):
        ImageDraw.Draw(picture).rectangle((number * 9, 4, number * 9 + 9, 9), fill="white")
    data = encoded(pictures[0], "PNG", save_all=True, append_images=pictures[1:])

    out = labelled(data, tmp_path)[1]

    old, new = ([c for c in chunks(d, "x")[0] if c.type == b"fdAT"] for d in (data, out))
    assert [c.data for c in old] == [c.data for c in new]
    assert len(old) == 2


def test_what_does_not_fit_is_refused_with_the_reason(tmp_path: Path) -> None:
    for size in ((1, 1), (24, 24), (4000, 8), (8, 4000)):
        with pytest.raises(NoRoom, match=f"shows {size[0]} by {size[1]} pixels"):
            labelled(encoded(Image.new("RGB", size), "PNG"), tmp_path)


def test_bombs_are_refused(tmp_path: Path) -> None:
    wide = Header(30_000, 30_000, 8, 2, False)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", wide.data()) + chunk(b"IDAT", zlib.compress(b""))
    with pytest.raises(CeilingExceeded, match="30000 by 30000"):
        labelled(data + chunk(b"IEND", b""), tmp_path)
    # A stream that unpacks to far more than the header asks for is read no further than that.
    samples = sloped(2, 8)
    bomb = png(samples, 8)
    at = bomb.index(b"IDAT")
    length = int.from_bytes(bomb[at - 4 : at], "big")
    rows = zlib.decompress(bomb[at + 4 : at + 4 + length])
    idat = chunk(b"IDAT", zlib.compress(rows + bytes(200_000_000), 9))
    labelled(bomb[: at - 4] + idat + chunk(b"IEND", b""), tmp_path)


def test_thirty_thousand_pixels_in_a_row_work(tmp_path: Path) -> None:
    data = png(np.full((64, 30_000, 1), 200, np.uint8), 8)

    applied, out = labelled(data, tmp_path)

    assert applied.height is not None
    assert applied.height >= 5
    assert changed(samples_of(data), samples_of(out)).right > 29_900


@pytest.mark.parametrize(
    ("damage", "match"),
    [
        (lambda d: d[:-20], "ends|beyond"),
        (lambda d: d.replace(b"IHDR", b"IHDX"), "no header"),
        (lambda d: d[:45] + b"\x99" + d[46:], "checksum|beyond"),
    ],
)
def test_damage_is_our_error(damage, match: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BrokenFile, match=match):
        labelled(damage(encoded(photograph(90, 90), "PNG")), tmp_path)


def test_options_are_checked() -> None:
    for percent in (4.9, 51.0):
        with pytest.raises(UsageError, match="5 to 50"):
            ImageOptions(percent=percent)
