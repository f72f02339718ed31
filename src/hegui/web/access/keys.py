"""API keys: made, listed and revoked; of a key only a digest is kept.

A key is "hegui_", its id, "_" and 256 random bits, so that one that leaks is recognised by
whoever scans for secrets. Its digest is plain SHA-256: nothing can be guessed of 256 random bits,
so nothing has to be slow.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from hegui.errors import UsageError
from hegui.web.store import schema
from hegui.web.store.store import Store, now

SCOPES = (
    "label",
    "read",
    "check",
    "propagate",
    "audit",
    "records",
    "complaints",
    "rules",
    "review",
    "admin",
)
"""What a key may be good for; "admin" is good for everything, and for what no other is."""

PREFIX = "hegui"
RATE = 600
"""Requests a minute, unless another rate is said."""

_MOST_RATE = 1_000_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept. ``rate`` is in requests a minute, times in milliseconds since 1970."""

    id: str
    name: str
    scopes: frozenset[str]
    rate: int
    created: int
    revoked: int | None = None

    def allows(self, scope: str) -> bool:
        """Whether it is good for ``scope``."""
        return scope in self.scopes or "admin" in self.scopes


def new_key(store: Store, name: str, scopes: Iterable[str], rate: int = RATE) -> tuple[ApiKey, str]:
    """A new key, and the secret, which nobody can be told again. Raises UsageError."""
    wanted = frozenset(scopes)
    for one in sorted(wanted - set(SCOPES)):
        raise UsageError(
            "no scope is called {name}; there are {choices}", name=one, choices=", ".join(SCOPES)
        )
    if not wanted:
        raise UsageError("a key without a scope is good for nothing")
    if not 0 < rate <= _MOST_RATE:
        raise UsageError("a rate is 1 to {most} requests a minute", most=_MOST_RATE)
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise UsageError("a key needs a name, of {most} characters at most", most=_LONGEST_NAME)
    key = ApiKey(secrets.token_hex(6), name.strip(), wanted, rate, now())
    secret = f"{PREFIX}_{key.id}_{secrets.token_urlsafe(32)}"
    row = {
        "id": key.id,
        "digest": digest_of(secret),
        "name": key.name,
        "scopes": " ".join(sorted(wanted)),
        "rate": rate,
        "created": key.created,
    }

    def work(connection: Connection) -> None:
        # Done again where an answer was lost: the first attempt may have committed.
        if find(connection, digest_of(secret)) is None:
            connection.execute(insert(schema.keys).values(row))

    store.database.transact(work)
    return key, secret


def list_keys(store: Store) -> list[ApiKey]:
    """Every key, the oldest first."""
    with store.database.reading() as connection:
        rows = connection.execute(_SELECT.order_by(schema.keys.c.created, schema.keys.c.id))
        return [_key(*row) for row in rows]


def revoke_key(store: Store, key: str) -> None:
    """Has a key hold no longer; one that is revoked already stays so. Raises UsageError."""
    table = schema.keys

    def work(connection: Connection) -> bool:
        known = connection.execute(select(table.c.id).where(table.c.id == key)).first()
        statement = update(table).where(table.c.id == key, table.c.revoked.is_(None))
        connection.execute(statement.values(revoked=now()))
        return known is not None

    if not store.database.transact(work):
        raise UsageError("no key has the id {id}", id=key)


def find(connection: Connection, digest: bytes) -> ApiKey | None:
    """The key of a secret with this digest, revoked or not."""
    row = connection.execute(_SELECT.where(schema.keys.c.digest == digest)).first()
    return None if row is None else _key(*row)


def find_by_id(connection: Connection, identity: str) -> ApiKey | None:
    """The key with this id, revoked or not."""
    row = connection.execute(_SELECT.where(schema.keys.c.id == identity)).first()
    return None if row is None else _key(*row)


def digest_of(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


_SELECT = select(
    schema.keys.c.id,
    schema.keys.c.name,
    schema.keys.c.scopes,
    schema.keys.c.rate,
    schema.keys.c.created,
    schema.keys.c.revoked,
)


def _key(
    identity: str, name: str, scopes: str, rate: int, created: int, revoked: int | None
) -> ApiKey:
    return ApiKey(identity, name, frozenset(scopes.split()), rate, created, revoked)
