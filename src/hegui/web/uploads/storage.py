"""Files read from storage that was allowed: directories of this machine, and fsspec addresses.

An address is compared with what was allowed before anything is opened. Of a directory the file is
opened below its opened root step by step, so that neither ".." nor a link leads out of it. Of an
fsspec address the scheme and what follows must begin as one that was allowed; those with "http" in
them are never opened, for whoever answers there could redirect anywhere.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hegui.extras import needed
from hegui.web.problems import Problem

if TYPE_CHECKING:
    from hegui.web.uploads.upload import Upload

_BLOCK = 1024 * 1024
_STEP = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW


def fetched(address: str, allowed: tuple[str, ...], upload: Upload) -> None:
    """Reads the file at ``address`` into ``upload``. Raises Problem."""
    for root in allowed:
        if "://" in root:
            if _below(address, root):
                _from_filesystem(address, upload)
                return
        elif address.startswith("/") and (rest := _relative(address, root)) is not None:
            _from_directory(root, rest, upload)
            return
    raise Problem("NotStorage", "the service may not read from there")


def _relative(address: str, root: str) -> list[str] | None:
    """The steps from ``root`` to ``address``; None where it does not lie below."""
    above, steps = root.rstrip("/").split("/"), address.split("/")
    below = steps[len(above) :]
    if steps[: len(above)] != above or not below:
        return None
    return None if any(one in ("", ".", "..") for one in below) else below


def _from_directory(root: str, steps: list[str], upload: Upload) -> None:
    """Opens each step from the one before, and no link: nothing can be exchanged on the way."""
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for at, step in enumerate(steps):
            kind = os.O_DIRECTORY if at < len(steps) - 1 else os.O_NONBLOCK
            following = os.open(step, _STEP | kind, dir_fd=here)
            os.close(here)
            here = following
        if not stat.S_ISREG(os.fstat(here).st_mode):
            raise _unreadable()
        while block := os.read(here, _BLOCK):
            upload.write(block)
    except (OSError, ValueError):
        raise _unreadable() from None
    finally:
        os.close(here)


def _below(address: str, root: str) -> bool:
    """Whether an fsspec address lies below one that was allowed."""
    asked, given = urlsplit(address), urlsplit(root)
    if "http" in asked.scheme or "::" in address or "\\" in address:
        return False
    if (asked.scheme, asked.netloc) != (given.scheme, given.netloc):
        return False
    path, above = asked.path, given.path.rstrip("/") + "/"
    steps = path.split("/")[1:]
    return path.startswith(above) and not any(one in ("", ".", "..") for one in steps)


def _from_filesystem(address: str, upload: Upload) -> None:
    with needed("batch"):
        from hegui.web.uploads import filesystems
    try:
        for block in filesystems.blocks(address):
            upload.write(block)
    except (OSError, ValueError) as error:
        raise _unreadable() from error


def _unreadable() -> Problem:
    """The same for all that is not a file there: what else is there is nobody's business."""
    return Problem("NotStorage", "no file that can be read is there")
