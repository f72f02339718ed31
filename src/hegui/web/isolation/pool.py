"""The service's side of its workers: who is free, whose time is up, who has to be replaced."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from hegui.web.isolation.limits import Limits
from hegui.web.isolation.wire import Answer, Task, receive_answer, send_task
from hegui.web.problems import Problem

_REUSED = 2000  # tasks of one worker; then it is replaced, with what memory it has gathered


@dataclass(slots=True, eq=False)
class _Worker:
    number: int
    end: socket.socket
    handle: int
    """A file of its process: a number alone may be another's one day."""
    tasks: int = 0

    def kill(self) -> None:
        """Ends it, and what it started."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
            # It is not reaped yet, so that its group is its own still.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.number, signal.SIGKILL)
        self.end.close()
        os.close(self.handle)


class WorkerEnded(Exception):  # noqa: N818 - like the errors of hegui
    """A worker that ended within a task; ``how`` is "signal 9" or "status 1"."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


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
        self._free: deque[_Worker] = deque()
        self._busy: set[_Worker] = set()
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
        self._nursery: _Nursery | None = None
        self._closing = False
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
        self._nursery = await _Nursery.start(self.limits, self._config)
        for _ in range(self.size):
            self._free.append(await self._nursery.fork())

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

    async def run(self, task: Task, upload: int, *, seconds: float | None = None) -> Answer:
        """What a worker answers to ``task``; it is ended past ``seconds``.

        Raises Problem where too many wait or its time is up, and WorkerEnded.
        """
        worker = self._free.popleft() if self._free else await self._next()
        self._busy.add(worker)
        whole = False
        try:
            answer = await self._ask(worker, task, upload, seconds or self.limits.seconds)
            whole = True
            return answer
        finally:
            self._busy.discard(worker)
            if whole and worker.tasks < _REUSED:
                self._release(worker)
            else:
                self._replace(worker, expected=whole)

    async def _next(self) -> _Worker:
        if self._closing:
            raise _stopping()
        if len(self._waiting) >= self._most_waiting:
            raise Problem(
                "Busy",
                "{waiting} requests wait already; try again later",
                waiting=len(self._waiting),
                headers={"Retry-After": "1"},
            )
        turn: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
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

    def _release(self, worker: _Worker) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._free.append(worker)

    async def _ask(self, worker: _Worker, task: Task, upload: int, seconds: float) -> Answer:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Answer | None] = loop.create_future()

        def readable() -> None:
            loop.remove_reader(worker.end)
            if answered.done():
                return
            try:
                answered.set_result(receive_answer(worker.end))
            except OSError:
                answered.set_result(None)

        worker.tasks += 1
        try:
            send_task(worker.end, task, upload)
        except OSError:
            raise WorkerEnded("?") from None
        loop.add_reader(worker.end, readable)
        try:
            async with asyncio.timeout(seconds):
                answer = await answered
        except TimeoutError:
            raise Problem(
                "TooMuchTime", "to look at the file takes longer than {seconds} s", seconds=seconds
            ) from None
        finally:
            loop.remove_reader(worker.end)
        if answer is None:
            raise WorkerEnded("?")
        return answer

    def _replace(self, worker: _Worker, *, expected: bool) -> None:
        worker.kill()
        if not self._closing:
            task = asyncio.create_task(self._another(worker, expected=expected))
            self._replacing.add(task)
            task.add_done_callback(self._replacing.discard)

    async def _another(self, worker: _Worker, *, expected: bool) -> None:
        assert self._nursery is not None
        while not self._closing:
            try:
                how = await self._nursery.reap(worker.number)
                if not expected:
                    self._told(how)
                self._release(await self._nursery.fork())
                return
            except (OSError, ValueError):  # the nursery itself has ended, and all its workers
                await asyncio.sleep(0.1)
                await self._nursery.close()
                self._nursery = await _Nursery.start(self.limits, self._config)


class _Nursery:
    """The process that forks workers."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self._process = process
        self._control = control
        self._turn = asyncio.Lock()

    @classmethod
    async def start(cls, limits: Limits, config: str | None) -> _Nursery:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = [str(theirs.fileno()), str(limits.memory), str(limits.file), str(limits.seconds)]
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "hegui.web.isolation.nursery", *words, config or ""],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.setblocking(False)
        return cls(process, ours)

    async def fork(self) -> _Worker:
        """A new worker. Raises OSError, ValueError where the nursery has ended."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                number = int(await self._asked(b"fork", [theirs.fileno()]))
        except BaseException:
            ours.close()
            raise
        ours.setblocking(False)
        return _Worker(number, ours, os.pidfd_open(number))

    async def reap(self, worker: int) -> str:
        """How a worker that was killed or has gone ended."""
        return (await self._asked(str(worker).encode(), [])).decode()

    async def _asked(self, message: bytes, files: list[int]) -> bytes:
        loop = asyncio.get_running_loop()
        async with self._turn:
            socket.send_fds(self._control, [message], files)
            answer = await loop.sock_recv(self._control, 64)
        if not answer:
            raise ConnectionError
        return answer

    async def close(self) -> None:
        """Ends it; its workers end with it."""
        self._control.close()
        self._process.kill()
        await asyncio.to_thread(self._process.wait)


def _stopping() -> Problem:
    return Problem("Stopping", "the service is about to stop", headers={"Retry-After": "5"})
