"""Labelling a huge WAV file where it lies: a chunk at its end, then a length switched.

Until its form's length takes the new chunk in, no reader meets it; until the old chunk is called
JUNK, readers meet the old label first. A form that grows beyond 4 GiB becomes RF64: what ds64
will say is written while that chunk is still called JUNK.
Source: EBU Tech 3306, 3.5 (from RIFF to RF64).
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit
from hegui.files.in_place import InPlace
from hegui.structures import riff
from hegui.structures.riff import Chunk
from hegui.structures.wav_layout import Layout, can_become_ds64, resized

_AT_ONCE = 8


def plan(layout: Layout, packed: bytes, first: Chunk | None, old: Chunk | None) -> InPlace | None:
    """``packed`` at the end of the file instead of ``old``; None where that cannot be done.

    ``first`` is the form's first chunk, which may be room kept for ds64.
    """
    tail = b"\0" * (layout.end & 1) + packed
    end = layout.end + len(tail)
    widens = layout.sizes is None and end - 8 > riff.LARGEST
    if widens and not (first and can_become_ds64(layout.source, first)):
        return None
    edits = resized(layout, end, first)
    commits = list(_widening(edits) if widens else edits)
    if old:
        commits.append(Edit(old.offset, 4, riff.JUNK))
    return InPlace(tail, tuple(commits))


def _widening(edits: list[Edit]) -> Iterator[Edit]:
    """The edits from RIFF to RF64 in an order, and in steps, that leave the file valid."""
    form, sizes, sound = edits
    for start in range(_AT_ONCE, len(sizes.data), _AT_ONCE):
        step = sizes.data[start : start + _AT_ONCE]
        if step.strip(b"\0"):  # the room is all zeros
            yield Edit(sizes.offset + start, len(step), step)
    yield Edit(sizes.offset, _AT_ONCE, sizes.data[:_AT_ONCE])
    yield form
    yield sound
