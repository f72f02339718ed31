"""The one track of sound of an MP4 file, as it is found before a label is put in.

Source: ISO/IEC 14496-12 8.2 to 8.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.errors import Unsupported
from hegui.explicit.sound import mp4_table
from hegui.explicit.sound.mp4_sound import Description, description
from hegui.structures.bmff import Box, Fields, children, descendants, top_level

if TYPE_CHECKING:
    from hegui.explicit.sound.mp4_table import Table
    from hegui.files.source import Source

_NEEDED = (b"stsd", b"stts", b"stsz", b"stsc")
_KNOWN = (*_NEEDED, b"stco", b"co64", b"sgpd", b"sbgp", b"free", b"skip")
_PICTURES = (b"vide",)


@dataclass(frozen=True, slots=True)
class Track:
    """The track of sound: its box, time scale, table, and how its samples are coded."""

    box: Box
    scale: int
    boxes: dict[bytes, Box]
    table: Table
    coding: Description


def movie(source: Source) -> tuple[Box, Box]:
    """The movie box and the last box of the file."""
    moov: Box | None = None
    last: Box | None = None
    for box in top_level(source):
        if box.type == b"moov":
            moov = moov or box
        elif box.type in (b"moof", b"sidx", b"mfra"):
            raise Unsupported(
                "the sound lies in movie fragments, which hegui does not label yet",
                path=source.name,
                place=box.place,
            )
        last = box
    if moov is None or last is None:
        raise source.broken("the file has no movie box (moov)")
    if moov.end > source.size or last.end > source.size:
        raise source.broken("the file ends within a box", last.place)
    return moov, last


def sound_track(source: Source, moov: Box) -> tuple[Track, int]:
    """The track of sound, and how many tracks of other kinds there are but pictures."""
    found: list[Track] = []
    others = 0
    for trak in descendants(source, moov, b"trak"):
        handler = next(descendants(source, trak, b"mdia", b"hdlr", depth=2), None)
        kind = source.peek(handler.body + 8, 4) if handler else b""
        if kind in _PICTURES:
            raise Unsupported("it is a film: its pictures are labelled", path=source.name)
        if kind != b"soun":
            others += 1
            continue
        found.append(_described(source, trak))
    if len(found) != 1:
        raise Unsupported(
            "hegui labels files with one track of sound, and this has {count}",
            path=source.name,
            count=len(found),
        )
    return found[0], others


def _described(source: Source, trak: Box) -> Track:
    header = next(descendants(source, trak, b"mdia", b"mdhd", depth=2), None)
    stbl = next(descendants(source, trak, b"mdia", b"minf", b"stbl", depth=2), None)
    if header is None or stbl is None:
        raise source.broken("the track has no table of samples", trak.place)
    boxes: dict[bytes, Box] = {}
    for box in children(source, stbl, 6):
        if box.type not in _KNOWN:
            raise Unsupported(
                "the track says of every sample what hegui cannot say of the label's ({name})",
                path=source.name,
                place=box.place,
                name=box.type.decode("latin-1"),
            )
        boxes.setdefault(box.type, box)
    if not boxes.keys() >= set(_NEEDED) or not boxes.keys() & {b"stco", b"co64"}:
        raise source.broken("the track has no table of samples", stbl.place)
    fields = Fields.of(source, header)
    version = fields.number(1)
    fields.take(3 + (16 if version else 8))
    scale = fields.number(4)
    coding = description(source, boxes[b"stsd"])
    if not scale:
        raise source.broken("the track has no time scale", header.place)
    return Track(trak, scale, boxes, mp4_table.read(source, boxes), coding)


def movie_scale(source: Source, moov: Box) -> int:
    """How many units the movie counts a second. Raises BrokenFile."""
    header = next(descendants(source, moov, b"mvhd"), None)
    if header is None:
        raise source.broken("the movie box has no header", moov.place)
    fields = Fields.of(source, header)
    fields.take(20 if source.read(header.body, 1) == b"\1" else 12)
    return fields.number(4)


def holds(source: Source, moov: Box, kind: bytes) -> bool:
    """Whether these four bytes stand somewhere in the movie box."""
    return source.find(kind, moov.start, moov.end) >= 0
