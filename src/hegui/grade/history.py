"""The history of gradings: a file to which lines are only ever added, each hashing the one before.

A line that was changed, taken out or put in between is found when the file is read; that the last
lines were cut off is not, unless the newest digest is kept elsewhere, as the report and the
ledger do.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256

from hegui.errors import BrokenFile, CannotWrite, CeilingExceeded
from hegui.files.source import open_source, printable
from hegui.files.syncing import sync_directory
from hegui.grade.grading import Graded

_MOST_BYTES = 64 * 1024 * 1024
_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One grading: when, of what, by which table, with which result.

    ``at`` is an instant (ISO 8601, UTC). ``level`` is empty where it was not determined.
    ``answers`` and ``table`` are digests, ``previous`` the digest of the line before (64 zeros for
    the first), ``digest`` this line's own.
    """

    number: int
    at: str
    subject: str
    scheme: str
    framework: str
    level: str
    answers: str
    table: str
    previous: str
    digest: str = ""


def append(path: str, graded: Graded, at: str) -> Entry:
    """Adds one line, synced before it returns. Raises CannotRead, CannotWrite, BrokenFile.

    A history that does not hold is never added to.
    """
    name = printable(path)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    except (OSError, ValueError) as error:
        raise _cannot_write(name, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        entries = read_history(path)
        level = graded.grade.level
        entry = Entry(
            len(entries) + 1,
            at,
            graded.answers.subject,
            graded.answers.scheme,
            graded.answers.framework,
            level.id if level else "",
            graded.answers.digest,
            graded.table.sha256 if graded.table else "",
            entries[-1].digest if entries else _FIRST,
        )
        entry = replace(entry, digest=_digest(entry))
        line = (json.dumps(asdict(entry), ensure_ascii=False) + "\n").encode()
        _add(descriptor, line)
    except OSError as error:
        raise _cannot_write(name, error) from error
    finally:
        os.close(descriptor)
    if entry.number == 1:
        sync_directory(os.path.dirname(path))
    return entry


def _add(descriptor: int, line: bytes) -> None:
    """Writes one line and syncs; half a line, of a full disk, is taken back."""
    size = os.fstat(descriptor).st_size
    try:
        written = os.write(descriptor, line)
        if written != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def read_history(path: str) -> tuple[Entry, ...]:
    """All lines, in order. Raises CannotRead, BrokenFile naming the first line that does not hold,
    CeilingExceeded."""
    name = printable(path)
    with open_source(path) as source:
        if source.size > _MOST_BYTES:
            raise CeilingExceeded(
                "the file has more than {ceiling} bytes", path=name, ceiling=_MOST_BYTES
            )
        data = bytes(source.read(0, source.size, "data")) if source.size else b""
    entries: list[Entry] = []
    if data and not data.endswith(b"\n"):
        count = data.count(b"\n") + 1
        raise BrokenFile("the last line was cut off", path=name, place=f"line {count}")
    for at, line in enumerate(data.splitlines(), 1):
        entry = _entry(line, name, at)
        previous = entries[-1].digest if entries else _FIRST
        if (entry.number, entry.previous, entry.digest) != (at, previous, _digest(entry)):
            raise BrokenFile(
                "this line, or one before it, was changed after it was written",
                path=name,
                place=f"line {at}",
            )
        entries.append(entry)
    return tuple(entries)


def _entry(line: bytes, name: str, at: int) -> Entry:
    try:
        told = json.loads(line)
        entry = Entry(**told)
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenFile("is no line of a history", path=name, place=f"line {at}") from error
    texts = {key: value for key, value in asdict(entry).items() if key != "number"}
    if (
        type(entry.number) is not int
        or not all(isinstance(one, str) for one in texts.values())
        or not _instant(entry.at)
    ):
        raise BrokenFile("is no line of a history", path=name, place=f"line {at}")
    return entry


def _instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _digest(entry: Entry) -> str:
    told = {key: value for key, value in asdict(entry).items() if key != "digest"}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _cannot_write(name: str, error: Exception) -> CannotWrite:
    cause = getattr(error, "strerror", None) or str(error)
    return CannotWrite("cannot be written: {cause}", path=name, cause=cause)
