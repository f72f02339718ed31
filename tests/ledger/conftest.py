"""Ledgers of tests: in SQLite and in a PostgreSQL of their own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hegui.ledger.ledger import Ledger
from tests.postgres import Cluster, cluster

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may be begun, in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    running: Cluster = request.getfixturevalue("server")
    return running.create(f"ledger{next(_numbers)}")


@pytest.fixture
def open_ledger(address: str, tmp_path: Path) -> Iterator[Callable[..., Ledger]]:
    """Opens the ledger at ``address``, as often as a test likes."""
    opened: list[Ledger] = []

    def opening(**options: object) -> Ledger:
        ledger = Ledger.open(address, key=tmp_path / "key.pem", **options)  # type: ignore[arg-type]
        opened.append(ledger)
        return ledger

    yield opening
    for one in opened:
        one.close()


@pytest.fixture
def ledger(open_ledger: Callable[..., Ledger]) -> Ledger:
    return open_ledger()
