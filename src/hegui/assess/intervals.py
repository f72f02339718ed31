"""Confidence intervals of a proportion.

The standard compares point estimates and names no interval; an interval is shown beside the
figure, and never decides.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from hegui.assess.results.rates import Interval

LEVEL = 0.95


def wilson(counted: int, of: int, level: float = LEVEL) -> Interval | None:
    """Wilson's score interval (1927) of ``counted`` out of ``of``; None where nothing was counted.

    Bounds from 0 to 1. ``level`` is the two-sided confidence, 0.95 for 95 %.
    """
    if of == 0:
        return None
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share, square = counted / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    spread = share * (1 - share) / of + square / (4 * of * of)
    half = z * math.sqrt(spread) / (1 + square / of)
    return Interval(max(0.0, middle - half), min(1.0, middle + half), level, "Wilson")
