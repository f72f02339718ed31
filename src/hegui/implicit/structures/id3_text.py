"""Texts in ID3v2 frames: four encodings, strings that end in NUL.

Source: ID3v2.3.0, 3.3 (Latin-1, UCS-2 with a byte order mark); ID3v2.4.0-structure, 4 (UTF-16BE
and UTF-8 besides); ID3v2.4.0-frames, 4.2 (several strings in one frame), 4.2.6 (TXXX).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from hegui.implicit.structures.stray import decoded

LATIN_1, UTF_16, UTF_16_BE, UTF_8 = range(4)
_MOST_STRINGS = 255
_ENCODINGS = {LATIN_1: "latin-1", UTF_16: "utf-16", UTF_16_BE: "utf-16-be", UTF_8: "utf-8"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One string: its bytes as they stand, without the NUL behind it, and its text."""

    raw: bytes
    text: str


def pieces(encoding: int, data: bytes, most: int = _MOST_STRINGS) -> tuple[Piece, ...]:
    """The strings of ``data``, at ``most`` NULs; what is behind the last is one string."""
    wide = encoding in (UTF_16, UTF_16_BE)
    raws = _split_wide(data, most) if wide else data.split(b"\0", most)
    order = "utf-16-le"  # what most programs mean when they leave the mark out
    found: list[Piece] = []
    for raw in raws:
        if encoding == UTF_16:
            order = _order(raw, order)
            text = raw.decode(order, "replace").removeprefix("\ufeff")
        elif encoding == LATIN_1:
            # UTF-8 and GBK that calls itself Latin-1 is common; true Latin-1 is seldom either.
            text = raw.decode("ascii") if raw.isascii() else decoded(raw)
        else:
            text = raw.decode(_ENCODINGS.get(encoding, "utf-8"), "replace")
        found.append(Piece(raw, text))
    return tuple(found)


def terminator(encoding: int) -> bytes:
    """What ends a string."""
    return b"\0\0" if encoding in (UTF_16, UTF_16_BE) else b"\0"


def labelling(major: int, name: str, text: str) -> bytes:
    """The body of a TXXX frame: description and value.

    Version 2.4 takes UTF-8. Version 2.3 has none: Latin-1 where ASCII is enough, else UTF-16.
    """
    encoding = UTF_8 if major == 4 else LATIN_1 if text.isascii() else UTF_16
    values = [value.encode(_ENCODINGS[encoding]) for value in (name, text)]
    if encoding == UTF_16:  # Python writes this machine's order; ID3 has one wherever it runs
        values = [codecs.BOM_UTF16_LE + value.encode("utf-16-le") for value in (name, text)]
    return bytes((encoding,)) + terminator(encoding).join(values)


def _order(raw: bytes, before: str) -> str:
    if raw.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    return "utf-16-le" if raw.startswith(codecs.BOM_UTF16_LE) else before


def _split_wide(data: bytes, most: int) -> list[bytes]:
    """Split at NULs of two bytes that begin at an even place."""
    parts: list[bytes] = []
    start = at = 0
    while len(parts) < most:
        at = data.find(b"\0\0", at)
        if at < 0:
            break
        if (at - start) & 1:
            at += 1
            continue
        parts.append(data[start:at])
        start = at = at + 2
    parts.append(data[start:])
    return parts
