"""One group of records appended in one transaction, with one signed checkpoint.

The writer's lock is taken first, so positions are given in the order of commits, whatever clocks
say. Everything that follows from the entries (terms, tiles, root) is written with them or not at
all.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, insert, select, text, update

from hegui.errors import BrokenLedger, InvalidKey, ReusedKey
from hegui.ledger import schema
from hegui.ledger.drafts import Appended, Draft
from hegui.ledger.entries import (
    Entry,
    Personal,
    encode_entry,
    personal_of,
    to_datetime,
)
from hegui.ledger.keys import LedgerKey
from hegui.ledger.looking_up import fetch, term_of
from hegui.ledger.merkle import EMPTY_ROOT, leaf_hash
from hegui.ledger.notes import Checkpoint
from hegui.ledger.records import Record
from hegui.ledger.tiles import Tile, grow, last_tiles
from hegui.seal import ed25519

_AT_ONCE = 500  # values in one condition

# Built once: to build a statement costs as much as to run it.
_STATE = select(
    schema.state.c.origin,
    schema.state.c.key,
    schema.state.c.size,
    schema.state.c.time,
    schema.state.c.kept_from,
).where(schema.state.c.id == 1)
_STATE_LOCKED = _STATE.with_for_update()
_TILE = select(schema.tiles.c.hashes).where(
    schema.tiles.c.level == bindparam("at_level"), schema.tiles.c.number == bindparam("at")
)
_NEW_HASHES = (
    update(schema.tiles)
    .where(schema.tiles.c.level == bindparam("at_level"), schema.tiles.c.number == bindparam("at"))
    .values(hashes=bindparam("data"))
)
_SIGNATURE = select(schema.checkpoints.c.signature).where(
    schema.checkpoints.c.size == bindparam("at"), schema.checkpoints.c.root == bindparam("data")
)
_POSITION = select(schema.requests.c.position).where(schema.requests.c.key == bindparam("data"))
_NEW_STATE = update(schema.state).values(size=bindparam("at"), time=bindparam("now"))

Outcome = tuple[Appended, ...] | ReusedKey


def system_clock() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class State:
    """The one row that says how far the ledger has come."""

    origin: str
    key: str
    size: int
    time: int
    kept_from: int


@dataclass(slots=True)
class Group:
    """Submissions that are committed together: each is appended whole or refused whole.

    ``token`` names the group where a lost connection leaves it open whether it was committed.
    """

    submissions: Sequence[tuple[Draft, ...]]
    key: LedgerKey
    token: bytes = b""
    clock: Callable[[], int] = system_clock
    _entries: list[tuple[Entry, Personal | None]] = field(default_factory=list)
    _known: dict[bytes, int] = field(default_factory=dict)

    def append(self, connection: Connection) -> list[Outcome]:
        """What became of each submission. Raises BrokenLedger, InvalidRecord, InvalidKey."""
        state = read_state(connection, lock=True)
        if state.key != str(self.key.verifier):
            raise InvalidKey(
                "the ledger's checkpoints are signed by another key, {key}", key=state.key
            )
        self._entries, self._known = [], self._look_up_keys(connection)
        if self.token and (first := _position(connection, self.token)) is not None:
            return self._committed_before(connection, first)
        now = self.clock()
        outcomes = [self._submit(connection, one, state, now) for one in self.submissions]
        if self._entries:
            self._write(connection, state, max(now, state.time))
        return outcomes

    def _submit(
        self, connection: Connection, drafts: tuple[Draft, ...], state: State, now: int
    ) -> Outcome:
        own: dict[str, Record] = {}
        for draft in drafts:  # refused before anything of it is appended
            if not draft.key:
                continue
            position = self._known.get(draft.digest)
            if own.setdefault(draft.key, draft.record) != draft.record or (
                position is not None and not self._same(connection, draft, position, state.size)
            ):
                return ReusedKey(
                    "the idempotency key {key!r} was used for another record", key=draft.key
                )
        return tuple(self._draft(connection, one, state, now) for one in drafts)

    def _draft(self, connection: Connection, draft: Draft, state: State, now: int) -> Appended:
        position = self._known.get(draft.digest) if draft.key else None
        if position is not None:
            return Appended(self._at(connection, position, state.size), repeated=True)
        personal = personal_of(draft.record)
        when, back = max(now, state.time), now < state.time
        data = encode_entry(draft.record, personal, when, clock=now if back else None)
        entry = Entry(
            state.size + len(self._entries),
            to_datetime(when),
            draft.record,
            data,
            personal.commitment if personal else "",
            personal is not None,
            to_datetime(now) if back else None,
        )
        self._entries.append((entry, personal))
        if draft.key:
            self._known[draft.digest] = entry.position
        return Appended(entry)

    def _same(self, connection: Connection, draft: Draft, position: int, size: int) -> bool:
        """Whether the record at ``position`` is the draft's; what was erased cannot be compared."""
        old, new = self._at(connection, position, size), draft.record
        if (old.record.kind, old.record.public()) != (new.kind, new.public()):
            return False
        return not old.held or old.record.personal() == new.personal()

    def _at(self, connection: Connection, position: int, size: int) -> Entry:
        if position >= size:
            return self._entries[position - size][0]
        found = fetch(connection, [position], personal=True)
        if not found:
            raise BrokenLedger("entry {position} is missing", position=position)
        return found[0]

    def _look_up_keys(self, connection: Connection) -> dict[bytes, int]:
        digests = [one.digest for drafts in self.submissions for one in drafts if one.key]
        table = schema.requests
        found: dict[bytes, int] = {}
        for at in range(0, len(digests), _AT_ONCE):
            chosen = table.c.key.in_(digests[at : at + _AT_ONCE])
            rows = connection.execute(select(table.c.key, table.c.position).where(chosen))
            found.update((bytes(key), position) for key, position in rows)
        return found

    def _committed_before(self, connection: Connection, first: int) -> list[Outcome]:
        """The outcomes of an attempt whose commit was never answered."""
        state = read_state(connection)
        outcomes: list[Outcome] = []
        new = first
        for drafts in self.submissions:
            found = []
            for draft in drafts:
                position = self._known[draft.digest] if draft.key else new
                found.append(Appended(self._at(connection, position, state.size), position < first))
                new = max(new, position + 1)
            outcomes.append(tuple(found))
        return outcomes

    def _write(self, connection: Connection, state: State, now: int) -> None:
        first = state.size
        leaves = [leaf_hash(entry.data) for entry, _ in self._entries]
        edge = read_tiles(connection, last_tiles(first))
        self._check_edge(connection, state, edge)
        changed, root = grow(first, edge, leaves)
        checkpoint = Checkpoint(state.origin, first + len(leaves), root)
        for table, rows in (
            (schema.entries, self._entry_rows(now)),
            (schema.personal, self._personal_rows()),
            (schema.terms, self._term_rows()),
            (schema.requests, self._request_rows(first)),
        ):
            if rows:
                connection.execute(insert(table), rows)
        _write_tiles(connection, edge, changed)
        write_checkpoint(connection, checkpoint, self.key.sign(checkpoint).value)
        connection.execute(_NEW_STATE, {"at": checkpoint.size, "now": now})

    def _check_edge(self, connection: Connection, state: State, edge: dict[Tile, bytes]) -> None:
        """Raises BrokenLedger where the stored tree is not the one that was signed last.

        So whoever changes what is stored does not get it signed with the next record.
        """
        _, root = grow(state.size, edge, ())
        value = connection.scalar(_SIGNATURE, {"at": state.size, "data": root})
        text = Checkpoint(state.origin, state.size, root).text().encode()
        if value is None or not ed25519.verify(self.key.public, text, bytes(value)):
            raise BrokenLedger(
                "the stored tree of {size} entries is not the one that was signed; nothing is "
                "appended, and hegui records verify says what was changed",
                size=state.size,
            )

    def _entry_rows(self, now: int) -> list[dict[str, object]]:
        return [
            {"position": entry.position, "time": now, "entry": entry.data}
            for entry, _ in self._entries
        ]

    def _personal_rows(self) -> list[dict[str, object]]:
        return [
            {"position": entry.position, "salt": one.salt, "data": one.data}
            for entry, one in self._entries
            if one is not None
        ]

    def _term_rows(self) -> list[dict[str, object]]:
        return [
            {"term": term_of(*term), "position": entry.position}
            for entry, _ in self._entries
            for term in entry.record.terms()
        ]

    def _request_rows(self, first: int) -> list[dict[str, object]]:
        keys = {digest: at for digest, at in self._known.items() if at >= first}
        if self.token:
            keys[_group(self.token)] = first
        return [{"key": digest, "position": at} for digest, at in keys.items()]


