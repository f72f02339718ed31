"""Most of a large file copied while its label is still being worked out.

What lies on one side of the join is known to stay: the kernel copies it in a thread of its own
to where it will stand, the disk begins with it meanwhile, and only the rest is written when the
edits are known. Should they say otherwise, what was copied is written over.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from hegui.errors import CannotWrite
from hegui.explicit.sound.splicing import write
from hegui.files.copying import copy_edited
from hegui.files.edits import Edit, Edits, pieces
from hegui.files.flushing import FlushBehind
from hegui.files.source import Source

if TYPE_CHECKING:
    from types import TracebackType

_LEAST = 8 * 1024 * 1024
"""Below so many bytes a thread is not worth it."""
_BLOCK = 32 * 1024 * 1024


class Ahead:
    """The new file ``sink`` of ``source``, a part of which may be copied before the rest is known.

    To be used in a ``with`` statement, at whose end nothing is being copied any more.
    """

    def __init__(self, source: Source, sink: str) -> None:
        self._source = source
        self._sink = sink
        self._descriptor = -1
        self._thread: threading.Thread | None = None
        self._behind: FlushBehind | None = None
        self._stopped = False
        self._start = self._done = self._shift = 0

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped = True
        if self._thread:
            self._thread.join()
        try:
            if self._behind:
                self._behind.__exit__(kind, error, trace)
        except OSError as fault:
            raise self._failed(fault) from fault
        finally:
            if self._descriptor >= 0:
                os.close(self._descriptor)

    def begin(self, start: int, end: int, shift: int) -> None:
        """Begins to copy ``start:end`` to where it will stand, ``shift`` bytes further on."""
        if end - start < _LEAST or self._source.descriptor is None:
            return
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            self._descriptor = os.open(self._sink, flags, 0o600)
        except OSError as error:
            raise self._failed(error) from error
        self._start = self._done = start
        self._shift = shift
        self._behind = FlushBehind(self._descriptor)
        self._thread = threading.Thread(target=self._copy, args=(end,), daemon=True)
        self._thread.start()

    def finish(self, edits: Edits) -> None:
        """The whole new file. Raises CannotWrite, CannotRead, FileChanged."""
        if self._thread is None:
            write(self._source, edits, self._sink)
            return
        self._thread.join()
        try:
            at = 0
            for piece in pieces(self._source.size, edits):
                if isinstance(piece, bytes):
                    at = self._put(piece, at)
                    continue
                start, end = piece
                if at - start == self._shift and self._start <= start < self._done:
                    known = min(end, self._done)
                    at, start = at + known - start, known
                if start < end:
                    at = self._copied(start, end, at)
            os.ftruncate(self._descriptor, at)
        except OSError as error:
            raise self._failed(error) from error

    def _copy(self, end: int) -> None:
        """What cannot be copied here is copied in the end, and meets its error there."""
        if not hasattr(os, "copy_file_range"):
            return
        source = self._source.descriptor
        assert source is not None
        with suppress(OSError):
            while self._done < end and not self._stopped:
                count = min(end - self._done, _BLOCK)
                to = self._done + self._shift
                done = os.copy_file_range(source, self._descriptor, count, self._done, to)
                if not done:
                    return
                self._done += done
                if self._behind:
                    self._behind.wrote(self._done + self._shift)

    def _put(self, data: bytes, at: int) -> int:
        view = memoryview(data)
        while view:
            done = os.pwrite(self._descriptor, view, at)
            view, at = view[done:], at + done
        return at

    def _copied(self, start: int, end: int, at: int) -> int:
        os.lseek(self._descriptor, at, os.SEEK_SET)
        left_out = (Edit(0, start, b""), Edit(end, self._source.size - end, b""))
        return at + copy_edited(self._source, left_out, self._descriptor)

    def _failed(self, error: OSError) -> CannotWrite:
        cause = error.strerror or str(error)
        return CannotWrite("cannot be written: {cause}", path=self._sink, cause=cause)
