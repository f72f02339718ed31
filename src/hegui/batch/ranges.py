"""A Source over ranged reads: of a remote file only what a parser asks for is moved."""

from __future__ import annotations

import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol, TypeVar

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source, read_at

_Answer = TypeVar("_Answer")
_FIRST = 16 * 1024
_DISTANT = 1024  # many formats are a row of pieces, and of each only the head is looked at
_FOLLOWING = 64 * 1024
_MOST_KEPT = 8 * 1024 * 1024  # bytes: a file is walked more than once
_COPY = 8 * 1024 * 1024


class Remote(Protocol):
    """An open remote file: every read after a seek is one request."""

    def seek(self, offset: int, /) -> object: ...

    def read(self, length: int, /) -> bytes: ...


Asked = Callable[[Callable[[], bytes], str], bytes]
"""Calls again where the storage errs; raises CannotRead at last."""


class RangedSource(Source):
    """A remote file. A context: what was copied for it goes at the end.

    Who needs the open file itself (a seal is verified over all of the content, a C2PA manifest by
    another library) finds it in ``descriptor``: then all of it is fetched, once.
    """

    __slots__ = ("_asked", "_copy", "_keeping", "_kept", "_remote", "_whole", "moved")

    def __init__(
        self,
        name: str,
        size: int,
        remote: Remote,
        asked: Asked,
        whole: Callable[[str], None] | None = None,
    ) -> None:
        """``whole`` makes a copy of the file at a path, for a server that sends no ranges."""
        self._whole = whole
        self._remote = remote
        self._asked = asked
        self._copy: int | None = None
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        self._keeping = 0
        self.moved = 0
        super().__init__(name, size)

    def __enter__(self) -> RangedSource:
        return self

    def __exit__(self, *error: object) -> None:
        if self._copy is not None:
            os.close(self._copy)

    @property
    def descriptor(self) -> int | None:
        """All of the file as an open local one, fetched when it is first asked for."""
        if self._copy is None:
            self._copy = self._fetched()
        return self._copy

    @descriptor.setter
    def descriptor(self, value: int | None) -> None:
        assert value is None

    def _fetched(self) -> int:
        with tempfile.TemporaryFile(prefix="hegui-") as file:
            for at in range(0, self.size, _COPY):
                file.write(self._range(at, min(_COPY, self.size - at)))
            file.flush()
            return os.dup(file.fileno())

    def _fill(self, offset: int, length: int) -> bytes:
        kept = self._kept.get(offset)
        if kept is not None and len(kept) >= min(length, self.size - offset):
            self._window, self._window_start = kept, offset
            return kept[:length]
        if offset == 0:
            window = _FIRST
        elif offset == self._window_start + len(self._window):
            window = _FOLLOWING
        else:
            window = _DISTANT
        want = min(max(length, window), self.size - offset)
        self._total += want
        if self._total > self.ceilings.total:
            raise CeilingExceeded(
                "more than {ceiling} bytes read in all",
                path=self.name,
                place=f"byte {offset}",
                ceiling=self.ceilings.total,
            )
        data = self._range(offset, want)
        if len(data) < length:
            raise BrokenFile(
                "the file became shorter while it was read", path=self.name, place=f"byte {offset}"
            )
        self._window, self._window_start = data, offset
        self._keep(offset, data)
        return data[:length]

    def _keep(self, offset: int, data: bytes) -> None:
        """Remembers a range, and forgets the oldest where there are too many bytes."""
        if len(data) > _MOST_KEPT:
            return
        self._keeping += len(data) - len(self._kept.pop(offset, b""))
        self._kept[offset] = data
        while self._keeping > _MOST_KEPT:
            self._keeping -= len(self._kept.popitem(last=False)[1])

    def _range(self, offset: int, length: int) -> bytes:
        ignored = False

        def call() -> bytes:
            nonlocal ignored
            try:
                self._remote.seek(offset)
                return self._remote.read(length)
            except ValueError:  # fsspec's: the server sends all of a file, whatever it is asked for
                if self._whole is None:
                    raise
                ignored = True
                return b""

        if self._copy is None:
            data = self._asked(call, self.name)
            if not ignored:
                self.moved += length
                return data
            self._copy = self._copied()
        return read_at(self._copy, offset, length, self.name)

    def _copied(self) -> int:
        """All of the file as an open local one, of a server that sends no ranges."""
        assert self._whole is not None
        if self.size > self.ceilings.total:
            raise CeilingExceeded(
                "more than {ceiling} bytes read in all",
                path=self.name,
                ceiling=self.ceilings.total,
            )
        with tempfile.TemporaryDirectory(prefix="hegui-") as folder:
            copy = os.path.join(folder, "copy")
            self._whole(copy)
            self.moved += os.path.getsize(copy)
            return os.open(copy, os.O_RDONLY | os.O_CLOEXEC)
