"""Uploads harm one request at most: workers that die, hang or grow are replaced; hostile files and
slow clients leave the service healthy."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from hegui.web.isolation import tasks
from hegui.web.isolation.limits import Limits
from hegui.web.isolation.pool import Pool
from hegui.web.isolation.process import WorkerEnded
from hegui.web.isolation.wire import Answer, Task
from hegui.web.problems import Problem
from tests.builders import png
from tests.web.hostile import hostile
from tests.web.server import Server, serving

# scripts/service_faults sends 10,000.
UPLOADS = int(os.environ.get("HEGUI_HOSTILE_UPLOADS", "120"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service with little memory, little time, and no patience."""
    data = tmp_path_factory.mktemp("small") / "data"
    data.mkdir()
    (data / "hegui.toml").write_text(
        '[identity]\nproducer = "001191350100M000100Y4300000"\n'
        'propagator = "001191350100M000100Y4300000"\n'
    )
    environment = {
        "HEGUI_SERVE_GRACE": "2",
        "HEGUI_SERVE_LARGEST": "4M",
        "HEGUI_SERVE_SECONDS": "20",
    }
    with serving(data, environment=environment) as one:
        yield one


def test_hostile_uploads_leave_the_service_healthy(small: Server) -> None:
    counts: Counter[int] = Counter()
    with small.client() as client:
        for one in hostile(UPLOADS, seed=20261129):
            headers = {"Content-Type": one.kind}
            answer = client.post(one.address, content=one.body, headers=headers)
            counts[answer.status_code] += 1
            assert answer.status_code < 500 or answer.status_code == 507, answer.text
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json"
                assert str(small.data) not in answer.text
                assert "/proc/" not in answer.text
        assert client.get("/ready").status_code == 200
        good = client.post("/api/v1/check", content=png.plain())
        assert good.json()["verdict"] == "none"
    assert counts[200], counts
    assert sum(counts.values()) == UPLOADS
    assert "mistake" not in small.log.read_text()
    assert not list((small.data / "spool").iterdir())  # nothing is left of any of them


def test_a_worker_that_is_killed_harms_one_request(small: Server) -> None:
    before = set(small.workers())
    for one in before:
        os.kill(one, signal.SIGKILL)
    assert not small.workers_left() & before  # a request that had reached one is harmed, no other
    with small.client() as client:
        for _ in range(4):
            answer = client.post("/api/v1/check", content=png.plain())
            assert answer.status_code == 200, answer.text
    after = set(small.workers())
    assert len(after) == len(before)
    assert not after & before


def test_the_nursery_is_replaced_too(small: Server) -> None:
    from tests.web.server import children

    (nursery,) = children(small.process.pid)
    os.kill(nursery, signal.SIGKILL)
    ends = time.monotonic() + 60
    with small.client() as client:
        while time.monotonic() < ends:
            answer = client.post("/api/v1/check", content=png.plain())
            assert answer.status_code in (200, 422, 503)
            if answer.status_code == 200 and children(small.process.pid) not in ([nursery], []):
                break
            time.sleep(0.1)
    assert answer.status_code == 200


def test_uploads_are_ended_at_their_ceiling(small: Server) -> None:
    with small.client() as client:
        announced = client.post("/api/v1/read", content=bytes(5 * 1024 * 1024))
        assert (announced.status_code, announced.json()["kind"]) == (413, "TooLarge")

        def chunks() -> Iterator[bytes]:
            for _ in range(80):
                yield bytes(65536)

        streamed = client.post("/api/v1/read", content=chunks())
        assert (streamed.status_code, streamed.json()["kind"]) == (413, "TooLarge")


def test_a_client_that_sends_drop_by_drop_is_ended(small: Server) -> None:
    port = int(small.address.rsplit(":", 1)[-1])
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(
            b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"
        )
        answer = one.recv(65536)
    assert b" 408 " in answer.split(b"\r\n")[0]
    assert time.monotonic() - began < 20


def test_headers_that_do_not_end_end_the_connection(small: Server) -> None:
    port = int(small.address.rsplit(":", 1)[-1])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        one.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
        assert one.recv(65536) == b""


def task(verb: str) -> Task:
    return Task(verb, "a", "", 1, "0" * 64, "en")


def asked(verb: str, limits: Limits) -> Answer:
    """What a pool of one worker answers, and then that it answers again."""

    async def run() -> Answer:
        pool = Pool(1, limits, waiting=1, config=None)
        await pool.start()
        upload = os.memfd_create("a")
        os.write(upload, b"a")
        try:
            return await pool.run(task(verb), upload)
        finally:
            again = await pool.run(task("read"), upload)
            assert again.kind in ("PlainText", "UnknownFormat")
            os.close(upload)
            await pool.close()

    return asyncio.run(run())


LIMITS = Limits(512 * 1024**2, 1024**2, 3.0)


@pytest.fixture
def bad_verbs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Verbs that do what a hostile file may make a parser do, in the worker's own process."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys, time\n"
        "def bad():\n"
        "    from hegui.web.isolation import tasks\n"
        "    def dies(*_): os.kill(os.getpid(), 11)\n"
        "    def hangs(*_): time.sleep(1000)\n"
        "    def spins(*_):\n"
        "        while True: pass\n"
        "    def grows(*_): return bytearray(4 * 1024**3)\n"
        "    tasks.VERBS.update(dies=dies, hangs=hangs, spins=spins, grows=grows)\n"
        "if 'hegui.web.isolation.nursery' in ' '.join(sys.orig_argv): bad()\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)


@pytest.mark.usefixtures("bad_verbs")
def test_a_parser_that_dies_is_one_answer() -> None:
    with pytest.raises(WorkerEnded):
        asked("dies", LIMITS)


@pytest.mark.usefixtures("bad_verbs")
@pytest.mark.parametrize("verb", ["hangs", "spins"])
def test_a_parser_that_hangs_is_ended(verb: str) -> None:
    with pytest.raises(Problem) as caught:
        asked(verb, LIMITS)
    assert caught.value.kind == "TooMuchTime"


@pytest.mark.usefixtures("bad_verbs")
def test_a_parser_that_grows_is_told_so() -> None:
    assert asked("grows", LIMITS).kind == "TooMuchMemory"


def test_more_than_may_wait_are_told_to_come_later() -> None:
    assert "check" in tasks.VERBS

    async def run() -> list[str]:
        pool = Pool(1, LIMITS, waiting=2, config=None)
        await pool.start()
        upload = os.memfd_create("a")
        os.write(upload, b"a")
        try:
            every = await asyncio.gather(
                *(pool.run(task("read"), upload) for _ in range(8)), return_exceptions=True
            )
        finally:
            os.close(upload)
            await pool.close()
        return [one.kind for one in every if isinstance(one, Problem)]

    assert asyncio.run(run()) == ["Busy"] * 5


def test_an_upload_s_name_is_no_file_s(small: Server) -> None:
    before = {one for one in small.data.rglob("*") if one.is_file()}
    with small.client(Prefer="respond-async") as client:
        answer = client.post("/api/v1/read?name=..%2F..%2Fevil.png", content=png.plain())
        location = answer.headers["location"]
        while httpx.get(small.address + location, trust_env=False).json()["state"] != "done":
            time.sleep(0.05)
    made = {one for one in small.data.rglob("*") if one.is_file()} - before
    assert not [one for one in made if "evil" in one.name]
