"""One table a type, for spreadsheets: UTF-8 with a byte order mark, since Excel asks for one."""

from __future__ import annotations

import csv
import io
import json

from hegui.catalog.plain import Plain, record
from hegui.catalog.reading import TYPES
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog

# A cell that begins so would be run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """A table a type; lists are set off by "; ", what is deeper is JSON."""
    files = {}
    for kind, name in TYPES.items():
        rows = [
            _flat(record(one))
            for one in catalog
            if type(one) is kind and selection.holds(catalog, one)
        ]
        files[f"{name}.csv"] = _table(rows)
    return files


def _table(rows: list[dict[str, str]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_harmless(row.get(column, "")) for column in columns] for row in rows)
    return "\ufeff" + out.getvalue()


def _flat(row: dict[str, Plain]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict) and value.keys() <= {"en", "zh"}:
            flat.update({f"{name}_{lang}": str(value.get(lang, "")) for lang in ("en", "zh")})
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            flat[name] = "; ".join(map(str, value))
        elif isinstance(value, list | dict):
            flat[name] = json.dumps(value, ensure_ascii=False)
        else:
            flat[name] = str(value)
    return flat


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell
