"""Labels heard in a sound: the rhythm, and the bundled recordings.

Both are looked for below 4 kHz, in spectra every 10 ms. The rhythm is a
pure tone that comes and goes as ``.- ..`` does, of any pitch and pace, since clause 5.3 of
GB 45438-2025 sets none. A recording is known by its log-spectrum: the correlation of every
band's rise and fall with the recording's own, which neither loudness nor equalising changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from hegui.explicit.sound.rhythm import PITCH, UNIT, tones
from hegui.explicit.sound.speech import SPOKEN, recording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from hegui.explicit.sound.pcm import Sound

    Floats = NDArray[np.float64]

_RATE = 8000
"""What is looked at has this rate or more, and less than twice as much."""
_SECONDS = 0.01
_WINDOW = 0.032
_BIN = 1 / _WINDOW
_BINS = 129
_TOGETHER = 256
"""Moments whose spectra are taken at once."""

_PACES = (0.05, 0.06, 0.072, 0.085, 0.1, 0.12, 0.144, 0.17, 0.2, 0.24)
"""Seconds of a short tone that are tried."""
_LOWEST_PITCH, _HIGHEST_PITCH = 300.0, 3400.0
_PURE = 0.6
"""The part of a moment's energy that a tone and the two bins around it have."""
_LEAST_TONE = 12
"""Moments that a pitch must be pure in before its rhythm is looked at."""
_MARGIN = 2
"""Units of pause before the rhythm and behind it: more than between tones of a letter."""
_LIKE_RHYTHM = 0.9
_GAPS = 0.15
"""At most so much of the tones' energy is left in the pauses between them."""

_EDGES = np.geomspace(200.0, 3600.0, 21)
_LIKE_SPEECH = 0.6
_FLOOR = 1e-5


@dataclass(frozen=True, slots=True)
class Heard:
    """A label heard: ``kind``, of speech its ``language``, from ``start`` to ``end`` seconds.

    ``strength`` is the correlation with what was looked for, from 0 to 1. ``pitch`` is a
    rhythm's, in Hz.
    """

    kind: Literal["rhythm", "speech"]
    start: float
    end: float
    strength: float
    language: str | None = None
    pitch: float | None = None


def mono(block: Sound) -> Sound:
    """The one channel that is listened to: the mean of the first two."""
    return block[:, 0] if block.shape[1] == 1 else (block[:, 0] + block[:, 1]) / 2


def labels_in(sound: Sound | Iterable[Sound], rate: int) -> tuple[Heard, ...]:
    """The labels in one channel of sound at ``rate``, whole or in pieces, by their time."""
    # A label may begin with the sound, and has the silence before it that it is known by.
    before = 1.5 * _MARGIN * _PACES[-1]
    silence = np.zeros(round(before * rate))
    parts = (sound,) if isinstance(sound, np.ndarray) else sound
    power = _spectra(chain((silence,), parts, (silence,)), rate)
    found = _apart([*_rhythms(power), *_recordings(power)])
    return tuple(replace(one, start=one.start - before, end=one.end - before) for one in found)


def longest() -> float:
    """Seconds that the longest label looked for lasts."""
    return max([tones()[-1][1] * _PACES[-1], *(recording(one).seconds for one in SPOKEN)])


