"""The process that workers are forked from: everything is loaded in it once, and it has one thread.

So a worker that is lost is replaced in milliseconds, whatever threads its master has by then. It
is itself forked from a master that has one thread, or started anew where there are others.
"""

from __future__ import annotations

import gc
import marshal
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from hegui.batch.jobs import Job, Limits
from hegui.batch.rows import Item
from hegui.batch.work import Worker
from hegui.errors import CannotWrite, HeguiError
from hegui.messages import Notice

_SPAWN, _REAP, _TAKE_UP = b"s", b"r", b"j"
_NUMBER = struct.Struct("<q")
_LENGTH = struct.Struct("<Q")
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_MASTERS_OWN = "MALLOC_TRIM_THRESHOLD_"
"""Dask sets it for its workers, whose memory lies idle between tasks. In ours each buffer of a file
would be given back to the system and faulted in anew: 45 page faults a file."""


class Zygote:
    """The master's end. ``stop`` ends it; its workers end when their commands do. ``notices`` are
    those of the verb: what holds for every file."""

    notices: tuple[Notice, ...]

    def __init__(self, job: Job, *, forked: bool) -> None:
        """Starts it. Raises what the job's options raise, CannotWrite where no process starts."""
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._ended = self._forked(job, theirs) if forked else self._started(job, theirs)
        try:
            self._raise_fault()
        except BaseException:
            self.stop()
            raise

    def _forked(self, job: Job, theirs: socket.socket) -> Callable[[], object]:
        """Forks it; gives what waits for its end."""
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._socket.close()
            _live(theirs, lambda: job)
        return lambda: os.waitpid(pid, 0)

    def _started(self, job: Job, theirs: socket.socket) -> Callable[[], object]:
        """Starts it anew; gives what waits for its end."""
        import subprocess

        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        environment.pop(_MASTERS_OWN, None)
        command = [sys.executable, "-m", "hegui.batch.zygote", str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), env=environment)
        self._send(job)
        return process.wait

    def _send(self, job: Job) -> None:
        import pickle  # only where a zygote is started or changes its job: each start counts

        data = pickle.dumps(job)
        self._socket.sendall(_LENGTH.pack(len(data)) + data)

    def _raise_fault(self) -> None:
        """Waits until the verb is ready in the zygote, and takes its notices. Raises what its
        options raised there."""
        self.notices = ()
        try:
            data = _received(self._socket, _LENGTH.unpack(_received(self._socket, 8))[0])
        except EOFError:
            raise CannotWrite("no process for workers could be started") from None
        if data:
            import pickle

            told = pickle.loads(data)
            if isinstance(told[0], Notice):
                self.notices = told
                return
            kind, template, where, facts = told
            raise kind(template, **where, **facts)

    def take_up(self, job: Job) -> None:
        """Another job for the workers that come from now on: what is loaded stays loaded. Raises
        what its options raise, and must be stopped then."""
        self._socket.sendall(_TAKE_UP + _NUMBER.pack(0))
        self._send(job)
        self._raise_fault()

    def spawn(self, commands: int, rows: int) -> int:
        """A new worker that reads items from one pipe and writes rows to another; its number."""
        socket.send_fds(self._socket, [_SPAWN + _NUMBER.pack(0)], [commands, rows])
        return int(_NUMBER.unpack(_received(self._socket, _NUMBER.size))[0])

    def reap(self, pid: int) -> int:
        """Waits for a worker that is at its end; how it ended (see os.waitstatus_to_exitcode)."""
        self._socket.sendall(_REAP + _NUMBER.pack(pid))
        return int(_NUMBER.unpack(_received(self._socket, _NUMBER.size))[0])

    def stop(self) -> None:
        """Ends the zygote once its workers have ended."""
        self._socket.close()
        self._ended()


def _live(ours: socket.socket, job_of: Callable[[], Job]) -> NoReturn:
    """The zygote's life, which ends the process."""
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # what ends a batch is its master's to decide
        _quiet()
        job: Job | None = job_of()
        while job is not None:
            worker = _made(ours, job)
            if worker is None:
                break
            gc.freeze()  # what all workers share is not to be looked through by each of them
            job = _serve_master(ours, worker, job.limits)
        status = 0
    finally:
        os._exit(status)


def _made(ours: socket.socket, job: Job) -> Worker | None:
    """The worker that all are forked of; None where its options are at fault. That is told, else
    the verb's notices, and nothing where it has none."""
    data = b""
    worker = None
    try:
        worker = Worker(job)
        if worker.notices:
            import pickle

            data = pickle.dumps(worker.notices)
    except HeguiError as error:
        import pickle

        where = {"path": error.path, "place": error.place}
        facts = {key: value if _plain(value) else str(value) for key, value in error.facts.items()}
        data = pickle.dumps((type(error), error.template, where, facts))
    ours.sendall(_LENGTH.pack(len(data)) + data)
    return worker


def _plain(value: object) -> bool:
    return isinstance(value, str | int | float | tuple | HeguiError)


def _serve_master(ours: socket.socket, worker: Worker, limits: Limits) -> Job | None:
    """Forks workers and waits for them, as the master says; the next job, None at the end."""
    size = 1 + _NUMBER.size
    die = _death_with_parent()
    while True:
        data, descriptors, _, _ = socket.recv_fds(ours, size, 2)
        if not data:
            return None
        data += _received(ours, size - len(data))
        if data[:1] == _TAKE_UP:
            return _job_from(ours)
        if data[:1] == _SPAWN:
            pid = os.fork()
            if pid == 0:
                ours.close()
                _work(worker, limits, die, *descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            answer = pid
        else:
            _, status = os.waitpid(_NUMBER.unpack(data[1:])[0], 0)
            answer = os.waitstatus_to_exitcode(status)
        ours.sendall(_NUMBER.pack(answer))


def _work(
    worker: Worker, limits: Limits, die: Callable[[], object], commands: int, rows: int
) -> NoReturn:
    """A worker's life: items in, rows out, until there are no more; it ends the process."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, _terminated)  # so that no temporary file is left behind
        die()
        if limits.memory:
            _limit_memory(limits.memory)
        with open(commands, "rb") as chunks:
            while data := chunks.read(_LENGTH.size):
                for fields in marshal.loads(chunks.read(_LENGTH.unpack(data)[0])):
                    row = worker.do(Item.unpacked(fields))
                    _write(rows, row.line().encode() + b"\n")
        status = 0
    finally:
        os._exit(status)


def packed(items: tuple[Item, ...]) -> bytes:
    """Items as a worker reads them."""
    data = marshal.dumps([item.packed() for item in items])
    return _LENGTH.pack(len(data)) + data


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _quiet() -> None:
    """Standard input and output are the master's."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)


def _limit_memory(most: int) -> None:
    """So many bytes of data beyond what is there now: an allocation past that fails."""
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    limit = _data_now() + most
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _data_now() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[5]) * resource.getpagesize()
    except OSError:
        return 0


def _death_with_parent() -> Callable[[], object]:
    """What a worker calls so that it does not outlive a run that was killed."""
    if sys.platform != "linux":
        return lambda: None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_DIES_WITH_PARENT, signal.SIGKILL)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _received(ours: socket.socket, length: int) -> bytes:
    """Exactly so many bytes. Raises EOFError."""
    data = b""
    while len(data) < length:
        more = ours.recv(length - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _job_from(ours: socket.socket) -> Job:
    import pickle

    job = pickle.loads(_received(ours, _LENGTH.unpack(_received(ours, _LENGTH.size))[0]))
    assert isinstance(job, Job)
    return job


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        _live(given, lambda: _job_from(given))
