"""Whether a film's container holds sound and no pictures: then it is sound, whatever its name.

Browsers record speech into WebM and MP4, and Matroska has a suffix of its own for it (MKA).
Source: ISO/IEC 14496-12 8.4.3 (handlers); RFC 9559 5.1.4.1.3 (TrackType).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.errors import FileError
from hegui.explicit.sound import matroska_layout
from hegui.structures import ebml
from hegui.structures.bmff import descendants, top_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hegui.files.source import Source

_EBML = ebml.HEADER.to_bytes(4)
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def sound_alone(source: Source) -> bool:
    """Whether an MP4, QuickTime, 3GP, Matroska or WebM file has a track of sound and none of
    pictures. A file that cannot be read so far is taken for a film, whose reader says why."""
    head = source.peek(0, 8)
    try:
        if head[4:8] in _BOXES:
            kinds = set(_handlers(source))
            return b"soun" in kinds and b"vide" not in kinds
        if head[:4] == _EBML:
            types = {one.type for one in matroska_layout.tracks_of(source)}
            return matroska_layout.SOUND in types and matroska_layout.PICTURES not in types
    except FileError:
        pass
    return False


def _handlers(source: Source) -> Iterator[bytes]:
    for moov in top_level(source):
        if moov.type == b"moov":
            for handler in descendants(source, moov, b"trak", b"mdia", b"hdlr"):
                yield source.peek(handler.body + 8, 4)
