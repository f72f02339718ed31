"""MP4 and QuickTime: new video frames in the places of old ones, all else byte for byte.

The new frames keep the old ones' decoding times, so the time tables, the edit list, every other
track and everything that describes the file stand as they were: only sizes, composition offsets,
entry points, the decoder's configuration and the offsets of chunks change.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from hegui.explicit.video.mp4 import Box, Movie, entry_boxes
from hegui.explicit.video.samples import Flags, Numbers, Unjoinable

_STBL = (b"mdia", b"minf", b"stbl")
# Tables with an entry for each sample that nobody could fill for new ones.
_TIED = frozenset((b"subs", b"csgp", b"stdp", b"padb", b"stsh"))
_BLOCK = 1024 * 1024
_KERNEL_BLOCK = 128 * 1024 * 1024
_Moved = Callable[[Numbers, int], Numbers]


@dataclass(frozen=True, slots=True)
class Fresh:
    """New samples in the places ``first`` to ``first + len(sizes) - 1`` of a track.

    Sample k lies in the spool at ``offsets[k]``; ``pts`` in the track's time base.
    """

    first: int
    offsets: Numbers
    sizes: Numbers
    pts: Numbers
    sync: Flags

    @property
    def last(self) -> int:
        """One past the last place."""
        return self.first + len(self.sizes)


def splice(
    movie: Movie,
    fresh: Sequence[Fresh],
    entry: bytes,
    spool: int,
    sink: int,
    progress: Callable[[float], None],
) -> None:
    """Writes the file anew to the descriptor ``sink``, ``fresh`` samples read from ``spool``.

    ``entry`` is the video's new sample entry. Raises OSError as the system gives it,
    Unjoinable where tracks share bytes or the result would outgrow its own size fields.
    """
    track, source = movie.video, movie.source
    places = np.concatenate([np.arange(part.first, part.last) for part in fresh])
    order = np.argsort(track.offsets[places], kind="stable")
    old_at, old_size = track.offsets[places][order], track.sizes[places][order]
    spooled = np.concatenate([part.offsets for part in fresh])[order]
    new_size = np.concatenate([part.sizes for part in fresh])[order]
    _check_alone(movie, places, old_at, old_size)
    growth = np.concatenate(([0], np.cumsum(new_size - old_size)))

    def moved(offsets: Numbers, moov_growth: int) -> Numbers:
        # What lies at an offset moves by the growth of all that stands before it.
        before = growth[np.searchsorted(old_at, offsets, "left")]
        return offsets + before + np.where(offsets > movie.moov_at.start, moov_growth, 0)

    most = source.size + int(np.maximum(new_size, 0).sum()) + 8 * len(movie.moov) + (1 << 20)
    moov = _moov(movie, fresh, entry, most >= 1 << 32, moved)
    pieces: list[tuple[int, int, bytes | int, int]] = [
        (movie.moov_at.start, movie.moov_at.end, moov, len(moov))
    ]
    pieces += _media_headers(movie, old_at, growth)
    pieces += zip(
        old_at.tolist(),
        (old_at + old_size).tolist(),
        spooled.tolist(),
        new_size.tolist(),
        strict=True,
    )
    assert source.descriptor is not None
    at = 0
    for start, end, new, size in sorted(pieces, key=lambda piece: piece[:2]):
        _copy(source.descriptor, at, start, sink)
        if isinstance(new, bytes):
            _write(sink, new)
        else:
            _copy(spool, new, new + size, sink)
        at = end
        progress(at / source.size)
    _copy(source.descriptor, at, source.size, sink)


def with_config(movie: Movie, config: bytes) -> bytes:
    """The video's sample entry with another decoder configuration."""
    entry = movie.sample_entry
    parts = [entry[4:86]]
    for box in entry_boxes(movie.source, entry):
        old = entry[box.body : box.end] == movie.samples.config
        parts.append(_boxed(box.type, config) if old else entry[box.start : box.end])
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 4) + body


