"""A manifest as Parquet: the rows that hold, of each name the last, in groups of rows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

import pyarrow
from pyarrow import parquet

from hegui.batch.index import rows
from hegui.batch.rows import Row
from hegui.errors import CannotWrite
from hegui.files.source import printable
from hegui.files.syncing import sync_directory
from hegui.files.target import TEMPORARY_SUFFIX

_GROUP = 50_000  # rows: what is held in memory
_TEXTS = pyarrow.list_(pyarrow.string())
_TYPES = {
    "size": pyarrow.int64(),
    "unseen": pyarrow.int32(),
    "seconds": pyarrow.float64(),
    "signs": _TEXTS,
    "failed": _TEXTS,
    "warned": _TEXTS,
}
_COLUMNS = tuple(name for name in Row._fields if name != "error")
_FAULT = ("kind", "reason", "place")
SCHEMA = pyarrow.schema(
    [(name, _TYPES.get(name, pyarrow.string())) for name in _COLUMNS]
    + [(f"error_{name}", pyarrow.string()) for name in _FAULT]
)
"""One column a field of :class:`hegui.batch.rows.Row`, the error's three as error_…."""


def write_parquet(manifest: str, path: str) -> int:
    """Writes a manifest's rows to ``path``, which takes its name when complete; how many.

    An older file of that name is replaced. Raises CannotRead, UsageError, CannotWrite.
    """
    temporary = f"{path}.{os.urandom(6).hex()}{TEMPORARY_SUFFIX}"
    count = 0
    try:
        with parquet.ParquetWriter(temporary, SCHEMA, compression="zstd") as writer:
            found = rows(manifest)
            while some := list(islice(found, _GROUP)):
                writer.write_table(pyarrow.Table.from_pylist(list(_records(some)), SCHEMA))
                count += len(some)
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_directory(os.path.dirname(path))
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotWrite(
            "cannot be written: {cause}", path=printable(path), cause=cause
        ) from error
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
    return count


def _records(some: list[Row]) -> Iterator[dict[str, object]]:
    for row in some:
        record = {name: _utf8(getattr(row, name)) for name in _COLUMNS}
        for name in _FAULT:
            record[f"error_{name}"] = _utf8(getattr(row.error, name)) if row.error else None
        yield record


def _utf8(value: object) -> object:
    """A name that is no UTF-8 with its stray bytes escaped: Parquet's text is UTF-8."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
