"""Letting the disk begin while a large file is still being copied.

Whoever syncs only at the end waits for the disk after the processor is done; begun early, both
work at the same time, and a durable copy takes hardly longer than one that is not.
"""

from __future__ import annotations

import os
import threading
from types import TracebackType

_flush = getattr(os, "fdatasync", os.fsync)


class FlushBehind:
    """Brings an open file's data to the disk beside the work, as often as ``wrote`` is told.

    A context. It does not replace the sync at the end; but a fault that the disk tells here is
    told only once, so it is raised when the context closes: OSError.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._fault: OSError | None = None
        self._wanted = threading.Semaphore(0)
        self._ending = False
        self._thread: threading.Thread | None = None

    def __enter__(self) -> FlushBehind:
        return self

    def wrote(self) -> None:
        """Another block of many megabytes is written."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        self._wanted.release()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._thread is None:
            return
        self._ending = True
        self._wanted.release()
        self._thread.join()
        if self._fault is not None and error is None:
            raise self._fault

    def _work(self) -> None:
        while True:
            self._wanted.acquire()
            while self._wanted.acquire(blocking=False):
                pass  # several blocks at once
            if self._ending:
                return
            try:
                _flush(self._descriptor)
            except OSError as error:
                self._fault = error
                return