def _check_alone(movie: Movie, places: Numbers, at: Numbers, size: Numbers) -> None:
    """No byte of a replaced sample may belong to anything else."""
    shared = Unjoinable("samples of several tracks share their bytes")
    if (at[1:] < at[:-1] + size[:-1]).any():
        raise shared
    media = [box for box in movie.top if box.type == b"mdat"]
    inside = np.zeros(len(at), np.bool_)
    for box in media:
        inside |= (at >= box.body) & (at + size <= box.end)
    if not inside.all():
        raise Unjoinable("video frames lie outside the media data box")
    for track in movie.tracks:
        offsets, sizes = track.offsets, track.sizes
        if track is movie.video:
            kept = np.ones(len(offsets), np.bool_)
            kept[places] = False
            offsets, sizes = offsets[kept], sizes[kept]
        following = np.searchsorted(at, offsets, "right")
        starts_in = (following > 0) & (offsets < (at + size)[np.maximum(following - 1, 0)])
        reaches_in = (following < len(at)) & (
            offsets + sizes > at[np.minimum(following, len(at) - 1)]
        )
        if ((starts_in | reaches_in) & (sizes > 0)).any():
            raise shared


def _media_headers(
    movie: Movie, old_at: Numbers, growth: Numbers
) -> list[tuple[int, int, bytes, int]]:
    pieces = []
    for box in movie.top:
        if box.type != b"mdat":
            continue
        first, last = np.searchsorted(old_at, [box.body, box.end])
        size = box.end - box.start + int(growth[last] - growth[first])
        head = movie.source.read(box.start, box.body - box.start)
        if head[:4] == b"\0\0\0\0":
            continue  # it reaches to the file's end, however long that is
        if box.body - box.start == 16:
            new = head[:8] + size.to_bytes(8, "big")
        elif size < 1 << 32:
            new = size.to_bytes(4, "big") + head[4:]
        else:
            raise Unjoinable("the media data would outgrow its 32-bit size")
        pieces.append((box.start, box.body, new, len(new)))
    return pieces


def _moov(movie: Movie, fresh: Sequence[Fresh], entry: bytes, wide: bool, moved: _Moved) -> bytes:
    """The moov box anew. Its own growth moves what follows it, but not its own size."""
    growth = 0
    for _ in range(2):
        changed = _video_tables(movie, fresh, entry)
        for track in movie.tracks:
            box = track.box.find(*_STBL, b"stco")
            old = box or track.box.find(*_STBL, b"co64")
            if old is not None:
                large = wide or box is None
                changed[old.start] = _chunk_table(moved(track.chunks, growth), large)
        moov = _rebuilt(movie.moov, movie.tree, changed)
        growth = len(moov) - len(movie.moov)
    return moov


def _chunk_table(chunks: Numbers, large: bool) -> bytes:
    body = struct.pack(">II", 0, len(chunks)) + chunks.astype(">u8" if large else ">u4").tobytes()
    return _boxed(b"co64" if large else b"stco", body)


