"""Makes the pictures in demo/: small, plain, drawn here, so that nobody else's rights are touched.

    .venv/bin/python scripts/demo_pictures.py [FOLDER]

Run by hand when a picture is to change; the files are in the repository.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (320, 200)


def hills(sky: tuple[int, int, int], ground: tuple[int, int, int]) -> Image.Image:
    """A sun above three rows of hills, from a colour of sky down to a colour of ground."""
    width, height = SIZE
    picture = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width - 90, 24, width - 50, 64), fill=(250, 214, 120))
    for row in range(3):
        near = (row + 1) / 3
        red, green, blue = (
            round(far + (close - far) * near) for far, close in zip(sky, ground, strict=True)
        )
        line = [
            (x, height * (0.45 + 0.17 * row) + 14 * math.sin(x / (38 - 8 * row) + 2 * row))
            for x in range(width)
        ]
        draw.polygon([(0, height), *line, (width - 1, height)], fill=(red, green, blue))
    return picture


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    hills((206, 226, 240), (52, 96, 72)).save(folder / "morning.png", optimize=True)
    hills((246, 214, 188), (110, 60, 52)).save(folder / "evening.jpg", quality=85)
    hills((40, 52, 92), (16, 20, 40)).save(folder / "night.webp", quality=80, method=6)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
