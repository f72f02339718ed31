"""Sessions of people in a browser: a cookie that stands for an API key for some hours.

The cookie names the key and an end, signed (HMAC-SHA-256, RFC 2104); nothing is stored, and
revoking the key ends the session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time

from sqlalchemy import Connection, insert, select

from hegui.web.access.keys import ApiKey, find_by_id
from hegui.web.store import schema
from hegui.web.store.store import Store

COOKIE = "hegui_session"
HOURS = 12
_NAME = "session"


class Sessions:
    """Sessions of one database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._secret = store.database.transact(_secret)

    def begin(self, key: ApiKey) -> str:
        """The cookie's value for the holder of ``key``."""
        said = f"{key.id}.{int(time.time()) + HOURS * 3600}"
        return f"{said}.{self._sign(said)}"

    def key_of(self, cookie: str) -> ApiKey | None:
        """Whose session it is; None for one that is forged, over, or whose key is revoked.

        Asks the database. Raises LedgerUnavailable.
        """
        said, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(self._sign(said).encode(), signature.encode()):
            return None
        identity, _, ends = said.partition(".")
        if int(ends) < time.time():
            return None
        with self._store.database.reading() as connection:
            key = find_by_id(connection, identity)
        return key if key is not None and key.revoked is None else None

    def _sign(self, said: str) -> str:
        value = hmac.new(self._secret, said.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _secret(connection: Connection) -> bytes:
    table = schema.secrets
    found = connection.execute(select(table.c.value).where(table.c.name == _NAME)).scalar()
    if found is not None:
        return bytes(found)
    made = secrets.token_bytes(32)
    connection.execute(insert(table).values(name=_NAME, value=made))
    return made
