"""Decoding and encoding frames, apart from any container."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from fractions import Fraction

import av
import numpy as np

from hegui.errors import BrokenFile
from hegui.explicit.video.mark import Mark, Painter
from hegui.explicit.video.mp4_splice import Fresh
from hegui.explicit.video.plan import Family, Part, Plan, entry_gap
from hegui.explicit.video.samples import Samples, Unjoinable

_GLOBAL_HEADER = 1 << 22  # AV_CODEC_FLAG_GLOBAL_HEADER
_INTERLACED = 1 << 18 | 1 << 29  # AV_CODEC_FLAG_INTERLACED_DCT, …_ME
# FFmpeg's own name of AV1 is a decoder for graphics cards only.
_DECODERS = {"av1": "libdav1d"}
_UNKNOWN_TYPE = 0  # AV_PICTURE_TYPE_NONE: the encoder chooses


def decoded(samples: Samples, first: int, last: int, name: str) -> Iterator[av.VideoFrame]:
    """The frames of samples ``first`` to ``last - 1``, in order of presentation.

    Raises BrokenFile where the decoder gives up.
    """
    try:
        decoder = av.CodecContext.create(_DECODERS.get(samples.codec, samples.codec), "r")
        decoder.extradata = samples.config or None
        decoder.thread_type = "AUTO"
        for place, payload in enumerate(samples.payloads(first, last), first):
            # Its own copy: one of Python's would be let go in a decoder's thread, which waits
            # for the interpreter while the interpreter waits for that thread to end.
            packet = av.Packet(len(payload))
            packet.update(payload)
            packet.pts, packet.dts = int(samples.pts[place]), int(samples.dts[place])
            packet.time_base = samples.time_base
            yield from decoder.decode(packet)
        yield from decoder.decode(None)
    except av.error.FFmpegError as error:
        raise BrokenFile(
            "a video frame cannot be decoded: {cause}", path=name, cause=error.strerror
        ) from error


def digest(frame: av.VideoFrame) -> bytes:
    """What tells one frame's content from another's: all its samples, none of the padding."""
    state = hashlib.blake2b(digest_size=16)
    parts = {part.plane: part for part in frame.format.components}
    for index, plane in enumerate(frame.planes):
        part = parts.get(index)
        line = plane.line_size
        used = line if part is None else part.width * (2 if part.bits > 8 else 1)
        rows = np.frombuffer(plane, np.uint8).reshape(-1, line)[: plane.height]
        state.update(rows[:, : min(used, line)].tobytes())
    return state.digest()


def encode_parts(
    samples: Samples,
    plan: Plan,
    family: Family,
    mark: Mark,
    options: tuple[str, int | None],
    aspect: Fraction,
    spool: int,
    name: str,
    progress: Callable[[float], None],
) -> tuple[Fresh, ...]:
    """Encodes the plan's parts with the label on their marked frames, into ``spool``.

    ``options`` are the preset and the crf, ``aspect`` that of a pixel. Returns the new samples.
    Raises Unjoinable where what comes out cannot take the old samples' places.
    """
    depth = samples.reorder_depth()
    settings = family.settings(*options, depth, entry_gap(samples))
    fresh, written, done = [], 0, 0
    for part in plan.parts:
        run = _Run(samples, plan, part, mark, family, settings, aspect, name)
        places: list[tuple[int, int, int, bool]] = []
        for payload, pts, key in run.packets():
            if len(places) == part.last - part.first - 1 and part.last < len(samples):
                (following,) = samples.payloads(part.last, part.last + 1)
                payload += family.ending(following)
            os.pwrite(spool, payload, written)
            places.append((written, len(payload), pts, key))
            written += len(payload)
            progress((done + len(places)) / plan.frames)
        done += len(places)
        offsets, sizes, pts_list, keys = zip(*places, strict=True)
        new = Fresh(
            part.first,
            np.array(offsets, np.int64),
            np.array(sizes, np.int64),
            np.array(pts_list, np.int64),
            np.array(keys, np.bool_),
        )
        _check_times(samples, part, new)
        fresh.append(new)
    return tuple(fresh)


def configure(
    encoder: av.VideoCodecContext,
    frame: av.VideoFrame,
    base: Fraction,
    rate: Fraction,
    aspect: Fraction,
    settings: dict[str, str],
) -> None:
    """Tells an encoder all it needs to know of frames like this one."""
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt = frame.format.name
    encoder.time_base, encoder.framerate = base, rate
    encoder.sample_aspect_ratio = aspect
    encoder.color_primaries, encoder.color_trc = frame.color_primaries, frame.color_trc
    encoder.colorspace, encoder.color_range = frame.colorspace, frame.color_range
    # Not in slices, which the wrapper chooses by default: frames in turn, as x264 does.
    encoder.thread_type = "FRAME"
    encoder.flags |= _GLOBAL_HEADER | (_INTERLACED if frame.interlaced_frame else 0)
    encoder.options = settings


def start(encoder: av.VideoCodecContext, frame: av.VideoFrame) -> None:
    """Opens the encoder. Raises Unjoinable where it refuses what it was told."""
    try:
        encoder.open()
    except (av.error.FFmpegError, ValueError) as error:
        raise Unjoinable(
            "the encoder {encoder} refuses its format ({format})",
            encoder=encoder.name,
            format=frame.format.name,
        ) from error


def _encoded(encoder: av.VideoCodecContext, frame: av.VideoFrame | None) -> list[av.Packet]:
    try:
        packets: list[av.Packet] = encoder.encode(frame)
        return packets
    except av.error.FFmpegError as error:
        raise Unjoinable("the encoder gave up: {cause}", cause=error.strerror) from error


class _Run:
    """One part on its way through decoder, painter and encoder."""

    def __init__(
        self,
        samples: Samples,
        plan: Plan,
        part: Part,
        mark: Mark,
        family: Family,
        settings: dict[str, str],
        aspect: Fraction,
        name: str,
    ) -> None:
        self._samples, self._part, self._mark = samples, part, mark
        self._family, self._settings, self._aspect, self._name = family, settings, aspect, name
        place = slice(part.first, part.last)
        self._marked = set(samples.pts[place][plan.marked[place]].tolist())
        self._seen: list[int] = []

    def packets(self) -> Iterator[tuple[bytes, int, bool]]:
        """Each new sample, its pts, and whether it is an entry point; in coding order."""
        encoder = painter = None
        for frame in decoded(self._samples, self._part.first, self._part.last, self._name):
            if encoder is None or painter is None:
                encoder, painter = self._encoder(frame), Painter(self._mark, frame)
            self._seen.append(frame.pts)
            if frame.pts in self._marked:
                painter.lay(frame)
            frame.pict_type = _UNKNOWN_TYPE
            for packet in _encoded(encoder, frame):
                yield self._family.package(bytes(packet)), packet.pts, packet.is_keyframe
        wanted = np.sort(self._samples.pts[self._part.first : self._part.last]).tolist()
        if encoder is None or self._seen != wanted:
            raise Unjoinable(
                "{have} frames were decoded from {want} samples",
                have=len(self._seen),
                want=len(wanted),
            )
        for packet in _encoded(encoder, None):
            yield self._family.package(bytes(packet)), packet.pts, packet.is_keyframe

    def _encoder(self, frame: av.VideoFrame) -> av.VideoCodecContext:
        name, base = self._family.encoder, self._samples.time_base
        encoder = av.CodecContext.create(name, "w")
        configure(encoder, frame, base, self._rate(), self._aspect, self._settings)
        start(encoder, frame)
        first = self._part.first
        (original,) = self._samples.payloads(first, first + 1)
        self._family.begin(encoder.extradata or b"", original)
        return encoder

    def _rate(self) -> Fraction:
        steps = np.diff(np.sort(self._samples.pts))
        step = int(np.median(steps)) if len(steps) else 0
        return 1 / (max(step, 1) * self._samples.time_base)


def _check_times(samples: Samples, part: Part, new: Fresh) -> None:
    place = slice(part.first, part.last)
    if (
        len(new.pts) != part.last - part.first
        or not (np.sort(new.pts) == np.sort(samples.pts[place])).all()
    ):
        raise Unjoinable("the encoder gave {have} samples", have=len(new.pts))
    allowed = min(0, int((samples.pts - samples.dts).min()))
    if int((new.pts - samples.dts[place]).min()) < allowed:
        raise Unjoinable("the new frames would need another order than the original's")
    if not new.sync[0]:
        raise Unjoinable("the encoder began with a frame that is no entry point")
