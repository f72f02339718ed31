"""A small picture of a picture, for reports: bounded in what it reads, unpacks and gives."""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image, ImageOps

from hegui.errors import FileError
from hegui.explicit.pictures.picture_files import check_pixels, load
from hegui.explicit.pictures.placement import ImageOptions
from hegui.files.source import printable

_SIDE = 112  # pixels: twice what a page shows, for screens with two pixels to one
_MOST_PIXELS = 50_000_000
_PAPER = (250, 250, 248)
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "AVIF")


def thumbnail(path: str) -> str:
    """The picture at ``path`` as a JPEG in a data address, at most 112 pixels wide and high.

    "" where it cannot be shown: no picture that Pillow reads, broken, or too large.
    """
    try:
        with Image.open(BytesIO(load(path)), formats=_FORMATS) as opened:
            check_pixels(*opened.size, ImageOptions(most_pixels=_MOST_PIXELS), printable(path))
            opened.draft("RGB", (_SIDE, _SIDE))
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((_SIDE, _SIDE))
            rgba = picture.convert("RGBA")
            small = Image.new("RGB", rgba.size, _PAPER)
            small.paste(rgba, mask=rgba)
            out = BytesIO()
            small.save(out, "JPEG", quality=72, optimize=True)
    # Whatever Pillow says of a file that somebody else sent: the report goes without.
    except (FileError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return ""
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
