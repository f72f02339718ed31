"""The layout of a Matroska or WebM file with one track of sound: its elements and clusters.

Source: RFC 9559 5.1 (elements), 10 (blocks and lacing), 9 (unknown sizes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hegui.errors import Unsupported
from hegui.structures import ebml
from hegui.structures.matroska_layout import (
    ATTACHMENTS,
    CHAPTERS,
    CLUSTER,
    CUES,
    INFO,
    SEEK_HEAD,
    SEGMENT,
    TAGS,
    TRACKS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hegui.files.source import Source
    from hegui.structures.ebml import Element

TIMESTAMP: Final = 0xE7
SIMPLE_BLOCK: Final = 0xA3
BLOCK_GROUP: Final = 0xA0
BLOCK: Final = 0xA1
DISCARD_PADDING: Final = 0x75A2
_ENTRY, _NUMBER, _TYPE, _CODEC, _PRIVATE = 0xAE, 0xD7, 0x83, 0x86, 0x63A2
_ENCODINGS, _DEFAULT_DURATION, _CODEC_DELAY = 0x6D80, 0x23E383, 0x56AA
_SCALE = 0x2AD7B1
_UPPER = {
    ebml.HEADER, SEGMENT, SEEK_HEAD, INFO, TRACKS, CUES, CHAPTERS, ATTACHMENTS, TAGS, CLUSTER
}  # fmt: skip
# What stands in a cluster before its blocks: position, size of the one before, silent tracks.
_BEFORE_BLOCKS = (TIMESTAMP, 0xA7, 0xAB, 0x5854, ebml.VOID, ebml.CRC_32)
_BLOCK_HEAD = 12
_NANOSECONDS: Final = 1_000_000_000
SOUND: Final = 2
PICTURES: Final = 1


@dataclass(frozen=True, slots=True)
class Track:
    """What a TrackEntry says; times are in nanoseconds, 0 where it says none."""

    number: int
    type: int
    codec: str
    private: bytes
    encoded: bool
    default_duration: int
    delay: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: its element, the byte behind it, its time, and where its blocks begin."""

    element: Element
    end: int
    time: int
    first: int
    checked: bool

    @property
    def offset(self) -> int:
        """The byte it begins at."""
        return self.element.offset

    @property
    def known(self) -> bool:
        """Whether it says its size."""
        return self.element.size >= 0


