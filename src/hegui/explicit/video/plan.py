"""Which groups of pictures carry the label, and so are encoded anew: no more than those.

A part begins and ends where the video can be cut: at a picture on which everything after it can
be built without what stands before it, with all that is shown earlier coded earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from hegui.explicit.video.options import LEAST_SECONDS, VideoOptions
from hegui.explicit.video.samples import Flags, Samples, Unjoinable
from hegui.messages import Notice

_MOST_GAP = 250  # frames between entry points, where the original has fewer


class Family(Protocol):
    """What a codec's module can do for one track: join old and new frames."""

    name: str
    encoder: str
    clean: str
    each_entry: bool
    """Whether each entry point has to bring what a decoder is set up with."""

    def closed(self, sample: bytes, *, leading: bool) -> bool:
        """Whether nothing from this sample on refers to what stands before it.

        ``leading`` tells that later samples are shown before it. Raises Unjoinable where the
        sample cannot be read.
        """

    def settings(self, preset: str, crf: int | None, depth: int, gap: int) -> dict[str, str]:
        """The encoder's options: ``depth`` frames of reordering, an entry point each ``gap``."""

    def begin(self, extradata: bytes, original: bytes) -> None:
        """Takes note of what the encoder is about to write, from ``original``'s place on.

        Raises Unjoinable.
        """

    def package(self, packet: bytes) -> bytes:
        """An encoder's packet as a sample of this track."""

    def ending(self, following: bytes) -> bytes:
        """What the last new sample ends with, before the original's sample ``following``."""

    def joined(self, *, whole: bool) -> bytes:
        """The decoder's configuration for old and new frames; with ``whole`` for new ones only."""


@dataclass(frozen=True, slots=True)
class Part:
    """Samples ``first`` to ``last - 1`` in coding order, to be encoded anew together."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is encoded anew. ``marked`` tells of each sample whether its frame bears the label.

    ``seconds`` is how long the opening shows it; ``whole`` tells that no frame is kept.
    """

    parts: tuple[Part, ...]
    marked: Flags
    seconds: float
    whole: bool
    notices: tuple[Notice, ...] = ()

    @property
    def frames(self) -> int:
        """How many frames are encoded anew."""
        return sum(part.last - part.first for part in self.parts)


def make_plan(samples: Samples, family: Family, options: VideoOptions) -> Plan:
    """Chooses the parts. Raises Unjoinable where a sample at a cut cannot be read."""
    count = len(samples)
    stretches = [samples.opening(options.seconds)]
    if options.continuous:
        stretches = [samples.shown]
    elif options.closing:
        stretches.append(samples.closing(options.seconds))
    marked = np.zeros(count, np.bool_)
    parts: list[Part] = []
    cuts = _Cuts(samples, family)
    for stretch in stretches:
        here = _within(samples, stretch)
        marked |= here
        places = np.flatnonzero(here)
        if not len(places):
            raise Unjoinable("no frame is shown in the time of the label")
        parts.append(Part(cuts.before(int(places[0])), cuts.after(int(places[-1]))))
    parts = _merged(parts)
    notices = []
    shown = min(samples.duration, _seconds(samples, stretches[0]))
    if samples.duration < LEAST_SECONDS:
        notices.append(
            Notice(
                "the video lasts {seconds} s, less than the {least} s of GB 45438-2025 5.4 g): "
                "every frame bears the label",
                {"seconds": round(samples.duration, 2), "least": LEAST_SECONDS},
            )
        )
    whole = parts == [Part(0, count)]
    if family.each_entry:
        _check_entries(samples, family, parts)
    if whole and not marked.all():
        notices.append(
            Notice(
                "no group of pictures after the label begins with a clean entry point ({what}): "
                "the whole video was encoded anew",
                {"what": family.clean},
            )
        )
    return Plan(tuple(parts), marked, shown, whole, tuple(notices))


def _check_entries(samples: Samples, family: Family, parts: Sequence[Part]) -> None:
    """Every entry point that is kept must stand alone, whatever was decoded before it."""
    kept = samples.sync.copy()
    for part in parts:
        kept[part.first : part.last] = False
    for entry in np.flatnonzero(kept).tolist():
        (sample,) = samples.payloads(entry, entry + 1)
        if not family.closed(sample, leading=False):
            raise Unjoinable("an entry point does without its sequence header")


def entry_gap(samples: Samples) -> int:
    """The most frames from one entry point to the next, as the original has them."""
    places = np.flatnonzero(samples.sync)
    if len(places) < 2:
        return _MOST_GAP
    return int(min(np.diff(places).max(), _MOST_GAP))


class _Cuts:
    """Where the track can be cut; a sample is read only when a cut there is considered."""

    def __init__(self, samples: Samples, family: Family) -> None:
        self._samples = samples
        self._family = family
        pts = samples.pts
        later = np.minimum.accumulate(pts[::-1])[::-1]
        earlier = np.maximum.accumulate(pts)
        apart = np.zeros(len(pts), np.bool_)
        apart[1:] = later[1:] > earlier[:-1]
        self._places = np.flatnonzero(apart & samples.sync)
        self._leading = pts > later

    def after(self, place: int) -> int:
        """The first cut after a sample; the end where there is none."""
        for cut in self._places[self._places > place].tolist():
            if self._is(cut):
                return int(cut)
        return len(self._samples)

    def before(self, place: int) -> int:
        """The last cut at or before a sample; the start where there is none."""
        for cut in self._places[self._places <= place][::-1].tolist():
            if self._is(cut):
                return int(cut)
        return 0

    def _is(self, cut: int) -> bool:
        (sample,) = self._samples.payloads(cut, cut + 1)
        return self._family.closed(sample, leading=bool(self._leading[cut]))


def _ends(samples: Samples) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """For each sample the moment at which the next frame takes its place."""
    order = np.argsort(samples.pts)
    last = max((stop for _, stop in samples.shown), default=0)
    following = np.append(samples.pts[order][1:], max(last, int(samples.pts.max()) + 1))
    ends = np.empty_like(samples.pts)
    ends[order] = following
    return ends


def _within(samples: Samples, stretch: Sequence[tuple[int, int]]) -> Flags:
    ends = _ends(samples)
    here = np.zeros(len(samples), np.bool_)
    for start, stop in stretch:
        here |= (samples.pts < stop) & (ends > start)
    return here


def _seconds(samples: Samples, stretch: Sequence[tuple[int, int]]) -> float:
    """How long the frames that are shown within the stretch are shown in all."""
    here, ends = _within(samples, stretch), _ends(samples)
    total = 0
    for start, stop in samples.shown:
        begin, end = np.maximum(samples.pts, start), np.minimum(ends, stop)
        total += int(np.maximum(end - begin, 0)[here].sum())
    return float(total * samples.time_base)


def _merged(parts: list[Part]) -> list[Part]:
    result: list[Part] = []
    for part in sorted(parts, key=lambda one: one.first):
        if result and part.first <= result[-1].last:
            result[-1] = Part(result[-1].first, max(result[-1].last, part.last))
        else:
            result.append(part)
    return result
