"""A prompt coded by PyAV (FFmpeg's encoders), packet by packet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from hegui.errors import Unsupported
from hegui.explicit.sound.decoding import MOST_PLANES

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound

_LAYOUTS = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded sound: its packets, how many moments each is, and the decoder's own header.

    ``delay`` is how many moments the decoder puts before the sound itself.
    """

    packets: tuple[bytes, ...]
    moments: int
    header: bytes
    delay: int


def coded(
    sound: Sound,
    rate: int,
    codec: str,
    *,
    name: str,
    bit_rate: int = 0,
    format_: str = "",
    layout: str = "",
    **options: str,
) -> Coded:
    """The sound (moments, channels) at ``rate``, coded by FFmpeg's ``codec``.

    ``name`` is the file in errors, ``bit_rate`` is in bits a second, 0 leaves it to the encoder.
    ``format_`` is the form of samples that the encoder gets, ``layout`` what its channels are.
    Raises Unsupported where the encoder does not take such a sound.
    """
    coder = Coder(sound.shape[1], rate, codec, name, bit_rate, format_, layout, options)
    packets = tuple(coder.packets((sound,)))
    return Coded(packets, coder.moments, coder.header, coder.delay)


class Coder:
    """FFmpeg's encoder ``codec``, opened: as ``coded``, for a sound that comes in pieces.

    Raises Unsupported where the encoder does not take such a sound.
    """

    def __init__(
        self,
        channels: int,
        rate: int,
        codec: str,
        name: str,
        bit_rate: int = 0,
        format_: str = "",
        layout: str = "",
        options: Mapping[str, str] | None = None,
    ) -> None:
        self._codec, self._rate, self._channels, self._name = codec, rate, channels, name
        try:
            context: Any = av.CodecContext.create(codec, "w")
            context.sample_rate = rate
            self._layout = layout or _LAYOUTS[channels]
            context.layout = self._layout
            self._format = format_ or _format(context.codec)
            context.format = self._format
            context.time_base = Fraction(1, rate)
            context.options = dict(options or {})
            if bit_rate:
                context.bit_rate = bit_rate
            context.open()
        except (av.FFmpegError, KeyError, ValueError) as error:
            raise self._refused() from error
        self._context = context
        self.moments: int = context.frame_size or 4096

    @property
    def header(self) -> bytes:
        """The decoder's own header."""
        return bytes(self._context.extradata or b"")

    @property
    def delay(self) -> int:
        """How many moments the decoder puts before the sound itself."""
        return getattr(self._context, "delay", 0) or 0

    def packets(self, blocks: Iterable[Sound]) -> Iterator[bytes]:
        """The packets of a sound, the last filled up with silence. Raises Unsupported."""
        at = 0
        for block in whole_blocks(blocks, self.moments):
            for frame in _frames(block, self._rate, self._format, self._layout, self.moments, at):
                yield from self._packets(frame)
            at += len(block)
        yield from self._packets(None)

    def _packets(self, frame: Any) -> list[bytes]:
        try:
            return [bytes(packet) for packet in self._context.encode(frame)]
        except (av.FFmpegError, ValueError) as error:
            raise self._refused() from error

    def _refused(self) -> Unsupported:
        return Unsupported(
            "FFmpeg's encoder {codec} does not take sound of {rate} Hz and {channels} channels",
            path=self._name,
            codec=self._codec,
            rate=self._rate,
            channels=self._channels,
        )


def whole_blocks(blocks: Iterable[Sound], size: int) -> Iterator[Sound]:
    """The same sound in blocks of a multiple of ``size``, but the last."""
    held: Sound | None = None
    for block in blocks:
        held = block if held is None or not len(held) else np.concatenate((held, block))
        ready = len(held) // size * size
        if ready:
            yield held[:ready]
            held = held[ready:]
    if held is not None and len(held):
        yield held


def _format(codec: Any) -> str:
    """The first of the encoder's formats that is of floating point, else its first."""
    names: list[str] = [one.name for one in codec.audio_formats]
    return next((one for one in names if one.startswith("flt")), names[0])


def _frames(
    sound: Sound, rate: int, format_: str, layout: str, size: int, first: int
) -> Iterator[Any]:
    if format_.endswith("p") and sound.shape[1] >= MOST_PLANES:
        resampler: Any = av.AudioResampler(format_, layout, rate)
        for frame in _frames(sound, rate, format_.removesuffix("p"), layout, size, first):
            yield from resampler.resample(frame)
        return
    for at in range(0, len(sound), size):
        part = sound[at : at + size]
        data = np.zeros((size, sound.shape[1]), np.float32)
        data[: len(part)] = part
        kind = format_.removesuffix("p")
        values: Any = data
        if kind != "flt":
            bits = {"s16": 16, "s32": 32}[kind]
            full = float(1 << bits - 1)
            values = np.clip(np.rint(data * full), -full, full - 1).astype(f"i{bits // 8}")
        values = values.T if format_.endswith("p") else values.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(values), format_, layout)
        frame.sample_rate = rate
        frame.pts = first + at
        frame.time_base = Fraction(1, rate)
        yield frame
