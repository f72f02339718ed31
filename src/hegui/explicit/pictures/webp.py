"""WebP: lossless pictures stay lossless; lossy ones are encoded anew at the quality they have.

The container is our own: colour profile, EXIF, XMP and what else is beside the picture stay byte
for byte. Of an animation only the frames that would show no label are encoded anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import numpy as np
from PIL import Image, WebPImagePlugin

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported
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
from hegui.explicit.pictures.picture_files import applied, check_pixels, store
from hegui.explicit.pictures.placement import Box, ImageOptions, Placed, place
from hegui.explicit.pictures.webp_layout import (
    Chunk,
    Frame,
    Picture,
    chunks_of,
    frame,
    framed,
    made,
    picture,
    riff,
    with_alpha,
)
from hegui.messages import Notice

_MOST_WORK = 32  # times the pixels of a single picture, over all frames
_LONGEST = 16383  # pixels a side of VP8 and VP8L
_EFFORT = 4  # libwebp's default method
_EXIF_HEAD = b"Exif\0\0"


def label(
    data: bytes,
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None = None,
) -> Applied:
    """Writes the WebP ``data`` with the label to ``sink``; ``name`` is what errors call it.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    found = chunks_of(data, name)
    if any(one.type == b"ANMF" for one in found):
        return _animated(data, found, sink, text, options, name, progress)
    coded = picture(found, name)
    check_pixels(coded.width, coded.height, options, name)
    samples = _samples(coded, name)
    bounds = None
    if samples.shape[2] == 4 and samples[..., 3].any() and not samples[..., 3].all():
        bounds = bounding(samples[..., 3] > 0)
    placed = place(
        text,
        coded.width,
        coded.height,
        options,
        name=name,
        orientation=_orientation(found),
        bounds=bounds,
    )
    under = samples[placed.box.slices]
    method = "lossless" if coded.lossless else "re-encoded"
    if _stands(under, placed.drawing):
        store(sink, [data])
        return applied(placed, method, already=True)
    measured = _contrast(under, placed.drawing)
    under[:] = _blend(under, placed.drawing)
    new = _encoded(samples, coded)
    parts = []
    for one in found:
        if one.type in (b"VP8 ", b"VP8L"):
            parts += [made(part.type, part.data) for part in new.chunks]
        elif one.type != b"ALPH":
            parts.append(one.raw)
    store(sink, [riff(b"".join(parts)), data[8 + int.from_bytes(data[4:8], "little") :]])
    return applied(placed, method, contrast=measured, notices=_losses([coded]))


def _animated(
    data: bytes,
    found: Sequence[Chunk],
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None,
) -> Applied:
    header = found[0]
    if header.type != b"VP8X" or len(header.data) < 10:
        raise BrokenFile("an animation begins without its header", path=name)
    width, height = (int.from_bytes(header.data[at : at + 3], "little") + 1 for at in (4, 7))
    check_pixels(width, height, options, name)
    frames = [frame(one, name) for one in found if one.type == b"ANMF"]
    _check(frames, Box(0, 0, width, height), options, name)
    placed = place(text, width, height, options, name=name, orientation=_orientation(found))
    placed = replace(placed, drawing=opaque(placed.drawing))
    lossless = all(one.picture.lossless for one in frames)
    method = "lossless" if lossless else "re-encoded"
    first = frames[0].shape.box
    if placed.box.meets(first) == placed.box:
        inside = placed.box.moved(-first.left, -first.top)
        if _stands(_samples(frames[0].picture, name)[inside.slices], placed.drawing):
            store(sink, [data])
            return applied(placed, method, already=True)
    boxes = to_draw([one.shape for one in frames], placed.box, name)
    new: list[bytes | None] = []
    drawn = []
    for number, (one, box) in enumerate(zip(frames, boxes, strict=True)):
        new.append(None if box is None else _redrawn(one, _even(box), placed, name))
        drawn += [] if box is None else [one.picture]
        if progress is not None:
            progress((number + 1) / len(frames))
    changed = iter(new)
    parts = [(next(changed) if part.type == b"ANMF" else None) or part.raw for part in found]
    # The label's rectangle may have made an opaque frame a transparent one.
    parts[0] = with_alpha(header)
    store(sink, [riff(b"".join(parts)), data[8 + int.from_bytes(data[4:8], "little") :]])
    grey = placed.drawing.grey_alpha()[..., 0].astype(np.float32)
    return applied(placed, method, contrast=contrast(grey, placed.drawing), notices=_losses(drawn))


