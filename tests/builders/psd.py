"""Small PSD and PSB files: 4 x 4 grey pixels, built section by section."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.builders import exif
from tests.builders.tiff import ICC, PIXELS, element, xmp

ODD = b"plug-in"  # the data of a plug-in, an odd number of bytes


def resource(number: int, data: bytes, name: bytes = b"", *, padded: bool = True) -> bytes:
    """One image resource; the name is a Pascal string padded to an even length."""
    head = b"8BIM" + struct.pack(">HB", number, len(name)) + name + bytes((len(name) + 1) % 2)
    return head + struct.pack(">I", len(data)) + data + bytes(len(data) % 2 if padded else 0)


def psd(*resources: bytes, large: bool = False, modes: bytes = b"") -> bytes:
    """A whole file without layers; ``large`` is PSB, where the layer section has 64 bits."""
    section = b"".join(resources)
    return b"".join(
        (
            b"8BPS" + struct.pack(">H6xHIIHH", 2 if large else 1, 1, 4, 4, 8, 1),
            struct.pack(">I", len(modes)) + modes,
            struct.pack(">I", len(section)) + section,
            bytes(8 if large else 4),
            struct.pack(">H", 0) + PIXELS,
        )
    )


def plain() -> bytes:
    """No image resources at all."""
    return psd()


def plain_large() -> bytes:
    """PSB."""
    return psd(large=True)


def foreign() -> bytes:
    """Foreign XMP, EXIF, IPTC and ICC, and a named resource that hegui does not know."""
    return psd(
        resource(2999, b"\4clip\0", b"path"),
        resource(1028, b"\x1c\x02\x78\0\4lake"),
        resource(1058, exif.plain()),
        resource(1039, ICC),
        resource(1060, xmp()),
        resource(1061, bytes(16)),
    )


def foreign_tight() -> bytes:
    """Foreign XMP without padding between two others: what follows moves."""
    return psd(resource(4000, ODD), resource(1060, xmp(padding="")), resource(1061, bytes(16)))


def without_last_padding() -> bytes:
    """The last resource is odd, and its padding byte is missing."""
    return psd(resource(4000, ODD, padded=False))


def labelled() -> bytes:
    """The label in resource 1060."""
    return psd(resource(1060, xmp(element())))


def labelled_large() -> bytes:
    """The same in a PSB."""
    return psd(resource(1039, ICC), resource(1060, xmp(element(), padding="")), large=True)


def labelled_exif() -> bytes:
    """Annex B's form in the EXIF resource, no XMP."""
    return psd(resource(1058, exif.comment()), resource(1039, ICC))


def labelled_twice() -> bytes:
    """Two XMP resources and EXIF, a label in each."""
    return psd(
        resource(1060, xmp(element())),
        resource(1058, exif.description()),
        resource(1060, xmp(element(), padding="")),
    )


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "plain_large": plain_large,
    "foreign": foreign,
    "foreign_tight": foreign_tight,
    "without_last_padding": without_last_padding,
    "labelled": labelled,
    "labelled_large": labelled_large,
    "labelled_exif": labelled_exif,
    "labelled_twice": labelled_twice,
}
