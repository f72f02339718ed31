"""Edits: how a container wants its file changed, before anything is written.

A container never writes. It returns edits — at this offset, replace so many bytes by these —
and everything between them is the original's own bytes, copied untouched. So a format's code
cannot damage what it does not name, and one writer serves every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hegui.files.source import Source


class Edit(NamedTuple):
    """At ``offset``, ``length`` bytes of the original give way to ``data``.

    ``length`` 0 inserts, empty ``data`` removes, equal lengths overwrite in place.
    """

    offset: int
    length: int
    data: bytes

    @property
    def growth(self) -> int:
        """By how many bytes the file grows (negative: shrinks)."""
        return len(self.data) - self.length


Edits = tuple[Edit, ...]
Span = tuple[int, int]
"""A range of the original: its first byte, and the one behind its last."""


def ordered(edits: Iterable[Edit]) -> Edits:
    """The edits by offset, insertions before replacements at the same one.

    Overlapping edits are a mistake of the container's code, not of the file: AssertionError.
    """
    result = tuple(sorted(edits, key=lambda edit: (edit.offset, edit.length)))
    end = 0
    for edit in result:
        end = _end(edit, end)
    return result


def disjoint(edits: Iterable[Edit], source: Source) -> Edits:
    """The same, for edits of structures that ``source`` may let overlap: then BrokenFile."""
    end = 0
    result = sorted(edits)
    for edit in result:
        if edit.offset < end:
            raise source.broken("the label overlaps another structure", edit.offset)
        end = edit.offset + edit.length
    return ordered(result)


def pieces(size: int, edits: Edits) -> Iterator[Span | bytes]:
    """The new file in order: (start, end) ranges of the original, and new bytes.

    Edits that are out of order or reach beyond the file's ``size`` are AssertionErrors.
    """
    at = 0
    for edit in edits:
        end = _end(edit, at)
        if end > size:
            raise AssertionError(f"an edit ends at byte {end} of a file of {size}")
        if edit.offset > at:
            yield at, edit.offset
        if edit.data:
            yield edit.data
        at = end
    if at < size:
        yield at, size


def _end(edit: Edit, before: int) -> int:
    # Raised, not asserted: ``python -O`` must not write a file that this would have stopped.
    if edit.offset < before or edit.length < 0:
        raise AssertionError(f"edits overlap at byte {edit.offset}")
    return edit.offset + edit.length


def apply_edits(data: bytes, edits: Edits) -> bytes:
    """The edited bytes, for content held in memory."""
    view = memoryview(data)
    return b"".join(
        piece if isinstance(piece, bytes) else view[piece[0] : piece[1]]
        for piece in pieces(len(data), edits)
    )
