"""The frames of a PNG: the picture itself, and those of an APNG.

Source: PNG specification (third edition), 11.3.6 (acTL, fcTL, fdAT).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.explicit.pictures.frames import Disposal, Shape
from hegui.explicit.pictures.placement import Box, ImageOptions
from hegui.explicit.pictures.png_chunks import Chunk, Header

_CONTROL = struct.Struct(">IIIIIHHBB")
_DISPOSALS = (Disposal.KEEP, Disposal.CLEAR, Disposal.BACK)
_MOST_FRAMES = 20_000
_MOST_WORK = 32  # times the pixels that a single picture may have, over all frames


@dataclass(frozen=True, slots=True)
class Part:
    """One frame: its rectangle, its shape in the animation (None for a picture that is not part
    of it), the number of its fcTL chunk (-1 where it has none) and of its data chunks."""

    box: Box
    shape: Shape | None
    control: int
    data: tuple[int, ...]

    def header(self, whole: Header) -> Header:
        """The header with this frame's size."""
        return replace(whole, width=self.box.width, height=self.box.height)

    def packed(self, found: Sequence[Chunk]) -> bytes:
        """Its compressed pixels."""
        return b"".join(
            found[at].data[4:] if found[at].type == b"fdAT" else found[at].data for at in self.data
        )


def parts(
    found: Sequence[Chunk], head: Header, options: ImageOptions, name: str
) -> tuple[Part, ...]:
    """The frames in their order. Raises BrokenFile, CeilingExceeded."""
    whole = Box(0, 0, head.width, head.height)
    animated = any(one.type == b"acTL" for one in found)
    frames: list[Part] = []
    control, data = -1, list[int]()
    for at, one in enumerate(found):
        if one.type == b"fcTL" and animated:
            if control >= 0 or data:
                frames.append(_part(found, control, tuple(data), whole, name))
            control, data = at, []
        elif one.type == b"IDAT" or (one.type == b"fdAT" and animated and len(one.data) >= 4):
            data.append(at)
    frames.append(_part(found, control, tuple(data), whole, name))
    pixels = sum(one.box.width * one.box.height for one in frames)
    if len(frames) > _MOST_FRAMES or pixels > options.most_pixels * _MOST_WORK:
        raise CeilingExceeded(
            "{count} frames of {pixels} pixels together are over the ceiling",
            path=name,
            count=len(frames),
            pixels=pixels,
        )
    return tuple(frames)


def _part(
    found: Sequence[Chunk], control: int, data: tuple[int, ...], whole: Box, name: str
) -> Part:
    if not data:
        raise BrokenFile("a frame has no pixels", path=name)
    if control < 0:
        return Part(whole, None, control, data)
    chunk = found[control]
    if len(chunk.data) != _CONTROL.size:
        raise BrokenFile("a frame's rectangle is damaged", path=name, place=f"byte {chunk.offset}")
    _, width, height, left, top, _, _, dispose, blend = _CONTROL.unpack(chunk.data)
    box = Box(left, top, left + width, top + height)
    inside = box.right <= whole.right and box.bottom <= whole.bottom
    if not width or not height or not inside or dispose > 2 or blend > 1:
        raise BrokenFile("a frame's rectangle is damaged", path=name, place=f"byte {chunk.offset}")
    return Part(box, Shape(box, _DISPOSALS[dispose], replaces=blend == 0), control, data)
