"""The layout of a Matroska file: its Segments, and what stands in them beside the clusters.

Elements before the first cluster are visited one by one. Of many clusters only the first are:
then the file's own index, SeekHead, says where anything else is, and what it does not list
between the clusters is not looked at. A file without SeekHead is walked cluster by cluster, and
one whose clusters do not say their size block by block, as far as the ceilings go.
Source: RFC 9559 4.5 (position references), 5.1 (elements), 6.2 (SeekHead), 9 (unknown sizes).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import Final

from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.structures import ebml
from hegui.structures.ebml import Element

SEGMENT: Final = 0x18538067
SEEK_HEAD: Final = 0x114D9B74
SEEK: Final = 0x4DBB
SEEK_ID: Final = 0x53AB
SEEK_POSITION: Final = 0x53AC
INFO: Final = 0x1549A966
TRACKS: Final = 0x1654AE6B
CUES: Final = 0x1C53BB6B
CHAPTERS: Final = 0x1043A770
ATTACHMENTS: Final = 0x1941A469
TAGS: Final = 0x1254C367
CLUSTER: Final = 0x1F43B675

_UPPER = frozenset(
    (SEGMENT, ebml.HEADER, SEEK_HEAD, INFO, TRACKS, CUES, CHAPTERS, ATTACHMENTS, TAGS, CLUSTER)
)
_NAMES = {
    SEEK_HEAD: "SeekHead",
    INFO: "Info",
    TRACKS: "Tracks",
    CUES: "Cues",
    TAGS: "Tags",
    CLUSTER: "Cluster",
    SEGMENT: "Segment",
}
_CLUSTERS_WALKED = 64
_MOST_BLOCKS = 250_000
_MOST_ELEMENTS = 10_000
_MOST_SEEK_HEAD = 1024**2


@dataclass(slots=True)
class Segment:
    """One Segment: its head, where it ends, and its elements other than clusters in file order.

    ``first_cluster`` is the first cluster's offset, ``last_cluster`` that of the last one met,
    or None. ``fault`` says why the walk ended early.
    ``cut``: a recording without sizes that ends within its last cluster. ``whole``: every
    element was visited, none passed over by the index.
    """

    head: Element
    end: int
    elements: list[Element] = field(default_factory=list)
    first_cluster: int | None = None
    last_cluster: int | None = None
    fault: FileError | None = None
    cut: bool = False
    whole: bool = True

    @property
    def known(self) -> bool:
        """Whether the Segment says its size."""
        return self.head.size >= 0

    @property
    def origin(self) -> int:
        """What the positions within the Segment count from (RFC 9559 16)."""
        return self.head.data_at

    @property
    def front_end(self) -> int:
        """Where the first cluster begins, or the Segment's end."""
        return self.end if self.first_cluster is None else self.first_cluster

    def all_of(self, id_: int) -> list[Element]:
        """The elements of one kind."""
        return [element for element in self.elements if element.id == id_]

    def void_behind(self, end: int, but: int | None = None) -> int:
        """How many bytes of Void elements follow at ``end``, up to the Void at byte ``but``."""
        at = end
        for element in self.elements:
            if element.id == ebml.VOID and element.offset == at != but:
                at = element.end
        return at - end


@dataclass(frozen=True, slots=True)
class Seek:
    """One entry of a SeekHead: which element stands where, counted from the Segment's origin.

    ``width`` is how many bytes the position has, ``value_at`` their offset in the SeekHead.
    """

    id: int
    position: int
    width: int
    value_at: int


def place_of(element: Element) -> str:
    """What errors and findings call an element."""
    return f"element {_NAMES.get(element.id, f'{element.id:X}')} at byte {element.offset}"


def segments(source: Source) -> list[Segment]:
    """Every Segment of the file. Raises BrokenFile where it does not begin with one."""
    found: list[Segment] = []
    at = 0
    while at < source.size:
        source.count("elements")
        try:
            element = ebml.head(source, at)
            if element.id == SEGMENT:
                segment = _Walk(source, element).segment
                found.append(segment)
                at = segment.end
                if segment.fault:
                    break
                continue
            if element.size < 0 or element.end > source.size:
                raise ebml.too_long(source, element, 0, source.size)
        except FileError:
            if not found:
                raise
            break  # what follows a Segment and is no EBML, no reader looks at
        if element.id not in (ebml.HEADER, ebml.VOID) and not found:
            raise source.broken("the file has no Segment", at)
        at = element.end
    if not found:
        raise source.broken("the file has no Segment", source.size)
    return found


def seeks(source: Source, data: bytes, base: int) -> list[tuple[Element, Seek | None]]:
    """The children of a SeekHead read whole, each with its entry if it is one."""
    whole = ebml.decode(data, 0)
    assert whole is not None
    return [
        (child, _seek(source, data, child, base) if child.id == SEEK else None)
        for child in ebml.children(source, data, whole, base)
    ]


