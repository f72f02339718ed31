"""MP4 and QuickTime: the tables of a file's tracks, read without touching its media data.

Source: ISO/IEC 14496-12 (8.2 moov, 8.5 stsd, 8.6 stts/ctts/stss/elst, 8.7 stsz/stsc/stco/co64);
QuickTime File Format, whose composition offsets are signed in version 0 as well.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from hegui.errors import BrokenFile
from hegui.explicit.video.samples import Flags, Numbers, Samples, Unjoinable
from hegui.files.source import Source

MOST_SAMPLES = 20_000_000  # 92 hours at 60 frames a second
_CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"))
_CODECS = {
    b"avc1": ("h264", b"avcC"),
    b"avc3": ("h264", b"avcC"),
    b"hvc1": ("hevc", b"hvcC"),
    b"hev1": ("hevc", b"hvcC"),
    b"vp09": ("vp9", b"vpcC"),
    b"av01": ("av1", b"av1C"),
}
# Where in a file other offsets stand that a splice would have to move.
_MOVED_BY = {
    b"moof": "is fragmented (moof)",
    b"sidx": "has a segment index (sidx)",
    b"mfra": "has a fragment index (mfra)",
}


@dataclass(frozen=True, slots=True)
class Box:
    """One box within bytes or a file: header at ``start``, content from ``body`` to ``end``."""

    type: bytes
    start: int
    body: int
    end: int
    children: tuple[Box, ...] = ()

    def find(self, *path: bytes) -> Box | None:
        """The first box down ``path``, None where there is none."""
        for child in self.children:
            if child.type == path[0]:
                return child if len(path) == 1 else child.find(*path[1:])
        return None


@dataclass(frozen=True, slots=True)
class Track:
    """One track's tables: where each sample lies, its size; ``chunk_first`` samples of chunks."""

    box: Box
    handler: bytes
    sizes: Numbers
    offsets: Numbers
    chunks: Numbers
    chunk_first: Numbers


@dataclass(frozen=True, slots=True)
class Movie:
    """What a splice needs to know of a file: its top-level boxes, ``moov`` itself, the tracks.

    ``moov_at`` is the moov box within the file, ``tree`` the same within the bytes ``moov``.
    """

    source: Source
    top: tuple[Box, ...]
    moov_at: Box
    moov: bytes
    tree: Box
    tracks: tuple[Track, ...]
    video: Track
    samples: Samples
    sample_entry: bytes = field(repr=False)


def read_movie(source: Source) -> Movie:
    """Reads the tables of a movie with one video track.

    Raises BrokenFile where tables contradict the file, Unjoinable where the file is sound but
    of a kind that cannot be spliced (fragmented, encrypted, several video tracks …).
    """
    top, at, moov, tree = read_moov(source)
    for box in top:
        if box.type in _MOVED_BY:
            raise Unjoinable("the file {what}", what=_MOVED_BY[box.type])
    traks = [box for box in tree.children if box.type == b"trak"]
    tracks = tuple(_track(source, moov, box) for box in traks)
    videos = [track for track in tracks if track.handler == b"vide" and len(track.sizes)]
    if not videos:
        raise source.broken("has no video frames")
    if len(videos) > 1:
        raise Unjoinable("the file has {count} video tracks", count=len(videos))
    holds = any(name in moov for name in (b"iloc", b"saio")) or any(
        box.type == b"meta" and source.find(b"iloc", box.start, box.end) >= 0 for box in top
    )
    if holds or tree.find(b"mvex") is not None:
        raise Unjoinable("the file {what}", what="holds offsets that cannot be moved safely")
    entry, samples = _samples(source, moov, tree, videos[0])
    return Movie(source, top, at, moov, tree, tracks, videos[0], samples, entry)


