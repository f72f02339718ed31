"""Complaints and appeals: what is open, and until when. The ledger holds them; this follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from hegui.ledger.entries import Entry, to_milliseconds
from hegui.ledger.looking_up import Query, fetch, find
from hegui.ledger.records import AppealRecord, ComplaintRecord, ResolutionRecord
from hegui.web.store import schema
from hegui.web.store.store import Store

Which = Literal["open", "decided", "all"]
_FILED = (ComplaintRecord.kind, AppealRecord.kind)
_PAGE = 500
_C = schema.complaints.c


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint or an appeal: its entry, until when it is to be decided, and its decision."""

    entry: Entry
    due: datetime
    decision: Entry | None

    @property
    def overdue(self) -> bool:
        """Whether it is open past its day."""
        return self.decision is None and datetime.now(UTC) > self.due


def catch_up(store: Store) -> None:
    """Brings the table up to the ledger, whoever wrote there. Raises LedgerUnavailable."""
    while True:
        try:
            store.database.transact(_catch_up)
            return
        except IntegrityError:  # another one was at it, and has done it
            continue


def listed(
    store: Store, days: int, which: Which, *, after: int | None, limit: int, personal: bool
) -> tuple[list[Complaint], int | None]:
    """A page of complaints, the oldest first, and what ``after`` is for the next; None where this
    is the last."""
    catch_up(store)
    statement = select(_C.position, _C.decision).order_by(_C.position).limit(limit + 1)
    if which != "all":
        undecided = _C.decision.is_(None)
        statement = statement.where(undecided if which == "open" else ~undecided)
    if after is not None:
        statement = statement.where(_C.position > after)
    with store.database.reading() as connection:
        rows = connection.execute(statement).all()
        page = {position: decision for position, decision in rows[:limit]}  # noqa: C416 - rows are no pairs
        wanted = [*page, *(one for one in page.values() if one is not None)]
        entries = {one.position: one for one in fetch(connection, wanted, personal=personal)}
    found = [
        _complaint(entries[at], entries.get(decision) if decision is not None else None, days)
        for at, decision in page.items()
        if at in entries
    ]
    return found, list(page)[-1] if len(rows) > limit else None


def one(store: Store, days: int, position: int, *, personal: bool) -> Complaint | None:
    """The complaint or appeal at ``position``; None where there is none."""
    catch_up(store)
    with store.database.reading() as connection:
        row = connection.execute(
            select(_C.position, _C.decision).where(_C.position == position)
        ).first()
        if row is None:
            return None
        wanted = [position, *([row.decision] if row.decision is not None else [])]
        entries = {each.position: each for each in fetch(connection, wanted, personal=personal)}
    if position not in entries:
        return None
    return _complaint(entries[position], entries.get(row.decision), days)


def _complaint(entry: Entry, decision: Entry | None, days: int) -> Complaint:
    return Complaint(entry, entry.time + timedelta(days=days), decision)


def _catch_up(connection: Connection) -> None:
    table = schema.complaints
    for kind in _FILED:
        last = connection.execute(select(func.max(_C.position)).where(_C.kind == kind)).scalar()
        for entry in _since(connection, kind, last):
            row = {"position": entry.position, "kind": kind, "filed": to_milliseconds(entry.time)}
            connection.execute(insert(table).values(row))
    last = connection.execute(select(func.max(_C.decision))).scalar()
    for entry in _since(connection, ResolutionRecord.kind, last):
        assert isinstance(entry.record, ResolutionRecord)
        undecided = (_C.position == entry.record.about, _C.decision.is_(None))
        connection.execute(update(table).where(*undecided).values(decision=entry.position))


def _since(connection: Connection, kind: str, last: int | None) -> list[Entry]:
    """Every entry of a kind behind position ``last``."""
    found: list[Entry] = []
    after = last
    while True:
        page = find(connection, Query(kind=kind, after=after, limit=_PAGE))
        found += page.entries
        if page.next is None:
            return found
        after = page.next
