"""Compressed sound, decoded by PyAV (FFmpeg's libraries): a ``Listening``, and all its samples."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from hegui.errors import Unsupported
from hegui.files.source import Source, read_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hegui.explicit.sound.pcm import Sound

    Samples = NDArray[np.signedinteger]

_AHEAD = 2.0
"""Seconds before a place that decoding begins at, so that what it depends on is there."""
_NEAR_START = 40.0
"""Seconds from the start within which nothing is skipped."""
MOST_PLANES = 8
"""From how many on the planes of a frame are not to be touched (see ``_Packer``)."""
Span = tuple[int, int]
"""A part of a file: from the first of these bytes to before the second."""
_UNSIGNED, _FLOATING = "u8", ("flt", "dbl")


class _File:
    """The bytes of a source, as PyAV wants to read them.

    Given a path, FFmpeg would take "concat:…" or "http:…" for a protocol, and the file could be
    another one by now.
    """

    def __init__(self, source: Source, span: Span | None) -> None:
        assert source.descriptor is not None
        self._descriptor = source.descriptor
        self._start, end = span or (0, source.size)
        self._size = end - self._start
        self._name = source.name
        self._at = 0

    def read(self, count: int) -> bytes:
        count = min(count, self._size - self._at)
        data = read_at(self._descriptor, self._start + self._at, count, self._name)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = min(max(0, base + offset), self._size)
        return self._at

    def tell(self) -> int:
        return self._at


@contextmanager
def opened(source: Source, format_: str, span: Span | None = None) -> Iterator[tuple[Any, Any]]:
    """A file, read as FFmpeg's ``format_``, and its first stream of sound.

    ``span`` is the part of it that is read, None for all of it. Raises BrokenFile, Unsupported.
    """
    try:
        container = av.open(_File(source, span), format=format_, metadata_errors="ignore")
    except (av.FFmpegError, OSError, ValueError) as error:
        raise source.broken("cannot be decoded: {cause}", cause=_cause(error)) from error
    try:
        if not container.streams.audio:
            raise Unsupported("there is no sound in it that can be decoded", path=source.name)
        yield container, container.streams.audio[0]
    except (av.FFmpegError, ValueError) as error:
        raise source.broken("cannot be decoded: {cause}", cause=_cause(error)) from error
    finally:
        container.close()


@dataclass(frozen=True, slots=True)
class Decoded:
    """The sound of a file that FFmpeg reads as ``format``: a ``Listening``.

    ``moments`` is what the format says; ``rate`` and ``channels`` what the decoder makes;
    ``span`` the bytes of the file that are read, None for all.
    """

    source: Source
    format: str
    moments: int
    rate: int
    channels: int
    span: Span | None = None

    @property
    def name(self) -> str:
        """What errors call the file."""
        return self.source.name

    def blocks(self, start: int, stop: int) -> Iterator[Sound]:
        """The sound from ``start`` to ``stop``, as near as the format's own times are right.

        Raises BrokenFile; Unsupported where it has other channels than were told.
        """
        if start >= stop:
            return
        with opened(self.source, self.format, self.span) as (container, stream):
            if start > _NEAR_START * self.rate:
                where = (start / self.rate - _AHEAD) / stream.time_base
                container.seek(int(where), stream=stream)
            at: int | None = None
            for frame in frames(container, stream):
                if frame.pts is not None:
                    at = round((frame.pts - (stream.start_time or 0)) * frame.time_base * self.rate)
                sound = floats(frame)
                if sound.shape[1] != self.channels:
                    raise Unsupported(
                        "the stream changes its form, or has several blocks in a frame",
                        path=self.source.name,
                    )
                begin = at or 0
                at = begin + len(sound)
                if at > start:
                    yield sound[max(0, start - begin) : stop - begin]
                if at >= stop:
                    return


def described(source: Source, format_: str) -> tuple[int, int]:
    """The rate of a file's sound, and how many moments it says it has, 0 for unknown."""
    with opened(source, format_) as (_, stream):
        rate: int = stream.rate or 0
        if rate < 1:
            raise Unsupported("there is no sound in it that can be decoded", path=source.name)
        length = float(stream.duration * stream.time_base) if stream.duration else 0.0
        return rate, round(length * rate)


def decoded_form(source: Source, format_: str) -> tuple[int, int]:
    """The rate and the channels that the decoder makes of a file's first frames."""
    with opened(source, format_) as (container, stream):
        for number, frame in enumerate(frames(container, stream)):
            if number == 2:  # extensions are found with the first frame, and tell in the next
                return frame.sample_rate, frame.layout.nb_channels
        return stream.rate, stream.codec_context.layout.nb_channels


def packet_lengths(
    source: Source, format_: str, lasting: Callable[[bytes], int]
) -> tuple[list[int], int]:
    """How many moments each packet of the sound lasts, told by ``lasting``, and all their bytes."""
    lengths, size = [], 0
    with opened(source, format_) as (container, stream):
        for packet in container.demux(stream):
            if packet.size:
                lengths.append(lasting(bytes(packet)))
                size += packet.size
    return lengths, size


def all_sound(source: Source, format_: str, rate: int) -> Iterator[Sound]:
    """The whole sound; where its rate changes on the way, the rest is not listened to."""
    with opened(source, format_) as (container, stream):
        for frame in frames(container, stream):
            if frame.sample_rate != rate:
                return
            yield floats(frame)


def frames(container: Any, stream: Any) -> Iterator[Any]:
    """The decoded frames; a packet that cannot be decoded is passed over, as players do."""
    packer = _Packer()
    for packet in container.demux(stream):
        try:
            for frame in packet.decode():
                yield from packer.packed(frame)
        except av.error.InvalidDataError:
            continue


class _Packer:
    """Frames whose channels can be read.

    PyAV 18 counts the planes of a frame up to the first that is none, and a frame of exactly
    eight has no such end: it reads on, and the process dies. So those are interleaved before
    anybody asks for their planes.
    """

    def __init__(self) -> None:
        self._form: tuple[str, str, int] | None = None
        self._resampler: Any = None

    def packed(self, frame: Any) -> Iterator[Any]:
        """The frame itself, or the same samples interleaved."""
        if not frame.format.is_planar or frame.layout.nb_channels < MOST_PLANES:
            yield frame
            return
        form = frame.format.packed.name, frame.layout.name, frame.sample_rate
        if form != self._form:
            self._form = form
            self._resampler = av.AudioResampler(form[0], frame.layout, form[2])
        yield from self._resampler.resample(frame)


def integers_of(frame: Any, bits: int) -> Samples:
    """A frame's samples (moments, channels), as integers of ``bits``, as wide as it has them."""
    data: Samples = _shaped(frame)
    unused = 8 * data.dtype.itemsize - bits
    return data >> unused if unused else data


def floats(frame: Any) -> Sound:
    """A frame's samples (moments, channels), as floating point."""
    data: NDArray[Any] = _shaped(frame)
    kind = frame.format.name.removesuffix("p")
    sound: Sound = data.astype(np.float64)
    if kind in _FLOATING:
        return np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)
    if kind == _UNSIGNED:
        return (sound - 128) / 128
    return sound / float(1 << 8 * data.dtype.itemsize - 1)


def _shaped(frame: Any) -> Any:
    data = frame.to_ndarray()
    return data.T if frame.format.is_planar else data.reshape(-1, frame.layout.nb_channels)


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
