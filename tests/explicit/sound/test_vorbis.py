"""Vorbis in Ogg: encoded anew as a whole, and everything but the sound as it was."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import mutagen.oggvorbis
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hegui
from hegui.errors import HeguiError, Unsupported
from hegui.explicit.sound.find_sound import find_sound
from hegui.files.source import Source
from hegui.structures.ogg_pages import LAST, checksum, pages
from tests.builders import ogg as build
from tests.builders.labels import PRODUCER
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "ogginfo")


def made(tmp_path: Path, *options: str, channels: int = 2) -> Path:
    wav = tmp_path / "a.wav"
    tones = "|".join(f"0.2*sin(2*PI*(300+{90 * one}+150*t)*t)" for one in range(channels))
    synthesised = ("-f", "lavfi", "-i", f"aevalsrc={tones}:s=44100:d=4")
    sounds.run("ffmpeg", "-v", "error", "-y", *synthesised, wav)
    tags = ("-metadata", "title=A title", "-metadata", "AUTHOR=somebody")
    return sounds.coded(tmp_path / "a.ogg", wav, *tags, "-c:a", "libvorbis", *options)


@pytest.mark.parametrize(
    ("channels", "position"), [(1, "start"), (2, "middle"), (2, "end"), (6, "start"), (8, "end")]
)
def test_the_whole_is_encoded_anew_and_says_so(
    tmp_path: Path, channels: int, position: str
) -> None:
    path = made(tmp_path, "-q:a", "4", channels=channels)

    applied, sink = sounds.labelled(path, sounds.at(position))

    assert applied.method == "re-encoded"
    (told,) = (one for one in applied.notices if "encoded anew" in one.template)
    # The nominal rates of libvorbis are for stereo; those of other layouts are a little off.
    assert told.facts["was"] == pytest.approx(4, abs=0.05 if channels == 2 else 1.5)
    before, after = sounds.decoded(path), sounds.decoded(sink)
    grown = len(after) - len(before)
    assert grown / 44100 == pytest.approx(1.32 + (0.6 if position == "middle" else 0.3), abs=0.02)
    rest = after[grown:] if position == "start" else after[: len(before)]
    if position == "middle":
        rest = after[:44100]
    before, rest = before[: len(rest), :2], rest[:, :2]  # deep notes alone go to a subwoofer
    error = np.sqrt(((rest - before) ** 2).mean()) / np.sqrt((before**2).mean())
    assert error < 0.1  # 20 dB below the sound, of which both encodings have their share
    (heard,) = find_sound(str(sink))
    assert heard.kind == "rhythm"
    assert b"WARNING" not in sounds.run("ogginfo", sink).stdout
    data = sink.read_bytes()
    found = list(pages(Source.of_bytes(data), 0, len(data)))
    assert [page.number for page in found] == list(range(len(found)))
    assert [bool(page.flags & LAST) for page in found] == [False] * (len(found) - 1) + [True]
    for page in found:
        head = data[page.offset : page.offset + 22] + bytes(4) + data[page.offset + 26 : page.end]
        assert checksum(head) == page.checksum
    old, new = (mutagen.oggvorbis.OggVorbis(one) for one in (path, sink))
    assert dict(old.tags) == dict(new.tags)
    assert new.info.length == pytest.approx(len(after) / 44100, abs=0.01)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.ogg", "a.wav", sink.name]


def test_comments_of_many_pages_stay(tmp_path: Path) -> None:
    path = made(tmp_path, "-q:a", "1", "-metadata", "long=" + "words " * 20_000)
    _, sink = sounds.labelled(path)
    old, new = (mutagen.oggvorbis.OggVorbis(one) for one in (path, sink))
    assert dict(old.tags) == dict(new.tags)
    assert b"WARNING" not in sounds.run("ogginfo", sink).stdout


def test_both_labels_and_once_only(tmp_path: Path) -> None:
    path = made(tmp_path)
    first = hegui.label(path, producer=PRODUCER, in_place=True)
    assert first.explicit is not None
    assert (first.explicit.method, first.kind.id) == ("re-encoded", "ogg")
    before = path.read_bytes()
    second = hegui.label(path, producer=PRODUCER, in_place=True)
    assert second.explicit is not None
    assert second.explicit.method == "lossless"
    assert path.read_bytes() == before


def test_without_the_program_it_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unsupported, match="ffmpeg with libvorbis"):
        sounds.labelled(path)
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(Unsupported, match="ffmpeg with libvorbis"):
        sounds.labelled(path)


@pytest.mark.parametrize("position", ["start", "end"])
def test_of_chained_streams_one_alone_is_encoded_anew(tmp_path: Path, position: str) -> None:
    other = made(tmp_path, "-q:a", "2", "-ar", "22050", channels=1).read_bytes()
    one = made(tmp_path, "-q:a", "4").read_bytes()
    path = tmp_path / "c.ogg"
    path.write_bytes(one + other)
    chained = one, other

    applied, sink = sounds.labelled(path, sounds.at(position))

    assert applied.method == "re-encoded"
    assert [note for note in applied.notices if "others are as they were" in note.template]
    data = sink.read_bytes()
    kept = data.endswith(other) if position == "start" else data.startswith(one)
    assert kept
    changed = data[: -len(other)] if position == "start" else data[len(one) :]
    alone, before = tmp_path / "alone.ogg", tmp_path / "before.ogg"
    alone.write_bytes(changed)
    before.write_bytes(chained[position == "end"])
    assert b"WARNING" not in sounds.run("ogginfo", alone).stdout
    assert b"WARNING" not in sounds.run("ogginfo", sink).stdout
    old, new = (mutagen.oggvorbis.OggVorbis(each) for each in (before, alone))
    assert dict(old.tags) == dict(new.tags)
    assert (old.info.sample_rate, old.info.channels) == (new.info.sample_rate, new.info.channels)
    rate = old.info.sample_rate
    was, now = sounds.decoded(before), sounds.decoded(alone)
    grown = len(now) - len(was)
    assert grown / rate == pytest.approx(1.62, abs=0.02)
    rest = now[grown:] if position == "start" else now[: len(was)]
    assert np.sqrt(((rest - was) ** 2).mean()) < 0.1 * np.sqrt((was**2).mean())
    (heard,) = find_sound(str(alone))
    assert heard.kind == "rhythm"
    again, _ = sounds.labelled(sink, sounds.at(position))
    assert again.method == "lossless"
    with pytest.raises(Unsupported, match="2 streams one behind the other"):
        sounds.labelled(path, sounds.at("middle"))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(build.SAMPLES[data.draw(st.sampled_from(sorted(build.SAMPLES)))]())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged-vorbis.ogg"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    with suppress(HeguiError):
        sounds.labelled(path)
