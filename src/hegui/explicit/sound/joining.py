"""What is joined into a sound, and where: worked out from the sound around the join.

Every format shows its sound as a :class:`Listening`; what comes back is the prompt in that
sound's own rate and channels. The figures are ours: clause 5.3 of GB 45438-2025 sets none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from hegui.errors import NoRoom, Unsupported
from hegui.explicit.sound.hearing import Heard, labels_in, longest, mono
from hegui.explicit.sound.level import at_loudness
from hegui.explicit.sound.loudness import Meter, weights
from hegui.explicit.sound.options import AudioOptions, Position, SoundKind
from hegui.explicit.sound.resampling import resampled
from hegui.explicit.sound.rhythm import rhythm
from hegui.messages import Notice

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound
    from hegui.explicit.sound.speech import Speech

AROUND = 30.0
"""Seconds of the sound whose loudness the prompt is matched to (the issue's figure)."""
_PAUSE = 0.3
"""Seconds of silence between the prompt and the sound (ours)."""
_BETWEEN = 0.6
"""Seconds between repetitions (ours)."""
_USUAL, _LEAST = -23.0, -40.0
"""LUFS of a prompt beside silence (EBU R 128's programme loudness), and of one beside whispers."""
_MISSED = 1.0
"""LU that a prompt may be quieter than wanted before it is told."""
_NEAR = 0.2
"""Seconds within which a quiet moment is looked for in the middle of a sound (ours)."""
LOWEST_RATE, HIGHEST_RATE = 8000, 768_000
MOST_CHANNELS = 256
_MOST_VALUES = 64 * 1024**2
"""Samples of all channels that a prompt may have: half a gigabyte as float64."""


class Listening(Protocol):
    """The sound of a file: ``moments`` at ``rate`` a second, of so many ``channels``."""

    @property
    def name(self) -> str: ...

    @property
    def rate(self) -> int: ...

    @property
    def channels(self) -> int: ...

    @property
    def moments(self) -> int: ...

    def blocks(self, start: int, stop: int) -> Iterator[Sound]:
        """The sound from ``start`` to ``stop``, in pieces of a few megabytes at most."""


@dataclass(frozen=True, slots=True)
class Join:
    """What is inserted: ``sound`` before the moment ``at``, pauses included.

    ``wording`` is what it says, ``seconds`` how long it is heard. ``loudness`` is its LUFS.
    """

    at: int
    sound: Sound
    wording: str
    seconds: float
    loudness: float
    notices: tuple[Notice, ...] = ()


def joined(
    listening: Listening,
    options: AudioOptions,
    speech: Speech | None,
    *,
    whole: int = 1,
    begun: Callable[[int, int], None] | None = None,
) -> Join | Heard:
    """The prompt for a sound, or the label that is heard in it already.

    ``speech`` is what is said, None for the rhythm. The prompt's length is a multiple of
    ``whole`` moments. ``begun`` is told, before the sound is listened to, the least moment that
    the join may be at, and the prompt's length in moments. Raises NoRoom and Unsupported for a
    sound that no label can be heard in.
    """
    _check(listening)
    at = _place(listening, options)
    mono = _prompt(listening.rate, options, speech)
    length = _length(listening, options, len(mono), whole)
    if begun:
        moves = options.position is Position.MIDDLE
        begun(max(0, at - round(_NEAR * listening.rate)) if moves else at, length)
    meter = Meter(listening.rate, weights(listening.channels))
    already = _survey(listening, at, meter)
    if already is not None:
        return already
    if options.position is Position.MIDDLE:
        at = _quiet_moment(listening, at)
    around = meter.loudness()
    wanted = _USUAL if around is None else max(around, _LEAST)
    places = range(min(listening.channels, 2))
    weight = sum(weights(listening.channels)[each] for each in places)
    mono, have = at_loudness(mono, listening.rate, wanted, weight)
    notices = []
    if have < wanted - _MISSED:
        notices.append(
            Notice(
                "the label is heard at {have:.1f} LUFS, quieter than the sound around it "
                "({wanted:.1f}): louder it would clip",
                {"have": have, "wanted": wanted},
            )
        )
    sound = np.zeros((length, listening.channels))
    first = 0 if options.position is Position.START else round(_PAUSE * listening.rate)
    for each in places:
        sound[first : first + len(mono), each] = mono
    seconds = len(mono) / listening.rate
    text = speech.text if speech else ""
    return Join(at, sound, text, seconds, have, tuple(notices))


def _check(listening: Listening) -> None:
    if not LOWEST_RATE <= listening.rate <= HIGHEST_RATE:
        raise Unsupported(
            "a label cannot be heard in sound of {rate} Hz; it has to be {low} to {high}",
            path=listening.name,
            rate=listening.rate,
            low=LOWEST_RATE,
            high=HIGHEST_RATE,
        )
    if not 1 <= listening.channels <= MOST_CHANNELS:
        raise Unsupported(
            "hegui labels sound of 1 to {most} channels, not of {channels}",
            path=listening.name,
            most=MOST_CHANNELS,
            channels=listening.channels,
        )
    if listening.moments < 1:
        raise NoRoom("there is no sound to label", path=listening.name)


def _place(listening: Listening, options: AudioOptions) -> int:
    if options.position is Position.START:
        return 0
    if options.position is Position.END:
        return listening.moments
    if options.at is None:
        return listening.moments // 2
    at = round(options.at * listening.rate)
    if at > listening.moments:
        raise NoRoom(
            "the sound is {seconds:.1f} seconds long; there is no second {at}",
            path=listening.name,
            seconds=listening.moments / listening.rate,
            at=options.at,
        )
    return at


def _survey(listening: Listening, at: int, meter: Meter) -> Heard | None:
    """Measures the sound around the join; a label heard there, or at the beginning or the end.

    A label in the middle of a long sound is found by ``find_sound`` alone: to listen to an hour
    takes longer than to label it.
    """
    rate, moments = listening.rate, listening.moments
    half = round(AROUND * rate / 2)
    start = min(max(0, at - half), max(0, moments - 2 * half))
    stop = min(moments, start + 2 * half)
    edge = math.ceil((longest() + 1.0) * rate)
    spans = [(start, stop)]
    if start > edge // 2:
        spans.append((0, min(edge, start)))
    if stop < moments - edge // 2:
        spans.append((max(stop, moments - edge), moments))
    for number, (first, last) in enumerate(spans):
        blocks = listening.blocks(first, last)
        heard = blocks if number else _measured(blocks, meter)
        for one in labels_in(map(mono, heard), rate):
            offset = first / rate
            return replace(one, start=one.start + offset, end=one.end + offset)
    return None


def _measured(blocks: Iterable[Sound], meter: Meter) -> Iterator[Sound]:
    for block in blocks:
        meter.push(block)
        yield block


def _quiet_moment(listening: Listening, at: int) -> int:
    """The quietest moment near ``at``: where the sound is cut there, no click is heard."""
    reach = round(_NEAR * listening.rate)
    start, stop = max(0, at - reach), min(listening.moments, at + reach)
    parts = list(listening.blocks(start, stop))
    if not parts:
        return at
    power = (np.concatenate(parts) ** 2).sum(axis=1)
    width = max(1, listening.rate // 1000)
    if len(power) <= 2 * width:
        return at
    around = np.convolve(power, np.ones(2 * width), "same")
    return start + int(around.argmin())


def _prompt(rate: int, options: AudioOptions, speech: Speech | None) -> Sound:
    if options.kind is SoundKind.SPEECH:
        assert speech is not None
        once = resampled(speech.sound, speech.rate, rate)
    else:
        once = rhythm(rate)
    pause = np.zeros(round(_BETWEEN * rate))
    return np.concatenate((once, *(pause, once) * (options.repeat - 1)))


def _length(listening: Listening, options: AudioOptions, prompt: int, whole: int) -> int:
    """Moments of the prompt with its pauses: none where the file itself begins or ends."""
    pauses = 2 if options.position is Position.MIDDLE else 1
    length = prompt + pauses * round(_PAUSE * listening.rate)
    length = -(-length // whole) * whole
    if length * listening.channels > _MOST_VALUES:
        raise NoRoom(
            "the label would be of {values} samples, more than the {most} that hegui puts in",
            path=listening.name,
            values=length * listening.channels,
            most=_MOST_VALUES,
        )
    return length
