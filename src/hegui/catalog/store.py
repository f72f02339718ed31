"""The catalogue in memory: records by id and by type, and their relations in both directions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from hegui.catalog import types
from hegui.catalog.reading import KINDS, Row, record
from hegui.catalog.records import Relation
from hegui.catalog.words import INVERSES
from hegui.errors import UnknownRecord
from hegui.rules import Confidence

_Type = TypeVar("_Type", bound=types.AnyRecord)


class Catalog:
    """Every record of the catalogue. Made from the compiled file by :func:`load`."""

    def __init__(self, document: Row) -> None:
        self.version: str = document["version"]
        """The day of the data's edition, ISO 8601."""
        self.checked_on = date.fromisoformat(document["checked_on"])
        self.words: tuple[tuple[str, ...], ...] = tuple(map(tuple, document.get("words", ())))
        """Words that a search takes for one another, one tuple a meaning."""
        self._by_id: dict[str, types.AnyRecord] = {}
        self.doubles: list[str] = []
        for kind in KINDS:
            for row in document[kind]:
                one = record(kind, row, self.checked_on)
                if one.id in self._by_id:
                    self.doubles.append(one.id)
                self._by_id[one.id] = one
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
        return len(self._by_id)

    def __iter__(self) -> Iterator[types.AnyRecord]:
        return iter(self._by_id.values())

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._by_id

    def get(self, record_id: str) -> types.AnyRecord:
        """The record of an id. Raises UnknownRecord."""
        try:
            return self._by_id[record_id]
        except KeyError:
            raise UnknownRecord("the catalogue has no record {id!r}", id=record_id) from None

    def find(self, record_id: str) -> types.AnyRecord | None:
        """The record of an id, None if there is none."""
        return self._by_id.get(record_id)

    def of(self, kind: type[_Type]) -> tuple[_Type, ...]:
        """All records of one type, in the order of the data."""
        return tuple(one for one in self._by_id.values() if isinstance(one, kind))

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
    text = files("hegui.catalog").joinpath("data/catalog.json").read_text("utf-8")
    return Catalog(json.loads(text))
