"""Matroska: files whose elements do not lie as they should, each refused or read up to there."""

from __future__ import annotations

import pytest

from hegui.errors import BrokenFile
from hegui.files.source import Source
from hegui.implicit.container import Reading
from hegui.implicit.table import open_container
from hegui.structures import matroska_layout
from tests.builders import matroska as build
from tests.builders.labels import BARE

HEADER = build.header()
PLAIN = build.Plan().build()
LABELLED = build.element(build.SEGMENT, build.INFO_PART, build.LABELLED_TAGS)
LIVE = build.element(build.SEGMENT, build.INFO_PART, build.LABELLED_TAGS, unknown=True)


def read(data: bytes) -> Reading:
    return open_container(Source.of_bytes(data, "x.mkv")).read()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (HEADER, "the file has no Segment"),
        (HEADER + build.void(20), "the file has no Segment"),
        (HEADER + build.TAGS.to_bytes(4) + b"\x81\0", "the file has no Segment"),
        (HEADER + build.void(200)[:100], "the element says 191 bytes, and 91 are left"),
        (HEADER + b"\0\0\0", "byte 40"),
    ],
)
def test_a_file_without_a_segment_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        read(data)


@pytest.mark.parametrize("behind", [b"\0\0\0\0", b"\xec\xff", build.void(200)[:100]])
def test_what_follows_a_segment_and_is_no_element_is_not_looked_at(behind: bytes) -> None:
    reading = read(HEADER + LABELLED + behind)
    assert [site.text for site in reading.sites] == [BARE]
    assert not reading.blind


def test_a_recording_without_a_length_ends_where_the_next_begins() -> None:
    reading = read(HEADER + LIVE + HEADER + LABELLED)
    assert [site.text for site in reading.sites] == [BARE, BARE]


def test_tags_of_unknown_length_are_no_tags() -> None:
    tags = build.element(build.TAGS, b"", unknown=True)
    reading = read(HEADER + build.element(build.SEGMENT, build.INFO_PART, tags))
    assert not reading.sites
    assert reading.blind


def test_a_cluster_that_leaves_its_segment_is_said() -> None:
    cluster = build.element(build.CLUSTER, build.block(0))
    whole = build.element(build.SEGMENT, build.INFO_PART, cluster)
    cut = build.element(build.SEGMENT, build.INFO_PART, cluster[:-4])
    assert not read(HEADER + whole).blind
    assert read(HEADER + cut).blind


def test_a_block_of_unknown_length_in_a_recording_is_said() -> None:
    cluster = build.element(build.CLUSTER, build.element(0xA0, b"", unknown=True), unknown=True)
    reading = read(HEADER + build.element(build.SEGMENT, build.INFO_PART, cluster, unknown=True))
    assert reading.blind


def test_blocks_of_a_recording_meet_a_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matroska_layout, "_MOST_BLOCKS", 3)
    cluster = build.element(build.CLUSTER, *map(build.block, range(5)), unknown=True)
    data = HEADER + build.element(build.SEGMENT, build.INFO_PART, cluster, unknown=True)
    (blind,) = read(data).blind
    assert blind.reason == "more than 3 structures (blocks)"


def test_an_index_that_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read(PLAIN).blind
    monkeypatch.setattr(matroska_layout, "_MOST_SEEK_HEAD", 10)
    assert "over the ceiling of 10 bytes" in read(PLAIN).blind[0].reason