@dataclass(frozen=True, slots=True)
class Block:
    """A block: the byte it begins at, its time, how many packets it holds, and how many
    nanoseconds of their sound are not heard."""

    offset: int
    time: int
    packets: int
    discarded: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A segment: its head, the byte behind it, the elements beside the clusters in file order,
    the clusters, the one track, and the nanoseconds that times count in."""

    segment: Element
    end: int
    elements: tuple[Element, ...]
    clusters: tuple[Cluster, ...]
    track: Track
    scale: int

    @property
    def origin(self) -> int:
        """What positions within the segment count from (RFC 9559 16)."""
        return self.segment.data_at


def read(source: Source) -> Layout:
    """Raises BrokenFile, CeilingExceeded; Unsupported for other than one track of sound."""
    segment, end = _segment(source)
    elements: list[Element] = []
    clusters: list[Cluster] = []
    tracks: list[Track] = []
    scale = 1_000_000
    at = segment.data_at
    while at < end:
        source.count("elements")
        found = ebml.head(source, at)
        if found.id == CLUSTER:
            clusters.append(_cluster(source, found, end))
            at = clusters[-1].end
            continue
        if found.id in (SEGMENT, ebml.HEADER) and segment.size < 0:
            end = at
            break
        if found.size < 0 or found.end > end:
            raise ebml.too_long(source, found, 0, end)
        elements.append(found)
        if found.id == TRACKS:
            tracks += _tracks(source, found)
        elif found.id == INFO:
            for one, data in _read(source, found):
                scale = ebml.uint(data) if one == _SCALE else scale
        at = found.end
    if len(tracks) != 1 or tracks[0].type != SOUND:
        raise Unsupported(
            "hegui labels files with one track of sound, and this has {count}",
            path=source.name,
            count=len(tracks),
        )
    if not clusters or not scale:
        raise source.broken("there is no sound in the file, or no time")
    return Layout(segment, end, tuple(elements), tuple(clusters), tracks[0], scale)


def tracks_of(source: Source) -> list[Track]:
    """The tracks that the first Tracks element declares; none where there is none before the
    sound. Raises BrokenFile, CeilingExceeded."""
    segment, end = _segment(source)
    at = segment.data_at
    while at < end:
        source.count("elements")
        found = ebml.head(source, at)
        if found.id == TRACKS:
            return _tracks(source, found)
        if found.size < 0:
            break
        at = found.end
    return []


def blocks(source: Source, layout: Layout, cluster: Cluster) -> Iterator[Block]:
    """The blocks of a cluster. Raises BrokenFile, CeilingExceeded, Unsupported."""
    at = cluster.first
    while at < cluster.end:
        found = ebml.head(source, at)
        if found.id == SIMPLE_BLOCK:
            yield _block(source, layout, cluster, found, found, 0)
        elif found.id == BLOCK_GROUP:
            inner, discarded = None, 0
            for one in _children(source, found):
                if one.id == BLOCK:
                    inner = one
                elif one.id == DISCARD_PADDING:
                    data = source.read(one.data_at, one.size, "the element")
                    discarded = max(0, int.from_bytes(data, signed=True))
            if inner is None:
                raise source.broken("the block group has no block", at)
            yield _block(source, layout, cluster, found, inner, discarded)
        elif found.id not in _BEFORE_BLOCKS:
            raise Unsupported(
                "the cluster holds an element {name}, which hegui does not move",
                path=source.name,
                place=f"byte {at}",
                name=f"{found.id:X}",
            )
        at = found.end


def _segment(source: Source) -> tuple[Element, int]:
    """The first Segment and the byte behind it."""
    at = 0
    while at < source.size:
        found = ebml.head(source, at)
        if found.id == SEGMENT:
            if found.size < 0:
                return found, source.size
            if found.end > source.size:
                raise ebml.too_long(source, found, 0, source.size)
            return found, found.end
        if found.size < 0 or found.end > source.size:
            raise ebml.too_long(source, found, 0, source.size)
        at = found.end
    raise source.broken("the file has no Segment", source.size)


def _cluster(source: Source, element: Element, limit: int) -> Cluster:
    end = element.end if element.size >= 0 else limit
    if end > limit:
        raise ebml.too_long(source, element, 0, limit)
    at, first, time, checked = element.data_at, -1, -1, False
    while at < end:
        source.count("elements")
        found = ebml.head(source, at)
        if element.size < 0 and found.id in _UPPER:
            end = at
            break
        if found.size < 0 or found.end > end:
            raise ebml.too_long(source, found, 0, end)
        if found.id == TIMESTAMP and time < 0:
            time = ebml.uint(source.read(found.data_at, found.size, "the element"))
        checked = checked or found.id == ebml.CRC_32
        if first < 0 and found.id not in _BEFORE_BLOCKS:
            first = at
            if element.size >= 0:
                break
        at = found.end
    if time < 0:
        raise source.broken("the cluster has no time", element.offset)
    return Cluster(element, end, time, end if first < 0 else first, checked)


def _block(
    source: Source, layout: Layout, cluster: Cluster, whole: Element, inner: Element, discarded: int
) -> Block:
    head = source.peek(inner.data_at, min(_BLOCK_HEAD, inner.size))
    width = 9 - head[0].bit_length() if head else 9
    if len(head) < width + 3:
        raise source.broken("the block is cut short", whole.offset)
    number = int.from_bytes(head[:width]) & (1 << 7 * width) - 1
    if number != layout.track.number:
        raise source.broken("the block is of no track that the file has", whole.offset)
    time = cluster.time + int.from_bytes(head[width : width + 2], signed=True)
    laced = head[width + 2] >> 1 & 3
    count = head[width + 3] + 1 if laced and len(head) > width + 3 else 1
    return Block(whole.offset, time, count, discarded)


def _tracks(source: Source, element: Element) -> list[Track]:
    found = []
    for entry in _children(source, element):
        if entry.id != _ENTRY:
            continue
        said = dict(_read(source, entry))
        found.append(
            Track(
                ebml.uint(said.get(_NUMBER, b"")),
                ebml.uint(said.get(_TYPE, b"")),
                ebml.string(said.get(_CODEC, b"")).decode("latin-1"),
                said.get(_PRIVATE, b""),
                _ENCODINGS in said,
                ebml.uint(said.get(_DEFAULT_DURATION, b"")),
                ebml.uint(said.get(_CODEC_DELAY, b"")),
            )
        )
    return found


def _children(source: Source, parent: Element) -> Iterator[Element]:
    at = parent.data_at
    while at < parent.end:
        source.count("elements")
        found = ebml.head(source, at)
        if found.size < 0 or found.end > parent.end:
            raise ebml.too_long(source, found, 0, parent.end)
        yield found
        at = found.end


def _read(source: Source, parent: Element) -> Iterator[tuple[int, bytes]]:
    for one in _children(source, parent):
        yield one.id, source.read(one.data_at, one.size, "the element")
