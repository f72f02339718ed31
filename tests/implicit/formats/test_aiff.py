"""AIFF: the label in the chunk "ID3 ", every other dialect read and taken out, sound that stays."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import mutagen.aiff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.aiff import Aiff
from tests.attempts import attempt
from tests.builders import aiff as build
from tests.builders.aiff import chunk, sound, tagged
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED
from tests.builders.mp3 import PICTURE, tag, text, user_text
from tests.limits import within
from tests.oracles import exiftool_label, needs_exiftool
from tests.plans import keeps_length
from tests.sound_oracles import decoded, essence, needs, tags, tone
from tests.steps import steps

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
LONGER = BARE.replace("4f7c1f9e", "5d0e2b7a" * 4)
BEFORE = 12 + len(build.common())
BEHIND = BEFORE + len(build.ssnd())


def opened(data: bytes) -> Aiff:
    return Aiff(Source.of_bytes(data, "a.aiff"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def found(data: bytes) -> list[tuple[str, bool, int]]:
    reading = opened(data).read()
    assert not reading.blind
    return [(site.slot, site.prescribed, site.offset) for site in reading.sites]


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (sound(), []),
        (sound(tagged(user_text(BARE))), [("aiff.id3v2-txxx", True, BEHIND + 18)]),
        (
            sound(before=(tagged(text("TIT2", "A"), user_text(BARE)),)),
            [("aiff.id3v2-txxx", True, BEFORE + 18 + 12)],
        ),
        (sound(chunk(b"id3 ", tag(user_text(BARE)))), [("aiff.id3v2-txxx", False, BEHIND + 18)]),
        (
            build.SAMPLES["two-tags"](),
            [("aiff.id3v2-txxx", False, BEHIND + len(tagged(text("TALB", "B"))) + 36 + 18)],
        ),
        (build.SAMPLES["tag-comment"](), [("aiff.id3v2-comment", False, BEHIND + 18 + 12)]),
        (build.SAMPLES["annotation"](), [("aiff.chunk", False, BEFORE)]),
        (build.SAMPLES["annotation-among-others"](), [("aiff.chunk", False, BEHIND)]),
        (build.SAMPLES["name"](), [("aiff.chunk", False, BEFORE)]),
        (build.SAMPLES["comment"](), [("aiff.chunk", False, BEHIND)]),
        (build.SAMPLES["xmp-label"](), [("aiff.xmp", False, BEHIND)]),
        (build.SAMPLES["aigc-chunk"](), [("aiff.chunk", False, BEHIND)]),
        (sound() + WRAPPED.encode(), [("aiff.trailer", False, BEHIND)]),
    ],
)
def test_every_dialect_is_read_where_it_stands(
    data: bytes, sites: list[tuple[str, bool, int]]
) -> None:
    assert found(data) == sites


def test_a_new_chunk_stands_behind_all_others_and_nothing_moves() -> None:
    data = build.SAMPLES["texts"]()
    result = labelled(data)
    assert result[8 : len(data)] == data[8:]
    assert result[len(data) :].startswith(b"ID3 ")
    assert result[4:8] == struct.pack(">I", len(result) - 8)


def test_padding_of_a_tag_takes_the_label() -> None:
    data = build.SAMPLES["tag-with-padding"]()
    assert keeps_length(opened(data).plan(OTHER))
    assert labelled(data).endswith(build.ssnd())


@pytest.mark.parametrize("name", ["empty-tag-chunk", "tag-2.2", "tag", "labelled-before-sound"])
def test_the_tags_chunk_and_the_form_are_as_long_as_they_say(name: str) -> None:
    result = labelled(build.SAMPLES[name](), LONGER)
    at, names = 12, []
    while at < len(result):
        head, length = struct.unpack_from(">4sI", result, at)
        names.append(head)
        at += 8 + length + (length & 1)
    assert at == len(result) == 8 + int.from_bytes(result[4:8])
    assert names.count(b"ID3 ") == names.count(b"SSND") == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("annotation-among-others", chunk(b"ANNO", b"kept:  kept")),
        ("xmp-label", FOREIGN_XMP[:400]),
        ("tag", PICTURE),
        ("two-tags", b"TALB"),
        ("two-tags", b"A title"),
        ("other-application", b"stoca program's own"),
        ("trailer", b"behind"),
        ("texts", build.remark(b"a remark")),
        ("comment", build.remark(b" " * len(WRAPPED))),
    ],
)
def test_only_the_label_leaves_what_holds_more(name: str, kept: bytes) -> None:
    result = labelled(build.SAMPLES[name]())
    assert kept in result
    assert BARE.encode() not in result


@pytest.mark.parametrize("name", ["annotation", "name", "aigc-chunk", "lower-case"])
def test_what_was_nothing_but_a_label_goes(name: str) -> None:
    assert labelled(build.SAMPLES[name]()) == labelled(sound())


@pytest.mark.parametrize("name", sorted(build.SAMPLES))
def test_the_content_is_the_same_however_it_is_labelled(name: str) -> None:
    data = build.SAMPLES[name]()
    assert essence(labelled(data, LONGER)) == essence(data)


def test_the_content_tells_sounds_apart_and_not_their_metadata() -> None:
    same = {essence(build.SAMPLES[name]()) for name in ("plain", "texts", "tag", "xmp")}
    assert len(same) == 1
    assert essence(build.form(build.ssnd(), build.common())) in same
    assert essence(build.form(build.common(), build.ssnd(build.SOUND[2:]))) not in same
    assert essence(build.compressed()) not in same


def test_a_recording_that_does_not_say_its_length_is_told_it() -> None:
    result = labelled(build.SAMPLES["streamed"]())
    at = result.index(b"SSND")
    assert result[at + 4 : at + 8] == struct.pack(">I", len(build.SOUND) + 8)
    assert result[4:8] == struct.pack(">I", len(result) - 8)


def test_a_file_cut_within_its_sound_is_read_and_not_written() -> None:
    data = sound(before=(tagged(user_text(BARE)),))[:-10]
    reading = opened(data).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert len(reading.blind) == 1
    with pytest.raises(BrokenFile, match="the chunk says"):
        labelled(data)


def test_a_tag_larger_than_its_chunk_is_no_silence() -> None:
    data = sound(chunk(b"ID3 ", tag(user_text(BARE))[:100]))
    assert len(opened(data).read().blind) == 1
    with pytest.raises(BrokenFile, match="ID3v2 tag says"):
        labelled(data)


def test_no_file_grows_beyond_4_gib(tmp_path: Path) -> None:
    path = tmp_path / "a.aiff"
    length = 0xFFFFFFFF - 100 - 4 - len(build.common()) - 8
    with path.open("wb") as file:
        head = b"FORM" + struct.pack(">I", 0xFFFFFFFF - 100) + b"AIFF" + build.common()
        file.write(head + b"SSND" + struct.pack(">I", length))
        file.truncate(8 + 0xFFFFFFFF - 100)
    with open_source(str(path)) as source, pytest.raises(BrokenFile, match="beyond 4 GiB"):
        Aiff(source).plan(OTHER)


@pytest.mark.parametrize("name", ["plain", "texts", "odd-without-padding", "compressed"])
def test_at_every_step_in_place_the_file_is_sound(name: str) -> None:
    data = build.SAMPLES[name]()
    if name == "compressed":
        data = build.compressed(chunk(b"ANNO", b"even"))
    change = opened(data).plan_in_place(OTHER)
    assert change is not None
    for result in steps(data, change):
        assert not opened(result).read().blind
        assert essence(result) == essence(data)
    assert [(site.text, site.prescribed) for site in opened(result).read().sites] == [(OTHER, True)]


@pytest.mark.parametrize("name", ["labelled", "tag", "annotation", "streamed", "trailer"])
def test_in_place_is_declined_where_more_has_to_change(name: str) -> None:
    assert opened(build.SAMPLES[name]()).plan_in_place(OTHER) is None


@pytest.mark.parametrize(
    "data",
    [
        build.form(build.common(), chunk(b"note", b"") * 650_000),
        build.form(build.common(), chunk(b"ANNO", WRAPPED.encode()) * 300),
    ],
    ids=["empty", "labels"],
)
def test_floods_meet_a_ceiling(data: bytes) -> None:
    with within(2), pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


MAKERS: dict[str, tuple[str, ...]] = {
    "plain": ("-metadata", "title=a title"),
    "tagged": ("-write_id3v2", "1", "-metadata", "title=山水", "-metadata", f"AIGC={BARE}"),
    "little-endian": ("-c:a", "pcm_s16le"),
    "compressed": ("-c:a", "adpcm_ima_qt"),
}


@needs("ffmpeg", "ffprobe")
@needs_exiftool
@pytest.mark.parametrize("name", MAKERS)
def test_what_ffmpeg_makes_sounds_the_same(name: str, tmp_path: Path) -> None:
    before, after = tmp_path / "a.aiff", tmp_path / "b.aiff"
    data = tone(before, *MAKERS[name])
    after.write_bytes(labelled(data))
    assert decoded(after) == decoded(before)
    assert tags(after) == tags(before) | {"AIGC": OTHER}
    assert exiftool_label(after) == [OTHER]
    assert essence(after.read_bytes()) == essence(data)


@pytest.mark.parametrize("name", ["plain", "compressed", "labelled", "tag", "tag-2.2"])
def test_mutagen_reads_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.aiff"
    path.write_bytes(labelled(build.SAMPLES[name]()))
    read = mutagen.aiff.AIFF(path)
    assert read["TXXX:AIGC"].text == [OTHER]
    assert read.info.length == pytest.approx(len(build.SOUND) / 2 / 8000)


BUILDERS: list[Callable[[], bytes]] = [build.SAMPLES[name] for name in sorted(build.SAMPLES)]


@given(
    st.sampled_from(BUILDERS),
    st.lists(st.tuples(st.integers(0, 600), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_any_bytes_give_a_reading_or_our_error(
    builder: Callable[[], bytes], changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(builder())
    for at, new in changes:
        data[at : at + len(new)] = new
    attempt(bytes(data), ".aiff")
