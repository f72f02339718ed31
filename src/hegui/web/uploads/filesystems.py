"""Files behind fsspec addresses, block by block. What may be asked for, ``storage`` has decided."""

from __future__ import annotations

from collections.abc import Iterator

import fsspec

_BLOCK = 1024 * 1024


def blocks(address: str) -> Iterator[bytes]:
    """The bytes of the file at ``address``. Raises OSError and ValueError."""
    with fsspec.open(address, "rb") as file:
        while block := file.read(_BLOCK):
            yield block
