"""HE-AAC: decoded, joined with the prompt, and encoded anew as AAC LC at the rate that is heard.

Frames of LC among those of HE-AAC are decoded, but not cleanly: a decoder without data for the
upper half of the band may drop it until the next header tells of it; two channels made of one keep
the place they had; and a stream that begins with such frames is taken for LC at half its rate
(docs/explicit-sound.md). FFmpeg has no encoder of HE-AAC. So the whole is encoded anew,
and that is said. Source: ISO/IEC 14496-3 1.6.2.1, 1.6.5 (signalling), 4.6.18 (SBR), 8.6.4 (PS).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any

import av

from hegui.errors import Unsupported
from hegui.explicit.sound.decoding import floats
from hegui.explicit.sound.encoding import Coder
from hegui.files.target import TEMPORARY_SUFFIX
from hegui.messages import Notice

if TYPE_CHECKING:
    from tempfile import _TemporaryFileWrapper

    from hegui.explicit.sound.joining import Join
    from hegui.explicit.sound.pcm import Sound
    from hegui.files.edits import Span
    from hegui.files.source import Source

MOMENTS = 1024
"""Moments of a packet of LC, and of the silence that its encoder begins with."""
_RUN_UP = 100
"""Packets decoded before a place, so that what they depend on is there: two seconds or more."""
_LOOK = 3
_LEAST_BIT_RATE, _MOST_BIT_RATE = 64_000, 160_000
"""Bits a second of each channel (ours)."""
_TIMES = 2
"""LC takes about twice the bits of HE-AAC for the same quality (ours)."""


@dataclass(frozen=True, slots=True)
class HeSound:
    """The packets of a stream, decoded one by one: a ``Listening``.

    ``config`` is the AudioSpecificConfig, ``packets`` where they lie. What is heard begins
    ``skipped`` moments into what is decoded, and is ``moments`` long.
    """

    source: Source
    config: bytes
    packets: Sequence[Span]
    rate: int
    channels: int
    each: int
    skipped: int
    moments: int

    @property
    def name(self) -> str:
        """What errors call the file."""
        return self.source.name

    def blocks(self, start: int, stop: int) -> Iterator[Sound]:
        """The sound from ``start`` to ``stop``. Raises BrokenFile, Unsupported."""
        start, stop = start + self.skipped, stop + self.skipped
        first = max(0, start // self.each - _RUN_UP)
        at = first * self.each
        for frame in _decoded(self.source, self.config, self.packets[first:]):
            if at >= stop:
                return
            if (frame.sample_rate, frame.layout.nb_channels) != (self.rate, self.channels):
                raise Unsupported(
                    "the stream changes its form, or has several blocks in a frame",
                    path=self.source.name,
                )
            sound = floats(frame)
            if at + len(sound) > start:
                yield sound[max(0, start - at) : stop - at]
            at += len(sound)


def form_of(
    source: Source, config: bytes, packets: Sequence[Span], core: int, channels: int
) -> tuple[int, int]:
    """The rate and the channels that the decoder makes of the first packets.

    ``core`` and ``channels`` are those of the LC in it. Raises BrokenFile, and Unsupported for
    more channels than two and for what is no HE-AAC.
    """
    form = 0, 0
    for frame in _decoded(source, config, packets[:_LOOK]):
        form = frame.sample_rate, frame.layout.nb_channels
    if not form[0]:
        raise source.broken("there is no sound in it that can be decoded")
    if form[1] not in (1, 2):
        raise Unsupported(
            "the sound is HE-AAC of {channels} channels, and hegui labels one or two",
            path=source.name,
            channels=form[1],
        )
    if form[0] != 2 * core and (form[0] != core or (channels, form[1]) != (1, 2)):
        raise Unsupported(
            "the stream says {core} Hz and {channels} channels, and {rate} Hz and {found} are "
            "decoded",
            path=source.name,
            core=core,
            channels=channels,
            rate=form[0],
            found=form[1],
        )
    return form


@dataclass(frozen=True, slots=True)
class Anew:
    """The new sound: the file its packets lie in, one behind the other, and their sizes.

    ``moments`` is how many are heard, behind ``MOMENTS`` of silence.
    """

    sizes: tuple[int, ...]
    moments: int
    notice: Notice


def encoded_anew(
    sound: HeSound,
    join: Join,
    mean: float,
    spool: IO[bytes],
    head: Callable[[int], bytes] | None = None,
) -> Anew:
    """The sound with the prompt in it, encoded into ``spool``.

    ``mean`` are the bits a second of the original. ``head`` makes what stands before a packet, of
    its length. Raises BrokenFile, Unsupported.
    """
    most = _MOST_BIT_RATE * sound.channels
    bits = min(max(round(mean * _TIMES), _LEAST_BIT_RATE * sound.channels), most)
    coder = Coder(sound.channels, sound.rate, "aac", sound.name, bits)
    counted = _Counted()
    sizes = []
    for packet in coder.packets(counted.through(_joined(sound, join))):
        if head:
            spool.write(head(len(packet)))
        spool.write(packet)
        sizes.append(len(packet))
    spool.flush()
    notice = Notice(
        "the whole sound was encoded anew, as AAC LC of {bits:.0f} kbit/s and no longer HE-AAC "
        "({was:.0f} kbit/s before): there is no encoder of HE-AAC here",
        {"bits": bits / 1000, "was": mean / 1000},
    )
    return Anew(tuple(sizes), counted.moments, notice)


def spool_beside(sink: str) -> _TemporaryFileWrapper[bytes]:
    """A file beside ``sink`` that the new sound is written to, and that goes when it is closed."""
    folder = os.path.dirname(os.path.abspath(sink))
    return NamedTemporaryFile(dir=folder, suffix=TEMPORARY_SUFFIX)


class _Counted:
    """Counts the moments that go through."""

    moments = 0

    def through(self, blocks: Iterator[Sound]) -> Iterator[Sound]:
        for block in blocks:
            self.moments += len(block)
            yield block


def _joined(sound: HeSound, join: Join) -> Iterator[Sound]:
    """In one go: a decoder that begins again in the middle makes other noise."""
    at, put_in = 0, False
    for block in sound.blocks(0, sound.moments):
        if not put_in and at + len(block) >= join.at:
            yield block[: join.at - at]
            yield join.sound
            yield block[join.at - at :]
            put_in = True
        else:
            yield block
        at += len(block)
    if not put_in:
        yield join.sound


def _decoded(source: Source, config: bytes, packets: Sequence[Span]) -> Iterator[Any]:
    try:
        context: Any = av.CodecContext.create("aac", "r")
        context.extradata = config
        for start, end in packets:
            data = source.read(start, end - start, "the frame")
            yield from context.decode(av.Packet(data))
        yield from context.decode(None)
    except (av.FFmpegError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise source.broken("cannot be decoded: {cause}", cause=cause) from error


def config_of(kind: int, rate: int, channels: int) -> bytes:
    """An AudioSpecificConfig of this object type and these indices (1.6.2.1)."""
    return (kind << 11 | rate << 7 | channels << 3).to_bytes(2)
