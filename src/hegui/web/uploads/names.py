"""Names of uploads: shown, and never used as names of files."""

from __future__ import annotations

import os
import unicodedata

_LONGEST = 200
# Characters that change how text around them is shown (Unicode's bidirectional controls).
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown_name(name: str) -> str:
    """A client's name for its upload, fit to be shown: no directories, no control characters.

    "upload" where nothing is left. At most 200 characters, the suffix kept.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(one for one in unicodedata.normalize("NFC", last) if _showable(one)).strip()
    if len(clean) > _LONGEST:
        stem, suffix = os.path.splitext(clean)
        suffix = suffix[:16]
        clean = stem[: _LONGEST - len(suffix)] + suffix
    return clean if clean.strip(". ") else "upload"


def result_name(name: str, suffix: str) -> str:
    """What a result is called: as the upload was, with the suffix of what it is now."""
    return os.path.splitext(name)[0] + suffix if suffix else name


def file_suffix(name: str) -> str:
    """The suffix of a name where it can be one of a file ("", ".jpg"): ASCII, eight at most."""
    suffix = os.path.splitext(name)[1]
    plain = suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 9
    return suffix.lower() if plain else ""


def _showable(one: str) -> bool:
    return one.isprintable() and one not in _DIRECTIONS
