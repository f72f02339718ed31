"""What tasks work with, made once a process: who is trusted, and how uploads are checked."""

from __future__ import annotations

from functools import cache

from hegui.checking import Checker
from hegui.config import load_config
from hegui.seal.trust import Trust
from hegui.sealing.finding import find_trust


class Tools:
    """``config`` is the hegui.toml of the service, None where it has none.

    It is read again for each file that is written, so that a new identity or policy holds for
    what is written next; who checks is made once.
    """

    def __init__(self, config: str | None) -> None:
        self.config = config
        self.checker = cache(self._checker)
        self.trust = cache(self._trust)
        self.identity = cache(self._identity)

    def _checker(self, *, declared: bool, explicit: bool) -> Checker:
        return Checker.of(declared=declared, explicit=explicit, config=self.config)

    def _trust(self) -> Trust:
        return find_trust(None, self.config)

    def _identity(self) -> tuple[str | None, str | None]:
        found = load_config(self.config)
        return found.producer, found.propagator
