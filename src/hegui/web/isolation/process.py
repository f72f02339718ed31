"""One worker process as the service sees it: what it is asked, what it says, that it has ended."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from hegui.web.isolation.wire import Answer, Task, receive, send_task

Told = Callable[[float], None]


class WorkerEnded(Exception):  # noqa: N818 - named as the errors of hegui are
    """A worker that ended within a task."""


class NotBegun(WorkerEnded):
    """A worker that had ended before it was given the task."""


class Worker:
    """A worker, and the one task that it may have. ``gone`` is called when it ends idle."""

    def __init__(self, number: int, end: socket.socket) -> None:
        end.setblocking(False)
        self.number = number
        self.tasks = 0
        self.gone: Callable[[Worker], None] = lambda worker: None
        self._end = end
        self._handle = os.pidfd_open(number)  # a number alone may be another's one day
        self._answer: asyncio.Future[Answer] | None = None
        self._told: Told | None = None
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(end, self._readable)

    async def ask(self, task: Task, upload: int, told: Told | None) -> Answer:
        """What it answers; ``told`` hears how far it is. Raises WorkerEnded."""
        self.tasks += 1
        self._told = told
        try:
            send_task(self._end, task, upload)
        except OSError as error:
            raise NotBegun from error
        self._answer = self._loop.create_future()
        try:
            return await self._answer
        finally:
            self._answer = None

    def kill(self) -> None:
        """Ends it, and what it started. The second time nothing is done."""
        if self._end.fileno() < 0:
            return
        self._loop.remove_reader(self._end)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            # It is not reaped yet, so that its group is its own still.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.number, signal.SIGKILL)
        self._end.close()
        os.close(self._handle)

    def _readable(self) -> None:
        try:
            said = receive(self._end)
        except BlockingIOError:
            return
        except OSError:
            said = None
        if isinstance(said, float):
            if self._told is not None:
                self._told(said)
            return
        if said is None:
            self._loop.remove_reader(self._end)
        answer = self._answer
        if answer is None:
            self.gone(self)
        elif not answer.done():
            if said is None:
                answer.set_exception(WorkerEnded())
            else:
                answer.set_result(said)
