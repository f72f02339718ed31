"""A process that appends records under idempotency keys, and tells of each when it is acknowledged.

python -m tests.ledger.appender ADDRESS KEY PREFIX COUNT [jumping] [limit=BYTES] [threads=N]
"""

from __future__ import annotations

import random
import resource
import signal
import sys
import threading
import time

from hegui.errors import LedgerUnavailable
from hegui.ledger.appending import system_clock
from hegui.ledger.ledger import Ledger
from tests.ledger.samples import production, waiver


def jumping_clock() -> int:
    """The hour, or a day off in either direction."""
    return time.time_ns() // 1_000_000 + random.choice((0, -86_400_000, 86_400_000, -5))


def main() -> int:
    address, key, prefix, count, *more = sys.argv[1:]
    options = dict(one.partition("=")[::2] for one in more)
    clock = jumping_clock if "jumping" in options else system_clock
    ledger = Ledger.open(address, key=key, clock=clock)
    if "limit" in options:  # a file that may not grow is what a full disk is to a process
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = int(options["limit"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    threads = int(options.get("threads", "1"))
    numbers = iter(range(int(count)))
    lock = threading.Lock()
    failed: list[str] = []

    def appending() -> None:
        while not failed:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            name = f"{prefix}-{number}"
            record = waiver(name, name) if number % 5 == 0 else production(number)
            try:
                appended = ledger.append(record, name)
            except LedgerUnavailable as error:
                failed.append(str(error))
                return
            with lock:
                sys.stdout.write(f"{name} {appended.entry.position}\n")
                sys.stdout.flush()

    workers = [threading.Thread(target=appending) for _ in range(threads)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    if failed:
        sys.stderr.write(failed[0])
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
