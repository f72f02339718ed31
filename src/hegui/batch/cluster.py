"""Workers of a Dask cluster: addresses are sent to them, and rows come back; never content."""

from __future__ import annotations

import atexit
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from distributed import Client, secede

from hegui.batch.contract import is_remote
from hegui.batch.jobs import Job
from hegui.batch.pool import Pool
from hegui.batch.rows import Finished, Item, Told, failed
from hegui.batch.work import sync_folder
from hegui.errors import CannotRead, HeguiError, UsageError, WorkerLost

_SECONDS = 1.0  # of work in one task at most: a lost worker costs the files of the tasks it had
_SHORTEST = 0.25  # of work in one task where few threads want tasks: none waits long for the last
_TASKS = 8  # a second, which this process always has time for
_FIRST = 8  # files of a task while nobody knows how long one takes
_MOST = 512  # files of a task
_MOST_READY = 1000  # workers that are got ready before the first task
_EACH = 4  # tasks that wait or run for each thread of the cluster
_MEMORY = 16  # tasks that the mean time of a file goes back
_TICK = 0.1  # seconds
_KNOWN_FOR = 1.0  # seconds that the number of threads is held for: to ask is a request
_PATIENCE = 30  # seconds until a scheduler has answered, and has a worker


class Cluster:
    """The workers of a scheduler, for one job. A context."""

    def __init__(self, job: Job, address: str) -> None:
        """Raises UsageError where no scheduler answers, and what the job's options raise."""
        self._job = job
        try:
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                "no Dask cluster answers at {address}: {cause}",
                address=address,
                cause=str(error) or type(error).__name__,
            ) from error
        self._mean = 0.0
        self._threads, self._counted = 1, 0.0
        self._getting_ready: list[Any] = []

    def __enter__(self) -> Cluster:
        # So that options at fault are told at once, and not of every file. Every worker there is
        # starts its process now, and not each when its first task comes.
        workers = list(self._client.nthreads())[:_MOST_READY]
        self._getting_ready = [
            self._client.submit(
                ready, self._job, workers=[one], allow_other_workers=True, pure=False
            )
            for one in workers
        ]
        fault = self._getting_ready[0].result()
        if fault is not None:
            raise fault
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, items: Iterator[Item | None]) -> Iterator[Finished]:
        """Keeps a few tasks for every thread of the cluster, and gives rows as they come."""
        ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        waiting: dict[str, tuple[Any, tuple[Item, ...]]] = {}
        again: deque[tuple[Item, ...]] = deque()
        more = True
        while more or again or waiting:
            while len(waiting) < self._room() and (more or again):
                chunk = again.popleft() if again else self._next(items)
                if chunk is None:
                    more = False
                elif not chunk:
                    break
                else:
                    future = self._client.submit(perform, self._job, _packed(chunk), pure=False)
                    waiting[future.key] = (future, chunk)
                    future.add_done_callback(ended.put)
            try:
                future = ended.get(timeout=_TICK)
            except queue.Empty:
                continue
            _, chunk = waiting.pop(future.key)
            yield Finished(self._rows(future, chunk, again), durable=True)

    def _room(self) -> int:
        now = time.monotonic()
        if not self._counted or now - self._counted > _KNOWN_FOR:
            threads: dict[str, int] = self._client.nthreads()
            self._threads, self._counted = max(1, sum(threads.values())), now
        return _EACH * self._threads

    def _next(self, items: Iterator[Item | None]) -> tuple[Item, ...] | None:
        """Items for one task; none where there are none now, None where there are no more."""
        seconds = min(_SECONDS, max(_SHORTEST, self._threads / _TASKS))
        wanted = int(seconds / self._mean) if self._mean else _FIRST
        chunk: list[Item] = []
        for item in islice(items, max(1, min(wanted, _MOST))):
            if item is None:
                return tuple(chunk)
            # Another worker may have to do it again: what the first has left there is the batch's.
            chunk.append(replace(item, own=item.own or item.begun))
        return tuple(chunk) or None

    def _rows(
        self, future: Any, chunk: tuple[Item, ...], again: deque[tuple[Item, ...]]
    ) -> list[Told]:
        """The rows of a task; where it failed its files are tried alone, and then given up."""
        if future.status == "finished":
            rows = [Told.read(line) for line in future.result()]
            for one in rows:
                self._mean += (one.row.seconds - self._mean) / (_MEMORY if self._mean else 1)
            return rows
        if len(chunk) > 1:
            again.extend((item,) for item in chunk)
            return []
        cause = future.exception()
        error = WorkerLost("the worker that it was given to was lost ({cause})", cause=str(cause))
        fault = cause if isinstance(cause, HeguiError) else error
        return [Told.of(failed(chunk[0].name, fault, self._job.lang))]


def _packed(chunk: tuple[Item, ...]) -> list[list[object]]:
    return [item.packed() for item in chunk]


# What follows runs on the cluster's workers.

_FREE: deque[tuple[Job, Pool]] = deque()
"""Processes of this worker that nobody uses at the moment, one for each of its threads at most."""
_TAKING = threading.Lock()


def ready(job: Job) -> HeguiError | None:
    """Whether a worker can do the job: the error that its options raise there."""
    try:
        _give_back(job, _taken(job))
    except HeguiError as error:
        return CannotRead("a worker of the cluster: {reason}", reason=str(error))
    return None


def perform(job: Job, items: list[list[object]]) -> list[bytes]:
    """The rows of some files as lines, their outputs on the worker's disk.

    The files are done by a process beside the worker, within the job's limits, so that neither a
    crash nor a hang is the worker's own. While this task waits for the disk the worker does the
    next one. Raises CannotWrite.
    """
    rows: list[Told] = []
    pool = _taken(job)
    for finished in pool.run(map(Item.unpacked, items)):
        rows += finished.told
    _give_back(job, pool)
    if job.verb.writes and not is_remote(job.target) and any(one.row.target for one in rows):
        secede()
        sync_folder(job.target)
    return [one.line for one in rows]


def _taken(job: Job) -> Pool:
    """A process for a job; those of other jobs end."""
    with _TAKING:
        while _FREE:
            other, pool = _FREE.popleft()
            if other == job:
                return pool
            pool.stop()
    pool = Pool(job, 1, forked=False).__enter__()
    atexit.register(pool.stop)
    return pool


def _give_back(job: Job, pool: Pool) -> None:
    with _TAKING:
        _FREE.append((job, pool))
