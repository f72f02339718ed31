"""Banks written: JSON Lines, CSV or YAML in UTF-8, complete or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

import yaml

from hegui.assess.banks.item import BankKind, Item
from hegui.assess.banks.rows import form_of
from hegui.assess.storing import write_text
from hegui.errors import UsageError

_OPTIONAL = ("suggested_by", "released_by", "note")


def write_bank(path: str, kind: BankKind, items: Iterable[Item], *, overwrite: bool) -> None:
    """Writes a bank in the form that the name's suffix says. Raises CannotWrite, UsageError."""
    table = [members(one, kind) for one in items]
    form = form_of(path)
    if form == "jsonl":
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in table)
    elif form == "csv":
        text = _csv(table)
    elif form == "yaml":
        text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False)
    else:
        raise UsageError("a bank is written as .csv, .jsonl or .yaml")
    write_text(path, text, overwrite=overwrite)


def members(item: Item, kind: BankKind) -> dict[str, str]:
    """One item under the names of its file's columns."""
    said = {
        "id": item.id,
        "keyword" if kind is BankKind.KEYWORDS else "question": item.text,
        "aspect" if kind is BankKind.ACCEPT else "risk": item.of,
        "source": item.source,
        "licence": item.licence,
        "state": item.state.value,
        "date": item.day.isoformat() if item.day else "",
        "suggested_by": item.suggested_by,
        "released_by": item.released_by,
        "note": item.note,
    }
    return {key: value for key, value in said.items() if value or key not in _OPTIONAL}


def _csv(table: list[dict[str, str]]) -> str:
    names = list(dict.fromkeys(name for row in table for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()
