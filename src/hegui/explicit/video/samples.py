"""The samples of a video track, as every container gives them: times, sizes, entry points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from hegui.messages import Notice

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_LOOK_BACK = 32  # H.264 and HEVC hold at most 16 pictures back


class Unjoinable(Exception):  # noqa: N818 - no error: the next way is tried, and says this reason
    """A way of labelling a video that is not safe for this file, and the reason."""

    def __init__(self, template: str, /, **facts: object) -> None:
        super().__init__(template)
        self.notice = Notice(template, facts)


@dataclass(frozen=True, slots=True)
class Samples:
    """A video track's samples in coding order.

    ``dts`` and ``pts`` in units of ``time_base`` seconds, ``sync`` True where the container
    names an entry point. ``shown`` are the stretches of pts that are presented, in order of
    presentation (an edit list can leave some out). ``payloads(a, b)`` reads samples a to b - 1.
    """

    codec: str
    config: bytes
    time_base: Fraction
    dts: Numbers
    pts: Numbers
    sync: Flags
    shown: tuple[tuple[int, int], ...]
    payloads: Callable[[int, int], Iterator[bytes]]

    def __len__(self) -> int:
        return len(self.pts)

    @property
    def duration(self) -> float:
        """Seconds presented."""
        return float(sum(end - start for start, end in self.shown) * self.time_base)

    def opening(self, seconds: float) -> tuple[tuple[int, int], ...]:
        """The stretches of pts that are presented in the first ``seconds``."""
        left = round(seconds / self.time_base)
        result = []
        for start, end in self.shown:
            if left <= 0:
                break
            result.append((start, min(end, start + left)))
            left -= end - start
        return tuple(result)

    def closing(self, seconds: float) -> tuple[tuple[int, int], ...]:
        """The stretches of pts that are presented in the last ``seconds``."""
        left = round(seconds / self.time_base)
        result = []
        for start, end in reversed(self.shown):
            if left <= 0:
                break
            result.append((max(start, end - left), end))
            left -= end - start
        return tuple(reversed(result))

    def with_dts(self, dts: Numbers) -> Samples:
        """The same with other decoding times."""
        return replace(self, dts=dts)

    def moved(self, by: int) -> Samples:
        """The same with all times later by ``by`` units."""
        if not by:
            return self
        shown = tuple((start + by, end + by) for start, end in self.shown)
        return replace(self, pts=self.pts + by, dts=self.dts + by, shown=shown)

    def reorder_depth(self) -> int:
        """How many samples at most come before one that is shown earlier than they are."""
        depth = np.zeros(len(self.pts), np.int64)
        for back in range(1, min(_LOOK_BACK, len(self.pts) - 1) + 1):
            depth[back:] += self.pts[:-back] > self.pts[back:]
        return int(depth.max(initial=0))
