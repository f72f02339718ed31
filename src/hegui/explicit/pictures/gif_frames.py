"""The blocks of a GIF file, and the indices of its frames.

Pillow packs and unpacks the indices (LZW), one frame at a time in a file made for it, so that no
frame is ever composed with another and no palette is touched.
Source: GIF89a specification, 18 (screen), 20 (image), 22 (data), 23 (control), 24 to 26.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.explicit.pictures.frames import Disposal, Shape
from hegui.explicit.pictures.placement import Box

Indices = NDArray[np.uint8]

_EXTENSION, _IMAGE, _TRAILER, _CONTROL = 0x21, 0x2C, 0x3B, 0xF9
_TABLE, _INTERLACED = 0x80, 0x40
_RAMP = bytes(value for grey in range(256) for value in (grey, grey, grey))
_MOST_BLOCKS = 200_000
_DISPOSALS = {2: Disposal.CLEAR, 3: Disposal.BACK}


@dataclass(frozen=True, slots=True)
class GifFrame:
    """One frame: its rectangle and disposal, its colours, the transparent index (None without),
    and where its bytes stand: ``control`` is its graphic control extension (None without),
    ``start`` its descriptor, ``packed`` its data, ``end`` what follows."""

    shape: Shape
    colours: bytes
    transparent: int | None
    control: tuple[int, int] | None
    start: int
    packed: int
    end: int
    interlaced: bool

    @property
    def box(self) -> Box:
        """Its rectangle on the screen."""
        return self.shape.box


@dataclass(frozen=True, slots=True)
class Gif:
    """A file's screen and frames."""

    width: int
    height: int
    frames: tuple[GifFrame, ...]


def parsed(data: bytes, name: str) -> Gif:
    """The screen and the frames. Raises BrokenFile, CeilingExceeded."""
    if len(data) < 13:
        raise BrokenFile("the file ends before its screen is described", path=name)
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    if not width or not height:
        raise BrokenFile("the screen has no size", path=name, place="byte 6")
    table = _table(flags)
    frames = tuple(_frames(data, 13 + table, data[13 : 13 + table], (width, height), name))
    if not frames:
        raise BrokenFile("the file has no picture", path=name)
    return Gif(width, height, frames)


def _frames(
    data: bytes, at: int, common: bytes, screen: tuple[int, int], name: str
) -> Iterator[GifFrame]:
    control: tuple[int, int] | None = None
    for _ in range(_MOST_BLOCKS):
        kind = data[at] if at < len(data) else _TRAILER  # many files just end
        if kind == _TRAILER:
            return
        if kind == _EXTENSION:
            end = _behind(data, at + 2, name)
            if data[at + 1] == _CONTROL and data[at + 2] == 4:
                control = (at, end)
            at = end
        elif kind == _IMAGE:
            frame = _frame(data, at, common, control, screen, name)
            yield frame
            at, control = frame.end, None
        else:
            raise BrokenFile("no block begins here", path=name, place=f"byte {at}")
    raise CeilingExceeded(
        "more than {ceiling} structures ({what})", path=name, ceiling=_MOST_BLOCKS, what="blocks"
    )


def _frame(
    data: bytes,
    at: int,
    common: bytes,
    control: tuple[int, int] | None,
    screen: tuple[int, int],
    name: str,
) -> GifFrame:
    place = f"byte {at}"
    if at + 10 > len(data):
        raise BrokenFile("the file ends within a frame", path=name, place=place)
    left, top, width, height, flags = struct.unpack_from("<HHHHB", data, at + 1)
    box = Box(left, top, left + width, top + height)
    if not width or not height or box.right > screen[0] or box.bottom > screen[1]:
        raise BrokenFile("a frame's rectangle is not on the screen", path=name, place=place)
    table = _table(flags)
    packed = at + 10 + table
    end = _behind(data, packed + 1, name)
    colours = data[at + 10 : packed] if table else common
    if not colours:
        raise BrokenFile("a frame has no colours", path=name, place=place)
    if not 2 <= data[packed] <= 8:
        raise BrokenFile("a frame's code size is damaged", path=name, place=place)
    said = data[control[0] + 3] if control else 0
    transparent = data[control[0] + 6] if control and said & 1 else None
    shape = Shape(box, _DISPOSALS.get(said >> 2 & 7, Disposal.KEEP))
    interlaced = bool(flags & _INTERLACED)
    return GifFrame(shape, colours, transparent, control, at, packed, end, interlaced)


def _table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & _TABLE else 0


def _behind(data: bytes, at: int, name: str) -> int:
    """Where a chain of sub-blocks ends, its terminator included."""
    start = at
    while at < len(data):
        length = data[at]
        at += 1 + length
        if not length:
            return at
    raise BrokenFile("the file ends within a block", path=name, place=f"byte {start}")


def indices(data: bytes, frame: GifFrame, name: str) -> Indices:
    """A frame's indices (height, width). Raises BrokenFile."""
    box = frame.box
    size = struct.pack("<HH", box.width, box.height)
    flags = _INTERLACED if frame.interlaced else 0
    alone = b"".join(
        (
            b"GIF89a" + size + b"\xf7\0\0" + _RAMP,
            b",\0\0\0\0" + size + bytes((flags,)),
            data[frame.packed : frame.end],
            b";",
        )
    )
    try:
        with GifImagePlugin.GifImageFile(BytesIO(alone)) as picture:
            picture.load()
            result = np.asarray(picture)
    except (OSError, ValueError, EOFError, SyntaxError) as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}",
            path=name,
            place=f"byte {frame.start}",
            cause=str(error),
        ) from error
    if result.shape != (box.height, box.width):
        raise BrokenFile("a frame has no pixels", path=name, place=f"byte {frame.start}")
    return result


def packed(values: Indices) -> bytes:
    """Indices (height, width) as a frame's data: code size, sub-blocks, terminator."""
    picture = Image.fromarray(values, "L")
    file = BytesIO()
    picture.save(file, "GIF", optimize=False, interlace=0)
    made = file.getvalue()
    frame = parsed(made, "").frames[0]
    return made[frame.packed : frame.end]


def written(
    data: bytes,
    frame: GifFrame,
    box: Box,
    colours: Indices,
    transparent: int | None,
    content: bytes,
) -> bytes:
    """A frame's bytes, from control extension to data, with a colour table of its own."""
    size = max(1, int(len(colours) - 1).bit_length())
    table = colours.tobytes().ljust(3 << size, b"\0")
    control = bytearray(data[slice(*frame.control)] if frame.control else b"!\xf9\x04\0\0\0\0\0")
    if transparent is not None:
        control[3] |= 1
        control[6] = transparent
    between = data[frame.control[1] : frame.start] if frame.control else b""
    lead = bytes(control) if frame.control or transparent is not None else b""
    rectangle = struct.pack("<HHHH", box.left, box.top, box.width, box.height)
    return b"".join((lead, between, b",", rectangle, bytes((_TABLE | size - 1,)), table, content))
