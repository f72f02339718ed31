"""The rhythm label: short long, short short, the letters A and I in Morse code.

Clause 5.3 of GB 45438-2025 asks for the rhythm and that it be clear; it sets no pitch, no length
of tones and no level. The figures here are ours: they follow the proportions of international
Morse code (ITU-R M.1677-1: a long tone three units, one unit between the tones of a letter,
three between letters) at ten words a minute, slow enough to be heard as single tones, and a tone
of 1 kHz, which every telephone and every codec passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegui.rules import RHYTHM

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound

PITCH = 1000.0
"""The tone, in Hz (ours; impl)."""
UNIT = 0.12
"""Seconds of a short tone (ours; impl)."""
LONG = 3
"""Units of a long tone, and of the pause between the two groups."""
_EDGE = 0.008
"""Seconds in which a tone swells and fades, so that it does not click."""


def tones() -> tuple[tuple[float, float], ...]:
    """When each tone begins and ends, in units from the first tone's beginning."""
    found: list[tuple[float, float]] = []
    at = 0.0
    for group in RHYTHM.words:
        for sign in group:
            length = LONG if sign == "-" else 1
            found.append((at, at + length))
            at += length + 1
        at += LONG - 1
    return tuple(found)


def seconds() -> float:
    """How long the rhythm lasts."""
    return tones()[-1][1] * UNIT


def rhythm(rate: int) -> Sound:
    """The rhythm as one channel at ``rate`` moments a second, at half of full scale."""
    sound = np.zeros(round(seconds() * rate))
    edge = max(1, round(_EDGE * rate))
    rise = np.sin(np.linspace(0, np.pi / 2, edge)) ** 2
    for start, end in tones():
        first, last = round(start * UNIT * rate), round(end * UNIT * rate)
        moments = np.arange(min(last, len(sound)) - first)
        tone = 0.5 * np.sin(2 * np.pi * PITCH * moments / rate)
        tone[:edge] *= rise
        tone[-edge:] *= rise[::-1]
        sound[first : first + len(tone)] = tone
    return sound
