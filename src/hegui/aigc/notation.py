"""JSON of untrusted origin, decoded so that nothing is lost and nothing can run away.

Order and repetition of members stay, numbers stay as they are written (so no digit limit and
no rounding applies), nesting is bounded before the decoder recurses. Source: RFC 8259.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

DEEPEST = 32

# Possessive, so that a hostile text costs one pass. A string may lack its closing quote.
_TOKEN = re.compile(r'"(?>(?:[^"\\]++|\\.)*)(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_STRING = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"', re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]")
_ESCAPE = re.compile(r"\\(u([0-9a-fA-F]{4})|.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, or NaN, Infinity, -Infinity, which JSON does not know."""

    text: str


@dataclass(frozen=True, slots=True)
class Members:
    """A JSON object: its (key, value) pairs in the order of the text, repeated keys kept."""

    pairs: list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A JSON value, where it ends, and whether it holds raw control characters."""

    value: object
    end: int
    control: bool = False


class NotJsonError(Exception):
    """The text is not JSON; ``position`` is the first character that cannot be."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class TooDeepError(Exception):
    """The text nests deeper than DEEPEST levels."""


def _decoder(strict: bool) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=Members,
        parse_int=Number,
        parse_float=Number,
        parse_constant=Number,
        strict=strict,
    )


_STRICT = _decoder(strict=True)
_LENIENT = _decoder(strict=False)


def decode(text: str) -> Decoded:
    """The JSON value with which ``text`` begins. Raises NotJsonError, TooDeepError."""
    if too_deep(text):
        raise TooDeepError
    try:
        value, end = _STRICT.raw_decode(text)
        return Decoded(value, end)
    except json.JSONDecodeError as error:
        position = error.pos
    if _CONTROL.match(text, position):
        try:
            value, end = _LENIENT.raw_decode(text)
            return Decoded(value, end, control=True)
        except json.JSONDecodeError as error:
            position = error.pos
    raise NotJsonError(position)


def too_deep(text: str) -> bool:
    """Whether brackets nest deeper than DEEPEST levels; cheap where there are few of them."""
    if text.count("{") + text.count("[") <= DEEPEST:
        return False
    depth = 0
    for token in _TOKEN.finditer(text):
        character = text[token.start()]
        if character in "{[":
            depth += 1
            if depth > DEEPEST:
                return True
        elif character in "}]":
            depth -= 1
    return False


def has_blanks(text: str) -> bool:
    """Whether blanks stand between the tokens of a JSON text.

    The one blank that Annex E b) prints, ``{"AIGC": {``, does not count.
    """
    if _BLANK.search(text) is None:
        return False
    skeleton = _STRING.sub('""', text)
    if skeleton.startswith('{"": {'):
        skeleton = skeleton[5:]
    return _BLANK.search(skeleton) is not None


def has_needless_escapes(text: str) -> bool:
    """Whether a JSON text escapes characters that may stand as they are (RFC 8259, 7)."""
    if "\\" not in text:
        return False
    return any(
        escape[1] == "/" or (escape[2] is not None and int(escape[2], 16) >= 0x20)
        for escape in _ESCAPE.finditer(text)
    )


def encode_value(value: object) -> str:
    """A decoded value as compact JSON, numbers as they were written."""
    match value:
        case Members(pairs):
            inner = ",".join(f"{_quoted(key)}:{encode_value(item)}" for key, item in pairs)
            return "{" + inner + "}"
        case list():
            return "[" + ",".join(map(encode_value, value)) + "]"
        case Number(text):
            return text
        case str():
            return _quoted(value)
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


_quoted = json.JSONEncoder(ensure_ascii=False).encode
