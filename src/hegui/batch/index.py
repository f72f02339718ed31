"""What a manifest says of each name, and whether the source still has it: kept in a temporary
database, so that memory stays flat."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from hegui.batch.manifest import records
from hegui.batch.rows import ERROR, Item, Row
from hegui.errors import TargetExists, UsageError
from hegui.files.source import printable

_AT_ONCE = 1000
_LARGEST = 2**63 - 1  # bytes
_KINDS = (str, str, *(type(default) for default in Row._field_defaults.values()))[:-1]
_TABLE = """
CREATE TABLE rows (
    name BLOB PRIMARY KEY, at INTEGER, source TEXT, result TEXT, target BLOB, own INTEGER,
    seen INTEGER
) WITHOUT ROWID
"""
_BEGUN = """
INSERT INTO rows VALUES (?, -1, '', '', '', 1, ?)
ON CONFLICT (name) DO UPDATE SET own = 1
"""
# What was begun stays this batch's own when nothing came of it, unless somebody else's file stood
# in its way.
_ROW = """
INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET at = excluded.at, source = excluded.source,
    result = excluded.result, target = excluded.target, own = coalesce(excluded.own, own)
"""


class Index:
    """The last row of every name in a manifest, and every name that was begun. Close it.

    Names are seen once a listing of the source has named them.
    """

    def __init__(self, path: str) -> None:
        """Reads the manifest. Raises CannotRead, UsageError."""
        self._path = path
        # With an empty name SQLite keeps what does not fit its cache in a file that nobody sees.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute(_TABLE)
        self._end = 0
        self._read(seen=False)

    def go_on(self) -> None:
        """Reads what was added to the manifest since: rows of names that are seen all of them.
        Raises CannotRead, UsageError."""
        self._read(seen=True)

    def _read(self, *, seen: bool) -> None:
        self._base.execute("BEGIN")
        found = records(self._path, self._end)
        self._end = os.path.getsize(self._path)  # who resumes has the manifest to itself
        while some := list(islice(found, _AT_ONCE)):
            for at, record in some:
                begun = record.get("begun")
                if isinstance(begun, list):
                    self._base.executemany(_BEGUN, [(_key(str(name)), seen) for name in begun])
                    continue
                row = as_row(record, self._path, at)
                self._base.execute(_ROW, (_key(row.name), at, *_known(row), seen))
        self._base.execute("COMMIT")

    def look(self, name: str) -> Item | None:
        """What is known of a name: an item with the recorded identities, empty where it was only
        begun or nothing came of it; None where it was never begun."""
        found = self._base.execute(
            "SELECT source, result, target, own FROM rows WHERE name = ?", (_key(name),)
        ).fetchone()
        if found is None:
            return None
        source, result, target, own = found
        return Item(name, source=source, result=result, target=_name(target), own=bool(own))

    def see(self, names: Iterable[str]) -> None:
        """The source has files of these names."""
        self._base.execute("BEGIN")
        self._base.executemany(
            "UPDATE rows SET seen = 1 WHERE name = ?", ((_key(name),) for name in names)
        )
        self._base.execute("COMMIT")

    def see_below(self, name: str) -> None:
        """What lies in a folder could not be listed: it may all be there."""
        if name == ".":
            self._base.execute("UPDATE rows SET seen = 1")
            return
        key = _key(name)
        self._base.execute(
            "UPDATE rows SET seen = 1 WHERE name = ? OR (name >= ? AND name < ?)",
            (key, key + b"/", key + b"0"),  # 0 comes after the slash
        )

    def gone(self) -> int:
        """How many rows are of names that were not seen."""
        found = self._base.execute("SELECT count(*) FROM rows WHERE at >= 0 AND NOT seen")
        return int(found.fetchone()[0])

    def rows(self, *, seen: bool = False) -> Iterator[Row]:
        """The rows that hold: of each name the last; with ``seen`` of names that were seen only.
        Raises CannotRead, UsageError."""
        for at, record in records(self._path):
            if "begun" not in record:
                row = as_row(record, self._path, at)
                found = self._base.execute(
                    "SELECT at, seen FROM rows WHERE name = ?", (_key(row.name),)
                ).fetchone()
                if found is not None and found[0] == at and (found[1] or not seen):
                    yield row

    def unfinished(self) -> Iterator[str]:
        """The names that were begun and have no row."""
        for (key,) in self._base.execute("SELECT name FROM rows WHERE at < 0"):
            yield _name(key)

    def close(self) -> None:
        """Lets go of the database."""
        self._base.close()


def rows(path: str) -> Iterator[Row]:
    """The rows of a manifest that hold: of each name the last. Raises CannotRead, UsageError."""
    index = Index(path)
    try:
        yield from index.rows()
    finally:
        index.close()


def as_row(record: dict[str, object], path: str, at: int) -> Row:
    """A line of a manifest as a row. Raises UsageError for what is none."""
    try:
        row = Row.of_record(record)
        _check(row)
    except (TypeError, KeyError, ValueError):
        raise UsageError(
            "is no manifest of a batch", path=printable(path), place=f"byte {at}"
        ) from None
    return row


def _check(row: Row) -> None:
    """Raises TypeError or ValueError where a member is none that a run writes: whoever reads the
    rows counts on what they hold."""
    texts = [*row.signs, *row.failed, *row.warned]
    if row.error is not None:
        texts += [row.error.kind, row.error.reason, row.error.place or ""]
    if tuple(map(type, row[:-1])) != _KINDS or any(type(text) is not str for text in texts):
        raise TypeError
    if not 0 <= row.size <= _LARGEST:
        raise ValueError
    texts += [value for value in row if type(value) is str]
    _key("".join(texts))  # a name may be no UTF-8, and its bytes come back from it
    (row.source + row.result).encode()


def _known(row: Row) -> tuple[str, str, bytes, int | None]:
    """What a row lets be known of a name: identities, and whether the output is this batch's."""
    if row.outcome != ERROR:
        return row.source, row.result, _key(row.target), 1
    foreign = row.error is not None and row.error.kind == TargetExists.__name__
    return "", "", b"", 0 if foreign else None


def _key(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _name(key: bytes | str) -> str:
    return key.decode("utf-8", "surrogateescape") if isinstance(key, bytes) else key
