"""The label on a video frame: laid into its own planes, with no way through RGB.

The place and the size are those of the picture as it is shown (turned as its display matrix
says, its pixels as wide as its sample aspect ratio says); the drawing is then turned back and
squeezed to how the frame is coded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from hegui.errors import BrokenFile, Unsupported
from hegui.explicit.drawing import Drawing, draw, least_height, turned_back
from hegui.explicit.glyphs import face_for
from hegui.explicit.video_options import Corner, VideoOptions

if TYPE_CHECKING:
    from av import VideoFrame

Plane = npt.NDArray[np.uint8]
_Floats = npt.NDArray[np.float64]
# A plane's number, the place in it, how its samples are stored, what they are multiplied with
# and what is added to that, in 256ths.
_Term = tuple[
    int, tuple[slice, slice], "np.dtype[Any]", npt.NDArray[np.uint32], npt.NDArray[np.uint32]
]

_MARGIN = 0.03  # of the shortest side: televisions hide as much of the edges
_MOST_LINES = 4
_GRID = 4  # pixels to a sample of the coarsest subsampled plane (4:1:0)
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

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as shown."""
        wide = float(self.width * self.aspect)
        return (self.height, wide) if self.orientation >= 5 else (wide, self.height)


@dataclass(frozen=True, slots=True)
class Mark:
    """A label ready to be laid on coded frames at ``left``, ``top``: grey and alpha, 0 to 255.

    ``height`` of the text in percent of the shortest side as shown.
    """

    left: int
    top: int
    grey_alpha: Plane
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
            value, cover = black + grey * (white - black), alpha
            wide, high = -(-frame.width // part.width), -(-frame.height // part.height)
            if part.is_chroma and not rgb:
                value = np.full_like(grey, 1 << depth - 1)
            if wide > 1 or high > 1:
                cover, value = _thinned(cover, wide, high), _thinned(value, wide, high)
            # In steps of 1/256 of the coverage, in whole numbers.
            weight = np.rint(cover * 256).astype(np.uint32)
            addend = np.rint(weight * value).astype(np.uint32) + 128
            top, left = mark.top // high, mark.left // wide
            place = (slice(top, top + len(cover)), slice(left, left + cover.shape[1]))
            kind: np.dtype[Any] = np.dtype("<u2" if depth > 8 else "u1")
            self._terms.append((part.plane, place, kind, 256 - weight, addend))

    def lay(self, frame: VideoFrame) -> None:
        """Draws the mark on a frame. Raises BrokenFile where frames change their format."""
        if frame.format.name != self.format or (frame.width, frame.height) != self._size:
            raise BrokenFile("the video changes its picture's size or format on the way")
        frame.make_writable()
        for index, place, kind, inverse, addend in self._terms:
            plane = frame.planes[index]
            pixels = np.frombuffer(plane, kind).reshape(-1, plane.line_size // kind.itemsize)
            pixels[place] = (pixels[place] * inverse + addend) >> 8


def _thinned(values: _Floats, wide: int, high: int) -> _Floats:
    """The mean of each ``high`` by ``wide`` pixels: one sample of a subsampled plane."""
    rows, columns = values.shape
    mean: _Floats = values.reshape(rows // high, high, columns // wide, wide).mean(axis=(1, 3))
    return mean


def make_mark(text: str, geometry: Geometry, options: VideoOptions) -> Mark:
    """Draws the label for a video of this geometry.

    Raises Unsupported where it cannot fit within the margins at a size that can be read.
    """
    wide, high = geometry.shown
    shortest = min(wide, high)
    margin = math.ceil(shortest * _MARGIN)
    height = max(math.ceil(shortest * options.height / 100), least_height(text))
    if geometry.aspect != 1:
        height += 1  # what squeezing may round away
    drawing = _fitted(text, height, options, wide - 2 * margin, high - 2 * margin)
    pixels = drawing.grey_alpha()
    # The drawing as it is coded: turned back, then as many pixels wide as make up its width.
    x, y = _corner(options.place, (drawing.width, drawing.height), (wide, high), margin)
    coded = turned_back(pixels, geometry.orientation)
    aspect = float(geometry.aspect)
    left, top = _turned_place(x, y, drawing, geometry)
    if aspect != 1:
        coded = _squeezed(coded, max(1, round(coded.shape[1] / aspect)))
        left = round(left / aspect)
    coded, left, top = _aligned(coded, left, top, geometry)
    lost = 1 if aspect != 1 else 0
    return Mark(left, top, coded, 100 * (drawing.ink_height - lost) / shortest)


def _fitted(
    text: str, height: int, options: VideoOptions, most_wide: float, most_high: float
) -> Drawing:
    face = face_for(text, options.font)
    for lines in range(1, _MOST_LINES + 1):
        drawing = draw(_broken_up(text, lines), height, options.style, face=face)
        if drawing.width <= most_wide and drawing.height <= most_high:
            return drawing
    raise Unsupported(
        "{text!r} does not fit into the picture at a height that can be read", text=text
    )


def _broken_up(text: str, lines: int) -> str:
    """The text on so many lines of about one length, broken at spaces where there are some."""
    if lines == 1:
        return text
    result, rest = [], text
    for left in range(lines, 1, -1):
        at = math.ceil(len(rest) / left)
        space = min(
            (i for i, one in enumerate(rest) if one == " "),
            key=lambda i: abs(i - at),
            default=at,
        )
        at = space if abs(space - at) <= at // 2 else at
        result.append(rest[:at].strip())
        rest = rest[at:].strip()
    return "\n".join(part for part in [*result, rest] if part)


def _corner(
    place: Corner, size: tuple[int, int], shown: tuple[float, float], margin: int
) -> tuple[float, float]:
    """The left upper corner as shown."""
    words = place.value.split()
    slack = [shown[0] - size[0], shown[1] - size[1]]
    x, y = slack[0] / 2, slack[1] / 2
    if "left" in words or "right" in words:
        x = margin if "left" in words else slack[0] - margin
    if "top" in words or "bottom" in words:
        y = margin if "top" in words else slack[1] - margin
    return x, y


def _turned_place(x: float, y: float, drawing: Drawing, geometry: Geometry) -> tuple[float, float]:
    """The left upper corner in the frame as it is stored, its pixels still square."""
    wide, high = geometry.shown
    right, below = wide - x - drawing.width, high - y - drawing.height
    return {
        1: (x, y),
        2: (right, y),
        3: (right, below),
        4: (x, below),
        5: (y, x),
        6: (y, right),
        7: (below, right),
        8: (below, x),
    }[geometry.orientation]


def _squeezed(pixels: Plane, width: int) -> Plane:
    picture = Image.frombytes("LA", (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    return np.asarray(picture.resize((width, pixels.shape[0]), Image.Resampling.BOX))


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
