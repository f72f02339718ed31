"""Small FLAC files, block by block; each says what is odd about it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from tests.builders.labels import BARE, WRAPPED
from tests.builders.mp3 import ID3V1, TITLE, tag, user_text

STREAMINFO, PADDING, APPLICATION, SEEKTABLE, COMMENT, CUESHEET, PICTURE = range(7)
_SAMPLES = 192


def _crc(data: bytes, width: int, generator: int) -> int:
    value = 0
    for byte in data:
        value ^= byte << (width - 8)
        for _ in range(8):
            value = (value << 1) ^ (generator if value >> (width - 1) else 0)
            value &= (1 << width) - 1
    return value


def frame(number: int) -> bytes:
    """One frame of 192 samples: 44.1 kHz, mono, 16 bits, a constant subframe of value 0."""
    head = b"\xff\xf8" + bytes((0x19, 0x08, number))
    head += bytes((_crc(head, 8, 0x07),))
    data = head + b"\0\0\0"
    return data + _crc(data, 16, 0x8005).to_bytes(2, "big")


FRAMES = b"".join(map(frame, range(4)))


def streaminfo() -> bytes:
    """The first block's body: 4 frames, no digest of the samples."""
    bits = 44100 << 44 | 0 << 41 | 15 << 36 | 4 * _SAMPLES
    return struct.pack(">HH", _SAMPLES, _SAMPLES) + bytes(6) + bits.to_bytes(8, "big") + bytes(16)


def comments(*fields: str, vendor: str = "reference libFLAC 1.4.3 20230623") -> bytes:
    """A comment header."""
    parts = [struct.pack("<I", len(vendor)) + vendor.encode() + struct.pack("<I", len(fields))]
    parts += [struct.pack("<I", len(field.encode())) + field.encode() for field in fields]
    return b"".join(parts)


def flac(*blocks: tuple[int, bytes]) -> bytes:
    """A file of STREAMINFO, ``blocks`` and frames."""
    everything: Iterable[tuple[int, bytes]] = ((STREAMINFO, streaminfo()), *blocks)
    packed = [bytes((kind,)) + len(body).to_bytes(3, "big") + body for kind, body in everything]
    packed[-1] = bytes((packed[-1][0] | 0x80,)) + packed[-1][1:]
    return b"fLaC" + b"".join(packed) + FRAMES


def picture() -> bytes:
    """A PICTURE block's body with no picture in it."""
    return (
        struct.pack(">II", 3, 10)
        + b"image/jpeg"
        + bytes(4)
        + bytes(16)
        + struct.pack(">I", 3)
        + b"jpg"
    )


SEEK_POINT = bytes(16) + struct.pack(">H", _SAMPLES)
TITLED = (COMMENT, comments("TITLE=春天", "ARTIST=Who"))

SAMPLES: dict[str, Callable[[], bytes]] = {
    "bare": flac,
    "commented": lambda: flac(TITLED),
    "padded": lambda: flac(
        (SEEKTABLE, SEEK_POINT), TITLED, (PICTURE, picture()), (PADDING, bytes(900))
    ),
    "labelled": lambda: flac(
        (COMMENT, comments("TITLE=a", f"AIGC={BARE}", "B=b")), (PADDING, bytes(9))
    ),
    "lower-case": lambda: flac((COMMENT, comments(f"aigc={WRAPPED}", f"Aigc={BARE}"))),
    "in-comment": lambda: flac((COMMENT, comments(f"COMMENT={WRAPPED}", "TITLE=b"))),
    "two-comments": lambda: flac(TITLED, (COMMENT, comments(f"AIGC={BARE}", "TITLE=2"))),
    "id3": lambda: tag(TITLE, user_text(BARE)) + flac(TITLED) + ID3V1,
    "riff-chunk": lambda: flac(
        (APPLICATION, b"riffAIGC" + struct.pack("<I", len(BARE)) + BARE.encode()), TITLED
    ),
    "cue-sheet": lambda: flac(TITLED, (CUESHEET, bytes(396)), (APPLICATION, b"testdata")),
}
