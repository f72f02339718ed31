"""hegui against ExifTool and a plain copy on 1,000 JPEGs and 200 PNGs.

    make bench     or     .venv/bin/python benchmarks/bench_pictures.py [FOLDER]

Whole processes are timed, in turn, so that a machine whose speed drifts treats all alike:
hegui label DIR -o OUT, ExifTool's batch mode with -o in one process, and shutil.copyfile of
every file in one process; then hegui read and ExifTool reading. Pictures are generated once
into FOLDER (build/bench by default) and are in the page cache when they are timed.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

RUNS = 5
PRODUCER = "001191350100M000100Y4300000"
LABEL = (
    f'{{"Label":"1","ContentProducer":"{PRODUCER}","ProduceID":"1","ReservedCode1":"",'
    f'"ContentPropagator":"{PRODUCER}","PropagateID":"1","ReservedCode2":""}}'
)
# ExifTool has no TC260 table of its own; it writes the property once it is told of it.
EXIFTOOL_CONFIG = """
%Image::ExifTool::UserDefined = (
    'Image::ExifTool::XMP::Main' => {
        TC260 => { SubDirectory => { TagTable => 'Image::ExifTool::UserDefined::TC260' } },
    },
);
%Image::ExifTool::UserDefined::TC260 = (
    GROUPS => { 0 => 'XMP', 1 => 'XMP-TC260', 2 => 'Other' },
    NAMESPACE => { 'TC260' => 'http://www.tc260.org.cn/ns/AIGC/1.0/' },
    WRITABLE => 'string',
    AIGC => { },
);
1;
"""
COPY = (
    "import os, shutil, sys\n"
    "for name in sorted(os.listdir(sys.argv[1])):\n"
    "    shutil.copyfile(os.path.join(sys.argv[1], name), os.path.join(sys.argv[2], name))\n"
)


@dataclass(frozen=True, slots=True)
class Contender:
    """One program at one task: its name, and its command for an output folder."""

    name: str
    command: Callable[[Path], list[str]]


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    config = folder / "exiftool.config"
    jpegs = generate(folder / "jpeg", 1000, ".jpg", jpeg)
    pngs = generate(folder / "png", 200, ".png", png)
    config.write_text(EXIFTOOL_CONFIG)
    print(f"{RUNS} runs each, in turn; files a second, median (lowest to highest)\n")
    for pictures in (jpegs, pngs):
        count = len(list(pictures.iterdir()))
        size = sum(path.stat().st_size for path in pictures.iterdir()) / count / 1000
        print(f"{count} {pictures.name} files of {size:.0f} kB")
        compare("label", writers(pictures, config), count, folder)
        labelled = folder / "out-hegui"
        compare("read", readers(labelled), count, folder)


def writers(pictures: Path, config: Path) -> list[Contender]:
    """hegui, ExifTool and a plain copy, each making a new folder."""
    hegui = [sys.executable, "-m", "hegui", "label", str(pictures), "--producer", PRODUCER]
    exiftool = ["exiftool", "-config", str(config), "-q", "-q", f"-XMP-TC260:AIGC={LABEL}"]
    return [
        Contender("hegui", lambda out: [*hegui, "--implicit-only", "-o", str(out)]),
        Contender("ExifTool -o", lambda out: [*exiftool, "-o", f"{out}/", str(pictures)]),
        Contender("copyfile", lambda out: [sys.executable, "-c", COPY, str(pictures), str(out)]),
    ]


def readers(pictures: Path) -> list[Contender]:
    """hegui and ExifTool, each reading every label as JSON."""
    return [
        Contender(
            "hegui", lambda _: [sys.executable, "-m", "hegui", "read", "--json", str(pictures)]
        ),
        Contender("ExifTool", lambda _: ["exiftool", "-q", "-j", "-XMP-TC260:AIGC", str(pictures)]),
    ]


def compare(task: str, contenders: Sequence[Contender], count: int, folder: Path) -> None:
    """Times the contenders in turn and prints files a second and hegui's ratio to the others."""
    seconds: dict[str, list[float]] = {one.name: [] for one in contenders}
    for run in range(RUNS + 1):
        for one in contenders:
            out = folder / f"out-{one.name.split()[0].lower()}"
            if task == "label":
                shutil.rmtree(out, ignore_errors=True)
                out.mkdir()
            begun = time.perf_counter()
            subprocess.run(one.command(out), stdout=subprocess.DEVNULL, check=True)
            if run:  # the first is a warm-up
                seconds[one.name].append(time.perf_counter() - begun)
    first = contenders[0].name
    for name, times in seconds.items():
        rates = sorted(count / one for one in times)
        ratios = sorted(other / own for own, other in zip(seconds[first], times, strict=True))
        line = f"  {task:<6}{name:<12}{spread(rates, '.0f')}"
        print(line if name == first else f"{line}   hegui is {spread(ratios, '.2f')} times as fast")
    print(flush=True)


def spread(values: Sequence[float], form: str) -> str:
    """Median and range."""
    median = statistics.median(values)
    return f"{median:{form}} ({values[0]:{form}} to {values[-1]:{form}})"


def generate(folder: Path, count: int, suffix: str, make: Callable[[int, Path], None]) -> Path:
    """``count`` pictures, made once."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number:04}{suffix}"
        if not path.exists():
            make(number, path)
    return folder


def jpeg(number: int, path: Path) -> None:
    """A JPEG of about 180 kB: noise over a gradient."""
    noisy((710, 530), number).save(path, quality=80)


def png(number: int, path: Path) -> None:
    """A PNG of about 2 MB."""
    noisy((940, 710), number).save(path, compress_level=1)


def noisy(size: tuple[int, int], seed: int) -> Image.Image:
    """A reproducible picture that compresses about as badly as a photograph."""
    noise = random.Random(seed).randbytes(size[0] * size[1] * 3)
    picture = Image.frombytes("RGB", size, noise)
    gradient = Image.linear_gradient("L").resize(size).convert("RGB")
    return Image.blend(picture, gradient, 0.5)


if __name__ == "__main__":
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    main()
