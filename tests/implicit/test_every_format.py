"""What holds for every format: one label, in its slot, and nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hegui.aigc import transcribe
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Container, Reading
from hegui.implicit.table import open_container
from tests.builders.labels import BARE
from tests.builders.samples import Sample, samples
from tests.oracles import exiftool_label, metadata, needs_exiftool, pixels

NEW = BARE.replace("4f7c1f9e-a01", "a-second-number/7&8<9")
# Formats in which a new revision follows the old one, whose bytes stay.
KEEPS_REVISIONS = {"pdf"}
# Samples in which ExifTool finds nothing at all: Speex's comments, what follows an extended header
# of ID3v2.3 (whose length it miscounts), Ogg with foreign bytes between pages.
NOT_READ_BY_EXIFTOOL = {"ogg-speex", "mp3-2.3-checksum", "ogg-lost-bytes"}
# ExifTool 12 does not know BW64, nor that ds64 gives other chunks than the sound a length.
NOT_READ_BY_EXIFTOOL |= {"wav-bw64", "wav-rf64-table"}
# It wants a head of several lines, in an encoding like ASCII.
NOT_READ_BY_EXIFTOOL |= {"html-no-head", "html-no-tags", "html-utf-16", "html-quoted-elsewhere"}
# Of a package it reads what lies in docProps, is in UTF-8 and has the usual prefixes.
NOT_READ_BY_EXIFTOOL |= {"ooxml-elsewhere", "ooxml-utf-16", "odf-empty-meta"}
NOT_READ_BY_EXIFTOOL |= {"epub-no-mimetype"}
# What Pillow, with pillow-heif, decodes.
DECODED = {"png", "jpeg", "webp", "gif", "tiff", "heif", "psd"}


def opened(data: bytes, sample: Sample) -> Container:
    return open_container(Source.of_bytes(data, "sample" + sample.suffix))


def labelled(data: bytes, sample: Sample, text: str) -> bytes:
    return apply_edits(data, opened(data, sample).plan(text))


def only_label(reading: Reading) -> str:
    (site,) = reading.sites
    assert site.prescribed
    assert site.parsed is not None
    assert not site.parsed.tolerances
    return transcribe(site.parsed)


@pytest.fixture(params=samples(), ids=str)
def sample(request: pytest.FixtureRequest) -> Sample:
    chosen: Sample = request.param
    return chosen


def test_a_labelled_file_holds_one_label_in_the_prescribed_slot(sample: Sample) -> None:
    result = labelled(sample.build(), sample, BARE)
    assert only_label(opened(result, sample).read()) == BARE


def test_a_second_labelling_leaves_exactly_one_label(sample: Sample) -> None:
    first = labelled(sample.build(), sample, BARE)
    second = labelled(first, sample, NEW)
    assert only_label(opened(second, sample).read()) == NEW
    if sample.format not in KEEPS_REVISIONS:
        assert BARE.encode() not in second


def test_labelling_again_with_the_same_label_changes_nothing(sample: Sample) -> None:
    once = labelled(sample.build(), sample, BARE)
    assert labelled(once, sample, BARE) == once


def test_the_label_of_a_site_lies_where_the_site_says(sample: Sample) -> None:
    data = sample.build()
    for site in opened(data, sample).read().sites:
        assert 0 <= site.offset
        assert 0 < site.length
        assert site.offset + site.length <= len(data)


@needs_exiftool
def test_exiftool_reads_the_same_json(sample: Sample, tmp_path: Path) -> None:
    if sample.format in ("markdown", "ofd", "xmind"):
        pytest.skip("ExifTool does not read this format")
    if str(sample) in NOT_READ_BY_EXIFTOOL:
        pytest.skip("ExifTool finds no metadata in this sample")
    path = tmp_path / f"sample{sample.suffix}"
    path.write_bytes(labelled(sample.build(), sample, NEW))
    assert exiftool_label(path) == [NEW]


@needs_exiftool
def test_foreign_metadata_is_what_it_was(sample: Sample, tmp_path: Path) -> None:
    if sample.format == "markdown":
        pytest.skip("ExifTool does not read Markdown")
    before, after = tmp_path / f"before{sample.suffix}", tmp_path / f"after{sample.suffix}"
    before.write_bytes(sample.build())
    after.write_bytes(labelled(sample.build(), sample, BARE))
    old, new = metadata(before), metadata(after)
    # A tag of ID3v2.2 becomes one of 2.3, which ExifTool makes the group's name.
    old = {key.replace("ID3v2_2:", "ID3v2_3:"): value for key, value in old.items()}
    lost = {key: value for key, value in old.items() if new.get(key) != value}
    assert not {key for key, value in lost.items() if not _speaks_of_a_label(key, value)}


# What a format says about itself and must say anew once it holds another label.
OWN_STRUCTURE = ("WebP_Flags", "GIFVersion", "MPImageLength", "MPImageStart", "HasExtendedXMP")
OWN_STRUCTURE += ("ID3v2_3:PictureFormat",)  # of ID3v2.2; its successor has a media type
OWN_STRUCTURE += ("RIFFSize64", "DataSize64")  # the latter of a recording that did not say it
OWN_STRUCTURE += ("HandlerType",)  # of a movie's list of tags, beside the tracks' own
OWN_STRUCTURE += ("TagTrackUID", "TargetType")  # of a Matroska tag that is the label, and goes
OWN_STRUCTURE += ("FileSizeBytes", "KeyFramePositions", "Lastkeyframelocation")  # FLV's offsets


def _speaks_of_a_label(key: str, value: object) -> bool:
    """Whether a value is a label that stood elsewhere and had to go, or a structure's own size."""
    said = f"{key} {value}".lower()
    return "contentproducer" in said or "aigc" in said or key.endswith(OWN_STRUCTURE)


def test_the_pixels_are_what_they_were(sample: Sample) -> None:
    if sample.format not in DECODED:
        pytest.skip(f"no decoder for {sample.format} here")
    data = sample.build()
    try:
        before = pixels(data)
    except Exception as error:  # noqa: BLE001 - whatever Pillow says of a sample without picture
        pytest.skip(f"Pillow does not decode the sample itself: {error}")
    assert pixels(labelled(data, sample, BARE)) == before
