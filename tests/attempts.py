"""What must hold for any bytes whatever: a result that reads back, or one of our own errors."""

from __future__ import annotations

from hegui.errors import FileError
from hegui.files.edits import apply_edits
from hegui.files.source import DEFAULT_CEILINGS, Ceilings, Source
from hegui.implicit.table import open_container
from tests.builders.labels import BARE


def attempt(data: bytes, suffix: str, ceilings: Ceilings = DEFAULT_CEILINGS) -> None:
    """Reads one file and labels it; a planned label must be the new file's only one.

    Raises AssertionError, or whatever else than a FileError the code under test raises.
    """
    name = "attempt" + suffix
    try:
        container = open_container(Source.of_bytes(data, name, ceilings))
        container.read()
        edits = container.plan(BARE)
    except FileError as error:
        if error.path != name or not str(error):
            raise AssertionError(f"an error that names no file: {error!r}") from error
        return
    result = apply_edits(data, edits)
    sites = type(container)(Source.of_bytes(result, name)).read().sites
    assert [site.prescribed for site in sites] == [True], sites
