"""Letting the disk begin while a large file is still being copied.

Whoever syncs only at the end waits for the disk after the processor is done; begun early, both
work at the same time, and a durable copy takes hardly longer than one that is not.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType

from hegui.files.beside import Beside

if sys.platform == "linux":

    def _flush(descriptor: int, start: int, end: int) -> None:
        # Linux begins to write what the cache will not need, and waits for nothing. A sync would
        # wait for each block, and for the journal, while the disk has nothing new to do. What is
        # not on the disk yet stays in the cache.
        os.posix_fadvise(descriptor, start, end - start, os.POSIX_FADV_DONTNEED)

else:
    _sync = getattr(os, "fdatasync", os.fsync)

    def _flush(descriptor: int, start: int, end: int) -> None:
        _sync(descriptor)


class FlushBehind:
    """Brings an open file's data to the disk beside the work, as often as ``wrote`` is told.

    A context. It does not replace the sync at the end; but a fault that the disk tells here is
    told only once, so it is raised when the context closes: OSError.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._flushed = self._written = 0
        self._beside = Beside(self._flush)

    def __enter__(self) -> FlushBehind:
        return self

    def wrote(self, end: int | None = None) -> None:
        """Another block of many megabytes is written, up to ``end``: where the descriptor stands,
        unless it is said."""
        self._written = os.lseek(self._descriptor, 0, os.SEEK_CUR) if end is None else end
        self._beside.ask()

    def _flush(self) -> None:
        start, self._flushed = self._flushed, self._written
        if start < self._flushed:  # else the call before has taken this block with its own
            _flush(self._descriptor, start, self._flushed)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._beside.finish()
        if self._beside.fault is not None and error is None:
            raise self._beside.fault
