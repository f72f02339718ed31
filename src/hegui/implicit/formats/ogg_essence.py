"""What an Ogg file's content is, whatever its comments, its pages and its numbers are.

In: every stream's identification and setup headers and its data packets, in file order; at the
end, for every stream, a digest of its packets' lengths and the granule position of its last page
(which says where the sound is cut). Out: comment packets, the further metadata blocks of FLAC,
Skeleton, page heads, and with them serial numbers, page numbers, checksums and the division into
pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from hegui.files.source import Source
from hegui.implicit.formats.ogg_streams import FLAC, SKELETON, Codec, codec_of
from hegui.structures.ogg_pages import FIRST, NO_GRANULE, Page, pages

# The FLAC mapping says behind its magic and version how many header packets follow.
_FLAC_COUNT = (7, 9)
_FRAME = b"\xff"


@dataclass(slots=True)
class _State:
    """How far a stream has been followed: ``packet`` counts those begun and ended."""

    codec: Codec
    packet: int = 0
    within: bool = False
    kept: bool = True
    headers: bool = True
    granule: int = 0
    lengths: hashlib._Hash = field(default_factory=hashlib.sha256)


def essence(source: Source) -> Iterator[tuple[int, int] | bytes]:
    """The content as ranges of the source, and a few literal bytes at the end."""
    current: dict[int, _State] = {}
    states: list[_State] = []
    for page in pages(source, 0, source.size, counted=False):
        state = current.get(page.serial)
        if state is None or page.flags & FIRST:
            state = current[page.serial] = _State(codec_of(source, page))
            states.append(state)
        if state.codec is SKELETON:
            continue
        if page.granule != NO_GRANULE:
            state.granule = page.granule
        if not state.headers:
            state.lengths.update(page.lacing)
            if page.lacing:
                yield page.body, min(page.end, source.size)
            continue
        for start, end in _header_page(source, page, state):
            if start < min(end, source.size):
                yield start, min(end, source.size)
    for state in states:
        yield state.lengths.digest() + state.granule.to_bytes(8, "little")


def _header_page(source: Source, page: Page, state: _State) -> Iterator[tuple[int, int]]:
    """The kept ranges of a page on which headers stand."""
    at = page.body
    for index, length in enumerate(page.lacing):
        if not state.within:
            state.kept = _is_kept(source, state, at)
            state.within = True
        if not state.headers:
            state.lengths.update(page.lacing[index:])
            yield at, page.end
            state.within = page.lacing[-1] == 255
            return
        if state.kept:
            state.lengths.update(bytes((length,)))
            if state.codec is FLAC and state.packet == 0 and at == page.body:
                yield at, at + min(_FLAC_COUNT[0], length)
                yield at + _FLAC_COUNT[1], at + length
            else:
                yield at, at + length
        at += length
        if length < 255:
            state.within = False
            state.packet += 1


def _is_kept(source: Source, state: _State, at: int) -> bool:
    """Whether the packet that begins at ``at`` is content; headers end where none can follow."""
    if state.packet == 0:
        return True
    if state.codec is FLAC:
        # Frames of FLAC begin with fourteen ones, which no metadata block does.
        state.headers = source.peek(at, 1) != _FRAME
        return not state.headers
    state.headers = state.packet < 2 and state.codec.commented
    return not state.headers
