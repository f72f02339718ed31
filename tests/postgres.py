"""A PostgreSQL server of a test's own: a new cluster in a temporary directory, on a socket there.

It is started by Debian's programs; where there are none, the tests that ask for it are skipped.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_OWNERS = ("postgres", "nobody")  # PostgreSQL does not run as root
_USER = "hegui"
_SETTINGS = (
    "-c listen_addresses= -c fsync=off -c max_connections=60 -c shared_buffers=32MB "
    "-c log_statement=none"
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server. It can be restarted, or ended as by a power cut."""

    programs: Path
    directory: Path
    prefix: tuple[str, ...]
    settings: str = _SETTINGS

    def address(self, database: str) -> str:
        return f"postgresql://{_USER}@/{database}?host={self.directory}"

    def create(self, database: str) -> str:
        """A new, empty database; its address."""
        self._run("createdb", "-h", str(self.directory), "-U", _USER, database)
        return self.address(database)

    def execute(self, database: str, statement: str) -> str:
        """What psql prints for a statement."""
        words = ("-h", str(self.directory), "-U", _USER, "-d", database, "-Atqc", statement)
        return self._run("psql", *words)

    def start(self) -> None:
        data = str(self.directory / "data")
        options = f"{self.settings} -k {self.directory}"
        log = str(self.directory / "log")
        self._run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """``mode`` "immediate" ends it without a checkpoint, as a crash does."""
        data = str(self.directory / "data")
        self._run("pg_ctl", "-D", data, "-w", "-t", "60", "-m", mode, "stop")

    def make(self) -> None:
        data = str(self.directory / "data")
        self._run("initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")

    def _run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [*self.prefix, str(self.programs / program), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if program != "psql" else None,
            text=True,
            check=False,
            cwd=self.directory,
            timeout=120,
        )
        assert done.returncode == 0, f"{program}: {done.stdout}"
        return done.stdout.strip()


@contextmanager
def cluster(settings: str = _SETTINGS) -> Iterator[Cluster]:
    """A running server, gone at the end with all that it held."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name)
    if not programs:
        pytest.skip("no PostgreSQL is installed")
    directory = Path(tempfile.mkdtemp(prefix="hegui-pg-"))
    made = Cluster(programs[-1], directory, _as_somebody(directory), settings)
    try:
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _as_somebody(directory: Path) -> tuple[str, ...]:
    """What comes before a program's name, so that it does not run as root."""
    if os.geteuid():
        return ()
    for name in _OWNERS:
        try:
            owner = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(directory, owner.pw_uid, owner.pw_gid)
        return ("runuser", "-u", name, "--")
    pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")
