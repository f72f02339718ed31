"""The label on a video frame: laid into its own planes, with no way through RGB.

The place and the size are those of the picture as it is shown (turned as its display matrix
says, its pixels as wide as its sample aspect ratio says); the drawing is then turned back and
squeezed to how the frame is coded.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from hegui.errors import BrokenFile, Unsupported
from hegui.explicit.pictures.placement import ImageOptions, place
from hegui.explicit.video.options import VideoOptions

if TYPE_CHECKING:
    from av import VideoFrame

Plane = npt.NDArray[np.uint8]
_Floats = npt.NDArray[np.float64]
# A plane's number, the place in it, how its samples are stored, what they are multiplied with
# and what is added to that, in 256ths.
_Term = tuple[
    int, tuple[slice, slice], "np.dtype[Any]", npt.NDArray[np.uint32], npt.NDArray[np.uint32]
]

_GRID = 4  # pixels to a sample of the coarsest subsampled plane (4:1:0)
_CHROMA = (1, 2)  # among the components of YUV
_GREY = (0.299, 0.587, 0.114)  # of red, green and blue
_FULL_RANGE = 2  # AVCOL_RANGE_JPEG
# Transfer characteristics (ITU-T H.273) → the signal of a white sheet of paper, as a share of
# the range: 203 cd/m2 in both (ITU-R BT.2408 table 1).
_WHITE = {16: 0.58, 18: 0.75}


@dataclass(frozen=True, slots=True)
class Geometry:
    """How a coded frame becomes the picture shown.

    ``width`` and ``height`` in coded pixels, ``aspect`` of one pixel (width : height),
    ``orientation`` as Exif counts (1 upright … 8).
    """

    width: int
    height: int
    aspect: Fraction = Fraction(1)
    orientation: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A label ready to be laid on coded frames at ``left``, ``top``: grey and alpha, 0 to 255.

    ``parts`` says of each pixel what it is of the drawing (``Drawing.core``), ``height`` is that
    of the text in percent of the shortest side as shown.
    """

    left: int
    top: int
    grey_alpha: Plane
    parts: Plane
    height: float


