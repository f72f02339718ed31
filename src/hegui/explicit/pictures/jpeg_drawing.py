"""The label drawn into the scans of a JPEG: in process, or with jpegtran's help where it is there.

jpegtran puts a patch into a JPEG in a fraction of the time and memory that reading and writing
every coefficient takes here, and it keeps progressive order and restart markers. The patch is
made of the coefficients that jpegtran takes out, so that both ways give the same.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace

from hegui.errors import FileError
from hegui.explicit.pictures import jpeg_blocks, jpeg_codec
from hegui.explicit.pictures.jpeg_layout import Layout, layout
from hegui.explicit.pictures.jpeg_patch import head_of, patch_of
from hegui.explicit.pictures.jpegtran import Dropping, crop
from hegui.explicit.pictures.legibility import contrast, stands_already
from hegui.explicit.pictures.placement import Placed

_SOS, _DHT = 0xDA, 0xC4


@dataclass(frozen=True, slots=True)
class Drawn:
    """``scans`` are Huffman tables and scans with the label, without EOI; None where it stands
    there already. ``contrast`` is that of the label to what it stands on, ``frame`` the marker of
    the frame that the scans need, ``restarts`` whether they hold restart markers."""

    scans: bytes | None
    contrast: float
    frame: int
    restarts: bool = False


def drawn(found: Layout, placed: Placed, name: str) -> Drawn:
    """The scans with the label in them. Raises BrokenFile."""
    program = shutil.which("jpegtran")
    if program is not None:
        result = _by_jpegtran(program, found, placed, name)
        if result is not None:
            return result
    return _in_process(found, placed, name)


def _in_process(found: Layout, placed: Placed, name: str) -> Drawn:
    planes = jpeg_codec.read(found, name)
    before = jpeg_blocks.grey(found, planes, placed.box)
    ratio = contrast(before, placed.drawing)
    if stands_already(before, placed.drawing):
        return Drawn(None, ratio, found.sequential)
    jpeg_blocks.draw_into(found, planes, placed.drawing, placed.box)
    return Drawn(jpeg_codec.write(found, planes, name), ratio, found.sequential)


def _by_jpegtran(program: str, found: Layout, placed: Placed, name: str) -> Drawn | None:
    """The same, or None where this jpegtran cannot, or finds fault with the file."""
    wide, tall = _unit(found)
    left, top = placed.box.left // wide * wide, placed.box.top // tall * tall
    right = min(-(-placed.box.right // wide) * wide, found.width)
    bottom = min(-(-placed.box.bottom // tall) * tall, found.height)
    patch = patch_of(found, right - left, bottom - top)
    box = placed.box.moved(-left, -top)
    with (
        jpeg_codec.named_file(found.stream) as whole,
        Dropping(program, whole, left, top, *_options(found)) as dropping,
    ):
        try:
            head, start = head_of(patch, name)
            dropping.begin(head)
            taken = crop(program, whole, patch.width, patch.height, left, top)
            if taken is None:
                return None
            part = replace(layout(taken, name), colours=found.colours)
            if (part.width, part.height) != (patch.width, patch.height):
                return None
            planes = jpeg_codec.read(part, name)
            before = jpeg_blocks.grey(part, planes, box)
            if stands_already(before, placed.drawing):
                return Drawn(None, contrast(before, placed.drawing), found.frame)
            jpeg_blocks.draw_into(part, planes, placed.drawing, box)
            scans = jpeg_codec.write(patch, planes, name)
        except FileError:
            return None
        if not scans.startswith(start):
            return None
        dropping.end(scans[len(start) :] + b"\xff\xd9")
        ratio = contrast(before, placed.drawing)  # while the program writes
        made = dropping.made()
    if made is None:
        return None
    return Drawn(_scans_of(made), ratio, found.frame, restarts=found.interval > 0)


def _options(found: Layout) -> list[str]:
    """What makes jpegtran code the picture as it was coded."""
    options = []
    if found.progressive:
        options.append("-progressive")
    elif found.optimised:
        options.append("-optimize")
    if found.interval:
        options += ["-restart", f"{found.interval}B"]
    return options


def _unit(found: Layout) -> tuple[int, int]:
    """Width and height in pixels of what jpegtran cuts along: one interleaved coding unit."""
    if len(found.components) == 1:
        return 8, 8
    return (
        8 * max(one.h for one in found.components),
        8 * max(one.v for one in found.components),
    )


def _scans_of(made: bytes) -> bytes:
    """From a JPEG that jpegtran made, its Huffman tables and scans, without EOI."""
    at, parts = 2, []
    while made[at + 1] != _SOS:
        end = at + 2 + int.from_bytes(made[at + 2 : at + 4], "big")
        if made[at + 1] == _DHT:
            parts.append(made[at:end])
        at = end
    return b"".join((*parts, made[at:-2]))
