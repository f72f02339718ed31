"""A folder for each run in which nothing was ever removed.

ext4 gives no inode away that was deleted in the last minutes, six at most: every new file looks
through them all, so that a run that follows upon a deletion measures that. And a page that nobody
has used yet is given to a virtual machine only once it is touched, which takes longer than to copy
it. So what a run wrote is not removed but emptied, which gives its room on the disk and its pages
to the next run; the empty files stay until ``make clean``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FreshFolders:
    """Folders below one; see :func:`fresh_folders`."""

    def __init__(self, below: Path) -> None:
        self._below = below
        self._count = len(list(below.iterdir()))
        self._full: list[Path] = []
        self._kept: list[Path] = []

    def new(self, *, kept: bool = False) -> Path:
        """The next one; those before it are emptied, but those that are to be ``kept``."""
        self.empty()
        folder = self._below / str(self._count)
        self._count += 1
        folder.mkdir()
        (self._kept if kept else self._full).append(folder)
        return folder

    def empty(self, *, all_of_them: bool = False) -> None:
        """Empties what was written, once it is on the disk."""
        os.sync()
        if all_of_them:
            self._full += self._kept
        for folder in self._full:
            for path in folder.rglob("*"):
                if path.is_file() and path.stat().st_nlink == 1:  # a link's other name stays whole
                    os.truncate(path, 0)
        self._full = []
        os.sync()


@contextmanager
def fresh_folders(below: Path) -> Iterator[FreshFolders]:
    """Folders below one, which is made where it is not there. At the end they hold empty files."""
    below.mkdir(parents=True, exist_ok=True)
    folders = FreshFolders(below)
    try:
        yield folders
    finally:
        folders.empty(all_of_them=True)
