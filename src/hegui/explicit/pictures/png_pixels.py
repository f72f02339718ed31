"""The pixels of one PNG frame: unpacked, and packed again with the filters it had.

Only rows that change, and the one below, are filtered anew; all others go out as they came in.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hegui.errors import BrokenFile
from hegui.explicit.pictures.legibility import Samples
from hegui.explicit.pictures.placement import Box
from hegui.explicit.pictures.png_chunks import CHANNELS, Header

Bytes = NDArray[np.uint8]

# Adam7: first row and column of each pass, and the steps (8.2).
_PASSES = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2))
_ADAM7 = (*_PASSES, (1, 0, 2, 1))
_LEVEL = 6
_PIECE = 16 * 1024 * 1024
# Colour type and depth: the Pillow modes and raw modes that give a pixel's bytes as they are.
# 16 bits: one decoding for the upper bytes and one for the lower, or twice as many channels.
_RAW: dict[tuple[int, int], tuple[tuple[str, str], ...]] = {
    **{(kind, depth): (("P", f"P;{depth}"),) for kind in (0, 3) for depth in (1, 2, 4)},
    (0, 8): (("L", "L"),),
    (3, 8): (("L", "L"),),
    (0, 16): (("LA", "LA"),),
    (2, 8): (("RGB", "RGB"),),
    (2, 16): (("RGB", "RGB;16B"), ("RGB", "RGB;16L")),
    (4, 8): (("LA", "LA"),),
    (4, 16): (("RGBA", "RGBA"),),
    (6, 8): (("RGBA", "RGBA"),),
    (6, 16): (("RGBA", "RGBA;16B"), ("RGBA", "RGBA;16L")),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixels of one frame as ``header`` describes them, ``packed`` as they came.

    ``samples`` are (height, width, channels); indices and greys of few bits one to a byte.
    """

    header: Header
    packed: bytes
    samples: Samples


def unpacked(header: Header, packed: bytes, name: str) -> Frame:
    """The pixels of one frame's compressed data. Raises BrokenFile."""
    size = (header.width, header.height)
    planes = []
    try:
        for mode, raw in _RAW[header.kind, header.depth]:
            picture = Image.frombytes(mode, size, packed, "zip", raw, int(header.interlaced))
            planes.append(np.asarray(picture))
    except (ValueError, OSError, MemoryError) as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}", path=name, cause=str(error)
        ) from error
    shape = (header.height, header.width, CHANNELS[header.kind])
    if header.depth < 16:
        return Frame(header, packed, planes[0].reshape(shape))
    if len(planes) == 2:
        return Frame(header, packed, _joined(planes[0], planes[1]))
    pairs = planes[0].reshape(*shape, 2)
    return Frame(header, packed, _joined(pairs[..., 0], pairs[..., 1]))


def _joined(upper: Bytes, lower: Bytes) -> Samples:
    result = upper.astype(np.uint16)
    result <<= 8
    result |= lower
    return result


def rows_near(header: Header, changed: Box) -> tuple[int, int]:
    """The rows that packing needs where ``changed`` was drawn on: with the ones around them.

    All rows of a picture that is interlaced, whose rows lie apart.
    """
    if header.interlaced:
        return 0, header.height
    return max(changed.top - 1, 0), min(changed.bottom + 1, header.height)


def packed(header: Header, data: bytes, near: Samples, changed: Box, name: str) -> bytes:
    """A frame's ``data`` with new samples in the rows ``near`` (see :func:`rows_near`), which
    differ from its own within ``changed`` only.

    Each row keeps its filter. Raises BrokenFile where the data is shorter than the frame.
    """
    top, _ = rows_near(header, changed)
    filtered = _filtered(header, data, name)
    at = 0
    for (rows, stride), part, (first, last) in zip(
        _shapes(header), _parts(header, near), _changed_rows(header, changed), strict=True
    ):
        block = filtered[at : at + rows * (1 + stride)].reshape(rows, 1 + stride)
        at += block.size
        # The row below the last that changed is filtered by what that one now is.
        last = min(last + 1, rows)
        if stride and first < last:
            _refilter(header, block[top:last], part[: last - top], first - top)
    packer = zlib.compressobj(_LEVEL)
    return packer.compress(filtered.data) + packer.flush()