def _spectra(pieces: Iterable[Sound], rate: int) -> Floats:
    """The power of every bin up to 4 kHz, moment by moment."""
    step = max(1, rate // _RATE)
    sound = np.concatenate([np.zeros(0), *_thinned(pieces, step)])
    length = round(_WINDOW * rate / step)
    count = math.floor((len(sound) - length) * step / rate / _SECONDS) + 1
    starts = np.round(np.arange(count) * _SECONDS * rate / step).astype(int)
    if count < 1:
        return np.zeros((0, _BINS))
    frames = np.lib.stride_tricks.sliding_window_view(sound, length)
    window = np.hanning(length)
    power = np.empty((count, _BINS))
    for at in range(0, count, _TOGETHER):
        here = slice(at, at + _TOGETHER)
        spectrum = np.fft.rfft(frames[starts[here]] * window, axis=1)[:, :_BINS]
        power[here] = spectrum.real**2 + spectrum.imag**2
    return power


def _thinned(pieces: Iterable[Sound], step: int) -> Iterator[Sound]:
    """Every ``step`` moments become one, by a triangle over twice as many.

    The sums are written out: a product of matrices this flat is shared among threads, whose
    waiting costs more.
    """
    if step == 1:
        yield from pieces
        return
    rise = ((np.arange(step) + 0.5) / step**2).tolist()
    rest = np.zeros(0)
    for piece in pieces:
        whole = np.concatenate((rest, piece))
        count = len(whole) // step - 1
        if count < 1:
            rest = whole
            continue
        parts = whole[: (count + 1) * step].reshape(-1, step)
        sums = np.zeros(count)
        for one, up in enumerate(rise):
            sums += up * parts[:-1, one]
            sums += up * parts[1:, step - 1 - one]
        yield sums
        rest = whole[count * step :]


def _rhythms(power: Floats) -> list[Heard]:
    total = power.sum(axis=1)
    around = power.copy()
    around[:, 1:] += power[:, :-1]
    around[:, :-1] += power[:, 1:]
    low, high = round(_LOWEST_PITCH / _BIN), round(_HIGHEST_PITCH / _BIN)
    loudest = around[:, low : high + 1].argmax(axis=1) + low
    best = around[np.arange(len(around)), loudest]
    pure = best > np.maximum(_PURE * total, 1e-12)
    pitches, times = np.unique(loudest[pure], return_counts=True)
    found: list[Heard] = []
    for pitch in pitches[times >= _LEAST_TONE].tolist():
        level = np.sqrt(around[:, pitch])
        clear = pure & (np.abs(loudest - pitch) <= 1)
        for pace in _PACES:
            if _may_be(level, clear, pace):
                found += _rhythms_of(level, total, pitch, pace, around)
    return found


def _may_be(level: Floats, clear: NDArray[np.bool_], pace: float) -> bool:
    """Whether anywhere the tone is clear in the middle of all four tones, and less loud between
    them: a quick look that spares nearly all correlations."""
    middles = [round((start + end) / 2 * pace / _SECONDS) for start, end in tones()]
    pauses = [round((one[1] + other[0]) / 2 * pace / _SECONDS) for one, other in pairwise(tones())]
    count = len(level) - middles[-1]
    if count < 1:
        return False
    fits = np.ones(count, bool)
    for at in middles:
        fits &= clear[at : at + count]
    for at in pauses:
        fits &= 2 * level[at : at + count] < level[middles[0] : middles[0] + count]
    return bool(fits.any())


def _rhythms_of(
    level: Floats, total: Floats, pitch: int, pace: float, around: Floats
) -> list[Heard]:
    on = _pattern(pace)
    if len(on) > len(level):
        return []
    likeness = _correlation(level[:, None], (on - on.mean())[:, None])
    sounding = on > 0.95
    silent = on < 0.05
    found = []
    for at in _peaks(likeness, _LIKE_RHYTHM, len(on)):
        part = total[at : at + len(on)]
        tone = around[at : at + len(on), pitch]
        loud = part[sounding].mean()
        if part[silent].mean() > _GAPS * loud or tone[sounding].mean() < _PURE * loud:
            continue
        start = at * _SECONDS + _WINDOW / 2 + _MARGIN * pace
        end = start + tones()[-1][1] * pace
        strength = round(float(likeness[at]), 3)
        found.append(Heard("rhythm", start, end, strength, None, _pitch(around, at, pitch, on)))
    return found


def _pitch(around: Floats, at: int, pitch: int, on: Floats) -> float:
    """The pitch in Hz, to a few of them: between the bins by their weight."""
    near = np.arange(max(0, pitch - 1), pitch + 2)
    weight = around[at : at + len(on)][on > 0.95][:, near].sum(axis=0)
    return round(float((near * weight).sum() / weight.sum() * _BIN), 1)


@cache
def _pattern(pace: float) -> Floats:
    """How loud the tone is, moment by moment, with a pause before and behind."""
    units = tones()[-1][1] + 2 * _MARGIN
    fine = 10
    count = round(units * pace / _SECONDS)
    time = (np.arange(count * fine) + 0.5) * _SECONDS / fine / pace - _MARGIN
    on = np.zeros(count * fine)
    for start, end in tones():
        on[(time >= start) & (time < end)] = 1.0
    # A moment's window is longer than the step between moments.
    width = round(_WINDOW / _SECONDS * fine / 2)
    smooth = np.convolve(on, np.hanning(2 * width + 1) / np.hanning(2 * width + 1).sum(), "same")
    pattern: Floats = smooth.reshape(count, fine).mean(axis=1)
    return pattern


def _recordings(power: Floats) -> list[Heard]:
    bands = _bands(power)
    found = []
    for language in SPOKEN:
        template = _template(language)
        if len(template) > len(bands):
            continue
        likeness = _correlation(bands, template)
        for at in _peaks(likeness, _LIKE_SPEECH, len(template)):
            start = at * _SECONDS
            end = start + recording(language).seconds
            found.append(Heard("speech", start, end, round(float(likeness[at]), 3), language))
    return found


def _bands(power: Floats) -> Floats:
    """The logarithm of the power in bands as wide as the ear's."""
    edges = np.round(_EDGES / _BIN).astype(int)
    sums = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1)
    floor = max(float(sums.max()) * _FLOOR, 1e-12)
    logs: Floats = np.log(sums + floor)
    return logs


