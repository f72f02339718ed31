"""JPEG: only the blocks under the label change; every other coefficient and all metadata stay.

Huffman codes are written anew, so the coded bytes differ; what they code does not. Where libjpeg's
jpegtran is installed, progressive pictures stay progressive and restart markers are kept; where
it is not, the same coefficients are coded sequentially and without them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hegui.explicit.contract import Applied, Progress
from hegui.explicit.pictures.exif_facts import ExifFacts, exif_facts
from hegui.explicit.pictures.jpeg_drawing import Drawn, drawn
from hegui.explicit.pictures.jpeg_layout import Layout, Segment, layout
from hegui.explicit.pictures.picture_files import applied, check_pixels, store
from hegui.explicit.pictures.placement import ImageOptions, place
from hegui.messages import Notice

_DHT, _DRI, _APP1, _APP2 = 0xC4, 0xDD, 0xE1, 0xE2
_PROGRESSIVE = 0xC2
_EXIF, _MPF = b"Exif\0\0", b"MPF\0"
_GAIN_MAPS = (b"hdrgm:", b"urn:iso:std:iso:ts:21496", b"HDRGainMap")
_MP_ENTRIES = 0xB002
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}


def label(
    data: bytes,
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None = None,
) -> Applied:
    """Writes the JPEG ``data`` with the label to ``sink``; ``name`` is what errors call it.

    Raises BrokenFile, CeilingExceeded, Unsupported (arithmetic and lossless coding, other than 8
    bits, CMYK of unknown sense), NoRoom, CannotWrite.
    """
    found = layout(data, name)
    check_pixels(found.width, found.height, options, name)
    exif = _exif(data, found)
    placed = place(
        text, found.width, found.height, options, name=name, orientation=exif.orientation
    )
    done = drawn(found, placed, name)
    if progress is not None:
        progress(0.9)
    if done.scans is None:
        store(sink, [data])
        return applied(placed, "exact-blocks", already=True)
    store(sink, _assembled(data, found, done, done.scans))
    return applied(
        placed,
        "exact-blocks",
        contrast=done.contrast,
        notices=_notices(data, found, exif, done),
    )


def _assembled(data: bytes, found: Layout, done: Drawn, scans: bytes) -> Iterator[bytes]:
    """The original's own segments with new scans between them and what follows the picture."""
    view = memoryview(data)
    dropped = (_DHT,) if done.restarts else (_DHT, _DRI)
    kept = [one for one in (*found.head, *found.late) if one.marker not in dropped]
    head = 2 + sum(one.end - one.start for one in kept)
    growth = head + len(scans) + 2 - found.end
    yield data[:2]
    moved = 2
    for one in kept:
        segment = data[one.start : one.end]
        if found.progressive and one.marker == _PROGRESSIVE:
            segment = bytes((0xFF, done.frame)) + segment[2:]
        if one.marker == _APP2 and segment[4:].startswith(_MPF):
            # The index counts from its own place, which may have moved as well.
            segment = segment[:8] + _index(segment[8:], growth, growth + one.start - moved)
        moved += len(segment)
        yield segment
    yield scans
    yield b"\xff\xd9"
    yield bytes(view[found.end :])


def _index(index: bytes, first: int, others: int) -> bytes:
    """A Multi-Picture index after the first picture grew by ``first`` bytes and the others moved
    by ``others`` from the index (CIPA DC-007, 5.2.2 and 5.2.3.3)."""
    order = _ORDERS.get(index[:4])
    changed = bytearray(index)
    if order is None:
        return index
    try:
        (at,) = struct.unpack_from(order + "I", index, 4)
        (count,) = struct.unpack_from(order + "H", index, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, length, start = struct.unpack_from(order + "HHII", index, entry)
            if tag != _MP_ENTRIES:
                continue
            for picture in range(start, start + length - 15, 16):
                size, offset = struct.unpack_from(order + "II", index, picture + 4)
                new = (size, offset + others) if offset else (size + first, 0)
                struct.pack_into(order + "II", changed, picture + 4, *new)
    except struct.error:  # an index that cannot be followed stays as it is
        return index
    return bytes(changed)


def _exif(data: bytes, found: Layout) -> ExifFacts:
    for one in found.head:
        start = one.start + 4
        if one.marker == _APP1 and data.startswith(_EXIF, start):
            return exif_facts(data[start + len(_EXIF) : one.end])
    return ExifFacts()


def _notices(data: bytes, found: Layout, exif: ExifFacts, done: Drawn) -> list[Notice]:
    notices = []
    if found.progressive and done.frame != _PROGRESSIVE:
        notices.append(
            Notice(
                "the progressive JPEG became a sequential one with the same coefficients, since "
                "jpegtran is not installed"
            )
        )
    if found.restarts and not done.restarts:
        notices.append(Notice("restart markers are not kept; no coefficient depends on them"))
    if exif.thumbnail:
        notices.append(Notice("the EXIF thumbnail stays as it is and shows no label"))
    if _has_gain_map(data, found.head):
        notices.append(
            Notice(
                "the HDR gain map stays as it is; on an HDR screen the label is brightened with "
                "what it covers"
            )
        )
    elif found.end < len(data):
        notices.append(
            Notice(
                "{count} bytes behind the picture stay as they are",
                {"count": len(data) - found.end},
            )
        )
    return notices


def _has_gain_map(data: bytes, head: tuple[Segment, ...]) -> bool:
    return any(
        mark in data[one.start : one.end]
        for one in head
        if one.marker in (_APP1, _APP2)
        for mark in _GAIN_MAPS
    )
