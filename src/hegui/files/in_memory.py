"""Content held in memory, for whoever draws, decodes or signs and works on files only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from hegui.errors import CannotWrite, HeguiError
from hegui.files.target import Target


@contextmanager
def as_file(data: bytes, name: str) -> Iterator[tuple[str, Target]]:
    """A private file that holds ``data``, and where a result goes that is read back and gone.

    ``name``'s suffix is kept: it tells Markdown from other text. What is wrong with the file is
    said of ``name``, never of a file that nobody has seen. Raises CannotWrite.
    """
    import tempfile  # 10 ms to import, and files that lie on a disk need none of it

    with tempfile.TemporaryDirectory(prefix="hegui-") as directory:
        suffix = os.path.splitext(name)[1] if not name.startswith("<") else ""
        path = os.path.join(directory, "work" + suffix)
        try:
            with open(path, "wb") as file:
                file.write(data)
        except OSError as error:
            cause = error.strerror or str(error)
            raise CannotWrite("cannot be written: {cause}", path=path, cause=cause) from error
        try:
            yield path, Target(os.path.join(directory, "result" + suffix), durable=False)
        except HeguiError as error:
            if error.path == path:
                error.path = name
            raise
