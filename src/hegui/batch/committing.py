"""Rows that become durable together: outputs first, then the rows that tell of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from hegui.batch.manifest import Manifest
from hegui.batch.rows import Finished, Row, Told
from hegui.errors import HeguiError
from hegui.files.syncing import not_durable, sync_file_system

_TOGETHER = 200  # rows: fewer would make the journal of the file system wait on itself
_WAIT = 1.0  # seconds that a row waits for others
_MOST = 20_000  # rows that may wait; beyond, whoever brings more waits as well


class Committer:
    """Syncs what workers wrote while they write on, and then writes the rows.

    A context; when it closes without an error every row is durable. ``told`` is called of rows
    that are, from another thread. A fault of the disk is raised by the next call: CannotWrite.
    """

    def __init__(
        self, manifest: Manifest, folder: str | None, told: Callable[[list[Row]], None]
    ) -> None:
        self._manifest = manifest
        self._told = told
        # Opened before the first file: of a fault while one is written back, a descriptor that
        # is opened later need not hear.
        self._folder = folder
        self._descriptor = None if folder is None else os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        self._waiting: list[Told] = []
        self._unsynced = False
        self._ending = False
        self._fault: HeguiError | None = None
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Committer:
        self._thread.start()
        return self

    def add(self, finished: Finished) -> None:
        """Takes rows. Waits while too many are not written yet. Raises CannotWrite."""
        with self._changed:
            self._changed.wait_for(lambda: self._fault or len(self._waiting) < _MOST)
            if self._fault is not None:
                raise self._fault
            before = len(self._waiting)
            self._waiting += finished.told
            self._unsynced = self._unsynced or not finished.durable
            if not before or len(self._waiting) >= _TOGETHER:  # else nobody waits for these
                self._changed.notify_all()

    def end(self) -> None:
        """No more rows come: those that wait for others need not."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.end()
        self._thread.join()
        if self._descriptor is not None:
            os.close(self._descriptor)
        if self._fault is not None and kind is None:
            raise self._fault

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._ending)
                if not self._waiting:
                    return
                self._changed.wait_for(
                    lambda: len(self._waiting) >= _TOGETHER or self._ending, timeout=_WAIT
                )
                rows, self._waiting = self._waiting, []
                unsynced, self._unsynced = self._unsynced, False
                self._changed.notify_all()
            try:
                self._commit(rows, unsynced=unsynced)
            except HeguiError as error:
                with self._changed:
                    self._fault = error
                    self._changed.notify_all()
                return

    def _commit(self, rows: list[Told], *, unsynced: bool) -> None:
        if unsynced and self._descriptor is not None and any(one.row.target for one in rows):
            try:
                sync_file_system(self._descriptor)
            except OSError as error:
                raise not_durable(error, self._folder or ".") from error
        self._manifest.add(one.line for one in rows)
        self._told([one.row for one in rows])
