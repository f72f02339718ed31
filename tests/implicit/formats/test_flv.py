"""FLV: every dialect, sizes and offsets that stay right."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Site
from hegui.implicit.formats.flv import Flv
from tests.builders import flv as build
from tests.builders.labels import BARE, FOREIGN_XMP

NEW = BARE.replace("4f7c1f9e-a01", "another-number-4711-that-is-longer")


def opened(data: bytes) -> Flv:
    return Flv(Source.of_bytes(data, "x.flv"))


def labelled(data: bytes, text: str = NEW) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def sites(data: bytes) -> tuple[Site, ...]:
    return opened(data).read().sites


def content(data: bytes) -> bytes:
    return b"".join(
        part if isinstance(part, bytes) else data[part[0] : part[1]]
        for part in opened(data).essence()
    )


def assert_tags_right(data: bytes) -> list[int]:
    """Every tag is followed by its own size; returns where the sound tags stand."""
    at, sound = 13, []
    while at < len(data):
        size = int.from_bytes(data[at + 1 : at + 4])
        assert int.from_bytes(data[at + 11 + size : at + 15 + size]) == 11 + size
        if data[at] == build.AUDIO:
            sound.append(at)
        at += 15 + size
    assert at == len(data)
    return sound


@pytest.mark.parametrize("name", build.SAMPLES)
def test_sizes_and_sound_are_right_after_labelling(name: str) -> None:
    data = build.SAMPLES[name]()
    result = labelled(data)
    assert len(assert_tags_right(result)) == len(assert_tags_right(data))
    assert content(result) == content(data)
    (site,) = sites(result)
    assert (site.text, site.prescribed) == (NEW, True)


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("labelled", "flv.metadata"),
        ("long-string", "flv.metadata"),
        ("other-case", "flv.script"),
        ("other-name", "flv.script"),
        ("within-an-object", "flv.script"),
        ("later-script", "flv.script"),
        ("set-data-frame", "flv.script"),
        ("amf3", "flv.script"),
        ("not-amf", "flv.script"),
        ("xmp-label", "flv.xmp"),
    ],
)
def test_a_dialect_is_read_where_it_stands(name: str, slot: str) -> None:
    data = build.SAMPLES[name]()
    (site,) = sites(data)
    assert (site.slot, site.prescribed) == (slot, slot == "flv.metadata")
    carrier = data[site.offset : site.offset + site.length]
    assert carrier.count(b"ContentProducer") == 1
    if slot != "flv.xmp":
        assert site.text.encode() in carrier


def test_the_label_is_one_more_pair_and_the_count_says_so() -> None:
    data = build.SAMPLES["plain"]()
    result = labelled(data)
    expected = build.metadata(
        build.DURATION, build.FOREIGN, build.pair(b"AIGC", build.text(NEW.encode()))
    )
    assert result == build.flv(expected, build.sound())


def test_a_count_that_lied_stays_as_it_was() -> None:
    result = labelled(build.SAMPLES["count-lies"]())
    assert result[13 + 11 + 13 :].startswith(b"\x08\0\0\0\0")


def test_a_file_without_script_gets_one_in_front() -> None:
    result = labelled(build.flv(build.sound()))
    tag = build.metadata(build.pair(b"AIGC", build.text(NEW.encode())))
    assert result == build.flv(tag, build.sound())


@pytest.mark.parametrize("name", ["indexed", "indexed-labelled"])
def test_every_offset_that_is_noted_moves_along(name: str) -> None:
    data = build.SAMPLES[name]()
    for text in (NEW, BARE.replace("4f7c1f9e-a01", "1")):
        result = labelled(data, text)
        sound = assert_tags_right(result)
        at = result.index(b"filepositions") + 13
        assert result[at] == 0x0A
        noted = [
            struct.unpack(">d", result[at + 6 + 9 * each : at + 14 + 9 * each])[0]
            for each in range(3)
        ]
        assert noted == sound
        for key, value in ((b"filesize", len(result)), (b"lastkeyframelocation", sound[-1])):
            at = result.index(key) + len(key) + 1
            assert struct.unpack(">d", result[at : at + 8])[0] == value
        assert result.index(b"times") > 0
        assert build.strict(*(build.number(each / 100) for each in range(3))) in result


def test_a_label_of_the_same_length_moves_nothing() -> None:
    data = build.SAMPLES["indexed-labelled"]()
    text = BARE.replace("a01", "b02")
    result = labelled(data, text)
    assert result == data.replace(BARE.encode(), text.encode())


def test_a_long_label_goes_behind_all_that_ffmpeg_would_else_not_read() -> None:
    data = build.SAMPLES["labelled"]()
    text = BARE.replace("4f7c1f9e-a01", "x" * 1000)
    result = labelled(data, text)
    assert result.index(build.FOREIGN) < result.index(b"AIGC")
    assert labelled(result, text) == result


@pytest.mark.parametrize("length", [65_000, 66_000])
def test_a_label_may_need_a_long_string(length: int) -> None:
    member = json.dumps("x" * length)
    text = BARE.replace('"ReservedCode1":""', f'"ReservedCode1":{member}')
    result = labelled(build.SAMPLES["plain"](), text)
    assert sites(result)[0].text == text
    marker = result[result.index(b"AIGC") + 4]
    assert marker == (0x0C if len(text) > 0xFFFF else 0x02)


def test_a_script_tag_that_would_be_over_16_mb_is_refused() -> None:
    big = build.pair(b"x", b"\x0c" + (0xFFFFFF - 60).to_bytes(4) + bytes(0xFFFFFF - 60))
    data = build.flv(build.tag(18, build.text(b"onMetaData") + build.array(big)), build.sound())
    with pytest.raises(CeilingExceeded):
        opened(data).plan(NEW)


def test_foreign_xmp_stays_and_a_label_in_xmp_goes() -> None:
    assert FOREIGN_XMP in labelled(build.SAMPLES["foreign-xmp"]())
    result = labelled(build.SAMPLES["xmp-label"]())
    assert b"TC260:AIGC" not in result
    assert "春".encode() in result


def test_an_encrypted_script_tag_is_said_not_to_be_looked_at() -> None:
    data = build.flv(build.tag(18 | 0x20, bytes(40)), build.sound())
    (blind,) = opened(data).read().blind
    assert "encrypted" in blind.reason
    assert len(sites(labelled(data))) == 1


def test_a_recording_that_was_broken_off_is_labelled() -> None:
    whole = build.SAMPLES["plain"]()
    for data in (whole[:-50], whole[:-2], whole + bytes(4096), whole + b"\x08\0"):
        result = labelled(data)
        assert [site.prescribed for site in sites(result)] == [True]
        assert result.endswith(data[-300:])


def test_a_file_that_ends_in_its_metadata_is_not_written() -> None:
    data = build.SAMPLES["labelled"]()[:120]
    assert len(opened(data).read().blind) == 1
    with pytest.raises(BrokenFile):
        opened(data).plan(NEW)


def test_what_is_no_tag_is_said_and_hinders_no_label_in_front() -> None:
    data = build.SAMPLES["plain"]() + b"\x77rubbish, and more of it"
    (blind,) = opened(data).read().blind
    assert "no FLV tag" in blind.reason
    assert len(sites(labelled(data))) == 1


def test_tags_without_end_are_not_all_looked_at_and_that_is_said() -> None:
    data = build.flv(build.tag(8, b"") * 100_001, build.metadata(build.LABEL))
    reading = opened(data).read()
    assert not reading.sites
    (blind,) = reading.blind
    assert "more than 100000 structures" in blind.reason


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_script_data_give_a_reading_and_a_label_or_an_error_of_ours(data: bytes) -> None:
    file = build.flv(build.tag(18, data), build.sound(1))
    try:
        edits = opened(file).plan(NEW)
    except FileError as error:
        assert error.path == "x.flv"  # noqa: PT017 - the error's own content is what is tested
        return
    assert [site.prescribed for site in sites(apply_edits(file, edits))] == [True]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_tags_give_a_reading_or_an_error_of_ours(data: bytes) -> None:
    try:
        opened(b"FLV\x01\x05\0\0\0\x09" + data).read()
    except FileError as error:
        assert error.path == "x.flv"  # noqa: PT017 - the error's own content is what is tested
