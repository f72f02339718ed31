"""What a place is: a tree of files under an address, wherever that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from hegui.config import FILE_NAME
from hegui.errors import CannotRead, HeguiError
from hegui.files.source import Source, printable
from hegui.files.target import TEMPORARY_SUFFIX

FILE = "file://"


class Found(NamedTuple):
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

    def walk(self, without: str | None = None, own: Collection[str] = ()) -> Iterator[Found]:
        """Every file that is looked at, as it is found: nothing is held but the way to it.

        Hidden files, sidecars, hegui.toml, the folder ``without`` and the files of this machine
        at the paths ``own`` are passed over.
        """

    def is_missing(self) -> bool:
        """Whether there is no such folder yet, and one is made of itself. Raises CannotRead."""

    def opened(self, name: str) -> AbstractContextManager[tuple[Source, str]]:
        """A file as a Source, and its identity as the place has it ("" on this machine)."""

    def identity(self, name: str) -> str:
        """What the place says of a file's state; "" where it has none. Raises CannotRead."""

    def fetch(self, name: str, path: str, said: str = "") -> str:
        """A copy of a file at ``path``; the identity of what was copied, which is ``said`` where
        that is given. Raises CannotRead, FileChanged."""

    def deliver(self, path: str, name: str) -> str:
        """The file at ``path`` under ``name``; its identity there. Raises CannotWrite."""

    def holds(self, name: str) -> bool:
        """Whether a file of that name is there."""


def no_file(address: str) -> CannotRead:
    """That a place has nothing to work on: a wrong address, perhaps."""
    template = "holds no file that is looked at (hidden files are passed over)"
    return CannotRead(template, path=printable(address))


def is_remote(address: str) -> bool:
    """Whether an address is one of fsspec and no path."""
    return "://" in address and not address.startswith(FILE)


def is_looked_at(name: str) -> bool:
    """Whether a file of that name is one to work on; sidecars are told by their neighbours."""
    base = name.rpartition("/")[2]
    return not (base.startswith(".") or base.endswith(TEMPORARY_SUFFIX) or base == FILE_NAME)
