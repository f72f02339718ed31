"""Where in a work a label is seen or heard, so that it can be shown to a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture, of a time, or of both.

    ``left``, ``top``, ``width`` and ``height`` are shares (0 to 1) of the picture as shown; a
    width of 0 means that the label is not seen. ``start`` and ``end`` are seconds from the
    beginning; an end of 0 means that the work has no time.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    start: float = 0.0
    end: float = 0.0
