"""Finding explicit labels in a video again, by reading its opening frames.

Read are the first frame and as few others as tell how long what stands in it stays: that the
label stands from the first frame on, without a gap, is what GB 45438-2025 5.4 asks for. What is
found is evidence, as in pictures (find_image); that none is found does not mean that none is
there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt

from hegui.errors import BrokenFile
from hegui.explicit.pictures.find_image import FoundLabel, find_in
from hegui.explicit.region import Region
from hegui.explicit.text.find_text import Strength
from hegui.explicit.video.mark import shown_upright
from hegui.explicit.video.open import container_of, first_frame, opened, video_stream
from hegui.explicit.video.options import LEAST_SECONDS
from hegui.explicit.wording import Elements
from hegui.files.source import printable

LOOKED_AT = 6.0
"""Seconds from the beginning that are looked at."""
_MOST_FRAMES = 400
_SHORT = 480  # the shortest side as frames are kept: what the reader works with
_STEEP = 60  # of 255: a stroke's edge
_STILL_THERE = 0.6  # of the edges; other pictures have a tenth of them by chance
_CLOSE = 0.1  # how far a label may seem to move between frames, in shares of the picture


@dataclass(frozen=True, slots=True)
class FoundOnScreen:
    """A wording seen in a video from its first frame on.

    ``elements`` are those of clause 5, ``place`` the edge, corner or "middle" as shown.
    ``percent`` is the measured height of the text in percent of the shortest side, ``seconds``
    how long it stays, at normal speed; ``longer`` tells that it still stands where the look
    ended. ``score`` is the reader's own, 0 to 1. It declares where all that 5.4 asks for is
    there (at an edge, large and long enough, or throughout a shorter video), else it suggests.
    ``region`` is where and when it is seen.
    """

    wording: str
    elements: Elements
    place: str
    percent: float
    seconds: float
    longer: bool
    score: float
    strength: Strength
    region: Region


@dataclass(frozen=True, slots=True)
class _Opening:
    """Frames from the beginning in grey, when each appears, and when the last one ends."""

    frames: list[npt.NDArray[np.uint8]]
    times: list[float]
    end: float
    complete: bool


def find(path: str) -> tuple[FoundOnScreen, ...]:
    """The labels on the opening frames of the video at ``path``.

    Raises CannotRead, UnknownFormat, BrokenFile, Unsupported.
    """
    container_of(path)
    opening = _opening(path)
    result = []
    for label in _read(opening, 0):
        last = _last_with(label, opening)
        longer = last == len(opening.frames) - 1
        until = opening.end if longer else opening.times[last + 1]
        seconds = until - opening.times[0]
        enough = seconds >= LEAST_SECONDS or (longer and opening.complete)
        plain = label.strength is Strength.DECLARES and enough
        result.append(
            FoundOnScreen(
                label.wording,
                label.elements,
                label.place,
                label.percent,
                round(seconds, 3),
                longer and not opening.complete,
                label.score,
                Strength.DECLARES if plain else Strength.SUGGESTS,
                replace(label.region, end=seconds),
            )
        )
    return tuple(result)


def _last_with(label: FoundLabel, opening: _Opening) -> int:
    """The last frame up to which the label stays.

    The edges of its strokes are followed from frame to frame, and the last frame that has them
    is read. Where that reads something else, frames are read by halving: the label goes once,
    and stays away.
    """
    high = _edges_until(label, opening)
    if _holds(label, opening, high):
        return high
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        if _holds(label, opening, middle):
            low = middle
        else:
            high = middle
    return low


def _edges_until(label: FoundLabel, opening: _Opening) -> int:
    begin = _steep(opening.frames[0][label.box.slices])
    for number, frame in enumerate(opening.frames[1:], 1):
        still = _steep(frame[label.box.slices])
        if (begin * still == 1).sum() < _STILL_THERE * (begin != 0).sum():
            return number - 1
    return len(opening.frames) - 1


def _steep(part: npt.NDArray[np.uint8]) -> npt.NDArray[np.int8]:
    """1 where a row becomes much lighter within two pixels, -1 where darker, else 0."""
    steps = part[:, 2:].astype(np.int16) - part[:, :-2]
    return np.where(np.abs(steps) > _STEEP, np.sign(steps), 0).astype(np.int8)


def _holds(label: FoundLabel, opening: _Opening, number: int) -> bool:
    if not number:
        return True
    return any(_same(label, other, opening) for other in _read(opening, number))


def _read(opening: _Opening, number: int) -> tuple[FoundLabel, ...]:
    return find_in(np.repeat(opening.frames[number][..., None], 3, axis=2))


def _same(one: FoundLabel, other: FoundLabel, opening: _Opening) -> bool:
    """Whether two labels stand at one place and are about as high."""
    height, width = opening.frames[0].shape
    near_x = abs(one.box.left - other.box.left) <= _CLOSE * width
    near_y = abs(one.box.top - other.box.top) <= _CLOSE * height
    return bool(near_x and near_y)


def _opening(path: str) -> _Opening:
    name = printable(path)
    _, geometry = first_frame(path)
    wide, high = round(geometry.width * float(geometry.aspect)), geometry.height
    scale = min(1.0, _SHORT / max(1, min(wide, high)))
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    frames: list[npt.NDArray[np.uint8]] = []
    times: list[float] = []
    complete = True
    end = 0.0
    with opened(path) as container:
        stream = video_stream(container, name)
        rate = stream.average_rate or stream.guessed_rate or Fraction(25)
        try:
            for frame in container.decode(stream):
                time = frame.time if frame.time is not None else end
                if times and (time - times[0] >= LOOKED_AT or len(frames) >= _MOST_FRAMES):
                    end, complete = time, False
                    break
                grey = frame.reformat(*size, format="gray")
                frames.append(shown_upright(grey.to_ndarray(), geometry.orientation))
                times.append(time)
                end = time + float(1 / rate)
        except av.error.FFmpegError as error:
            if not frames:
                raise BrokenFile(
                    "a video frame cannot be decoded: {cause}", path=name, cause=error.strerror
                ) from error
            complete = False
    return _Opening(frames, times, end, complete)
