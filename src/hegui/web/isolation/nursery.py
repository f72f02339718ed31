"""The process that workers are forked from: everything is loaded, and no thread runs in it.

    python -m hegui.web.isolation.nursery FD MEMORY FILE SECONDS CONFIG

FD is a SOCK_SEQPACKET socket. "fork" with the worker's socket beside it answers the worker's
number, "reap NUMBER" how that worker ended. It ends, and its workers with it, when the service
does.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys

from hegui.web.isolation.limits import Limits, confine, end_with_parent
from hegui.web.isolation.worker import work


def main(words: list[str]) -> None:
    """Serves until the service has gone."""
    control = socket.socket(fileno=int(words[0]))
    limits = Limits(int(words[1]), int(words[2]), float(words[3]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the service's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    while True:
        data, files, _, _ = socket.recv_fds(control, 64, 1)
        if not data:
            return
        if files:
            control.send(str(_fork(control, files[0], limits, words[4] or None)).encode())
            os.close(files[0])
        else:
            control.send(_ended(int(data)).encode())


def _fork(control: socket.socket, end: int, limits: Limits, config: str | None) -> int:
    parent = os.getpid()
    worker = os.fork()
    if worker:
        return worker
    status = 1
    try:
        control.close()
        end_with_parent(parent)
        os.setpgid(0, 0)  # what it starts itself ends with it
        confine(limits)
        work(socket.socket(fileno=end), limits, config)
        status = 0
    finally:
        os._exit(status)


def _ended(worker: int) -> str:
    """How a worker ended: "signal 9", "status 1"."""
    try:
        _, status = os.waitpid(worker, 0)
    except ChildProcessError:
        return "?"
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"status {code}"


if __name__ == "__main__":
    main(sys.argv[1:])
