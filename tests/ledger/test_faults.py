"""What is acknowledged stays, and nothing is done twice: real processes, killed and cut off."""

from __future__ import annotations

import os
import random
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from hegui.errors import LedgerUnavailable
from hegui.ledger.database import Database
from hegui.ledger.drafts import Draft
from hegui.ledger.ledger import Ledger
from tests.ledger.processes import Appender, Word
from tests.ledger.samples import production
from tests.postgres import Cluster, cluster

ROUNDS = int(os.environ.get("HEGUI_KILLS", "2"))  # of kills; scripts/soak asks for more
SQLITE_HEAD = 200_000  # bytes of the tables of an empty ledger and of some records


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "key.pem"


def test_processes_that_start_at_once_begin_one_ledger(address: str, key: Path) -> None:
    started = [Appender.start(address, key, f"p{number}", 5) for number in range(3)]
    word = Word()
    for one in started:
        word.take(one.end()[0])
    assert len(word.of) == 15
    with Ledger.open(address, key=key, create=False) as ledger:
        word.is_kept(ledger, most=15)
        assert ledger.state().origin == ledger.signer().origin


def test_a_database_that_another_is_just_beginning_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself does not wait where the journal's mode is changed, whatever the timeout."""
    address = str(tmp_path / "ledger.db")
    other = sqlite3.connect(address, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE of_another (number INTEGER)")
    letting_go = threading.Timer(0.3, other.execute, ["COMMIT"])
    letting_go.start()
    Database.open(address).close()
    letting_go.join()
    other.close()


def test_appenders_killed_at_random_moments(address: str, key: Path) -> None:
    """Each name is tried again after a kill, by whoever comes next, and is there once."""
    chance = random.Random(7)
    word = Word()
    for _ in range(ROUNDS):
        running = [Appender.start(address, key, f"p{number}", 60, "threads=3") for number in (1, 2)]
        for one in running:
            one.wait_for_a_word()
            time.sleep(chance.uniform(0.01, 0.25))
            one.kill()
        for one in running:
            word.take(one.end(-9, 0)[0])
    assert word.of
    for number in (1, 2):
        word.take(Appender.start(address, key, f"p{number}", 60, "threads=4").end()[0])
    assert len(word.of) == 120
    with Ledger.open(address, key=key) as ledger:
        word.is_kept(ledger, most=120)


def test_two_processes_append_the_same_by_clocks_that_jump(address: str, key: Path) -> None:
    running = [Appender.start(address, key, "same", 40, "jumping", "threads=2") for _ in range(2)]
    word = Word()
    for one in running:
        word.take(one.end()[0])
    with Ledger.open(address, key=key) as ledger:
        word.is_kept(ledger, most=40)
        times = [found.time for at in range(40) if (found := ledger.get(at)) is not None]
    assert times == sorted(times)


def test_a_file_that_may_not_grow(tmp_path: Path, key: Path) -> None:
    address = str(tmp_path / "ledger.db")
    word = Word()
    lines, complaint = Appender.start(address, key, "p", 5000, f"limit={SQLITE_HEAD}").end(3)
    assert lines
    assert "ledger.db" in complaint
    word.take(lines)
    with Ledger.open(address, key=key) as ledger:
        word.is_kept(ledger, most=len(lines))
    # With room again, what was not acknowledged is appended, and nothing else.
    word.take(Appender.start(address, key, "p", len(lines) + 20).end()[0])
    with Ledger.open(address, key=key) as ledger:
        word.is_kept(ledger, most=len(lines) + 20)


@contextmanager
def small_disk(directory: Path, size: str) -> Iterator[Path]:
    """A file system of its own, a few megabytes large; who may not mount one skips the test."""
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(directory)]
    with suppress(OSError):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            try:
                yield directory
            finally:
                subprocess.run(["umount", "-l", str(directory)], check=True)
            return
    pytest.skip("no small file system can be mounted here")


