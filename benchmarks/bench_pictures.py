"""hegui against ExifTool and a plain copy on 1,000 JPEGs and 200 PNGs.

    make bench     or     .venv/bin/python benchmarks/bench_pictures.py [FOLDER]

Whole processes are timed, in turn, so that a machine whose speed drifts treats all alike:
hegui label DIR -o OUT, ExifTool's batch mode with -o in one process, and shutil.copyfile of
every file in one process; then hegui read and ExifTool reading. Pictures are generated once
into FOLDER (build/bench by default) and are in the page cache when they are timed.

ExifTool checks every PNG chunk's checksum in Perl before it writes (PNG.pm, CalculateCRC), about
0.2 seconds for 2 MB; so it writes 20 of the PNGs while the others write 200. Its start, about
0.1 seconds, weighs on fewer files then.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.fresh_folders import FreshFolders, fresh_folders
from benchmarks.timing import (
    PRODUCER,
    RUNS,
    Measured,
    hegui,
    in_turn,
    labelling,
    measured,
    ratios,
    spread,
)

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
    """One program at one task: its name, the pictures it is given, its command for a folder."""

    name: str
    pictures: Path
    command: Callable[[Path], list[str]]


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    config = folder / "exiftool.config"
    jpegs = generate(folder / "jpeg", 1000, ".jpg", jpeg)
    pngs = generate(folder / "png", 200, ".png", png)
    few = generate(folder / "png-few", 20, ".png", png)
    config.write_text(EXIFTOOL_CONFIG)
    print(f"{RUNS} runs each, in turn; files a second, median (lowest to highest)\n")
    with fresh_folders(folder / "outs") as outs:
        for pictures, slow in ((jpegs, jpegs), (pngs, few)):
            files = list(pictures.iterdir())
            size = sum(path.stat().st_size for path in files) / len(files) / 1000
            print(f"{len(files)} {pictures.name} files of {size:.0f} kB")
            compare("label", writers(pictures, slow, config), outs)
            labelled = outs.new(kept=True)
            measured(labelling(str(pictures), "-o", str(labelled)))
            compare("read", readers(labelled), outs)


def writers(pictures: Path, slow: Path, config: Path) -> list[Contender]:
    """hegui, ExifTool and a plain copy, each making a new folder; ExifTool of ``slow``."""
    exiftool = ["exiftool", "-config", str(config), "-q", "-q", f"-XMP-TC260:AIGC={LABEL}"]
    copy = [sys.executable, "-c", COPY, str(pictures)]
    sketch = [sys.executable, str(Path(__file__).with_name("sketch.py")), str(pictures)]
    least = [Contender("sketch", pictures, lambda out: [*sketch, str(out)])]
    return [
        Contender("hegui", pictures, lambda out: labelling(str(pictures), "-o", str(out))),
        Contender("ExifTool -o", slow, lambda out: [*exiftool, "-o", f"{out}/", str(slow)]),
        Contender("copyfile", pictures, lambda out: [*copy, str(out)]),
        *(least if pictures.name == "jpeg" else []),
    ]


def readers(pictures: Path) -> list[Contender]:
    """hegui and ExifTool, each reading every label as JSON."""
    exiftool = ["exiftool", "-q", "-j", "-XMP-TC260:AIGC", str(pictures)]
    return [
        Contender("hegui", pictures, lambda _: hegui("read", "--json", str(pictures))),
        Contender("ExifTool", pictures, lambda _: exiftool),
    ]


def compare(task: str, contenders: Sequence[Contender], outs: FreshFolders) -> None:
    """Times the contenders in turn and prints files a second and hegui's ratio to the others."""

    def once(one: Contender) -> Measured:
        return measured(one.command(outs.new()))

    results = in_turn({one.name: partial(once, one) for one in contenders})
    rates = {
        one.name: [len(list(one.pictures.iterdir())) / run.seconds for run in results[one.name]]
        for one in contenders
    }
    own = rates[contenders[0].name]
    for name, theirs in rates.items():
        line = f"  {task:<6}{name:<12}{spread(theirs, '.0f')}"
        if theirs is not own:
            line += f"   hegui is {spread(ratios(own, theirs), '.2f')} times as fast"
        print(line)
    print(flush=True)


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
    main()
