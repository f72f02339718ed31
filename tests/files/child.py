"""Children in which the system itself misbehaves: refuses calls, kills, runs out of space.

Nothing is simulated in Python. A seccomp filter makes the kernel answer a system call with an
error, or kill the process at it; limits, mounts and another user's rights are real ones.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import platform
import signal
import struct
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

import pytest

T = TypeVar("T")

NOBODY = 65534

# Numbers of the system calls by machine; the older calls of x86_64 exist on no other.
_NUMBERS = {
    "x86_64": {
        "openat": 257,
        "pread64": 17,
        "pwrite64": 18,
        "writev": 20,
        "copy_file_range": 326,
        "fchmod": 91,
        "fchown": 93,
        "utimensat": 280,
        "fsetxattr": 190,
        "fsync": 74,
        "syncfs": 306,
        "link": 86,
        "linkat": 265,
        "rename": 82,
        "renameat": 264,
        "renameat2": 316,
        "unlink": 87,
        "unlinkat": 263,
    },
    "aarch64": {
        "openat": 56,
        "pread64": 67,
        "pwrite64": 68,
        "writev": 66,
        "copy_file_range": 285,
        "fchmod": 52,
        "fchown": 55,
        "utimensat": 88,
        "fsetxattr": 7,
        "fsync": 82,
        "syncfs": 267,
        "linkat": 37,
        "renameat": 38,
        "renameat2": 276,
        "unlinkat": 35,
    },
}
CREATE = ("openat",)
LINK = ("link", "linkat")
RENAME = ("rename", "renameat", "renameat2")
UNLINK = ("unlink", "unlinkat")

needs_seccomp = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in _NUMBERS,
    reason="the table of system calls is for Linux on x86_64 and aarch64",
)
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has this")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change owners")


class KilledError(Exception):
    """The child died of a signal, whose number this carries."""


class _UnavailableError(Exception):
    """The system does not let a test have what it needs; says what."""


def in_child(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises in a child process of its own.

    Raises KilledError where a signal ended the child; skips the test where ``work`` needs something
    that this system does not grant.
    """
    return finish(start(work))


def start(work: Callable[[], T]) -> tuple[int, int, type[T] | None]:
    """Starts a child that does ``work``; the result is for :func:`finish`."""
    answer, tell = os.pipe()
    with warnings.catch_warnings():
        # Libraries that other tests loaded keep threads; the child uses none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        with suppress(BaseException):  # pytest itself must never go on in the child
            os.close(answer)
            _tell(tell, _outcome(work))
        os._exit(0)
    os.close(tell)
    return pid, answer, None


def finish(child: tuple[int, int, type[T] | None]) -> T:
    """Waits for a child and gives its answer as :func:`in_child` does."""
    pid, answer, _ = child
    with os.fdopen(answer, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        raise KilledError(signal.Signals(os.WTERMSIG(status)))
    assert told, "the child ended without an answer"
    kind, value = pickle.loads(told)
    if kind == "error":
        raise value
    if kind == "unavailable":
        pytest.skip(value)
    return cast("T", value)


def _outcome(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps(("result", work()))
    except _UnavailableError as missing:
        return pickle.dumps(("unavailable", str(missing)))
    except BaseException as error:  # noqa: BLE001 - the parent shall see it
        return pickle.dumps(("error", error))


def _tell(descriptor: int, told: bytes) -> None:
    with os.fdopen(descriptor, "wb") as pipe:
        pipe.write(told)


def refuse(names: tuple[str, ...], error: int) -> None:
    """From now on this process gets ``error`` from these system calls; "openat" to create only."""
    _filter(names, 0x0005_0000 | error)  # SECCOMP_RET_ERRNO


def die_at(names: tuple[str, ...]) -> None:
    """From now on the kernel kills this process at these system calls, before they act."""
    _filter(names, 0x8000_0000)  # SECCOMP_RET_KILL_PROCESS


def _filter(names: tuple[str, ...], answer: int) -> None:
    allow = 0x7FFF_0000
    load, equal, any_bit, give = 0x20, 0x15, 0x45, 0x06  # BPF opcodes on 32-bit words
    program = [(load, 0, 0, 0)]
    for name in names:
        number = _NUMBERS[platform.machine()].get(name)
        if number is None:
            continue
        if name == "openat":
            third_argument = 16 + 2 * 8
            program += [
                (equal, 0, 3, number),
                (load, 0, 0, third_argument),
                (any_bit, 0, 1, os.O_CREAT),
                (give, 0, 0, answer),
                (load, 0, 0, 0),
            ]
        else:
            program += [(equal, 0, 1, number), (give, 0, 0, answer)]
    program.append((give, 0, 0, allow))
    code = b"".join(struct.pack("=HBBI", *step) for step in program)
    held = ctypes.create_string_buffer(code, len(code))
    handed = struct.pack("@HP", len(program), ctypes.addressof(held))
    system = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, seccomp, with_filter = 38, 22, 2
    if system.prctl(no_new_privileges, 1, 0, 0, 0) or system.prctl(
        seccomp, with_filter, handed, 0, 0
    ):
        raise _UnavailableError("the system refuses seccomp filters")


def become_nobody() -> None:
    """Gives up root's rights for good; without them already, does nothing."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def mount_small(directory: Path, size: str) -> None:
    """Mounts an empty file system of ``size`` ("64k") that only this process ever sees."""
    system = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    namespace, user_namespace = 0x0002_0000, 0x1000_0000
    if system.unshare(namespace if user == 0 else namespace | user_namespace):
        raise _UnavailableError("the system refuses a namespace of its own")
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    private = 0x0004_0000 | 0x4000
    if system.mount(b"none", b"/", None, private, None) or system.mount(
        b"none", os.fsencode(directory), b"tmpfs", 0, f"size={size}".encode()
    ):
        raise _UnavailableError("the system refuses to mount")