class Painter:
    """Lays a mark on frames of one format.

    Raises Unsupported where the format's planes are not understood.
    """

    def __init__(self, mark: Mark, frame: VideoFrame) -> None:
        self.format = frame.format.name
        self._size = (frame.width, frame.height)
        grey = mark.grey_alpha[:, :, 0].astype(np.float64) / 255
        alpha = mark.grey_alpha[:, :, 1].astype(np.float64) / 255
        self._terms: list[_Term] = []
        self._grey: tuple[float, ...] = ()
        self._levels = (0, 1)
        planes = [part.plane for part in frame.format.components if not part.is_alpha]
        if len(set(planes)) != len(planes) or frame.format.has_palette:
            raise Unsupported(
                "frames of the pixel format {name} cannot be drawn on", name=self.format
            )
        rgb = frame.format.is_rgb
        full = rgb or self.format.startswith("yuvj") or frame.color_range == _FULL_RANGE
        for part in frame.format.components:
            if part.is_alpha:
                continue
            depth = part.bits
            black, white = (0, (1 << depth) - 1) if full else (16 << depth - 8, 235 << depth - 8)
            white = black + round((white - black) * _WHITE.get(frame.color_trc, 1.0))
            if not self._terms:  # brightness alone, or three colours: in full resolution
                self._grey, self._levels = _GREY if rgb else (1.0,), (black, white)
            value, cover = black + grey * (white - black), alpha
            wide, high = -(-frame.width // part.width), -(-frame.height // part.height)
            if part.index in _CHROMA and not rgb:  # PyAV's is_chroma is false of 4:4:4
                value = np.full_like(grey, 1 << depth - 1)
            if wide > 1 or high > 1:
                cover, value = _thinned(cover, wide, high), _thinned(value, wide, high)
            # In steps of 1/256 of the coverage, in whole numbers.
            weight = np.rint(cover * 256).astype(np.uint32)
            addend = np.rint(weight * value).astype(np.uint32) + 128
            top, left = mark.top // high, mark.left // wide
            where = (slice(top, top + len(cover)), slice(left, left + cover.shape[1]))
            kind: np.dtype[Any] = np.dtype("<u2" if depth > 8 else "u1")
            self._terms.append((part.plane, where, kind, 256 - weight, addend))

    def lay(self, frame: VideoFrame) -> None:
        """Draws the mark on a frame. Raises BrokenFile where frames change their format."""
        self._check(frame)
        frame.make_writable()
        for index, where, kind, inverse, addend in self._terms:
            pixels = _samples(frame, index, kind)
            pixels[where] = (pixels[where] * inverse + addend) >> 8

    def seen(self, frame: VideoFrame) -> npt.NDArray[np.float32]:
        """Grey values at the mark's place, 0 to 255 between black and the mark's white.

        Raises BrokenFile where frames change their format.
        """
        self._check(frame)
        black, white = self._levels
        grey = sum(
            np.float32(share) * _samples(frame, index, kind)[where].astype(np.float32)
            for share, (index, where, kind, *_) in zip(self._grey, self._terms, strict=False)
        )
        return np.asarray((grey - black) * (255 / (white - black)), np.float32)

    def _check(self, frame: VideoFrame) -> None:
        if frame.format.name != self.format or (frame.width, frame.height) != self._size:
            raise BrokenFile("the video changes its picture's size or format on the way")


def _samples(frame: VideoFrame, index: int, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    """A plane's samples, rows of them with what pads them."""
    plane = frame.planes[index]
    return np.frombuffer(plane, kind).reshape(-1, plane.line_size // kind.itemsize)


def _thinned(values: _Floats, wide: int, high: int) -> _Floats:
    """The mean of each ``high`` by ``wide`` pixels: one sample of a subsampled plane."""
    rows, columns = values.shape
    mean: _Floats = values.reshape(rows // high, high, columns // wide, wide).mean(axis=(1, 3))
    return mean


def shown_upright(coded: Plane, orientation: int) -> Plane:
    """A coded frame's pixels, one plane of them, as they are shown."""
    flips = {2: (1,), 3: (0, 1), 4: (0,), 6: (0,), 7: (0, 1), 8: (1,)}
    turned = np.flip(coded, flips.get(orientation, ()))
    return np.ascontiguousarray(np.swapaxes(turned, 0, 1) if orientation >= 5 else turned)


def make_mark(text: str, geometry: Geometry, options: VideoOptions, name: str) -> Mark:
    """Draws the label for a video of this geometry, placed as on a picture.

    Raises NoRoom, which names the file by ``name``, where no label that can be read fits.
    """
    aspect = float(geometry.aspect)
    wide, high = max(1, round(geometry.width * aspect)), geometry.height
    # Squeezing may round a pixel of the text's height away.
    lost = 100 / min(wide, high) if aspect != 1 else 0.0
    look = ImageOptions(options.place, options.height + lost, options.style, options.font)
    placed = place(text, wide, high, look, name=name, orientation=geometry.orientation)
    pixels, left = placed.drawing.grey_alpha(), float(placed.box.left)
    parts = placed.drawing.parts()
    if aspect != 1:
        width = max(1, round(pixels.shape[1] / aspect))
        pixels, parts = _squeezed(pixels, width), _thinned_out(parts, width)
        left /= aspect
    both = np.concatenate((pixels, parts[..., None]), axis=-1)
    both, x, y = _aligned(both, left, placed.box.top, geometry)
    return Mark(x, y, both[..., :2], both[..., 2], placed.percent - lost)


def _squeezed(pixels: Plane, width: int) -> Plane:
    picture = Image.frombytes("LA", (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    return np.asarray(picture.resize((width, pixels.shape[0]), Image.Resampling.BOX))


def _thinned_out(parts: Plane, width: int) -> Plane:
    """Only what is of one part over all that becomes one pixel stays of it."""
    columns = np.linspace(0, parts.shape[1], width + 1)
    first, last = np.floor(columns[:-1]).astype(int), np.ceil(columns[1:]).astype(int) - 1
    left, right = parts[:, first], parts[:, np.maximum(first, last)]
    return np.where(left == right, left, 0).astype(np.uint8)


def _aligned(pixels: Plane, left: float, top: float, geometry: Geometry) -> tuple[Plane, int, int]:
    """Padded so that it covers whole samples of subsampled planes (at most 4 by 4 pixels)."""
    x, y = max(0, round(left)), max(0, round(top))
    before = (y % _GRID, x % _GRID)
    after = tuple(-(pad + size) % _GRID for pad, size in zip(before, pixels.shape, strict=False))
    padded = np.pad(pixels, ((before[0], after[0]), (before[1], after[1]), (0, 0)))
    x, y = x - before[1], y - before[0]
    # A plane of odd size holds one sample more than whole groups of pixels.
    rows, columns = geometry.height // _GRID * _GRID - y, geometry.width // _GRID * _GRID - x
    return padded[:rows, :columns], x, y


def orientation_of(matrix: bytes) -> int:
    """The Exif orientation of a display matrix (nine numbers of 32 bits, ISO/IEC 14496-12 6.2.2).

    A matrix that turns by other than quarters, or none, counts as upright.
    """
    if len(matrix) < 36:
        return 1
    a, b, _, c, d = np.frombuffer(matrix, np.int32, 5)
    if a and d and not b and not c:
        return {(True, True): 1, (False, True): 2, (False, False): 3, (True, False): 4}[
            (bool(a > 0), bool(d > 0))
        ]
    if b and c and not a and not d:
        return {(True, True): 5, (True, False): 6, (False, False): 7, (False, True): 8}[
            (bool(b > 0), bool(c > 0))
        ]
    return 1
