"""The catalogue in memory: records by id and by type, and their relations in both directions."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TypeVar

from hegui.catalog import types
from hegui.catalog.reading import KINDS, TYPES, Row, record
from hegui.catalog.records import Relation
from hegui.catalog.words import INVERSES
from hegui.errors import UnknownRecord
from hegui.rules import Confidence

_Type = TypeVar("_Type", bound=types.AnyRecord)

_LONGEST_SHOWN = 80  # characters of an id that nobody has


class Catalog:
    """Every record of the catalogue. Made from the compiled file by :func:`load`."""

    def __init__(self, document: Row) -> None:
        self.version: str = document["version"]
        """The day of the data's edition, ISO 8601."""
        self.checked_on = date.fromisoformat(document["checked_on"])
        self.words: tuple[tuple[str, ...], ...] = tuple(map(tuple, document.get("words", ())))
        """Words that a search takes for one another, one tuple a meaning."""
        # Records are made when they are first asked for: a search needs few of them.
        self._rows: dict[str, tuple[str, Row]] = {}
        self._made: dict[str, types.AnyRecord] = {}
        self.doubles: list[str] = []
        """Ids that more than one record has: none, in a sound catalogue."""
        for kind in KINDS:
            for row in document[kind]:
                if row["id"] in self._rows:
                    self.doubles.append(row["id"])
                self._rows[row["id"]] = (kind, row)
        self._relations: dict[str, list[Relation]] = {}
        for row in document["relations"]:
            self._relate(row)

    def _relate(self, row: Row) -> None:
        word, here, there = row["rel"], row["from"], row["to"]
        mark = row.get("confidence")
        planned, identical = row.get("planned", False), row.get("identical", False)
        note, sure = row.get("note", ""), Confidence(mark) if mark else None
        for one, named, other in ((here, word, there), (there, INVERSES[word], here)):
            relation = Relation(named, other, planned, identical, note, sure)
            self._relations.setdefault(one, []).append(relation)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[types.AnyRecord]:
        return (self._make(one) for one in self._rows)

    def kind_of(self, record_id: str) -> str:
        """The kind of a record as the data calls it ("standards"). Raises KeyError."""
        return self._rows[record_id][0]

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._rows

    def get(self, record_id: str) -> types.AnyRecord:
        """The record of an id. Raises UnknownRecord."""
        if record_id not in self._rows:
            shown = record_id[:_LONGEST_SHOWN]
            raise UnknownRecord("the catalogue has no record {id!r}", id=shown)
        return self._make(record_id)

    def find(self, record_id: str) -> types.AnyRecord | None:
        """The record of an id, None if there is none."""
        return self._make(record_id) if record_id in self._rows else None

    def _make(self, record_id: str) -> types.AnyRecord:
        made = self._made.get(record_id)
        if made is None:
            kind, row = self._rows[record_id]
            made = self._made[record_id] = record(kind, row, self.checked_on)
        return made

    def document(self, record_id: str) -> types.Document:
        """The instrument or standard of an id. Raises UnknownRecord, also for other records."""
        record = self.get(record_id)
        if not isinstance(record, types.Instrument | types.Standard):
            raise UnknownRecord("{id} is no instrument and no standard", id=record_id)
        return record

    @property
    def documents(self) -> tuple[types.Document, ...]:
        """All instruments, then all standards."""
        return (*self.of(types.Instrument), *self.of(types.Standard))

    def of(self, kind: type[_Type]) -> tuple[_Type, ...]:
        """All records of one type, in the order of the data."""
        wanted = TYPES[kind]
        found = (self._make(one) for one, (named, _) in self._rows.items() if named == wanted)
        return tuple(one for one in found if isinstance(one, kind))

    def relations(self, record_id: str) -> tuple[Relation, ...]:
        """How a record stands to others, both directions. Raises UnknownRecord."""
        return tuple(self._relations.get(self.get(record_id).id, ()))

    def obligations(self, instrument_id: str) -> tuple[types.Obligation, ...]:
        """What an instrument or standard asks. Raises UnknownRecord."""
        wanted = self.get(instrument_id).id
        return tuple(one for one in self.of(types.Obligation) if one.instrument == wanted)

    def events(self, subject_id: str) -> tuple[types.Event, ...]:
        """What happened to a record, oldest first. Raises UnknownRecord."""
        wanted = self.get(subject_id).id
        found = (one for one in self.of(types.Event) if one.subject == wanted)
        return tuple(sorted(found, key=lambda one: one.day))


def load() -> Catalog:
    """The catalogue that comes with hegui; read once a process."""
    return _loaded()


@cache
def _loaded() -> Catalog:
    return Catalog(compiled("catalog.json"))


def compiled(name: str) -> Row:
    """What a compiled file of the data holds."""
    # Beside this file: importlib.resources would take longer to load than the data.
    with open(os.path.join(os.path.dirname(__file__), "data", name), encoding="utf-8") as file:
        document: Row = json.load(file)
    return document
