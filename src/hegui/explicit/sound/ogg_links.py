"""The one logical stream of an Ogg file that a label goes into, and the packets it begins with.

A chained file holds streams one behind the other, each with numbers of its own: a label at the
start goes into the first, one at the end into the last, and no other is touched. Source: RFC 3533
4 and 6 (chaining, multiplexing), RFC 7845 3 and Vorbis I A.2 (headers on pages of their own).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.errors import Unsupported
from hegui.explicit.sound.options import Position
from hegui.structures.ogg_pages import FIRST, Page, pages

if TYPE_CHECKING:
    from hegui.explicit.sound.options import AudioOptions
    from hegui.files.source import Source

_KIND = 8
_SAME = 5
"""So many bytes tell one codec from another."""
_MOST_HEADERS = 16 * 1024**2


def kind_of(source: Source) -> bytes:
    """The first bytes of the first stream: what it is."""
    page = next(pages(source, 0, source.size), None)
    return source.peek(page.body, _KIND) if page else b""


def link(source: Source, options: AudioOptions) -> list[Page]:
    """The pages of the stream that the label goes into.

    Raises BrokenFile, CeilingExceeded; Unsupported for streams side by side, for a label in the
    middle of chained ones, and for chained ones of several codecs.
    """
    found = list(pages(source, 0, source.size))
    if not found or not found[0].flags & FIRST or found[0].offset:
        raise source.broken("the Ogg file begins with no page that begins a stream", 0)
    starts = [number for number, page in enumerate(found) if page.flags & FIRST]
    links = [found[at:end] for at, end in zip(starts, [*starts[1:], len(found)], strict=True)]
    if any(page.serial != one[0].serial for one in links for page in one):
        raise Unsupported(
            "the Ogg file holds several streams side by side, which hegui does not label",
            path=source.name,
        )
    if len(links) > 1 and options.position is Position.MIDDLE:
        raise Unsupported(
            "the Ogg file holds {count} streams one behind the other: a label goes to the start "
            "or the end of it, not into the middle",
            path=source.name,
            count=len(links),
        )
    chosen = links[-1 if options.position is Position.END else 0]
    kinds = [source.peek(page.body, _SAME) for page in (found[0], chosen[0])]
    if kinds[0] != kinds[1]:
        raise Unsupported(
            "the Ogg file holds streams of several codecs one behind the other, which hegui does "
            "not label",
            path=source.name,
        )
    return chosen


def first_sound(source: Source, found: list[Page], headers: int) -> int:
    """The number of the first page of sound: behind so many header packets, on a new page.

    Raises BrokenFile where there is none.
    """
    ended = 0
    for number, page in enumerate(found):
        ended += sum(length < 255 for length in page.lacing)
        if ended >= headers:
            if number + 1 < len(found):
                return number + 1
            break
    raise source.broken("the Ogg file has no page of sound", found[-1].offset)


def packets(source: Source, found: list[Page], count: int) -> list[bytes]:
    """The first packets of a stream. Raises BrokenFile where it has fewer."""
    result: list[bytes] = []
    pending = bytearray()
    for page in found:
        at = page.body
        for length in page.lacing:
            pending += source.read(at, length, "the page")
            at += length
            if length < 255:
                result.append(bytes(pending))
                pending.clear()
                if len(result) == count:
                    return result
            elif len(pending) > _MOST_HEADERS:
                break
    raise source.broken("the Ogg file ends within its headers", found[-1].offset)
