"""The programs that hegui is measured beside: what each does with a folder of files.

Each contender is a command that makes new files in a folder, or reads them, in one process unless
its name says otherwise. All of them write or read a label or metadata of their own kind; the plain
copies and FFmpeg's remux say what moving the bytes costs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.bench_pictures import LABEL
from benchmarks.timing import PRODUCER, hegui, labelling

SIGNED = "c2pa, signed"

Command = Callable[[Path, Path], list[str]]
"""Given the folder of sources and the folder for results."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One program at one task. ``synced`` is whether its files are on the disk when it ends."""

    name: str
    command: Command
    synced: bool = False


def _python(code: str) -> Command:
    """A few lines with ``source``, ``out`` (folders) and ``names``, in a process of their own."""
    head = (
        "import os, sys\nsource, out = sys.argv[1:3]\nnames = sorted(os.listdir(source))\n"
        "def at(name): return os.path.join(source, name)\n"
        "def to(name): return os.path.join(out, name)\n"
    )
    return lambda source, out: [sys.executable, "-c", head + code, str(source), str(out)]


_SKETCH = Path(__file__).with_name("sketch.py")
_TAG = f"-XMP-TC260:AIGC={LABEL}"
_COPY = "import shutil\nfor name in names: shutil.copyfile(at(name), to(name))\n"
_COPY_TWICE = """
pid = os.fork()
import shutil
for name in names[pid == 0 :: 2]: shutil.copyfile(at(name), to(name))
if pid: os.waitpid(pid, 0)
"""
_SYNC = "if pid: os.sync()\n"
_PILLOW = """
from PIL import Image
for name in names:
    with Image.open(at(name)) as picture: picture.save(to(name), quality="keep", xmp=b"<x/>")
"""
_EXIV2 = """
import shutil, exiv2
exiv2.XmpProperties.registerNs("http://www.tc260.org.cn/ns/AIGC/1.0/", "TC260")
for name in names:
    shutil.copyfile(at(name), to(name))
    image = exiv2.ImageFactory.open(to(name))
    image.readMetadata()
    data = image.xmpData()
    data["Xmp.TC260.AIGC"] = LABEL
    image.writeMetadata()
"""
_EXIV2_READ = """
import exiv2
for name in names:
    image = exiv2.ImageFactory.open(at(name))
    image.readMetadata()
    [(one.key(), str(one.value())) for one in image.xmpData()]
"""
_MUTAGEN = """
import shutil
from mutagen.id3 import ID3, TXXX
for name in names:
    shutil.copyfile(at(name), to(name))
    tags = ID3(to(name))
    tags.add(TXXX(encoding=3, desc="AIGC", text=[LABEL]))
    tags.save()
"""
_REMUX = """
import subprocess
for name in names:
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", at(name), "-c", "copy", "-map", "0",
                    "-metadata", "AIGC=" + LABEL, "-movflags", "use_metadata_tags", to(name)],
                   check=True)
"""
_STAY_OPEN = """
import subprocess
words = ["exiftool", "-config", CONFIG, "-stay_open", "True", "-@", "-"]
program = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for name in names:
    for word in WORDS(at(name), to(name)): program.stdin.write(word.encode() + b"\\n")
    program.stdin.write(b"-execute\\n")
    program.stdin.flush()
    while program.stdout.readline().strip() != b"{ready}": pass
program.stdin.write(b"-stay_open\\nFalse\\n")
program.stdin.close()
program.wait()
"""
_EXIFTOOL_TWICE = """
import subprocess
halves = [[at(name) for name in names[half::2]] for half in (0, 1)]
running = [subprocess.Popen([*WORDS, *half], stdout=subprocess.DEVNULL) for half in halves if half]
[one.wait() for one in running]
"""
_TWO = """
import subprocess
halves = [subprocess.Popen([*COMMAND, source, out, half, "2"]) for half in "01"]
assert not any([one.wait() for one in halves])
"""
_C2PA_SIGN = """
import json
from c2pa import Builder, C2paSignerInfo, Signer
chain, key = open(CHAIN, "rb").read(), open(KEY, "rb").read()
who = Signer.from_info(C2paSignerInfo(b"es256", chain, key, None))
kind = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
actions = {"actions": [{"action": "c2pa.created", "digitalSourceType": kind}]}
manifest = {"claim_generator_info": [{"name": "bench", "version": "1"}],
            "assertions": [{"label": "c2pa.actions.v2", "data": actions}]}
for name in names:
    with Builder(json.dumps(manifest)) as builder: builder.sign_file(at(name), to(name), who)
"""
_C2PA_READ = """
from c2pa import Reader
for name in names:
    with Reader(at(name)) as reader: reader.json()
"""


