"""Who asks: the holder of an API key, or anybody on this machine."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from hegui.web.access.keys import SCOPES, ApiKey


@dataclass(frozen=True, slots=True)
class Account:
    """``id`` and ``name`` are the API key's, "" for anybody on this machine; ``rate`` is in
    requests a minute, 0 without a limit."""

    id: str
    scopes: frozenset[str]
    rate: int
    name: str = ""

    @classmethod
    def of(cls, key: ApiKey) -> Account:
        """The holder of a key."""
        return cls(key.id, key.scopes, key.rate, key.name)

    def allows(self, scope: str) -> bool:
        """Whether this may be done; "" is anything that needs a key and no scope."""
        return not scope or scope in self.scopes or "admin" in self.scopes


ANYBODY = Account("", frozenset(SCOPES), 0)
"""Whoever is on this machine, where no key is needed."""

NOBODY = Account("", frozenset(), 60)
"""Whoever shows no key, at addresses that need none."""


def account_of(request: Request) -> Account:
    """Who sent a request; the guard has found out."""
    account = request.scope["hegui.account"]
    assert isinstance(account, Account)
    return account
