"""TIFF through the eyes of others: exiftool, Pillow, tifffile and exiv2 on what hegui wrote."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.tiff import Tiff
from tests.builders import tiff as build
from tests.builders.exif import WRAPPED
from tests.builders.tiff import SAMPLES

NEW = (
    '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"new-1",'
    '"ReservedCode1":"","ContentPropagator":"001191350100M000100Y4300000",'
    '"PropagateID":"new-1","ReservedCode2":""}'
)


def labelled(data: bytes) -> bytes:
    return apply_edits(data, Tiff(Source.of_bytes(data)).plan(NEW))


@pytest.mark.parametrize("name", SAMPLES)
def test_exiftool_reads_the_same_label(name: str, tmp_path: Path) -> None:
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed")
    path = tmp_path / "picture.tif"
    path.write_bytes(labelled(SAMPLES[name]()))
    command = ["exiftool", "-b", "-XMP-TC260:AIGC", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (NEW, "")


@pytest.mark.parametrize("name", SAMPLES)
def test_pillow_decodes_the_same_pages(name: str) -> None:
    image = pytest.importorskip("PIL.Image")
    data = SAMPLES[name]()

    def pages(of: bytes) -> list[bytes]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with image.open(io.BytesIO(of)) as picture:
                result = []
                for number in range(picture.n_frames):
                    picture.seek(number)
                    result.append(picture.tobytes())
                return result

    if name == "plain_bigtiff_big_endian":
        pytest.skip("Pillow does not open big-endian BigTIFF")
    assert pages(labelled(data)) == pages(data)


@pytest.mark.parametrize("name", SAMPLES)
def test_tifffile_decodes_the_same_pages_and_reads_the_packet(name: str) -> None:
    tifffile = pytest.importorskip("tifffile")
    data = SAMPLES[name]()
    new = labelled(data)
    with (
        tifffile.TiffFile(io.BytesIO(data)) as old_file,
        tifffile.TiffFile(io.BytesIO(new)) as file,
    ):
        assert len(file.pages) == len(old_file.pages)
        for old, page_of in zip(old_file.pages, file.pages, strict=True):
            assert page_of.asarray().tobytes() == old.asarray().tobytes()
        assert b"new-1" in file.pages[0].tags[700].value


@pytest.mark.parametrize("name", SAMPLES)
def test_exiv2_reads_the_packet(name: str, tmp_path: Path) -> None:
    exiv2 = pytest.importorskip("exiv2")
    if "bigtiff" in name:
        pytest.skip("exiv2 does not read BigTIFF's metadata")
    path = tmp_path / "picture.tif"
    path.write_bytes(labelled(SAMPLES[name]()))
    picture = exiv2.ImageFactory.open(os.fspath(path))
    picture.readMetadata()
    assert [datum.toString() for datum in picture.xmpData() if "AIGC" in datum.key()] == [NEW]


def test_a_comment_written_by_exiftool_is_found_and_cleaned(tmp_path: Path) -> None:
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed")
    path = tmp_path / "picture.tif"
    path.write_bytes(build.foreign())
    command = ["exiftool", "-q", "-overwrite_original", f"-UserComment={WRAPPED}", str(path)]
    subprocess.run(command, check=True)
    data = path.read_bytes()
    assert [site.slot for site in Tiff(Source.of_bytes(data)).read().sites] == [
        "tiff.exif-UserComment"
    ]
    new = labelled(data)
    path.write_bytes(new)
    command = ["exiftool", "-b", "-UserComment", str(path)]
    assert subprocess.run(command, capture_output=True, check=True).stdout.strip() == b""
