"""AVIF: decoded, labelled and encoded anew as a whole, at matching quality.

EXIF, XMP, colour profile, subsampling and the times of an animation are kept; gain maps and
other auxiliary pictures are not, which is said. Pillow decodes 8 bits a channel; deeper pictures
would lose shades and are refused.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
from PIL import AvifImagePlugin, Image

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported
from hegui.explicit.contract import Applied, Progress
from hegui.explicit.pictures.frames import bounding
from hegui.explicit.pictures.legibility import (
    Reals,
    Samples,
    blended,
    contrast,
    grey_of,
    opaque,
    stands_already,
)
from hegui.explicit.pictures.picture_files import applied, check_pixels, store
from hegui.explicit.pictures.placement import ImageOptions, Placed, place
from hegui.explicit.pictures.reencoding import at_matching_quality, notice
from hegui.messages import Notice

_ORIENTATION = 0x0112
_HIGH_DEPTH, _MONOCHROME, _HALF_WIDTH, _HALF_HEIGHT = 0x40, 0x10, 0x08, 0x04
_SUBSAMPLINGS = {
    _HALF_WIDTH | _HALF_HEIGHT: "4:2:0",
    _HALF_WIDTH: "4:2:2",
    0: "4:4:4",
}
_AUXILIARY = (b"tmap", b"hdrgainmap", b"urn:iso:std:iso:ts:21496")
_HEAD = 1024 * 1024
_MOST_WORK = 8  # times the pixels of a single picture, over all frames, which are all held


def label(
    data: bytes,
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None = None,
) -> Applied:
    """Writes the AVIF ``data`` with the label to ``sink``; ``name`` is what errors call it.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    coding = _coding(data, name)
    if coding & _HIGH_DEPTH:
        raise Unsupported("AVIF of more than 8 bits a channel is not worked on", path=name)
    try:
        with AvifImagePlugin.AvifImageFile(BytesIO(data)) as opened:
            check_pixels(*opened.size, options, name)
            count = getattr(opened, "n_frames", 1)
            if count * opened.width * opened.height > options.most_pixels * _MOST_WORK:
                raise CeilingExceeded(
                    "{count} frames of {pixels} pixels together are over the ceiling",
                    path=name,
                    count=count,
                    pixels=count * opened.width * opened.height,
                )
            frames, times = _frames(opened, count)
            orientation = opened.getexif().get(_ORIENTATION, 1)
            kept = {
                key: opened.info[key]
                for key in ("exif", "xmp", "icc_profile")
                if opened.info.get(key)
            }
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}", path=name, cause=str(error)
        ) from error
    placed = _placed(frames, text, options, orientation, name)
    under = frames[0][placed.box.slices]
    grey, alpha = _seen(under)
    if stands_already(grey, placed.drawing, alpha):
        store(sink, [data])
        return applied(placed, "re-encoded", already=True)
    measured = contrast(grey, placed.drawing, alpha)
    for frame in frames:
        target = frame[placed.box.slices]
        target[:] = blended(target, placed.drawing, colours=3, alpha=target.shape[2] == 4, most=255)
    pictures = [Image.fromarray(frame) for frame in frames]
    subsampling = "4:0:0" if coding & _MONOCHROME else _SUBSAMPLINGS.get(coding & 0x0C, "4:2:0")
    tries = iter(range(1, 10))

    def encode(quality: int) -> bytes:
        file = BytesIO()
        more = {"save_all": True, "append_images": pictures[1:], "duration": times}
        pictures[0].save(
            file,
            "AVIF",
            quality=quality,
            subsampling=subsampling,
            **kept,
            **(more if len(pictures) > 1 else {}),
        )
        if progress is not None:
            progress(1 - 0.5 ** next(tries))
        return file.getvalue()

    encoded = at_matching_quality(encode, len(data))
    store(sink, [encoded.data])
    notices = [notice("AVIF", encoded.quality), *_losses(data)]
    return applied(placed, "re-encoded", contrast=measured, notices=notices)


def _frames(opened: AvifImagePlugin.AvifImageFile, count: int) -> tuple[list[Samples], list[int]]:
    frames: list[Samples] = []
    times: list[int] = []
    for number in range(count):
        opened.seek(number)
        opened.load()
        mode = "RGBA" if opened.mode in ("RGBA", "LA") else "RGB"
        frames.append(np.array(opened.convert(mode)))
        times.append(int(opened.info.get("duration", 0)))
    return frames, times


def _placed(
    frames: list[Samples], text: str, options: ImageOptions, orientation: int, name: str
) -> Placed:
    first = frames[0]
    bounds = None
    if len(frames) == 1 and first.shape[2] == 4 and first[..., 3].any():
        bounds = bounding(first[..., 3] > 0)
    placed = place(
        text,
        first.shape[1],
        first.shape[0],
        options,
        name=name,
        orientation=orientation if 1 <= orientation <= 8 else 1,
        bounds=bounds,
    )
    if len(frames) > 1:
        return replace(placed, drawing=opaque(placed.drawing))
    return placed


def _seen(samples: Samples) -> tuple[Reals, Reals | None]:
    alpha = samples[..., 3] / 255 if samples.shape[2] == 4 else None
    return grey_of(samples, colours=3, most=255), alpha


def _coding(data: bytes, name: str) -> int:
    """The third byte of the AV1 configuration: depth and subsampling (AV1-ISOBMFF 2.3.3)."""
    at = data.find(b"av1C", 0, _HEAD)
    if at < 0 or at + 7 > len(data):
        raise BrokenFile("the file has no picture", path=name)
    return data[at + 6]


def _losses(data: bytes) -> list[Notice]:
    if any(mark in data[:_HEAD] for mark in _AUXILIARY):
        return [Notice("the HDR gain map and other pictures beside the main one are lost")]
    return []
