"""Files as they may have been before an implicit label was written into them.

For one question only: whether a C2PA manifest that no longer holds was broken by the label and
by nothing else. Nothing here writes a file; a candidate is wrong or right as the manifest's own
hash says, so more may be tried than can be true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice

from hegui.errors import FileError
from hegui.files.edits import Edits
from hegui.implicit.container import Container, Reading

MOST = 12
"""How many candidates are tried for one file: each costs a validation of the manifest."""

_FINDERS = {
    "png": "flat",
    "jpeg": "flat",
    "gif": "flat",
    "webp": "webp",
    "mp4": "movie",
    "mov": "movie",
    "m4a": "movie",
    "3gp": "movie",
    "heif": "items",
    "avif": "items",
}


def candidates(container: Container, reading: Reading) -> Iterator[Edits]:
    """Edits after which the file may be as it was before its label, the likeliest first.

    None for a format of which that is not known, and for a file without a label.
    """
    module = _FINDERS.get(reading.kind.id)
    if module is None or not reading.sites:
        return
    found: Callable[[Container, Reading], Iterator[Edits]] = import_module(
        f"hegui.implicit.earlier.{module}"
    ).candidates
    try:
        yield from islice(found(container, reading), MOST)
    except FileError:
        return  # what cannot be followed was not written by hegui
