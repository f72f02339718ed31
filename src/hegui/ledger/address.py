"""Where a ledger is: a path or ``sqlite:///…`` for one file, ``postgresql://…`` for a server."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from hegui.errors import UsageError

_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
_MEMORY = ("", ":memory:")


@dataclass(frozen=True, slots=True)
class Address:
    """``path`` is that of the SQLite file, None for a server; ``shown`` holds no password."""

    url: URL
    path: str | None
    shown: str


def parse_address(text: str) -> Address:
    """What ``text`` names. Raises UsageError for another kind of database, or none at all."""
    if not text.strip():
        raise UsageError("the ledger's address is empty")
    if "://" not in text:
        return _file(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise UsageError("is no address of a ledger: a path, sqlite:/// or postgresql://") from None
    if url.drivername == "sqlite":
        if url.query or url.host:
            raise UsageError("an address of SQLite names a file and nothing more")
        return _file(url.database or "")
    if url.drivername in _POSTGRES:
        url = url.set(drivername="postgresql+psycopg")
        shown = url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
        return Address(url, None, shown)
    raise UsageError(
        "{name} is no database that a ledger can be in: a path, sqlite:/// or postgresql://",
        name=url.drivername,
    )


def _file(path: str) -> Address:
    if path in _MEMORY:
        raise UsageError("a ledger is kept in a file, and not in memory")
    full = os.path.abspath(os.path.expanduser(path))
    return Address(URL.create("sqlite", database=full), full, path)