@cache
def _template(language: str) -> Floats:
    """A recording's bands, each around its mean."""
    spoken = recording(language)
    bands = _bands(_spectra((spoken.sound,), spoken.rate))
    template: Floats = bands - bands.mean(axis=0)
    return template


def _correlation(bands: Floats, template: Floats) -> Floats:
    """The normalised correlation of ``template`` at every moment that it fits at.

    The mean of every column of the template is 0, so that of the bands does not matter.
    """
    length = len(template)
    size = 1 << (len(bands) + length - 1).bit_length()
    spectrum = np.fft.rfft(bands, size, axis=0)
    wanted = np.fft.rfft(template, size, axis=0).conj()
    places = len(bands) - length + 1
    product = np.fft.irfft((spectrum * wanted).sum(axis=1), size)[:places]
    zero = np.zeros((1, bands.shape[1]))
    sums = np.concatenate((zero, np.cumsum(bands, axis=0)))
    squares = np.concatenate((zero, np.cumsum(bands**2, axis=0)))
    inside = sums[length:] - sums[:-length]
    spread = (squares[length:] - squares[:-length] - inside**2 / length).sum(axis=1)
    scale = np.sqrt(np.maximum(spread, 1e-9 * squares[-1].sum() / len(bands) + 1e-20))
    likeness: Floats = product / (scale * np.sqrt((template**2).sum()))
    return likeness


def _peaks(likeness: Floats, least: float, length: int) -> list[int]:
    """Where it is highest and at least ``least``, no two within ``length`` moments."""
    found: list[int] = []
    left = np.flatnonzero(likeness >= least)
    left = left[np.argsort(-likeness[left], kind="stable")]
    while len(left):
        at = int(left[0])
        found.append(at)
        left = left[np.abs(left - at) >= length]
    return found


def _apart(found: list[Heard]) -> tuple[Heard, ...]:
    """The strongest of those that overlap, by their time."""
    kept: list[Heard] = []
    for one in sorted(found, key=lambda each: (-each.strength, each.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda each: each.start))


def ours(heard: Heard) -> bool:
    """Whether it is a label as hegui makes it: a recording, or the rhythm at our pitch and pace."""
    if heard.kind == "speech":
        return True
    pace = (heard.end - heard.start) / tones()[-1][1]
    return abs((heard.pitch or 0) - PITCH) < 1.5 * _BIN and abs(pace - UNIT) < 0.01
