"""A Matroska file with clusters put in: what stands behind them, and what tells of it, anew.

No block is touched. Clusters behind the join get a new head with their new time; positions and
times in SeekHead and Cues, the durations in Info and Tags and the Segment's size are those of
the new file. Source: RFC 9559 5.1, 6 (layout), 16 (positions); RFC 8794 11.3.1 (CRC-32).
"""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from hegui.explicit.sound import matroska_layout as mkv
from hegui.files.edits import Edit, ordered
from hegui.structures import ebml
from hegui.structures.matroska_layout import CLUSTER, CUES, INFO, SEEK_HEAD, TAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from hegui.explicit.sound.matroska_layout import Cluster, Layout
    from hegui.files.source import Source
    from hegui.structures.ebml import Element

_SEEK, _SEEK_POSITION = 0x4DBB, 0x53AC
_CUE_POINT, _CUE_TIME, _CUE_PLACE = 0xBB, 0xB3, 0xB7
_CUE_CLUSTER, _CUE_RELATIVE = 0xF1, 0xF0
_DURATION = 0x4489
_TAG, _SIMPLE, _TAG_NAME, _TAG_STRING = 0x7373, 0x67C8, 0x45A3, 0x4487
_WIDE = 8
"""Bytes of every position and time told anew, so that no length depends on what they say."""
_READ = 1024 * 1024
_CLOCK = re.compile(rb"(\d{1,9}):(\d\d):(\d\d)(?:\.(\d{1,9}))?")
_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Put:
    """What is put in: whole clusters (``data``) before byte ``at``, the beginning of a block of
    cluster number ``cluster`` or of that cluster, or the end of the last. ``longer`` is by how
    much all times behind it grow, which begin at ``time``; ``packets`` and ``size`` are what the
    prompt has of them."""

    cluster: int
    at: int
    time: int
    data: bytes
    longer: int
    packets: int
    size: int


def rewritten(source: Source, layout: Layout, put: Put) -> list[Edit]:
    """The edits that put clusters in. Raises BrokenFile, CeilingExceeded."""
    made = _clusters(source, layout, put)
    edits: list[Edit] = []
    for _ in range(2):  # no length depends on a position: the second time they are right
        edits = made + _told(source, layout, put, _Moves(layout, put, edits))
    return edits


class _Moves:
    """Where in the new file what began at a byte of the old one begins."""

    def __init__(self, layout: Layout, put: Put, edits: list[Edit]) -> None:
        self._put, self._origin = put, 0
        sorted_ = ordered(edits)
        self._keys = [(one.offset, bool(one.length)) for one in sorted_]
        self._growth = [0, *accumulate(one.growth for one in sorted_)]
        self._origin = self._new(layout.origin - 1, after=True) + 1
        self._numbers = {one.offset: number for number, one in enumerate(layout.clusters)}
        heads = {one.offset: one.data for one in edits if one.length}
        self._heads = [
            _length(heads[one.offset]) if one.offset in heads else one.first - one.element.data_at
            for one in layout.clusters
        ]
        rest = next((one.data for one in edits if one.offset == put.at and not one.length), b"")
        self._cut_head = _length(rest[len(put.data) :])

    def position(self, offset: int) -> int:
        """The position from the Segment's beginning of what was at byte ``offset``."""
        return self._new(offset) - self._origin

    def number(self, position: int) -> int | None:
        """The number of the cluster that begins at an old position (as a byte)."""
        return self._numbers.get(position)

    def place(self, cluster: Cluster, relative: int, *, cut: bool) -> tuple[int, int]:
        """The position of a cluster and, from its beginning, that of a block that was at
        ``relative``; ``cut``: the block is in what was cut off the cluster."""
        at = cluster.element.data_at + relative
        if cut:
            before = self._new(self._put.at - 1, after=True) + 1 - self._origin
            return before + len(self._put.data), max(0, at - self._put.at) + self._cut_head
        head = self._heads[self._numbers[cluster.offset]]
        return self.position(cluster.offset), max(0, at - cluster.first) + head

    def _new(self, offset: int, *, after: bool = False) -> int:
        return offset + self._growth[bisect_right(self._keys, (offset, after))]