def seek_entry(id_: int, position: int, width: int) -> bytes:
    """A Seek element, its position in at least ``width`` bytes."""
    return ebml.make(
        SEEK,
        ebml.make(SEEK_ID, id_.to_bytes(4)) + ebml.make_uint(SEEK_POSITION, position, width),
    )


def read_whole(source: Source, element: Element, ceiling: int) -> bytes:
    """Head and data of an element. Raises CeilingExceeded where it is over ``ceiling`` bytes."""
    if element.length > ceiling:
        raise CeilingExceeded(
            "{what} of {length} bytes is over the ceiling of {ceiling} bytes for one structure",
            path=source.name,
            place=place_of(element),
            what=_NAMES.get(element.id, "the element"),
            length=element.length,
            ceiling=ceiling,
        )
    return source.read(element.offset, element.length, "the element")


def open_cluster_end(source: Source, at: int, end: int) -> int:
    """Where the cluster ends whose children begin at ``at`` and that does not say its size.

    A child that reaches beyond ``end`` gives its own end. Raises BrokenFile, CeilingExceeded.
    """
    for _ in range(_MOST_BLOCKS):
        if at >= end:
            return at
        source.count("blocks")
        child = ebml.head(source, at)
        if child.id in _UPPER:
            return at
        if child.size < 0:
            raise ebml.too_long(source, child, 0, end)
        at = child.end
    raise CeilingExceeded(
        "more than {ceiling} structures ({what})",
        path=source.name,
        place=f"byte {at}",
        ceiling=_MOST_BLOCKS,
        what="blocks",
    )


def _seek(source: Source, data: bytes, seek: Element, base: int) -> Seek | None:
    id_ = position = None
    width = value_at = 0
    for child in ebml.children(source, data, seek, base):
        if child.id == SEEK_ID and child.size <= 4:
            id_ = ebml.uint(data[child.data_at : child.end])
        elif child.id == SEEK_POSITION and child.size <= 8:
            position = ebml.uint(data[child.data_at : child.end])
            width, value_at = child.size, child.data_at
    return None if id_ is None or position is None else Seek(id_, position, width, value_at)


class _Walk:
    """One walk over one Segment."""

    def __init__(self, source: Source, head: Element) -> None:
        self._source = source
        end = source.size if head.size < 0 else min(head.end, source.size)
        self.segment = Segment(head, end)
        self._targets: list[tuple[int, int]] = []  # a heap of offset and identifier
        self._indexed = False
        if head.size >= 0 and head.end > source.size:
            self.segment.fault = ebml.too_long(source, head, 0, source.size)
        try:
            self._walk()
        except FileError as error:
            self.segment.fault = self.segment.fault or error

    def _walk(self) -> None:
        segment, source = self.segment, self._source
        at, clusters = segment.origin, 0
        while at < segment.end:
            source.count("elements")
            if clusters >= _CLUSTERS_WALKED and self._indexed:
                clusters, segment.whole = 0, False
                at = self._next_target(at)
                continue
            element = ebml.head(source, at)
            if element.id in (SEGMENT, ebml.HEADER) and not segment.known:
                segment.end = at
                return
            if element.id != CLUSTER:
                at = self._visit(element)
                continue
            clusters += 1
            if segment.first_cluster is None:
                segment.first_cluster = at
            segment.last_cluster = at
            at = self._behind(element)

    def _visit(self, element: Element) -> int:
        segment, source = self.segment, self._source
        if element.size < 0 or element.end > segment.end:
            raise ebml.too_long(source, element, 0, segment.end)
        segment.elements.append(element)
        if len(segment.elements) > _MOST_ELEMENTS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=source.name,
                place=place_of(element),
                ceiling=_MOST_ELEMENTS,
                what="elements",
            )
        if element.id == SEEK_HEAD:
            self._index(element)
        return element.end

    def _behind(self, cluster: Element) -> int:
        """Where the cluster ends."""
        segment = self.segment
        if cluster.size < 0:
            end = open_cluster_end(self._source, cluster.data_at, segment.end)
        else:
            end = cluster.end
        if end > segment.end:
            if segment.known:
                raise ebml.too_long(self._source, cluster, 0, segment.end)
            segment.cut = True
            end = segment.end
        return end

    def _index(self, element: Element) -> None:
        """Remembers what a SeekHead lists. One that is broken lists nothing."""
        origin = self.segment.origin
        try:
            data = read_whole(self._source, element, _MOST_SEEK_HEAD)
            for _, seek in seeks(self._source, data, element.offset):
                if seek is not None and seek.id != CLUSTER:
                    heapq.heappush(self._targets, (origin + seek.position, seek.id))
                    self._indexed = True
        except FileError as error:
            self.segment.fault = self.segment.fault or error

    def _next_target(self, at: int) -> int:
        """The nearest element behind ``at`` that the index lists and that is there."""
        while self._targets:
            target, id_ = heapq.heappop(self._targets)
            if at <= target < self.segment.end:
                found = ebml.decode(self._source.peek(target, 12), 0)
                if found is not None and found.id == id_:
                    return target
        return self.segment.end
