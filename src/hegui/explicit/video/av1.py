"""AV1: joined at shown key frames that bring their own sequence header.

Old and new frames have different sequence headers. The binding to MP4 allows that where the
configuration's fields are true of both, and every entry point brings its header with it: then a
decoder that is handed the configuration and any entry point has a sound bitstream.

Source: AV1 bitstream specification 5.3, 5.5.1, 5.9.2; AV1 Codec ISO Media File Format Binding
v1.3.0, 2.3.4 (configOBUs) and 2.4.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from hegui.explicit.video.nal import BadBits, Bits, from_bits
from hegui.explicit.video.samples import Unjoinable

_SEQUENCE, _DELIMITER, _FRAME_HEADER, _FRAME = 1, 2, 3, 6
_TIERS_FROM = 8  # seq_level_idx above 7 is followed by a tier
_SPEEDS = {
    "ultrafast": 12,
    "superfast": 11,
    "veryfast": 10,
    "faster": 9,
    "fast": 8,
    "medium": 7,
    "slow": 5,
    "slower": 4,
    "veryslow": 3,
}


def obus(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """The OBUs of a sample: type, the whole, the payload. Raises Unjoinable."""
    at = 0
    while at < len(data):
        head = data[at]
        type_, body = head >> 3 & 15, at + 1 + (head >> 2 & 1)
        size = len(data) - body
        if head >> 1 & 1:
            size, body = _leb128(data, body)
        if head >> 7 or size < 0 or body + size > len(data):
            raise Unjoinable("a frame cannot be read")
        yield type_, data[at : body + size], data[body : body + size]
        at = body + size


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        if at >= len(data):
            break
        value |= (data[at] & 127) << 7 * index
        at += 1
        if not data[at - 1] & 128:
            return value, at
    raise Unjoinable("a frame cannot be read")


class Av1:
    """Joining for one AV1 track."""

    name = "AV1"
    encoder = "libsvtav1"
    clean = "a shown key frame with its sequence header"
    each_entry = True

    def __init__(self, config: bytes) -> None:
        if len(config) < 4 or config[0] != 0x81:
            raise Unjoinable("its decoder configuration cannot be read")
        self._config = config
        self._profile, self._level, self._tier = config[1] >> 5, config[1] & 31, config[2] >> 7

    def closed(self, sample: bytes, *, leading: bool) -> bool:
        """Whether nothing from this sample on refers to what stands before it."""
        header = False
        for type_, _, payload in obus(sample):
            if type_ == _SEQUENCE:
                header = True
            elif type_ in (_FRAME_HEADER, _FRAME):
                # show_existing_frame 0, frame_type 0 (key), show_frame 1
                return header and bool(payload) and payload[0] >> 4 == 0b0001
        return False

    def settings(self, preset: str, crf: int | None, depth: int, gap: int) -> dict[str, str]:
        """The encoder's options: ``depth`` is always 0 in AV1, an entry point each ``gap``."""
        return self.speed(preset, crf, gap)

    @staticmethod
    def speed(preset: str, crf: int | None, gap: int) -> dict[str, str]:
        """The encoder's options, whatever the track."""
        # The library says what it does on the standard error, unless this keeps it still.
        os.environ.setdefault("SVT_LOG", "1")
        return {
            "preset": str(_SPEEDS[preset]),
            "crf": str(24 if crf is None else max(crf, 1)),
            "g": str(gap),
        }

    def begin(self, extradata: bytes, original: bytes) -> None:
        """Nothing yet: each entry point brings its own header, which is looked at there."""

    def package(self, packet: bytes) -> bytes:
        """An encoder's packet as a sample of this track: no delimiter, the original's level."""
        parts = []
        for type_, whole, payload in obus(packet):
            if type_ == _SEQUENCE:
                payload = self._levelled(payload)
                parts.append(bytes((_SEQUENCE << 3 | 2,)) + _leb128_of(len(payload)) + payload)
            elif type_ != _DELIMITER:
                parts.append(whole)
        return b"".join(parts)

    def _levelled(self, payload: bytes) -> bytes:
        """The new sequence header with the level and tier that the configuration names."""
        total = f"{int.from_bytes(payload, 'big'):0{8 * len(payload)}b}"
        bits = Bits(payload)
        try:
            profile = bits.u(3)
            # still_picture, reduced header, timing info: none of them in what we encode.
            plain = not bits.u(3)
            bits.u(1)
            points = bits.u(5)
            bits.u(12)
            level = bits.u(5)
            before = len(total) - bits.left - 5
            if level >= _TIERS_FROM:
                bits.u(1)
        except BadBits:
            raise Unjoinable("the encoder's sequence header cannot be read") from None
        if not plain or points or profile != self._profile:
            raise Unjoinable("the encoder did not keep to the original's profile")
        if level > self._level:
            raise Unjoinable("the encoder did not keep to the original's level")
        new = f"{self._level:05b}" + (str(self._tier) if self._level >= _TIERS_FROM else "")
        bits_of = total[:before] + new + total[len(total) - bits.left :]
        bits_of = bits_of[: bits_of.rindex("1") + 1]
        return from_bits(bits_of + "0" * (-len(bits_of) % 8))

    def ending(self, following: bytes) -> bytes:
        """Nothing: a key frame follows."""
        return b""

    def joined(self, *, whole: bool) -> bytes:
        """The original's configuration; with ``whole`` without its own sequence header."""
        return self._config[:4] if whole else self._config


def _leb128_of(value: int) -> bytes:
    out = bytearray()
    while True:
        out.append(value & 127 | (128 if value > 127 else 0))
        value >>= 7
        if not value:
            return bytes(out)
