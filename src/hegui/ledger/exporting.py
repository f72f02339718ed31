"""The ledger as C2SP tlog-tiles lays a log out in files, for mirrors, monitors and witnesses.

``checkpoint``, ``tile/<level>/<number>[.p/<width>]`` and ``tile/entries/<number>[.p/<width>]``.
Entries hold no personal members. Where old entries were let go, bundles begin with the first that
is whole, as the specification's pruning allows. What is full never changes and is written once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from hegui.errors import BrokenLedger
from hegui.files.source import Source
from hegui.files.syncing import SyncBehind
from hegui.files.target import Target, make_directory
from hegui.files.writing import write_edited
from hegui.ledger import schema
from hegui.ledger.appending import read_state, read_tiles
from hegui.ledger.merkle import HASH_BYTES
from hegui.ledger.reading_tree import checkpoint_note
from hegui.ledger.tiles import WIDTH


@dataclass(frozen=True, slots=True)
class Exported:
    """``size`` entries, of which those from ``minimum`` on are in bundles; ``written`` files are
    new or changed."""

    size: int
    minimum: int
    written: int


def export(
    connection: Connection, directory: str, progress: Callable[[float], None] | None = None
) -> Exported:
    """Writes what ``directory`` lacks, the checkpoint last: whoever reads while it is written
    finds everything that the checkpoint there speaks of. Raises CannotWrite, BrokenLedger."""
    state = read_state(connection)
    minimum = -(-state.kept_from // WIDTH) * WIDTH
    note = str(checkpoint_note(connection)).encode()
    make_directory(directory)
    total = sum(1 for _ in _resources(state.size, minimum))
    written = 0
    with SyncBehind(directory) as behind:
        for done, (level, number, width) in enumerate(_resources(state.size, minimum), 1):
            path = os.path.join(directory, *tile_path(level, number, width))
            if not os.path.exists(path):
                _write(path, _content(connection, level, number, width))
                behind.wrote()
                written += 1
            if progress is not None:
                progress(done / total)
    _write(os.path.join(directory, "checkpoint"), note, replace=True)
    return Exported(state.size, minimum, written)


def tile_path(level: int | None, number: int, width: int = WIDTH) -> tuple[str, ...]:
    """Where a tile is, or with ``level`` None a bundle of entries."""
    digits = f"{number:0{-(-len(str(number)) // 3) * 3}d}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    kind = "entries" if level is None else str(level)
    above = ("tile", kind, *(f"x{one}" for one in groups[:-1]))
    if width == WIDTH:
        return (*above, groups[-1])
    return (*above, f"{groups[-1]}.p", str(width))


def _resources(size: int, minimum: int) -> Iterator[tuple[int | None, int, int]]:
    """(level, number, width) of every tile and bundle of a tree of ``size``."""
    level = 0
    while count := size >> (8 * level):
        full, partial = divmod(count, WIDTH)
        yield from ((level, number, WIDTH) for number in range(full))
        if partial:
            yield level, full, partial
        level += 1
    full, partial = divmod(size, WIDTH)
    yield from ((None, number, WIDTH) for number in range(minimum // WIDTH, full))
    if partial and full * WIDTH >= minimum:
        yield None, full, partial


def _content(connection: Connection, level: int | None, number: int, width: int) -> bytes:
    if level is not None:
        data = read_tiles(connection, [(level, number)]).get((level, number), b"")
        if len(data) < width * HASH_BYTES:
            raise BrokenLedger(
                "tile {number} of level {level} is missing or of a wrong length",
                number=number,
                level=level,
            )
        return data[: width * HASH_BYTES]
    start = number * WIDTH
    table = schema.entries
    rows = connection.execute(
        select(table.c.position, table.c.entry)
        .where(table.c.position >= start, table.c.position < start + width)
        .order_by(table.c.position)
    ).all()
    for expected, (position, _) in enumerate(rows, start):
        if position != expected:
            raise BrokenLedger("entry {position} is missing", position=expected)
    if len(rows) != width:
        raise BrokenLedger("entry {position} is missing", position=start + len(rows))
    return b"".join(len(entry).to_bytes(2, "big") + bytes(entry) for _, entry in rows)


def _write(path: str, data: bytes, *, replace: bool = False) -> None:
    make_directory(os.path.dirname(path))
    target = Target(path, replace=replace, durable=replace)
    write_edited(Source.of_bytes(data, path), (), target, original=None, verify=lambda _: None)
