"""The whole ledger proved: the tree made anew from the entries, and held against what was signed.

Everything beside the entries follows from them, so everything is compared: hashes in tiles, roots
and signatures of every checkpoint, what records are looked up by, times, personal members, and
whether what is missing was let go by a record that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from hegui.errors import BrokenLedger
from hegui.ledger import schema
from hegui.ledger.appending import State, read_state, read_tiles
from hegui.ledger.entries import Entry, Personal, decode_entry, to_milliseconds
from hegui.ledger.merkle import EMPTY_ROOT, HASH_BYTES, leaf_hash, node_hash
from hegui.ledger.notes import Checkpoint, Note, Signature, VerifierKey
from hegui.ledger.records import ErasureRecord, RetentionRecord
from hegui.ledger.term_check import TermCheck, first_wrong
from hegui.ledger.tiles import WIDTH
from hegui.messages import Notice

MOST_FINDINGS = 100
"""Findings that are named; more are counted."""

_CHUNK = 16 * WIDTH  # entries read at once


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was signed: the first entry it concerns, and what it is."""

    position: int
    notice: Notice


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``findings`` are ordered by position; ``count`` is how many there are.

    ``let_go`` entries are gone by retention, of ``erased`` the personal members are, both as
    records in the ledger say; ``checkpoints`` were compared.
    """

    origin: str
    size: int
    root: bytes
    checkpoints: int
    let_go: int
    erased: int
    findings: tuple[Finding, ...]
    count: int

    @property
    def intact(self) -> bool:
        """Whether everything is as it was signed."""
        return not self.count


def verify_ledger(
    connection: Connection,
    key: VerifierKey | None = None,
    published: Sequence[Note] = (),
    progress: Callable[[float], None] | None = None,
) -> Verification:
    """Proves the ledger that ``connection`` sees, which is one moment of it.

    ``key`` is the public key to believe, the stored one unless given: who changes a database can
    change that too. ``published`` are checkpoints kept outside; without one, entries cut off the
    end together with their checkpoints are not missed. Raises BrokenLedger where not even the
    state can be read, InvalidNote for a published note that is no checkpoint, CannotSeal.
    """
    state = read_state(connection)
    return _Run(connection, state, key or VerifierKey.parse(state.key), progress).run(published)


@dataclass(slots=True)
class _Run:
    connection: Connection
    state: State
    key: VerifierKey
    progress: Callable[[float], None] | None
    _findings: list[Finding] = field(default_factory=list)
    _count: int = 0
    _peaks: list[tuple[int, bytes]] = field(default_factory=list)
    _rows: dict[int, list[bytes]] = field(default_factory=dict)  # hashes above the leaves
    _missing: int = 0  # entries missing at the beginning
    _let_go: int = 0  # as far as a record says
    _lacking: list[int] = field(default_factory=list)  # whose personal members are gone
    _erased: set[int] = field(default_factory=set)
    _time: int = 0
    _checked: int = 0
    _trusted: int = 0  # size of the last checkpoint that was right
    _terms: TermCheck = field(default_factory=TermCheck)
    _broken: bool = False  # whether a checkpoint was wrong, so that those after it are too

    def run(self, published: Sequence[Note]) -> Verification:
        if str(self.key) != self.state.key:
            self._find(0, "the key stored in the ledger is not the one that is believed")
        outside = self._outside(published)
        checkpoints = self._checkpoints()
        following = next(checkpoints, None)
        size = 0
        following = self._compare(following, checkpoints, size, outside)
        end = self._stored_end()
        for start in range(0, end, _CHUNK):
            for leaf in self._chunk(start, min(start + _CHUNK, end)):
                self._add(leaf)
                size += 1
                following = self._compare(following, checkpoints, size, outside)
            if self.progress is not None:
                self.progress(size / end)
        if following is not None:
            self._find(
                size, "a checkpoint of {size} entries is of a longer ledger", size=following.size
            )
        for wanted in sorted(outside):
            self._find(
                size,
                "a published checkpoint is of {size} entries: the end is missing",
                size=wanted,
            )
        self._close(size)
        self._findings.sort(key=lambda one: one.position)
        return Verification(
            self.state.origin,
            size,
            self._root(),
            self._checked,
            self._missing,
            len(self._lacking),
            tuple(self._findings[:MOST_FINDINGS]),
            self._count,
        )

    def _outside(self, published: Sequence[Note]) -> dict[int, list[bytes]]:
        """Roots of the published checkpoints by size; one that is not signed is a finding."""
        found: dict[int, list[bytes]] = {}
        for note in published:
            checkpoint = Checkpoint.parse(note.text)
            if not note.signed_by(self.key) or checkpoint.origin != self.state.origin:
                self._find(
                    checkpoint.size,
                    "a published checkpoint is not signed by {name}",
                    name=self.key.name,
                )
                continue
            found.setdefault(checkpoint.size, []).append(checkpoint.root)
        return found

    def _checkpoints(self) -> Iterator[Checkpoint]:
        """The stored checkpoints, shortest first; each one's signature is examined."""
        table = schema.checkpoints
        last = -1
        while rows := self.connection.execute(
            select(table.c.size, table.c.root, table.c.signature)
            .where(table.c.size > last)
            .order_by(table.c.size)
            .limit(_CHUNK)
        ).all():
            for size, root, value in rows:
                checkpoint = Checkpoint(self.state.origin, size, bytes(root))
                own = Signature(self.key.name, self.key.id, bytes(value))
                if not Note(checkpoint.text(), (own,)).signed_by(self.key):
                    self._find(
                        size, "the checkpoint of {size} entries has no valid signature", size=size
                    )
                self._checked += 1
                yield checkpoint
            last = rows[-1][0]

    def _compare(
        self,
        following: Checkpoint | None,
        checkpoints: Iterator[Checkpoint],
        size: int,
        outside: dict[int, list[bytes]],
    ) -> Checkpoint | None:
        """Holds what was signed of ``size`` entries against the tree; the next to compare."""
        if following is not None and following.size == size:
            if following.root == self._root():
                if not self._broken:
                    self._trusted = size
            elif not self._broken:
                self._broken = True
                self._find(
                    self._trusted,
                    "the entries do not give the root that was signed of {size} entries: one of "
                    "those from {first} on was changed, moved, put in or taken out",
                    size=size,
                    first=self._trusted,
                )
            following = next(checkpoints, None)
        for root in outside.pop(size, ()):
            if root != self._root():
                self._find(
                    self._trusted,
                    "the entries do not give the root of a published checkpoint of {size} entries",
                    size=size,
                )
        return following

    def _chunk(self, start: int, end: int) -> Iterator[bytes]:
        """The hashes of the leaves from ``start`` to ``end``, everything about them examined."""
        entries = self._entries(start, end)
        personal = self._personal(start, end)
        stored = self._tiles(start, end)
        for position in range(start, end):
            kept = stored.get(position)
            if position not in entries:
                yield self._absent(position, kept)
                continue
            time, data = entries[position]
            leaf = leaf_hash(data)
            if kept is None:
                self._find(position, "the hash of entry {position} is missing", position=position)
            elif kept != leaf:
                self._find(
                    position,
                    "entry {position} does not give the hash that is stored of it",
                    position=position,
                )
            self._examine(position, time, data, personal.get(position))
            yield leaf

    def _absent(self, position: int, kept: bytes | None) -> bytes:
        if position == self._missing:
            self._missing += 1  # whether a record says so is known at the end
        else:
            self._find(position, "entry {position} is missing", position=position)
        if kept is None:
            self._find(position, "the hash of entry {position} is missing", position=position)
        return kept or EMPTY_ROOT

    def _examine(self, position: int, time: int, data: bytes, kept: Personal | None) -> None:
        try:
            entry = decode_entry(position, data)
        except BrokenLedger as error:
            self._find(position, error.template, **error.facts)
            return
        if time != to_milliseconds(entry.time) or time < self._time:
            self._find(
                position,
                "the time of entry {position} is not the one it was appended with",
                position=position,
            )
        self._time = max(self._time, time)
        self._terms.add(position, entry.record)
        self._examine_personal(entry, kept)
        if isinstance(entry.record, ErasureRecord):
            self._erased.add(entry.record.about)
        if isinstance(entry.record, RetentionRecord):
            self._let_go = max(self._let_go, entry.record.before)

    def _examine_personal(self, entry: Entry, kept: Personal | None) -> None:
        position = entry.position
        if kept is None:
            if entry.commitment:
                self._lacking.append(position)
        elif kept.commitment != entry.commitment:
            self._find(
                position,
                "the personal members of entry {position} are not those it was made with",
                position=position,
            )

    def _close(self, size: int) -> None:
        """What can be told only when every entry was seen."""
        if self._missing > self._let_go:
            self._find(
                self._let_go,
                "entry {position} is missing, and no record of retention says that it was let go",
                position=self._let_go,
            )
        for position in self._lacking:
            if position not in self._erased:
                self._find(
                    position,
                    "the personal members of entry {position} are missing, and no record says that "
                    "they were erased",
                    position=position,
                )
        if self._trusted != size and not self._broken:
            self._find(
                self._trusted, "entries from {first} on are in no checkpoint", first=self._trusted
            )
        for level, row in self._rows.items():
            self._compare_tile(level, len(row) // WIDTH)
        if not self._terms.fits(self.connection, size):
            wrong = first_wrong(self.connection, size)
            if wrong is not None:
                self._find(
                    wrong, "what entry {position} is found by is not what it says", position=wrong
                )
        for table in (schema.entries, schema.personal, schema.terms):
            beyond = self.connection.execute(
                select(func.min(table.c.position)).where(table.c.position >= self.state.size)
            ).scalar()
            if beyond is not None:
                self._find(
                    beyond,
                    "something is stored for entry {position}, past the ledger's end",
                    position=beyond,
                )

    def _entries(self, start: int, end: int) -> dict[int, tuple[int, bytes]]:
        table = schema.entries
        rows = self.connection.execute(
            select(table.c.position, table.c.time, table.c.entry).where(
                table.c.position >= start, table.c.position < end
            )
        )
        return {position: (time, bytes(data)) for position, time, data in rows}

    def _personal(self, start: int, end: int) -> dict[int, Personal]:
        table = schema.personal
        rows = self.connection.execute(
            select(table.c.position, table.c.salt, table.c.data).where(
                table.c.position >= start, table.c.position < end
            )
        )
        return {position: Personal(bytes(salt), bytes(data)) for position, salt, data in rows}

    def _tiles(self, start: int, end: int) -> dict[int, bytes]:
        """The stored hashes of leaves by position."""
        table = schema.tiles
        rows = self.connection.execute(
            select(table.c.number, table.c.hashes).where(
                table.c.level == 0,
                table.c.number >= start // WIDTH,
                table.c.number * WIDTH < end,
            )
        )
        return {
            number * WIDTH + at // HASH_BYTES: bytes(hashes[at : at + HASH_BYTES])
            for number, hashes in rows
            for at in range(0, len(hashes), HASH_BYTES)
        }

    def _stored_end(self) -> int:
        """How far anything is stored; the ledger's size where nothing is missing at the end."""
        last = self.connection.scalar(select(func.max(schema.entries.c.position)))
        tiles = schema.tiles.c
        tile = self.connection.execute(
            select(tiles.number, tiles.hashes)
            .where(tiles.level == 0)
            .order_by(tiles.number.desc())
            .limit(1)
        ).first()
        hashed = 0 if tile is None else tile.number * WIDTH + len(tile.hashes) // HASH_BYTES
        end = max(0 if last is None else last + 1, hashed)
        if end < self.state.size:
            self._find(end, "entry {position} is missing", position=end)
        return min(end, self.state.size)

    def _add(self, leaf: bytes) -> None:
        """One more leaf: complete subtrees side by side are joined."""
        height, found = 0, leaf
        while self._peaks and self._peaks[-1][0] == height:
            found = node_hash(self._peaks.pop()[1], found)
            height += 1
            if height % 8 == 0:
                self._node(height // 8, found)
        self._peaks.append((height, found))

    def _node(self, level: int, found: bytes) -> None:
        """One more hash of a tile above the leaves."""
        row = self._rows.setdefault(level, [])
        row.append(found)
        if len(row) % WIDTH == 0:
            self._compare_tile(level, len(row) // WIDTH - 1)

    def _compare_tile(self, level: int, number: int) -> None:
        row = b"".join(self._rows[level][number * WIDTH : (number + 1) * WIDTH])
        if row and read_tiles(self.connection, [(level, number)]).get((level, number)) != row:
            position = number * WIDTH ** (level + 1)
            self._find(
                position,
                "tile {number} of level {level} does not follow from the entries",
                number=number,
                level=level,
            )

    def _root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        found = self._peaks[-1][1]
        for _, peak in self._peaks[-2::-1]:
            found = node_hash(peak, found)
        return found

    def _find(self, position: int, template: str, /, **facts: object) -> None:
        self._count += 1
        if len(self._findings) < MOST_FINDINGS:
            self._findings.append(Finding(position, Notice(template, facts)))
