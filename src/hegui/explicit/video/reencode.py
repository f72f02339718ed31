"""The last way: every frame decoded, labelled where it must be, and encoded anew.

Times that are missing or run backwards are mended here, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import av

from hegui.errors import BrokenFile, Unsupported
from hegui.explicit.video.av1 import Av1
from hegui.explicit.video.coding import configure, start
from hegui.explicit.video.mark import Geometry, Mark, Painter
from hegui.explicit.video.open import opened, video_stream
from hegui.explicit.video.options import LEAST_SECONDS, VideoOptions
from hegui.explicit.video.remux import copied_streams, writing
from hegui.explicit.video.samples import Unjoinable
from hegui.explicit.video.vp9 import Vp9
from hegui.files.source import printable
from hegui.messages import Notice

_ENCODERS = {
    "h264": "libx264",
    "hevc": "libx265",
    "vp9": "libvpx-vp9",
    "av1": "libsvtav1",
    "libdav1d": "libsvtav1",
}
_GAP = 250  # frames between entry points
_BASE_TIME = 1_000_000  # units of a container's own duration in a second
_ELSEWHERE = {"webm": ("libvpx-vp9", "libsvtav1"), "": ("libx264", "libx265", "libsvtav1")}


@dataclass(frozen=True, slots=True)
class Result:
    """How long the opening bears the label, the video's number among all tracks, and what is
    to be said.
    """

    seconds: float
    track: int
    notices: tuple[Notice, ...]


def reencode(
    path: str,
    sink: str,
    muxer: str,
    mark: Mark,
    frame: av.VideoFrame,
    geometry: Geometry,
    options: VideoOptions,
    room: int,
    progress: Callable[[float], None],
) -> Result:
    """Writes the whole video anew to ``sink``; ``frame`` is its first, ``room`` see kept.

    Raises Unsupported where no encoder takes its frames, BrokenFile, CannotWrite.
    """
    name = printable(path)
    with opened(path) as source:
        video = video_stream(source, name)
        own = _ENCODERS.get(video.codec_context.name)
        chosen = _encoder_for(own, muxer, frame, name)
        if chosen != own and geometry.orientation != 1:
            raise Unsupported("its rotation cannot be carried over to another codec", path=name)
        work = _Work(video, mark, options, _end(source, video))
        rate = video.average_rate or video.guessed_rate or Fraction(25)

        def made(target: av.container.OutputContainer) -> av.stream.Stream:
            stream = target.add_stream(chosen, rate=rate)
            ready(stream.codec_context)
            return stream

        def ready(encoder: av.VideoCodecContext) -> av.VideoCodecContext:
            settings = _settings(chosen, options)
            configure(encoder, frame, video.time_base, rate, geometry.aspect, settings)
            start(encoder, frame)
            return encoder

        try:
            with writing(sink, muxer, room) as target:
                if chosen == own:
                    # A copy of the stream keeps its rotation and what else describes it.
                    encoder = ready(av.CodecContext.create(chosen, "w"))
                    streams = copied_streams(source, target, name, {}, room)
                    streams[video.index].codec_context.extradata = encoder.extradata
                else:
                    streams = copied_streams(source, target, name, {video.index: made}, room)
                    encoder = streams[video.index].codec_context
                for packet in work.packets(source, encoder, progress):
                    number = packet.stream_index if packet.stream else video.index
                    if number not in streams:
                        continue
                    packet.stream = streams[number]
                    target.mux(packet)
        except Unjoinable as refused:
            raise Unsupported(
                "no label can be drawn: {cause}", path=name, cause=refused.notice
            ) from refused
    notices = work.notices()
    if chosen != own:
        notices.append(
            Notice(
                "its codec {old} became {new}",
                {
                    "old": video.codec_context.codec.canonical_name,
                    "new": encoder.codec.canonical_name,
                },
            )
        )
    return Result(work.seconds(), video.index, tuple(notices))


def _encoder_for(own: str | None, muxer: str, frame: av.VideoFrame, name: str) -> str:
    """The encoder of its own codec, else another that the container and its frames allow."""
    for one in (own, *_ELSEWHERE.get(muxer, _ELSEWHERE[""])):
        if one is None:
            continue
        formats = av.codec.Codec(one, "w").video_formats or ()
        if frame.format.name in [format_.name for format_ in formats]:
            return one
    raise Unsupported(
        "no encoder at hand takes frames of the pixel format {name}",
        path=name,
        name=frame.format.name,
    )


def _settings(encoder: str, options: VideoOptions) -> dict[str, str]:
    crf = options.crf
    if encoder == "libvpx-vp9":
        return Vp9(b"").settings(options.preset, crf, 0, _GAP)
    if encoder == "libsvtav1":
        return Av1.speed(options.preset, crf, _GAP)
    # No frames out of order: their first times would lie before the other tracks' start.
    own = {"libx264": ("x264-params", "log=-1"), "libx265": ("x265-params", "log-level=none")}
    key, quiet = own[encoder]
    best = 18 if encoder == "libx264" else 20
    value = str(best if crf is None else min(max(crf, 1), 51))
    return {"preset": options.preset, "crf": value, key: f"{quiet}:bframes=0:keyint={_GAP}"}


def _end(source: av.container.InputContainer, video: av.VideoStream) -> int | None:
    """The pts at which the video ends, as far as the container says."""
    begin = video.start_time or 0
    if video.duration:
        return int(begin + video.duration)
    if source.duration:
        return int(begin + Fraction(source.duration, _BASE_TIME) / video.time_base)
    return None


class _Work:
    """All packets of a file on their way: the video's through decoder, painter and encoder."""

    def __init__(
        self, video: av.VideoStream, mark: Mark, options: VideoOptions, end: int | None
    ) -> None:
        self._video, self._mark, self._options, self._end = video, mark, options, end
        self._base = Fraction(video.time_base)
        self._length = round(Fraction(options.seconds) / self._base)
        self._painter: Painter | None = None
        self._begin: int | None = None
        self._last = 0
        self._marked_until = 0
        self._mended = 0
        rate = video.average_rate or video.guessed_rate or Fraction(25)
        self._step = max(1, round(1 / rate / self._base))

    def packets(
        self,
        source: av.container.InputContainer,
        encoder: av.VideoCodecContext,
        progress: Callable[[float], None],
    ) -> Iterator[av.Packet]:
        """Every packet for the new file; the video's new ones belong to no stream yet."""
        if self._options.closing and self._end is None:
            raise Unsupported("where its last seconds begin cannot be told", path=source.name)
        try:
            for packet in source.demux():
                # The empty packet that ends a stream bears the number 0, whichever stream it is.
                if packet.stream.index != self._video.index:
                    if packet.size or packet.dts is not None:
                        yield packet
                    continue
                for frame in packet.decode():
                    self._draw(frame)
                    if self._end:
                        done = (self._last - (self._begin or 0)) / max(self._end, 1)
                        progress(min(1.0, done))
                    yield from encoder.encode(frame)
        except av.error.FFmpegError as error:
            raise BrokenFile(
                "a video frame cannot be decoded: {cause}", path=source.name, cause=error.strerror
            ) from error
        if self._painter is None:
            raise BrokenFile("has no video frames", path=source.name)
        yield from encoder.encode(None)

    def _draw(self, frame: av.VideoFrame) -> None:
        first = self._begin is None
        if frame.pts is None or (not first and frame.pts <= self._last):
            frame.pts = 0 if first else self._last + self._step
            self._mended += 1
        if self._painter is None:
            self._painter, self._begin = Painter(self._mark, frame), frame.pts
        self._last = frame.pts
        after = frame.pts - (self._begin or 0)
        opening = self._options.continuous or after < self._length
        if opening:
            self._marked_until = after + self._step
        closing = self._options.closing and frame.pts + self._step > (self._end or 0) - self._length
        if opening or closing:
            self._painter.lay(frame)
        frame.time_base = self._base
        frame.pict_type = 0

    def seconds(self) -> float:
        """How long the opening bears the label."""
        return float(self._marked_until * self._base)

    def notices(self) -> list[Notice]:
        """What is to be said of times and of a video that is too short."""
        said = []
        if self._mended:
            said.append(
                Notice(
                    "{count} frames had no time, or one before the frame in front of them: they "
                    "follow it now at the video's frame rate",
                    {"count": self._mended},
                )
            )
        lasts = float((self._last - (self._begin or 0) + self._step) * self._base)
        if lasts < LEAST_SECONDS:
            said.append(
                Notice(
                    "the video lasts {seconds} s, less than the {least} s of GB 45438-2025 5.4 "
                    "g): every frame bears the label",
                    {"seconds": round(lasts, 2), "least": LEAST_SECONDS},
                )
            )
        return said