def _length(head: bytes) -> int:
    """How many bytes stand between a cluster's size and its first block."""
    found = ebml.decode(head, 0)
    return len(head) - found.data_at if found else 0


def _cut(layout: Layout, put: Put) -> Cluster | None:
    """The cluster that is cut in two, if one is."""
    if put.cluster == len(layout.clusters):
        return None
    cluster = layout.clusters[put.cluster]
    return cluster if put.at > cluster.offset else None


def _clusters(source: Source, layout: Layout, put: Put) -> list[Edit]:
    edits = [Edit(put.at, 0, put.data)]
    number = put.cluster
    cut = _cut(layout, put)
    if cut:
        if cut.known:
            edits.append(_headed(source, cut, cut.first, put.at, 0))
        behind = _head(source, cut, put.at, cut.end, put.longer)
        edits[0] = Edit(put.at, 0, put.data + behind)
        number += 1
    edits += [
        _headed(source, one, one.first, one.end, put.longer) for one in layout.clusters[number:]
    ]
    return edits


def _headed(source: Source, cluster: Cluster, start: int, end: int, longer: int) -> Edit:
    data = _head(source, cluster, start, end, longer)
    return Edit(cluster.offset, cluster.first - cluster.offset, data)


def _head(source: Source, cluster: Cluster, start: int, end: int, longer: int) -> bytes:
    """The head of a cluster whose blocks are those from byte ``start`` to ``end``."""
    said = ebml.make_uint(mkv.TIMESTAMP, cluster.time + longer)
    name = CLUSTER.to_bytes(4)
    if not cluster.known:
        return name + b"\1" + b"\xff" * 7 + said
    if cluster.checked:
        check = zlib.crc32(said)
        for at in range(start, end, _READ):
            check = zlib.crc32(source.read(at, min(_READ, end - at), "the element"), check)
        said = ebml.make(ebml.CRC_32, check.to_bytes(4, "little")) + said
    return name + ebml.size_field(len(said) + end - start, cluster.element.size_width) + said


def _told(source: Source, layout: Layout, put: Put, moves: _Moves) -> list[Edit]:
    """The elements that tell of the clusters, and the Segment's size."""
    changes: dict[int, Callable[[bytes], bytes]] = {
        SEEK_HEAD: lambda body: _sought(source, layout, body, moves),
        INFO: lambda body: _each(
            source, body, {_DURATION: lambda data: _lasting(data, put.longer)}
        ),
        CUES: lambda body: _cued(source, layout, put, body, moves),
        TAGS: lambda body: _tagged(source, body, put, layout.scale),
    }
    edits = [_anew(source, one, changes[one.id]) for one in layout.elements if one.id in changes]
    segment = layout.segment
    if segment.size >= 0:
        field = ebml.size_field(moves.position(layout.end), segment.size_width)
        edits.append(Edit(segment.size_at, segment.size_width, field))
    return edits


def _anew(source: Source, element: Element, change: Callable[[bytes], bytes]) -> Edit:
    raw = source.read(element.offset, element.length, "the element")
    whole = ebml.decode(raw, 0)
    assert whole is not None
    start = whole.data_at + (6 if ebml.has_crc(raw, whole) else 0)
    return Edit(element.offset, element.length, ebml.remake(raw, whole, change(raw[start:])))


def _each(source: Source, body: bytes, changes: dict[int, Callable[[bytes], bytes]]) -> bytes:
    """``body``, the elements of one level, with the data of some changed."""
    whole = ebml.Element(0, 0, 0, len(body))
    parts = []
    for one in ebml.children(source, body, whole, 0):
        data = body[one.data_at : one.end]
        change = changes.get(one.id)
        if change is None:
            parts.append(body[one.offset : one.end])
        else:
            parts.append(ebml.make(one.id, change(data)))
    return b"".join(parts)


