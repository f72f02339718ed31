"""WAV: every sample stays, positions move with them, odd and broken files."""

from __future__ import annotations

import errno
import struct
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CannotWrite, HeguiError, NoRoom, Unsupported
from hegui.explicit.sound import ahead
from hegui.explicit.sound import wav as form
from hegui.files import flushing
from hegui.files.flushing import FlushBehind
from hegui.files.source import open_source
from hegui.structures.wav_layout import Layout
from tests.builders import wav
from tests.builders.webp import chunk
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox")

FORMS = {
    "8": ("-b", "8"),
    "16": ("-b", "16"),
    "24": ("-b", "24"),
    "32": ("-b", "32"),
    "float": ("-b", "32", "-e", "floating-point"),
    "double": ("-b", "64", "-e", "floating-point"),
    "a-law": ("-e", "a-law"),
    "mu-law": ("-e", "u-law"),
}
RATE = 8000


@pytest.mark.parametrize(
    ("form", "position"),
    [*((form, "middle") for form in FORMS), ("16", "start"), ("24", "start"), ("16", "end")],
)
def test_every_sample_stays(tmp_path: Path, form: str, position: str) -> None:
    path = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-c", "2", *FORMS[form])

    applied, sink = sounds.labelled(path, sounds.at(position))

    before, after = sounds.probe(path), sounds.probe(sink)
    for key in ("codec_name", "sample_rate", "channels", "bits_per_sample"):
        assert before[key] == after[key]
    old = sounds.decoded(path)
    put_in, rest = sounds.split(old, sounds.decoded(sink), position)
    assert np.array_equal(rest, old)
    assert np.abs(put_in).max() > 0.05
    assert applied.method == "spliced"
    assert applied.seconds == pytest.approx(1.32)


@pytest.mark.parametrize("position", ["start", "middle", "end"])
def test_what_is_copied_ahead_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, position: str
) -> None:
    """With and without a part copied in a thread, and where the file grows otherwise."""
    path = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-c", "2", "-b", "16")
    path.write_bytes(path.read_bytes() + b"behind the form")
    whole = sounds.labelled(path, sounds.at(position))[1].read_bytes()
    monkeypatch.setattr(ahead, "_LEAST", 0)
    monkeypatch.setattr(ahead, "_BLOCK", 10_000)

    _, sink = sounds.labelled(path, sounds.at(position))
    assert sink.read_bytes() == whole

    again, sink = sounds.labelled(sink, sounds.at(position))
    assert again.method == "lossless"
    assert sink.read_bytes() == whole
    monkeypatch.setattr(form, "_MOST_FORM", 1000)
    _, sink = sounds.labelled(path, sounds.at(position))
    assert parts(sink)[b"data"] == whole[44 : 44 + len(parts(sink)[b"data"])]


def test_what_the_disk_tells_only_once_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-c", "2", "-b", "16")
    told = threading.Event()

    wrote = FlushBehind.wrote

    def faulty(descriptor: int, start: int, end: int) -> None:
        told.set()
        raise OSError(errno.EIO, "Input/output error")

    def waiting(behind: FlushBehind, end: int | None = None) -> None:
        wrote(behind, end)
        told.wait(10)

    monkeypatch.setattr(ahead, "_LEAST", 0)
    monkeypatch.setattr(flushing, "_flush", faulty)
    monkeypatch.setattr(FlushBehind, "wrote", waiting)

    with pytest.raises(CannotWrite, match="cannot be written: Input/output error"):
        sounds.labelled(path, sounds.at("start"))


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (44100, 5), (192000, 6), (8000, 32)])
def test_rates_and_channels(tmp_path: Path, rate: int, channels: int) -> None:
    options = ("-r", str(rate), "-c", str(channels), "-b", "16")
    path = sounds.sox(tmp_path / "a.wav", *options, seconds=0.2)

    _, sink = sounds.labelled(path, sounds.at("end"))

    before, after = sounds.decoded(path), sounds.decoded(sink)
    assert np.array_equal(after[: len(before)], before)
    heard = np.abs(after[len(before) :]).max(axis=0) > 0
    assert heard.tolist() == [index < 2 for index in range(channels)]


