"""What a worker process may use, set by the operating system (setrlimit(2), prctl(2))."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass

_SET_PDEATHSIG = 1
_SET_NO_NEW_PRIVS = 38
_OPEN_FILES = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one worker: ``memory`` and ``file`` in bytes, ``seconds`` of one task."""

    memory: int
    file: int
    seconds: float


def confine(limits: Limits) -> None:
    """Bounds this process; it cannot undo that, and ends when its parent ends."""
    set_limit = resource.setrlimit
    set_limit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    set_limit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    set_limit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    files = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    set_limit(resource.RLIMIT_NOFILE, (files, files))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing on gives EFBIG, which is told
    process_control(_SET_NO_NEW_PRIVS, 1)


def end_with_parent(parent: int) -> None:
    """This process is killed when the one that made it ends."""
    process_control(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def process_control(option: int, value: int) -> None:
    """prctl(2), which Python does not offer; where a kernel lacks an option nothing is done."""
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def allow_seconds(limits: Limits) -> None:
    """Processor time for one more task: a loop that no timer reaches is ended by the kernel."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + limits.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
