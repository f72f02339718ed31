"""The service's side of its workers: who is free, whose time is up, who has to be replaced."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from hegui.web.isolation.limits import Limits
from hegui.web.isolation.process import NotBegun, Told, Worker
from hegui.web.isolation.seedbed import Nursery
from hegui.web.isolation.wire import Answer, Task
from hegui.web.problems import Problem

_REUSED = 2000  # tasks of one worker; then it is replaced, with what memory it has gathered
_PAUSE = 0.1  # seconds before a nursery that has ended is started again


class Pool:
    """Worker processes, each with one task at a time.

    ``size`` workers, ``waiting`` tasks at most that wait for one. ``ended`` is told of every
    worker that did not end by itself, and how.
    """

    def __init__(
        self,
        size: int,
        limits: Limits,
        *,
        waiting: int,
        config: str | None,
        ended: Callable[[str], None] = lambda how: None,
    ) -> None:
        self.size = size
        self.limits = limits
        self._config = config
        self._most_waiting = waiting
        self._told = ended
        self._free: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._nursery: Nursery | None = None
        self._closing = False
        self._renewing = asyncio.Lock()
        self._replacing: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return len(self._busy)

    @property
    def queued(self) -> int:
        """How many tasks wait for a worker."""
        return len(self._waiting)

    @property
    def alive(self) -> bool:
        """Whether there is a worker, or one can be had."""
        return bool(self._free or self._busy or self._replacing) and not self._closing

    async def start(self) -> None:
        """Starts every worker, and waits until each is there."""
        self._nursery = await Nursery.start(self.limits, self._config)
        for _ in range(self.size):
            self._release(await self._fork())

    async def close(self) -> None:
        """Ends every worker; tasks under way end with them."""
        self._closing = True
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(_stopping())
        for one in self._replacing:
            one.cancel()
        for worker in (*self._free, *self._busy):
            worker.kill()
        if self._nursery is not None:
            await self._nursery.close()

    async def run(
        self, task: Task, upload: int, *, seconds: float | None = None, told: Told | None = None
    ) -> Answer:
        """What a worker answers to ``task``; it is ended past ``seconds``. ``told`` hears how far
        it is. Raises Problem where too many wait or its time is up, and WorkerEnded."""
        while True:
            worker = self._free.popleft() if self._free else await self._next()
            self._busy.add(worker)
            try:
                return await self._ask(worker, task, upload, seconds or self.limits.seconds, told)
            except NotBegun:  # it had ended while it was free: another one does it
                continue

    async def _ask(
        self, worker: Worker, task: Task, upload: int, seconds: float, told: Told | None
    ) -> Answer:
        whole = False
        try:
            async with asyncio.timeout(seconds):
                answer = await worker.ask(task, upload, told)
            whole = True
            return answer
        except TimeoutError:
            raise Problem(
                "TooMuchTime", "to look at the file takes longer than {seconds} s", seconds=seconds
            ) from None
        finally:
            self._busy.discard(worker)
            if whole and worker.tasks < _REUSED:
                self._release(worker)
            else:
                self._replace(worker, expected=whole)

    async def _next(self) -> Worker:
        if self._closing:
            raise _stopping()
        if len(self._waiting) >= self._most_waiting:
            raise Problem(
                "Busy",
                "{waiting} requests wait already; try again later",
                waiting=len(self._waiting),
                headers={"Retry-After": "1"},
            )
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._release(turn.result())
            else:
                with suppress(ValueError):
                    self._waiting.remove(turn)
            raise

    def _release(self, worker: Worker) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._free.append(worker)

    def _replace(self, worker: Worker, *, expected: bool) -> None:
        worker.kill()
        if not self._closing:
            task = asyncio.create_task(self._another(worker, expected=expected))
            self._replacing.add(task)
            task.add_done_callback(self._replacing.discard)

    async def _fork(self) -> Worker:
        assert self._nursery is not None
        worker = await self._nursery.fork()
        worker.gone = self._gone
        return worker

    def _gone(self, worker: Worker) -> None:
        """An idle worker has ended; one that is handed over is noticed by its task."""
        if worker in self._free:
            self._free.remove(worker)
            self._replace(worker, expected=False)

    async def _another(self, worker: Worker, *, expected: bool) -> None:
        while not self._closing:
            nursery = self._nursery
            assert nursery is not None
            try:
                how = await nursery.reap(worker.number)
                if not expected:
                    self._told(how)
                self._release(await self._fork())
                return
            except (OSError, ValueError):
                await self._renew(nursery)

    async def _renew(self, ended: Nursery) -> None:
        """Another nursery in place of one that has ended, and all its workers with it."""
        async with self._renewing:
            if self._nursery is ended:
                await ended.close()
                await asyncio.sleep(_PAUSE)
                self._nursery = await Nursery.start(self.limits, self._config)


def _stopping() -> Problem:
    return Problem("Stopping", "the service is about to stop", headers={"Retry-After": "5"})