def read_state(connection: Connection, *, lock: bool = False) -> State:
    """The state; ``lock`` keeps every other writer out until the transaction ends."""
    row = connection.execute(_STATE_LOCKED if lock else _STATE).one_or_none()
    if row is None:
        raise BrokenLedger("the row that says how long the ledger is, is missing")
    return State(*row)


def read_tiles(connection: Connection, wanted: Iterable[Tile]) -> dict[Tile, bytes]:
    """The tiles that are there, of those wanted."""
    found = {}
    for level, number in wanted:
        data = connection.scalar(_TILE, {"at_level": level, "at": number})
        if data is not None:
            found[level, number] = bytes(data)
    return found


def _write_tiles(
    connection: Connection, before: dict[Tile, bytes], changed: dict[Tile, bytes]
) -> None:
    old = [tile for tile in changed if tile in before]
    new = [tile for tile in changed if tile not in before]
    if old:
        rows = [{"at_level": level, "at": at, "data": changed[level, at]} for level, at in old]
        connection.execute(_NEW_HASHES, rows)
    if new:
        rows = [{"level": level, "number": at, "hashes": changed[level, at]} for level, at in new]
        connection.execute(insert(schema.tiles), rows)


def write_checkpoint(connection: Connection, checkpoint: Checkpoint, signature: bytes) -> None:
    """Stores a checkpoint under its size."""
    row = {"size": checkpoint.size, "root": checkpoint.root, "signature": signature}
    connection.execute(insert(schema.checkpoints), [row])


def found_ledger(connection: Connection, key: LedgerKey) -> State:
    """The ledger's state; an empty ledger is begun where there is none."""
    _lock_tables(connection)
    if connection.execute(select(schema.state.c.id)).first() is None:
        row = {
            "id": 1,
            "origin": key.origin,
            "key": str(key.verifier),
            "size": 0,
            "time": 0,
            "kept_from": 0,
        }
        connection.execute(insert(schema.state), [row])
        empty = Checkpoint(key.origin, 0, EMPTY_ROOT)
        write_checkpoint(connection, empty, key.sign(empty).value)
    return read_state(connection)


def _lock_tables(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":  # whose writers are alone already
        connection.execute(text("LOCK TABLE ledger_state IN EXCLUSIVE MODE"))


def _position(connection: Connection, token: bytes) -> int | None:
    position: int | None = connection.scalar(_POSITION, {"data": _group(token)})
    return position


def _group(token: bytes) -> bytes:
    return hashlib.sha256(b"group\0" + token).digest()
