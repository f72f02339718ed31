"""WAV: every dialect read where it stands, lengths that lie or need 64 bits, sound that stays."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.in_place import write_in_place
from hegui.files.source import Source, open_source
from hegui.implicit.formats.wav import Wav
from hegui.implicit.table import open_container
from tests.attempts import attempt
from tests.builders import wav as build
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.mp3 import tag, text, user_text
from tests.builders.webp import chunk
from tests.limits import within
from tests.oracles import exiftool_label, needs_exiftool
from tests.plans import keeps_length
from tests.sound_oracles import decoded, essence, needs, run, tags, tone
from tests.steps import steps

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
LONGER = BARE.replace("4f7c1f9e", "5d0e2b7a" * 4)
SHORTER = BARE.replace("4f7c1f9e-a01", "1")
FMT = chunk(b"fmt ", build.FMT)
BEFORE = 12 + len(FMT)
BEHIND = BEFORE + 8 + len(build.SOUND)


def opened(data: bytes) -> Wav:
    return Wav(Source.of_bytes(data, "a.wav"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def found(data: bytes) -> list[tuple[str, bool, int]]:
    reading = opened(data).read()
    assert not reading.blind
    return [(site.slot, site.prescribed, site.offset) for site in reading.sites]


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (build.sound(), []),
        (build.sound(build.aigc()), [("wav.chunk", True, BEHIND)]),
        (build.sound(build.aigc(WRAPPED)), [("wav.chunk", True, BEHIND)]),
        (build.sound(chunk(b"aigc", BARE.encode())), [("wav.chunk", False, BEHIND)]),
        (
            build.sound(build.aigc(), before=(build.aigc(),)),
            [
                ("wav.chunk", True, BEFORE),
                ("wav.chunk", False, BEHIND + len(build.aigc())),
            ],
        ),
        (build.SAMPLES["info-label"](), [("wav.info", False, BEFORE + 12 + 14)]),
        (build.SAMPLES["info-comment"](), [("wav.info", False, BEHIND + 12)]),
        (
            build.sound(chunk(b"LIST", b"INFOICMT\x01\0\0\0aINAM\xf0\0\0\0" + BARE.encode())),
            [("wav.chunk", False, BEHIND)],
        ),
        (
            build.sound(chunk(b"id3 ", tag(text("TIT2", "A title"), user_text(BARE)))),
            [("wav.id3v2-txxx", False, BEHIND + 8 + 10 + 18)],
        ),
        (build.SAMPLES["id3-only-label"](), [("wav.id3v2-txxx", False, BEFORE + 18)]),
        (build.sound(chunk(b"_PMX", xmp_with(BARE))), [("wav.xmp", False, BEHIND)]),
        (build.SAMPLES["bext-label"](), [("wav.chunk", False, BEFORE)]),
        (build.SAMPLES["unknown-chunk"](), [("wav.chunk", False, BEHIND)]),
        (build.sound() + WRAPPED.encode(), [("wav.trailer", False, BEHIND)]),
        (build.SAMPLES["rf64-labelled"](), [("wav.chunk", True, BEHIND + 36)]),
    ],
)
def test_every_dialect_is_read_where_it_stands(
    data: bytes, sites: list[tuple[str, bool, int]]
) -> None:
    assert found(data) == sites


def test_a_new_chunk_stands_behind_all_others_and_nothing_moves() -> None:
    data = build.SAMPLES["broadcast"]()
    result = labelled(data)
    assert result[8 : len(data)] == data[8:]
    assert result[len(data) :] == build.aigc(OTHER)
    assert result[4:8] == struct.pack("<I", len(result) - 8)


@pytest.mark.parametrize("name", ["odd", "odd-without-padding"])
def test_a_pad_byte_is_there_afterwards(name: str) -> None:
    result = labelled(build.SAMPLES[name]())
    assert result[BEHIND - 1 :] == b"\0" + build.aigc(OTHER)


def test_zeros_at_the_forms_end_give_way() -> None:
    assert labelled(build.SAMPLES["zeros-behind"]()) == labelled(build.sound())


@pytest.mark.parametrize("text", [OTHER, SHORTER, LONGER])
def test_a_label_with_room_behind_it_is_written_over(text: str) -> None:
    data = build.SAMPLES["label-with-room"]()
    assert keeps_length(opened(data).plan(text))
    result = labelled(data, text)
    assert found(result) == [("wav.chunk", True, BEFORE)]
    assert result[-len(build.SOUND) - 8 :] == data[-len(build.SOUND) - 8 :]


def test_a_shorter_label_leaves_junk_and_a_longer_one_takes_it_back() -> None:
    short = labelled(build.sound(build.aigc()), SHORTER)
    assert short.endswith(chunk(b"JUNK", bytes(len(build.aigc()) - len(build.aigc(SHORTER)) - 8)))
    assert labelled(short, BARE) == build.sound(build.aigc())


def test_the_sound_stays_where_a_label_before_it_has_no_room() -> None:
    data = build.SAMPLES["label-before-sound"]()
    result = labelled(data, LONGER)
    assert result.index(b"data") == data.index(b"data")
    assert result[BEFORE : BEFORE + 4] == b"JUNK"
    assert result.endswith(build.aigc(LONGER))


def test_junk_that_holds_something_is_not_used() -> None:
    data = build.SAMPLES["label-before-foreign-junk"]()
    assert data[-72:] in labelled(data, LONGER)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("info-label", chunk(b"ISFT", b"Lavf\0")),
        ("info-among-others", chunk(b"ICMT", b"kept:  kept\0")),
        ("bext-label", build.BEXT[256:]),
        ("id3-label", b"TIT2\0\0\0\x08\0\0\x03A title"),
        ("unknown-chunk", b"kept: " + b" " * len(WRAPPED) + b" kept"),
        ("trailer", b"behind"),
        ("xmp-label", FOREIGN_XMP[:400]),
    ],
)
def test_only_the_label_leaves_what_holds_more(name: str, kept: bytes) -> None:
    data = build.SAMPLES[name]()
    result = labelled(data)
    assert kept in result
    assert BARE.encode() not in result
    assert result.index(b"data") == data.index(b"data")


@pytest.mark.parametrize("name", ["info-only-label", "id3-only-label", "lower-case"])
def test_what_was_nothing_but_a_label_becomes_junk(name: str) -> None:
    data = build.SAMPLES[name]()
    result = labelled(data)
    assert len(result) == len(data) + len(build.aigc(OTHER))
    assert b"JUNK" in result
    assert b"ICMT" not in result


@pytest.mark.parametrize("name", ["streamed", "streamed-odd", "crashed", "sox-pipe"])
def test_a_recording_that_does_not_say_its_length_is_told_it(name: str) -> None:
    data = build.SAMPLES[name]()
    at = data.index(b"data")
    sound = data[at + 8 :]
    result = labelled(data)
    assert result[at + 4 : at + 8] == struct.pack("<I", len(sound))
    assert result[at + 8 :] == sound + b"\0" * (len(sound) & 1) + build.aigc(OTHER)
    assert result[4:8] == struct.pack("<I", len(result) - 8)
    assert essence(result) == essence(data)


def test_the_64_bit_form_has_its_lengths_in_ds64() -> None:
    data = build.wide()
    result = labelled(data)
    assert result[:20] == data[:20]
    assert struct.unpack_from("<QQ", result, 20) == (len(result) - 8, len(build.SOUND))
    crashed = labelled(build.SAMPLES["rf64-crashed"]())
    assert struct.unpack_from("<QQ", crashed, 20) == (len(crashed) - 8, len(build.SOUND))


def test_the_64_bit_form_without_ds64_is_refused() -> None:
    data = b"RF64\xff\xff\xff\xffWAVE" + FMT + chunk(b"data", build.SOUND)
    assert found(data) == []
    with pytest.raises(BrokenFile, match="ds64 is missing"):
        labelled(data)


def sparse(path: Path, *before: bytes, spare: int) -> int:
    """A file whose form is ``spare`` bytes short of 4 GiB; it takes no room on the disk."""
    head = b"WAVE" + b"".join(before) + FMT + b"data"
    length = (0xFFFFFFFF - spare - len(head) - 4) & ~1
    head += struct.pack("<I", length)
    with path.open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", len(head) + length) + head)
        file.truncate(8 + len(head) + length)
    return 8 + len(head)


def test_a_file_that_grows_beyond_4_gib_becomes_rf64(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    at = sparse(path, spare=100)
    with open_source(str(path)) as source:
        edits = Wav(source).plan(OTHER)
        size = source.size
    new = len(build.aigc(OTHER))
    assert [(edit.offset, edit.length, edit.growth) for edit in edits] == [
        (0, 8, 0),
        (12, 0, 36),
        (at - 4, 4, 0),
        (size, 0, new),
    ]
    assert edits[0].data == b"RF64\xff\xff\xff\xff"
    assert edits[1].data[:16] == b"ds64\x1c\0\0\0" + struct.pack("<Q", size + new + 36 - 8)


@needs("ffprobe")
@needs_exiftool
@pytest.mark.parametrize("spare", [1000, 100], ids=["within", "beyond"])
def test_a_huge_file_is_labelled_where_it_lies(spare: int, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    sparse(path, chunk(b"JUNK", bytes(28)), spare=spare)
    asked = ("ffprobe", "-v", "error", "-show_entries", "stream=duration_ts", "-of", "csv")
    before = run(*asked, path)
    for label in (BARE, OTHER):
        with within(0.5), open_source(str(path)) as source:
            change = Wav(source).plan_in_place(label)
            assert change is not None
            write_in_place(str(path), source, change, lambda _: None)
        with open_source(str(path)) as source:
            sites = Wav(source).read().sites
        assert [(site.text, site.prescribed) for site in sites] == [(label, True)]
    with path.open("rb") as file:
        assert file.read(4) == (b"RIFF" if spare == 1000 else b"RF64")
    assert run(*asked, path) == before
    assert exiftool_label(path) == [OTHER]


def test_in_place_is_declined_where_there_is_no_room_for_ds64(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    sparse(path, chunk(b"JUNK", b"not empty".ljust(28)), spare=100)
    with open_source(str(path)) as source:
        assert Wav(source).plan_in_place(OTHER) is None


@pytest.mark.parametrize("name", ["plain", "odd-without-padding", "labelled", "rf64-labelled"])
def test_at_every_step_in_place_the_file_says_the_old_or_the_new(name: str) -> None:
    data = build.SAMPLES[name]()
    change = opened(data).plan_in_place(OTHER)
    assert change is not None
    old = {site.text for site in opened(data).read().sites}
    result = b""
    for result in steps(data, change):
        main = [site.text for site in opened(result).read().sites if site.prescribed]
        assert not old if not main else set(main) <= old | {OTHER}
        assert essence(result) == essence(data)
    assert [site.text for site in opened(result).read().sites] == [OTHER]
    again = opened(result).plan_in_place(OTHER)
    assert again is not None
    assert not again.tail
    assert not again.commits


@pytest.mark.parametrize(
    "name", ["streamed", "info-label", "trailer", "zeros-behind", "two-labels"]
)
def test_in_place_is_declined_where_more_has_to_change(name: str) -> None:
    assert opened(build.SAMPLES[name]()).plan_in_place(OTHER) is None


@pytest.mark.parametrize("name", sorted(build.SAMPLES))
def test_the_content_is_the_same_however_it_is_labelled(name: str) -> None:
    data = build.SAMPLES[name]()
    assert essence(labelled(data)) == essence(data)


def test_the_content_is_the_same_whatever_metadata_stand_around_it() -> None:
    assert (
        len({essence(build.SAMPLES[name]()) for name in ("plain", "broadcast", "rf64", "id3")}) == 1
    )
    assert essence(build.sound(data=build.SOUND[1:])) != essence(build.sound())
    assert essence(build.wave(chunk(b"fmt ", build.FMT[:-2] + b"\x10\0"))) != essence(
        build.wave(FMT)
    )


def test_a_file_cut_within_its_sound_is_read_and_not_written() -> None:
    data = build.sound(before=(build.aigc(),))[:-10]
    reading = opened(data).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert len(reading.blind) == 1
    with pytest.raises(BrokenFile, match="64 bytes, and 54 are left"):
        labelled(data)


def test_a_tag_larger_than_its_chunk_is_no_silence() -> None:
    data = build.sound(chunk(b"id3 ", tag(user_text(BARE))[:100]))
    assert [blind.reason for blind in opened(data).read().blind]
    with pytest.raises(BrokenFile, match="ID3v2 tag says"):
        labelled(data)


@pytest.mark.parametrize(
    "data",
    [
        build.wave(FMT, chunk(b"note", b"") * 650_000),
        build.wave(FMT, chunk(b"note", b"a" * 30) * 60_000),
        build.wave(FMT, chunk(b"_PMX", FOREIGN_XMP) * 300),
        build.wave(FMT, chunk(b"LIST", b"INFO" + chunk(b"ICMT", b"") * 650_000)),
    ],
    ids=["empty", "unknown", "packets", "entries"],
)
def test_floods_meet_a_ceiling(data: bytes) -> None:
    with within(2), pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


def test_wave64_is_refused_by_name() -> None:
    data = b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0" + bytes(100)
    with pytest.raises(NoSlot, match="Wave64"):
        open_container(Source.of_bytes(data))


MAKERS: dict[str, tuple[str, ...]] = {
    "pcm": ("-metadata", "title=山水"),
    "float": ("-c:a", "pcm_f32le"),
    "adpcm": ("-c:a", "adpcm_ms"),
    "broadcast": ("-write_bext", "1", "-metadata", "description=a tone"),
    "rf64": ("-rf64", "always"),
    "room": ("-rf64", "auto"),
    "cue": ("-write_peak", "on"),
}


@needs("ffmpeg", "ffprobe")
@needs_exiftool
@pytest.mark.parametrize("name", MAKERS)
def test_what_ffmpeg_makes_sounds_the_same(name: str, tmp_path: Path) -> None:
    data = tone(tmp_path / "a.wav", *MAKERS[name])
    path = tmp_path / "b.wav"
    path.write_bytes(labelled(data))
    assert decoded(path) == decoded(tmp_path / "a.wav")
    assert tags(path) == tags(tmp_path / "a.wav")
    assert exiftool_label(path) == [OTHER]
    assert essence(path.read_bytes()) == essence(data)


@needs("ffmpeg")
def test_what_ffmpeg_streams_sounds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    data = tone(path)
    at = data.index(b"data")
    path.write_bytes(b"RIFF" + b"\xff" * 4 + data[8 : at + 4] + b"\xff" * 4 + data[at + 8 :])
    before = decoded(path)
    path.write_bytes(labelled(path.read_bytes()))
    assert decoded(path) == before


BUILDERS: list[Callable[[], bytes]] = [build.SAMPLES[name] for name in sorted(build.SAMPLES)]


@given(
    st.sampled_from(BUILDERS),
    st.lists(st.tuples(st.integers(0, 700), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_any_bytes_give_a_reading_or_our_error(
    builder: Callable[[], bytes], changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(builder())
    for at, new in changes:
        data[at : at + len(new)] = new
    attempt(bytes(data), ".wav")
