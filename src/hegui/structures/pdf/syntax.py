"""The syntax of PDF objects (7.2, 7.3): bytes to values, without recursion and within ceilings.

A buffer may end before its object does; ``ShortError`` then asks for more of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hegui.structures.pdf.values import (
    Array,
    Dictionary,
    Entry,
    Name,
    Reference,
    Text,
    Value,
    Word,
)

# White space and comments between tokens (7.2.3, 7.2.4). Possessive: one pass, never back.
BLANK = rb"(?>(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*)"
_END = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    BLANK
    + rb"(?:(?P<reference>(\d{1,10})[\0\t\n\f\r ]{1,8}+(\d{1,5})[\0\t\n\f\r ]{1,8}+R" + _END + rb")"
    + rb"|(?P<integer>[+-]?\d{1,19}" + _END + rb")"
    + rb"|(?P<real>[+-]?(?:\d{1,40}\.\d{0,40}|\.\d{1,40})" + _END + rb")"
    + rb"|/(?P<name>" + _REGULAR + rb"*+)"
    + rb"|(?P<open><<|\[)"
    + rb"|(?P<close>>>|\])"
    + rb"|(?P<hexadecimal><[^<>]*+>)"
    + rb"|(?P<literal>\()"
    + rb"|(?P<word>" + _REGULAR + rb"++|[{}]))"
)  # fmt: skip
_IN_LITERAL = re.compile(rb"\\.|[()]", re.DOTALL)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS: dict[bytes, Value] = {b"true": True, b"false": False, b"null": None}
# Words that end an object wherever they stand: what is open then was never closed.
_ENDS = frozenset((b"endobj", b"obj", b"endstream", b"stream", b"xref", b"trailer", b"startxref"))
# A token that ends so close to the end of a cut buffer may go on behind it.
_MARGIN = 40
_DEEPEST = 64


class ShortError(Exception):
    """The buffer ends before the object does."""


class SyntaxFaultError(Exception):
    """No object stands here: an English template and the position in the buffer."""

    def __init__(self, template: str, position: int) -> None:
        super().__init__(template)
        self.template = template
        self.position = position


@dataclass(slots=True)
class _Open:
    """An array or dictionary being read: its values with their extents."""

    start: int
    is_array: bool
    values: list[tuple[Value, int, int]]


def parse(
    data: bytes, at: int, *, cut: bool = False, count: Callable[[], None] | None = None
) -> tuple[Value, int]:
    """The object that begins at ``at``, and where it ends.

    ``cut`` says that the file goes on behind ``data``; ``count`` is called for every token,
    and what is special in a string, and may raise. Raises ShortError, SyntaxFaultError.
    """
    stack: list[_Open] = []
    while True:
        match = _TOKEN.match(data, at)
        if cut and (match is None or match.end() > len(data) - _MARGIN):
            raise ShortError
        if match is None or match.lastgroup is None:
            raise SyntaxFaultError("no PDF object begins here", at)
        if count:
            count()
        kind = match.lastgroup
        start, at = match.start(kind), match.end()
        value: Value
        if kind == "open":
            if len(stack) >= _DEEPEST:
                raise SyntaxFaultError("arrays and dictionaries are nested too deep", start)
            stack.append(_Open(start, match[kind] == b"[", []))
            continue
        if kind == "close":
            if not stack or stack[-1].is_array != (match[kind] == b"]"):
                raise SyntaxFaultError("a bracket closes what was not open", start)
            value, start = _closed(stack.pop(), at)
        elif kind == "name":
            start -= 1
            value = Name(unescaped(match[kind]))
        elif kind == "literal":
            at = _literal_end(data, at, cut, count)
            value = Text(data[start:at], start, at)
        else:
            value = _simple(kind, match, start)
        if not stack:
            return value, at
        stack[-1].values.append((value, start, at))


def unescaped(name: bytes) -> bytes:
    """A name with its #-escapes resolved."""
    if b"#" not in name:
        return name
    return _HASH.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), name)


def _simple(kind: str, match: re.Match[bytes], start: int) -> Value:
    written = match[kind]
    if kind == "reference":
        return Reference(int(match[2]), int(match[3]))
    if kind == "integer":
        return int(written)
    if kind == "real":
        return float(written)
    if kind == "hexadecimal":
        return Text(written, start, match.end())
    if written in _ENDS:
        raise SyntaxFaultError("the PDF object ends before it is complete", start)
    return _WORDS[written] if written in _WORDS else Word(written)


def _closed(frame: _Open, end: int) -> tuple[Value, int]:
    if frame.is_array:
        return Array(tuple(value for value, _, _ in frame.values), frame.start, end), frame.start
    values = frame.values
    if len(values) % 2:
        raise SyntaxFaultError("a dictionary has a key without a value", frame.start)
    entries = []
    for (key, start, _), (value, value_start, value_end) in zip(
        values[::2], values[1::2], strict=True
    ):
        if not isinstance(key, Name):
            raise SyntaxFaultError("a dictionary has a key that is no name", start)
        entries.append(Entry(key.value, value, start, value_start, value_end))
    return Dictionary(tuple(entries), frame.start, end), frame.start


def _literal_end(data: bytes, at: int, cut: bool, count: Callable[[], None] | None) -> int:
    """The offset behind the parenthesis that closes a literal string (7.3.4.2)."""
    depth = 1
    for match in _IN_LITERAL.finditer(data, at):
        if count:
            count()
        mark = match[0]
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
            if depth == 0:
                return match.end()
    if cut:
        raise ShortError
    raise SyntaxFaultError("a string is never closed", at - 1)