def test_positions_move_with_the_sound(tmp_path: Path) -> None:
    sound = bytes(range(1, 255)) * 40
    cues = struct.pack("<I", 2) + b"".join(
        struct.pack("<II4sIII", each, place, b"data", 0, 0, place)
        for each, place in ((1, 100), (2, 9000))
    )
    loop = struct.pack("<9I", 0, 0, 125000, 60, 0, 0, 0, 1, 0)
    loop += struct.pack("<6I", 1, 0, 50, 9500, 0, 0)
    peak = struct.pack("<IIfI", 1, 0, 1.0, 9000)
    bext = wav.BEXT[:338] + (80000).to_bytes(8, "little") + wav.BEXT[346:]
    path = tmp_path / "a.wav"
    path.write_bytes(
        wav.sound(
            chunk(b"cue ", cues),
            chunk(b"smpl", loop),
            chunk(b"PEAK", peak),
            before=(chunk(b"bext", bext), chunk(b"fact", struct.pack("<I", len(sound)))),
            data=sound,
        )
    )

    _, middle = sounds.labelled(path, sounds.at("middle", at=0.6))
    grown = middle.stat().st_size - path.stat().st_size
    chunks = parts(middle)
    assert struct.unpack("<2I", chunks[b"cue "][8:12] + chunks[b"cue "][24:28]) == (100, 100)
    assert struct.unpack("<I", chunks[b"cue "][32:36]) == (9000 + grown,)
    assert struct.unpack("<I", chunks[b"cue "][48:52]) == (9000 + grown,)
    assert struct.unpack("<2I", chunks[b"smpl"][44:52]) == (50, 9500 + grown)
    assert struct.unpack("<I", chunks[b"PEAK"][12:16]) == (9000 + grown,)
    assert struct.unpack("<I", chunks[b"fact"]) == (len(sound) + grown,)
    assert chunks[b"bext"] == bext
    _, start = sounds.labelled(path, sounds.at("start"))
    grown = start.stat().st_size - path.stat().st_size
    assert parts(start)[b"bext"][338:346] == (80000 - grown).to_bytes(8, "little")


def test_a_time_code_that_would_be_before_midnight_is_told(tmp_path: Path) -> None:
    bext = wav.BEXT[:338] + (7).to_bytes(8, "little") + wav.BEXT[346:]
    path = tmp_path / "a.wav"
    path.write_bytes(wav.sound(before=(chunk(b"bext", bext), chunk(b"levl", bytes(120)))))

    applied, sink = sounds.labelled(path)

    assert [notice.say()[:20] for notice in applied.notices] == [
        "the label is heard a",  # the sound is at full scale
        "the time code (bext)",
        "the chunk levl still",
    ]
    assert parts(sink)[b"bext"] == bext


def parts(path: Path) -> dict[bytes, bytes]:
    """The chunks of a WAV file."""
    with open_source(str(path)) as source:
        return {one.name: one.data(source) for one in Layout(source).chunks()}


@pytest.mark.parametrize("name", sorted(set(wav.SAMPLES) - {"empty"}))
def test_samples_of_all_kinds(tmp_path: Path, name: str) -> None:
    """Of each: the sound as it was behind the label, and every other chunk."""
    path = tmp_path / "a.wav"
    path.write_bytes(wav.SAMPLES[name]())

    _, sink = sounds.labelled(path)

    before, after = parts(path), parts(sink)
    assert after[b"data"].endswith(before[b"data"])
    changed = (b"data", b"ds64", b"cue ", b"smpl", b"bext")
    assert [one for one in after if after[one] != before[one] and one not in changed] == []
    assert len(sounds.decoded(sink)) == len(after[b"data"])


@pytest.mark.parametrize("name", ["plain", "room-for-ds64"])
def test_more_than_4_gib_becomes_rf64(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(form, "_MOST_FORM", 1000)  # 4 GiB would take a minute to write
    path = tmp_path / "a.wav"
    path.write_bytes(wav.SAMPLES[name]())

    _, sink = sounds.labelled(path)

    assert sink.read_bytes().startswith(b"RF64\xff\xff\xff\xffWAVEds64")
    length = len(parts(sink)[b"data"])
    assert list(parts(sink)) == [b"ds64", b"fmt ", b"data"]
    assert sounds.probe(sink)["duration_ts"] == length
    assert sink.stat().st_size - path.stat().st_size == length - len(wav.SOUND) + 36 * (
        name == "plain"
    )


@pytest.mark.parametrize(
    ("fmt", "error"),
    [
        (struct.pack("<HHIIHH", 1, 0, 8000, 8000, 1, 8), BrokenFile),
        (struct.pack("<HHIIHH", 1, 1, 0, 8000, 1, 8), BrokenFile),
        (struct.pack("<HHIIHH", 1, 2, 8000, 8000, 3, 8), BrokenFile),
        (struct.pack("<HHIIHH", 2, 1, 8000, 8000, 1, 4), Unsupported),
        (struct.pack("<HHIIHH", 1, 1, 4000, 4000, 1, 8), Unsupported),
        (struct.pack("<HHIIHH", 1, 1, 4_000_000, 0, 1, 8), Unsupported),
        (struct.pack("<HHIIHH", 1, 65535, 8000, 0, 65535, 8), Unsupported),
        (wav.FMT[:12], BrokenFile),
    ],
)
def test_what_cannot_be(tmp_path: Path, fmt: bytes, error: type[HeguiError]) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav.wave(chunk(b"fmt ", fmt), chunk(b"data", wav.SOUND)))

    with pytest.raises(error, match=r"a\.wav"):
        sounds.labelled(path)


def test_no_sound_and_one_sample(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav.sound(data=b""))
    with pytest.raises(NoRoom, match="no sound to label"):
        sounds.labelled(path)

    path.write_bytes(wav.sound(data=b"\x80"))
    for position in ("start", "middle", "end"):
        assert sounds.labelled(path, sounds.at(position))[0].method == "spliced"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(wav.SAMPLES[data.draw(st.sampled_from(["broadcast", "rf64", "info"]))]())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.wav"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with suppress(HeguiError):
        sounds.labelled(path)
