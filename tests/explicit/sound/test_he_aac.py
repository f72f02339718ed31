"""HE-AAC in ADTS and in MP4: encoded anew as AAC LC, heard as before but for the label."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

import mutagen.mp4
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hegui
from hegui.errors import BrokenFile, HeguiError, Unsupported
from hegui.explicit.sound import mp4_track
from hegui.explicit.sound.find_sound import find_sound
from hegui.files.source import open_source
from tests.builders.aac import HEAD
from tests.builders.he_aac import he_aac
from tests.builders.labels import PRODUCER
from tests.builders.mp3 import ID3V1, TITLE, tag
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "mediainfo")
CORE, RATE, EACH = 22050, 44100, 2048
POSITIONS = ("start", "middle", "end")
KINDS = {"v1": (2, False), "v1-mono": (1, False), "v2": (1, True)}
"""Channels of the core, and whether two are made of one."""
PLACES = ("moov", "trak", "mdia", "minf", "stbl", "stsd", "mp4a", "esds")


@cache
def stream(kind: str, seconds: float = 6.0) -> bytes:
    """Tones that rise, as HE-AAC in ADTS."""
    channels, stereo = KINDS[kind]
    tones = "|".join(f"0.2*sin(2*PI*(300+{90 * one}+150*t)*t)" for one in range(channels))
    made = ("-f", "lavfi", "-i", f"aevalsrc={tones}:s={CORE}:d={seconds}")
    coded = ("-c:a", "aac", "-b:a", "48k", "-f", "adts", "-")
    core = sounds.run("ffmpeg", "-v", "error", *made, *coded).stdout
    return he_aac(core, stereo=stereo)


def adts(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "a.aac"
    path.write_bytes(stream(kind))
    return path


def m4a(tmp_path: Path, kind: str, *options: str, config: str = "") -> Path:
    """The stream in MP4; ``config`` are the bits that its description has, none: implicit."""
    path = sounds.coded(tmp_path / "a.m4a", adts(tmp_path, kind), "-c:a", "copy", *options)
    if config:
        bits = int(config.ljust(-(-len(config) // 8) * 8, "0"), 2).to_bytes(-(-len(config) // 8))
        described(path, bits)
    return path


def described(path: Path, config: bytes) -> None:
    """Another AudioSpecificConfig; the movie box has to stand at the end."""
    data = bytearray(path.read_bytes())
    at = data.index(b"\x05\x80\x80\x80\x02") + 5
    grown = len(config) - 2
    data[at - 1] += grown
    data[at : at + 2] = config
    for tag_, before in ((b"\x04\x80\x80\x80", 18), (b"\x03\x80\x80\x80", 26)):
        data[data.index(tag_, at - before - 10) + 4] += grown
    for name in PLACES:
        place = data.index(name.encode(), data.index(b"moov")) - 4
        size = int.from_bytes(data[place : place + 4]) + grown
        data[place : place + 4] = size.to_bytes(4)
    path.write_bytes(data)


def compared(path: Path, sink: Path, position: str, *, primed: int = 0) -> None:
    """As before but for the label, which is found; 20 dB below the sound lies what is lost."""
    before, after = sounds.decoded(path), sounds.decoded(sink)[primed:]
    pause = 0.6 if position == "middle" else 0.3
    label = round((1.32 + pause) * RATE)
    assert before.shape[1] == after.shape[1]
    assert 0 <= len(after) - len(before) - label < 2048 + (0 if primed else 10)
    (heard,) = find_sound(str(sink))
    assert (heard.kind, heard.strength > 0.9) == ("rhythm", True)
    at = {"start": 0.0, "middle": len(before) / 2 / RATE + 0.3, "end": len(before) / RATE + 0.3}
    assert heard.start == pytest.approx(at[position] + primed / RATE, abs=0.25)
    cut = {"start": 0, "end": len(before)}.get(position)
    if cut is None:
        cut = round((heard.start - 0.3) * RATE) - primed - 4410
        rest = np.concatenate((after[:cut], np.zeros((8820, 2)), after[cut + label + 8820 :]))
        kept = np.r_[0:cut, cut + 8820 : len(before)]
    else:
        rest = np.concatenate((after[:cut], after[cut + label :]))
        kept = np.arange(len(before))
    difference = rest[: len(before)][kept] - before[kept]
    assert np.sqrt((difference**2).mean()) < 0.1 * np.sqrt((before**2).mean())


def lc(path: Path, channels: int = 2) -> None:
    told = sounds.probe(path)
    assert (told["profile"], int(told["sample_rate"]), told["channels"]) == ("LC", RATE, channels)


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_adts(tmp_path: Path, kind: str, position: str) -> None:
    path = adts(tmp_path, kind)
    assert sounds.probe(path)["profile"].startswith("HE-AAC")

    applied, sink = sounds.labelled(path, sounds.at(position))

    assert applied.method == "re-encoded"
    assert [note for note in applied.notices if "no longer HE-AAC" in note.template]
    lc(sink)
    compared(path, sink, position, primed=1024)


SBR, PS = "00101" + "0111" + "{:04b}" + "0100" + "00010" + "000", "11101"
CONFIGS = {
    "implicit": "",
    "explicit": SBR,
    "compatible": "00010" + "0111" + "{:04b}" + "000" + f"{0x2B7:011b}" + "00101" + "1" + "0100",
}


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("signalled", CONFIGS)
@pytest.mark.parametrize("kind", ["v1", "v2"])
def test_mp4(tmp_path: Path, kind: str, signalled: str, position: str) -> None:
    config = CONFIGS[signalled].format(KINDS[kind][0])
    if kind == "v2" and signalled == "explicit":
        config = PS + config[5:]
    if kind == "v2" and signalled == "compatible":
        config += f"{0x548:011b}" + "1"
    path = m4a(tmp_path, kind, config=config)

    applied, sink = sounds.labelled(path, sounds.at(position))

    assert applied.method == "re-encoded"
    assert [note for note in applied.notices if "no longer HE-AAC" in note.template]
    lc(sink)
    compared(path, sink, position)
    said = sounds.run("mediainfo", "--Details=0", sink).stdout.decode()
    assert "IsTruncated" not in said
    assert "Conformance" not in said
    length = len(sounds.decoded(path)) + round((1.92 if position == "middle" else 1.62) * RATE)
    assert float(sounds.probe(sink)["duration"]) == pytest.approx(length / RATE, abs=0.01)
    assert mutagen.mp4.MP4(sink).info.length == pytest.approx(length / RATE, abs=0.05)
    assert sink.stat().st_size < 128_000 / 8 * 1.2 * length / RATE  # the old samples are gone


def test_one_channel_stays_one(tmp_path: Path) -> None:
    """Where the description says that there is no parametric stereo."""
    config = CONFIGS["compatible"].format(1) + f"{0x548:011b}" + "0"
    path = m4a(tmp_path, "v1-mono", config=config)
    assert sounds.probe(path)["channels"] == 1

    _, sink = sounds.labelled(path, sounds.at("end"))

    lc(sink, 1)
    compared(path, sink, "end")


def test_the_movie_box_first_tags_and_edit_lists(tmp_path: Path) -> None:
    path = m4a(tmp_path, "v1", "-movflags", "+faststart", "-metadata", "title=A title")
    file = mutagen.mp4.MP4(path)
    gapless = b" 00000000 00000840 000001CA 000000000000BEEF" + b" 00000000" * 8
    file["----:com.apple.iTunes:iTunSMPB"] = [mutagen.mp4.MP4FreeForm(gapless)]
    file.save()
    # Heard from the third packet on, for four seconds, as an encoder's silence is cut off.
    data = bytearray(path.read_bytes())
    at = data.index(b"elst") + 12
    data[at : at + 8] = (4000).to_bytes(4) + (2 * EACH).to_bytes(4)
    path.write_bytes(data)
    whole = sounds.decoded(adts(tmp_path, "v1"))[2 * EACH :][: 4 * RATE]

    _, sink = sounds.labelled(path, sounds.at("start"))

    after = sounds.decoded(sink)
    label = round(1.62 * RATE)
    assert 0 <= len(after) - 4 * RATE - label < 2048
    difference = after[label:][: 4 * RATE] - whole
    assert np.sqrt((difference**2).mean()) < 0.1 * np.sqrt((whole**2).mean())
    new = mutagen.mp4.MP4(sink)
    assert new["\xa9nam"] == ["A title"]
    told = bytes(new["----:com.apple.iTunes:iTunSMPB"][0]).split()
    assert (int(told[1], 16), int(told[3], 16)) == (1024, 4 * RATE + label)
    assert (1024 + int(told[2], 16) + int(told[3], 16)) % 1024 == 0


@pytest.mark.parametrize("front", ["", "+faststart"])
def test_chapters_stay_where_their_data_go(tmp_path: Path, front: str) -> None:
    told = tmp_path / "chapters.txt"
    told.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=one\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=6000\ntitle=two\n"
    )
    path, origin = tmp_path / "a.m4b", adts(tmp_path, "v1")
    both = ("-i", origin, "-i", told, "-map_metadata", "1", "-c", "copy", "-f", "mp4")
    flags = ("-movflags", front) if front else ()
    sounds.run("ffmpeg", "-v", "error", *both, *flags, path)
    said = ("ffprobe", "-v", "error", "-show_chapters", "-of", "csv")
    before = sounds.run(*said, path).stdout
    assert b"two" in before

    applied, sink = sounds.labelled(path)

    assert [note for note in applied.notices if "chapters are still" in note.template]
    assert sounds.run(*said, sink).stdout == before
    compared(path, sink, "start")
    with open_source(str(sink)) as source:
        assert source.find(b"\0\3two", 0) > 0
    text = ("-map", "0:d:0", "-c", "copy", "-f", "data", "-")
    old, new = (sounds.run("ffmpeg", "-v", "error", "-i", one, *text) for one in (path, sink))
    assert b"two" in old.stdout
    assert new.stdout == old.stdout


def test_a_data_box_that_runs_to_the_end_is_closed(tmp_path: Path) -> None:
    path = m4a(tmp_path, "v1", "-movflags", "+faststart")
    data = bytearray(path.read_bytes())
    at = data.index(b"mdat") - 4
    data[at : at + 4] = bytes(4)
    path.write_bytes(data)

    _, sink = sounds.labelled(path, sounds.at("end"))

    compared(path, sink, "end")


def test_the_core_s_time_scale(tmp_path: Path) -> None:
    """Some count in moments of the core, of which a packet has 1024."""
    path = m4a(tmp_path, "v1", config=CONFIGS["compatible"].format(2))
    data = bytearray(path.read_bytes())
    at = data.index(b"mdhd") + 16
    data[at : at + 4] = CORE.to_bytes(4)
    data[at + 4 : at + 8] = (int.from_bytes(data[at + 4 : at + 8]) // 2).to_bytes(4)
    at = data.index(b"stts") + 16
    data[at : at + 4] = (1024).to_bytes(4)
    path.write_bytes(data)

    _, sink = sounds.labelled(path, sounds.at("end"))

    before, after = sounds.decoded(adts(tmp_path, "v1")), sounds.decoded(sink)
    assert 0 <= len(after) - len(before) - round(1.62 * RATE) < 2048
    difference = after[: len(before)] - before
    assert np.sqrt((difference**2).mean()) < 0.1 * np.sqrt((before**2).mean())
    with open_source(str(sink)) as source:
        moov, _ = mp4_track.movie(source)
        track, _ = mp4_track.sound_track(source, moov)
        assert (track.scale, set(track.table.durations)) == (CORE, {512})


def test_what_cannot_be_told_anew_is_named(tmp_path: Path) -> None:
    path = m4a(tmp_path, "v1")
    whole = path.read_bytes()
    at = whole.index(b"elst") + 20
    path.write_bytes(whole[:at] + (2 << 16).to_bytes(4) + whole[at + 4 :])  # twice as fast
    with pytest.raises(Unsupported, match="not at its own speed"):
        sounds.labelled(path)
    at = whole.index(b"mdhd") + 16
    path.write_bytes(whole[:at] + (48000).to_bytes(4) + whole[at + 4 :])
    with pytest.raises(Unsupported, match="counts 48000"):
        sounds.labelled(path)
    at = whole.index(b"stco") + 12
    path.write_bytes(whole[:at] + bytes((0, 0, 0, 0)) + whole[at + 4 :])
    with pytest.raises(HeguiError):
        sounds.labelled(path)
    mov = sounds.coded(tmp_path / "a.mov", adts(tmp_path, "v1"), "-c:a", "copy")
    with pytest.raises(Unsupported, match="as QuickTime describes it"):
        sounds.labelled(mov)
    surround = m4a(tmp_path, "v1", config=CONFIGS["explicit"].format(6))
    with pytest.raises((Unsupported, BrokenFile)):
        sounds.labelled(surround)


def test_tags_around_the_stream_stay(tmp_path: Path) -> None:
    path = adts(tmp_path, "v2")
    path.write_bytes(tag(TITLE) + path.read_bytes() + ID3V1)

    _, sink = sounds.labelled(path)

    data = sink.read_bytes()
    assert data.startswith(tag(TITLE))
    assert data.endswith(ID3V1)
    lc(sink)


def test_frames_with_checksums(tmp_path: Path) -> None:
    """Two bytes more before each block; what they say is not looked at."""
    path = adts(tmp_path, "v1")
    data, result, at = path.read_bytes(), b"", 0
    while at < len(data):
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        head = bytearray(data[at : at + HEAD])
        head[1] &= 0xFE
        head[3] = head[3] & 0xFC | length + 2 >> 11
        head[4] = length + 2 >> 3 & 0xFF
        head[5] = (length + 2 & 7) << 5 | head[5] & 0x1F
        result += bytes(head) + bytes(2) + data[at + HEAD : at + length]
        at += length
    plain, checked = sounds.labelled(path)[1].read_bytes(), tmp_path / "b.aac"
    checked.write_bytes(result)

    _, sink = sounds.labelled(checked)

    assert sink.read_bytes() == plain


def test_both_labels_and_once_only(tmp_path: Path) -> None:
    for path in (adts(tmp_path, "v2"), m4a(tmp_path, "v2")):
        first = hegui.label(path, producer=PRODUCER, in_place=True)
        assert first.explicit is not None
        assert first.explicit.method == "re-encoded"
        before = path.read_bytes()
        second = hegui.label(path, producer=PRODUCER, in_place=True)
        assert second.explicit is not None
        assert second.explicit.method == "lossless"
        assert path.read_bytes() == before
    assert not [one for one in tmp_path.iterdir() if one.name.startswith("tmp")]


def test_it_is_as_loud_as_the_sound(tmp_path: Path) -> None:
    path = adts(tmp_path, "v1")

    _, sink = sounds.labelled(path)

    label = sounds.loudness(sink, "-t", "1.32")
    assert label == pytest.approx(sounds.loudness(path), abs=1.0)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    origins = folder / "whole-he.aac", folder / "whole-he.m4a"
    if not origins[1].exists():
        origins[0].write_bytes(stream("v2", 0.5))
        sounds.coded(origins[1], origins[0], "-c:a", "copy", "-movflags", "+faststart")
    origin = data.draw(st.sampled_from(origins))
    whole = bytearray(origin.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, 1000))] = data.draw(st.integers(0, 255))
    path = folder / f"damaged{origin.suffix}"
    path.write_bytes(whole[: data.draw(st.sampled_from((len(whole), len(whole) - 40, 700)))])

    with suppress(HeguiError):
        sounds.labelled(path)
