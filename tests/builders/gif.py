"""Small GIF files, block by block; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

MAGIC = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
TABLE = b"\0\0\0\xff\xff\xff"
LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
CONTROL = b"\x21\xf9\x04\0\x0a\0\0\0"
# One pixel of colour 0: the codes clear, 0, end.
PICTURE = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
LOCAL = b"\x2c\0\0\0\0\1\0\1\0\x80" + TABLE + b"\x02\x02\x44\x01\0"


def gif(*blocks: bytes, version: bytes = b"89a", trailer: bytes = b"\x3b") -> bytes:
    """One pixel's logical screen with a table of two colours, and the blocks given."""
    return b"GIF" + version + b"\1\0\1\0\x80\0\0" + TABLE + b"".join(blocks) + trailer


def sub_blocks(data: bytes, size: int = 255) -> bytes:
    """Data as a chain of sub-blocks."""
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(bytes((len(part),)) + part for part in parts) + b"\0"


def xmp(packet: bytes) -> bytes:
    """XMP as its specification wants it: raw, with the trailer of 258 bytes."""
    return b"\x21\xff\x0bXMP DataXMP" + packet + MAGIC


def xmp_in_sub_blocks(packet: bytes) -> bytes:
    """XMP as some programs write it, which most readers do not find."""
    return b"\x21\xff\x0bXMP DataXMP" + sub_blocks(packet)


def comment(text: bytes, size: int = 255) -> bytes:
    """A Comment Extension."""
    return b"\x21\xfe" + sub_blocks(text, size)


def application(name: bytes, data: bytes) -> bytes:
    """An Application Extension of another program."""
    return b"\x21\xff\x0b" + name + sub_blocks(data)


def label_only() -> bytes:
    """A packet that holds a label and nothing of anybody else."""
    packet = xmp_with(BARE)
    start = packet.index(b"<rdf:Description")
    return packet[:start] + packet[packet.index(b"<rdf:Description", start + 1) :]


SAMPLES: dict[str, Callable[[], bytes]] = {
    "still": lambda: gif(PICTURE),
    "87a": lambda: gif(PICTURE, version=b"87a"),
    "animated": lambda: gif(LOOP, CONTROL, PICTURE, CONTROL, LOCAL),
    "labelled": lambda: gif(LOOP, xmp(xmp_with(BARE)), CONTROL, PICTURE),
    "foreign": lambda: gif(
        LOOP,
        application(b"ICCRGBG1012", b"profile" * 50),
        xmp(FOREIGN_XMP),
        comment(b"hi"),
        PICTURE,
    ),
    "behind-the-picture": lambda: gif(LOOP, CONTROL, PICTURE, xmp(xmp_with(BARE))),
    "two-packets": lambda: gif(xmp(FOREIGN_XMP), PICTURE, xmp(xmp_with(BARE))),
    "sub-blocks": lambda: gif(PICTURE, xmp_in_sub_blocks(label_only())),
    "comment": lambda: gif(comment(WRAPPED.encode()), PICTURE),
    "comment-in-pieces": lambda: gif(PICTURE, comment(b"me: " + WRAPPED.encode() + b".", size=7)),
    "application-aigc": lambda: gif(application(b"AIGC_LABEL1", BARE.encode()), PICTURE),
    "plain-text": lambda: gif(b"\x21\x01\x0c" + bytes(12) + sub_blocks(b"text"), PICTURE),
    "long-picture": lambda: gif(PICTURE[:11] + sub_blocks(b"\x44\x01" + bytes(600)), PICTURE),
    "no-trailer": lambda: gif(LOOP, PICTURE, trailer=b""),
    "trailer-json": lambda: gif(PICTURE, trailer=b"\x3b" + WRAPPED.encode()),
    "stray-nul": lambda: gif(PICTURE, b"\0\0", PICTURE),
}
