"""The ledger that is configured, opened; only then are its packages loaded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hegui.config import load_config
from hegui.errors import UsageError
from hegui.extras import needed

if TYPE_CHECKING:
    from hegui.ledger.ledger import Ledger


def open_ledger(
    address: str | os.PathLike[str] | None = None,
    *,
    key: str | os.PathLike[str] | None = None,
    config: str | None = None,
    create: bool = True,
) -> Ledger:
    """The ledger at ``address``: a path, ``sqlite:///…``, or ``postgresql://…``; begun where there
    is none, if ``create``.

    Without ``address`` that of HEGUI_LEDGER or [ledger] in hegui.toml. ``key`` is the file of the
    key that signs checkpoints, else that of HEGUI_LEDGER_KEY or hegui.toml, else the path of a
    SQLite ledger with ".key" after it; it is made where there is none. Close it, or use it as a
    context. Raises UsageError where no ledger is named, ConfigError, MissingExtra,
    LedgerUnavailable, InvalidKey, CannotSeal.
    """
    found = load_config(config)
    where = os.fspath(address) if address is not None else found.ledger
    if not where:
        raise UsageError(
            "which ledger? give --ledger ADDRESS, set HEGUI_LEDGER, or name it under [ledger] in "
            "hegui.toml"
        )
    with needed("ledger"):
        from hegui.ledger.ledger import Ledger
    # The configured key is that of the configured ledger, and of no other.
    configured = found.ledger_key if address is None or where == found.ledger else None
    return Ledger.open(
        where,
        key=key if key is not None else configured or os.environ.get("HEGUI_LEDGER_KEY"),
        origin=found.ledger_origin or "",
        create=create,
    )