def read_moov(source: Source) -> tuple[tuple[Box, ...], Box, bytes, Box]:
    """The boxes at top level, which of them is moov, its bytes, and its boxes within those.

    Raises BrokenFile.
    """
    top = tuple(_top_level(source))
    at = [box for box in top if box.type == b"moov"]
    if len(at) != 1:
        raise source.broken("has {count} moov boxes instead of one", count=len(at))
    moov = source.read(at[0].start, at[0].end - at[0].start)
    tree, _ = _box(source, moov, 0, len(moov), 0)
    return top, at[0], moov, tree


def _top_level(source: Source) -> Iterator[Box]:
    at = 0
    while at + 8 <= source.size:
        source.count("boxes")
        size, type_ = struct.unpack(">I4s", source.read(at, 8))
        body = at + 8
        if size == 1:
            size = int.from_bytes(source.read(at + 8, 8), "big")
            body = at + 16
        elif size == 0:
            size = source.size - at
        if size < body - at or at + size > source.size:
            name = type_.decode("latin-1")
            raise source.broken("the file ends within box {box!r}", at, box=name)
        yield Box(type_, at, body, at + size)
        at += size


def _box(source: Source, data: bytes, at: int, limit: int, depth: int) -> tuple[Box, int]:
    source.count("boxes")
    source.descend(depth, "boxes")
    if at + 8 > limit:
        raise source.broken("a box of moov is cut off", "moov")
    size, type_ = struct.unpack_from(">I4s", data, at)
    body = at + 8
    if size == 1 and at + 16 <= limit:
        size = int.from_bytes(data[at + 8 : at + 16], "big")
        body = at + 16
    elif size == 0:
        size = limit - at
    if size < body - at or at + size > limit:
        raise source.broken("a box of moov is longer than what holds it", "moov")
    end = at + size
    inner: list[Box] = []
    if type_ in _CONTAINERS:
        walk = body
        while walk + 8 <= end:
            child, walk = _box(source, data, walk, end, depth + 1)
            inner.append(child)
    return Box(type_, at, body, end, tuple(inner)), end


def _full(source: Source, moov: bytes, box: Box | None, name: str) -> memoryview:
    if box is None:
        raise source.broken("a track has no {box}", "moov", box=name)
    return memoryview(moov)[box.body : box.end]


def _entries(source: Source, view: memoryview, at: int, width: int, name: str) -> Numbers:
    """A table's 32-bit fields, ``width`` of them to an entry, after a count at ``at``."""
    if len(view) < at + 4:
        raise source.broken("{box} is cut off", "moov", box=name)
    count = int.from_bytes(view[at : at + 4], "big")
    if len(view) < at + 4 + 4 * width * count:
        raise source.broken("{box} is cut off", "moov", box=name)
    table = np.frombuffer(view, ">u4", width * count, at + 4).astype(np.int64)
    return table.reshape(count, width)


def _track(source: Source, moov: bytes, trak: Box) -> Track:
    hdlr = _full(source, moov, trak.find(b"mdia", b"hdlr"), "hdlr")
    stbl = trak.find(b"mdia", b"minf", b"stbl")
    if stbl is None:
        raise source.broken("a track has no {box}", "moov", box="stbl")
    sizes = _sizes(source, moov, stbl)
    chunks = _chunks(source, moov, stbl)
    stsc = _entries(source, _full(source, moov, stbl.find(b"stsc"), "stsc"), 4, 3, "stsc")
    counts = _chunk_counts(source, stsc, len(chunks), len(sizes))
    first = np.cumsum(counts) - counts
    before = np.cumsum(sizes) - sizes
    chunk_of = np.repeat(np.arange(len(chunks)), counts)
    offsets = chunks[chunk_of] + before - before[first[chunk_of]] if len(sizes) else sizes
    return Track(trak, bytes(hdlr[8:12]), sizes, offsets, chunks, first)


