"""Where files come from and go to: a folder of this machine, or whatever fsspec reaches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from hegui.config import FILE_NAME
from hegui.errors import CannotRead, HeguiError
from hegui.extras import needed
from hegui.files.source import Source, open_source, printable
from hegui.files.target import TEMPORARY_SUFFIX
from hegui.implicit.sidecar import SUFFIX

_FILE = "file://"


@dataclass(frozen=True, slots=True)
class Found:
    """One file of a listing: its path below the place, with slashes, and its size in bytes
    (0 where the listing does not say). ``sidecar`` is whether an XMP file lies beside it, None
    where the listing does not say. ``fault`` is why nothing can be done with what is there."""

    name: str
    size: int = 0
    sidecar: bool | None = None
    fault: HeguiError | None = None


class Place(Protocol):
    """A tree of files under an address."""

    address: str
    local: str | None
    """The folder on this machine; None where it is none."""
    tries: int
    """How often what errs is asked in all."""

    def walk(self, without: str | None = None) -> Iterator[Found]:
        """Every file that is looked at, as it is found: nothing is held but the way to it.

        Hidden files, sidecars, hegui.toml and the folder ``without`` are passed over.
        """

    def opened(self, name: str) -> AbstractContextManager[tuple[Source, str]]:
        """A file as a Source, and its identity as the place has it ("" on this machine)."""

    def identity(self, name: str) -> str:
        """What the place says of a file's state; "" where it has none. Raises CannotRead."""

    def fetch(self, name: str, path: str) -> str:
        """A copy of a file at ``path``; the identity of what was copied. Raises CannotRead."""

    def deliver(self, path: str, name: str) -> str:
        """The file at ``path`` under ``name``; its identity there. Raises CannotWrite."""

    def holds(self, name: str) -> bool:
        """Whether a file of that name is there."""


def is_remote(address: str) -> bool:
    """Whether an address is one of fsspec and no path."""
    return "://" in address and not address.startswith(_FILE)


def place_of(address: str) -> Place:
    """The place under an address. Raises MissingExtra, UsageError."""
    if not is_remote(address):
        return LocalPlace(address.removeprefix(_FILE))
    with needed("batch"):
        from hegui.batch.remote import RemotePlace
    return RemotePlace(address)


def is_looked_at(name: str) -> bool:
    """Whether a file of that name is one to work on; sidecars are told by their neighbours."""
    base = name.rpartition("/")[2]
    return not (base.startswith(".") or base.endswith(TEMPORARY_SUFFIX) or base == FILE_NAME)


class LocalPlace:
    """A folder of this machine."""

    def __init__(self, folder: str) -> None:
        self.address = folder
        self.local: str | None = folder
        self.tries = 1

    def path(self, name: str) -> str:
        """Where a file lies."""
        return os.path.join(self.address, name)

    def walk(self, without: str | None = None) -> Iterator[Found]:
        """The files as the system lists them, folder by folder."""
        if not os.path.isdir(self.address):
            template = "is no folder: name the folder that holds the files"
            raise CannotRead(template, path=printable(self.address))
        avoided = os.path.realpath(without) if without else None
        return _walk(self.address, "", avoided)

    def opened(self, name: str) -> AbstractContextManager[tuple[Source, str]]:
        """The open file."""
        return _Opened(self.path(name))

    def identity(self, name: str) -> str:
        return ""

    def fetch(self, name: str, path: str) -> str:
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


def _walk(folder: str, below: str, without: str | None) -> Iterator[Found]:
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
            name = below + "/" + entry.name if below else entry.name
            if not is_looked_at(entry.name):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if without is None or os.path.realpath(entry.path) != without:
                        yield from _walk(entry.path, name, without)
                elif entry.is_file() and not _accompanies(entry):
                    yield Found(name)
            except OSError as error:  # gone, or a link in a circle
                cause = error.strerror or str(error)
                yield Found(name, fault=CannotRead("cannot be opened: {cause}", cause=cause))


def _accompanies(entry: os.DirEntry[str]) -> bool:
    """Whether it is another file's sidecar."""
    return entry.name.endswith(SUFFIX) and os.path.exists(entry.path.removesuffix(SUFFIX))
