"""The content of a Matroska file alone: tracks as decoders need them, and the blocks.

In: the time scale, every track's settings (codec, its private data, sizes, frequencies,
encodings, which track is default), every cluster's timestamp and blocks with their durations
and references. Out: names, languages and numbers that only identify (UIDs), titles, tags,
chapters, attachments, Cues, SeekHead, Void and CRC-32 elements, positions and previous sizes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hegui.files.source import Source
from hegui.structures import ebml
from hegui.structures.ebml import Element
from hegui.structures.matroska_layout import (
    CLUSTER,
    INFO,
    TRACKS,
    Segment,
    open_cluster_end,
    read_whole,
)

_TIMESTAMP_SCALE: Final = 0x2AD7B1
_MASTERS: Final = frozenset((TRACKS, 0xAE))
# Name, Language, LanguageBCP47, TrackUID, and what says nothing.
_NOT_PERCEIVED: Final = frozenset((0x536E, 0x22B59C, 0x22B59D, 0x73C5, ebml.VOID, ebml.CRC_32))
# Position, PrevSize, Void and CRC-32 at a cluster's beginning, before its first block.
_OFFSETS: Final = frozenset((0xA7, 0xAB, ebml.VOID, ebml.CRC_32))
_BLOCKS: Final = frozenset((0xA3, 0xA0, 0xAF))
_MOST: Final = 16 * 1024**2


def essence(source: Source, segment: Segment) -> Iterator[tuple[int, int] | bytes]:
    """The content of one Segment, in an order that no metadata changes."""
    for element in segment.all_of(INFO):
        yield from _settings(source, element, frozenset((_TIMESTAMP_SCALE,)))
    for element in segment.all_of(TRACKS):
        yield from _settings(source, element, None)
    at = segment.first_cluster
    while at is not None and at < segment.end:
        source.count("clusters")
        element = ebml.head(source, at)
        end = element.end if element.size >= 0 else 0
        if element.id == CLUSTER:
            if element.size < 0:
                end = open_cluster_end(source, element.data_at, segment.end)
            end = min(end, segment.end)
            yield from _cluster(source, element, end)
        elif element.size < 0:
            raise ebml.too_long(source, element, 0, segment.end)
        at = end


def _settings(source: Source, element: Element, only: frozenset[int] | None) -> Iterator[bytes]:
    """The elements of a master as identifier and data, without the widths of their sizes."""
    raw = read_whole(source, element, _MOST)
    whole = ebml.decode(raw, 0)
    assert whole is not None
    yield from _parts(source, raw, whole, element.offset, only)


def _parts(
    source: Source, raw: bytes, parent: Element, base: int, only: frozenset[int] | None
) -> Iterator[bytes]:
    for child in ebml.children(source, raw, parent, base):
        if child.id in _NOT_PERCEIVED or (only is not None and child.id not in only):
            continue
        if child.id in _MASTERS:
            yield child.id.to_bytes(4)
            yield from _parts(source, raw, child, base, only)
        else:
            data = raw[child.data_at : child.end]
            yield child.id.to_bytes(4) + len(data).to_bytes(8) + data


def _cluster(source: Source, cluster: Element, end: int) -> Iterator[tuple[int, int]]:
    """A cluster's timestamp and blocks: all but the offsets that stand before its blocks."""
    at = start = cluster.data_at
    while at < end:
        source.count("elements")
        child = ebml.head(source, at)
        if child.id in _BLOCKS or child.size < 0:
            break
        if child.id in _OFFSETS:
            if start < at:
                yield start, at
            start = min(child.end, end)
        at = child.end
    if start < end:
        yield start, end
