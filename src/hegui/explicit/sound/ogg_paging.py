"""Packets taken from the pages of an Ogg stream, and laid out on new ones.

Data stay where they are in the file: a packet is ranges of it, with new bytes between, so that
what is held in memory does not grow with the sound. Source: RFC 3533 5 and 6 (lacing, pages).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hegui.files.edits import Edit, Span
from hegui.structures.ogg_pages import (
    CONTINUED,
    HEAD,
    LAST,
    MOST_SEGMENTS,
    NO_GRANULE,
    Page,
    lacing_of,
    packed,
)

if TYPE_CHECKING:
    from hegui.files.source import Source

Piece = bytes | Span
"""New bytes, or a range of the original."""


class Found(NamedTuple):
    """A packet of the original: the number of the page it begins on, and where it lies."""

    page: int
    spans: tuple[Span, ...]

    @property
    def length(self) -> int:
        """Its bytes."""
        return sum(end - start for start, end in self.spans)


class Laid(NamedTuple):
    """A packet to be laid out, and the position in the sound that it ends at."""

    pieces: tuple[Piece, ...]
    granule: int


def found_packets(source: Source, pages: Sequence[Page]) -> Iterator[Found]:
    """The packets on these pages, but those of no bytes. Raises BrokenFile."""
    spans: list[Span] = []
    begun = -1
    for number, page in enumerate(pages):
        if bool(page.flags & CONTINUED) != (begun >= 0):
            raise source.broken("a packet is cut off between two pages", page.place)
        at = start = page.body
        for length in page.lacing:
            at += length
            if length == MOST_SEGMENTS:
                continue
            if begun < 0:
                begun = number
            if at > start:
                spans.append((start, at))
            if spans:
                yield Found(begun, tuple(spans))
            spans, begun, start = [], -1, at
        if page.lacing and page.lacing[-1] == MOST_SEGMENTS:
            begun = number if begun < 0 else begun
            spans.append((start, at))
    if begun >= 0:
        raise source.broken("a packet is cut off between two pages", pages[-1].place)


def cut(pieces: Iterable[Piece], start: int, stop: int) -> tuple[Piece, ...]:
    """The bytes from ``start`` to ``stop`` of these pieces."""
    result: list[Piece] = []
    at = 0
    for piece in pieces:
        length = _length(piece)
        first, last = max(0, start - at), min(length, stop - at)
        if first < last:
            if isinstance(piece, bytes):
                result.append(piece[first:last])
            else:
                result.append((piece[0] + first, piece[0] + last))
        at += length
    return tuple(result)


def bytes_of(source: Source, pieces: Iterable[Piece]) -> bytes:
    """What these pieces are. Raises BrokenFile, CeilingExceeded."""
    return b"".join(
        piece
        if isinstance(piece, bytes)
        else source.read(piece[0], piece[1] - piece[0], "the page")
        for piece in pieces
    )


def repaged(
    source: Source,
    groups: Iterable[Sequence[Laid]],
    pages: Sequence[Page],
) -> Iterator[Edit]:
    """The edits that put packets in the place of ``pages``, a new page begun for every group.

    The last page ends the stream where the last of ``pages`` does. Ranges of the original have
    to be in its order. Raises BrokenFile, CeilingExceeded.
    """
    at = pages[0].offset
    new = b""
    for piece in _pieces(source, groups, pages):
        if isinstance(piece, bytes):
            new += piece
            continue
        if new or piece[0] > at:
            yield Edit(at, piece[0] - at, new)
        at, new = piece[1], b""
    if new or pages[-1].end > at:
        yield Edit(at, pages[-1].end - at, new)


def _pieces(
    source: Source, groups: Iterable[Sequence[Laid]], pages: Sequence[Page]
) -> Iterator[Piece]:
    number = pages[0].number
    before: tuple[Page, tuple[Piece, ...]] | None = None
    for group in groups:
        for flags, granule, lacing, pieces in _pages(group):
            if before:
                yield from _page(source, *before)
            page = Page(0, flags, granule, pages[0].serial, number, 0, lacing)
            before, number = (page, pieces), number + 1
    assert before is not None
    page, pieces = before
    yield from _page(source, page._replace(flags=page.flags | pages[-1].flags & LAST), pieces)


def _page(source: Source, page: Page, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    whole = packed(page, bytes_of(source, pieces))
    yield whole[: HEAD + len(page.lacing)]
    yield from pieces


def _pages(group: Sequence[Laid]) -> Iterator[tuple[int, int, bytes, tuple[Piece, ...]]]:
    """Flags, position, lacing and data of the pages for a group of packets.

    A packet begins on a new page where it does not fit the page and would fit a new one.
    """
    flags, granule, lacing, held = 0, NO_GRANULE, b"", list[Piece]()
    for packet in group:
        left = lacing_of(sum(map(_length, packet.pieces)))
        rest = packet.pieces
        if lacing and len(lacing) + len(left) > MOST_SEGMENTS:
            yield flags, granule, lacing, tuple(held)
            flags, granule, lacing, held = 0, NO_GRANULE, b"", []
        while len(left) > MOST_SEGMENTS:
            part, left = left[:MOST_SEGMENTS], left[MOST_SEGMENTS:]
            full = sum(part)
            yield flags, NO_GRANULE, part, cut(rest, 0, full)
            rest = cut(rest, full, full + sum(left))
            flags = CONTINUED
        lacing += left
        held += rest
        granule = packet.granule
    if lacing:
        yield flags, granule, lacing, tuple(held)


def _length(piece: Piece) -> int:
    return len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]
