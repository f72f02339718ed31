"""The manifest: what came of every file, in a file that only grows.

JSON Lines. The first line is the batch; a line ``{"begun": […]}`` names files that were handed to
workers; every other line is a row (:class:`hegui.batch.rows.Row`), and of several rows of one name
the last holds. A row is written when its output is on the disk. A line is all there or it is the
last one: one that a power failure or a kill cut off is recognised by its missing end and goes.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from hegui.batch.jobs import Job
from hegui.errors import CannotRead, CannotWrite, UsageError
from hegui.files.source import printable
from hegui.files.syncing import sync_directory
from hegui.files.target import make_directory
from hegui.rules.days import today

REPORT = "report.html"
"""Stands beside a manifest when a run ends."""
FORMAT = 1
_BLOCK = 1024 * 1024
_LONGEST = 16 * 1024 * 1024  # bytes of one line: far more than a row or a list of names has
_PATIENCE = 30.0  # seconds that the workers of a killed run have to end
_SILENT = 1.0  # seconds of them that nobody is told of

_flush = getattr(os, "fdatasync", os.fsync)


class Manifest:
    """An open manifest; one run at a time has it. Close it at the end.

    ``job`` is the job under the number that the manifest gives it. ``resumed`` is whether it
    held rows or names already; ``alone`` whether the target was empty when the batch began, so
    that whatever is in it is the batch's; ``torn`` how many bytes of a line without an end went.
    """

    def __init__(
        self,
        path: str,
        job: Job,
        empty: Callable[[], bool] = lambda: True,
        waiting: Callable[[float], None] = lambda _: None,
    ) -> None:
        """Opens or makes the manifest; ``empty`` tells a new batch whether its target holds
        nothing yet, ``waiting`` is told once that another run has the manifest, and for how many
        seconds its end is waited for. Raises UsageError (it is another batch's, or in use),
        CannotRead, CannotWrite."""
        self.path = path
        self.torn = 0
        self._head = -1
        self._writing = threading.Lock()
        folder = os.path.dirname(path) or "."
        self._made = not os.path.isdir(folder)
        make_directory(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        try:
            self.descriptor = os.open(path, flags, 0o666)
        except (OSError, ValueError) as error:
            raise _cannot_write(error, path) from error
        try:
            self._lock(waiting)
            self.torn = self._without_torn_line()
            first = next(lines(path), None)
            if first is None:
                self._head = 0
                self.job, self.resumed = job.begun(today().isoformat()), False
                self.alone = empty()
                head = {"hegui_batch": FORMAT, **self.job.record(), "alone": self.alone}
                self._head = len(_encoded(head))
                # Durable with the first names or rows: until then nothing rests on it.
                self._write([_encoded(head)], durable=False)
                sync_directory(folder)
            else:
                head = _header(first[1], path)
                self.alone = head.get("alone") is True
                self.job = job.resumed(head)
                self.resumed = os.fstat(self.descriptor).st_size > len(first[1])
        except BaseException:
            self.withdraw()
            self.close()
            raise

    def _lock(self, waiting: Callable[[float], None]) -> None:
        """Held by the workers as well: what a killed run left at work ends before the next."""
        begun, told = time.monotonic(), False
        while True:
            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(self.descriptor).st_nlink:
                    return
                raise BlockingIOError  # a run that came to nothing has taken it away: see withdraw
            except BlockingIOError:
                waited = time.monotonic() - begun
                if waited > _PATIENCE:
                    raise UsageError(
                        "another run is at work on this batch", path=printable(self.path)
                    ) from None
                if waited > _SILENT and not told:
                    told = True
                    waiting(_PATIENCE)
                time.sleep(0.05)
            except OSError:
                return  # a file system without locks

    def _without_torn_line(self) -> int:
        """Cuts off a last line that has no end; how many bytes went."""
        size = os.fstat(self.descriptor).st_size
        at = size
        while at > 0:
            start = max(0, at - _BLOCK)
            end = os.pread(self.descriptor, at - start, start).rfind(b"\n")
            if end >= 0:
                at = start + end + 1
                break
            at = start
        if at < size:
            os.ftruncate(self.descriptor, at)
            _flush(self.descriptor)
        return size - at

    def begin(self, names: Iterable[str]) -> None:
        """Says which files are handed to workers, before they are: durable. Raises CannotWrite."""
        self._write([_encoded({"begun": list(names)})])

    def add(self, rows: Iterable[bytes]) -> None:
        """Appends rows, which are lines without their ends; they are on the disk when this
        returns. Raises CannotWrite."""
        self._write([row + b"\n" for row in rows])

    def _write(self, parts: list[bytes], *, durable: bool = True) -> None:
        data = memoryview(b"".join(parts))
        try:
            with self._writing:
                while data:
                    data = data[os.write(self.descriptor, data) :]
                if durable:
                    _flush(self.descriptor)
        except OSError as error:
            raise _cannot_write(error, self.path) from error

    def withdraw(self) -> None:
        """Takes the manifest away, and the folder that was made for it, where this run began it and
        no file was begun: there is nothing that could be resumed."""
        with suppress(OSError):
            if os.fstat(self.descriptor).st_size == self._head:
                os.unlink(self.path)
                if self._made:
                    os.rmdir(os.path.dirname(self.path))

    def close(self) -> None:
        """Ends the run's hold on the manifest."""
        os.close(self.descriptor)


def own_files(path: str) -> tuple[str, ...]:
    """A manifest, and what stands beside it when a run ends: no works, wherever they lie."""
    return path, os.path.join(os.path.dirname(path), REPORT), os.path.splitext(path)[0] + ".parquet"


def lines(path: str, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Every whole line from an offset on, with its own. Raises CannotRead, UsageError for
    what is no manifest."""
    try:
        with open(path, "rb") as file:
            file.seek(at)
            while line := file.readline(_LONGEST + 1):
                if len(line) > _LONGEST:
                    raise UsageError("is no manifest of a batch", path=printable(path))
                if line.endswith(b"\n"):
                    yield at, line
                at += len(line)
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotRead("cannot be opened: {cause}", path=printable(path), cause=cause) from error


def records(path: str, start: int = 0) -> Iterator[tuple[int, dict[str, object]]]:
    """Every line from an offset on but the first of all, with its own offset. Raises CannotRead,
    UsageError."""
    for at, line in lines(path, start):
        record = _decoded(line, path, at)
        if at == 0:
            _header(line, path)
        else:
            yield at, record


def header(path: str) -> dict[str, object]:
    """The first line of a manifest. Raises CannotRead, UsageError."""
    first = next(lines(path), None)
    if first is None:
        raise UsageError("is no manifest of a batch", path=printable(path))
    return _header(first[1], path)


def _header(line: bytes, path: str) -> dict[str, object]:
    record = _decoded(line, path, 0)
    number = record.get("batch")
    whole = isinstance(number, str) and len(number) == 32 and set(number) <= set("0123456789abcdef")
    if record.get("hegui_batch") != FORMAT or not whole:
        raise UsageError("is no manifest of a batch", path=printable(path))
    return record


def _decoded(line: bytes, path: str, at: int) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise UsageError(
            "is no manifest of a batch", path=printable(path), place=f"byte {at}"
        ) from None
    return record


def _encoded(record: dict[str, object]) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode() + b"\n"


def _cannot_write(error: OSError | ValueError, path: str) -> CannotWrite:
    cause = getattr(error, "strerror", None) or str(error)
    return CannotWrite("cannot be written: {cause}", path=printable(path), cause=cause)
