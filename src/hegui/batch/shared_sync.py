"""One sync of a file system for all who wait for one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from hegui.files.syncing import not_durable, sync_file_system


class SharedSync:
    """Syncs the file system of a folder for many threads of one process.

    While a sync goes on, all who come wait for it and for one more, which serves them together.
    The folder is open only while somebody writes: nobody else is kept from unmounting it.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._descriptor = -1
        self._writers = 0
        self._begun = self._ended = 0
        self._faults: dict[int, OSError] = {}
        self._changed = threading.Condition()

    @contextmanager
    def writer(self) -> Iterator[Callable[[], None]]:
        """A context for whoever writes; gives what makes durable all that was written in it.

        Both raise CannotWrite: the folder cannot be opened; a sync since the context began went
        wrong, an earlier one than the last too, since the system tells of a fault only once.
        """
        with self._changed:
            # Opened before the first file: of a fault while one is written back, a descriptor
            # that is opened later need not hear.
            if not self._writers:
                self._descriptor = self._opened()
            self._writers += 1
            ended = self._ended
        try:
            yield partial(self._wait, ended)
        finally:
            with self._changed:
                self._writers -= 1
                if not self._writers:
                    os.close(self._descriptor)
                    self._faults.clear()

    def _opened(self) -> int:
        try:
            return os.open(self._folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise not_durable(error, self._folder) from error

    def _wait(self, ended: int) -> None:
        """Until a sync that begins from now on has ended; those that had ``ended`` before the
        first file say nothing of it."""
        with self._changed:
            mine = self._begun + 1
            while self._ended < mine:
                if self._begun == self._ended:
                    self._sync()
                else:
                    self._changed.wait()
            faults = [fault for number, fault in self._faults.items() if ended < number <= mine]
        if faults:
            raise not_durable(faults[0], self._folder) from faults[0]

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
