"""The database of a service: the ledger, and the service's own tables beside it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from hegui.config import load_config
from hegui.ledger.database import Database
from hegui.ledger.ledger import Ledger
from hegui.ledger.upgrading import Migrations, upgrade
from hegui.web.settings import Settings

SERVICE = Migrations(Path(__file__).parent / "migrations", "service_version")
FILE_NAME = "ledger.db"
_KEY = "ledger.key"


@dataclass(frozen=True, slots=True)
class Store:
    """An open database, brought to the newest step."""

    ledger: Ledger

    @property
    def database(self) -> Database:
        """The one database of ledger and service."""
        return self.ledger.database

    @classmethod
    def open(cls, settings: Settings) -> Store:
        """That of the settings, else of hegui.toml, else a file in the service's directory.

        Raises UsageError, MissingExtra, LedgerUnavailable, ConfigError, and what loading the
        ledger's key raises.
        """
        config = load_config(settings.config)
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        address = settings.database or config.ledger or str(settings.data / FILE_NAME)
        key = config.ledger_key or settings.data / _KEY
        ledger = Ledger.open(address, key=key, origin=config.ledger_origin or "")
        try:
            upgrade(ledger.database, SERVICE)
        except BaseException:
            ledger.close()
            raise
        return cls(ledger)

    def close(self) -> None:
        """Closes the database."""
        self.ledger.close()


def now() -> int:
    """The wall clock, in milliseconds since 1970: shown to people, waited for by nobody."""
    return time.time_ns() // 1_000_000