def test_a_full_disk(tmp_path: Path, key: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        address = str(disk / "ledger.db")
        lines, complaint = Appender.start(address, key, "p", 20_000).end(3)
        assert "full" in complaint or "I/O" in complaint
        word = Word()
        word.take(lines)
        assert len(word.of) > 20
        with Ledger.open(address, key=key) as ledger:
            with pytest.raises(LedgerUnavailable):
                ledger.append_all(Draft(production(number)) for number in range(2000))
            word.is_kept(ledger)


def test_a_full_disk_under_the_server(server: Cluster, tmp_path: Path, key: Path) -> None:
    with small_disk(server.directory / "small", "24m") as disk:
        owner = (server.directory / "data").stat()
        os.chown(disk, owner.st_uid, owner.st_gid)
        server.execute("postgres", f"CREATE TABLESPACE small LOCATION '{disk}'")
        server.execute("postgres", "CREATE DATABASE full_disk TABLESPACE small")
        address = server.address("full_disk")
        with Ledger.open(address, key=key):
            pass
        # Filled up but for what some hundred records take.
        room = os.statvfs(disk)
        left = room.f_bavail * room.f_frsize - 300_000
        filler = disk / "filler"
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, left)
        try:
            lines, complaint = Appender.start(address, key, "p", 50_000).end(3)
            assert "could not extend file" in complaint  # no space left, or a page half written
            word = Word()
            word.take(lines)
            filler.unlink()
            word.take(Appender.start(address, key, "p", len(lines) + 50, "threads=4").end()[0])
            with Ledger.open(address, key=key) as ledger:
                word.is_kept(ledger, most=len(lines) + 50)
        finally:
            server.execute("postgres", "DROP DATABASE full_disk WITH (FORCE)")
            server.execute("postgres", "DROP TABLESPACE small")


def test_connections_that_are_cut(server: Cluster, key: Path) -> None:
    address = server.create("cut")
    running = [Appender.start(address, key, f"p{number}", 60, "threads=2") for number in (1, 2)]
    word = Word()
    for one in running:
        one.wait_for_a_word()
    statement = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'cut' "
        "AND pid <> pg_backend_pid()"
    )
    cut = 0
    while any(one.process.poll() is None for one in running):
        cut += int(server.execute("postgres", statement))
        time.sleep(0.1)
    for one in running:
        word.take(one.end()[0])
    assert cut
    assert len(word.of) == 120
    with Ledger.open(address, key=key) as ledger:
        word.is_kept(ledger, most=120)


def test_a_server_that_restarts(key: Path) -> None:
    """Once as it should, and once as after a crash."""
    with cluster() as own:
        address = own.create("restarted")
        running = Appender.start(address, key, "p", 250, "threads=2")
        word = Word()
        running.wait_for_a_word()
        for mode in ("fast", "immediate"):
            own.stop(mode)
            own.start()
            time.sleep(0.3)
        word.take(running.end()[0])
        assert len(word.of) == 250
        with Ledger.open(address, key=key) as ledger:
            word.is_kept(ledger, most=250)


class Forgetful:
    """Stands between a client and the server, and cuts the line when the answer to a COMMIT of
    something written is on its way, as often as it is told to."""

    def __init__(self, server: Path, own: Path, times: int) -> None:
        self.server = server / ".s.PGSQL.5432"
        self.left = times
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(own / ".s.PGSQL.5432"))
        self.listener.listen()
        self.threads = [threading.Thread(target=self._accept)]
        self.threads[0].start()

    def close(self) -> None:
        """Serves nobody any more, and waits for those who are served."""
        self.listener.shutdown(socket.SHUT_RDWR)
        for one in self.threads:
            one.join()
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.threads.append(threading.Thread(target=self._serve, args=(client,)))
                self.threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self.server))
            forget = threading.Event()
            back = threading.Thread(target=self._answer, args=(server, client, forget))
            back.start()
            with suppress(OSError):
                wrote = False
                while data := client.recv(65536):
                    wrote = wrote or b"INSERT" in data
                    if wrote and b"COMMIT" in data and self.left > 0:
                        self.left -= 1
                        forget.set()
                    server.sendall(data)
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            back.join()

    def _answer(
        self, server: socket.socket, client: socket.socket, forget: threading.Event
    ) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if forget.is_set():
                    break  # it was committed, and nobody hears of it
                client.sendall(data)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)


def test_an_answer_lost_on_its_way_is_found_out(server: Cluster, tmp_path: Path, key: Path) -> None:
    address = server.create("forgotten")
    with Ledger.open(address, key=key) as ledger:
        ledger.append(production(0))
    between = Forgetful(server.directory, tmp_path, times=5)
    detour = address.replace(str(server.directory), str(tmp_path))
    with Ledger.open(detour, key=key) as ledger:
        entries = [ledger.append(production(number)).entry for number in range(1, 9)]
        keyed = ledger.append(production(9), "key")
    between.close()
    assert between.left == 0
    assert [entry.position for entry in entries] == list(range(1, 9))
    assert (keyed.entry.position, keyed.repeated) == (9, False)
    with Ledger.open(address, key=key) as ledger:
        assert ledger.state().size == 10
        assert ledger.verify().intact


def test_a_server_that_does_not_come_back_is_an_error(tmp_path: Path, key: Path) -> None:
    with pytest.raises(LedgerUnavailable):
        Ledger.open(f"postgresql://hegui@/nothing?host={tmp_path}", key=key)
