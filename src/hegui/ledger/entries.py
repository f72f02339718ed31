"""A record as the bytes that are hashed into the tree, and read again from them.

An entry is one JSON object (RFC 8259), UTF-8, members sorted, no blanks:
``{"format":"hegui-entry/1","kind":…,"record":{…},"time":"2026-11-29T12:00:00.123Z"}``, with
``personal`` (SHA-256 of a salt of 32 bytes and the personal members' JSON, hexadecimal) where there
are such members, and ``clock`` where the clock had gone back behind the entry before.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

from hegui.errors import BrokenLedger, InvalidRecord
from hegui.ledger.records import KINDS, Record

FORMAT = "hegui-entry/1"
LARGEST = 0xFFFF
"""Bytes of an entry: its length has two bytes in an entry bundle (C2SP tlog-tiles)."""

_SALT_BYTES = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Personal:
    """The personal members of a record as stored: ``data`` is their JSON."""

    salt: bytes
    data: bytes

    @property
    def commitment(self) -> str:
        """What the entry holds of them."""
        return hashlib.sha256(self.salt + self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the ledger.

    ``position`` orders entries; ``time`` never runs backwards and is only information (``clock``
    is what the clock said where it had). ``record`` has its personal members empty where they were
    erased, or not asked for: ``commitment`` says that there were some, ``held`` that they are here.
    """

    position: int
    time: datetime
    record: Record
    data: bytes
    commitment: str = ""
    held: bool = False
    clock: datetime | None = None


def personal_of(record: Record) -> Personal | None:
    """The personal members under a new salt; None where there are none."""
    members = record.personal()
    if not members:
        return None
    return Personal(secrets.token_bytes(_SALT_BYTES), dump(members))


def encode_entry(
    record: Record, personal: Personal | None, time: int, clock: int | None = None
) -> bytes:
    """The entry's bytes. Times are milliseconds since 1970. Raises InvalidRecord."""
    members: dict[str, object] = {
        "format": FORMAT,
        "kind": record.kind,
        "record": record.public(),
        "time": write_time(time),
    }
    if personal is not None:
        members["personal"] = personal.commitment
    if clock is not None:
        members["clock"] = write_time(clock)
    data = dump(members)
    if len(data) > LARGEST:
        raise InvalidRecord("a record of {size} bytes is too large", size=len(data))
    return data


def decode_entry(position: int, data: bytes, personal: Personal | None = None) -> Entry:
    """The entry at ``position`` of its bytes. Raises BrokenLedger, naming the position."""
    try:
        members = json.loads(data)
        kind = KINDS[members["kind"]]
        values = dict(members["record"])
        if members["format"] != FORMAT or not isinstance(members.get("personal", ""), str):
            raise ValueError(FORMAT)
        if personal is not None:
            values |= json.loads(personal.data)
        clock = members.get("clock")
        return Entry(
            position,
            to_datetime(read_time(members["time"])),
            _record(kind, values),
            data,
            members.get("personal", ""),
            personal is not None,
            None if clock is None else to_datetime(read_time(clock)),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidRecord):
        raise BrokenLedger("entry {position} cannot be read", position=position) from None


def _record(kind: type[Record], values: dict[str, object]) -> Record:
    """A record of its members; a personal one that is not here is empty."""
    found: dict[str, object] = {}
    for one in fields(kind):
        if one.name in values:
            value = values.pop(one.name)
            if type(value).__name__ != one.type:
                raise ValueError(one.name)
            found[one.name] = value
    if values:
        raise ValueError(*values)
    return kind.restored(found)


def dump(members: dict[str, object] | dict[str, str]) -> bytes:
    """JSON of one form; what is no character (a lone surrogate) is written as an escape."""
    return _encode(members).encode("utf-8", "backslashreplace")


def write_time(milliseconds: int) -> str:
    """ISO 8601 in UTC, with milliseconds."""
    return to_datetime(milliseconds).isoformat(timespec="milliseconds")[:-6] + "Z"


def read_time(text: str) -> int:
    """Milliseconds since 1970. Raises ValueError."""
    if not text.endswith("Z"):
        raise ValueError(text)
    return to_milliseconds(datetime.fromisoformat(text))


def to_datetime(milliseconds: int) -> datetime:
    """Exact: no fraction passes through floating point."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def to_milliseconds(when: datetime) -> int:
    """Milliseconds since 1970, rounded down."""
    return (when - _EPOCH) // timedelta(milliseconds=1)
