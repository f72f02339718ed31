"""What is heard: the recordings, the rhythm, their level."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from hegui.errors import UsageError
from hegui.explicit.sound import rhythm as beat
from hegui.explicit.sound import speech
from hegui.explicit.sound.audio import AudioOptions, Position, SoundKind, label
from hegui.explicit.sound.hearing import labels_in
from hegui.explicit.sound.level import CEILING, at_loudness
from hegui.explicit.sound.loudness import Meter, weights
from hegui.explicit.sound.pcm import Encoding
from hegui.explicit.sound.resampling import resampled
from hegui.explicit.stock_wording import LONG
from hegui.explicit.wording import checked, stock
from hegui.rules import RHYTHM
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

SCRIPT = Path(__file__).parents[3] / "scripts/spoken_prompts.py"
RECORDINGS = Path(speech.__file__).with_name("recordings")


@needs("flac", "ffmpeg")
@pytest.mark.parametrize("language", speech.SPOKEN)
def test_the_recordings_are_sound_flac(language: str) -> None:
    path = RECORDINGS / f"{language}.flac"

    sounds.run("flac", "-s", "-t", path)
    assert np.array_equal(sounds.decoded(path)[:, 0], speech.recording(language).sound)
    tags = sounds.run("metaflac", "--export-tags-to=-", path).stdout.decode()
    assert f"TITLE={LONG[language]}\n" in tags
    assert "LICENSE=Apache-2.0\n" in tags
    assert sum(one.stat().st_size for one in RECORDINGS.iterdir()) < 150_000


def test_chinese_is_spoken_at_the_normal_rate() -> None:
    spoken = speech.recording("zh")
    sound = np.abs(spoken.sound)
    loud = np.flatnonzero(sound > 0.02)
    heard = (loud[-1] - loud[0]) / spoken.rate

    assert spoken.text == "本内容由人工智能生成"
    assert 120 <= len(spoken.text) * 60 / heard <= 160
    assert speech.normal_rate(spoken)


def test_a_recording_is_a_voice() -> None:
    """Most of its energy where voices have it, with pauses, and nothing that clips."""
    for language in speech.SPOKEN:
        spoken = speech.recording(language)
        power = np.abs(np.fft.rfft(spoken.sound)) ** 2
        pitch = np.fft.rfftfreq(len(spoken.sound), 1 / spoken.rate)
        assert power[(pitch > 80) & (pitch < 4000)].sum() > 0.9 * power.sum()
        frames = spoken.sound[: len(spoken.sound) // 320 * 320].reshape(-1, 320)
        level = np.sqrt((frames**2).mean(axis=1))
        assert level.min() < 0.05 * level.max()
        assert 0.5 < np.abs(spoken.sound).max() < 0.99


@needs("espeak-ng")
def test_the_recordings_can_be_made_again(tmp_path: Path) -> None:
    version = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True)
    if " 1.51 " not in version.stdout:
        pytest.skip("another version of espeak-ng speaks differently")
    subprocess.run([sys.executable, SCRIPT, tmp_path], check=True, capture_output=True)

    for language in speech.SPOKEN:
        name = f"{language}.flac"
        assert (tmp_path / name).read_bytes() == (RECORDINGS / name).read_bytes()


@needs("espeak-ng")
def test_a_wording_of_ones_own_is_spoken(tmp_path: Path) -> None:
    path = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-b", "16", "-c", "1")
    sink = tmp_path / "b.wav"

    applied = label(str(path), str(sink), checked("本节目由人工智能合成"))

    assert applied.wording == "本节目由人工智能合成"
    assert applied.notices == ()  # its rate was measured and is normal
    assert applied.seconds == pytest.approx(4.3, abs=0.7)


def test_a_wording_of_ones_own_needs_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-b", "16", "-c", "1")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="espeak-ng"):
        label(str(path), str(tmp_path / "b.wav"), checked("本节目由人工智能合成"))
    assert label(str(path), str(tmp_path / "b.wav")).wording == stock().text


@needs("sox", "ffmpeg")
@pytest.mark.parametrize("language", ["en", "bilingual"])
def test_the_stock_wordings_of_every_language(tmp_path: Path, language: str) -> None:
    path = sounds.sox(tmp_path / "a.wav", "-r", "22050", "-b", "16", "-c", "1")

    applied, sink = sounds.labelled(path, AudioOptions(language=language))

    heard = labels_in(sounds.decoded(sink)[:, 0], 22050)
    assert [one.language for one in heard] == (["en"] if language == "en" else ["zh", "en"])
    assert applied.wording == LONG[language]
    # English alone carries the warning that goes with it.
    assert len(applied.notices) == (language == "en")


def test_the_rhythm_is_that_of_the_clause() -> None:
    rate = 16000
    sound = beat.rhythm(rate)
    frame = round(beat.UNIT * rate)
    on = [np.abs(part).max() > 0.1 for part in np.split(sound, range(frame, len(sound), frame))]
    signs = "".join("#" if one else " " for one in on)
    morse = [
        "".join("-" if len(tone) == 3 else "." for tone in letter.split())
        for letter in signs.split("   ")
    ]

    assert tuple(morse) == RHYTHM.words
    power = np.abs(np.fft.rfft(sound))
    assert np.fft.rfftfreq(len(sound), 1 / rate)[power.argmax()] == pytest.approx(1000, abs=2)


@needs("ffmpeg")
@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (44100, 2), (48000, 6), (96000, 5)])
def test_loudness_is_what_ffmpeg_measures(tmp_path: Path, rate: int, channels: int) -> None:
    random = np.random.default_rng(channels)
    level = np.repeat(random.uniform(0.001, 0.3, 16), rate // 4)
    sound = random.normal(0, 1, (len(level), channels)) * level[:, None]
    sound = np.clip(np.cumsum(sound, axis=0) * 0.1 + sound, -1, 1)
    raw = tmp_path / "a.raw"
    raw.write_bytes(Encoding("float", 4, 32).encode(sound))
    layout = {1: "mono", 2: "stereo", 5: "5.0", 6: "5.1"}[channels]
    form = ("-f", "f32le", "-ar", str(rate), "-channel_layout", layout, "-ac", str(channels))
    path = tmp_path / "a.wav"
    sounds.run("ffmpeg", "-v", "error", *form, "-i", raw, "-c:a", "pcm_f32le", path)
    meter = Meter(rate, weights(channels))
    for part in np.array_split(sound, 7):
        meter.push(part)

    assert meter.loudness() == pytest.approx(sounds.loudness(path), abs=0.1)


@needs("ffmpeg", "sox")
@pytest.mark.parametrize("volume", ["0.01", "0.1", "0.5"])
def test_the_label_is_as_loud_as_the_sound(tmp_path: Path, volume: str) -> None:
    path = tmp_path / "a.wav"
    sounds.run("sox", "-R", "-n", "-r", "48000", "-b", "24", "-c", "2", path, "synth", "20",
               "pinknoise", "vol", volume)  # fmt: skip

    _, sink = sounds.labelled(path, AudioOptions())

    spoken = sounds.loudness(sink, "-t", "4.2")
    around = max(sounds.loudness(path), -40)
    assert spoken == pytest.approx(around, abs=0.7)
    assert np.abs(sounds.decoded(sink)[: 4 * 48000]).max() <= CEILING + 1e-6


def test_a_loud_label_is_limited_and_never_clips() -> None:
    spoken = speech.recording("zh")

    sound, have = at_loudness(spoken.sound, spoken.rate, -10.0, 2.0)
    assert np.abs(sound).max() <= CEILING
    assert have == pytest.approx(-10.0, abs=0.5)
    sound, have = at_loudness(spoken.sound, spoken.rate, 3.0, 2.0)
    assert np.abs(sound).max() <= CEILING
    assert have < 0


def test_silence_gets_a_label_of_usual_loudness(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(64000))

    _, sink = sounds.labelled(path, AudioOptions())

    assert sounds.loudness(sink, "-t", "4.2") == pytest.approx(-23, abs=0.5)


@pytest.mark.parametrize("rate", [8000, 11025, 44100, 192000])
def test_resampling_keeps_a_tone(rate: int) -> None:
    time = np.arange(16000) / 16000
    swell = np.hanning(16000)
    wanted = np.sin(2 * np.pi * 700 * np.arange(rate) / rate) * np.interp(
        np.arange(rate) / rate, time, swell
    )

    result = resampled(np.sin(2 * np.pi * 700 * time) * swell, 16000, rate)

    assert len(result) == rate
    assert np.abs(result - wanted).max() < 1e-3


@pytest.mark.parametrize("law", ["A-law", "mu-law"])
def test_g711_codes_come_back(law: str) -> None:
    coding = Encoding(law, 1, 8)  # type: ignore[arg-type]
    codes = bytes(range(256))
    values = coding.decode(codes, 1)

    # Both zeros of mu-law are the same value.
    assert np.array_equal(coding.decode(coding.encode(values), 1), values)
    assert sum(a == b for a, b in zip(coding.encode(values), codes, strict=True)) >= 255


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"repeat": 0}, "1 to 10 times"),
        ({"repeat": 11}, "1 to 10 times"),
        ({"at": 3.0}, "in the middle"),
        ({"at": -1.0, "position": Position.MIDDLE}, "no place"),
        ({"at": float("nan"), "position": Position.MIDDLE}, "no place"),
    ],
)
def test_options_that_cannot_be(options: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        AudioOptions(**options)  # type: ignore[arg-type]


@needs("sox", "ffmpeg")
def test_it_is_heard_as_often_as_asked_and_labelled_once(tmp_path: Path) -> None:
    path = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-b", "16", "-c", "1")

    _, sink = sounds.labelled(path, sounds.at("end", repeat=3))
    heard = labels_in(sounds.decoded(sink)[:, 0], 16000)
    assert [one.kind for one in heard] == ["rhythm"] * 3
    assert heard[0].start == pytest.approx(2.3, abs=0.03)

    for kind in SoundKind:
        again, twice = sounds.labelled(sink, AudioOptions(kind))
        assert twice.read_bytes() == sink.read_bytes()
        assert again.method == "lossless"
        assert "heard already" in again.notices[0].say()
