"""PNG and APNG: every sample outside the label, and every chunk beside the pixels, stays.

Depth, colour type, interlacing and each row's filter are kept; the pixels are compressed anew.
Of an animation only the frames are drawn into that would show no label else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from hegui.explicit.contract import Applied, Progress
from hegui.explicit.lettering.drawing import Drawing
from hegui.explicit.pictures.exif_facts import exif_facts
from hegui.explicit.pictures.frames import bounding, to_draw
from hegui.explicit.pictures.legibility import (
    Samples,
    blended,
    contrast,
    cut,
    grey_of,
    opaque,
    stands_already,
)
from hegui.explicit.pictures.palette import Fitted, fitted
from hegui.explicit.pictures.picture_files import applied, check_pixels, store
from hegui.explicit.pictures.placement import Box, ImageOptions, Placed, place
from hegui.explicit.pictures.png_chunks import SIGNATURE, Chunk, chunks, header, made
from hegui.explicit.pictures.png_frames import Part, parts
from hegui.explicit.pictures.png_look import GREY_ALPHA, INDEXED, RGB, RGBA, Look, look_of
from hegui.explicit.pictures.png_pixels import Frame, packed, packed_anew, rows_near, unpacked

_MOST_IN_CHUNK = 8 * 1024**2
_SEQUENCE = struct.Struct(">I")


def label(
    data: bytes,
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None = None,
) -> Applied:
    """Writes the PNG ``data`` with the label to ``sink``; ``name`` is what errors call it.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    found, end = chunks(data, name)
    head = header(found, name)
    check_pixels(head.width, head.height, options, name)
    exif = next((bytes(one.data) for one in found if one.type == b"eXIf"), b"")
    frames = parts(found, head, options, name)
    first = unpacked(frames[0].header(head), frames[0].packed(found), name)
    look = look_of(found, head)
    placed = _placed(first, look, len(frames) > 1, text, options, exif, name)
    at = frames[0].box
    shown = placed.box.meets(at) == placed.box
    part = first.samples[placed.box.moved(-at.left, -at.top).slices] if shown else None
    measured = None
    if part is not None:
        grey, alpha = look.grey(part), look.alpha(part)
        if stands_already(grey, placed.drawing, alpha):
            store(sink, [data])
            return applied(placed, "lossless", already=True)
        measured = contrast(grey, placed.drawing, alpha)
    del first, part  # the samples of a large picture: they are unpacked when drawn on
    drawer = _Drawer(look, placed, found, frames, name)
    new = drawer.all(progress)
    store(sink, [SIGNATURE, *_written(found, drawer, new), data[end:]])
    if measured is None or look.header.kind == INDEXED:
        measured = drawer.contrast()
    return applied(placed, "lossless", contrast=measured)


def _placed(
    first: Frame,
    look: Look,
    animated: bool,
    text: str,
    options: ImageOptions,
    exif: bytes,
    name: str,
) -> Placed:
    """Where the label stands; opaque where frames share it, or no shades are to be had."""
    head = look.header
    alpha = None if animated else look.alpha(first.samples)
    bounds = None
    if alpha is not None and not alpha.all() and alpha.any():
        bounds = bounding(alpha > 0)
    placed = place(
        text,
        head.width,
        head.height,
        options,
        name=name,
        orientation=exif_facts(exif).orientation,
        bounds=bounds,
    )
    if animated or head.kind == INDEXED or head.depth < 8:
        return replace(placed, drawing=opaque(placed.drawing))
    return placed


