"""Makes docs/contact-sheet.png: labelled pictures of every sort, and reads each label back.

    .venv/bin/python scripts/contact_sheet.py [FILE]

The pictures are drawn here, labelled by hegui, decoded by Pillow, and read by the OCR that finds
labels again. It fails where a label is not read, or is lower than 5 % of the shortest side.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image, ImageDraw, ImageSequence

from hegui.explicit.lettering.drawing import Style
from hegui.explicit.lettering.glyphs import bundled
from hegui.explicit.pictures import find_image, image
from hegui.explicit.pictures.placement import LEAST_PERCENT, ImageOptions, Position
from hegui.explicit.pictures.png_chunks import SIGNATURE, Header, made
from hegui.explicit.pictures.png_pixels import packed_anew
from hegui.explicit.pictures.upright import upright
from hegui.explicit.wording import stock

SHEET = Path("docs/contact-sheet.png")
COLUMNS, CELL, PICTURE, GAP = 6, (268, 232), (244, 180), 12
PAPER, INK, FAINT = (246, 245, 242), (34, 34, 38), (120, 120, 126)
CHECKS = ((228, 228, 228), (250, 250, 250))

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Specimen:
    """One picture: what is said under it, its file name, how it is made, how it is labelled."""

    title: str
    name: str
    make: Callable[[Path], None]
    options: ImageOptions = field(default_factory=ImageOptions)
    lang: str = "zh"


def hills(size: tuple[int, int], sky: Colour, low: Colour, ground: Colour) -> Image.Image:
    """Evening light over rows of hills, each nearer one more of the ground's colour."""
    width, height = size
    fade = np.linspace(0, 1, height)[:, None, None]
    colours = np.array(sky) * (1 - fade) + np.array(low) * fade
    picture = Image.fromarray(np.broadcast_to(colours, (height, width, 3)).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    sun = min(size) * 0.09
    x, y = width * 0.68, height * 0.3
    draw.ellipse((x - sun, y - sun, x + sun, y + sun), fill=(252, 232, 176))
    for row in range(4):
        near = (row + 1) / 4
        mixed = np.array(low) * (1 - near) + np.array(ground) * near
        swing = height * 0.05
        line = [
            (at, height * (0.48 + 0.13 * row) + swing * math.sin(at * (5 + row) / width + 2 * row))
            for at in range(0, width + 4, 4)
        ]
        colour = tuple(int(value) for value in mixed)
        draw.polygon([(0, height), *line, (width, height)], fill=colour)
    return picture


def day(size: tuple[int, int] = (640, 480)) -> Image.Image:
    return hills(size, (118, 172, 214), (236, 222, 200), (44, 92, 74))


def dusk(size: tuple[int, int] = (640, 480)) -> Image.Image:
    return hills(size, (70, 56, 110), (240, 150, 110), (44, 26, 44))


def night(size: tuple[int, int] = (640, 480)) -> Image.Image:
    return hills(size, (8, 10, 24), (22, 28, 52), (4, 6, 12))


def snow(size: tuple[int, int] = (640, 480)) -> Image.Image:
    return hills(size, (238, 244, 250), (252, 252, 253), (244, 247, 250))


def confetti(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Discs of every colour, as busy as a picture gets."""
    picture = Image.new("RGB", size, (250, 250, 250))
    draw = ImageDraw.Draw(picture)
    chance = np.random.default_rng(7)
    for _ in range(1600):
        x, y, r = chance.uniform(0, size[0]), chance.uniform(0, size[1]), chance.uniform(4, 15)
        colour = tuple(int(value) for value in chance.integers(0, 256, 3))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    return picture


def stripes(size: tuple[int, int] = (640, 480)) -> Image.Image:
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    return Image.fromarray((((x + y) // 12 % 2) * 255).astype(np.uint8)).convert("RGB")


def sticker(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A disc on nothing: a picture that is no rectangle."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).ellipse((130, 40, 530, 440), fill=255)
    picture.paste(dusk(size), mask=mask)
    return picture


def frames(count: int = 5, size: tuple[int, int] = (320, 240)) -> list[Image.Image]:
    made = []
    for number in range(count):
        picture = night(size)
        at = 30 + number * 55
        ImageDraw.Draw(picture).ellipse((at, 60, at + 44, 104), fill=(250, 214, 120))
        made.append(picture)
    return made


def saved(picture: Callable[[], Image.Image], **options: Any) -> Callable[[Path], None]:
    return lambda path: picture().save(path, **options)


def animated(**options: Any) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        first, *more = frames()
        first.save(path, save_all=True, append_images=more, duration=120, loop=0, **options)

    return make


def rotated(path: Path) -> None:
    """A portrait as a camera stores it: lying on its side, EXIF says how to turn it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    day((480, 640)).transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=88)


def deep(grey: bool) -> Callable[[Path], None]:
    """16 bits a channel."""

    def make(path: Path) -> None:
        samples = np.asarray(dusk().convert("L") if grey else dusk()).astype(np.uint16) * 257
        samples = samples.reshape(*samples.shape[:2], -1)
        header = Header(samples.shape[1], samples.shape[0], 16, 0 if grey else 2, False)
        parts = [(b"IHDR", header.data()), (b"IDAT", packed_anew(header, samples)), (b"IEND", b"")]
        path.write_bytes(SIGNATURE + b"".join(made(*part) for part in parts))

    return make


def heic(path: Path) -> None:
    pillow_heif.from_pillow(day()).save(path, quality=70)


P = Position
SPECIMENS = (
    Specimen("JPEG 4:2:0", "a.jpg", saved(day, quality=85)),
    Specimen("JPEG 4:4:4, dark", "b.jpg", saved(night, quality=92, subsampling=0)),
    Specimen("JPEG, light", "c.jpg", saved(snow, quality=85)),
    Specimen("JPEG, busy", "d.jpg", saved(confetti, quality=70)),
    Specimen("JPEG, quality 10", "e.jpg", saved(dusk, quality=10)),
    Specimen(
        "JPEG, progressive",
        "f.jpg",
        saved(day, quality=85, progressive=True),
        ImageOptions(P.TOP_LEFT),
        "bilingual",
    ),
    Specimen("JPEG, CMYK", "g.jpg", saved(lambda: dusk().convert("CMYK"), quality=88)),
    Specimen("JPEG, turned by EXIF", "h.jpg", rotated),
    Specimen(
        "JPEG, grey",
        "i.jpg",
        saved(lambda: night().convert("L")),
        ImageOptions(P.BOTTOM, 8, Style.OUTLINE),
    ),
    Specimen(
        "PNG, outline", "j.png", saved(confetti), ImageOptions(P.BOTTOM_RIGHT, 7, Style.OUTLINE)
    ),
    Specimen("PNG, 16 bits RGB", "k.png", deep(False)),
    Specimen("PNG, 16 bits grey", "l.png", deep(True), ImageOptions(P.TOP_RIGHT)),
    Specimen("PNG, 64 colours", "m.png", saved(lambda: day().quantize(64))),
    Specimen("PNG, 1 bit", "n.png", saved(lambda: dusk().convert("1"))),
    Specimen("PNG, no rectangle", "o.png", saved(sticker), ImageOptions(P.BOTTOM)),
    Specimen("PNG, stripes, light", "p.png", saved(stripes), ImageOptions(style=Style.LIGHT)),
    Specimen("APNG, last frame", "q.png", animated()),
    Specimen("GIF, last frame", "r.gif", animated()),
    Specimen("WebP, lossy", "s.webp", saved(day, quality=80), lang="en"),
    Specimen("WebP, animated, lossless", "t.webp", animated(lossless=True)),
    Specimen("TIFF, LZW, tall", "u.tif", saved(lambda: dusk((220, 620)), compression="tiff_lzw")),
    Specimen("AVIF, wide", "v.avif", saved(lambda: day((900, 320)), quality=75), lang="bilingual"),
    Specimen("PNG, 72 by 72", "w.png", saved(lambda: day((72, 72)))),
    Specimen("HEIC", "x.heic", heic, ImageOptions(P.LEFT)),
)


def shown(path: Path) -> Image.Image:
    """The labelled picture as a viewer shows it, of an animation the last frame."""
    pillow_heif.register_heif_opener()
    with Image.open(path) as opened:
        for last in ImageSequence.Iterator(opened):
            frame = last.copy()
        return Image.fromarray(upright(frame, ground=None))


def cell(picture: Image.Image, specimen: Specimen, percent: float) -> Image.Image:
    """A picture with its caption."""
    scale = min(PICTURE[0] / picture.width, PICTURE[1] / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = picture.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BOX)
    result = Image.new("RGB", CELL, PAPER)
    at = ((CELL[0] - size[0]) // 2, GAP // 2 + (PICTURE[1] - size[1]) // 2)
    if small.mode == "RGBA":
        y, x = np.mgrid[0 : size[1], 0 : size[0]]
        ground = np.where(((x // 8 + y // 8) % 2)[..., None], *map(np.array, CHECKS))
        result.paste(Image.fromarray(ground.astype(np.uint8)), at)
        result.paste(small, at, small)
    else:
        result.paste(small, at)
    draw = ImageDraw.Draw(result)
    line = PICTURE[1] + GAP + 6
    draw.text((GAP, line), specimen.title, INK, bundled().at(13))
    said = f"{percent:.1f} %  {picture.width} × {picture.height}"
    draw.text((GAP, line + 17), said, FAINT, bundled().at(11))
    return result


def main(sheet: Path) -> None:
    rows = -(-len(SPECIMENS) // COLUMNS)
    whole = Image.new("RGB", (CELL[0] * COLUMNS + GAP * 2, CELL[1] * rows + GAP * 2), PAPER)
    unread = []
    with tempfile.TemporaryDirectory() as folder:
        for number, specimen in enumerate(SPECIMENS):
            source, sink = Path(folder, specimen.name), Path(folder, f"labelled-{specimen.name}")
            specimen.make(source)
            wording = stock(specimen.lang, short=True)
            done = image.label(str(source), str(sink), wording, specimen.options)
            picture = shown(sink)
            read = find_image.find_in(upright(picture))
            height = done.height or 0.0
            print(f"{specimen.title:<26}{done.method:<14}{height:5.1f} %  {said(read)}", flush=True)
            if not read or height < LEAST_PERCENT:
                unread.append(specimen.title)
            at = (GAP + number % COLUMNS * CELL[0], GAP + number // COLUMNS * CELL[1])
            whole.paste(cell(picture, specimen, height), at)
    whole.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(sheet, optimize=True)
    print(f"{sheet}: {sheet.stat().st_size} bytes")
    if unread:
        sys.exit(f"not read, or too low: {', '.join(unread)}")


def said(read: tuple[find_image.FoundLabel, ...]) -> str:
    """What the OCR read: wording, place, measured height."""
    return "; ".join(f"{one.wording}, {one.place}, {one.percent:.1f} %" for one in read) or "-"


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument(
        "file", type=Path, nargs="?", default=SHEET, metavar="FILE", help=f"default: {SHEET}"
    )
    main(options.parse_args().file)
