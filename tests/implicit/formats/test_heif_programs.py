"""HEIF and AVIF as other programs write them."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.builders.exif import comment as labelled_exif
from tests.builders.heif import (
    exif,
    heic,
    xmp,
)
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.heif_steps import LONGER, NEW, labelled, one_label, read
from tests.oracles import pixels

# Files that other programs wrote


def picture_file(path: Path) -> Path:
    size = 160, 120
    gradient = Image.radial_gradient("L").resize(size)
    Image.merge("RGB", (gradient, gradient.rotate(90), gradient.rotate(180))).save(path)
    return path


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


@needs("heif-enc")
@pytest.mark.parametrize("options", [(), ("-t", "64"), ("--enable-metadata-compression",)])
def test_files_of_libheif(options: tuple[str, ...], tmp_path: Path) -> None:
    source = picture_file(tmp_path / "p.png")
    with Image.open(source) as opened:
        opened.save(tmp_path / "p.jpg", xmp=xmp_with(BARE))
    out = tmp_path / "p.heic"
    subprocess.run(["heif-enc", *options, "-o", out, tmp_path / "p.jpg"], check=True)
    data = out.read_bytes()
    assert [site.text for site in read(data).sites] == [BARE]
    for label in (NEW, LONGER):
        result = labelled(data, label)
        one_label(result, label)
        assert pixels(result) == pixels(data)


@pytest.mark.parametrize("format_", ["HEIF", "AVIF"])
@pytest.mark.parametrize("packet", [b"", FOREIGN_XMP, xmp_with(BARE)], ids=["no", "other", "own"])
def test_files_of_pillow(format_: str, packet: bytes) -> None:
    out = io.BytesIO()
    options = {"xmp": packet} if packet else {}
    Image.radial_gradient("L").convert("RGB").save(out, format_, **options)
    data = out.getvalue()
    for label in (NEW, LONGER):
        result = labelled(data, label)
        one_label(result, label)
        assert pixels(result) == pixels(data)


def frames(path: Path) -> bytes:
    """The checksums of the frames as FFmpeg decodes them."""
    return subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "framemd5", "-"],
        capture_output=True,
        check=True,
    ).stdout


@needs("ffmpeg")
@pytest.mark.parametrize("count", [1, 5])
def test_files_of_ffmpeg(count: int, tmp_path: Path) -> None:
    path = tmp_path / "f.avif"
    made = subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:r=5"),
            *("-frames:v", str(count), "-c:v", "libaom-av1", "-cpu-used", "8", path),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this ffmpeg has no AV1 encoder or no AVIF muxer")
    data = path.read_bytes()
    before = frames(path)
    for label in (NEW, LONGER):
        path.write_bytes(labelled(data, label))
        one_label(path.read_bytes(), label)
        assert frames(path) == before


def test_items_that_exiftool_has_emptied() -> None:
    """It leaves an item's entry without a length, at the place of what is left of the file."""
    data = bytearray(heic(xmp(FOREIGN_XMP), exif(labelled_exif())))
    entries = data.index(b"iloc") + 12  # version and flags, widths, count
    (picture,) = struct.unpack_from(">I", data, entries + 6)
    for entry in (entries + 14, entries + 28):
        struct.pack_into(">II", data, entry + 6, picture, 0)
    assert read(bytes(data)) == read(heic())
    result = labelled(bytes(data))
    one_label(result)
    assert pixels(result) == pixels(heic())
