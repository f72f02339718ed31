"""The SHA-256 of a whole file, read in blocks."""

from __future__ import annotations

import hashlib

from hegui.files.source import Source, read_at

_BLOCK = 1024 * 1024


def file_digest(source: Source) -> str:
    """ "sha256:…" of everything in ``source``. Raises CannotRead where it cannot be read."""
    if source.whole is not None:
        return f"sha256:{hashlib.sha256(source.whole).hexdigest()}"
    assert source.descriptor is not None
    hasher = hashlib.sha256()
    for at in range(0, source.size, _BLOCK):
        length = min(_BLOCK, source.size - at)
        hasher.update(read_at(source.descriptor, at, length, source.name))
    return f"sha256:{hasher.hexdigest()}"
