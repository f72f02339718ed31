"""Where a file's content lies: what tells, without all of it, that a change in place left it alone.

A change in place says which bytes it writes. Content that is at the same place afterwards, and
none of whose bytes was written, is the same; content that is at another place is compared with
the bytes at the old one, which are still there. So a film of gigabytes is not hashed again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

from hegui.errors import FileError
from hegui.implicit.essence import Piece, blocks_of, pieces

if TYPE_CHECKING:
    from hegui.files.edits import Span
    from hegui.files.in_place import InPlace
    from hegui.files.source import Source
    from hegui.implicit.container import Container

MOST_RANGES = 1_000_000
"""Ranges that are kept, at sixteen bytes each; content in more of them is hashed again."""


class Outline:
    """The pieces of one file's content: its ranges by their places, all else by a digest.

    Made while the file is as it was; it does not look into the file again.
    """

    def __init__(self, size: int) -> None:
        """``size`` is the file's length in bytes."""
        self._size = size
        self._starts = array("Q")
        self._ends = array("Q")
        self._shape = _Shape()

    def add(self, piece: Piece) -> None:
        """Takes in the next piece of the content, which lies within the file."""
        self._shape.add(piece)
        if not isinstance(piece, bytes) and len(self._starts) <= MOST_RANGES:
            self._starts.append(piece[0])
            self._ends.append(piece[1])

    def kept(self, new: Container, change: InPlace) -> bool:
        """Whether the content of ``new``, the file after ``change``, is byte for byte the same.

        False where it is not, and where only looking at all of it could tell.
        """
        try:
            return self._kept(new, change)
        except FileError:
            return False

    def _kept(self, new: Container, change: InPlace) -> bool:
        source = new.source
        if len(self._starts) > MOST_RANGES or source.size != self._size + len(change.tail):
            return False
        written = _Written(change.written(self._size))
        shape = _Shape()
        at = 0
        for piece in pieces(new):
            shape.add(piece)
            if isinstance(piece, bytes):
                continue
            if at == len(self._starts):
                return False
            old = self._starts[at], self._ends[at]
            if written.touches(old) or (piece != old and not _equal(source, old, piece)):
                return False
            at += 1
        return at == len(self._starts) and shape.digest() == self._shape.digest()


class _Shape:
    """A digest of literal bytes, and of how long each piece is, in order."""

    def __init__(self) -> None:
        self._running = sha256()

    def add(self, piece: Piece) -> None:
        if isinstance(piece, bytes):
            self._running.update(b"literal" + len(piece).to_bytes(8))
            self._running.update(piece)
        else:
            self._running.update(b"range" + (piece[1] - piece[0]).to_bytes(8))

    def digest(self) -> bytes:
        return self._running.digest()


class _Written:
    """Ranges that were written, in order of their beginnings."""

    def __init__(self, spans: list[Span]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def touches(self, span: Span) -> bool:
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]


def _equal(source: Source, one: Span, other: Span) -> bool:
    """Whether two ranges of one file hold the same bytes."""
    if one[1] - one[0] != other[1] - other[0]:
        return False
    both = zip(blocks_of(source, one), blocks_of(source, other), strict=True)
    return all(left == right for left, right in both)
