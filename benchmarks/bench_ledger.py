"""The ledger: appends a second, look-ups and proofs, in SQLite and in a PostgreSQL of its own.

    make bench     or     .venv/bin/python benchmarks/bench_ledger.py [RECORDS] [sqlite|postgresql]

A ledger is filled with RECORDS production records (1,000,000 unless given) in groups of 1000, each
a transaction with a signed checkpoint that is on the disk, by one process. Then, with the ledger
as full as that: records looked up, and proofs made, each of random records, at the median and the
99th percentile; appends by 16 threads, one record a call, grouped as they come; and the whole
verified.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' PostgreSQL

from hegui.ledger.drafts import Draft
from hegui.ledger.ledger import Ledger
from hegui.ledger.looking_up import Query
from hegui.ledger.records import ProductionRecord, WaiverRecord
from tests.postgres import cluster

GROUP = 1000
LOOKS = 500
THREADS = 16
APPENDS = 4000  # by threads, one record a call
RARE = 5000  # one record in so many is a waiver
PRODUCER = "001191350100M000100Y4300000"


def main() -> None:
    words = sys.argv[1:]
    records = next((int(one) for one in words if one.isdigit()), 1_000_000)
    with tempfile.TemporaryDirectory(prefix="hegui-bench-") as folder:
        if "postgresql" not in words:
            bench("SQLite", str(Path(folder) / "ledger.db"), Path(folder), records)
        if "sqlite" not in words:
            # As it comes, so that a commit is on the disk.
            with cluster("-c listen_addresses= -c max_connections=60") as running:
                bench("PostgreSQL", running.create("bench"), Path(folder), records)


def bench(name: str, address: str, folder: Path, records: int) -> None:
    """One kind of database."""
    print(f"\n{name}, {records:,} records")
    with Ledger.open(address, key=folder / f"{name}.pem") as ledger:
        begun = datetime.now(UTC)
        fill(ledger, records)
        chance = random.Random(1)

        def some() -> int:
            return chance.randrange(records)

        groups = records // GROUP
        found: list[tuple[str, Callable[[], object]]] = [
            ("by ProduceID", lambda: ledger.find(Query(produce_id=f"id-{some()}"))),
            ("by digest", lambda: ledger.find(Query(digest=f"sha256:{some():064x}"))),
            ("by position", lambda: ledger.get(some())),
            ("50 of one provider", lambda: ledger.find(Query(provider=PRODUCER, after=some()))),
            ("a rare kind of it", lambda: ledger.find(Query(provider=PRODUCER, kind="waived"))),
            ("50 since a time", lambda: ledger.find(Query(since=begun, after=some()))),
            ("inclusion proof", lambda: ledger.prove(some())),
            (
                "consistency proof",
                lambda: ledger.prove_consistency(chance.randrange(groups) * GROUP),
            ),
        ]
        for what, look in found:
            told(what, look)
        concurrently(ledger)
        start = time.perf_counter()
        verified = ledger.verify()
        seconds = time.perf_counter() - start
        assert verified.intact
        print(f"  {'verified':<20} {verified.size / seconds:>9,.0f} records a second")


def record(number: int) -> Draft:
    """One record; a few are of another kind."""
    name = f"id-{number}"
    if number % RARE == 0:
        return Draft(WaiverRecord(PRODUCER, "somebody", "number 1", produce_id=name))
    return Draft(
        ProductionRecord(
            PRODUCER,
            name,
            digest=f"sha256:{number:064x}",
            content=f"sha256:{number + 2**200:064x}",
            propagator=PRODUCER,
            propagate_id=name,
            label="1",
            format="png",
            explicit="written",
        )
    )


def fill(ledger: Ledger, records: int) -> None:
    """Fills the ledger; how fast, and how fast at the end, when it is full."""
    rates = []
    for start in range(0, records, GROUP):
        drafts = [record(number) for number in range(start, min(start + GROUP, records))]
        begun = time.perf_counter()
        ledger.append_all(drafts)
        rates.append(len(drafts) / (time.perf_counter() - begun))
    last = rates[-max(1, len(rates) // 10) :]
    print(
        f"  {'appended':<20} {statistics.harmonic_mean(rates):>9,.0f} a second, "
        f"of the last tenth {statistics.harmonic_mean(last):,.0f}"
    )


def told(what: str, look: Callable[[], object]) -> None:
    """Looks, and says how long that took."""
    times = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        assert look() is not None
        times.append(1000 * (time.perf_counter() - begun))
    times.sort()
    print(f"  {what:<20} {statistics.median(times):>9.2f} ms, p99 {times[-LOOKS // 100]:.2f} ms")


def concurrently(ledger: Ledger) -> None:
    """Appends as a service does: many threads, one record a call."""
    numbers = iter(range(APPENDS))
    lock = threading.Lock()

    def appending() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            ledger.append_all([record(10**9 + number)])

    threads = [threading.Thread(target=appending) for _ in range(THREADS)]
    begun = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    rate = APPENDS / (time.perf_counter() - begun)
    print(f"  {f'by {THREADS} threads':<20} {rate:>9,.0f} a second, one record a call")


if __name__ == "__main__":
    main()
