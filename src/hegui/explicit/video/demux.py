"""The samples of a video track of any container that FFmpeg's demuxers read.

Matroska and WebM store no decoding times; they are made up here from the times of presentation
and from how far frames are out of order, as every player does.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np

from hegui.errors import BrokenFile
from hegui.explicit.video.mp4 import MOST_SAMPLES
from hegui.explicit.video.open import opened, video_stream
from hegui.explicit.video.samples import Samples, Unjoinable

_CODECS = {"h264": "h264", "hevc": "hevc", "vp9": "vp9", "av1": "av1", "libdav1d": "av1"}


def demuxed_packets(
    container: av.container.InputContainer, stream: av.VideoStream
) -> Iterator[av.Packet]:
    """The video's packets in coding order, none of them empty. Raises BrokenFile."""
    try:
        for packet in container.demux(stream):
            if packet.size:
                yield packet
    except av.error.FFmpegError as error:
        raise BrokenFile(
            "cannot be read to its end: {cause}", path=container.name, cause=error.strerror
        ) from error


def read_demuxed(path: str, name: str) -> Samples:
    """Reads the times of every frame, once through the file.

    Raises BrokenFile for a video without frames or with broken timestamps, Unjoinable where
    frames cannot be told apart by their times.
    """
    pts, sync, last = [], [], 0
    with opened(path) as container:
        stream = video_stream(container, name)
        base = Fraction(stream.time_base)
        codec, config = stream.codec_context.name, stream.codec_context.extradata or b""
        for packet in demuxed_packets(container, stream):
            if packet.pts is None:
                raise Unjoinable("a frame has no time")
            pts.append(packet.pts)
            sync.append(packet.is_keyframe)
            last = max(last, packet.pts + (packet.duration or 0))
            if len(pts) > MOST_SAMPLES:
                raise BrokenFile("a track has {count} samples", path=name, count=len(pts))
    if not pts:
        raise BrokenFile("has no video frames", path=name)
    if codec not in _CODECS:
        raise Unjoinable("frames of {codec} cannot be joined with new ones", codec=codec)
    times = np.array(pts, np.int64)
    ordered = np.sort(times)
    if len(ordered) > 1 and not (np.diff(ordered) > 0).all():
        raise Unjoinable("several frames have the same time")
    reader = _Reader(path, name, times, np.array(sync, np.bool_))
    samples = Samples(
        _CODECS[codec],
        config,
        base,
        times,
        times,
        reader.sync,
        ((int(ordered[0]), max(last, int(ordered[-1]) + 1)),),
        reader.payloads,
    )
    return samples.with_dts(_decoding_times(ordered, samples.reorder_depth()))


def _decoding_times(
    ordered: np.ndarray[tuple[int, ...], np.dtype[np.int64]], depth: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Each sample's time of decoding: that of the frame shown ``depth`` frames before it."""
    if not depth:
        return ordered
    step = int(np.median(np.diff(ordered))) if len(ordered) > 1 else 1
    before = ordered[0] - step * np.arange(depth, 0, -1)
    return np.concatenate((before, ordered))[: len(ordered)]


class _Reader:
    """Reads payloads from wherever they are asked for; entry points are found by their times."""

    def __init__(
        self,
        path: str,
        name: str,
        pts: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
        sync: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    ) -> None:
        self._path, self._name, self._pts, self.sync = path, name, pts, sync

    def payloads(self, first: int, last: int) -> Iterator[bytes]:
        """The samples ``first`` to ``last - 1``."""
        entries = np.flatnonzero(self.sync[: first + 1])
        start = int(entries[-1]) if len(entries) else 0
        with opened(self._path) as container:
            stream = video_stream(container, self._name)
            if start:
                container.seek(int(self._pts[start]), stream=stream)
            place = None
            for packet in demuxed_packets(container, stream):
                if place is None:
                    # A seek lands on an entry point at or before the one asked for.
                    place = self._place(packet.pts)
                if place >= last:
                    break
                if packet.pts != self._pts[place]:
                    raise BrokenFile("changes while it is read", path=self._name)
                if place >= first:
                    yield bytes(packet)
                place += 1

    def _place(self, pts: int) -> int:
        found = np.flatnonzero(self._pts == pts)
        if not len(found):
            raise BrokenFile("changes while it is read", path=self._name)
        return int(found[0])
