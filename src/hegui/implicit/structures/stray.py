"""Label text among foreign bytes: comments, unknown segments and chunks, what follows a picture.

Other programs put a label's JSON where no rule expects it: ``AIGC{…}`` in a JPEG APPn segment,
``{"AIGC": {…}}`` in a comment (TC260-PG-20259A names neither; both are met in practice). Here
such text is found with its exact bytes, so that it can be reported and cut out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hegui.aigc import looks_like_label

SHORTEST = 24
"""In fewer bytes there can be no label: not even one member's name and value."""

_BASE64 = (b"eyJ", b'"eyJ', b"QUlHQ", b'"QUlHQ')
# Compiled when first used: most files hold no word that could be a label's.
_WORD = rb"AIGC|aigc|Produce|Propagat|ReservedCode|ServiceProvider"
# A backslash takes the next byte with it, in a string and outside one (JSON encoded twice).
_TOKENS = rb'(?s:\\.|"(?:[^"\\]|\\.)*"|[{}])'
_TEXT = rb"[^\0]{%d,}" % SHORTEST
_CLOSING = b'"\\}'  # what dialects leave behind the object: quotes, a brace too many
_NAME = rb"\"?(?:AIGC|aigc)\"?\s*[:=]?\s*\Z"
_NAME_REACH = 16
_BRACES_BACK = 3
_TRIES = 4
_PASSES = 16
_BLANKS = b"\0\t\n\r "
# What identifies an APPn segment or an extension: a short name that ends in NUL.
_IDENTIFIER = rb"[ -~]{0,31}\0[\0 ]*"


class Stray(NamedTuple):
    """A label's text at ``start:end`` of the bytes searched, a prefix ``AIGC`` included."""

    start: int
    end: int
    text: str


def mentions(data: bytes) -> bool:
    """A cheap first look: whether a word that every label dialect holds occurs at all."""
    if len(data) < SHORTEST:
        return False
    # Spelt out, as this is asked of every unknown structure of every file.
    return (
        b"AIGC" in data
        or b"aigc" in data
        or b"Produce" in data
        or b"Propagat" in data
        or b"ReservedCode" in data
        or b"ServiceProvider" in data
        or data.startswith(_BASE64)
    )


def find(data: bytes) -> tuple[Stray, ...]:
    """Every label text among ``data``, in order; a NUL ends a text, and a label in it."""
    if not mentions(data):
        return ()
    return tuple(
        Stray(text.start() + found.start, text.start() + found.end, found.text)
        for text in re.finditer(_TEXT, data)
        for found in _in_text(text[0])
    )


def cut(data: bytes, strays: tuple[Stray, ...]) -> bytes:
    """``data`` without the strays, and without any label that the cuts themselves put together.

    Every other byte stays: words before and behind a label are not its own.
    Bytes in which labels turn up again and again were made to hide one; nothing of them stays.
    """
    for _ in range(_PASSES):
        for stray in reversed(strays):
            data = data[: stray.start] + data[stray.end :]
        strays = find(data)
        if not strays:
            return data
    return b""


def blanked(data: bytes) -> bytes:
    """``data`` with spaces in the place of every label, so that nothing in it moves.

    As in ``cut``, bytes in which labels turn up again and again become nothing but spaces.
    """
    for _ in range(_PASSES):
        strays = find(data)
        if not strays:
            return data
        for stray in strays:
            data = data[: stray.start] + b" " * (stray.end - stray.start) + data[stray.end :]
    return b" " * len(data)


def blank(data: bytes) -> bool:
    """Whether ``data`` is nothing but blanks, line ends and NULs."""
    return not data.strip(_BLANKS)


def nothing_left(rest: bytes) -> bool:
    """Whether the ``rest`` of a structure says nothing: blanks, or an identifier alone."""
    return blank(rest) or re.fullmatch(_IDENTIFIER, rest) is not None


def decoded(data: bytes) -> str:
    """Text of unknown encoding: UTF-8, else GB 18030, else Latin-1."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _in_text(data: bytes) -> list[Stray]:
    """The labels in one text: the one that it begins with, and objects within it."""
    found: list[Stray] = []
    first = _leading(data)
    if first is not None:
        found.append(first)
    end = first.end if first else 0
    word = re.compile(_WORD).search(data, end)
    for _ in range(_TRIES):
        if word is None:
            break
        stray = _around(data, word.start(), end)
        if stray is not None:
            found.append(stray)
            end = stray.end
        word = re.compile(_WORD).search(data, max(end, word.end()))
    return found


def _leading(data: bytes) -> Stray | None:
    """The label, in whatever dialect, that a text begins with, without the words behind it."""
    inner = data.strip(_BLANKS)
    text = decoded(inner)
    if not looks_like_label(text):
        return None
    start, end = data.index(inner), _leading_end(inner)
    if end < len(inner) and looks_like_label(decoded(inner[:end])):
        return Stray(start, start + end, decoded(inner[:end]))
    return Stray(start, start + len(inner), text)


def _leading_end(text: bytes) -> int:
    """The offset behind the first object and what closes it, the end where there is none."""
    brace = text.find(b"{")
    if brace < 0:
        return len(text)
    rest = text[_object_end(text, brace) :].lstrip(_CLOSING)
    return len(text) - len(rest)


def _around(data: bytes, at: int, floor: int) -> Stray | None:
    """The label whose object encloses the word at ``at``, or follows it (``AIGC{…}``)."""
    brace = at
    for _ in range(_BRACES_BACK):
        brace = data.rfind(b"{", floor, brace)
        if brace < 0:
            break
        end = _object_end(data, brace)
        if end > at:
            return _stray(data, brace, end, floor)
    brace = data.find(b"{", at, at + _NAME_REACH)
    return _stray(data, brace, _object_end(data, brace), floor) if brace >= 0 else None


def _stray(data: bytes, brace: int, end: int, floor: int) -> Stray | None:
    name = re.compile(_NAME).search(data, max(floor, brace - _NAME_REACH), brace)
    start = name.start() if name else brace
    text = decoded(data[start:end])
    return Stray(start, end, text) if looks_like_label(text) else None


def _object_end(data: bytes, brace: int) -> int:
    """The offset behind the brace that closes the one at ``brace``; the data's end without."""
    depth = 0
    for token in re.compile(_TOKENS).finditer(data, brace):
        if token[0] == b"{":
            depth += 1
        elif token[0] == b"}":
            depth -= 1
            if depth == 0:
                return token.end()
    return len(data)
