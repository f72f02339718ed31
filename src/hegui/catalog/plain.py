"""Records and answers as plain JSON: what is empty is left out, ids name other records."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from hegui.catalog.days import Day
from hegui.catalog.records import Record
from hegui.catalog.store import Catalog
from hegui.catalog.types import AnyRecord

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def plain(value: object, *, whole: bool = False) -> Plain:
    """A value of the catalogue as JSON. A record within another value is named by its id.

    ``whole``: the value itself is a record, and all of it is wanted.
    """
    if isinstance(value, Record) and not whole:
        return value.id
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Day):
            return value.text
        parts = {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {name: part for name, part in parts.items() if part not in (None, "", [], {})}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no plain form of {type(value).__name__}")


def record(one: AnyRecord, catalog: Catalog | None = None) -> dict[str, Plain]:
    """A record as JSON; with a catalogue, its relations in both directions too."""
    body = plain(one, whole=True)
    assert isinstance(body, dict)
    out: dict[str, Plain] = {"type": type(one).__name__, **body}
    if catalog is not None:
        relations = catalog.relations(one.id)
        if relations:
            out["relations"] = plain(relations)
    return out
