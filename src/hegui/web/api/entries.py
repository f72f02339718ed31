"""Entries of the ledger as the API gives them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pydantic import Field

from hegui.ledger.entries import Entry
from hegui.web.api.models import Model


class EntryRecord(Model):
    """One record of the ledger. Personal members are there where they were asked for and kept."""

    position: int = Field(description="Its place in the ledger, counted from 0.")
    time: str
    kind: str = Field(examples=["production"])
    record: dict[str, Any] = Field(
        examples=[{"producer": "001191440300708461136T1XGW3", "produce_id": "a3f1c9d2"}]
    )
    personal: str | None = Field(
        description="The commitment to its personal members, in hexadecimal; null without any."
    )


def entry_record(entry: Entry) -> dict[str, object]:
    """An entry as a JSON object; members that say nothing are left out."""
    record = entry.record
    members = {one.name: getattr(record, one.name) for one in fields(record)}
    return {
        "position": entry.position,
        "time": entry.time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "kind": record.kind,
        "record": {key: value for key, value in members.items() if value not in ("", False)},
        "personal": entry.commitment or None,
    }
