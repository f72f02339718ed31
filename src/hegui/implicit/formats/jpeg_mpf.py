"""Multi-Picture Format: the index of the pictures behind a JPEG's own, kept right.

The index in APP2 gives each further picture's place relative to the index itself, and each
picture's length. What is written into the first picture changes its length, and the places of
the others where it stands behind the index.
Source: CIPA DC-007-2009, 5.2.2 (MP header), 5.2.3.3 (MP entries).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.formats.jpeg_segments import MPF, Segment

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_MP_ENTRIES = 0xB002
_ENTRY = 16
_LARGEST = 0xFFFFFFFF


def corrected(source: Source, segment: Segment, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, of the same length, that make the index fit again after ``edits``.

    An index that cannot be followed is left as it is.
    """
    header = segment.offset + 4 + len(MPF)
    index = segment.payload(source)[len(MPF) :]
    order = _ORDERS.get(index[:4])
    if order is None:
        return
    fields = struct.Struct(order + "II")  # size and offset, behind four bytes of attributes
    for at in _entries(index, order):
        size, offset = fields.unpack_from(index, at + 4)
        start = header + offset if offset else 0  # the first picture has the offset 0
        moved_start, moved_end = _moved(start, edits), _moved(start + size, edits)
        new_offset = moved_start - _moved(header, edits) if offset else 0
        new_size = moved_end - moved_start
        changed = (new_size, new_offset) != (size, offset)
        if changed and 0 <= new_size <= _LARGEST and 0 <= new_offset <= _LARGEST:
            yield Edit(header + at + 4, 8, fields.pack(new_size, new_offset))


def _entries(index: bytes, order: str) -> Iterator[int]:
    """The offsets of the MP entries within the index."""
    word, half = struct.Struct(order + "I"), struct.Struct(order + "H")
    if len(index) < 8:
        return
    at = word.unpack_from(index, 4)[0]
    if at + 2 > len(index):
        return
    for entry in range(at + 2, at + 2 + 12 * half.unpack_from(index, at)[0], 12):
        if entry + 12 > len(index):
            return
        if half.unpack_from(index, entry)[0] == _MP_ENTRIES:
            length, start = struct.unpack_from(order + "II", index, entry + 4)
            if start + length <= len(index):
                yield from range(start, start + length - length % _ENTRY, _ENTRY)
            return


def _moved(at: int, edits: Sequence[Edit]) -> int:
    """Where a byte of the original stands after the edits."""
    return at + sum(edit.growth for edit in edits if edit.offset + edit.length <= at)
