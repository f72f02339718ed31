"""Tables made and changed by alembic, from within the package.

Each room keeps its steps in ``<directory>/versions`` and its own version table, so that rooms do
not wait for one another. Two processes that start at once do every step once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from hegui.errors import LedgerUnavailable
from hegui.ledger.database import Database

_LOCK = 0x6865677569  # "hegui": the advisory lock under which PostgreSQL's tables are changed


@dataclass(frozen=True, slots=True)
class Migrations:
    """A room's steps: the directory above ``versions``, and the table that says which are done."""

    directory: Path
    table: str


LEDGER = Migrations(Path(__file__).parent / "migrations", "ledger_version")


def upgrade(database: Database, migrations: Migrations = LEDGER) -> None:
    """Brings the tables to the newest step. Raises LedgerUnavailable, also for newer tables."""
    config = Config()
    config.set_main_option("script_location", str(migrations.directory).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with database.reading() as connection:
        if _done(connection, migrations) == set(scripts.get_heads()):
            return

    def work(connection: Connection) -> None:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        try:
            _run(connection, config, scripts, migrations)
        except CommandError as error:
            raise LedgerUnavailable(
                "its tables are of a newer hegui than this one", path=database.address.shown
            ) from error

    database.transact(work)


def _done(connection: Connection, migrations: Migrations) -> set[str]:
    options = {"version_table": migrations.table}
    return set(MigrationContext.configure(connection, opts=options).get_current_heads())


def _run(
    connection: Connection, config: Config, scripts: ScriptDirectory, migrations: Migrations
) -> None:
    steps: Callable[..., object] = scripts._upgrade_revs
    environment = EnvironmentContext(
        config, scripts, fn=lambda revision, context: steps("heads", revision)
    )
    with environment:
        environment.configure(connection=connection, version_table=migrations.table)
        environment.run_migrations()
