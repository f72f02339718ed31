"""Small WebP files, chunk by chunk; each says what is odd about it."""

from __future__ import annotations

import struct
from base64 import b64decode
from collections.abc import Callable

from tests.builders import exif
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

# Pictures of one pixel, made once with libwebp: what a bitstream is, no builder can tell.
LOSSY = b64decode("MAEAnQEqAQABAA7A/iWkAANwAAAAAA==")
LOSSLESS = b64decode("LwAAABAHEBERiIj+BwA=")
LOSSY_UNDER_ALPHA = b64decode("FAEAnQEqAQABAAAA/gAADcAA/ua1AAA=")
ALPHA = b64decode("EQcQEf0PRET/AwAA")


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk with its padding."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1)


def riff(*chunks: bytes, trailer: bytes = b"", grow: int = 0) -> bytes:
    """A WebP file; ``grow`` is by how much the RIFF size lies, ``trailer`` stands behind it."""
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) + grow) + body + trailer


def extended(flags: int) -> bytes:
    """The VP8X chunk of a picture of one pixel."""
    return chunk(b"VP8X", struct.pack("<I", flags) + bytes(6))


def simple_lossy() -> bytes:
    """The simple layout: VP8 and nothing else."""
    return riff(chunk(b"VP8 ", LOSSY))


def simple_lossless() -> bytes:
    """The simple layout with a picture of odd length and alpha."""
    return riff(chunk(b"VP8L", LOSSLESS))


def animated(*after: bytes, flags: int = 0x12) -> bytes:
    """Two frames of one pixel."""
    frame = bytes(12) + struct.pack("<I", 100)[:3] + b"\0" + chunk(b"VP8L", LOSSLESS)
    return riff(
        extended(flags),
        chunk(b"ANIM", b"\xff\xff\xff\xff\0\0"),
        *(chunk(b"ANMF", frame),) * 2,
        *after,
    )


def still(*after: bytes, flags: int) -> bytes:
    """One picture in the extended layout."""
    return riff(extended(flags), chunk(b"VP8L", LOSSLESS), *after)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "lossy": simple_lossy,
    "lossless": simple_lossless,
    "alpha": lambda: riff(extended(0x10), chunk(b"ALPH", ALPHA), chunk(b"VP8 ", LOSSY_UNDER_ALPHA)),
    "animated": animated,
    "labelled": lambda: still(chunk(b"XMP ", xmp_with(BARE)), flags=0x14),
    "foreign": lambda: still(chunk(b"EXIF", exif.plain()), chunk(b"XMP ", FOREIGN_XMP), flags=0x1C),
    "icc": lambda: riff(
        extended(0x30), chunk(b"ICCP", b"no profile at all"), chunk(b"VP8L", LOSSLESS)
    ),
    "unflagged": lambda: still(chunk(b"XMP ", FOREIGN_XMP), flags=0x10),
    "misspelt": lambda: still(chunk(b"XMP\0", xmp_with(BARE)), flags=0x14),
    "two-packets": lambda: animated(
        chunk(b"XMP ", FOREIGN_XMP), chunk(b"XMP ", xmp_with(BARE)), flags=0x16
    ),
    "user-comment": lambda: still(chunk(b"EXIF", exif.comment()), flags=0x18),
    "exif-prefix": lambda: still(chunk(b"EXIF", b"Exif\0\0" + exif.comment()), flags=0x18),
    "exif-without-vp8x": lambda: riff(chunk(b"VP8 ", LOSSY), chunk(b"EXIF", exif.plain())),
    "unknown-chunks": lambda: still(chunk(b"more", b"12345"), chunk(b"else", b""), flags=0x10),
    "aigc-chunk": lambda: still(
        chunk(b"EXIF", exif.plain()), chunk(b"AIGC", BARE.encode()), flags=0x18
    ),
    "text-among-others": lambda: still(
        chunk(b"note", b"kept: " + WRAPPED.encode() + b" kept"), flags=0x10
    ),
    "trailer": lambda: riff(chunk(b"VP8 ", LOSSY), trailer=b"behind"),
    "trailer-json": lambda: riff(chunk(b"VP8 ", LOSSY), trailer=WRAPPED.encode()),
    "size-too-large": lambda: riff(chunk(b"VP8 ", LOSSY), grow=8),
    "no-padding": lambda: still(chunk(b"EXIF", exif.plain() + b"\0"), flags=0x18)[:-1],
}