def _sizes(source: Source, moov: bytes, stbl: Box) -> Numbers:
    view = _full(source, moov, stbl.find(b"stsz"), "stsz")
    if len(view) < 12:
        raise source.broken("{box} is cut off", "moov", box="stsz")
    size, count = struct.unpack_from(">II", view, 4)
    if count > MOST_SAMPLES:
        raise source.broken("a track has {count} samples", "moov", count=count)
    if size:
        return np.full(count, size, np.int64)
    return _entries(source, view, 8, 1, "stsz")[:, 0]


def _chunks(source: Source, moov: bytes, stbl: Box) -> Numbers:
    stco = stbl.find(b"stco")
    if stco is not None:
        return _entries(source, _full(source, moov, stco, "stco"), 4, 1, "stco")[:, 0]
    pairs = _entries(source, _full(source, moov, stbl.find(b"co64"), "stco"), 4, 2, "co64")
    if len(pairs) and int(pairs[:, 0].max()) >= 1 << 31:
        raise source.broken("a chunk lies beyond any file's end", "moov")
    return (pairs[:, 0] << 32) + pairs[:, 1]


def _chunk_counts(source: Source, stsc: Numbers, chunks: int, samples: int) -> Numbers:
    if not chunks or not samples:
        if samples:
            raise source.broken("a track has samples but no chunks", "moov")
        return np.zeros(chunks, np.int64)
    starts = np.append(stsc[:, 0] - 1, chunks)
    if not len(stsc) or starts[0] != 0 or (np.diff(starts) < 0).any():
        raise source.broken("{box} is out of order", "moov", box="stsc")
    counts = np.repeat(stsc[:, 1], np.diff(starts))
    if int(counts.sum()) != samples:
        raise source.broken(
            "chunks hold {have} samples, sizes are given for {want}",
            "moov",
            have=int(counts.sum()),
            want=samples,
        )
    return counts


def _samples(source: Source, moov: bytes, tree: Box, track: Track) -> tuple[bytes, Samples]:
    stbl = track.box.find(b"mdia", b"minf", b"stbl")
    assert stbl is not None
    entry, codec, config = _sample_entry(source, moov, stbl)
    mdhd = _full(source, moov, track.box.find(b"mdia", b"mdhd"), "mdhd")
    mvhd = _full(source, moov, tree.find(b"mvhd"), "mvhd")
    scale, movie_scale = _timescale(source, mdhd), _timescale(source, mvhd)
    count = len(track.sizes)
    stts = _entries(source, _full(source, moov, stbl.find(b"stts"), "stts"), 4, 2, "stts")
    deltas = _spread(source, stts, count, "stts")
    # Some writers say a negative last duration; ISO/IEC 14496-12 8.6.1.2 knows none.
    if (deltas >= 1 << 31).any():
        raise source.broken("timestamps run backwards", "moov")
    dts = np.cumsum(deltas) - deltas
    pts = dts.copy()
    ctts = stbl.find(b"ctts")
    if ctts is not None:
        table = _entries(source, _full(source, moov, ctts, "ctts"), 4, 2, "ctts")
        table[:, 1] = np.where(table[:, 1] >= 1 << 31, table[:, 1] - (1 << 32), table[:, 1])
        pts = pts + _spread(source, table, count, "ctts")
    if len(np.unique(pts)) != count:
        raise Unjoinable("several frames have the same time")
    sync = _sync(source, moov, stbl, count)
    end = int(pts.max()) + int(deltas[np.argmax(pts)])
    shown = _shown(source, moov, track.box, movie_scale, scale, (int(pts.min()), end))

    def payloads(start: int, stop: int) -> Iterator[bytes]:
        for at in range(start, stop):
            yield source.read(int(track.offsets[at]), int(track.sizes[at]), "a video frame")

    if (track.offsets + track.sizes > source.size).any():
        lost = int((track.offsets + track.sizes > source.size).sum())
        raise source.broken("the file is cut off: {count} video frames are missing", count=lost)
    base = Fraction(1, scale)
    return entry, Samples(codec, config, base, dts, pts, sync, shown, payloads)


