"""What is to be appended, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from hegui.errors import InvalidRecord
from hegui.ledger.entries import LARGEST, Entry, Personal, encode_entry
from hegui.ledger.records import Record

_LONGEST_KEY = 1024
_MOST_BYTES = 6  # of one character in JSON: an escape
_REST = 4096  # bytes of an entry besides the values of its members, and more


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to append. Under ``key``, if it has one, it is appended once however often it is
    tried. Raises InvalidRecord for a key that is too long, or a record too large for an entry."""

    record: Record
    key: str = ""

    def __post_init__(self) -> None:
        if len(self.key) > _LONGEST_KEY:
            raise InvalidRecord(
                "{key} is longer than the {ceiling} characters of a record",
                key="key",
                ceiling=_LONGEST_KEY,
            )
        # Here, and not in the midst of a group that others' records are in.
        length = sum(len(str(value)) for value in self.record.public().values())
        if length * _MOST_BYTES > LARGEST - _REST:
            encode_entry(self.record, Personal(b"", b""), 0, 0)

    @property
    def digest(self) -> bytes:
        """What is stored of the key; empty where there is none."""
        if not self.key:
            return b""
        return hashlib.sha256(b"draft\0" + self.key.encode("utf-8", "backslashreplace")).digest()


@dataclass(frozen=True, slots=True)
class Appended:
    """A record that is in the ledger and on the disk. ``repeated``: it was there before, under
    the same idempotency key, and ``entry`` is the first one."""

    entry: Entry
    repeated: bool = False
