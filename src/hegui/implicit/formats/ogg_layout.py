"""A comment packet laid out anew on the pages of its stream.

Source: RFC 3533, 6 (lacing, the flag of a continued packet, the granule position of a page on
which no packet ends).
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.formats.ogg_streams import Stream
from hegui.structures.ogg_pages import (
    CONTINUED,
    LAST,
    NO_GRANULE,
    Page,
    distributed,
    lacing_of,
    packed,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The edits of the pages, and how many pages more than before there are."""

    edits: list[Edit]
    more: int


def relaid(source: Source, stream: Stream, packet: bytes) -> Layout:
    """The pages of a stream's comment packet with ``packet`` in its place.

    What else stands on the last of them (in Vorbis the setup header begins there) stays on the
    last.
    """
    old = stream.pages
    tail_lacing = old[-1].lacing[stream.segments :]
    tail = source.read(old[-1].end - sum(tail_lacing), sum(tail_lacing), "the page")
    lacing = lacing_of(len(packet)) + tail_lacing
    counts = distributed(len(lacing), [len(page.lacing) for page in old], len(tail_lacing))
    new = _pages(old, lacing, counts)
    data, at, edits = packet + tail, 0, []
    for index, page in enumerate(new):
        block = packed(page, data[at : at + page.length])
        at += page.length
        if index < len(old):
            edits.append(Edit(old[index].offset, old[index].end - old[index].offset, block))
        else:
            last = edits.pop()
            edits.append(Edit(last.offset, last.length, last.data + block))
    edits += [Edit(page.offset, page.end - page.offset, b"") for page in old[len(new) :]]
    return Layout([edit for edit in edits if _differs(source, edit)], len(new) - len(old))


def _pages(old: list[Page], lacing: bytes, counts: list[int]) -> list[Page]:
    """The heads of the new pages, their places those of the old."""
    new: list[Page] = []
    at = 0
    for index, count in enumerate(counts):
        like = old[min(index, len(old) - 1)]
        part = lacing[at : at + count]
        ends = any(length < 255 for length in part)
        flags = like.flags & ~(CONTINUED | LAST)
        if at and lacing[at - 1] == 255:
            flags |= CONTINUED
        if index == len(counts) - 1:
            flags |= old[-1].flags & LAST
            granule = old[-1].granule
        elif not ends:
            granule = NO_GRANULE if like is old[-1] else like.granule
        else:
            granule = 0
        number = old[0].number + index & 0xFFFFFFFF
        new.append(Page(like.offset, flags, granule, like.serial, number, 0, part))
        at += count
    return new


def _differs(source: Source, edit: Edit) -> bool:
    return edit.length != len(edit.data) or edit.data != source.read(edit.offset, edit.length)
