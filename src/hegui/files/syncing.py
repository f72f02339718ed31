"""Making new files durable: one by one, or many at once.

Syncing a file system once is far cheaper than syncing a thousand small files, and cheaper still
while more of them are being written: the disk then works beside the processor.
"""

from __future__ import annotations

import errno
import os
from types import TracebackType

from hegui.errors import CannotWrite
from hegui.files.source import printable

_NO_DIRECTORY_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
_STRIDE = 200  # files between two syncs: fewer would make the journal wait on itself


def sync_directory(directory: str) -> None:
    """Makes names in ``directory`` durable. Raises CannotWrite."""
    descriptor = _opened(directory)
    if descriptor is None:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY_SYNC:
            raise not_durable(error, directory) from error
    finally:
        os.close(descriptor)


class SyncBehind:
    """Syncs the file system of ``directory`` while many new files are written, and at the end.

    A context: ``wrote`` is told of every file; when it closes, all of them are durable, or
    CannotWrite is raised. Whatever the disk says in between is not lost: it is raised then.
    """

    def __init__(self, directory: str) -> None:
        self._directory = directory
        self._written = 0
        # Opened before the first file: of a fault while one is written back, a descriptor that
        # is opened later need not hear.
        self._descriptor: int | None = None
        from hegui.files.beside import Beside  # a single file needs no thread

        self._beside = Beside(self._sync)

    def __enter__(self) -> SyncBehind:
        return self

    def wrote(self) -> None:
        """One more file has its name."""
        if not self._written:
            self._descriptor = _opened(self._directory)
        self._written += 1
        if self._written % _STRIDE == 0 and self._descriptor is not None:
            self._beside.ask()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self._descriptor is None:
            return
        late: OSError | None = None
        try:
            self._beside.finish()
            self._sync()
        except OSError as fault:
            late = fault
        finally:
            os.close(self._descriptor)
        first = self._beside.fault or late
        if first is not None:
            raise not_durable(first, self._directory) from first

    def _sync(self) -> None:
        assert self._descriptor is not None
        try:
            sync_file_system(self._descriptor)
        except OSError as error:
            if error.errno not in _NO_DIRECTORY_SYNC:
                raise


def _opened(directory: str) -> int | None:
    try:
        return os.open(directory or ".", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # systems that cannot open a directory sync names by themselves
        return None


def not_durable(error: OSError, directory: str) -> CannotWrite:
    """What is raised where files of ``directory`` have their names and no sync succeeded."""
    return CannotWrite(
        "written, but a power failure may still undo it: {cause}",
        path=printable(directory or "."),
        cause=error.strerror or str(error),
    )


def sync_file_system(descriptor: int) -> None:
    """Syncs the file system that an open file or directory lies in. Raises OSError."""
    import ctypes  # 10 ms to import, and only a long job needs it

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
    elif syncfs(descriptor) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
