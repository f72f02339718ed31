"""A worker: one task after the other, each with one upload, until the service has gone."""

from __future__ import annotations

import os
import socket
import time

from hegui.web.isolation.limits import Limits, allow_seconds
from hegui.web.isolation.tasks import perform
from hegui.web.isolation.tools import Tools
from hegui.web.isolation.wire import receive_task, send_answer, send_progress

_EVERY = 0.5  # seconds between two words on progress


def work(end: socket.socket, limits: Limits, config: str | None) -> None:
    """Answers tasks. A task that ends this process harms nobody but the one who asked."""
    tools = Tools(config)
    while (received := receive_task(end)) is not None:
        task, upload = received
        allow_seconds(limits)
        try:
            answer = perform(task, upload, tools, _Progress(end))
        finally:
            os.close(upload)
        send_answer(end, answer)


class _Progress:
    """Tells the service how far a task is, now and then."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._next = time.monotonic() + _EVERY

    def __call__(self, done: float) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            send_progress(self._end, done)
