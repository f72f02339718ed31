"""Writing a labelled work whose label is spliced in: edits carried out into a private file."""

from __future__ import annotations

import os

from hegui.errors import CannotWrite, UsageError
from hegui.files.copying import copy_edited
from hegui.files.edits import Edits
from hegui.files.source import Source, printable


def write_spliced(source: Source, edits: Edits, sink: str) -> None:
    """Writes the edited work to ``sink``, which is made or emptied; readable by its owner only.

    Raises UsageError where ``sink`` is the original itself, CannotWrite, CannotRead, FileChanged.
    """
    name = printable(sink)
    try:
        descriptor = os.open(sink, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise CannotWrite("cannot be written: {cause}", path=name, cause=cause) from error
    try:
        if source.opened is not None and os.path.samestat(os.fstat(descriptor), source.opened):
            raise UsageError("is the original itself; a label goes into a new file", path=name)
        os.ftruncate(descriptor, 0)
        copy_edited(source, edits, descriptor)
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotWrite("cannot be written: {cause}", path=name, cause=cause) from error
    finally:
        os.close(descriptor)
