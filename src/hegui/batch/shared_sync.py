"""One sync of a file system for all who wait for one."""

from __future__ import annotations

import os
import threading
import weakref

from hegui.errors import CannotWrite
from hegui.files.source import printable
from hegui.files.syncing import sync_file_system


class SharedSync:
    """Syncs the file system of a folder for many threads of one process.

    While a sync goes on, all who come wait for it and for one more, which serves them together.
    Whoever writes calls ``begin`` before the first file and ``finish`` behind the last.
    """

    def __init__(self, folder: str) -> None:
        """Raises CannotWrite where the folder cannot be opened."""
        self._folder = folder
        # Opened before the first file: of a fault while one is written back, a descriptor that
        # is opened later need not hear.
        try:
            self._descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise self._fault(error) from error
        weakref.finalize(self, os.close, self._descriptor)
        self._begun = self._ended = 0
        self._faults: dict[int, OSError] = {}
        self._changed = threading.Condition()

    def begin(self) -> int:
        """What ``finish`` is to be given: syncs that have ended by now say nothing of what is
        written from now on."""
        with self._changed:
            return self._ended

    def finish(self, begun: int) -> None:
        """Waits until a sync that begins from now on has ended. Raises CannotWrite, also for an
        earlier one that went wrong since ``begin``: the system tells of a fault only once."""
        with self._changed:
            mine = self._begun + 1
            while self._ended < mine:
                if self._begun == self._ended:
                    self._sync()
                else:
                    self._changed.wait()
            faults = [fault for number, fault in self._faults.items() if begun < number <= mine]
        if faults:
            raise self._fault(faults[0]) from faults[0]

    def _fault(self, error: OSError) -> CannotWrite:
        return CannotWrite(
            "written, but a power failure may still undo it: {cause}",
            path=printable(self._folder),
            cause=error.strerror or str(error),
        )

    def _sync(self) -> None:
        """One sync, during which others may come to wait."""
        self._begun += 1
        self._changed.release()
        fault = None
        try:
            sync_file_system(self._descriptor)
        except OSError as error:
            fault = error
        finally:
            self._changed.acquire()
            if fault is not None:
                self._faults[self._begun] = fault
            self._ended = self._begun
            self._changed.notify_all()
