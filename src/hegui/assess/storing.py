"""Files of an assessment: small texts written complete or not at all, and digests."""

from __future__ import annotations

import hashlib
import os

from hegui.assess.results import InputFile
from hegui.errors import CannotRead
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.files.writing import write_edited

_BLOCK = 1 << 20


def write_text(path: str, text: str, *, overwrite: bool) -> None:
    """Writes ``text`` in UTF-8 beside its target, synced and renamed. Raises CannotWrite."""
    source = Source.of_bytes(text.encode("utf-8"), path)
    target = Target(path, replace=overwrite)
    write_edited(source, (), target, original=None, verify=lambda _: None)


def digest_of(path: str, what: str = "") -> InputFile:
    """The digest and size of a file's bytes, read in blocks. Raises CannotRead."""
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise CannotRead("cannot be opened: {cause}", path=printable(path), cause=cause) from error
    return InputFile(what, os.fspath(path), digest.hexdigest(), size)