def _filtered(header: Header, data: bytes, name: str) -> Bytes:
    """A frame's rows as they are filtered, to be written to: the one copy of them."""
    length = sum(rows * (1 + stride) for rows, stride in _shapes(header))
    filtered = np.empty(length, np.uint8)
    unpacker = zlib.decompressobj()
    at, left = 0, data
    try:
        while at < length:
            piece = unpacker.decompress(left, min(_PIECE, length - at))
            left = unpacker.unconsumed_tail
            if not piece:
                raise BrokenFile("the pixels end before the last row", path=name)
            filtered[at : at + len(piece)] = np.frombuffer(piece, np.uint8)
            at += len(piece)
    except zlib.error as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}", path=name, cause=str(error)
        ) from error
    return filtered


def packed_anew(header: Header, samples: Samples) -> bytes:
    """A frame's data for samples without any before them, each row filtered by the one above."""
    parts = []
    for (rows, stride), part in zip(_shapes(header), _parts(header, samples), strict=True):
        block = np.zeros((rows, 1 + stride), np.uint8)
        # Sums of neighbours mean nothing among indices (12.7).
        block[:, 0] = 0 if header.kind == 3 or header.depth < 8 else 2
        if rows and stride:
            _refilter(header, block, part, 0)
        parts.append(block.tobytes())
    return zlib.compress(b"".join(parts), _LEVEL)


def _refilter(header: Header, block: Bytes, samples: Samples, first: int) -> None:
    """Filters the rows of a pass from ``first`` on whose bytes have changed."""
    top = max(first - 1, 0)
    rows = _bytes(header, samples[top:])
    above = np.zeros_like(rows)
    above[1:] = rows[:-1]
    step = max(1, header.bits // 8)
    own, up, kinds = rows[first - top :], above[first - top :], block[first:, 0]
    left, corner = np.zeros_like(own), np.zeros_like(own)
    left[:, step:], corner[:, step:] = own[:, :-step], up[:, :-step]
    for kind in np.unique(kinds):
        chosen = kinds == kind
        guess = _predicted(int(kind), left[chosen], up[chosen], corner[chosen])
        block[first:, 1:][chosen] = own[chosen] - guess


def _predicted(kind: int, left: Bytes, up: Bytes, corner: Bytes) -> Bytes:
    """What the filter ``kind`` subtracts (9.2 to 9.4)."""
    if kind == 0:
        return np.zeros_like(left)
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return ((left.astype(np.uint16) + up) // 2).astype(np.uint8)
    a, b, c = (one.astype(np.int16) for one in (left, up, corner))
    estimate = a + b - c
    by_a, by_b, by_c = abs(estimate - a), abs(estimate - b), abs(estimate - c)
    return np.where((by_a <= by_b) & (by_a <= by_c), left, np.where(by_b <= by_c, up, corner))


def _bytes(header: Header, samples: Samples) -> Bytes:
    """Rows of samples as bytes, before filtering."""
    rows, columns = samples.shape[:2]
    if header.depth == 16:
        return samples.astype(">u2").view(np.uint8).reshape(rows, -1)
    if header.depth == 8:
        return samples.astype(np.uint8).reshape(rows, -1)
    each = 8 // header.depth
    padded = np.zeros((rows, -(-columns // each) * each), np.uint8)
    padded[:, :columns] = samples[..., 0]
    result = np.zeros((rows, padded.shape[1] // each), np.uint8)
    for number in range(each):
        result |= padded[:, number::each] << (8 - header.depth * (number + 1))
    return result


def _shapes(header: Header) -> list[tuple[int, int]]:
    """Rows, and bytes in a row without its filter, of each pass."""
    sizes = [(header.height, header.width)]
    if header.interlaced:
        sizes = [
            (-(-(header.height - row) // down), -(-(header.width - column) // right))
            for row, column, down, right in _ADAM7
        ]
    # A pass without columns has no rows either (8.2).
    return [
        (rows if columns > 0 else 0, -(-columns * header.bits // 8) if rows > 0 else 0)
        for rows, columns in ((max(rows, 0), max(columns, 0)) for rows, columns in sizes)
    ]


def _parts(header: Header, samples: Samples) -> Iterator[Samples]:
    if not header.interlaced:
        yield samples
        return
    for row, column, down, right in _ADAM7:
        yield samples[row::down, column::right]


def _changed_rows(header: Header, changed: Box) -> Iterator[tuple[int, int]]:
    """Of each pass the first row that may have changed, and the first beyond the last."""
    if not header.interlaced:
        yield changed.top, changed.bottom
        return
    for row, _, down, _ in _ADAM7:
        yield max(0, -(-(changed.top - row) // down)), max(0, -(-(changed.bottom - row) // down))
