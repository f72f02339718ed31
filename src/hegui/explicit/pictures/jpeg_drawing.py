"""The label drawn into the scans of a JPEG: in process, or with jpegtran's help where it is there.

jpegtran -drop puts a patch into a JPEG in a fraction of the time and memory that reading and
writing every coefficient takes here, and it keeps progressive order and restart markers. The
patch is made of the coefficients that jpegtran -crop takes out, so that both ways give the same.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace

from hegui.errors import FileError
from hegui.explicit.pictures import jpeg_blocks, jpeg_codec
from hegui.explicit.pictures.jpeg_layout import Layout, layout
from hegui.explicit.pictures.legibility import Reals, stands_already
from hegui.explicit.pictures.placement import Placed

_SECONDS = 120
_SOS, _DHT, _DQT = 0xDA, 0xC4, 0xDB
_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
_FRAMES = (_BASELINE, _EXTENDED, _PROGRESSIVE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """``scans`` are Huffman tables and scans with the label, without EOI; None where it stands
    there already. ``before`` are the grey values that were at its place, ``frame`` the marker of
    the frame that the scans need, ``restarts`` whether they hold restart markers."""

    scans: bytes | None
    before: Reals
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
    frame = _sequential(found)
    before = jpeg_blocks.grey(found, planes, placed.box)
    if stands_already(before, placed.drawing):
        return Drawn(None, before, frame)
    jpeg_blocks.draw_into(found, planes, placed.drawing, placed.box)
    return Drawn(jpeg_codec.write(found, planes, name), before, frame)


def _by_jpegtran(program: str, found: Layout, placed: Placed, name: str) -> Drawn | None:
    """The same, or None where this jpegtran cannot, or finds fault with the file."""
    wide, tall = _unit(found)
    left, top = placed.box.left // wide * wide, placed.box.top // tall * tall
    right = min(-(-placed.box.right // wide) * wide, found.width)
    bottom = min(-(-placed.box.bottom // tall) * tall, found.height)
    with jpeg_codec.named_file(found.stream) as whole:
        crop = f"{right - left}x{bottom - top}+{left}+{top}"
        taken = _run(program, "-crop", crop, whole)
        if taken is None:
            return None
        try:
            part = replace(layout(taken, name), colours=found.colours)
            if (part.width, part.height) != (right - left, bottom - top):
                return None
            planes = jpeg_codec.read(part, name)
            box = placed.box.moved(-left, -top)
            before = jpeg_blocks.grey(part, planes, box)
            if stands_already(before, placed.drawing):
                return Drawn(None, before, found.frame)
            jpeg_blocks.draw_into(part, planes, placed.drawing, box)
            patch = _file(taken, part, jpeg_codec.write(part, planes, name))
        except FileError:
            return None
        options = ["-drop", f"+{left}+{top}"]
        with jpeg_codec.named_file(patch) as dropped:
            options.append(dropped)
            if found.progressive:
                options.append("-progressive")
            elif found.optimised:
                options.append("-optimize")
            if found.interval:
                options += ["-restart", f"{found.interval}B"]
            made = _run(program, *options, whole)
    if made is None:
        return None
    return Drawn(_scans_of(made), before, found.frame, restarts=found.interval > 0)


def _run(program: str, *options: str) -> bytes | None:
    """What jpegtran writes; None where it fails or so much as warns."""
    command = [program, "-copy", "none", *options]
    with jpeg_codec.named_file(b"") as output:
        try:
            # Into a file in memory: megabytes through a pipe take as long as making them.
            with open(output, "r+b") as made:
                subprocess.run(
                    command, stdout=made, stderr=subprocess.PIPE, timeout=_SECONDS, check=True
                )
            with open(output, "rb") as made:
                data = made.read()
        except (OSError, subprocess.SubprocessError):
            return None
    return data if data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9") else None


def _unit(found: Layout) -> tuple[int, int]:
    """Width and height in pixels of what jpegtran cuts along: one interleaved coding unit."""
    if len(found.components) == 1:
        return 8, 8
    return (
        8 * max(one.h for one in found.components),
        8 * max(one.v for one in found.components),
    )


def _sequential(found: Layout) -> int:
    """The frame of sequential scans: baseline where all tables have 8 bits (T.81 B.2.4.1)."""
    eight = all(value < 256 for table in found.tables.values() for value in table)
    return _BASELINE if eight else _EXTENDED


def _file(taken: bytes, part: Layout, scans: bytes) -> bytes:
    """A JPEG of the head of ``taken`` and other scans."""
    head = [taken[one.start : one.end] for one in part.head if one.marker in (_DQT, *_FRAMES)]
    return b"".join((b"\xff\xd8", *head, scans, b"\xff\xd9"))


def _scans_of(made: bytes) -> bytes:
    """From a JPEG that jpegtran made, its Huffman tables and scans, without EOI."""
    at, parts = 2, []
    while made[at + 1] != _SOS:
        end = at + 2 + int.from_bytes(made[at + 2 : at + 4], "big")
        if made[at + 1] == _DHT:
            parts.append(made[at:end])
        at = end
    return b"".join((*parts, made[at:-2]))
