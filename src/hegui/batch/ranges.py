"""A Source over ranged reads: of a remote file only what a parser asks for is moved."""

from __future__ import annotations

import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol, TypeVar

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source

_Answer = TypeVar("_Answer")
_FIRST = 16 * 1024
_DISTANT = 4 * 1024
_FOLLOWING = 64 * 1024
_MOST_KEPT = 32  # ranges: what is looked at again is near the file's beginning and its end
_LARGEST_KEPT = 256 * 1024
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

    __slots__ = ("_asked", "_copy", "_kept", "_remote", "moved")

    def __init__(self, name: str, size: int, remote: Remote, asked: Asked) -> None:
        self._remote = remote
        self._asked = asked
        self._copy: int | None = None
        self._kept: OrderedDict[int, bytes] = OrderedDict()
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
        for start, data in self._kept.items():
            if start <= offset and offset + length <= start + len(data):
                self._kept.move_to_end(start)
                self._window, self._window_start = data, start
                return data[offset - start : offset - start + length]
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
        if len(data) <= _LARGEST_KEPT:
            self._kept[offset] = data
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return data[:length]

    def _range(self, offset: int, length: int) -> bytes:
        def call() -> bytes:
            self._remote.seek(offset)
            return self._remote.read(length)

        self.moved += length
        return self._asked(call, self.name)