def _check(frames: Sequence[Frame], canvas: Box, options: ImageOptions, name: str) -> None:
    pixels = 0
    for one in frames:
        box = one.shape.box
        pixels += box.width * box.height
        if box.meets(canvas) != box:
            raise BrokenFile("a frame's rectangle is not on the canvas", path=name)
    if pixels > options.most_pixels * _MOST_WORK:
        raise CeilingExceeded(
            "{count} frames of {pixels} pixels together are over the ceiling",
            path=name,
            count=len(frames),
            pixels=pixels,
        )


def _redrawn(one: Frame, box: Box, placed: Placed, name: str) -> bytes:
    """The frame's chunk with the part of the label that lies in ``box``."""
    if max(box.width, box.height) > _LONGEST:
        raise Unsupported(
            "a frame of WebP has at most {most} pixels a side", path=name, most=_LONGEST
        )
    samples, own = _samples(one.picture, name), one.shape.box
    if box != own:
        wide = np.zeros((box.height, box.width, 4), np.uint8)
        inside = wide[own.moved(-box.left, -box.top).slices]
        inside[..., : samples.shape[2]] = samples
        if samples.shape[2] == 3:
            inside[..., 3] = 255
        samples = wide
    shared = placed.box.meets(box)
    assert shared is not None
    part = cut(placed.drawing, shared.moved(-placed.box.left, -placed.box.top))
    target = samples[shared.moved(-box.left, -box.top).slices]
    target[:] = _blend(target, part)
    return framed(one, box, _encoded(samples, one.picture))


def _samples(coded: Picture, name: str) -> Samples:
    """A picture's pixels (height, width, 3 or 4)."""
    try:
        with WebPImagePlugin.WebPImageFile(BytesIO(coded.alone())) as opened:
            mode = "RGBA" if coded.alpha else "RGB"
            result = np.array(opened.convert(mode))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}", path=name, cause=str(error)
        ) from error
    if result.shape[:2] != (coded.height, coded.width):
        raise BrokenFile("the file has no picture", path=name)
    return result


def _encoded(samples: Samples, like: Picture) -> Picture:
    """The pixels as a picture coded the way ``like`` is."""
    file = BytesIO()
    made_of = Image.fromarray(samples)
    if like.lossless:
        made_of.save(file, "WEBP", lossless=True, exact=True, method=_EFFORT)
    else:
        made_of.save(
            file, "WEBP", quality=like.quality(), method=_EFFORT, alpha_quality=100, exact=True
        )
    return picture(chunks_of(file.getvalue(), ""), "")


def _blend(samples: Samples, drawing: Drawing) -> Samples:
    return blended(samples, drawing, colours=3, alpha=samples.shape[2] == 4, most=255)


def _stands(samples: Samples, drawing: Drawing) -> bool:
    alpha = samples[..., 3] / 255 if samples.shape[2] == 4 else None
    return stands_already(grey_of(samples, colours=3, most=255), drawing, alpha)


def _contrast(samples: Samples, drawing: Drawing) -> float:
    alpha = samples[..., 3] / 255 if samples.shape[2] == 4 else None
    return contrast(grey_of(samples, colours=3, most=255), drawing, alpha)


def _losses(drawn: Sequence[Picture]) -> list[Notice]:
    qualities = [one.quality() for one in drawn if not one.lossless]
    if not qualities:
        return []
    return [
        Notice(
            "the lossy picture was encoded anew as WebP at quality {quality}, about that of the "
            "original",
            {"quality": max(qualities)},
        )
    ]


def _even(box: Box) -> Box:
    """Frames begin at even pixels (RFC 9649 2.7.1.1)."""
    return Box(box.left & ~1, box.top & ~1, box.right, box.bottom)


def _orientation(found: Sequence[Chunk]) -> int:
    for one in found:
        if one.type == b"EXIF":
            return exif_facts(one.data.removeprefix(_EXIF_HEAD)).orientation
    return 1
