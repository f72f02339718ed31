"""Ticks: seconds for which some server of this database has run.

What is kept for a time is kept for ticks. A wall clock that jumps forward ends nothing early, and
while no server runs nothing grows older.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Connection, select, update

from hegui.web.store import schema


class Ticks:
    """The count, as this server knows it. ``clock`` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tick = 0.0
        self._then = clock()

    def advance(self, connection: Connection) -> int:
        """The count now, which is written where this server is ahead of the others."""
        now = self._clock()
        mine, self._then = self._tick + (now - self._then), now
        table = schema.clock
        written = int(connection.execute(select(table.c.tick)).scalar_one())
        self._tick = max(mine, float(written))
        if int(self._tick) > written:
            behind = table.c.tick < int(self._tick)
            connection.execute(update(table).where(behind).values(tick=int(self._tick)))
        return int(self._tick)
