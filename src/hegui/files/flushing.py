"""Letting the disk begin while a large file is still being copied.

Whoever syncs only at the end waits for the disk after the processor is done; begun early, both
work at the same time, and a durable copy takes hardly longer than one that is not.
"""

from __future__ import annotations

import os
from types import TracebackType

from hegui.files.beside import Beside

_flush = getattr(os, "fdatasync", os.fsync)


class FlushBehind:
    """Brings an open file's data to the disk beside the work, as often as ``wrote`` is told.

    A context. It does not replace the sync at the end; but a fault that the disk tells here is
    told only once, so it is raised when the context closes: OSError.
    """

    def __init__(self, descriptor: int) -> None:
        self._beside = Beside(lambda: _flush(descriptor))

    def __enter__(self) -> FlushBehind:
        return self

    def wrote(self) -> None:
        """Another block of many megabytes is written."""
        self._beside.ask()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._beside.finish()
        if self._beside.fault is not None and error is None:
            raise self._beside.fault
