"""Where a ledger may be, and what is said where it cannot."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hegui.errors import LedgerUnavailable, UsageError
from hegui.ledger.address import parse_address
from hegui.ledger.database import Database
from hegui.ledger.ledger import Ledger
from tests.postgres import Cluster


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ":memory:",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "mysql://host/name",
        "postgresql+asyncpg://host/name",
        "://",
        "postgresql://host:port/name",
    ],
)
def test_what_no_ledger_can_be_in(text: str) -> None:
    with pytest.raises(UsageError):
        parse_address(text)


def test_paths_and_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for text in ("a.db", "sqlite:///a.db", f"sqlite:///{tmp_path}/a.db"):
        assert parse_address(text).path == str(tmp_path / "a.db")
    server = parse_address("postgres://me:secret@host/name?sslmode=require")
    assert server.path is None
    assert server.url.drivername == "postgresql+psycopg"
    assert server.url.query == {"sslmode": "require"}
    assert "secret" not in server.shown


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.state()
        for one in tmp_path.iterdir():
            assert stat.S_IMODE(one.stat().st_mode) == 0o600, one.name


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_bytes(b"no database at all" * 100)
    for path in (tmp_path / "none" / "l.db", tmp_path, tmp_path / "text.db"):
        with pytest.raises(LedgerUnavailable) as error:
            Ledger.open(str(path))
        assert str(path) in str(error.value)
    with pytest.raises(LedgerUnavailable):
        Database.open(str(tmp_path / "new.db"), create=False)
    assert not (tmp_path / "new.db").exists()


def test_a_password_is_in_no_error(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable) as error:
        Ledger.open(f"postgresql://me:secret@/name?host={tmp_path}", key=tmp_path / "k")
    assert "secret" not in str(error.value)


def test_a_server_needs_a_key_that_is_named(server: Cluster) -> None:
    with pytest.raises(UsageError, match="HEGUI_LEDGER_KEY"):
        Ledger.open(server.create("unkeyed"))


def test_a_missing_package_is_named_with_its_command(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['sqlalchemy' if sys.argv[1] == 'ledger' else 'psycopg'] = None\n"
        "import hegui\n"
        "try: hegui.open_ledger(sys.argv[2])\n"
        "except hegui.UsageError as error: print(error)\n"
    )
    for extra, address in (("ledger", "l.db"), ("postgres", "postgresql://host/name")):
        words = [sys.executable, "-c", code, extra, address]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert f"pip install 'hegui[{extra}]'" in done.stdout, done.stdout + done.stderr
