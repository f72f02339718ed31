"""Labelling a huge AVI file where it lies.

A file of one form takes a new LIST INFO at its end: until the form's length takes it in, no
reader meets it. In any other, a list is written within a chunk JUNK of zeros, step by step, and
its head last. Until the old one is called JUNK, both labels are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from hegui.files.edits import Edit
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit.formats.avi_layout import Layout
from hegui.implicit.structures.riff_info import InfoList
from hegui.structures import riff
from hegui.structures.riff import Chunk

_AT_ONCE = 8
_MOST_ROOMS = 64


def plan(source: Source, layout: Layout, new: bytes, last: Iterable[Edit]) -> InPlace | None:
    """The list ``new``, then the commits ``last``; None where there is no room for it."""
    change = _at_end(source, layout, new) or _within_junk(source, layout, new)
    return None if change is None else InPlace(change.tail, (*change.commits, *last))


def unnaming(old: InfoList) -> Iterator[Edit]:
    """The commits after which a list's label is JUNK: it is a list of that, or its entry is.

    FFmpeg reads no list behind a chunk JUNK that follows the index, hence a list. And it shows
    the text of any entry, so that of a single one is wiped as well.
    """
    if old.is_all_label():
        yield Edit(old.chunk.data_at, 4, riff.JUNK)
        return
    entry = old.main
    assert entry is not None
    yield Edit(entry.offset, 4, riff.JUNK)
    for at in range(entry.data_at, entry.data_end, _AT_ONCE):
        length = min(_AT_ONCE, entry.data_end - at)
        yield Edit(at, length, bytes(length))


def _at_end(source: Source, layout: Layout, new: bytes) -> InPlace | None:
    form = layout.first
    if layout.open_film or not form.last == form.end == source.size:
        return None
    tail = b"\0" * (form.end & 1) + new
    length = form.end + len(tail) - 8
    if length > riff.LARGEST:
        return None
    return InPlace(tail, (Edit(4, 4, length.to_bytes(4, "little")),))


def _within_junk(source: Source, layout: Layout, new: bytes) -> InPlace | None:
    for chunk in _fillers(layout):
        if not riff.is_free(source, chunk):
            continue
        fitting = riff.filled(new, chunk.size)
        if fitting is None:
            continue
        starts = range(_AT_ONCE, chunk.size, _AT_ONCE)
        steps = [(start, fitting[start : start + _AT_ONCE]) for start in starts]
        # What is zero is so already. The first step is the head: it makes the list appear.
        steps = [(start, step) for start, step in steps if step.strip(b"\0")]
        steps.append((0, fitting[:_AT_ONCE]))
        return InPlace(
            b"", tuple(Edit(chunk.offset + start, len(step), step) for start, step in steps)
        )
    return None


def _fillers(layout: Layout) -> Iterator[Chunk]:
    fillers = (chunk for chunk, _ in layout.first.parts if riff.is_filler(chunk))
    return islice(fillers, _MOST_ROOMS)