def _sample_entry(source: Source, moov: bytes, stbl: Box) -> tuple[bytes, str, bytes]:
    stsd = _full(source, moov, stbl.find(b"stsd"), "stsd")
    if len(stsd) < 16:
        raise source.broken("{box} is cut off", "moov", box="stsd")
    if int.from_bytes(stsd[4:8], "big") != 1:
        raise Unjoinable("the video track changes its format on the way")
    size = int.from_bytes(stsd[8:12], "big")
    entry = bytes(stsd[8 : 8 + size])
    if len(entry) != size or size < 86:
        raise source.broken("{box} is cut off", "moov", box="stsd")
    kind = entry[4:8]
    if kind == b"encv":
        raise BrokenFile("the video is encrypted: no label can be drawn", path=source.name)
    if kind not in _CODECS:
        name = kind.decode("latin-1").strip()
        raise Unjoinable("frames of {codec} cannot be joined with new ones", codec=name)
    codec, config = _CODECS[kind]
    for box in entry_boxes(source, entry):
        if box.type == config:
            return entry, codec, entry[box.body : box.end]
    raise source.broken("a track has no {box}", "moov", box=config.decode())


def entry_boxes(source: Source, entry: bytes) -> Iterator[Box]:
    """The boxes at the end of a visual sample entry (its own fields take 86 bytes)."""
    at = 86
    while at + 8 <= len(entry):
        box, at = _box(source, entry, at, len(entry), 0)
        yield box


def _timescale(source: Source, view: memoryview) -> int:
    at = 20 if view and view[0] == 1 else 12
    scale = int.from_bytes(view[at : at + 4], "big")
    if not scale:
        raise source.broken("{box} has no time scale", "moov", box="mdhd")
    return scale


def _spread(source: Source, table: Numbers, count: int, name: str) -> Numbers:
    """A run-length table's values, one a sample."""
    if int(table[:, 0].sum()) != count:
        raise source.broken(
            "{box} covers {have} samples of {want}",
            "moov",
            box=name,
            have=int(table[:, 0].sum()),
            want=count,
        )
    return np.repeat(table[:, 1], table[:, 0])


def _sync(source: Source, moov: bytes, stbl: Box, count: int) -> Flags:
    stss = stbl.find(b"stss")
    if stss is None:
        return np.ones(count, np.bool_)
    numbers = _entries(source, _full(source, moov, stss, "stss"), 4, 1, "stss")[:, 0]
    mask = np.zeros(count, np.bool_)
    if len(numbers) and (numbers.min() < 1 or numbers.max() > count):
        raise source.broken("{box} names samples that do not exist", "moov", box="stss")
    mask[numbers - 1] = True
    return mask


def _shown(
    source: Source, moov: bytes, trak: Box, movie_scale: int, scale: int, whole: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """The stretches of media time that the edit list presents; the whole where there is none."""
    elst = trak.find(b"edts", b"elst")
    if elst is None:
        return (whole,)
    view = _full(source, moov, elst, "elst")
    form = struct.Struct(">QqI" if view[0] == 1 else ">IiI")
    count = int.from_bytes(view[4:8], "big")
    if len(view) < 8 + count * form.size:
        raise source.broken("{box} is cut off", "moov", box="elst")
    result = []
    for at in range(count):
        length, start, rate = form.unpack_from(view, 8 + at * form.size)
        if start < 0:
            continue  # an empty edit: nothing is presented
        if rate != 0x10000:
            raise Unjoinable("the edit list changes the playback speed")
        # A length of 0 reaches to the end (fragmented files, and some writers).
        stop = start + round(Fraction(length * scale, movie_scale)) if length else whole[1]
        result.append((max(start, whole[0]), min(stop, whole[1])))
    return tuple(part for part in result if part[1] > part[0]) or (whole,)
