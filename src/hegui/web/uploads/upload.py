"""One upload: an open file that has no name, in memory while it is small."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from types import TracebackType

from hegui.web.problems import Problem

IN_MEMORY = 1024 * 1024


class Upload:
    """Bytes as they arrive: up to 1 MiB in memory (memfd), more in a file without a name.

    ``directory`` is where such a file lies, ``largest`` the ceiling in bytes. ``descriptor`` is
    the open file, ``size`` and ``sha256`` (hexadecimal) what has arrived. ``name`` is what the
    client calls it, fit to be shown, and never the name of a file. ``fields`` are the texts that
    came with it in a form.
    """

    def __init__(self, directory: str, largest: int) -> None:
        self.name = "upload"
        self.fields: dict[str, str] = {}
        self.size = 0
        self._directory = directory
        self._largest = largest
        self._digest = hashlib.sha256()
        self._memory = True
        self.descriptor = os.memfd_create("upload", os.MFD_CLOEXEC)

    @property
    def sha256(self) -> str:
        """Of what has arrived so far."""
        return self._digest.hexdigest()

    def write(self, data: bytes | memoryview) -> None:
        """Adds bytes. Raises Problem: TooLarge, NoSpace."""
        size = self.size + len(data)
        if size > self._largest:
            raise too_large(self._largest)
        self._digest.update(data)
        try:
            if self._memory and size > IN_MEMORY:
                self._to_disk()
            while data:
                data = memoryview(data)[os.write(self.descriptor, data) :]
        except OSError as error:
            raise no_space(error) from error
        self.size = size

    def close(self) -> None:
        """Lets it go; nothing of it is left."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> Upload:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _to_disk(self) -> None:
        there = os.open(self._directory, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            held = os.pread(self.descriptor, self.size, 0)
            while held:
                held = held[os.write(there, held) :]
        except BaseException:
            with suppress(OSError):
                os.close(there)
            raise
        os.close(self.descriptor)
        self.descriptor = there
        self._memory = False


def too_large(largest: int) -> Problem:
    """More than the ceiling of an upload."""
    return Problem("TooLarge", "an upload may have {largest} bytes at most", largest=largest)


def no_space(error: OSError) -> Problem:
    """A disk that takes no more."""
    return Problem("NoSpace", "the upload cannot be kept: {cause}", cause=error.strerror)
