"""A source: untrusted bytes that can be read only within ceilings.

Every parser of hegui reads through a :class:`Source`. It answers a read beyond the end
with :class:`~hegui.errors.BrokenFile`, and a read, an allocation or a count beyond its
ceilings with :class:`~hegui.errors.CeilingExceeded`, so that a hostile file costs neither
unbounded memory nor unbounded time.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hegui.errors import BrokenFile, CannotRead, CeilingExceeded

_FIRST_WINDOW = 16 * 1024
_FOLLOWING_WINDOW = 64 * 1024  # of what is read on without a gap
_DISTANT_WINDOW = 4 * 1024
_SCAN_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ceilings:
    """How much of an untrusted file a reader may use.

    ``total`` bytes read in all, ``allocation`` bytes in one read, ``depth`` levels of
    nesting, ``count`` structures (chunks, boxes, directory entries) visited.
    """

    total: int = 8 * 1024**3
    allocation: int = 16 * 1024**2
    depth: int = 64
    count: int = 600_000


DEFAULT_CEILINGS = Ceilings()


class Source:
    """Random access to bytes in memory or in an open file, within ceilings.

    ``name`` is what errors call the file; ``size`` its length in bytes; ``descriptor`` the
    open file, or None for bytes in memory. A small file that ``whole`` was given for is
    held in memory, so that writing can gather it into one system call. ``opened`` is the
    file's status from before its first byte was read: what a later change is measured by.
    """

    __slots__ = (
        "_allocation",
        "_count",
        "_head",
        "_total",
        "_window",
        "_window_start",
        "ceilings",
        "descriptor",
        "name",
        "opened",
        "size",
        "whole",
    )

    def __init__(
        self,
        name: str,
        size: int,
        *,
        descriptor: int | None = None,
        whole: bytes | None = None,
        ceilings: Ceilings = DEFAULT_CEILINGS,
        opened: os.stat_result | None = None,
    ) -> None:
        self.name = name
        self.size = size
        self.descriptor = descriptor
        self.whole = whole
        self.ceilings = ceilings
        self.opened = opened
        self._allocation = ceilings.allocation
        self._window = whole if whole is not None else b""
        self._window_start = 0
        self._head = b""
        self._total = 0
        self._count = 0

    @classmethod
    def of_bytes(
        cls, data: bytes, name: str = "<bytes>", ceilings: Ceilings = DEFAULT_CEILINGS
    ) -> Source:
        """A source over bytes already in memory."""
        return cls(name, len(data), whole=data, ceilings=ceilings)

    def read(self, offset: int, length: int, what: str = "data") -> bytes:
        """Exactly ``length`` bytes at ``offset``.

        ``what`` names the structure for the error. Raises BrokenFile when the file ends
        before, CeilingExceeded past a ceiling.
        """
        start = offset - self._window_start
        if start >= 0 and 0 <= length <= self._allocation and start + length <= len(self._window):
            return self._window[start : start + length]
        if offset < 0 or length < 0 or offset + length > self.size:
            raise BrokenFile(
                "{what} needs {length} bytes, but the file ends at byte {size}",
                path=self.name,
                place=f"byte {offset}",
                what=what,
                length=length,
                size=self.size,
            )
        if length > self._allocation:
            raise CeilingExceeded(
                "{what} of {length} bytes is over the ceiling of {ceiling} bytes for one structure",
                path=self.name,
                place=f"byte {offset}",
                what=what,
                length=length,
                ceiling=self._allocation,
            )
        return self._fill(offset, length)

    def peek(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes at ``offset``: fewer, or none, where the file ends."""
        length = min(length, self.size - offset)
        return self.read(offset, length) if length > 0 else b""

    def find(self, needle: bytes, start: int, end: int | None = None) -> int:
        """The first offset of ``needle`` within ``start:end``, or -1.

        Scans block by block; a large file is never held in memory.
        """
        start = max(start, 0)
        end = self.size if end is None else min(end, self.size)
        if self.whole is not None:
            return self.whole.find(needle, start, max(end, 0))
        overlap = len(needle) - 1
        at = start
        while at < end:
            # Our own block, not one the file asks for: its ceiling is the total.
            block = self._block(at, min(_SCAN_BLOCK, end - at))
            found = block.find(needle)
            if found >= 0:
                return at + found
            if at + len(block) >= end:
                break
            at += len(block) - overlap
        return -1

    def count(self, what: str, place: str | None = None, times: int = 1) -> None:
        """Counts structures visited, one or ``times``. Raises CeilingExceeded past the ceiling."""
        self._count += times
        if self._count > self.ceilings.count:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=self.name,
                place=place,
                ceiling=self.ceilings.count,
                what=what,
            )

    def descend(self, depth: int, what: str, place: str | None = None) -> None:
        """Raises CeilingExceeded when ``depth`` levels of ``what`` are too deep."""
        if depth > self.ceilings.depth:
            raise CeilingExceeded(
                "{what} nested deeper than {ceiling} levels",
                path=self.name,
                place=place,
                ceiling=self.ceilings.depth,
                what=what,
            )

    def broken(self, template: str, place: str | int | None = None, **facts: object) -> BrokenFile:
        """A BrokenFile that names this file; an integer ``place`` is a byte offset."""
        where = f"byte {place}" if isinstance(place, int) else place
        return BrokenFile(template, path=self.name, place=where, **facts)

    def _block(self, offset: int, length: int) -> bytes:
        start = offset - self._window_start
        if start >= 0 and start + length <= len(self._window):
            return self._window[start : start + length]
        return self._fill(offset, length)

    def _fill(self, offset: int, length: int) -> bytes:
        # ``whole`` sources never come here: any range within size is within the window.
        assert self.descriptor is not None
        if offset + length <= len(self._head):
            return self._head[offset : offset + length]
        if offset == 0:
            window = _FIRST_WINDOW
        elif offset == self._window_start + len(self._window):
            window = _FOLLOWING_WINDOW
        else:
            window = _DISTANT_WINDOW
        want = min(max(length, window), self.size - offset)
        self._total += want
        if self._total > self.ceilings.total:
            raise CeilingExceeded(
                "more than {ceiling} bytes read in all",
                path=self.name,
                place=f"byte {offset}",
                ceiling=self.ceilings.total,
            )
        data = read_at(self.descriptor, offset, want, self.name)
        if len(data) < length:
            raise BrokenFile(
                "the file became shorter while it was read", path=self.name, place=f"byte {offset}"
            )
        self._window = data
        self._window_start = offset
        if offset == 0 and want <= _FIRST_WINDOW:
            self._head = data  # kept: a look at the file's end is often followed by one back here
        return data[:length]


