"""Small JPEG XL files, box by box; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders.exif import comment as labelled_exif
from tests.builders.exif import plain as plain_exif
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with

SIGNATURE = b"\0\0\0\x0cJXL \r\n\x87\n"
CODESTREAM = bytes.fromhex(
    "ff0a434042e5de2a820012880200e0005de5120000152aa38c1bbc9cebf9f24387c5b48deb0c6db56d6149a2c8"
    "383649277048128b20ee26c703000042ccc370027682a1292a4900"
)
"""A 16×16 picture of one colour."""


def box(type_: bytes, body: bytes, *, form: str = "compact") -> bytes:
    """A box with its size in 32 bits, in 64 bits ("large"), or left open ("open")."""
    if form == "large":
        return b"\0\0\0\1" + type_ + (16 + len(body)).to_bytes(8) + body
    if form == "open":
        return b"\0\0\0\0" + type_ + body
    return (8 + len(body)).to_bytes(4) + type_ + body


def jxl(before: bytes = b"", after: bytes = b"", *, form: str = "compact") -> bytes:
    """A container with boxes before and after its codestream."""
    head = SIGNATURE + box(b"ftyp", b"jxl \0\0\0\0jxl ")
    return head + before + box(b"jxlc", CODESTREAM, form=form) + after


def xml(packet: bytes) -> bytes:
    """An XMP box."""
    return box(b"xml ", packet)


def exif(block: bytes) -> bytes:
    """An Exif box: the offset of the TIFF header, then the block."""
    return box(b"Exif", bytes(4) + block)


def brob(type_: bytes, packed: bytes) -> bytes:
    """A box whose body is compressed with Brotli."""
    return box(b"brob", type_ + packed)


def stored_brotli(data: bytes) -> bytes:
    """A Brotli stream that holds up to 64 KiB uncompressed (RFC 7932 9.2), window of 16 bits."""
    assert 0 < len(data) <= 1 << 16
    # WBITS "0"; ISLAST 0, MNIBBLES 0 (four), MLEN - 1 in 16 bits, ISUNCOMPRESSED 1; filled up.
    header = (len(data) - 1) << 4 | 1 << 20
    return header.to_bytes(3, "little") + data + b"\3"


SAMPLES: dict[str, Callable[[], bytes]] = {
    "naked": lambda: CODESTREAM,
    "container": jxl,
    "foreign": lambda: jxl(exif(plain_exif()) + xml(FOREIGN_XMP)),
    "labelled": lambda: jxl(xml(xmp_with(BARE))),
    "behind": lambda: jxl(after=xml(xmp_with(BARE))),
    "open-codestream": lambda: jxl(form="open"),
    "large-codestream": lambda: jxl(after=box(b"jumb", b"other"), form="large"),
    "two-xmp": lambda: jxl(xml(FOREIGN_XMP), xml(xmp_with(BARE))),
    "exif-label": lambda: jxl(exif(labelled_exif())),
}
