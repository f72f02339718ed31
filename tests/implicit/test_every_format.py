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
# Samples whose label ExifTool 12 cannot find, and why.
NOT_READ_BY_EXIFTOOL = {
    "ogg-speex": "Speex's comments are not read",
    "mp3-2.3-checksum": "the length of an extended ID3v2.3 header is miscounted",
    "ogg-lost-bytes": "foreign bytes between pages end the walk",
    "wav-bw64": "BW64 is not known",
    "wav-rf64-table": "ds64's lengths of other chunks are not used",
    "html-no-head": "a head of several lines is wanted",
    "html-no-tags": "a head of several lines is wanted",
    "html-utf-16": "an encoding like ASCII is wanted",
    "html-quoted-elsewhere": "a head of several lines is wanted",
    "ooxml-elsewhere": "only what lies in docProps is read",
    "ooxml-utf-16": "only UTF-8 is read",
    "odf-empty-meta": "only the usual prefixes are known",
    "epub-no-mimetype": "the package is not recognised",
}
# Formats that ExifTool does not read at all.
UNKNOWN_TO_EXIFTOOL = ("markdown", "ofd", "xmind")
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
        assert site.offset >= 0
        assert site.length > 0
        assert site.offset + site.length <= len(data)


@needs_exiftool
def test_exiftool_reads_the_same_json(sample: Sample, tmp_path: Path) -> None:
    if sample.format in UNKNOWN_TO_EXIFTOOL:
        pytest.skip("ExifTool does not read this format")
    if str(sample) in NOT_READ_BY_EXIFTOOL:
        pytest.skip(f"ExifTool: {NOT_READ_BY_EXIFTOOL[str(sample)]}")
    path = tmp_path / f"sample{sample.suffix}"
    path.write_bytes(labelled(sample.build(), sample, NEW))
    assert exiftool_label(path) == [NEW]


@needs_exiftool
def test_foreign_metadata_is_what_it_was(sample: Sample, tmp_path: Path) -> None:
    if sample.format in UNKNOWN_TO_EXIFTOOL:
        pytest.skip("ExifTool does not read this format")
    before, after = tmp_path / f"before{sample.suffix}", tmp_path / f"after{sample.suffix}"
    before.write_bytes(sample.build())
    after.write_bytes(labelled(sample.build(), sample, BARE))
    old, new = metadata(before), metadata(after)
    # A tag of ID3v2.2 becomes one of 2.3, which ExifTool makes the group's name.
    old = {key.replace("ID3v2_2:", "ID3v2_3:"): value for key, value in old.items()}
    lost = {key: value for key, value in old.items() if new.get(key) != value}
    assert not {key for key, value in lost.items() if not _speaks_of_a_label(key, value)}


# What a format says about itself and must say anew once it holds another label.
OWN_STRUCTURE = (
    "WebP_Flags",
    "GIFVersion",
    "MPImageLength",
    "MPImageStart",
    "HasExtendedXMP",
    "ID3v2_3:PictureFormat",  # of ID3v2.2; its successor has a media type
    "RIFFSize64",
    "DataSize64",  # of a recording that did not say it
    "HandlerType",  # of a movie's list of tags, beside the tracks' own
    "TagTrackUID",  # of a Matroska tag that is the label, and goes
    "TargetType",
    "FileSizeBytes",  # FLV's own offsets, as the next two
    "KeyFramePositions",
    "Lastkeyframelocation",
)


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
