"""Changing a huge file where it lies, for containers that can switch from old to new at a stroke.

Copying ten gigabytes to change a hundred bytes helps nobody. Where a format lets a new copy of
its index stand at the end of the file, that is appended and synced first; then a few bytes
switch the file over. At every moment the file is valid and says either the old or the new.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from hegui.errors import CannotWrite, FileChanged
from hegui.files.edits import Edit, Span
from hegui.files.source import Source, printable

_MOST_AT_ONCE = 8  # bytes: a write within one sector is all there or not at all
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class InPlace(NamedTuple):
    """``tail`` goes behind the end of the file; then each of ``commits`` overwrites a few bytes.

    After every step the file must be valid. A commit names at most eight bytes. ``filling`` goes
    before all that over free space of any length, where no reader looks: half written as well,
    the file must be valid. Nothing at all to write is a file that is as it shall be.
    """

    tail: bytes
    commits: tuple[Edit, ...]
    filling: tuple[Edit, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether the file stays as it is."""
        return not (self.tail or self.commits or self.filling)

    def written(self, size: int) -> list[Span]:
        """What is not as it was afterwards, in a file that had ``size`` bytes: ranges in order."""
        edits = (*self.commits, *self.filling)
        spans = [(one.offset, one.offset + len(one.data)) for one in edits]
        return sorted([*spans, (size, size + len(self.tail))])


def write_in_place(
    path: str, source: Source, change: InPlace, verify: Callable[[Source], None]
) -> None:
    """Makes ``change`` in the file that ``source`` was opened from, and reads it back.

    Where ``verify`` raises, or the disk fills up, everything is put back. Raises CannotWrite,
    FileChanged, and whatever ``verify`` raises.
    """
    name = printable(path)
    assert source.descriptor is not None
    assert all(len(one.data) == one.length <= _MOST_AT_ONCE for one in change.commits)
    assert all(len(one.data) == one.length for one in change.filling)
    before = source.opened or os.fstat(source.descriptor)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise _cannot_write(error, name) from error
    try:
        _lock(descriptor)
        now = os.fstat(descriptor)
        same = (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)
        if same != (before.st_dev, before.st_ino, source.size, before.st_mtime_ns):
            raise FileChanged(
                "changed while hegui was working on it; nothing was written", path=name
            )
        undo: list[Edit] = []
        try:
            for one in change.filling:
                undo.append(Edit(one.offset, one.length, source.read(one.offset, one.length)))
                _write(descriptor, one.offset, one.data)
            if change.tail:
                _write(descriptor, source.size, change.tail)
            for one in change.commits:
                # Not from ``source``: a commit may lie in the tail.
                grown = Source(name, source.size + len(change.tail), descriptor=descriptor)
                undo.append(Edit(one.offset, one.length, grown.read(one.offset, one.length)))
                _write(descriptor, one.offset, one.data)
            verify(Source(name, source.size + len(change.tail), descriptor=descriptor))
        except BaseException:
            if not change.is_nothing:
                _put_back(descriptor, source.size, undo)
            raise
        if change.is_nothing:
            return
        with suppress(OSError):  # the label is there; its time is not worth a failure
            os.utime(descriptor, ns=(before.st_atime_ns, before.st_mtime_ns))
    except OSError as error:
        raise _cannot_write(error, name) from error
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Two at once would write their tails over each other. Raises OSError for the second."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


def _write(descriptor: int, offset: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        done = os.pwrite(descriptor, view, offset)
        view, offset = view[done:], offset + done
    os.fsync(descriptor)  # each step is on the disk before the next one begins


def _put_back(descriptor: int, size: int, undo: list[Edit]) -> None:
    """The file as it was: the switch undone in reverse order, then the tail cut off."""
    for one in reversed(undo):
        _write(descriptor, one.offset, one.data)
    os.ftruncate(descriptor, size)
    os.fsync(descriptor)


def _cannot_write(error: OSError, name: str) -> CannotWrite:
    return CannotWrite("cannot be written: {cause}", path=name, cause=error.strerror or str(error))