def _with(code: str, **values: str) -> Command:
    """Lines that begin with some names set."""
    return _python("".join(f"{key} = {value}\n" for key, value in values.items()) + code)


def copied(source: Path, out: Path, *, twice: bool = True, synced: bool = False) -> list[str]:
    """A plain copy, by two processes or one; by two on the disk at its end where ``synced``."""
    return _python((_COPY_TWICE if twice else _COPY) + (_SYNC if synced else ""))(source, out)


def sketched_twice(source: Path, out: Path) -> list[str]:
    """The least that puts a label into JPEGs (:mod:`benchmarks.sketch`), by two processes."""
    return _with(_TWO, COMMAND=repr([sys.executable, str(_SKETCH)]))(source, out)


def exiftool_twice(config: Path, source: Path, out: Path) -> list[str]:
    """A label into new files by two processes of ExifTool in its batch mode."""
    return _with(_EXIFTOOL_TWICE, WORDS=repr([*_exiftool(config), "-o", str(out)]))(source, out)


def _exiftool(config: Path) -> list[str]:
    return ["exiftool", "-config", str(config), "-q", "-q", _TAG]


def writers(config: Path, chain: Path, key: Path) -> list[Contender]:
    """Labels into new JPEGs. The first is who the others are compared with."""
    batch = ("--producer", PRODUCER, "--implicit-only")

    def of(processes: int, digest: str) -> Command:
        options = ("--digest", digest, "--processes", str(processes), "--json")
        return lambda source, out: hegui("batch", "label", str(source), str(out), *batch, *options)

    words = f"lambda one, new: [{_TAG!r}, '-o', new, one]"
    return [
        Contender("hegui batch, two processes, no digests", of(2, "none"), synced=True),
        Contender("hegui batch, two processes, digests", of(2, "content"), synced=True),
        Contender("hegui batch, one process, no digests", of(1, "none"), synced=True),
        Contender(
            "hegui label", lambda source, out: labelling(str(source), "-o", str(out)), synced=True
        ),
        Contender("copy, two processes", copied),
        Contender("copy and sync, two processes", partial(copied, synced=True), synced=True),
        Contender("copy", _python(_COPY)),
        Contender("ExifTool, two processes", partial(exiftool_twice, config)),
        Contender(
            "ExifTool, batch mode",
            lambda source, out: [*_exiftool(config), "-o", str(out), str(source)],
        ),
        Contender("ExifTool, stay open", _with(_STAY_OPEN, CONFIG=repr(str(config)), WORDS=words)),
        Contender("exiv2 after a copy", _with(_EXIV2, LABEL=repr(LABEL))),
        Contender("Pillow, coefficients kept", _python(_PILLOW)),
        Contender(SIGNED, _with(_C2PA_SIGN, CHAIN=repr(str(chain)), KEY=repr(str(key)))),
    ]


def readers(signed: Path) -> list[Contender]:
    """What labelled JPEGs say; c2pa's reader of as many signed ones."""
    words = "lambda one, new: ['-j', '-XMP-TC260:all', one]"
    return [
        Contender("hegui read", lambda source, out: hegui("read", "--json", str(source))),
        Contender(
            "hegui batch check, two processes, no digests",
            lambda source, out: hegui(
                "batch",
                "check",
                str(source),
                str(out),
                "--digest",
                "none",
                "--processes",
                "2",
                "--json",
            ),
        ),
        Contender("hegui check", lambda source, out: hegui("check", "--json", str(source))),
        Contender(
            "ExifTool, batch mode", lambda source, out: ["exiftool", "-q", "-j", str(source)]
        ),
        Contender("ExifTool, stay open", _with(_STAY_OPEN, CONFIG="''", WORDS=words)),
        Contender("exiv2", _python(_EXIV2_READ)),
        Contender(
            "c2pa, verified (of signed ones)",
            lambda source, out: _python(_C2PA_READ)(signed, out),
        ),
    ]


def sounds() -> list[Contender]:
    """Labels into new MP3s."""
    return [
        Contender(
            "hegui label", lambda source, out: labelling(str(source), "-o", str(out)), synced=True
        ),
        Contender("mutagen after a copy", _with(_MUTAGEN, LABEL=repr(LABEL))),
        Contender("copy", _python(_COPY)),
    ]


def films() -> list[Contender]:
    """Labels into new MP4s."""
    return [
        Contender(
            "hegui label", lambda source, out: labelling(str(source), "-o", str(out)), synced=True
        ),
        Contender("FFmpeg, remux", _with(_REMUX, LABEL=repr(LABEL))),
        Contender("copy", _python(_COPY)),
    ]
