"""Keys as they are looked up for every request: held for seconds, so that revoking takes those."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from hegui.errors import LedgerUnavailable
from hegui.web.access.keys import ApiKey, digest_of, find
from hegui.web.store.store import Store

_FRESH = 5.0
_STALE = 300.0  # for how long a key that was found holds while the database cannot be asked
_MOST = 10_000


class KnownKeys:
    """What the database says of keys. ``clock`` gives seconds and never goes back."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[ApiKey | None, float]] = OrderedDict()

    def held(self, secret: str) -> tuple[bool, ApiKey | None]:
        """Whether it is known without asking whose secret this is, and whose."""
        found = self._known.get(digest_of(secret))
        if found is None or self._clock() - found[1] > _FRESH:
            return False, None
        return True, found[0]

    def find(self, secret: str) -> ApiKey | None:
        """The key of a secret; None for one that there is not or that is revoked. Asks the
        database. Raises LedgerUnavailable."""
        digest = digest_of(secret)
        try:
            with self._store.database.reading() as connection:
                key = find(connection, digest)
        except LedgerUnavailable:
            kept = self._known.get(digest)
            if kept is not None and kept[0] is not None and self._clock() - kept[1] < _STALE:
                return kept[0]
            raise
        if key is not None and key.revoked is not None:
            key = None
        self._known.pop(digest, None)
        self._known[digest] = (key, self._clock())
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return key
