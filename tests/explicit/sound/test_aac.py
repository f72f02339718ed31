"""AAC in ADTS and in MP4, Apple Lossless in MP4: packets stay, tables and times are right."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import mutagen.mp4
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, HeguiError, NoRoom, Unsupported
from hegui.explicit.sound.find_sound import find_sound
from tests.builders import aac as build_aac
from tests.builders import mp4 as build_mp4
from tests.explicit.sound import sounds
from tests.explicit.sound.test_mp3 import same_until
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "mediainfo")
BLEND = 1024
KINDS = {
    "adts": ("a.aac", ("-c:a", "aac", "-b:a", "96k")),
    "m4a": ("a.m4a", ("-c:a", "aac", "-b:a", "96k")),
    "front": ("a.m4a", ("-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart", "-ac", "1")),
    "mov": ("a.mov", ("-c:a", "aac", "-b:a", "96k")),
    "alac": ("a.m4a", ("-c:a", "alac")),
    "alac-24": ("a.m4a", ("-c:a", "alac", "-sample_fmt", "s32p")),
}


def made(tmp_path: Path, kind: str) -> Path:
    name, options = KINDS[kind]
    wav = sounds.sox(tmp_path / "a.wav", "-r", "44100", "-c", "2", "-b", "24", seconds=3)
    return sounds.coded(tmp_path / name, wav, *options)


@pytest.mark.parametrize(
    ("kind", "position"),
    [*((kind, "middle") for kind in KINDS), ("adts", "start"), ("m4a", "start"), ("adts", "end"),
     ("front", "end"), ("alac", "end")],
)  # fmt: skip
def test_the_sound_is_decoded_as_before(tmp_path: Path, kind: str, position: str) -> None:
    path = made(tmp_path, kind)

    applied, sink = sounds.labelled(path, sounds.at(position))

    before, after = sounds.decoded(path), sounds.decoded(sink)
    if kind.startswith("alac"):
        _, rest = sounds.split(before, after, position)
        assert np.array_equal(rest, before)
        assert applied.method == "spliced"
    else:
        blended(before, after, position)
        assert applied.method == "joined"
    old, new = sounds.probe(path), sounds.probe(sink)
    for key in ("codec_name", "profile", "sample_rate", "channels", "bits_per_raw_sample"):
        assert old.get(key) == new.get(key)
    (heard,) = find_sound(str(sink))
    assert heard.kind == "rhythm"
    said = sounds.run("mediainfo", "--Details=0", sink).stdout.decode()
    assert "IsTruncated" not in said
    assert "Conformance" not in said
    if kind != "adts":
        assert float(new["duration"]) == pytest.approx(len(after) / 44100, abs=0.03)


def blended(before: sounds.Floats, after: sounds.Floats, position: str) -> None:
    """As before but for the overlap: 1024 moments that fade."""
    if position != "start":
        same_until(before, after, 2 * BLEND, position)
        return
    grown = len(after) - len(before)
    assert np.array_equal(after[grown + BLEND :], before[BLEND:])


def test_tags_and_other_boxes_stay(tmp_path: Path) -> None:
    path = made(tmp_path, "m4a")
    file = mutagen.mp4.MP4(path)
    file["\xa9nam"] = "春"
    gapless = b" 00000000 00000840 000001CA 000000000000BEEF" + b" 00000000" * 8
    file["----:com.apple.iTunes:iTunSMPB"] = [mutagen.mp4.MP4FreeForm(gapless)]
    file.save()

    _, sink = sounds.labelled(path, sounds.at("end"))

    new = mutagen.mp4.MP4(sink)
    assert new["\xa9nam"] == ["春"]
    grown = len(sounds.decoded(sink)) - len(sounds.decoded(path))
    said = bytes(new["----:com.apple.iTunes:iTunSMPB"][0]).split()
    assert int(said[3], 16) - 0xBEEF == pytest.approx(grown, abs=1024)
    assert said[:3] == gapless.split()[:3]
    assert new.info.length == pytest.approx(len(sounds.decoded(sink)) / 44100, abs=0.05)
    # Everything but the movie box lies where it lay.
    old_bytes, new_bytes = path.read_bytes(), sink.read_bytes()
    at = old_bytes.index(b"moov") - 4
    assert new_bytes[:at] == old_bytes[:at]


def test_the_data_box_that_runs_to_the_end_is_closed(tmp_path: Path) -> None:
    path = made(tmp_path, "front")
    data = bytearray(path.read_bytes())
    at = data.index(b"mdat") - 4
    data[at : at + 4] = bytes(4)
    path.write_bytes(data)
    before = sounds.decoded(path)

    _, sink = sounds.labelled(path, sounds.at("end"))

    blended(before, sounds.decoded(sink), "end")


def test_what_cannot_be_joined_is_named(tmp_path: Path) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "1", "-b", "16")
    fragmented = sounds.coded(
        tmp_path / "a.mp4", wav, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"
    )
    with pytest.raises(Unsupported, match="fragments"):
        sounds.labelled(fragmented)
    other = sounds.coded(tmp_path / "b.mp4", wav, "-c:a", "ac3")
    with pytest.raises(Unsupported, match="ac-3"):
        sounds.labelled(other)
    film = tmp_path / "c.mp4"
    picture = ("-f", "lavfi", "-i", "color=size=64x64:rate=5:duration=1")
    sounds.run("ffmpeg", "-v", "error", *picture, "-i", wav, "-c:a", "aac", "-shortest", film)
    with pytest.raises(Unsupported, match="film"):
        sounds.labelled(film)
    main = bytearray(made(tmp_path, "adts").read_bytes())
    main[2] &= 0x3F  # object type 1, Main, which predicts from frame to frame
    path = tmp_path / "main.aac"
    path.write_bytes(main[: 7 + 200])
    with pytest.raises(HeguiError):
        sounds.labelled(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    origin = folder / "whole.m4a"
    if not origin.exists():
        wav = sounds.sox(folder / "w.wav", "-r", "8000", "-c", "1", "-b", "16", seconds=0.3)
        sounds.coded(origin, wav, "-c:a", "aac", "-movflags", "+faststart")
    whole = bytearray(origin.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, 900))] = data.draw(st.integers(0, 255))
    path = folder / "damaged.m4a"
    path.write_bytes(whole[: data.draw(st.sampled_from((len(whole), len(whole) - 40, 700)))])

    with suppress(HeguiError):
        sounds.labelled(path)


def test_files_of_the_builders_give_our_errors_or_a_label(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    for sample in (*build_aac.SAMPLES.values(), *build_mp4.SAMPLES.values()):
        path.write_bytes(sample())
        with suppress(Unsupported, BrokenFile, NoRoom, HeguiError):
            sounds.labelled(path)
