"""Workers of a Dask cluster: addresses are sent to them, and rows come back; never content."""

from __future__ import annotations

import atexit
import json
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from distributed import Client, secede

from hegui.batch.contract import is_remote
from hegui.batch.jobs import Job
from hegui.batch.pool import Pool
from hegui.batch.rows import Finished, Item, Told, failed
from hegui.batch.shared_sync import SharedSync
from hegui.batch.shares import Shares
from hegui.errors import CannotRead, HeguiError, UsageError, WorkerLost
from hegui.files.target import make_directory
from hegui.messages import Notice

_MOST_READY = 1000  # workers that are got ready before the first task
_EACH = 4  # tasks that wait or run for each thread of the cluster
_TICK = 0.1  # seconds
_KNOWN_FOR = 1.0  # seconds that the number of threads is held for: to ask is a request
_WRITTEN = b',"target":'  # in a row that tells of an output, and in no text of one
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
        self._threads, self._counted = 1, 0.0
        self._getting_ready: list[Any] = []
        self.notices: tuple[Notice, ...] = ()

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
        told = self._getting_ready[0].result()
        if isinstance(told, HeguiError):
            raise told
        self.notices = told
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, items: Iterator[Item | None]) -> Iterator[Finished]:
        """Keeps a few tasks for every thread of the cluster, and gives rows as they come."""
        ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        waiting: dict[str, tuple[Any, tuple[Item, ...]]] = {}
        again: deque[tuple[Item, ...]] = deque()
        shares = Shares(items)
        more = True
        while more or again or waiting:
            while len(waiting) < self._room() and (more or again):
                chunk = again.popleft() if again else shares.next(self._threads)
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
            rows = self._rows(future, chunk, again)
            for one in rows:
                shares.took(one.seconds)
            yield Finished(rows, durable=True)

    def _room(self) -> int:
        now = time.monotonic()
        if not self._counted or now - self._counted > _KNOWN_FOR:
            threads: dict[str, int] = self._client.nthreads()
            self._threads, self._counted = max(1, sum(threads.values())), now
        return _EACH * self._threads

    def _rows(
        self, future: Any, chunk: tuple[Item, ...], again: deque[tuple[Item, ...]]
    ) -> list[Told]:
        """The rows of a task; where it failed its files are tried alone, and then given up."""
        if future.status == "finished":
            text: bytes = future.result()
            return list(map(Told, text.splitlines()))
        if len(chunk) > 1:
            again.extend((item,) for item in chunk)
            return []
        cause = future.exception()
        error = WorkerLost("the worker that it was given to was lost ({cause})", cause=str(cause))
        fault = cause if isinstance(cause, HeguiError) else error
        return [Told.of(failed(chunk[0].name, fault, self._job.lang))]


def _packed(chunk: tuple[Item, ...]) -> str:
    """Items as one text: of a list Dask would handle every element, here and on the scheduler.

    Another worker may have to do them again: what the first has left there is the batch's.
    """
    items = [item._replace(own=True) if item.begun else item for item in chunk]
    return json.dumps([item.packed() for item in items], separators=(",", ":"))


# What follows runs on the cluster's workers.


@dataclass(frozen=True, slots=True)
class _Hand:
    """What a thread of this worker does a job with: a process, and who syncs what it wrote."""

    job: Job
    pool: Pool
    sync: SharedSync | None


_FREE: deque[_Hand] = deque()
"""Those that nobody uses at the moment, one for each of the worker's threads at most."""
_SYNCS: WeakValueDictionary[str, SharedSync] = WeakValueDictionary()
_TAKING = threading.Lock()


def ready(job: Job) -> tuple[Notice, ...] | HeguiError:
    """Whether a worker can do the job: what holds for every file, or the error that the job's
    options raise there."""
    try:
        hand = _taken(job)
        _FREE.append(hand)
    except HeguiError as error:
        return CannotRead("a worker of the cluster: {reason}", reason=str(error))
    return hand.pool.notices


def perform(job: Job, items: str) -> bytes:
    """The rows of some files, a line each, their outputs on the worker's disk.

    The files are done by a process beside the worker, within the job's limits, so that neither a
    crash nor a hang is the worker's own. While this task waits for the disk the worker does the
    next one. Raises CannotWrite.
    """
    hand = _taken(job)
    if hand.sync is None:
        return _done(hand, items)
    with hand.sync.writer() as sync:
        text = _done(hand, items)
        if _WRITTEN in text:
            secede()
            sync()
    return text


def _done(hand: _Hand, items: str) -> bytes:
    """The rows of some files; the hand is free then."""
    rows: list[Told] = []
    for finished in hand.pool.run(map(Item.unpacked, json.loads(items))):
        rows += finished.told
    _FREE.append(hand)
    return b"\n".join(one.line for one in rows)


def _taken(job: Job) -> _Hand:
    """A hand for a job; one that had another takes this one up."""
    other = None
    with suppress(IndexError):
        other = _FREE.popleft()
    if other is not None and other.job == job:
        return other
    sync = _sync(job)
    if other is not None:
        try:
            other.pool.take_up(job)
        except (HeguiError, OSError):
            pass  # it has stopped; whose fault it was, a new one will tell
        else:
            return _Hand(job, other.pool, sync)
    pool = Pool(job, 1, forked=False).__enter__()
    atexit.register(pool.stop)
    return _Hand(job, pool, sync)


def _sync(job: Job) -> SharedSync | None:
    """Who syncs the outputs of a job; its threads share one. Raises CannotWrite."""
    if not job.verb.writes or is_remote(job.target):
        return None
    with _TAKING:
        sync = _SYNCS.get(job.target)
        if sync is None:
            make_directory(job.target)
            sync = _SYNCS[job.target] = SharedSync(job.target)
        return sync
