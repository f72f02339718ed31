"""AAC in ADTS: an ID3v2 tag before it, as in MP3."""

from __future__ import annotations

from pathlib import Path

import pytest

from hegui.files.source import Source
from hegui.implicit.formats.aac import Aac
from hegui.implicit.structures import id3
from hegui.structures.mpeg_audio import adts_length
from tests.builders import aac
from tests.builders.labels import BARE
from tests.sound_oracles import decoded, essence, labelled, needs, opened, tags, tone


def test_a_file_without_a_tag_gets_one() -> None:
    assert opened(aac.SOUND).kind.id == "aac"
    assert labelled(aac.SOUND, BARE) == id3.new_tag(BARE) + aac.SOUND


def test_the_slot_is_named_after_the_format() -> None:
    (site,) = opened(aac.SAMPLES["labelled"]()).read().sites
    assert (site.slot, site.prescribed, site.text) == ("aac.id3v2-txxx", True, BARE)


@pytest.mark.parametrize(
    ("head", "length"),
    [
        ("fff1504001bffc", 13),
        ("fff950401fffffc0"[:14], 255),
        ("fff1504000dffc", 0),
        ("fffb504001bffc", 0),
        ("fff17c4001bffc", 0),
        ("fff15040", 0),
    ],
    ids=["MPEG-4", "MPEG-2", "too-short", "layer-3", "sampling", "cut"],
)
def test_frame_lengths(head: str, length: int) -> None:
    assert adts_length(bytes.fromhex(head)) == length


def test_one_head_alone_is_no_sound() -> None:
    assert not Aac.sniff(aac.frame() + b"something else follows here")
    assert not Aac.sniff(b"\xff\xf1")
    assert Aac.sniff(aac.frame())


def test_essence_is_the_sound_alone() -> None:
    assert {essence(build()) for build in aac.SAMPLES.values()} == {essence(aac.SOUND)}


def test_in_place_is_not_possible() -> None:
    assert Aac(Source.of_bytes(aac.SOUND)).plan_in_place(BARE) is None


@needs("ffmpeg", "ffprobe")
def test_ffmpeg_plays_the_same_and_reads_the_label(tmp_path: Path) -> None:
    before, after = tmp_path / "before.aac", tmp_path / "after.aac"
    data = tone(before, "-c:a", "aac")
    after.write_bytes(labelled(data, BARE))
    assert tags(after)["AIGC"] == BARE
    assert decoded(after) == decoded(before)
    assert essence(after.read_bytes()) == essence(data)
