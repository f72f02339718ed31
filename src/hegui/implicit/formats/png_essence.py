"""The content of a PNG or APNG file: the chunks that make the picture.

In, as they stand and in file order: every critical chunk (IHDR, PLTE, IDAT, IEND, Apple's CgBI),
what changes how their pixels look (transparency, gamma, chromaticities, sRGB, ICC profile, coding
and light levels of the colours, background), the animation. Out: texts, XMP, EXIF (its
orientation too), C2PA, time, density, suggested palettes, significant bits, unknown ancillary
chunks, what follows IEND.
Source: PNG specification (third edition) 5.3, 5.4 (names of chunks), 11.2, 11.3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hegui.files.source import Source

_HEAD = struct.Struct(">I4s")
_ANCILLARY = 0x20  # bit 5 of the name's first byte
_SEEN = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV mDCv cLLI cLLi bKGD acTL fcTL fdAT".split())


def essence(source: Source, at: int) -> Iterator[tuple[int, int]]:
    """The ranges of a sound file whose first chunk is at ``at``."""
    name = b""
    while name != b"IEND":
        source.count("chunks")
        length, name = _HEAD.unpack(source.read(at, _HEAD.size, "a chunk's head"))
        end = at + 12 + length  # the checksum as well, so that pixel data is one range
        if name in _SEEN or not name[0] & _ANCILLARY:
            yield at, end
        at = end
