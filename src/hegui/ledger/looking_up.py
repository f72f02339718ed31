"""Records found by what they are about, by kind and by time, a page at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, func, select

from hegui.errors import UsageError
from hegui.ledger import schema
from hegui.ledger.entries import Entry, Personal, decode_entry, to_milliseconds
from hegui.ledger.records import (
    ABOUT,
    DIGEST,
    KIND,
    KINDS,
    PRODUCE_ID,
    PROPAGATE_ID,
    PROVIDER,
)

LARGEST_PAGE = 1000
_AT_ONCE = 500  # values in one condition
_COUNTED = 1000  # entries up to which it is counted how many a term has


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; members that are empty ask for nothing, the others must all hold.

    ``provider`` is a provider code or name in any role. ``since`` is included, ``until`` is not.
    ``after`` is the position that the page before ended with. Raises UsageError.
    """

    produce_id: str = ""
    propagate_id: str = ""
    digest: str = ""
    provider: str = ""
    kind: str = ""
    about: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None
    limit: int = 50
    newest_first: bool = False

    def __post_init__(self) -> None:
        if self.kind and self.kind not in KINDS:
            raise UsageError(
                "no record is of the kind {name}; there are {choices}",
                name=self.kind,
                choices=", ".join(KINDS),
            )
        if not 0 < self.limit <= LARGEST_PAGE:
            raise UsageError("a page holds 1 to {ceiling} records", ceiling=LARGEST_PAGE)
        for when in (self.since, self.until):
            if when is not None and when.tzinfo is None:
                raise UsageError("a time needs its time zone")

    def terms(self) -> tuple[tuple[str, str], ...]:
        """(term, value) of every condition."""
        every = (
            (PRODUCE_ID, self.produce_id),
            (PROPAGATE_ID, self.propagate_id),
            (DIGEST, self.digest),
            (PROVIDER, self.provider),
            (ABOUT, "" if self.about is None else str(self.about)),
            (KIND, self.kind),
        )
        return tuple(one for one in every if one[1])


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in the order asked for; ``next`` is what :attr:`Query.after` has to be for the page
    that follows, None where this is the last."""

    entries: tuple[Entry, ...]
    next: int | None = None


def term_of(name: str, value: str) -> int:
    """64 bits of a hash of what is looked up, signed as the database's numbers are."""
    text = f"{name}\0{value}".encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big", signed=True)


def find(connection: Connection, query: Query, *, personal: bool = False) -> Page:
    """One page. ``personal`` reads personal members too. Raises BrokenLedger."""
    rows = list(connection.scalars(_positions(connection, query)))
    page = rows[: query.limit]
    found = {one.position: one for one in fetch(connection, page, personal=personal)}
    wanted = set(query.terms())
    entries = tuple(
        found[at]
        for at in page
        # A hash may stand for another value too; the record itself decides.
        if at in found and wanted <= set(found[at].record.terms())
    )
    return Page(entries, page[-1] if len(rows) > query.limit else None)


def fetch(
    connection: Connection, positions: Sequence[int], *, personal: bool = False
) -> list[Entry]:
    """The entries at ``positions`` that are there, by position. Raises BrokenLedger."""
    found = []
    for at in range(0, len(positions), _AT_ONCE):
        these = positions[at : at + _AT_ONCE]
        kept = _personal(connection, these) if personal else {}
        table = schema.entries
        rows = connection.execute(
            select(table.c.position, table.c.entry).where(table.c.position.in_(these))
        )
        found += [decode_entry(at, bytes(data), kept.get(at)) for at, data in rows]
    return sorted(found, key=lambda entry: entry.position)


def _personal(connection: Connection, positions: Iterable[int]) -> dict[int, Personal]:
    table = schema.personal
    rows = connection.execute(
        select(table.c.position, table.c.salt, table.c.data).where(table.c.position.in_(positions))
    )
    return {at: Personal(bytes(salt), bytes(data)) for at, salt, data in rows}


def _positions(connection: Connection, query: Query) -> Select[int]:
    """The statement that gives one position more than the page has, in order."""
    terms = [term_of(*one) for one in query.terms()]
    if len(terms) > 1:
        terms.sort(key=lambda term: _count(connection, term))  # the rarest leads
    if terms:
        lead = schema.terms.alias("lead")
        column: ColumnElement[int] = lead.c.position
        statement = select(lead.c.position).where(lead.c.term == terms[0])
        for number, term in enumerate(terms[1:]):
            other = schema.terms.alias(f"other{number}")
            same = (other.c.term == term) & (other.c.position == lead.c.position)
            # A value and not EXISTS: PostgreSQL would join all that a common term has, where the
            # few of the rarest need one look each.
            has = select(other.c.term).where(same).scalar_subquery()
            statement = statement.where(has.is_not(None))
    else:
        column = schema.entries.c.position
        statement = select(schema.entries.c.position)
    low, high = _bounds(connection, query)
    # One bound a side: SQLite begins at one of several, and need not take the nearest.
    if low is not None:
        statement = statement.where(column >= low)
    if high is not None:
        statement = statement.where(column < high)
    order = column.desc() if query.newest_first else column
    return statement.order_by(order).limit(query.limit + 1)


def _bounds(connection: Connection, query: Query) -> tuple[int | None, int | None]:
    """The first position and the one past the last: of the times, for they grow together, and of
    where the page begins."""
    low = [] if query.since is None else [_first_since(connection, query.since)]
    high = [] if query.until is None else [_first_since(connection, query.until)]
    if query.after is not None:
        if query.newest_first:
            high.append(query.after)
        else:
            low.append(query.after + 1)
    return max(low, default=None), min(high, default=None)


def _first_since(connection: Connection, when: datetime) -> int:
    """The position of the first entry of that time or later; past the end where there is none."""
    table = schema.entries
    found = connection.execute(
        select(table.c.position)
        .where(table.c.time >= to_milliseconds(when))
        .order_by(table.c.time, table.c.position)
        .limit(1)
    ).scalar()
    if found is not None:
        return int(found)
    last = connection.execute(select(func.max(table.c.position))).scalar()
    return 0 if last is None else int(last) + 1


def _count(connection: Connection, term: int) -> int:
    few = select(schema.terms.c.term).where(schema.terms.c.term == term).limit(_COUNTED).subquery()
    return int(connection.execute(select(func.count()).select_from(few)).scalar() or 0)
