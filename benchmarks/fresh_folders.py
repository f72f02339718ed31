"""A folder for each run in which nothing was ever removed.

ext4 gives no inode away that was deleted in the last minutes, six at most: every new file looks
through them all, so that a run that follows upon a deletion measures that. And a page
that nobody has used yet is given to a virtual machine only once it is touched, which takes longer
than to copy it: what a run wrote leaves the page cache before the next begins, which finds those
pages free.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REMEMBERED = 360  # seconds that ext4 keeps from a deleted inode (RECENTCY_MIN and _DIRTY)


class FreshFolders:
    """Folders below one; see :func:`fresh_folders`."""

    def __init__(self, below: Path) -> None:
        self._below = below
        self._last: Path | None = None
        self._count = 0

    def new(self) -> Path:
        """The next one. What was written into the last is on the disk, and in memory no more."""
        os.sync()
        if self._last is not None:
            _drop(self._last)
        self._count += 1
        self._last = self._below / str(self._count)
        self._last.mkdir()
        return self._last


@contextmanager
def fresh_folders(below: Path) -> Iterator[FreshFolders]:
    """Folders below one that is made, and goes with all of them at the end: room for the results
    of every run is needed. Waits until what another benchmark removed so is forgotten."""
    removed = below.with_suffix(".removed")
    if below.exists():
        shutil.rmtree(below)
        removed.touch()
    if removed.exists() and (left := removed.stat().st_mtime + _REMEMBERED - time.time()) > 0:
        print(f"waiting {left:.0f} s: files were removed a moment ago", flush=True)
        time.sleep(left)
    below.mkdir(parents=True)
    try:
        yield FreshFolders(below)
    finally:
        shutil.rmtree(below)
        removed.touch()


def _drop(folder: Path) -> None:
    """Takes a folder's files, which are on the disk, out of the page cache."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)
