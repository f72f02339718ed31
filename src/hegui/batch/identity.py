"""Which file it is: a word that changes when the file does.

``sha256:…`` is the content; ``stat:size:changed:touched`` size in bytes and the times of the last
change of the content and of the file's status, in nanoseconds; ``etag:…`` and ``version:…`` what
object storage says; ``mark:…`` whatever else tells states of a remote file apart.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping

from hegui.batch.jobs import Digest
from hegui.errors import CannotRead
from hegui.files.source import printable, read_at

_BLOCK = 1024 * 1024
_MORE = 16 * 1024


def of_status(status: os.stat_result) -> str:
    """Size and times of a local file. A label that is changed in place keeps the size and the time
    of the content; the time of the status is nobody's to set."""
    return f"stat:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"


def of_file(path: str, digest: Digest) -> str:
    """The identity of a local file. Raises CannotRead."""
    try:
        if digest is Digest.NONE:
            return of_status(os.stat(path))
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise CannotRead("cannot be opened: {cause}", path=printable(path), cause=cause) from error
    try:
        running = hashlib.sha256()
        # No more is asked for than is there, then whether more has come: to make room for a whole
        # block costs a small file as much as its digest.
        left, at = os.fstat(descriptor).st_size, 0
        while block := read_at(
            descriptor, at, min(left, _BLOCK) if left > 0 else _MORE, printable(path)
        ):
            running.update(block)
            at += len(block)
            left -= len(block)
    finally:
        os.close(descriptor)
    return "sha256:" + running.hexdigest()


def of_info(info: Mapping[str, object], mark: str) -> str:
    """The identity of a remote file, from what its file system says of it.

    ``mark`` is what fsspec makes of everything else that it knows (``ukey``).
    """
    version = info.get("VersionId")
    if version and version != "null":
        return f"version:{version}"
    etag = info.get("ETag") or info.get("etag")
    if etag:
        return "etag:" + str(etag).strip('"')
    return f"mark:{mark}"
