"""Servers that share a database: each counts, and whoever stops counting loses its jobs.

No wall clock is compared: a server watches the others' counts by its own monotonic clock.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select, update

from hegui.web.jobs.job import State
from hegui.web.store import schema
from hegui.web.store.store import Store

_SERVERS = schema.servers.c
_JOBS = schema.jobs.c


class Servers:
    """This server among the others. ``patience`` is in seconds; ``clock`` never goes back."""

    def __init__(
        self,
        store: Store,
        spool: str,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = ""
        self._store = store
        self._spool = spool
        self._patience = patience
        self._clock = clock
        self._seen: dict[str, tuple[int, float]] = {}

    def join(self) -> None:
        """Joins under a new id. Raises LedgerUnavailable."""
        made = secrets.token_hex(8)

        def work(connection: Connection) -> None:
            if connection.execute(select(_SERVERS.id).where(_SERVERS.id == made)).first() is None:
                row = {"id": made, "beats": 0, "spool": self._spool}
                connection.execute(insert(schema.servers).values(row))

        self._store.database.transact(work)
        self.id = made

    def beat(self, connection: Connection) -> bool:
        """Counts on. False where the others have given this server up."""
        mine = update(schema.servers).where(_SERVERS.id == self.id)
        return connection.execute(mine.values(beats=_SERVERS.beats + 1)).rowcount == 1

    def bury(self) -> list[str]:
        """Gives up servers that have not counted for long; their jobs wait for somebody again.

        The ids of those given up. Raises LedgerUnavailable.
        """
        with self._store.database.reading() as connection:
            rows = connection.execute(select(_SERVERS.id, _SERVERS.beats))
            counts = {server: beats for server, beats in rows}  # noqa: C416 - rows are no pairs
        now = self._clock()
        gone = []
        for server, beats in counts.items():
            seen = self._seen.get(server)
            if server == self.id or seen is None or seen[0] != beats:
                self._seen[server] = (beats, now)
            elif now - seen[1] > self._patience and self._bury(server, beats):
                gone.append(server)
        for server in set(self._seen) - set(counts):
            del self._seen[server]
        return gone

    def _bury(self, server: str, beats: int) -> bool:
        def work(connection: Connection) -> bool:
            silent = (_SERVERS.id == server, _SERVERS.beats == beats)
            if not connection.execute(delete(schema.servers).where(*silent)).rowcount:
                return False
            let_go(connection, server)
            return True

        return self._store.database.transact(work)

    def leave(self) -> None:
        """Leaves; what it still holds waits for somebody again. Raises LedgerUnavailable."""

        def work(connection: Connection) -> None:
            connection.execute(delete(schema.servers).where(_SERVERS.id == self.id))
            let_go(connection, self.id)

        self._store.database.transact(work)


def let_go(connection: Connection, server: str) -> None:
    """Has everything that a server held wait for somebody else."""
    held = update(schema.jobs).where(_JOBS.server == server)
    running = held.where(_JOBS.state == State.RUNNING)
    connection.execute(running.values(state=State.QUEUED, server="", progress=0))
    connection.execute(held.values(server=""))
