"""Faults that a service outlives: killed workers, killed servers, a database that restarts, a
full disk, clocks that jump. Real processes; SQLite, and a real PostgreSQL."""

from __future__ import annotations

import itertools
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from hegui.ledger.ledger import Ledger
from hegui.web.isolation.wire import Answer, Task
from hegui.web.jobs.job import Job, State
from hegui.web.jobs.servers import Servers
from hegui.web.jobs.table import Jobs
from hegui.web.settings import Settings
from hegui.web.store.clock import Ticks
from hegui.web.store.store import Store
from tests.builders import png
from tests.postgres import Cluster, cluster
from tests.web.faults import Acknowledged, ask, hold_to_account, kill_one, now_and_then
from tests.web.server import free_port, serving

# scripts/service_faults runs these with 1,000 jobs and both databases.
JOBS = int(os.environ.get("HEGUI_FAULT_JOBS", "12"))
MANY = "HEGUI_FAULT_JOBS" in os.environ
QUICK = {"HEGUI_SERVE_LEASE_SECONDS": "3"}
BOTH = ["sqlite", "postgresql"]
_numbers = itertools.count()


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    running: Cluster = request.getfixturevalue("postgres")
    return running.create(f"service{next(_numbers)}")


def opened(database: str, data: Path) -> Ledger:
    return Ledger.open(database, key=data / "ledger.key", create=False)


@pytest.mark.parametrize("database", BOTH if MANY else ["sqlite"], indirect=True)
def test_workers_and_a_server_killed_among_jobs(database: str, tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    acknowledged = Acknowledged()
    words = (f"--database={database}", "--workers=2")
    address = f"http://127.0.0.1:{port}"
    asking = threading.Thread(target=ask, args=([address], JOBS, acknowledged, 300))
    with serving(data, *words, environment=QUICK, port=port) as first:
        asking.start()
        with now_and_then(lambda: kill_one(first.workers()), 0.8):
            while len(acknowledged.jobs) < JOBS // 2:
                time.sleep(0.02)
        first.process.kill()
        first.process.wait()
        assert not first.workers_left()  # they end with it
    with serving(data, *words, environment=QUICK, port=port) as second:
        asking.join()
        ledger = opened(database, data)
        hold_to_account(second.address, ledger, acknowledged, JOBS, 200)
        ledger.close()


@pytest.mark.parametrize("database", BOTH if MANY else ["postgresql"], indirect=True)
def test_two_servers_on_one_database_and_one_is_killed(database: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    words = (f"--database={database}", "--workers=2")
    acknowledged = Acknowledged()
    with (
        serving(data, *words, environment=QUICK) as one,
        serving(data, *words, environment=QUICK) as other,
    ):
        asking = threading.Thread(
            target=ask, args=([one.address, other.address], JOBS, acknowledged, 300)
        )
        asking.start()
        while len(acknowledged.jobs) < JOBS // 2:
            time.sleep(0.02)
        one.process.kill()
        asking.join()
        ledger = opened(database, data)
        hold_to_account(other.address, ledger, acknowledged, JOBS, 200)
        ledger.close()


def test_a_database_that_restarts(postgres: Cluster, tmp_path: Path) -> None:
    database = postgres.create(f"service{next(_numbers)}")
    data, acknowledged = tmp_path / "data", Acknowledged()
    with serving(data, f"--database={database}", environment=QUICK) as server:
        asking = threading.Thread(target=ask, args=([server.address], JOBS, acknowledged, 300))
        asking.start()
        while len(acknowledged.jobs) < JOBS // 3:
            time.sleep(0.02)
        postgres.stop("immediate")
        assert httpx.get(f"{server.address}/health", trust_env=False).status_code == 200
        ready = httpx.get(f"{server.address}/ready", trust_env=False, timeout=40)
        assert (ready.status_code, ready.json()["parts"]["database"]) == (503, False)
        check = httpx.post(f"{server.address}/api/v1/check", content=png.plain(), trust_env=False)
        assert check.status_code == 200  # what needs no database goes on
        postgres.start()
        asking.join()
        ledger = opened(database, data)
        hold_to_account(server.address, ledger, acknowledged, JOBS, 200)
        ledger.close()


def test_a_full_disk_refuses_and_recovers(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(data)], check=False
    )
    if mounted.returncode:
        pytest.skip("a file system of its own can be mounted by root alone")
    try:
        with serving(data) as server, server.client(Prefer="respond-async") as client:
            filler = data / "filler"
            room = os.statvfs(data)
            filler.write_bytes(bytes(room.f_bavail * room.f_frsize - 1024 * 1024))
            large = png.plain() + bytes(3 * 1024 * 1024)
            answers = [client.post("/api/v1/read", content=large) for _ in range(3)]
            assert {one.status_code for one in answers} <= {503, 507}
            assert client.get("/health").status_code == 200
            filler.unlink()
            assert client.post("/api/v1/check", content=png.plain()).status_code in (200, 202)
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


def test_clocks_that_jump_end_nothing(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two servers whose wall clocks are years apart, and one that has stopped."""
    settings = Settings(data=tmp_path / "data", database=database)
    store = Store.open(settings)
    moment = 1000.0
    one, other = (Servers(store, "spool", 15.0, lambda: moment) for _ in range(2))
    one.join()
    other.join()
    jobs = Jobs(store, "spool")
    task = Task("read", "a.png", ".png", 1, "0" * 64, "en")
    job = jobs.add(Job("a" * 32, "", "spool", task, 1, 1))

    (held,) = jobs.claim(one.id, 5)
    assert jobs.claim(other.id, 5) == []
    for year in (1990, 2090, 2026):
        wall = partial(int, year * 31_556_952 * 10**9)
        monkeypatch.setattr(time, "time_ns", wall)
        store.database.transact(one.beat)
        assert other.bury() == []
        moment += 14.0
    store.database.transact(one.beat)
    other.bury()
    moment += 16.0  # and now one has not counted for longer than it may
    assert other.bury() == [one.id]
    (taken,) = jobs.claim(other.id, 5)
    assert (taken.id, taken.lease, taken.attempts) == (job.id, 2, 2)
    done = Answer(200, b"{}")
    assert not jobs.finish(held, done)  # the first no longer holds it
    assert jobs.finish(taken, done)
    kept = jobs.get(job.id)
    assert kept is not None
    assert kept.state is State.RECORDING
    assert not store.database.transact(one.beat)  # and is told so
    store.close()


def test_what_is_kept_is_counted_in_ticks(database: str, tmp_path: Path) -> None:
    store = Store.open(Settings(data=tmp_path / "data", database=database))
    moment = 50.0
    one, other = Ticks(lambda: moment), Ticks(lambda: moment)

    assert store.database.transact(one.advance) == 0
    moment += 10
    assert store.database.transact(one.advance) == 10
    assert store.database.transact(other.advance) == 10
    moment += 5
    assert store.database.transact(one.advance) == 15
    assert store.database.transact(other.advance) == 15  # two servers make no two seconds of one
    moment += 3600
    again = Ticks(lambda: moment)  # while no server ran nothing grew older
    assert store.database.transact(again.advance) == 15
    store.close()
