"""The spoken prompt: bundled recordings of the stock wordings, others by eSpeak NG.

Clause 5.3 of GB 45438-2025 asks for a voice at a normal rate, which its Note 4 puts at 120 to
160 characters a minute in Chinese. The recordings are made by scripts/spoken_prompts.py; a
wording of one's own is spoken by the program ``espeak-ng`` where it is installed, and measured.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from hegui.errors import UsageError
from hegui.explicit.sound.flac_bits import unpacked
from hegui.explicit.stock_wording import LONG
from hegui.rules.numbers import SPEECH_RATE

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound

SPOKEN = ("zh", "en")
"""The languages of the recordings."""
_VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}
_WORDS_A_MINUTE = {"zh": 124, "en": 140}
"""What the program is asked for; what it makes of it is measured (characters_a_minute)."""
_PAUSE = 0.35
"""Seconds between the languages of a bilingual prompt (ours)."""
_QUIET = 0.01
"""Of the loudest moment: what is less at either end counts as silence."""
_MOST_SECONDS = 120
_TIMEOUT = 60


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken prompt: one channel at ``rate`` moments a second, without silence around it."""

    text: str
    sound: Sound
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.sound) / self.rate


@cache
def recording(language: str) -> Speech:
    """The bundled recording of the stock wording in ``language``, one of SPOKEN."""
    # Beside this file: importlib.resources would take as long to load as this to read.
    path = os.path.join(os.path.dirname(__file__), "recordings", f"{language}.flac")
    with open(path, "rb") as file:
        samples, rate = unpacked(file.read())
    return Speech(LONG[language], samples / 32768.0, rate)


def speech(text: str) -> Speech:
    """The prompt that says ``text``: the recordings where they do, else the program's voice.

    Raises UsageError where the program is needed and missing, or fails.
    """
    for spoken in SPOKEN:
        if text == LONG[spoken]:
            return recording(spoken)
    if text == LONG["bilingual"]:
        parts = [recording(one) for one in SPOKEN]
        pause = np.zeros(round(_PAUSE * parts[0].rate))
        return Speech(text, np.concatenate((parts[0].sound, pause, parts[1].sound)), parts[0].rate)
    sound, rate = spoken_by_program(text, "zh" if chinese(text) else "en")
    return Speech(text, trimmed(sound, rate), rate)


def chinese(text: str) -> int:
    """How many Chinese characters a text has."""
    return sum("\u4e00" <= one <= "\u9fff" for one in text)


def characters_a_minute(spoken: Speech) -> float | None:
    """How many Chinese characters a minute it says; None for a text with other words.

    "AI" counts as two characters: it is spelled out, and is one syllable a letter.
    """
    plain = spoken.text.replace("AI", "")
    if not chinese(plain) or any(one.isascii() and one.isalpha() for one in plain):
        return None
    return (chinese(plain) + len(spoken.text) - len(plain)) * 60 / spoken.seconds


def normal_rate(spoken: Speech) -> bool:
    """Whether it is spoken at the rate that Note 4 of clause 5.3 calls normal."""
    rate = characters_a_minute(spoken)
    assert SPEECH_RATE.least is not None
    assert SPEECH_RATE.most is not None
    return rate is None or SPEECH_RATE.least <= rate <= SPEECH_RATE.most


def spoken_by_program(text: str, language: str) -> tuple[Sound, int]:
    """What the program ``espeak-ng`` makes of a text: one channel, and its rate.

    Raises UsageError where it is missing or fails.
    """
    import io  # a wording of one's own is rare, and these take longer to load than NumPy's FFT
    import shutil
    import subprocess
    import wave

    program = shutil.which("espeak-ng")
    if program is None:
        raise UsageError(
            "speaking {text!r} needs the program espeak-ng; the stock wordings and the rhythm "
            "need none",
            text=text,
        )
    rate = _WORDS_A_MINUTE[language]
    command = [program, "-v", _VOICES[language], "-s", str(rate), "--stdin", "--stdout"]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, check=True, timeout=_TIMEOUT
        )
        # Written into a pipe, the file does not know its length; the sound ends with it.
        with wave.open(io.BytesIO(done.stdout)) as file:
            sampling = file.getframerate()
        data = done.stdout[44:][: 2 * sampling * _MOST_SECONDS]
    except (OSError, subprocess.SubprocessError, EOFError, wave.Error) as error:
        raise UsageError("espeak-ng could not speak: {cause}", cause=str(error)) from error
    sound = np.frombuffer(data[: len(data) // 2 * 2], "<i2") / 32768.0
    if not len(sound) or not np.abs(sound).max():
        raise UsageError("espeak-ng could not speak: {cause}", cause="")
    return sound, sampling


def trimmed(sound: Sound, rate: int) -> Sound:
    """The sound without the silence before and behind it, 5 ms of it kept."""
    level = np.abs(sound)
    loud = np.flatnonzero(level > _QUIET * level.max())
    kept = rate // 200
    return sound[max(0, loud[0] - kept) : loud[-1] + 1 + kept]