def read_at(descriptor: int, offset: int, length: int, name: str) -> bytes:
    """Up to ``length`` bytes at ``offset`` of an open file; fewer only at its end."""
    try:
        data = os.pread(descriptor, length, offset)
        if len(data) == length or not data:
            return data
        parts = [data]
        have = len(data)
        while have < length:
            data = os.pread(descriptor, length - have, offset + have)
            if not data:
                break
            parts.append(data)
            have += len(data)
        return b"".join(parts)
    except OSError as error:
        raise CannotRead("{cause}", path=name, cause=error.strerror or str(error)) from error


@contextmanager
def open_source(
    path: str,
    *,
    whole_up_to: int = 0,
    ceilings: Ceilings = DEFAULT_CEILINGS,
    called: str | None = None,
) -> Iterator[Source]:
    """Opens a regular file as a Source; one of up to ``whole_up_to`` bytes is read at once.

    ``called`` is what errors call it where that is not its path.
    Raises CannotRead for anything but a readable regular file: a directory, device, pipe or
    socket is never opened for reading (opening a named pipe would wait for ever).
    """
    try:
        # Asked before opening: to open a pipe wakes its writer, to open a device may start it.
        _regular(os.stat(path), path)
        # Should the name be a pipe's or a terminal's by now: neither wait nor be bound to it.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise CannotRead("cannot be opened: {cause}", path=printable(path), cause=cause) from error
    try:
        opened = os.fstat(descriptor)
        _regular(opened, path)
        yield _source(called or path, descriptor, opened, whole_up_to, ceilings)
    finally:
        os.close(descriptor)


def _source(
    path: str, descriptor: int, opened: os.stat_result, whole_up_to: int, ceilings: Ceilings
) -> Source:
    name = printable(path)
    size = opened.st_size
    whole = None
    if size <= whole_up_to:
        whole = read_at(descriptor, 0, size, name)
        size = len(whole)
    return Source(name, size, descriptor=descriptor, whole=whole, ceilings=ceilings, opened=opened)


def _regular(status: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise CannotRead(
            "is {what}, not a regular file", path=printable(path), what=_what(status.st_mode)
        )


def printable(path: str) -> str:
    """A path as it may be shown: control characters and undecodable bytes are escaped."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)


def _what(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"
