"""Text brought to one form, so that one keyword matches however it was typed.

Width (NFKC), case, traditional characters (to simplified, one by one) and whatever was put
between characters: blanks, punctuation, symbols, combining and invisible characters. Every
character is looked up in one table, so that megabytes cost milliseconds.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]

DROPPED = 0
"""The code of a character that only separates."""
WALL = 0x10FFFF
"""A code that no keyword holds: it parts texts that are searched together."""
_SEVERAL = 0x10FFFE
"""The code of a character that stands for several."""
# Chinese beyond these has no traditional form of its own.
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF))
_SEPARATING = ("Z", "P", "S", "C", "M")


@dataclass(frozen=True, slots=True)
class Normalised:
    """The characters kept, as code points, and where each stands in the original text."""

    codes: Codes
    places: Places

    def text(self) -> str:
        """As a string."""
        return self.codes.tobytes().decode("utf-32-le")


def normalised(text: str) -> Normalised:
    """``text`` in one form. Half characters (surrogates) count as separators."""
    codes = _table()[_codes(text)]
    if (codes == _SEVERAL).any():
        return _expanded(text)
    places = np.flatnonzero(codes)
    return Normalised(codes[places], places)


def normalised_all(texts: Sequence[str]) -> Iterator[Normalised]:
    """The same for many short texts, in one go; places are those within each."""
    if not texts:
        return
    whole = normalised(chr(WALL).join(one.replace(chr(WALL), " ") for one in texts))
    walls = np.flatnonzero(whole.codes == WALL)
    begins = np.concatenate(([0], walls + 1))
    ends = np.concatenate((walls, [len(whole.codes)]))
    offset = 0
    for text, begin, end in zip(texts, begins.tolist(), ends.tolist(), strict=True):
        yield Normalised(whole.codes[begin:end], whole.places[begin:end] - offset)
        offset += len(text) + 1


def one_form(text: str) -> str:
    """``text`` in one form, as a string."""
    return normalised(text).text()


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _expanded(text: str) -> Normalised:
    """Characters that stand for several (㈱, ﬁ, ½) are written out; each keeps its place."""
    pieces: list[str] = []
    places: list[Places] = []
    end = 0
    for found in _expanding().finditer(text):
        at = found.start()
        pieces.append(text[end:at])
        places.append(np.arange(end, at))
        whole = _form(found[0])
        pieces.append(whole)
        places.append(np.full(len(whole), at))
        end = found.end()
    pieces.append(text[end:])
    places.append(np.arange(end, len(text)))
    codes = _table()[_codes("".join(pieces))]
    kept = np.flatnonzero(codes)
    return Normalised(codes[kept], np.concatenate(places)[kept])


@cache
def _table() -> Codes:
    """Of every code point, the one it counts as."""
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    simple = _simplified()
    for code in range(sys.maxunicode + 1):
        if 0x30000 <= code < 0xE0000 or 0xE1000 <= code < WALL:
            continue  # unassigned and private planes: themselves
        one = chr(code)
        if unicodedata.category(one)[0] in _SEPARATING:
            table[code] = DROPPED
            continue
        form = _form(one)
        if len(form) == 1:
            table[code] = ord(simple.get(form, form))
    for one in _several():
        table[ord(one)] = _SEVERAL
    table[WALL] = WALL
    return table


def _form(one: str) -> str:
    """One character by itself: its width and case, and its letter without what stands above it."""
    bare = "".join(
        part
        for part in unicodedata.normalize("NFKD", one).casefold()
        if not unicodedata.combining(part)
    )
    # What falls apart into several letters (Hangul) is kept whole.
    return bare if len(bare) == 1 else unicodedata.normalize("NFKC", one).casefold()


@cache
def _simplified() -> dict[str, str]:
    """Traditional → simplified, one character at a time."""
    every = [chr(code) for low, high in _IDEOGRAPHS for code in range(low, high + 1)]
    made = opencc.OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {old: new for old, new in zip(every, made, strict=True) if len(new) == 1 and old != new}


@cache
def _several() -> tuple[str, ...]:
    several = []
    for code in range(0x80, 0x20000):
        form = _form(chr(code))
        if len(form) > 1 and any(unicodedata.category(c)[0] not in _SEPARATING for c in form):
            several.append(chr(code))
    return tuple(several)


@cache
def _expanding() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_several())) + "]")
