"""A picture's pixels as a viewer shows them, whatever mode and orientation it is stored in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

_PAGE = 128  # grey behind what is transparent: neither black nor white text vanishes


def upright(picture: Image.Image, ground: int | None = _PAGE) -> NDArray[np.uint8]:
    """A picture's pixels as a viewer shows them, in 8 bits: turned as EXIF says, greys of 16 bits
    reduced. ``ground`` is the grey behind what is transparent; None keeps the opacity."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        values = np.asarray(picture).astype(np.float64)
        top = max(255.0, 65535.0 if picture.mode != "F" else float(values.max(initial=1)))
        grey = np.clip(values * (255 / top), 0, 255).astype(np.uint8)
        return np.repeat(grey[..., None], 3, axis=2)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        if ground is None:
            return np.asarray(picture)
        picture = Image.alpha_composite(
            Image.new("RGBA", picture.size, (ground, ground, ground, 255)), picture
        )
    return np.asarray(picture.convert("RGB"))
