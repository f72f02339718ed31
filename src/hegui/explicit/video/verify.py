"""Before success is reported: the joined video decodes across its joins as the original did."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from hegui.errors import ReadBackFailed
from hegui.explicit.video.coding import decoded, digest
from hegui.explicit.video.plan import Plan
from hegui.explicit.video.samples import Samples

_ACROSS = 24  # frames beyond a join
_SPOTS = 8  # entry points elsewhere
_AT_A_SPOT = 3
_ROUNDING = Fraction(1, 500)
_COMPARED = 64  # samples compared byte for byte


def verify(
    old: Samples,
    new: Samples,
    plan: Plan,
    names: tuple[str, str],
    progress: Callable[[float], None],
) -> None:
    """Compares frames just beyond each join, at entry points elsewhere, and samples' bytes.

    ``names`` are what errors call the original and the new file. What is looked at does not
    grow with the video. Raises ReadBackFailed.
    """
    # Where a container counts its start in thousandths of a second, all times may move as one.
    shift = int(new.pts.min() - old.pts.min()) if len(new) else 0
    new = new.moved(-shift)
    same = len(new) == len(old) and new.time_base == old.time_base
    same = same and bool((np.sort(new.pts) == np.sort(old.pts)).all())
    if not same or abs(shift * old.time_base) > _ROUNDING:
        raise _failed(names[1], "the number or the times of the frames differ")
    kept = np.ones(len(old), np.bool_)
    for part in plan.parts:
        kept[part.first : part.last] = False
    places = np.flatnonzero(kept)
    for place in _spread(places, _COMPARED):
        if next(old.payloads(place, place + 1)) != next(new.payloads(place, place + 1)):
            raise _failed(names[1], "a frame that was to be copied is another one")
    bounds = [*(part.first for part in plan.parts[1:]), len(old)]
    for number, (part, bound) in enumerate(zip(plan.parts, bounds, strict=True)):
        first, last = part.first, part.last
        stop = min(last + _ACROSS, bound)
        begin = _entry_before(old, first, kept) if first else first
        _same(old, new, (begin, first), (begin, last), names)
        _same(old, new, (last, stop), (first, stop), names)
        progress((number + 1) / (len(plan.parts) + 1))
    if plan.whole:
        stop = min(_ACROSS, len(new))
        times = [frame.pts for frame in decoded(new, 0, stop, names[1])]
        if times != np.sort(new.pts[:stop]).tolist():
            raise _failed(names[1], "its first frames do not decode")
    spots = np.flatnonzero(kept & old.sync)
    for spot in _spread(spots, _SPOTS):
        stop = min(spot + _AT_A_SPOT, len(old))
        if kept[spot:stop].all():
            _same(old, new, (spot, stop), (spot, stop), names)
    progress(1.0)


def _same(
    old: Samples,
    new: Samples,
    range_old: tuple[int, int],
    range_new: tuple[int, int],
    names: tuple[str, str],
) -> None:
    """The old range's frames, each found equal among those of the new range."""
    if range_old[0] >= range_old[1]:
        return
    wanted = {frame.pts: digest(frame) for frame in decoded(old, *range_old, names[0])}
    found = {
        frame.pts: digest(frame)
        for frame in decoded(new, *range_new, names[1])
        if frame.pts in wanted
    }
    if wanted != found:
        raise _failed(names[1], "frames beyond the join decode otherwise than in the original")


def _entry_before(
    samples: Samples, place: int, kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> int:
    entries = np.flatnonzero((samples.sync & kept)[:place])
    return int(entries[-1]) if len(entries) else place


def _spread(places: np.ndarray[tuple[int, ...], np.dtype[np.int64]], most: int) -> list[int]:
    if len(places) <= most:
        return [int(place) for place in places]
    chosen = np.linspace(0, len(places) - 1, most).round().astype(np.int64)
    return [int(place) for place in places[chosen]]


def _failed(name: str, why: str) -> ReadBackFailed:
    return ReadBackFailed("the joined video did not prove sound: {what}", path=name, what=why)
