"""The two facts of an EXIF block that a visible label depends on: which way up the picture is
shown, and whether a thumbnail is in it that shows the picture without the label.

Source: Exif 3.0, 4.6.2 (directories), tag 0112 (Orientation), 4.5.8 (thumbnail in IFD1).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION = 0x0112
_SHORT = 3
_MOST_ENTRIES = 4096


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """``orientation`` 1 to 8, 1 where none is said; ``thumbnail`` whether one is there."""

    orientation: int = 1
    thumbnail: bool = False


def exif_facts(block: bytes) -> ExifFacts:
    """What a block that begins with a TIFF header says; one that cannot be followed says nothing,
    as viewers take it."""
    order = _ORDERS.get(block[:4])
    if order is None:
        return ExifFacts()
    try:
        (at,) = struct.unpack_from(order + "I", block, 4)
        (count,) = struct.unpack_from(order + "H", block, at)
        orientation = 1
        for entry in range(at + 2, at + 2 + 12 * min(count, _MOST_ENTRIES), 12):
            tag, kind, number = struct.unpack_from(order + "HHI", block, entry)
            if tag == _ORIENTATION and kind == _SHORT and number == 1:
                (said,) = struct.unpack_from(order + "H", block, entry + 8)
                orientation = said if 1 <= said <= 8 else 1
                break
        (following,) = struct.unpack_from(order + "I", block, at + 2 + 12 * count)
    except struct.error:
        return ExifFacts()
    return ExifFacts(orientation, 0 < following < len(block))
