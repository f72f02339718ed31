"""Scalars of YAML, as far as labels use them (YAML 1.2.2, chapters 7 and 8).

Plain scalars keep their text: a YAML 1.1 library would turn a provider code of digits into an
octal number and drop its zeros.
"""

from __future__ import annotations

import re

from hegui.aigc.notation import Number

DOUBLE_QUOTED = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"', re.DOTALL)
SINGLE_QUOTED = re.compile(r"'(?>(?:[^']++|'')*)'")

_BREAK = r"(?:\r\n|\r|\n)"
_FOLD = re.compile(rf"[ \t]*+{_BREAK}((?>(?:[ \t]*+{_BREAK})*))[ \t]*+")
_PIECE = re.compile(
    rf"\\{_BREAK}[ \t]*+"
    r"|\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)"
    rf"|([ \t]*+{_BREAK}(?>(?:[ \t]*+{_BREAK})*)[ \t]*+)"
    r"|[^\\ \t\r\n]+|[ \t]+"
)
_ANY_BREAK = re.compile(_BREAK)
_FIRST_BREAK = re.compile(rf"[ \t]*+{_BREAK}")
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_NULLS = ("", "~", "null", "Null", "NULL")
_BOOLEANS = {"true": True, "True": True, "TRUE": True}
_BOOLEANS |= {"false": False, "False": False, "FALSE": False}
# Numbers of the core schema (YAML 1.2.2, 10.3.2) and YAML 1.1's digits with underscores.
_NUMBER = re.compile(
    r"[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?"
    r"|\.\d[\d_]*(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)",
    re.ASCII,
)


class BadEscapeError(Exception):
    """A double-quoted scalar with an escape that YAML does not have."""


def double_quoted(raw: str) -> str:
    """The text of a double-quoted scalar, given with its quotes. Raises BadEscapeError."""
    inner = raw[1:-1]
    if "\\" not in inner and "\n" not in inner and "\r" not in inner:
        return inner
    return "".join(map(_piece, _PIECE.finditer(inner)))


def single_quoted(raw: str) -> str:
    """The text of a single-quoted scalar, given with its quotes."""
    return folded_lines(raw[1:-1].replace("''", "'"))


def folded_lines(text: str) -> str:
    """Line breaks of a flow scalar: one is a blank, each further one a line feed (7.3)."""
    if "\n" not in text and "\r" not in text:
        return text
    return _FOLD.sub(lambda fold: _folded(fold[1]), text)


def plain(text: str) -> object:
    """What a plain scalar means: None, a boolean, a Number as written, or its text."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _NUMBER.fullmatch(text):
        return Number(text)
    return text


def block(header: str, lines: list[str], parent: int) -> str:
    """The text of a literal or folded block scalar (8.1).

    ``header`` is its first characters (``|``, ``>-``, ``|2+`` …), ``lines`` the lines below
    without their ends, ``parent`` the indentation of the mapping it is a value of.
    """
    digits = "".join(c for c in header if c.isdigit())
    filled = [line for line in lines if line.strip(" ")]
    if digits:
        width = parent + int(digits)
    else:
        width = len(filled[0]) - len(filled[0].lstrip(" ")) if filled else 0
    body = [line[width:] for line in lines]
    trailing = 0
    while body and not body[-1].strip(" "):
        body.pop()
        trailing += 1
    text = "\n".join(body) if header[0] == "|" else _folded_block(body)
    if "-" in header or not body:
        return text
    return text + "\n" * (1 + trailing if "+" in header else 1)


def _piece(piece: re.Match[str]) -> str:
    code = piece[1] or piece[2] or piece[3]
    if code:
        value = int(code, 16)
        if value > 0x10FFFF:
            raise BadEscapeError
        return chr(value)
    if piece[4]:
        if piece[4] not in _ESCAPES:
            raise BadEscapeError
        return _ESCAPES[piece[4]]
    if piece[5]:
        return _folded(_FIRST_BREAK.sub("", piece[5], count=1))
    return "" if piece[0][0] == "\\" else piece[0]


def _folded(further: str) -> str:
    return "\n" * len(_ANY_BREAK.findall(further)) or " "


def _folded_block(lines: list[str]) -> str:
    """Folding of block scalars: lines that begin with a blank stay on lines of their own."""
    text = ""
    pending = 0
    previous_open = False
    for line in lines:
        if not line:
            pending += 1
            continue
        indented = line[0] in " \t"
        if not text and not pending:
            text = line
        elif indented or not previous_open:
            text += "\n" * (pending + (1 if text else 0)) + line
        else:
            text += ("\n" * pending or " ") + line
        previous_open = not indented
        pending = 0
    return text
