"""Runs jobs: takes what waits, has a worker do it, keeps the outcome, tells the ledger."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from hegui.errors import LedgerUnavailable
from hegui.ledger.drafts import Draft
from hegui.ledger.records import KINDS
from hegui.web.isolation.pool import Pool
from hegui.web.isolation.process import WorkerEnded
from hegui.web.isolation.tasks import refused
from hegui.web.isolation.wire import Answer, Task
from hegui.web.jobs.files import JobFiles
from hegui.web.jobs.job import Job, Outcome, State
from hegui.web.jobs.servers import Servers
from hegui.web.jobs.table import Jobs
from hegui.web.operation.metrics import Metrics
from hegui.web.problems import Problem, worker_ended
from hegui.web.store.clock import Ticks
from hegui.web.store.store import Store

Result = TypeVar("Result")

_LOG = logging.getLogger("hegui.web.jobs")
_LOOK = 1.0  # seconds between two looks for jobs that others have left
_BEAT = 1.0
_SWEEP = 60.0
_MISSED = 2  # beats for which a job may be ours in the database alone


@dataclass(slots=True)
class Runner:
    """What runs jobs in one server: ``slots`` at a time, each for ``seconds`` at most; what they
    gave is kept for ``keep`` seconds."""

    store: Store
    jobs: Jobs
    files: JobFiles
    servers: Servers
    pool: Pool
    metrics: Metrics
    threads: Executor
    slots: int
    seconds: float
    keep: int
    ticks: Ticks = field(default_factory=Ticks)
    _tick: int = 0
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _progress: dict[str, int] = field(default_factory=dict)
    _unknown: dict[str, int] = field(default_factory=dict)
    _orphans: set[str] = field(default_factory=set)
    _cancelling: set[str] = field(default_factory=set)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _ended: asyncio.Condition = field(default_factory=asyncio.Condition)
    _loops: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Joins the servers and begins. Raises LedgerUnavailable."""
        await self._threaded(self.servers.join)
        self._tick = await self._threaded(self.store.database.transact, self.ticks.advance)
        for loop in (self._take, self._beat, self._sweep):
            self._loops.append(asyncio.create_task(self._kept_going(loop)))

    async def stop(self) -> None:
        """Gives back what is not done, and leaves the servers."""
        for one in (*self._loops, *self._running.values()):
            one.cancel()
        await asyncio.gather(*self._loops, *self._running.values(), return_exceptions=True)
        with suppress(LedgerUnavailable):
            await self._threaded(self.servers.leave)

    async def add(self, job: Job) -> Job:
        """Acknowledges a job whose files are kept; of a repeated one the earlier."""
        kept = await self._threaded(self.jobs.add, job)
        self._wake.set()
        return kept

    async def cancel(self, job: str) -> None:
        """Has a job be cancelled."""
        await self._threaded(self.jobs.cancel, job, self._ends())

    async def wait(self, job: str, seconds: float) -> Job | None:
        """The job once it is over, or as it is after ``seconds``."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            found = await self._threaded(self.jobs.get, job)
            left = until - loop.time()
            if found is None or found.over or left <= 0:
                return found
            async with self._ended:
                with suppress(TimeoutError):
                    # Another server may end it: that is only seen by looking.
                    await asyncio.wait_for(self._ended.wait(), min(left, _LOOK))

    async def _kept_going(self, once: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await once()
            except LedgerUnavailable:
                _LOG.warning("database-unavailable")
                await asyncio.sleep(_BEAT)
            except Exception as error:  # noqa: BLE001 - whatever it is, jobs go on
                _LOG.error("mistake", exc_info=error)
                await asyncio.sleep(_BEAT)

    async def _take(self) -> None:
        """Takes jobs while there are free slots."""
        self._wake.clear()
        free = self.slots - len(self._running)
        taken = []
        if free > 0 and await self._threaded(self.jobs.waiting):
            taken = await self._threaded(self.jobs.claim, self.servers.id, free)
        for job in taken:
            task = asyncio.create_task(self._run(job))
            self._running[job.id] = task
            task.add_done_callback(partial(self._done, job.id))
        self.metrics.jobs_running.set(len(self._running))
        if not taken:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _LOOK)

    def _done(self, job: str, task: asyncio.Task[None]) -> None:
        self._running.pop(job, None)
        self._progress.pop(job, None)
        self._cancelling.discard(job)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("mistake", exc_info=error)

    async def _run(self, job: Job) -> None:
        try:
            if job.state is State.RUNNING:
                answer = await self._work(job)
                if answer is None:
                    return
                job = replace(job, state=State.RECORDING, outcome=Outcome.of(answer))
            await self._record(job)
        except asyncio.CancelledError:
            if job.id in self._cancelling:
                await self._threaded(self.jobs.cancelled, job, self._ends())
                await self._over(job.id, State.CANCELLED)
                return
            with suppress(LedgerUnavailable):
                await self._threaded(self.jobs.release, job)
            raise

    async def _work(self, job: Job) -> Answer | None:
        """What a worker gives, kept; None where this attempt came to nothing."""
        try:
            with self.files.work(job.id) as (directory, upload):
                task = replace(job.task, directory=directory)
                answer = await self._asked(job, task, upload)
                await self._threaded(self.files.outcome, job.id, directory, answer)
        except (WorkerEnded, OSError) as error:
            await self._failed(job, error)
            return None
        if await self._threaded(self.jobs.finish, job, answer):
            return answer
        return None  # somebody else holds it by now

    async def _asked(self, job: Job, task: Task, upload: int) -> Answer:
        def told(done: float) -> None:
            self._progress[job.id] = min(99, int(done * 100))

        while True:
            try:
                return await self.pool.run(task, upload, seconds=self.seconds, told=told)
            except Problem as problem:
                if problem.kind != "Busy":
                    return refused(problem, task.lang)
            await asyncio.sleep(_LOOK)

    async def _failed(self, job: Job, error: Exception) -> None:
        problem = worker_ended()
        if isinstance(error, OSError):
            problem = Problem("NoSpace", "the result cannot be kept: {cause}", cause=error.strerror)
        answer = refused(problem, job.task.lang)
        with suppress(OSError):
            await self._threaded(self.files.last_word, job.id, answer)
        if await self._threaded(self.jobs.failed, job, str(problem), answer, self._ends()):
            await self._over(job.id, None)
        await asyncio.sleep(0.2)  # a disk that is full is not asked again at once

    async def _record(self, job: Job) -> None:
        """Tells the ledger, once however often this is tried, and ends the job."""
        assert job.outcome is not None
        drafts = [
            Draft(KINDS[kind](**members), f"job {job.id} {number}")
            for number, (kind, members) in enumerate(job.outcome.records)
        ]
        appended = await self._threaded(self.store.ledger.append_all, drafts)
        positions = [one.entry.position for one in appended]
        if await self._threaded(self.jobs.recorded, job, positions, self._ends()):
            await self._over(job.id, State.FAILED if job.outcome.kind else State.DONE)

    async def _over(self, job: str, state: State | None) -> None:
        if state is not None:
            await self._threaded(self.files.over, job)
            self.metrics.jobs.labels(state.value).inc()
        async with self._ended:
            self._ended.notify_all()

    async def _beat(self) -> None:
        """Shows that this server lives, says how far jobs are, hears what is to be cancelled."""
        running = {one: self._progress.get(one, 0) for one in self._running}

        def work(connection: Connection) -> tuple[bool, int, set[str], list[Job]]:
            tick = self.ticks.advance(connection)
            lives = self.servers.beat(connection)
            cancel = self.jobs.note(connection, self.servers.id, running)
            return lives, tick, cancel, self.jobs.held_by(connection, self.servers.id)

        lives, self._tick, cancel, held = await self._threaded(self.store.database.transact, work)
        if not lives:  # the others have given us up: what we held is theirs
            _LOG.warning("rejoined")
            await self._threaded(self.servers.join)
        for one in cancel & set(self._running):
            self._cancelling.add(one)
            self._running[one].cancel()
        await self._give_back(held)
        for server in await self._threaded(self.servers.bury):
            said = {"server": server}
            _LOG.warning("server-given-up", extra={"said": said})
            self._wake.set()
        await asyncio.sleep(_BEAT)

    async def _give_back(self, held: list[Job]) -> None:
        """Jobs that are ours in the database alone: the answer to taking them was lost."""
        strange = [job for job in held if job.id not in self._running]
        self._unknown = {job.id: self._unknown.get(job.id, 0) + 1 for job in strange}
        for job in strange:
            if self._unknown[job.id] > _MISSED:
                await self._threaded(self.jobs.release, job)

    async def _sweep(self) -> None:
        """Lets go what was kept long enough, and files that belong to no job."""
        for job in await self._threaded(self.jobs.forget, self._tick):
            await self._threaded(self.files.drop, job)
        present = await self._threaded(self.files.present)
        known = await self._threaded(self.jobs.known, sorted(present))
        orphans = present - known
        # What was no job's a minute ago and is none's now was never acknowledged.
        for one in orphans & self._orphans:
            await self._threaded(self.files.drop, one)
        self._orphans = orphans
        await asyncio.sleep(_SWEEP)

    def _ends(self) -> int:
        return self._tick + self.keep

    async def _threaded(self, work: Callable[..., Result], *arguments: object) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, partial(work, *arguments))
