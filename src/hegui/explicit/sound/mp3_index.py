"""The frame at the front of an MP3 that tells of the whole: Xing or Info with LAME's part, VBRI.

Source: the Xing VBR header as published with its SDK (1998); the LAME tag, revision 1 (2005);
Fraunhofer's VBRI header as decoders know it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.explicit.sound.crc import ARC
from hegui.explicit.sound.mp3_frames import Head

if TYPE_CHECKING:
    from hegui.explicit.sound.mp3_frames import Span
    from hegui.files.source import Source

_TOC = 100
_LAME = 36
_LAME_COVERED = 190
_VBRI_AT = 36
_VBRI = struct.Struct(">4sHHHIIHHHH")
_MOST = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Change:
    """What is put in: ``data`` before byte ``at`` of the file, ``frames`` of them.

    ``spans`` are the frames of the new file, without the index's own; offsets from the index.
    """

    data: bytes
    at: int
    frames: int
    spans: Sequence[int]
    total: int


def is_index(frame: bytes) -> bool:
    """Whether a frame is an index, which is played as silence or not at all."""
    return _xing_at(frame) >= 0 or frame[_VBRI_AT : _VBRI_AT + 4] == b"VBRI"


def told_anew(source: Source, span: Span, frame: bytes, end: int, change: Change) -> bytes:
    """The index of the new file. ``end`` is where the old file's last frame ends."""
    if _xing_at(frame) >= 0:
        return _xing(source, span, bytearray(frame), end, change)
    return _vbri(bytearray(frame), change)


def _xing_at(frame: bytes) -> int:
    """Where an index of Xing's kind begins, which is where the data would; -1 without one."""
    head = Head(frame[:4])
    for at in (head.data_at, 4 + head.side):
        if frame[at : at + 4] in (b"Xing", b"Info"):
            return at
    return -1


def _xing(source: Source, span: Span, data: bytearray, end: int, change: Change) -> bytes:
    here = _xing_at(bytes(data))
    flags = int.from_bytes(data[here + 4 : here + 8])
    here += 8
    for flag, by in ((1, change.frames), (2, len(change.data))):
        if flags & flag and here + 4 <= len(data):
            said = int.from_bytes(data[here : here + 4])
            data[here : here + 4] = min(said + by, _MOST).to_bytes(4)
            here += 4
    if flags & 4 and here + _TOC <= len(data):
        data[here : here + _TOC] = _toc(change)
        here += _TOC
    if flags & 8:
        here += 4
    if here + _LAME <= len(data) and data[here : here + 4].isalnum():
        _lame(source, span, data, here, end, change)
    return bytes(data)


def _toc(change: Change) -> bytes:
    """For every percent of the time, where its frame begins in 256ths of the bytes."""
    count = len(change.spans)
    return bytes(
        min(255, change.spans[percent * count // _TOC] * 256 // change.total)
        for percent in range(_TOC)
    )


def _lame(source: Source, span: Span, data: bytearray, here: int, end: int, change: Change) -> None:
    """The music's length and checksum, and the checksum of the tag itself."""
    at = here + 28
    length = int.from_bytes(data[at : at + 4])
    if length:
        data[at : at + 4] = min(length + len(change.data), _MOST).to_bytes(4)
    old = int.from_bytes(data[at + 4 : at + 6])
    if old:
        first = span.offset + span.length
        before = 0 if change.at == first else old
        if first < change.at < end:
            before = _checksum(source, first, change.at)
        behind = old ^ ARC.shifted(before, end - change.at)
        grown = ARC.shifted(before, len(change.data)) ^ ARC(change.data)
        new = ARC.shifted(grown, end - change.at) ^ behind
        data[at + 4 : at + 6] = new.to_bytes(2)
    if here + _LAME == _LAME_COVERED + 2 or at + 8 <= len(data):
        data[at + 6 : at + 8] = ARC(bytes(data[: at + 6])).to_bytes(2)


def _checksum(source: Source, start: int, end: int) -> int:
    value = 0
    for at in range(start, end, 1 << 22):
        value = ARC(source.read(at, min(1 << 22, end - at), "the sound"), value)
    return value


def _vbri(data: bytearray, change: Change) -> bytes:
    """Frames, bytes, and the bytes of every group of frames."""
    parts = list(_VBRI.unpack_from(data, _VBRI_AT))
    entries, width = parts[6], parts[8]
    parts[4] = min(parts[4] + len(change.data), _MOST)
    parts[5] = min(parts[5] + change.frames, _MOST)
    table = _VBRI_AT + _VBRI.size
    if entries and 1 <= width <= 4 and table + entries * width <= len(data):
        each = -(-len(change.spans) // entries)
        bounds = [*change.spans, change.total]
        sizes = [
            bounds[min((entry + 1) * each, len(bounds) - 1)]
            - bounds[min(entry * each, len(bounds) - 1)]
            for entry in range(entries)
        ]
        scale = max(1, -(-max(sizes) // ((1 << 8 * width) - 1)))
        parts[7], parts[9] = scale, each
        for entry, size in enumerate(sizes):
            at = table + entry * width
            data[at : at + width] = (size // scale).to_bytes(width)
    _VBRI.pack_into(data, _VBRI_AT, *parts)
    return bytes(data)