class _Drawer:
    """Draws the label into the frames that need it."""

    def __init__(
        self,
        look: Look,
        placed: Placed,
        found: Sequence[Chunk],
        frames: Sequence[Part],
        name: str,
    ) -> None:
        self._placed = placed
        self._found = found
        self.frames = frames
        self._name = name
        self._old = look.header
        self.fitted: Fitted | None = None
        self.header = look.header
        if look.header.kind == INDEXED:
            self._fit(look)
        self._look = look

    def all(self, progress: Progress | None) -> dict[int, tuple[Box, bytes]]:
        """Frame number → its rectangle and compressed pixels, of every frame that changes."""
        stills = [one for one in self.frames if one.shape is None]
        moving = [one for one in self.frames if one.shape is not None]
        boxes: list[Box | None] = [one.box for one in stills]
        shapes = [one.shape for one in moving if one.shape is not None]
        boxes += to_draw(shapes, self._placed.box, self._name)
        new = {}
        for number, (frame, box) in enumerate(zip((*stills, *moving), boxes, strict=True)):
            widened = self.header.depth != self._old.depth
            if box is not None or widened:
                new[self.frames.index(frame)] = self._one(frame, box)
            if progress is not None:
                progress((number + 1) / len(boxes))
        return new

    def contrast(self) -> float:
        """The label's contrast with itself, which is opaque here."""
        both = self._placed.drawing.grey_alpha()[..., 0]
        if self.fitted is not None:
            colours = self.fitted.colours[self.fitted.index[both]]
            return contrast(grey_of(colours, colours=3, most=255), _bare(self._placed.drawing))
        return contrast(both.astype(np.float32), self._placed.drawing)

    def _fit(self, look: Look) -> None:
        head = look.header
        count = sum(len(one.data) // 3 for one in self._found if one.type == b"PLTE")
        visible = [at for at in range(count) if look.opacity[at] == 255]
        # An index of few bits has no room for more colours: eight bits have, and cost nothing.
        if count + 2 > 2**head.depth and head.depth < 8:
            self.header = replace(head, depth=8)
        self.fitted = fitted(
            look.colours[:count].astype(np.uint8), visible, (), 2**self.header.depth, self._name
        )

    def _one(self, part: Part, box: Box | None) -> tuple[Box, bytes]:
        frame = unpacked(part.header(self._old), part.packed(self._found), self._name)
        target = box or part.box
        samples = frame.samples
        shared = self._placed.box.meets(target)
        changed = shared.moved(-target.left, -target.top) if shared is not None else None
        if target != part.box or self.header.depth != self._old.depth:
            samples = self._wider(samples, part.box, target) if target != part.box else samples
            if box is not None and shared is not None and changed is not None:
                samples = samples.copy()
                self._draw(samples[changed.slices], shared)
            whole = replace(self.header, width=target.width, height=target.height)
            return target, packed_anew(whole, samples)
        assert shared is not None
        assert changed is not None
        # Of a large picture no more is held than the rows around the label.
        top, bottom = rows_near(frame.header, changed)
        near = samples[top:bottom].copy()
        header, data = frame.header, frame.packed
        del frame, samples
        self._draw(near[changed.moved(0, -top).slices], shared)
        return target, packed(header, data, near, changed, self._name)

    def _wider(self, samples: Samples, own: Box, target: Box) -> Samples:
        """The frame's samples in a larger rectangle, transparent around them."""
        clear = self._look.transparent(self._name)
        wide = np.empty((target.height, target.width, samples.shape[2]), samples.dtype)
        wide[:] = np.array(clear, samples.dtype)
        wide[own.moved(-target.left, -target.top).slices] = samples
        return wide

    def _draw(self, samples: Samples, shared: Box) -> None:
        """Draws the part of the label within ``shared`` over ``samples``, in place."""
        drawing = cut(
            self._placed.drawing, shared.moved(-self._placed.box.left, -self._placed.box.top)
        )
        both = drawing.grey_alpha()
        if self.fitted is not None:
            covered = both[..., 1] > 0
            samples[covered, 0] = self.fitted.index[both[..., 0]][covered]
            return
        kind = self.header.kind
        mixed = blended(
            samples,
            drawing,
            colours=3 if kind in (RGB, RGBA) else 1,
            alpha=kind in (GREY_ALPHA, RGBA),
            most=self._look.most,
        )
        if self._look.key is not None:
            # No pixel of the label may have the colour that tRNS makes transparent.
            hit = (both[..., 1] > 0) & np.all(mixed == np.array(self._look.key), axis=-1)
            mixed[hit, 0] = self._look.key[0] - 1 if self._look.key[0] else 1
        samples[:] = mixed


def _bare(drawing: Drawing) -> Drawing:
    """The drawing's parts without its pixels: to measure what a palette made of them."""
    return replace(drawing, pixels=bytes(len(drawing.pixels)))


def _written(
    found: Sequence[Chunk], drawer: _Drawer, new: dict[int, tuple[Box, bytes]]
) -> Iterator[bytes | memoryview]:
    """The chunks of the labelled picture; those that do not change as they came."""
    starts = {part.control: number for number, part in enumerate(drawer.frames)}
    firsts = {part.data[0]: number for number, part in enumerate(drawer.frames)}
    rest = {at: number for number, part in enumerate(drawer.frames) for at in part.data[1:]}
    moving = any(part.shape is not None for part in drawer.frames)
    sequence = 0
    for at, one in enumerate(found):
        if one.type == b"IHDR" and drawer.header.data() != bytes(one.data):
            yield made(b"IHDR", drawer.header.data())
        elif one.type == b"PLTE" and drawer.fitted is not None:
            yield made(b"PLTE", drawer.fitted.colours.tobytes())
        elif one.type == b"hIST" and drawer.fitted is not None:
            yield made(b"hIST", bytes(one.data).ljust(2 * len(drawer.fitted.colours), b"\0"))
        elif one.type == b"fcTL" and at in starts:
            box = new[starts[at]][0] if starts[at] in new else drawer.frames[starts[at]].box
            rectangle = struct.pack(">IIII", box.width, box.height, box.left, box.top)
            yield made(b"fcTL", _SEQUENCE.pack(sequence) + rectangle + bytes(one.data[20:]))
            sequence += 1
        elif at in firsts and firsts[at] in new:
            for piece in _pieces(new[firsts[at]][1]):
                if one.type == b"IDAT":
                    yield made(b"IDAT", piece)
                else:
                    yield made(b"fdAT", _SEQUENCE.pack(sequence) + piece)
                    sequence += 1
        elif at in rest and rest[at] in new:
            continue
        elif one.type == b"fdAT" and moving:
            yield made(b"fdAT", _SEQUENCE.pack(sequence) + bytes(one.data[4:]))
            sequence += 1
        else:
            yield one.raw


def _pieces(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), _MOST_IN_CHUNK):
        yield content[at : at + _MOST_IN_CHUNK]
