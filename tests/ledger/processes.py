"""Appenders as processes of their own: started, ended without warning, and held to their word."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from hegui.ledger import schema
from hegui.ledger.ledger import Ledger
from tests.house.modules import REPOSITORY

_numbers = itertools.count()


@dataclass(slots=True)
class Appender:
    """One running ``tests.ledger.appender``; what it says goes to a file."""

    process: subprocess.Popen[bytes]
    said: Path

    @classmethod
    def start(cls, address: str, key: Path, prefix: str, count: int, *more: str) -> Appender:
        words = [address, str(key), prefix, str(count), *more]
        said = key.with_name(f"said-{next(_numbers)}")
        with said.open("wb") as file, said.with_suffix(".errors").open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.ledger.appender", *words],
                cwd=REPOSITORY,
                stdout=file,
                stderr=errors,
            )
        return cls(process, said)

    def wait_for_a_word(self) -> None:
        """Waits until something is acknowledged."""
        until = time.monotonic() + 60
        while not self.said.stat().st_size and self.process.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)

    def kill(self) -> None:
        self.process.kill()

    def end(self, *statuses: int) -> tuple[list[str], str]:
        """Waits for the end; what was acknowledged, and what was complained about."""
        self.process.wait(120)
        complaints = self.said.with_suffix(".errors").read_text()
        assert self.process.returncode in (statuses or (0,)), complaints
        return self.said.read_text().splitlines(keepends=True), complaints


@dataclass(slots=True)
class Word:
    """Everything that was acknowledged: the key of each record, and its position."""

    of: dict[str, int] = field(default_factory=dict)

    def take(self, lines: list[str]) -> None:
        """Takes what an appender said; a line that a kill cut off was not said."""
        for line in lines:
            if not line.endswith("\n"):
                continue
            name, _, position = line.strip().partition(" ")
            # What is acknowledged once more is the same record.
            assert self.of.setdefault(name, int(position)) == int(position), name

    def is_kept(self, ledger: Ledger, most: int | None = None) -> None:
        """Whether each is there, once, where it was said to be, in a tree that verifies."""
        assert len(set(self.of.values())) == len(self.of)
        with ledger.database.reading() as connection:
            table = schema.requests
            stored = {
                bytes(key): position
                for key, position in connection.execute(select(table.c.key, table.c.position))
            }
        for name, position in self.of.items():
            assert stored[hashlib.sha256(b"draft\0" + name.encode()).digest()] == position, name
            assert ledger.get(position) is not None
        size = ledger.state().size
        assert size >= len(self.of)
        if most is not None:
            assert size == most
        found = ledger.verify()
        assert found.intact, found.findings
        assert found.size == size
