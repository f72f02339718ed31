"""The text column of a Parquet file, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyarrow
import pyarrow.parquet

from hegui.errors import BrokenFile

_ROWS = 4096


def column_of_text(file: IO[bytes], name: str, names: tuple[str, ...]) -> Iterator[str]:
    """The values of the first of ``names`` that is a column of strings, missing ones left out.

    Raises BrokenFile for what is no Parquet, or has no such column.
    """
    try:
        table = pyarrow.parquet.ParquetFile(file)
        kinds = {field.name: field.type for field in table.schema_arrow}
        column = next((one for one in names if _is_text(kinds.get(one))), None)
        if column is None:
            raise BrokenFile("has no text under {columns}", path=name, columns=" / ".join(names))
        for batch in table.iter_batches(batch_size=_ROWS, columns=[column]):
            yield from (one for one in batch.column(0).to_pylist() if one is not None)
    except pyarrow.ArrowException as error:
        raise BrokenFile("is no Parquet: {cause}", path=name, cause=str(error)[:200]) from error


def _is_text(kind: object) -> bool:
    return kind is not None and (
        pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)
    )
