"""How wide words are, without a font at hand: an estimate that errs to the wide side.

The painters use whatever sans-serif font there is, so a layout can only leave room enough.
"""

from __future__ import annotations

import re
import unicodedata

_WIDE = frozenset("WF")
_NARROW = frozenset("iljtfr.,:;'|!()[] ")
_BROAD = frozenset("mwMW%@")
# What a line may not be broken within: a wide character with the brackets and stops that belong
# to it, or a Latin word with the blank, stroke or hyphen behind it.
_CJK = r"\u2e80-\u303f\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
_PIECE = re.compile(
    rf"[（《「【“‘]*(?:[{_CJK}][，。、；：！？）》」】”’]*|[^{_CJK}\s/_·-]+[\s/_·-]*|[\s/_·-]+)"
)


def width(text: str, size: float) -> float:
    """The width of one line in pixels at a font size in pixels."""
    return size * sum(map(_em, text))


def wrapped(text: str, size: float, room: float, most: int = 3) -> list[str]:
    """The text in lines of at most ``room`` pixels, ``most`` lines; the last may end in "…"."""
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and width(line + piece.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while width(line.rstrip(), size) > room and len(line) > 1:
            at = _fits(line, size, room)
            lines.append(line[:at])
            line = line[at:]
    lines.append(line.rstrip())
    lines = [one for one in lines if one] or [""]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + "…", size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return 0.36
    if character in _BROAD:
        return 0.92
    return 0.68 if character.isupper() else 0.59


def _fits(line: str, size: float, room: float) -> int:
    """How many characters fit, at least one."""
    used = 0.0
    for at, character in enumerate(line):
        used += size * _em(character)
        if used > room:
            return max(at, 1)
    return len(line)
