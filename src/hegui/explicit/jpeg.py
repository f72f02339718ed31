"""JPEG: only the blocks under the label change; every other coefficient and all metadata stay.

Huffman codes are written anew, so the coded bytes differ; what they code does not. Restart
markers are not kept. A progressive picture stays progressive where libjpeg's jpegtran is
installed, and becomes a sequential one where it is not: the same coefficients in another order.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator

from hegui.explicit import jpeg_blocks, jpeg_codec
from hegui.explicit.contract import Applied, Progress
from hegui.explicit.exif_facts import ExifFacts, exif_facts
from hegui.explicit.jpeg_layout import Layout, Segment, layout
from hegui.explicit.legibility import contrast, stands_already
from hegui.explicit.picture_files import applied, check_pixels, store
from hegui.explicit.placement import ImageOptions, place
from hegui.messages import Notice

_DQT, _DHT, _DRI, _APP1, _APP2 = 0xDB, 0xC4, 0xDD, 0xE1, 0xE2
_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
_EXIF, _MPF = b"Exif\0\0", b"MPF\0"
_GAIN_MAPS = (b"hdrgm:", b"urn:iso:std:iso:ts:21496", b"HDRGainMap")
_SECONDS = 120
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
    planes = jpeg_codec.read(found, name)
    if progress is not None:
        progress(0.5)
    before = jpeg_blocks.grey(found, planes, placed.box)
    if stands_already(before, placed.drawing):
        store(sink, [data])
        return applied(placed, "exact-blocks", already=True)
    jpeg_blocks.draw_into(found, planes, placed.drawing, placed.box)
    scans = jpeg_codec.write(found, planes, name)
    del planes
    frame = _BASELINE if _eight_bit(data, found) else _EXTENDED
    if found.progressive:
        scans, frame = _progressive(data, found, scans, frame)
    notices = _notices(data, found, exif, sequential=found.progressive and frame != _PROGRESSIVE)
    store(sink, _assembled(data, found, scans, frame))
    return applied(
        placed,
        "exact-blocks",
        contrast=contrast(before, placed.drawing),
        notices=notices,
    )


def _assembled(data: bytes, found: Layout, scans: bytes, frame: int) -> Iterator[bytes]:
    """The original's own segments with new scans between them and what follows the picture."""
    view = memoryview(data)
    kept = [one for one in (*found.head, *found.late) if one.marker not in (_DHT, _DRI)]
    head = 2 + sum(one.end - one.start for one in kept)
    growth = head + len(scans) + 2 - found.end
    yield data[:2]
    moved = 2
    for one in kept:
        segment = data[one.start : one.end]
        if found.progressive and one.marker == _PROGRESSIVE:
            segment = bytes((0xFF, frame)) + segment[2:]
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


def _eight_bit(data: bytes, found: Layout) -> bool:
    """Whether all quantisation tables have 8 bits, as baseline asks (T.81 B.2.4.1)."""
    return all(value < 256 for table in found.tables.values() for value in table)


def _progressive(data: bytes, found: Layout, scans: bytes, frame: int) -> tuple[bytes, int]:
    """The scans in progressive order and their frame, where jpegtran is there to make them."""
    program = shutil.which("jpegtran")
    if program is None:
        return scans, frame
    tables = b"".join(data[one.start : one.end] for one in found.head if one.marker == _DQT)
    header = next(one for one in found.head if one.marker == _PROGRESSIVE)
    sequential = bytes((0xFF, frame)) + data[header.start + 2 : header.end]
    with tempfile.NamedTemporaryFile(prefix="hegui-", suffix=".jpg") as file:
        file.write(b"\xff\xd8" + tables + sequential + scans + b"\xff\xd9")
        file.flush()
        command = [program, "-copy", "none", "-progressive", file.name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
        except (OSError, subprocess.SubprocessError):
            return scans, frame
    return _scans_of(done.stdout), _PROGRESSIVE


def _scans_of(made: bytes) -> bytes:
    """From a JPEG that jpegtran made, its Huffman tables and scans, without EOI."""
    at, parts = 2, []
    while made[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(made[at + 2 : at + 4], "big")
        if made[at + 1] == _DHT:
            parts.append(made[at:end])
        at = end
    return b"".join((*parts, made[at:-2]))


def _notices(data: bytes, found: Layout, exif: ExifFacts, *, sequential: bool) -> list[Notice]:
    notices = []
    if sequential:
        notices.append(
            Notice(
                "the progressive JPEG became a sequential one with the same coefficients, since "
                "jpegtran is not installed"
            )
        )
    if found.restarts:
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
