"""What an MP4 or QuickTime file says of itself, kept when FFmpeg's muxer writes it anew.

The muxer keeps either the descriptions that it has names for or, under keys of its own (mdta),
all of them, where few players look; and it adds what the demuxer told it of the container. So
room is left in moov, and there the original's boxes udta and meta are put back byte for byte.
Source: ISO/IEC 14496-12 8.10.1 (udta), 8.11.1 (meta), 8.1.2 (free).
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import Final

from hegui.errors import ReadBackFailed
from hegui.explicit.video.mp4 import Box, read_moov
from hegui.files.source import Source
from hegui.messages import Notice

_DESCRIPTIONS: Final = (b"udta", b"meta")
_SLACK: Final = 64
_HEAD: Final = 8
# What carries or finds the media, in whichever arrangement; all else would be lost unsaid.
_OF_MEDIA: Final = frozenset(
    b"ftyp styp moov moof mdat mfra sidx ssix prft free skip wide pdin mvhd trak mvex iods".split()
)


@dataclass(frozen=True, slots=True)
class Mp4Kept:
    """The ``boxes`` of a movie's descriptions, the ``room`` for them, and what is not kept."""

    name: str
    boxes: bytes
    room: int
    lost: tuple[str, ...]
    fragmented: bool

    @classmethod
    def of(cls, source: Source) -> Mp4Kept:
        """Raises BrokenFile where the file's own boxes cannot be told."""
        top, _, moov, tree = read_moov(source)
        kept = [box for box in tree.children if box.type in _DESCRIPTIONS]
        boxes = b"".join(moov[box.start : box.end] for box in kept)
        names = {box.type for box in (*top, *tree.children)} - _OF_MEDIA
        if b"iloc" in boxes:  # items at offsets that are others in the new file
            boxes = b""
        else:
            names -= {box.type for box in kept} - {box.type for box in top}
        lost = tuple(sorted(name.decode("latin-1") for name in names))
        fragmented = any(box.type == b"moof" for box in top)
        return cls(source.name, boxes, len(boxes) + _SLACK, lost, fragmented)

    def put_back(self, new: Source, descriptor: int, *, encoded: int | None) -> tuple[Notice, ...]:
        """Writes the original's boxes into ``new``, whose descriptor to write is given.

        Raises ReadBackFailed where the muxer left no room for them, BrokenFile.
        """
        del encoded
        _, at, _, tree = read_moov(new)
        room = max(
            (box for box in tree.children if box.type in _DESCRIPTIONS),
            key=lambda box: box.end - box.start,
            default=Box(b"", 0, 0, 0),
        )
        left = room.end - room.start - len(self.boxes)
        if left < _HEAD:
            raise ReadBackFailed("the new file has no room for the old tags", path=self.name)
        data = self.boxes + struct.pack(">I4s", left, b"free") + bytes(left - _HEAD)
        place = at.start + room.start
        while data:
            count = os.pwrite(descriptor, data, place)
            data, place = data[count:], place + count
        said = []
        if self.fragmented:
            said.append(Notice("the new file is no longer fragmented"))
        if self.lost:
            said.append(Notice("boxes were lost: {names}", {"names": ", ".join(self.lost)}))
        return tuple(said)
