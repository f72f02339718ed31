"""The explicit label on a JPEG of 12 megapixels against Pillow, and against jpegtran -drop.

    .venv/bin/python benchmarks/bench_explicit_pictures.py [FOLDER]

In one process, in turn, file to file: hegui; Pillow open, draw, save with quality="keep". Where
libjpeg's jpegtran is installed also jpegtran -drop of a patch made beforehand, a process of its
own: what it takes to make that patch (decoding the place, drawing, coding) is not counted.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from hegui.explicit.lettering.glyphs import bundled
from hegui.explicit.pictures import image
from hegui.explicit.wording import stock

RUNS = 9
SIZE = (4000, 3000)
QUALITY = 88
WORDING = stock("zh", short=True)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "12mp.jpg"
    if not source.exists():
        photograph().save(source, quality=QUALITY)
    contenders: dict[str, Callable[[], None]] = {
        "hegui": lambda: hegui(source, folder / "hegui.jpg"),
        "Pillow, keep": lambda: pillow(source, folder / "pillow.jpg"),
    }
    if shutil.which("jpegtran"):
        patch = folder / "patch.jpg"
        command = ["jpegtran", "-crop", "800x304+3152+2624", "-outfile", str(patch), str(source)]
        subprocess.run(command, check=True)
        contenders["jpegtran -drop"] = lambda: drop(source, patch, folder / "dropped.jpg")
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for run in range(RUNS + 1):
        for name, contender in contenders.items():
            begun = time.perf_counter()
            contender()
            if run:  # the first is a warm-up
                seconds[name].append(time.perf_counter() - begun)
    print(f"{source.stat().st_size / 1e6:.1f} MB, {RUNS} runs in turn after a warm-up")
    for name, times in seconds.items():
        ratios = sorted(own / other for own, other in zip(seconds["hegui"], times, strict=True))
        print(
            f"  {name:<16}{spread([1000 * one for one in times], '.0f')} ms"
            + ("" if name == "hegui" else f"   hegui takes {spread(ratios, '.2f')} times that")
        )


def hegui(source: Path, sink: Path) -> None:
    image.label(str(source), str(sink), WORDING)


def pillow(source: Path, sink: Path) -> None:
    with Image.open(source) as opened:
        draw = ImageDraw.Draw(opened)
        draw.rectangle((3152, 2624, 3924, 2924), fill=(30, 30, 30))
        draw.text((3200, 2660), WORDING.text, (255, 255, 255), bundled().at(206))
        opened.save(sink, quality="keep")


def drop(source: Path, patch: Path, sink: Path) -> None:
    command = ["jpegtran", "-copy", "all", "-drop", "+3152+2624", str(patch)]
    subprocess.run([*command, "-outfile", str(sink), str(source)], check=True)


def spread(values: list[float], form: str) -> str:
    """Median and range."""
    ordered = sorted(values)
    return f"{statistics.median(values):{form}} ({ordered[0]:{form}} to {ordered[-1]:{form}})"


def photograph() -> Image.Image:
    """A reproducible picture that compresses about as a photograph does."""
    chance = np.random.default_rng(1)
    coarse = Image.fromarray(chance.integers(0, 256, (300, 400, 3), dtype=np.uint8))
    smooth = np.asarray(coarse.resize(SIZE, Image.Resampling.BICUBIC)).astype(np.int16)
    noise = chance.integers(-9, 10, (SIZE[1], SIZE[0], 1), dtype=np.int16)
    return Image.fromarray((smooth + noise).clip(0, 255).astype(np.uint8))


if __name__ == "__main__":
    main()
