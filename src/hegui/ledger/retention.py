"""Old entries let go, and personal members erased; the tree stays whole.

Of an entry that is let go its hash is kept, so every checkpoint and every proof made before still
holds; that it was let go is itself a record. Nothing is let go before six months have passed
(Labelling Measures art. 9, the log of content without explicit label), and no complaint or
appeal that is still open.
"""

from __future__ import annotations

import secrets
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from hegui.errors import UsageError
from hegui.ledger import schema
from hegui.ledger.appending import Group, Outcome, State, read_state
from hegui.ledger.drafts import Appended, Draft
from hegui.ledger.entries import Entry, to_datetime, to_milliseconds
from hegui.ledger.ledger import Ledger
from hegui.ledger.looking_up import Query, fetch, find, term_of
from hegui.ledger.records import (
    KIND,
    AppealRecord,
    ComplaintRecord,
    ErasureRecord,
    ResolutionRecord,
    RetentionRecord,
    WaiverRecord,
)
from hegui.rules.numbers import LOG_RETENTION

FLOOR = LOG_RETENTION.least or 6
"""Months for which entries are kept at least."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """Entries from ``first`` up to, and without, ``before``; ``held_by`` is the open complaint or
    appeal because of which no more are. ``record`` says so in the ledger; None where there were
    none, or where it was only asked how many there are."""

    first: int
    before: int
    held_by: int | None = None
    record: Appended | None = None


def let_go(ledger: Ledger, months: int, *, dry_run: bool = False) -> LetGo:
    """Lets go of entries older than ``months``, counted back from the newest entry or the clock,
    whichever is earlier: a clock that runs ahead lets nothing go too soon.

    Raises UsageError for less than six months, and what appending raises.
    """
    if months < FLOOR:
        raise UsageError(
            "records are kept for at least {floor} months (Labelling Measures art. 9); {months} "
            "are too few",
            floor=FLOOR,
            months=months,
        )
    signer = ledger.signer()
    token = secrets.token_bytes(16)

    def work(connection: Connection) -> LetGo:
        state = read_state(connection, lock=True)
        before, held_by = _end(connection, state, months, ledger.clock())
        if dry_run or before <= state.kept_from:
            return LetGo(state.kept_from, max(before, state.kept_from), held_by)
        drafts = ((Draft(RetentionRecord(before, months)),),)
        outcome = Group(drafts, signer, token, ledger.clock).append(connection)[0]
        for table in (schema.entries, schema.personal, schema.terms, schema.requests):
            connection.execute(delete(table).where(table.c.position < before))
        connection.execute(update(schema.state).values(kept_from=before))
        return LetGo(state.kept_from, before, held_by, _only(outcome))

    found = ledger.database.transact(work)
    if found.record is not None:
        _forget(ledger)
    return found


def erase(ledger: Ledger, position: int, reason: str) -> Appended | None:
    """Erases the personal members of the entry at ``position`` and records that; None where there
    are none any more.

    Raises UsageError where there is no such entry, where it never had any, and where it is a
    waiver's of less than six months (Labelling Measures art. 9); and what appending raises.
    """
    signer = ledger.signer()
    token = secrets.token_bytes(16)

    def work(connection: Connection) -> Appended | None:
        state = read_state(connection, lock=True)
        found = fetch(connection, [position], personal=True)
        if not found:
            raise UsageError("no entry is at position {position}", position=position)
        _check_erasable(found[0], min(state.time, ledger.clock()))
        if not found[0].held and _erased(connection, position):
            return None
        drafts = ((Draft(ErasureRecord(position, reason)),),)
        outcome = Group(drafts, signer, token, ledger.clock).append(connection)[0]
        connection.execute(delete(schema.personal).where(schema.personal.c.position == position))
        return _only(outcome)

    appended = ledger.database.transact(work)
    if appended is not None:
        _forget(ledger)
    return appended


def months_before(when: datetime, months: int) -> datetime:
    """The same day and time ``months`` earlier; the month's last day where it is shorter."""
    year, month = divmod(when.year * 12 + when.month - 1 - months, 12)
    day = min(when.day, monthrange(year, month + 1)[1])
    return when.replace(year=year, month=month + 1, day=day)


def _end(connection: Connection, state: State, months: int, clock: int) -> tuple[int, int | None]:
    """Where the entries begin that are kept, and the open complaint that it is because of."""
    limit = months_before(to_datetime(min(clock, state.time)), months)
    table = schema.entries
    first = connection.scalar(
        select(table.c.position)
        .where(table.c.time >= to_milliseconds(limit))
        .order_by(table.c.time, table.c.position)
        .limit(1)
    )
    before = state.size if first is None else first
    held_by = _oldest_open(connection, before)
    return (before, None) if held_by is None else (held_by, held_by)


def _oldest_open(connection: Connection, before: int) -> int | None:
    """The oldest complaint or appeal before ``before`` without a resolution."""
    table = schema.terms
    kinds = [term_of(KIND, one.kind) for one in (ComplaintRecord, AppealRecord)]
    asked = connection.scalars(
        select(table.c.position)
        .where(table.c.term.in_(kinds), table.c.position < before)
        .order_by(table.c.position)
    ).all()
    for position in asked:
        query = Query(about=position, kind=ResolutionRecord.kind, limit=1)
        if not find(connection, query).entries:
            return int(position)
    return None


def _check_erasable(entry: Entry, now: int) -> None:
    if not entry.commitment:
        raise UsageError("entry {position} has no personal members", position=entry.position)
    if isinstance(entry.record, WaiverRecord) and entry.time > months_before(
        to_datetime(now), FLOOR
    ):
        raise UsageError(
            "entry {position} says who received content without explicit label, which is kept for "
            "at least {months} months (Labelling Measures art. 9)",
            position=entry.position,
            months=FLOOR,
        )


def _erased(connection: Connection, position: int) -> bool:
    query = Query(about=position, kind=ErasureRecord.kind, limit=1)
    return bool(find(connection, query).entries)


def _only(outcome: Outcome) -> Appended:
    assert not isinstance(outcome, Exception)
    return outcome[0]


def _forget(ledger: Ledger) -> None:
    """Has the database give up what was deleted: SQLite its log, PostgreSQL its dead rows."""
    ledger.database.tidy(
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "VACUUM ledger_personal, ledger_entries, ledger_terms",
    )
