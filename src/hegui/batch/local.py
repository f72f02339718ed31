"""A folder of this machine: where files are worked on where they lie."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager

from hegui.batch.contract import Found, is_looked_at
from hegui.errors import CannotRead
from hegui.files.source import Source, open_source, printable
from hegui.implicit.sidecar import SUFFIX


class LocalPlace:
    """A folder of this machine."""

    def __init__(self, folder: str) -> None:
        self.address = folder
        self.local: str | None = folder
        self.tries = 1

    def path(self, name: str) -> str:
        """Where a file lies."""
        return os.path.join(self.address, name)

    def walk(self, without: str | None = None, own: Collection[str] = ()) -> Iterator[Found]:
        """The files as the system lists them, folder by folder."""
        if not os.path.isdir(self.address):
            template = "is no folder: name the folder that holds the files"
            raise CannotRead(template, path=printable(self.address))
        avoided = os.path.realpath(without) if without else None
        root = os.path.realpath(self.address)
        passed = frozenset(os.path.relpath(os.path.realpath(path), root) for path in own)
        return _walk(self.address, "", avoided, passed)

    def is_missing(self) -> bool:
        """Whether the folder is still to be made."""
        return not os.path.lexists(self.address)

    def opened(self, name: str) -> AbstractContextManager[tuple[Source, str]]:
        """The open file."""
        return _Opened(self.path(name))

    def identity(self, name: str) -> str:
        return ""

    def fetch(self, name: str, path: str, said: str = "") -> str:
        raise AssertionError("a local file is worked on where it lies")

    def deliver(self, path: str, name: str) -> str:
        raise AssertionError("a local file is written where it will lie")

    def holds(self, name: str) -> bool:
        return os.path.lexists(self.path(name))


class _Opened:
    """A local file as a Source and without an identity of its own."""

    def __init__(self, path: str) -> None:
        self._open = open_source(path)

    def __enter__(self) -> tuple[Source, str]:
        return self._open.__enter__(), ""

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(*error)  # type: ignore[arg-type]  # handed on as they came


def _walk(folder: str, below: str, without: str | None, own: frozenset[str]) -> Iterator[Found]:
    """The files of one folder and of those in it; as many folders are open as are nested.

    Not sorted: to sort a folder of a million names is to hold them all.
    """
    try:
        entries = os.scandir(folder)
    except OSError as error:
        cause = error.strerror or str(error)
        fault = CannotRead("cannot be opened: {cause}", path=printable(folder), cause=cause)
        yield Found(below or ".", fault=fault)
        return
    with entries:
        for entry in entries:
            base = entry.name
            if not is_looked_at(base):
                continue
            name = below + "/" + base if below else base
            try:
                if entry.is_dir(follow_symlinks=False):
                    if without is None or os.path.realpath(entry.path) != without:
                        yield from _walk(entry.path, name, without, own)
                elif (
                    name not in own
                    and entry.is_file()
                    and not (base.endswith(SUFFIX) and _accompanies(entry))
                ):
                    yield Found(name)
            except OSError as error:  # gone, or a link in a circle
                cause = error.strerror or str(error)
                yield Found(name, fault=CannotRead("cannot be opened: {cause}", cause=cause))


def _accompanies(entry: os.DirEntry[str]) -> bool:
    """Whether what is called a sidecar is another file's."""
    return os.path.exists(entry.path.removesuffix(SUFFIX))
