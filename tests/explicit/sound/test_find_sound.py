"""Labels found again in sound: through codecs, at any pitch and pace, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hegui.errors import HeguiError, UnknownFormat
from hegui.explicit.sound.audio import AudioOptions
from hegui.explicit.sound.find_sound import find_sound
from hegui.explicit.sound.hearing import labels_in, ours
from hegui.explicit.sound.rhythm import UNIT, tones
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox")
RATE = 16000
CHANGES = {
    "mp3 at 64 kbit/s": ("-c:a", "libmp3lame", "-b:a", "64k"),
    "a telephone": ("-ar", "8000", "-c:a", "pcm_mulaw"),
    "quieter by 30 dB": ("-af", "volume=-30dB", "-c:a", "pcm_s16le"),
    "another rate": ("-ar", "44100", "-c:a", "flac"),
    "opus at 24 kbit/s": ("-ar", "48000", "-c:a", "libopus", "-b:a", "24k"),
    "aac": ("-c:a", "aac", "-b:a", "64k"),
}
SUFFIXES = {"libmp3lame": ".mp3", "flac": ".flac", "libopus": ".opus", "aac": ".m4a"}


@pytest.mark.parametrize("change", CHANGES)
def test_found_after(tmp_path: Path, change: str) -> None:
    origin = sounds.sox(tmp_path / "a.wav", "-r", "24000", "-c", "1", "-b", "16", seconds=3)
    _, spoken = sounds.labelled(origin, sounds.at("end", "speech", language="bilingual"))
    both = sounds.sox(tmp_path / "b.wav", "-r", "24000", "-c", "1", "-b", "16", seconds=3)
    _, beat = sounds.labelled(both, sounds.at("middle"))
    sounds.run("sox", spoken, beat, tmp_path / "c.wav")
    options = CHANGES[change]
    codec = options[options.index("-c:a") + 1]
    path = sounds.coded(tmp_path / f"d{SUFFIXES.get(codec, '.wav')}", tmp_path / "c.wav", *options)

    found = find_sound(str(path))

    assert [(one.kind, one.language) for one in found] == [
        ("speech", "zh"),
        ("speech", "en"),
        ("rhythm", None),
    ]
    assert found[0].start == pytest.approx(3.3, abs=0.15)
    assert all(one.strength > 0.85 for one in found)
    assert all(map(ours, found))


def test_long_sound_is_heard_in_parts_and_each_label_once(tmp_path: Path) -> None:
    """A label across the border of two parts, and one at the end."""
    path = tmp_path / "a.wav"
    sounds.run("sox", "-R", "-n", "-r", "8000", "-c", "1", "-b", "16", path, "synth", "130",
               "brownnoise", "vol", "0.2")  # fmt: skip
    said: list[float] = []
    _, sink = sounds.labelled(path, sounds.at("middle", "speech", at=58.0))
    path.write_bytes(sink.read_bytes())

    found = find_sound(str(path), progress=said.append)

    assert [one.kind for one in found] == ["speech"]
    assert found[0].start == pytest.approx(58.3, abs=0.3)
    assert said == sorted(said)
    assert said[-1] == 1.0


@pytest.mark.parametrize(("pitch", "pace"), [(440.0, 0.06), (620.0, 0.2), (2500.0, 0.1)])
def test_a_rhythm_of_another_pitch_and_pace(pitch: float, pace: float) -> None:
    """The clause sets neither."""
    found = labels_in(morse(".- ..", pitch, pace), RATE)

    assert [one.kind for one in found] == ["rhythm"]
    assert found[0].pitch == pytest.approx(pitch, abs=10)
    assert found[0].start == pytest.approx(1.0, abs=0.03)
    assert found[0].end - found[0].start == pytest.approx(tones()[-1][1] * pace, rel=0.1)
    assert not ours(found[0])


@pytest.mark.parametrize("signs", [".- .", "- .. ..", ".. .-", ".-..", ".- ...", "... .."])
def test_another_rhythm_is_none(signs: str) -> None:
    assert labels_in(morse(signs, 1000, UNIT), RATE) == ()


def morse(signs: str, pitch: float, pace: float) -> sounds.Floats:
    """Tones with a second of noise around them."""
    parts = [np.random.default_rng(1).normal(0, 1e-3, RATE)]
    for sign in signs:
        if sign == " ":
            parts.append(np.zeros(round(2 * pace * RATE)))
            continue
        time = np.arange(round(pace * RATE * (3 if sign == "-" else 1))) / RATE
        parts += (0.4 * np.sin(2 * np.pi * pitch * time), np.zeros(round(pace * RATE)))
    return np.concatenate((*parts, parts[0]))


def test_nothing_is_heard_in_noise_and_melodies() -> None:
    random = np.random.default_rng(7)
    for number in range(12):
        noise = random.normal(0, 0.1, 10 * RATE)
        if number % 2:
            noise = np.cumsum(noise) * 0.02
        parts: list[sounds.Floats] = []
        while sum(len(one) for one in parts) < 10 * RATE:
            length = random.choice([0.1, 0.12, 0.2, 0.36, 0.5])
            time = np.arange(int(length * RATE)) / RATE
            parts.append(0.3 * np.sin(2 * np.pi * 440 * 2 ** (random.integers(0, 24) / 12) * time))
            parts.append(np.zeros(int(random.choice([0, 0.12, 0.36]) * RATE)))
        for sound in (noise, np.concatenate(parts), np.zeros(10 * RATE)):
            assert labels_in(sound, RATE) == ()


@needs("espeak-ng")
@pytest.mark.parametrize(
    "text",
    [
        "本内容由专业人士编写生成",
        "人工智能正在改变世界",
        "本节目由人工制作，不是智能生成",
        "This content was written by a human",
        "This contest was generated by a guy",
    ],
)
def test_other_speech_of_the_same_voice_is_none(tmp_path: Path, text: str) -> None:
    voice = "en-us" if text.isascii() else "cmn-latn-pinyin"
    path = tmp_path / "a.wav"
    sounds.run("espeak-ng", "-v", voice, "-s", "124", "-w", path, text)

    assert find_sound(str(path)) == ()


def test_what_cannot_be_listened_to(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.ts\n")
    with pytest.raises(UnknownFormat):
        find_sound(str(path))
    for head in (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\0\0\0\x10ftypisom", b"OggS", b"fLaC"):
        path.write_bytes(head + bytes(200))
        with pytest.raises(HeguiError):
            find_sound(str(path))


def test_a_film_is_listened_to(tmp_path: Path) -> None:
    origin = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "2", "-b", "16")
    _, sink = sounds.labelled(origin, AudioOptions())
    path = tmp_path / "a.mkv"
    picture = ("-f", "lavfi", "-i", "color=size=64x64:rate=5:duration=2")
    sounds.run("ffmpeg", "-v", "error", *picture, "-i", sink, "-c:a", "aac", "-c:v", "mjpeg", path)

    assert [one.language for one in find_sound(str(path))] == ["zh"]


@pytest.mark.parametrize("suffix", [".m4a", ".flac", ".opus"])
def test_eight_channels_in_planes(tmp_path: Path, suffix: str) -> None:
    """PyAV dies of such frames where their planes are asked for."""
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "8", "-b", "16", seconds=3)
    _, labelled = sounds.labelled(wav)
    path = sounds.coded(tmp_path / f"a{suffix}", labelled, "-b:a", "400k")
    (heard,) = find_sound(str(path))
    assert (heard.kind, heard.start < 0.2) == ("rhythm", True)


def test_eight_channels_of_aac_are_labelled(tmp_path: Path) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "8", "-b", "16", seconds=3)
    path = sounds.coded(tmp_path / "a.m4a", wav, "-c:a", "aac", "-b:a", "400k")
    applied, sink = sounds.labelled(path)
    (heard,) = find_sound(str(sink))
    assert (heard.kind, applied.method) == ("rhythm", "joined")
