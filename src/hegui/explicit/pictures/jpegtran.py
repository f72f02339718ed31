"""libjpeg's program jpegtran: a rectangle taken out of a JPEG, and a patch put into one.

Neither touches a coefficient outside. Both begin with reading all coefficients of the picture,
which is most of their work, and -drop needs those of the patch only then: so it is started with
the head of the patch alone, and reads the picture while the patch is still being made of what
-crop takes out.
"""

from __future__ import annotations

import os
import subprocess
import threading
from types import TracebackType

from hegui.explicit.pictures.jpeg_codec import named_file

_SECONDS = 120
_BLOCK = 4096  # bytes that libjpeg reads at a time, and waits for (jdatasrc.c, INPUT_BUF_SIZE)
_COM = b"\xff\xfe"
# The coefficients of 12 megapixels are 36 MB, and to be given them page by page is a third of the
# program's time: large pages, where GNU's library and Linux have them.
_TUNABLES, _LARGE_PAGES = "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"


def crop(program: str, whole: str, width: int, height: int, left: int, top: int) -> bytes | None:
    """The rectangle as a JPEG; None where the program fails or so much as warns."""
    with named_file(b"") as output:
        command = [program, "-copy", "none", "-crop", f"{width}x{height}+{left}+{top}", whole]
        try:
            # Into a file in memory: megabytes through a pipe take as long as making them.
            with open(output, "r+b") as made:
                subprocess.run(
                    command,
                    stdout=made,
                    stderr=subprocess.DEVNULL,
                    env=_environment(),
                    timeout=_SECONDS,
                    check=True,
                )
        except (OSError, subprocess.SubprocessError):
            return None
        return _whole(output)


class Dropping:
    """jpegtran -drop at work on a picture. A context: at its end the program has ended."""

    def __init__(self, program: str, whole: str, left: int, top: int, *options: str) -> None:
        """``whole`` is the picture's name, ``left`` and ``top`` where the patch comes to lie."""
        where = ["-drop", f"+{left}+{top}", "/dev/stdin"]
        self._command = [program, "-copy", "none", *where, *options, whole]
        self._file = named_file(b"")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Dropping:
        self._output = self._file.__enter__()
        try:
            with open(self._output, "r+b") as made:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=made,
                    stderr=subprocess.DEVNULL,
                    env=_environment(),
                    bufsize=0,
                )
        except OSError:
            return self  # said by made()
        self._end = threading.Timer(_SECONDS, self._process.kill)
        self._end.daemon = True
        self._end.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._end.cancel()
            self._process.kill()
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait()
        self._file.__exit__(kind, error, where)

    def begin(self, head: bytes) -> None:
        """Gives the patch up to its scan: SOI, tables and headers, SOS the last of them."""
        # As whole blocks, or the program would wait for the scan before it reads the picture.
        room = -(len(head) + len(_COM) + 2) % _BLOCK
        comment = _COM + (room + 2).to_bytes(2, "big") + bytes(room)
        self._give(head[:2] + comment + head[2:])

    def end(self, scan: bytes) -> None:
        """Gives what follows the head."""
        self._give(scan)
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def made(self) -> bytes | None:
        """The picture with the patch; None where the program fails or so much as warns."""
        if self._process is None or self._process.wait() != 0:
            return None
        return _whole(self._output)

    def _give(self, data: bytes) -> None:
        if self._process is None:
            return
        assert self._process.stdin is not None
        view = memoryview(data)
        try:
            while view:
                view = view[self._process.stdin.write(view) :]
        except BrokenPipeError:
            return  # it has ended: its status tells


def _environment() -> dict[str, str]:
    set_already = os.environ.get(_TUNABLES)
    tunables = f"{set_already}:{_LARGE_PAGES}" if set_already else _LARGE_PAGES
    return {**os.environ, _TUNABLES: tunables}


def _whole(path: str) -> bytes | None:
    with open(path, "rb") as made:
        data = made.read()
    return data if data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9") else None