def _lasting(data: bytes, longer: int) -> bytes:
    form = {4: ">f", 8: ">d"}.get(len(data))
    if form is None:
        return data
    said: float = struct.unpack(form, data)[0]
    return struct.pack(form, said + longer)


def _sought(source: Source, layout: Layout, body: bytes, moves: _Moves) -> bytes:
    def position(data: bytes) -> bytes:
        return _wide(moves.position(ebml.uint(data) + layout.origin))

    def seek(data: bytes) -> bytes:
        return _each(source, data, {_SEEK_POSITION: position})

    return _each(source, body, {_SEEK: seek})


def _cued(source: Source, layout: Layout, put: Put, body: bytes, moves: _Moves) -> bytes:
    cut = _cut(layout, put)

    def point(data: bytes) -> bytes:
        when = _fields(source, data).get(_CUE_TIME, 0)
        later = when >= put.time

        def place(data: bytes) -> bytes:
            said = _fields(source, data)
            number = moves.number(said.get(_CUE_CLUSTER, -1) + layout.origin)
            if number is None:
                return data
            cluster = layout.clusters[number]
            position, relative = moves.place(
                cluster, said.get(_CUE_RELATIVE, 0), cut=later and cluster == cut
            )
            return _each(
                source,
                data,
                {
                    _CUE_CLUSTER: lambda _: _wide(position),
                    _CUE_RELATIVE: lambda _: _wide(relative),
                },
            )

        time = when + put.longer if later else when
        return _each(source, data, {_CUE_TIME: lambda _: _wide(time), _CUE_PLACE: place})

    return _each(source, body, {_CUE_POINT: point})


def _wide(value: int) -> bytes:
    """A number in as many bytes as any has; what a damaged file counts beyond that is cut off."""
    return min(max(value, 0), (1 << 8 * _WIDE) - 1).to_bytes(_WIDE)


def _fields(source: Source, data: bytes) -> dict[int, int]:
    whole = ebml.Element(0, 0, 0, len(data))
    return {
        one.id: ebml.uint(data[one.data_at : one.end])
        for one in ebml.children(source, data, whole, 0)
    }


def _tagged(source: Source, body: bytes, put: Put, scale: int) -> bytes:
    """Tags with the statistics that FFmpeg and mkvmerge write of a track."""

    def simple(data: bytes) -> bytes:
        whole = ebml.Element(0, 0, 0, len(data))
        name = next(
            (
                ebml.string(data[one.data_at : one.end])
                for one in ebml.children(source, data, whole, 0)
                if one.id == _TAG_NAME
            ),
            b"",
        )
        changes: dict[bytes, Callable[[bytes], bytes]] = {
            b"DURATION": lambda said: _clock(said, put.longer * scale),
            b"NUMBER_OF_FRAMES": lambda said: _more(said, put.packets),
            b"NUMBER_OF_BYTES": lambda said: _more(said, put.size),
        }
        change = changes.get(name)
        return _each(source, data, {_TAG_STRING: change}) if change else data

    return _each(source, body, {_TAG: lambda data: _each(source, data, {_SIMPLE: simple})})


def _clock(said: bytes, longer: int) -> bytes:
    found = _CLOCK.fullmatch(ebml.string(said))
    if not found:
        return said
    hours, minutes, seconds, fraction = found.groups()
    digits = len(fraction or b"")
    total = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    whole = total * _SECOND + int((fraction or b"").ljust(9, b"0")) + longer
    seconds_, rest = divmod(whole, _SECOND)
    text = f"{seconds_ // 3600:02d}:{seconds_ // 60 % 60:02d}:{seconds_ % 60:02d}"
    if digits:
        text += f".{rest:09d}"[: digits + 1]
    return text.encode() + bytes(max(0, len(said) - len(text)))


def _more(said: bytes, by: int) -> bytes:
    text = ebml.string(said)
    return str(int(text) + by).encode() if text.isdigit() and len(text) < 19 else said
