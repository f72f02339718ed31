"""VP9: a key frame refreshes everything, so every one of them is a clean entry point.

Source: VP9 bitstream specification 6.2 (uncompressed header), 7.2; annex B (superframes: the
first frame of one is what its first bytes say).
"""

from __future__ import annotations

from hegui.explicit.video.nal import BadBits, Bits
from hegui.explicit.video.samples import Unjoinable

_MARKER = 2
_FASTEST_GOOD = 5  # what libvpx knows beside its real-time mode
# How fast libvpx works, for the names that the other encoders' presets have.
_SPEEDS = {
    "ultrafast": 8,
    "superfast": 7,
    "veryfast": 5,
    "faster": 5,
    "fast": 4,
    "medium": 3,
    "slow": 2,
    "slower": 1,
    "veryslow": 1,
}


class Vp9:
    """Joining for one VP9 track; its configuration names profile, depth and colours only."""

    name = "VP9"
    encoder = "libvpx-vp9"
    clean = "a key frame"
    each_entry = False

    def __init__(self, config: bytes) -> None:
        self._config = config

    def closed(self, sample: bytes, *, leading: bool) -> bool:
        """Whether nothing from this sample on refers to what stands before it."""
        try:
            bits = Bits(sample[:2])
            if bits.u(2) != _MARKER:
                raise Unjoinable("a frame cannot be read")
            profile = bits.u(1) | bits.u(1) << 1
            if profile == 3:
                bits.u(1)
            shows_another, inter = bits.u(1), bits.u(1)
        except BadBits:
            raise Unjoinable("a frame cannot be read") from None
        return not shows_another and not inter

    def settings(self, preset: str, crf: int | None, depth: int, gap: int) -> dict[str, str]:
        """The encoder's options: ``depth`` is always 0 in VP9, an entry point each ``gap``."""
        speed = _SPEEDS[preset]
        return {
            "deadline": "good" if speed <= _FASTEST_GOOD else "realtime",
            "cpu-used": str(speed),
            "crf": str(20 if crf is None else crf),
            "b": "0",
            "g": str(gap),
            "row-mt": "1",
        }

    def begin(self, extradata: bytes, original: bytes) -> None:
        """Nothing: the frames say all that a decoder needs."""

    def package(self, packet: bytes) -> bytes:
        """An encoder's packet as a sample of this track."""
        return packet

    def ending(self, following: bytes) -> bytes:
        """Nothing: a key frame follows."""
        return b""

    def joined(self, *, whole: bool) -> bytes:
        """The original's configuration, which holds for the new frames as well."""
        return self._config
