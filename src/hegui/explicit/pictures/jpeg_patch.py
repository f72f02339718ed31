"""A patch for a JPEG: a small JPEG of the same components and tables, whose head is known before
what it shows. Source: ITU-T T.81 B.2.2 (frame header), B.2.4.1 (quantisation tables)."""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np

from hegui.explicit.pictures import jpeg_codec
from hegui.explicit.pictures.jpeg_layout import Component, Layout

_DQT, _SOS = 0xDB, 0xDA
_DCT = 8


def patch_of(found: Layout, width: int, height: int) -> Layout:
    """The layout of a patch for a picture, so many pixels wide and high.

    One sequential scan or more, with the tables of T.81 Annex K.3: they are known beforehand.
    """
    tallest, widest = (max(getattr(one, side) for one in found.components) for side in "vh")
    components = tuple(
        replace(
            one,
            rows=-(-height * one.v // (_DCT * tallest)),
            columns=-(-width * one.h // (_DCT * widest)),
        )
        for one in found.components
    )
    return replace(
        found,
        width=width,
        height=height,
        components=components,
        progressive=False,
        optimised=False,
        restarts=False,
        interval=0,
    )


def head_of(patch: Layout, name: str) -> tuple[bytes, bytes]:
    """The file of a patch up to its first scan's codes, and how what ``jpeg_codec.write`` gives
    for it begins, which is the last part of that. Raises BrokenFile."""
    nothing = [np.zeros((one.rows, one.columns, 64), np.int16) for one in patch.components]
    start = _until_codes(jpeg_codec.write(patch, nothing, name))
    tables = [_quantisation(slot, values) for slot, values in patch.tables.items()]
    return b"".join((b"\xff\xd8", *tables, _frame(patch), start)), start


def _until_codes(scans: bytes) -> bytes:
    """Segments up to and with the first SOS."""
    at = 0
    while True:
        marker, length = scans[at + 1], int.from_bytes(scans[at + 2 : at + 4], "big")
        at += 2 + length
        if marker == _SOS:
            return scans[:at]


def _quantisation(slot: int, values: tuple[int, ...]) -> bytes:
    wide = any(value > 255 for value in values)
    body = bytes((wide << 4 | slot,)) + struct.pack(">64H" if wide else "64B", *values)
    return _segment(_DQT, body)


def _frame(patch: Layout) -> bytes:
    body = struct.pack(">BHHB", 8, patch.height, patch.width, len(patch.components))
    return _segment(patch.sequential, body + b"".join(map(_component, patch.components)))


def _component(one: Component) -> bytes:
    return bytes((one.identifier, one.h << 4 | one.v, one.table))


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (2 + len(body)).to_bytes(2, "big") + body
