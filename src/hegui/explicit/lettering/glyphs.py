"""The faces that labels are drawn with: the bundled subset, a given font, or one of the system.

The bundled one holds the characters of the stock wordings, ASCII, and what wordings of one's own
are commonly made of (scripts/label_font.py; OFL-1.1, its licence lies beside it). A character
that no face has is an error: a box in its place would be no label.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from PIL import ImageFont

from hegui.errors import UnusableFont
from hegui.files.source import printable

_MOST_BYTES = 64 * 1024**2
_MOST_FACES = 64
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Face:
    """One face of one font file: ``name`` for messages, the file's bytes, its index therein."""

    name: str
    data: bytes
    index: int = 0

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The face at a size in pixels per em; laid out glyph by glyph, so the same everywhere."""
        try:
            return ImageFont.truetype(
                BytesIO(self.data), size, self.index, layout_engine=ImageFont.Layout.BASIC
            )
        except (OSError, ValueError) as error:
            raise _unusable(self.name, error) from error

    def missing(self, text: str) -> str:
        """The characters of ``text`` without a glyph, each once, in order."""
        have = _characters(self)
        return "".join(dict.fromkeys(one for one in text if ord(one) not in have and one != "\n"))


def bundled() -> Face:
    """The subset that comes with hegui."""
    return _bundled()


def given(path: str, index: int | None = None) -> Face:
    """A font file's face; of a collection the face ``index``, by default the first.

    Raises UnusableFont.
    """
    name = printable(path)
    try:
        if os.path.getsize(path) > _MOST_BYTES:
            raise UnusableFont(
                "a font of more than {ceiling} bytes is not read", path=name, ceiling=_MOST_BYTES
            )
        with open(path, "rb") as file:
            data = file.read(_MOST_BYTES)
    except (OSError, ValueError) as error:
        raise _unusable(name, error) from error
    return Face(name, data, index or 0)


def face_for(text: str, font: str | None = None) -> Face:
    """The face to draw ``text`` with: of file ``font``, the bundled one, or one of the system.

    Of a collection the first face that has every character is taken. Raises UnusableFont that
    names the characters where no face has them all, or where the file is no font.
    """
    if font is not None:
        return _of_file(given(font), text)
    own = bundled()
    missing = own.missing(text)
    if not missing:
        return own
    for path, index in _system(missing):
        face = given(path, index)
        if not face.missing(text):
            return face
    raise UnusableFont(
        "no font here has a glyph for {characters}; name a font file that has",
        characters=_named(missing),
    )


def _of_file(first: Face, text: str) -> Face:
    missing = first.missing(text)
    for index in range(_faces(first)):
        face = Face(first.name, first.data, index)
        if not face.missing(text):
            return face
    raise UnusableFont(
        "the font has no glyph for {characters}", path=first.name, characters=_named(missing)
    )


def _system(characters: str) -> list[tuple[str, int]]:
    """Font files (and faces) that fontconfig says have all ``characters``, the best first."""
    program = shutil.which("fc-match")
    if program is None:
        return []
    points = " ".join(f"{ord(one):x}" for one in characters)
    # -s sorts by likeness to what is asked, and trims what adds no new character.
    command = [program, "-s", "-f", "%{file}|%{index}\n", f"sans:bold:lang=zh-cn:charset={points}"]
    try:
        said = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    rows = [line.rsplit("|", 1) for line in os.fsdecode(said).splitlines()]
    return [(path, int(index)) for path, index in rows[:8] if index.isdigit()]


@cache
def _bundled() -> Face:
    font = resources.files("hegui.explicit.lettering").joinpath("fonts/label.otf")
    return Face("label.otf", font.read_bytes())


@cache
def _characters(face: Face) -> frozenset[int]:
    try:
        with TTFont(BytesIO(face.data), fontNumber=face.index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    # fontTools meets a broken table with whatever its unpacking raises.
    except Exception as error:
        raise _unusable(face.name, error) from error


def _faces(face: Face) -> int:
    if not face.data.startswith(b"ttcf"):
        return 1
    try:
        with TTCollection(BytesIO(face.data), lazy=True) as collection:
            return min(len(collection), _MOST_FACES)
    except (TTLibError, ValueError, OSError) as error:
        raise _unusable(face.name, error) from error


def _unusable(name: str, error: Exception) -> UnusableFont:
    cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return UnusableFont("the font cannot be used: {cause}", path=name, cause=cause)


def _named(characters: str) -> str:
    return " ".join(
        f"{one} (U+{ord(one):04X})" if one.isprintable() else f"U+{ord(one):04X}"
        for one in characters[:20]
    )
