"""How often somebody may ask: a token bucket each, filled by the monotonic clock."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST = 100_000  # buckets held; the one that was asked longest ago is forgotten first


class Buckets:
    """Buckets of whoever asks, in this process. ``clock`` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str, rate: int) -> float:
        """0.0 where ``who`` may ask now; else in how many seconds. ``rate`` is a minute's worth,
        and a quarter of it, at least one, may be asked at once."""
        burst = max(1.0, rate / 4)
        now = self._clock()
        left, then = self._buckets.pop(who, (burst, now))
        left = min(burst, left + (now - then) * rate / 60)
        missing = 1.0 - left
        self._buckets[who] = (left - 1.0 if missing <= 0 else left, now)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        return max(0.0, missing * 60 / rate)
