"""Whether records are found by what they say: the stored terms against those of the entries.

The table of terms is ordered by term, the entries by position. So both are taken as multisets,
and compared by a product over their rows at a random point: equal multisets give equal products,
and others do so with a chance of less than one in 2**200, whoever chose them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from hegui.errors import BrokenLedger
from hegui.ledger import schema
from hegui.ledger.entries import decode_entry
from hegui.ledger.looking_up import term_of
from hegui.ledger.records import Record

_PRIME = 2**255 - 19
_MASK = 2**64 - 1
_AT_ONCE = 10_000


@dataclass(slots=True)
class TermCheck:
    """Is told of every entry; then asks the table."""

    _point: int = field(default_factory=lambda: secrets.randbelow(_PRIME))
    _product: int = 1

    def add(self, position: int, record: Record) -> None:
        """One more entry."""
        for one in record.terms():
            self._product = self._product * self._factor(term_of(*one), position) % _PRIME

    def fits(self, connection: Connection, size: int) -> bool:
        """Whether the table holds the terms of these entries and, below ``size``, no others."""
        product = 1
        table = schema.terms
        rows = connection.execute(
            select(table.c.term, table.c.position).where(table.c.position < size),
            execution_options={"yield_per": _AT_ONCE},
        )
        for term, position in rows:
            product = product * self._factor(term, position) % _PRIME
        return product == self._product

    def _factor(self, term: int, position: int) -> int:
        return self._point - ((term & _MASK) << 64 | position)


def first_wrong(connection: Connection, size: int) -> int | None:
    """The first entry that is not found by what it says, or is found by what it does not; those
    that cannot be read are passed over."""
    for start in range(0, size, _AT_ONCE):
        end = min(start + _AT_ONCE, size)
        stored = _stored(connection, start, end)
        table = schema.entries
        rows = connection.execute(
            select(table.c.position, table.c.entry).where(
                table.c.position >= start, table.c.position < end
            )
        )
        wrong = []
        for position, data in rows:
            found = stored.pop(position, set())
            try:
                record = decode_entry(position, bytes(data)).record
            except BrokenLedger:
                continue
            if found != {term_of(*one) for one in record.terms()}:
                wrong.append(position)
        if wrong or stored:  # what is left is of entries that are not there
            first: int = min((*wrong, *stored))
            return first
    return None


def _stored(connection: Connection, start: int, end: int) -> dict[int, set[int]]:
    table = schema.terms
    found: dict[int, set[int]] = {}
    for term, position in connection.execute(
        select(table.c.term, table.c.position).where(
            table.c.position >= start, table.c.position < end
        )
    ):
        found.setdefault(position, set()).add(term)
    return found
