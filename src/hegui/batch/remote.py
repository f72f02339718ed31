"""Files under an address of fsspec: listed page by page, read in ranges, written in parts."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import fsspec
from fsspec.asyn import sync
from fsspec.core import url_to_fs

from hegui.batch import identity
from hegui.batch.contract import Found, is_looked_at
from hegui.batch.ranges import RangedSource
from hegui.errors import CannotRead, CannotWrite, FileChanged, FileError, HeguiError, UsageError
from hegui.files.source import Source, open_source
from hegui.implicit.sidecar import SUFFIX

_Answer = TypeVar("_Answer")
_GONE = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError)
_PAGE = 1000
_PART = 16 * 1024 * 1024  # bytes: s3fs sends what is over two of them in parts, several at once
_FIRST_WAIT = 0.2  # seconds; doubled each time


class RemotePlace:
    """A tree under an address. ``tries`` is how often what errs is asked in all."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.local: str | None = None
        self.tries = 3
        self._wholly = False  # whether the server was found to send whole files only
        try:
            self._fs, root = url_to_fs(address)
        except (ImportError, ValueError, OSError) as error:
            raise UsageError(
                "{address} cannot be used: {cause}", address=address, cause=str(error)
            ) from error
        self._root = str(root).rstrip("/")

    def walk(self, without: str | None = None, own: Collection[str] = ()) -> Iterator[Found]:
        """Every file, as the storage's pages come. Raises CannotRead where it cannot be listed."""
        web = "http" in self._protocols()  # where every address is a file, and some list others
        if not web and self._asked(lambda: bool(self._fs.isfile(self._root)), self.address):
            raise CannotRead(
                "is no folder: name the folder that holds the files", path=self.address
            )
        return _with_sidecars(self._files(without))

    def is_missing(self) -> bool:
        """Whether the folder is still to be made: storage of objects has none to make, and a
        bucket that is not there is a mistake."""
        if hasattr(self._fs, "_iterdir") or "http" in self._protocols():
            return False
        return not self._asked(lambda: bool(self._fs.exists(self._root)), self._root)

    def _files(self, without: str | None) -> Iterator[tuple[str, int]]:
        avoided = None
        if without is not None:
            other, root = url_to_fs(without)
            if type(other) is type(self._fs):
                avoided = str(root).rstrip("/") + "/"
        for path, size in self._paths():
            name = path[len(self._root) :].lstrip("/")
            hidden = any(part.startswith(".") for part in name.split("/"))
            if name and not hidden and not (avoided and path.startswith(avoided)):
                yield name, size

    def _paths(self) -> Iterator[tuple[str, int]]:
        if hasattr(self._fs, "_iterdir"):  # s3fs: a page at a time, the whole tree in one listing
            yield from self._keys()
            return
        folders = [self._root]
        while folders:
            folder = folders.pop()
            for info in self._asked(partial(self._fs.ls, folder, detail=True), folder):
                path = str(info["name"]).rstrip("/")
                if info.get("type") == "directory":
                    if path.startswith(folder) and path != folder:  # a web page links anywhere
                        folders.append(path)
                elif path.startswith(folder):
                    yield path, int(info.get("size") or 0)

    def _keys(self) -> Iterator[tuple[str, int]]:
        """Keys as s3fs pages through them: its public calls hold the whole listing in memory."""
        bucket, _, prefix = self._root.partition("/")
        pages = self._fs._iterdir(bucket, delimiter="", prefix=prefix + "/" if prefix else "")

        async def page() -> list[dict[str, Any]]:
            found = []
            async for info in pages:
                found.append(info)
                if len(found) == _PAGE:
                    break
            return found

        while True:
            # Not asked again on a fault: the iterator is spent then, and a listing with a gap in
            # it must not look like a whole one.
            try:
                found = sync(self._fs.loop, page)
            except Exception as error:
                raise _cannot_read(error, self.address) from error
            for info in found:
                if not str(info["name"]).endswith("/"):  # consoles make such keys for folders
                    yield str(info["name"]), int(info["size"])
            if len(found) < _PAGE:
                return

    @contextmanager
    def opened(self, name: str) -> Iterator[tuple[Source, str]]:
        """A file read in ranges, each of the same state of it. Raises CannotRead."""
        path = self._path(name)
        web = "http" in self._protocols()  # an open file of which knows its length alone
        info = self._asked(lambda: self._fs.info(path), path) if web else {}
        if web and (self._wholly or not info.get("size") or info.get("partial") is False):
            with self._copied(name, identity.of_info(info, self._mark(path, info))) as copied:
                yield copied
            return
        size = {"size": info["size"]} if web else {}
        file = self._asked(lambda: self._fs.open(path, "rb", cache_type="none", **size), path)
        # What the open file knows is of the state that is read: asking again might be of another.
        info = (
            info
            or getattr(file, "details", None)
            or self._asked(partial(self._fs.info, path), path)
        )
        said = identity.of_info(info, self._mark(path, info))

        def whole(copy: str) -> None:
            self._wholly = True
            self.fetch(name, copy, said)

        with file, RangedSource(name, int(info["size"]), file, self._asked, whole) as source:
            yield source, said

    @contextmanager
    def _copied(self, name: str, said: str) -> Iterator[tuple[Source, str]]:
        """All of a file, from a server that sends no ranges or does not say how long it is."""
        with tempfile.TemporaryDirectory(prefix="hegui-") as folder:
            copy = os.path.join(folder, "copy")
            said = self.fetch(name, copy, said)
            with open_source(copy, called=name) as source:
                yield source, said

    def _fresh(self) -> dict[str, Any]:
        return {"refresh": True} if "s3" in self._protocols() else {}

    def _protocols(self) -> tuple[str, ...]:
        protocol = self._fs.protocol
        return (protocol,) if isinstance(protocol, str) else tuple(protocol)

    def _mark(self, path: str, info: dict[str, Any]) -> str:
        kept = sorted((k, str(v)) for k, v in info.items() if k not in ("name", "Key", "type"))
        return str(fsspec.utils.tokenize(kept))

    def identity(self, name: str) -> str:
        """What the storage says of the file's state. Raises CannotRead."""
        path = self._path(name)
        info = self._asked(lambda: self._fs.info(path, **self._fresh()), path)
        return identity.of_info(info, self._mark(path, info))

    def fetch(self, name: str, path: str, said: str = "") -> str:
        """A copy at ``path``, of the state ``said`` where one is; the copy's identity."""
        there = self._path(name)
        before = said or self.identity(name)
        self._asked(lambda: self._fs.get_file(there, path), there)
        if self.identity(name) != before:
            raise FileChanged("changed while it was read", path=self._named(there))
        return before

    def deliver(self, path: str, name: str) -> str:
        """Puts a file there, in parts where it is large. Raises CannotWrite."""
        there = self._path(name)

        def put() -> None:
            if not self._fresh():  # object storage has no folders to be made
                self._fs.makedirs(self._fs._parent(there), exist_ok=True)
            self._fs.put_file(path, there, **({"chunksize": _PART} if self._fresh() else {}))

        try:
            self._asked(put, there)
            info = self._asked(lambda: self._fs.info(there, **self._fresh()), there)
        except FileError as error:
            cause = error.facts.get("cause", error.reason)
            raise CannotWrite(
                "cannot be written: {cause}", path=self._named(there), cause=cause
            ) from error
        length = os.stat(path).st_size
        if int(info["size"]) != length:
            raise CannotWrite(
                "is {have} bytes long there instead of {length}",
                path=self._named(there),
                have=info["size"],
                length=length,
            )
        return identity.of_info(info, self._mark(there, info))

    def holds(self, name: str) -> bool:
        """Whether the storage has a file of that name. Raises CannotRead."""
        path = self._path(name)

        def there() -> bool:
            try:
                return bool(self._fs.info(path, **self._fresh()))
            except FileNotFoundError:
                return False

        return self._asked(there, path)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _named(self, path: str) -> str:
        """A path of the storage as an address, as the place was called."""
        below = path.startswith(self._root + "/") or path == self._root
        return self.address + path[len(self._root) :] if below else path

    def _asked(self, call: Callable[[], _Answer], path: str) -> _Answer:
        """What the storage answers, asked again after a while where it errs."""
        path = self._named(path)
        wait = _FIRST_WAIT
        for left in range(self.tries - 1, -1, -1):
            try:
                return call()
            except HeguiError:
                raise
            except _GONE as error:
                raise _cannot_read(error, path) from error
            except Exception as error:
                # Each storage library has errors of its own, and what is lost is one file.
                if not left:
                    raise _cannot_read(error, path) from error
            time.sleep(wait * random.uniform(0.5, 1.5))
            wait *= 2
        raise AssertionError("tries is at least 1")


def _cannot_read(error: Exception, path: str) -> CannotRead:
    cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return CannotRead("cannot be read: {cause}", path=path, cause=cause)


def _with_sidecars(files: Iterator[tuple[str, int]]) -> Iterator[Found]:
    """Files without the sidecars among them, each with whether it has one.

    Storage lists names in order, so that a sidecar follows its file within a page: two pages are
    held. A page that ends in a name which still begins like the file's leaves it open.
    """
    held: list[tuple[str, int]] = []
    for page in _pages(files):
        yield from _told(held, page)
        held = page
    yield from _told(held, [])


def _told(page: list[tuple[str, int]], following: list[tuple[str, int]]) -> Iterator[Found]:
    names = {name for name, _ in page} | {name for name, _ in following}
    last = following[-1][0] if following else ""
    for name, size in page:
        if not is_looked_at(name) or (name.endswith(SUFFIX) and name.removesuffix(SUFFIX) in names):
            continue
        beside = name + SUFFIX in names
        yield Found(name, size, None if not beside and last.startswith(name) else beside)


def _pages(files: Iterator[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    page: list[tuple[str, int]] = []
    for one in files:
        page.append(one)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page
