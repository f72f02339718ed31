"""HEIC: decoded, labelled and encoded anew as a whole, at matching quality.

EXIF, XMP, colour profile, subsampling and 10 bits a channel are kept, and so are several
pictures in one file, each of which gets the label; gain maps, depth maps and thumbnails are not
kept, which is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pillow_heif

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported
from hegui.explicit.contract import Applied, Progress
from hegui.explicit.pictures.frames import bounding
from hegui.explicit.pictures.legibility import (
    Reals,
    Samples,
    blended,
    contrast,
    grey_of,
    stands_already,
)
from hegui.explicit.pictures.picture_files import applied, check_pixels, store
from hegui.explicit.pictures.placement import ImageOptions, Placed, place
from hegui.explicit.pictures.reencoding import at_matching_quality, notice
from hegui.messages import Notice

_CHANNELS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}
_MOST_PICTURES = 64


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture: how pillow-heif calls its pixels, the pixels, and what belongs to them."""

    mode: str
    samples: Samples
    info: dict[str, object]
    losses: tuple[str, ...]

    @property
    def most(self) -> int:
        """The largest sample."""
        return 65535 if self.samples.dtype == np.uint16 else 255

    @property
    def colours(self) -> int:
        """Colour channels."""
        return 3 if self.mode.startswith("RGB") else 1

    @property
    def alpha(self) -> bool:
        """Whether the last channel is opacity."""
        return self.samples.shape[2] in (2, 4)

    def seen(self, samples: Samples) -> tuple[Reals, Reals | None]:
        """Grey values 0 to 255 and opacity 0 to 1 of a part of it."""
        grey = grey_of(samples, colours=self.colours, most=self.most)
        return grey, samples[..., -1] / self.most if self.alpha else None


def label(
    data: bytes,
    sink: str,
    text: str,
    options: ImageOptions,
    name: str,
    progress: Progress | None = None,
) -> Applied:
    """Writes the HEIC ``data`` with the label to ``sink``; ``name`` is what errors call it.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    pictures, primary = _pictures(data, options, name)
    placed = [_placed(one, text, options, name) for one in pictures]
    contrasts = []
    for one, at in zip(pictures, placed, strict=True):
        under = one.samples[at.box.slices]
        grey, alpha = one.seen(under)
        if stands_already(grey, at.drawing, alpha):
            continue
        contrasts.append(contrast(grey, at.drawing, alpha))
        under[:] = blended(under, at.drawing, colours=one.colours, alpha=one.alpha, most=one.most)
    if not contrasts:
        store(sink, [data])
        return applied(placed[primary], "re-encoded", already=True)
    tries = iter(range(1, 10))

    def encode(quality: int) -> bytes:
        result = _encoded(pictures, primary, quality)
        if progress is not None:
            progress(1 - 0.5 ** next(tries))
        return result

    encoded = at_matching_quality(encode, len(data))
    store(sink, [encoded.data])
    losses = sorted({loss for one in pictures for loss in one.losses})
    notices = [notice("HEIC", encoded.quality)]
    notices += [Notice("{what} of the original is lost", {"what": loss}) for loss in losses]
    return applied(placed[primary], "re-encoded", contrast=min(contrasts), notices=notices)


def _pictures(data: bytes, options: ImageOptions, name: str) -> tuple[list[_Picture], int]:
    try:
        opened = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=False)
        if len(opened) > _MOST_PICTURES:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=name,
                ceiling=_MOST_PICTURES,
                what="pictures",
            )
        for one in opened:  # sizes first: decoding happens as pixels are asked for
            width, height = one.size
            check_pixels(width, height, options, name)
        return [_picture(one, name) for one in opened], opened.primary_index
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        RuntimeError,
        MemoryError,
        LookupError,
    ) as error:
        raise BrokenFile(
            "the pixels cannot be unpacked: {cause}", path=name, cause=str(error)
        ) from error


def _picture(one: pillow_heif.HeifImage, name: str) -> _Picture:
    base = one.mode.split(";")[0]
    if base not in _CHANNELS:
        raise Unsupported("HEIC of mode {mode} is not worked on", path=name, mode=one.mode)
    samples = np.array(one)
    samples = samples.reshape(*samples.shape[:2], _CHANNELS[base])
    info = dict(one.info)
    # The pixels are upright already; what EXIF says of turning them no longer holds.
    pillow_heif.set_orientation(info)
    losses = []
    if info.get("aux"):
        losses.append("the HDR gain map or another auxiliary picture")
    if info.get("depth_images"):
        losses.append("the depth map")
    if info.get("thumbnails"):
        losses.append("the thumbnail")
    return _Picture(one.mode, samples, info, tuple(losses))


def _placed(one: _Picture, text: str, options: ImageOptions, name: str) -> Placed:
    height, width = one.samples.shape[:2]
    bounds = None
    if one.alpha and one.samples[..., -1].any():
        bounds = bounding(one.samples[..., -1] > 0)
    return place(text, width, height, options, name=name, bounds=bounds)


def _encoded(pictures: list[_Picture], primary: int, quality: int) -> bytes:
    made = pillow_heif.HeifFile()
    for one in pictures:
        height, width = one.samples.shape[:2]
        added = made.add_frombytes(one.mode, (width, height), one.samples.tobytes())
        for key in ("exif", "xmp", "icc_profile", "icc_profile_type", "nclx_profile"):
            if one.info.get(key):
                added.info[key] = one.info[key]
    file = BytesIO()
    chroma = pictures[primary].info.get("chroma")
    extra = {"chroma": chroma} if chroma in (420, 422, 444) else {}
    made.save(file, quality=quality, primary_index=primary, **extra)
    return file.getvalue()