def _video_tables(movie: Movie, fresh: Sequence[Fresh], entry: bytes) -> dict[int, bytes]:
    """The video track's changed boxes, by the offset in moov of the box they replace."""
    stbl = movie.video.box.find(*_STBL)
    assert stbl is not None
    samples = movie.samples
    sizes, pts, sync = movie.video.sizes.copy(), samples.pts.copy(), samples.sync.copy()
    new = np.zeros(len(sizes), np.bool_)
    for part in fresh:
        place = slice(part.first, part.last)
        sizes[place], pts[place], sync[place], new[place] = part.sizes, part.pts, part.sync, True
    offsets = pts - samples.dts
    changed: dict[int, bytes] = {}
    for box in stbl.children:
        body = movie.moov[box.body : box.end]
        if box.type == b"stsd":
            changed[box.start] = _boxed(b"stsd", body[:8] + entry)
        elif box.type == b"stsz":
            head = body[:4] + struct.pack(">II", 0, len(sizes))
            changed[box.start] = _boxed(b"stsz", head + sizes.astype(">u4").tobytes())
        elif box.type == b"stss":
            numbers = np.flatnonzero(sync) + 1
            table = struct.pack(">I", len(numbers)) + numbers.astype(">u4").tobytes()
            changed[box.start] = _boxed(b"stss", body[:4] + table)
        elif box.type == b"ctts":
            changed[box.start] = _boxed(b"ctts", body[:4] + _runs(offsets))
        elif box.type == b"cslg":
            changed[box.start] = _boxed(b"cslg", _shift_range(body, offsets))
        elif box.type == b"sdtp":
            # Which frames depend on which: unknown (0) of the new ones.
            kept = np.frombuffer(body, np.uint8, min(len(sizes), len(body) - 4), 4)
            flags = np.where(new[: len(kept)], 0, kept).astype(np.uint8)
            changed[box.start] = _boxed(b"sdtp", body[:4] + flags.tobytes())
        elif box.type == b"sbgp":
            changed[box.start] = _boxed(b"sbgp", _regrouped(body, new))
        elif box.type == b"stps":
            numbers = np.frombuffer(body, ">u4", offset=8).astype(np.int64)
            numbers = numbers[(numbers >= 1) & (numbers <= len(new))]
            numbers = numbers[~new[numbers - 1]]
            table = struct.pack(">I", len(numbers)) + numbers.astype(">u4").tobytes()
            changed[box.start] = _boxed(b"stps", body[:4] + table)
        elif box.type in _TIED:
            raise Unjoinable(
                "the file {what}", what="describes each video frame in a further table"
            )
    names = {box.type for box in stbl.children}
    if (b"stss" not in names and not sync.all()) or (b"ctts" not in names and offsets.any()):
        raise Unjoinable("the new frames would need tables that the original does without")
    return changed


def _regrouped(body: bytes, new: Flags) -> bytes:
    """A sample-to-group box (ISO/IEC 14496-12 8.9.2) in which new samples are in no group."""
    at = 12 if body[0] == 1 else 8
    count = int.from_bytes(body[at : at + 4], "big")
    table = np.frombuffer(body, ">u4", 2 * count, at + 4).astype(np.int64).reshape(count, 2)
    if int(table[:, 0].sum()) > len(new):
        raise Unjoinable("the file {what}", what="groups more video frames than it has")
    groups = np.repeat(table[:, 1], table[:, 0])
    return body[:at] + _runs(np.where(new[: len(groups)], 0, groups))


def _shift_range(body: bytes, offsets: Numbers) -> bytes:
    """The composition-to-decode box (8.6.1.4) with the bounds of the new offsets."""
    wide = body[0] == 1
    form = struct.Struct(">qqqqq" if wide else ">iiiii")
    _, _, _, start, end = form.unpack_from(body, 4)
    least, greatest = int(offsets.min()), int(offsets.max())
    return body[:4] + form.pack(max(0, -least), least, greatest, start, end)


def _runs(values: Numbers) -> bytes:
    """A run-length table: the count of entries, then how often and what."""
    starts = np.append(0, np.flatnonzero(np.diff(values)) + 1) if len(values) else values
    counts = np.diff(np.append(starts, len(values)))
    pairs = np.stack([counts, values[starts] & 0xFFFFFFFF], axis=1)
    return struct.pack(">I", len(pairs)) + pairs.astype(">u4").tobytes()


def _boxed(type_: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, type_) + body


def _rebuilt(moov: bytes, box: Box, changed: dict[int, bytes]) -> bytes:
    if box.start in changed:
        return changed[box.start]
    if not box.children:
        return moov[box.start : box.end]
    parts = [_rebuilt(moov, child, changed) for child in box.children]
    # A few bytes after the last child (QuickTime's terminating zero) stay.
    return _boxed(box.type, b"".join([*parts, moov[box.children[-1].end : box.end]]))


def _copy(source: int, start: int, end: int, sink: int) -> None:
    at = start
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):  # across file systems and on old kernels: by hand, below
            while at < end:
                done = os.copy_file_range(source, sink, min(end - at, _KERNEL_BLOCK), at)
                if not done:
                    break
                at += done
    while at < end:
        block = os.pread(source, min(_BLOCK, end - at), at)
        if not block:
            raise OSError("the file became shorter while it was read")
        _write(sink, block)
        at += len(block)


def _write(sink: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(sink, view) :]
