"""The tree in tiles of 256 hashes (C2SP tlog-tiles), so that any node is a few hashes away.

Level 0 holds the hashes of leaves, level n those of full tiles of the level below. Only the last
tile of a level may be partial, and only such a one ever changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hegui.errors import BrokenLedger
from hegui.ledger.merkle import EMPTY_ROOT, HASH_BYTES, root_of

WIDTH = 256
_BITS = 8

Tile = tuple[int, int]
"""(level, number) of a tile."""


def last_tiles(size: int) -> list[Tile]:
    """The partial tiles of a tree of ``size`` leaves, from level 0 up."""
    found = []
    level = 0
    while count := size >> (_BITS * level):
        if count % WIDTH:
            found.append((level, count // WIDTH))
        level += 1
    return found


def grow(
    size: int, tiles: Mapping[Tile, bytes], leaves: Sequence[bytes]
) -> tuple[dict[Tile, bytes], bytes]:
    """The tiles that change when ``leaves`` follow a tree of ``size``, and the new root.

    ``tiles`` are those of :func:`last_tiles`. Raises BrokenLedger where one is not as long as
    ``size`` says.
    """
    changed: dict[Tile, bytes] = {}
    level, new, rest = 0, list(leaves), EMPTY_ROOT
    while size >> (_BITS * level) or new:
        number, partial = divmod(size >> (_BITS * level), WIDTH)
        row = _hashes(tiles.get((level, number), b""), level, number, partial) + new
        above = []
        while len(row) >= WIDTH:
            if new:
                changed[level, number] = b"".join(row[:WIDTH])
            above.append(root_of(row[:WIDTH]))
            row = row[WIDTH:]
            number += 1
        if row and new:
            changed[level, number] = b"".join(row)
        if rest != EMPTY_ROOT:
            row = [*row, rest]
        rest = root_of(row) if row else EMPTY_ROOT
        new = above
        level += 1
    return changed, rest


def subtrees(tile: Callable[[Tile], bytes]) -> Callable[[int, int], bytes]:
    """The hashes of complete subtrees (see ``merkle``), given how a tile is fetched.

    Raises BrokenLedger where a tile is missing or too short.
    """

    def subtree(height: int, index: int) -> bytes:
        level, within = divmod(height, _BITS)
        first = index << within
        number, offset = divmod(first, WIDTH)
        data = tile((level, number))
        start, end = HASH_BYTES * offset, HASH_BYTES * (offset + (1 << within))
        if len(data) < end:
            raise _broken(level, number)
        return root_of([data[at : at + HASH_BYTES] for at in range(start, end, HASH_BYTES)])

    return subtree


def _hashes(data: bytes, level: int, number: int, count: int) -> list[bytes]:
    if len(data) != count * HASH_BYTES:
        raise _broken(level, number)
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def _broken(level: int, number: int) -> BrokenLedger:
    return BrokenLedger(
        "tile {number} of level {level} is missing or of a wrong length",
        number=number,
        level=level,
    )
