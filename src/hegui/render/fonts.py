"""Which fonts reports are set in: those of the system that have the characters, asked of
fontconfig as Pango asks it, else the small one that comes with hegui where it has them all.

A character that no font has is an error that names it: a box in its place would be a report that
says something else.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

from hegui.errors import UnusableFont

BUNDLED = "hegui Label Sans"
_SECONDS = 20
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Face:
    """One face of one font file."""

    path: str
    index: int = 0


def check(text: str) -> None:
    """Raises UnusableFont that names the characters of ``text`` which no font at hand has."""
    missing = sorted(_drawn(text) - _of_system() - _of_bundled())
    if missing:
        raise _without_glyph(missing)


def faces_for(text: str, *, bold: bool = False) -> dict[str, Face]:
    """A face for each character of ``text``, as few faces as fontconfig's order gives.

    A blank has the face of the text's first character. Raises UnusableFont where a character has
    none.
    """
    found: dict[str, Face] = {}
    for face in (*_matching(frozenset(_drawn(text)), bold), Face(_bundled_path())):
        have = _characters(face)
        for one in dict.fromkeys(text):
            if one not in found and ord(one) in have:
                found[one] = face
    missing = sorted(one for one in _drawn(text) if chr(one) not in found)
    if missing:
        raise _without_glyph(missing)
    return found


def bundled_address() -> str:
    """The bundled font as an address that style sheets may name."""
    return "file://" + _bundled_path()


def _bundled_path() -> str:
    # The explicit label's font is data of the package; no code of that room is loaded for it.
    font = resources.files("hegui").joinpath("explicit", "lettering", "fonts", "label.otf")
    return os.fspath(str(font))


@cache
def _of_bundled() -> frozenset[int]:
    return _characters(Face(_bundled_path()))


@cache
def _characters(face: Face) -> frozenset[int]:
    try:
        with open(face.path, "rb") as file:
            data = file.read()
        with TTFont(BytesIO(data), fontNumber=face.index, lazy=True) as font:
            ImageFont.truetype(BytesIO(data), 12, face.index)  # bitmap fonts cannot be scaled
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, ValueError, KeyError, struct.error):
        return frozenset()


@cache
def _of_system() -> frozenset[int]:
    """The characters that any font of the system has."""
    return frozenset(
        one
        for line in _asked("fc-list", "-f", "%{charset}\n")
        for part in line.split()
        for one in _range(part)
    )


def _range(part: str) -> range:
    first, _, last = part.partition("-")
    try:
        return range(int(first, 16), int(last or first, 16) + 1)
    except ValueError:
        return range(0)


@cache
def _matching(characters: frozenset[int], bold: bool) -> tuple[Face, ...]:
    points = " ".join(f"{one:x}" for one in sorted(characters))
    weight = ":bold" if bold else ""
    # -s sorts by likeness to what is asked, and trims what adds no new character.
    wanted = f"sans{weight}:lang=zh-cn:charset={points}"
    rows = [line.rsplit("|", 1) for line in _asked("fc-match", "-s", "-f", _ROW, wanted)]
    return tuple(Face(path, int(index)) for path, index in rows[:8] if index.isdigit())


_ROW = "%{file}|%{index}\n"


def _asked(program: str, *words: str) -> list[str]:
    """The lines of what one of fontconfig's programs says; none where it is not there."""
    found = shutil.which(program)
    if found is None:
        return []
    try:
        done = subprocess.run([found, *words], capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return os.fsdecode(done.stdout).splitlines()


def _drawn(text: str) -> set[int]:
    """The characters of a text that need a glyph."""
    return {ord(one) for one in text if one.isprintable() and one != " "}


def _without_glyph(characters: list[int]) -> UnusableFont:
    named = " ".join(f"{chr(one)} (U+{one:04X})" for one in characters[:_NAMED])
    return UnusableFont(
        "no font here has a glyph for {characters}; install one that has, such as Noto Sans CJK",
        characters=named,
    )
