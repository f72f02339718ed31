"""A database that several processes use at once: SQLite in WAL mode, or PostgreSQL.

Whatever commits here is on the disk when it is told (``synchronous=FULL``,
``synchronous_commit=on``). Rooms above keep tables of their own in the same database, by
migrations of their own (``hegui.ledger.upgrading``). A Database is used from many threads; after a
fork each process opens its own.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from hegui.errors import LedgerUnavailable
from hegui.extras import needed
from hegui.ledger.address import Address, parse_address

Result = TypeVar("Result")

PATIENCE = 30.0
"""Seconds for which a write waits for a lock, and for a server that restarts."""

_WRITES = "hegui_writes"
_PAUSE = 0.05  # seconds before the second attempt; doubled up to a second
# Ours, not the database's: a wrong statement or a broken rule is a mistake and stays one.
_MISTAKES = (ProgrammingError, IntegrityError, DataError, NotSupportedError)
# SQLSTATE of what passes: connection lost, server going down or coming up, too many connections,
# a serialisation failure, a deadlock.
_PASSES = ("08", "57P01", "57P02", "57P03", "53300", "40001", "40P01")


class Database:
    """One database, opened. ``is_sqlite`` tells the two kinds apart."""

    def __init__(self, address: Address, engine: Engine) -> None:
        self.address = address
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"

    @classmethod
    def open(cls, address: str | Address, *, create: bool = True) -> Database:
        """The database at ``address``; a SQLite file that is missing is made if ``create``.

        No table is made here. Raises UsageError, MissingExtra, LedgerUnavailable.
        """
        where = parse_address(address) if isinstance(address, str) else address
        engine = _sqlite(where, create=create) if where.path is not None else _postgres(where)
        database = cls(where, engine)
        try:
            with database.reading():  # fails now, and not at the first record
                pass
        except BaseException:
            engine.dispose()
            raise
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database. Raises LedgerUnavailable."""
        with self._explained(), self._reading() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end; SQLite grants one at a time.

        Raises LedgerUnavailable, after which it is not known whether the transaction committed
        (see :meth:`transact`).
        """
        with self._explained(), self._writing() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITES: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SET LOCAL synchronous_commit = on"))
                yield connection

    def transact(self, work: Callable[[Connection], Result], patience: float = PATIENCE) -> Result:
        """What ``work`` gives, done in one write transaction and committed.

        Where the connection is lost or the server restarts it is done again, for ``patience``
        seconds: ``work`` must find out for itself what an attempt before has committed.
        Raises LedgerUnavailable, and whatever ``work`` raises.
        """
        return self._again(self._writing, work, patience)

    def read(self, work: Callable[[Connection], Result], patience: float = PATIENCE) -> Result:
        """What ``work`` gives, which reads and changes nothing; done again as :meth:`transact`
        does. Raises LedgerUnavailable, and whatever ``work`` raises."""
        return self._again(self._reading, work, patience)

    def _again(
        self,
        begin: Callable[[], AbstractContextManager[Connection]],
        work: Callable[[Connection], Result],
        patience: float,
    ) -> Result:
        until = time.monotonic() + patience
        pause = _PAUSE
        while True:
            try:
                with begin() as connection:
                    return work(connection)
            except _MISTAKES:
                raise
            except (DatabaseError, InterfaceError, PoolTimeout) as error:
                if not self._passes(error) or time.monotonic() + pause > until:
                    raise self._unavailable(error) from error
            time.sleep(pause)
            pause = min(2 * pause, 1.0)

    def tidy(self, sqlite: str, postgresql: str) -> None:
        """Runs a statement of maintenance, outside of any transaction. Raises LedgerUnavailable."""
        statement = sqlite if self.is_sqlite else postgresql
        with self._explained(), self.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text(statement))

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()

    def _passes(self, error: Exception) -> bool:
        """Whether a second attempt may succeed."""
        if self.is_sqlite or not isinstance(error, DBAPIError):
            return False
        state = getattr(error.orig, "sqlstate", None)
        # Without a state no server has spoken: it was not reached, or the connection broke.
        return state is None or state.startswith(_PASSES)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except _MISTAKES:
            raise
        except (DatabaseError, InterfaceError, PoolTimeout) as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> LedgerUnavailable:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()
        return LedgerUnavailable(
            "the database cannot be used: {reason}",
            path=self.address.shown,
            reason=cause[0] if cause else type(error).__name__,
        )


def _sqlite(address: Address, *, create: bool) -> Engine:
    assert address.path is not None
    try:
        # Personal data is in it: nobody but its owner reads it, nor what SQLite puts beside it.
        flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if create else 0)
        os.close(os.open(address.path, flags, 0o600))
    except OSError as error:
        raise LedgerUnavailable(
            "cannot be opened: {cause}", path=address.shown, cause=error.strerror or str(error)
        ) from error
    engine = create_engine(address.url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where sqlite3 guesses
    cursor = connection.cursor()
    _keep_wal(cursor)
    for setting in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",  # what is erased is overwritten
        "cache_size = -32768",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _keep_wal(cursor: DBAPICursor) -> None:
    # SQLite asks no busy handler here: where others begin the same file, or recover it after a
    # kill, the answer is "locked" at once, whatever timeout was given.
    until = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that reads first and then wants it may never get it.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(address: Address) -> Engine:
    with needed("postgres"):
        return create_engine(
            address.url,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=15,
            connect_args={
                "connect_timeout": 10,
                "application_name": "hegui",
                "keepalives_idle": 30,
            },
        )
