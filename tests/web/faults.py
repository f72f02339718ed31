"""Jobs asked for while what runs them is killed: what was acknowledged, and what became of it."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx

from hegui.ledger.ledger import Ledger
from hegui.ledger.looking_up import Query
from hegui.ledger.records import ProductionRecord
from tests.builders import png

PRODUCER = "001191350100M000100Y4300000"
LABEL = {"name": "a.png", "producer": PRODUCER, "implicit_only": "true"}
OVER = ("done", "failed", "cancelled")


@dataclass(slots=True)
class Acknowledged:
    """Jobs that were acknowledged: Idempotency-Key → the job's address."""

    jobs: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def ask(addresses: list[str], count: int, acknowledged: Acknowledged, seconds: float) -> None:
    """Asks for ``count`` jobs of one of the servers, again and again until each is acknowledged."""
    ends = time.monotonic() + seconds

    def one(number: int) -> None:
        key = f"job {number}"
        headers = {"Prefer": "respond-async", "Idempotency-Key": key}
        turn = number
        while time.monotonic() < ends:
            turn += 1
            address = addresses[turn % len(addresses)]
            with suppress(httpx.TransportError):
                answer = httpx.post(
                    f"{address}/api/v1/label",
                    params=LABEL | {"id": f"work-{number}"},
                    content=png.plain(),
                    headers=headers,
                    timeout=20,
                    trust_env=False,
                )
                if answer.status_code == 202:
                    with acknowledged.lock:
                        acknowledged.jobs[key] = answer.headers["location"]
                    return
            time.sleep(0.3)
        raise AssertionError(f"{key} was not acknowledged")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one, range(count)))


@contextmanager
def now_and_then(do: Callable[[], None], seconds: float) -> Iterator[None]:
    """Does something every so many seconds while the block runs."""
    stop = threading.Event()

    def loop() -> None:
        while not stop.wait(seconds):
            do()

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def kill_one(workers: list[int]) -> None:
    """kill -9 of one of them."""
    if workers:
        with suppress(ProcessLookupError):
            os.kill(random.choice(workers), signal.SIGKILL)


def outcomes(
    address: str, acknowledged: Acknowledged, seconds: float
) -> dict[str, dict[str, object]]:
    """Every acknowledged job once it is over."""
    ends = time.monotonic() + seconds
    found: dict[str, dict[str, object]] = {}
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        for key, location in acknowledged.jobs.items():
            while True:
                with suppress(httpx.TransportError):
                    answer = client.get(location)
                    if answer.status_code == 200 and answer.json()["state"] in OVER:
                        found[key] = answer.json()
                        break
                    assert answer.status_code in (200, 503), answer.text
                assert time.monotonic() < ends, f"{key} is not over"
                time.sleep(0.1)
    return found


def hold_to_account(
    address: str, ledger: Ledger, acknowledged: Acknowledged, count: int, seconds: float
) -> None:
    """Nothing acknowledged is lost, nothing was done twice, and the tree still proves itself."""
    assert len(acknowledged.jobs) == len(set(acknowledged.jobs.values())) == count
    jobs = outcomes(address, acknowledged, seconds)
    done = {key: job for key, job in jobs.items() if job["state"] == "done"}
    # A job may be out of attempts where its worker was killed three times; it says so.
    assert all("process" in str(job["causes"]) for key, job in jobs.items() if key not in done)
    assert len(done) >= count * 0.9
    records: dict[int, object] = {}
    after: int | None = None
    while True:
        page = ledger.find(Query(kind="production", limit=500, after=after))
        records |= {one.position: one.record for one in page.entries}
        after = page.next
        if after is None:
            break
    positions = [position for job in done.values() for position in job["records"]]  # type: ignore[attr-defined]
    assert sorted(positions) == sorted(records)
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        for key, job in done.items():
            record = records[job["records"][0]]  # type: ignore[index]
            assert isinstance(record, ProductionRecord)
            assert record.produce_id == f"work-{key.removeprefix('job ')}"
            digest = hashlib.sha256(client.get(str(job["answer"])).content).hexdigest()
            assert record.digest == f"sha256:{digest}"
    assert ledger.verify().intact
