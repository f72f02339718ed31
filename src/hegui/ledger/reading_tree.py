"""The stored tree: its nodes from tiles, its signed checkpoints, and proofs made of both."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from hegui.errors import BrokenLedger, InvalidNote, UsageError
from hegui.ledger import schema
from hegui.ledger.appending import read_state, read_tiles
from hegui.ledger.entries import Personal
from hegui.ledger.looking_up import fetch
from hegui.ledger.merkle import consistency_path, inclusion_path, range_hash
from hegui.ledger.notes import Checkpoint, Note, Signature, VerifierKey, parse_signature
from hegui.ledger.proofs import ConsistencyProof, RecordProof
from hegui.ledger.tiles import Tile, subtrees


def subtree_of(connection: Connection) -> Callable[[int, int], bytes]:
    """The hashes of complete subtrees (see ``merkle``); each tile is fetched once."""
    kept: dict[Tile, bytes] = {}

    def tile(wanted: Tile) -> bytes:
        if wanted not in kept:
            kept[wanted] = read_tiles(connection, [wanted]).get(wanted, b"")
        return kept[wanted]

    return subtrees(tile)


def root_at(connection: Connection, size: int) -> bytes:
    """The root of the tree of the first ``size`` entries. Raises BrokenLedger."""
    return range_hash(0, size, subtree_of(connection))


def checkpoint_note(connection: Connection, size: int | None = None) -> Note:
    """The signed checkpoint of ``size`` entries, the newest unless given, with the lines of
    witnesses. Raises UsageError where none was made at that size, BrokenLedger."""
    state = read_state(connection)
    wanted = state.size if size is None else size
    table = schema.checkpoints
    row = connection.execute(
        select(table.c.root, table.c.signature).where(table.c.size == wanted)
    ).one_or_none()
    if row is None:
        if size is None:
            raise BrokenLedger("the checkpoint of {size} entries is missing", size=wanted)
        raise UsageError("no checkpoint was made of {size} entries", size=size)
    key = VerifierKey.parse(state.key)
    own = Signature(key.name, key.id, bytes(row.signature))
    return Note(
        Checkpoint(state.origin, wanted, bytes(row.root)).text(),
        (own, *_cosignatures(connection, wanted)),
    )


def add_cosignatures(connection: Connection, note: Note, witnesses: tuple[VerifierKey, ...]) -> int:
    """Stores the lines of ``witnesses`` on a checkpoint of this ledger; how many were new.

    Raises InvalidNote where the note is none of this ledger's checkpoints, or where a witness's
    line does not hold.
    """
    checkpoint = Checkpoint.parse(note.text)
    state = read_state(connection)
    if checkpoint.origin != state.origin or checkpoint.size > state.size:
        raise InvalidNote("the note is no checkpoint of this ledger")
    own = checkpoint_note(connection, checkpoint.size)
    if own.text != note.text:
        raise InvalidNote("the note is no checkpoint of this ledger")
    for key in witnesses:
        if not note.signed_by(key):
            raise InvalidNote("no valid signature of {name} is on the note", name=key.name)
    known = {(key.name, key.id) for key in witnesses}
    new = [
        one
        for one in dict.fromkeys(note.signatures)
        if (one.name, one.id) in known and one not in own.signatures
    ]
    if new:
        rows = [{"size": checkpoint.size, "line": str(one)} for one in new]
        connection.execute(insert(schema.cosignatures), rows)
    return len(new)


def prove_record(
    connection: Connection, position: int, *, personal: bool = False, size: int | None = None
) -> RecordProof:
    """The proof that the entry at ``position`` is in the ledger as of its newest checkpoint, or
    that of ``size``. ``personal`` puts its personal members beside it.

    Raises UsageError where there is no such entry or no longer, BrokenLedger.
    """
    note = checkpoint_note(connection, size)
    checkpoint = Checkpoint.parse(note.text)
    found = fetch(connection, [position])
    if not found or position >= checkpoint.size:
        raise UsageError("no entry is at position {position}", position=position)
    kept = _personal(connection, position) if personal else None
    path = inclusion_path(position, checkpoint.size, subtree_of(connection))
    return RecordProof(found[0].data, position, tuple(path), note, kept)


def prove_consistency(
    connection: Connection, old: Note | int, new: int | None = None
) -> ConsistencyProof:
    """The proof that the newest checkpoint (or that of ``new`` entries) only added to ``old``,
    which is a checkpoint or the size of one. Raises UsageError, InvalidNote, BrokenLedger."""
    later = checkpoint_note(connection, new)
    earlier = checkpoint_note(connection, old) if isinstance(old, int) else old
    first, last = Checkpoint.parse(earlier.text), Checkpoint.parse(later.text)
    if first.origin != last.origin:
        raise InvalidNote("the note is no checkpoint of this ledger")
    if first.size > last.size:
        raise UsageError(
            "the checkpoint of {old} entries is newer than that of {new}",
            old=first.size,
            new=last.size,
        )
    path = consistency_path(first.size, last.size, subtree_of(connection))
    return ConsistencyProof(earlier, later, tuple(path))


def _personal(connection: Connection, position: int) -> Personal | None:
    table = schema.personal
    row = connection.execute(
        select(table.c.salt, table.c.data).where(table.c.position == position)
    ).one_or_none()
    return None if row is None else Personal(bytes(row.salt), bytes(row.data))


def _cosignatures(connection: Connection, size: int) -> tuple[Signature, ...]:
    table = schema.cosignatures
    lines = connection.scalars(
        select(table.c.line).where(table.c.size == size).order_by(table.c.line)
    )
    return tuple(map(parse_signature, lines))
