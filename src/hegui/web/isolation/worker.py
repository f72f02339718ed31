"""A worker: one task after the other, each with one upload, until the service has gone."""

from __future__ import annotations

import os
import socket

from hegui.web.isolation.limits import Limits, allow_seconds
from hegui.web.isolation.tasks import Tools, perform
from hegui.web.isolation.wire import receive_task, send_answer


def work(end: socket.socket, limits: Limits, config: str | None) -> None:
    """Answers tasks. A task that ends this process harms nobody but the one who asked."""
    tools = Tools(config)
    while (received := receive_task(end)) is not None:
        task, upload = received
        allow_seconds(limits)
        try:
            answer = perform(task, upload, tools)
        finally:
            os.close(upload)
        send_answer(end, answer)
