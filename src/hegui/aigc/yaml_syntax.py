"""Lines, keys and separators of YAML, as far as front matter with a label uses them.

Source: YAML 1.2.2, chapters 6 to 8. Every pattern is possessive or bounded by a line, so that
a hostile text costs one pass.
"""

from __future__ import annotations

import re

LINE_END = re.compile(r"\r\n|\n|\r|\Z")
# ASCII: no other character than blank and tab is white space in YAML (5.5).
BLANK_OR_COMMENT = re.compile(r"[ \t]*+(?:(?<!\S)#[^\r\n]*+)?(?=[\r\n]|\Z)", re.ASCII)
SPACE = re.compile(r"(?>(?:[ \t\r\n]++|(?<![^\s,{])#[^\r\n]*+)*)", re.ASCII)
_PLAIN_KEY = r"(?>(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?![ \t#:]))*)"
KEY = re.compile(
    r'("(?>(?:[^"\\\r\n]++|\\.)*)"|\'(?>(?:[^\'\r\n]++|\'\')*)\''
    rf"|(?:[^\s\-?:,\[\]{{}}#&*!|>'\"%@`]|[-?:](?=\S)){_PLAIN_KEY})"
    r"[ \t]*+:(?=[ \t\r\n]|\Z)[ \t]*+",
    re.ASCII,
)
# Tokens of a flow collection: quoted scalars (perhaps left open), comments, words, brackets.
_FLOW_TOKEN = re.compile(
    r'"(?>(?:[^"\\]++|\\.)*)(?:"|\\?\Z)|\'(?>(?:[^\']++|\'\')*)(?:\'|\Z)|(?<!\S)#[^\r\n]*+'
    r"|[^\s,\[\]{}\"':][^\s,\[\]{}:]*+|[\[\]{}]",
    re.DOTALL | re.ASCII,
)
_SHOWN = 24


class YamlError(Exception):
    """YAML that cannot be followed: an English template and its facts."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template)
        self.template = template
        self.facts = facts


def next_line(text: str, at: int) -> int:
    """The offset of the line after the one that ``at`` is in."""
    end = LINE_END.search(text, at)
    return end.end() if end else len(text)


def indent_before(text: str, at: int) -> int:
    """How many spaces stand between the line's beginning and ``at``; -1 if anything else does."""
    start = at
    while start and text[start - 1] == " ":
        start -= 1
    return at - start if start == 0 or text[start - 1] in "\r\n" else -1


def line_number(text: str, at: int) -> int:
    """The number, from 1, of the line that ``at`` is in."""
    return len(re.findall(r"\r\n|\n|\r", text[:at])) + 1


def breaks_between(text: str, start: int, end: int) -> bool:
    """Whether a line ends between two offsets."""
    return text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0


def indent_at(text: str, at: int) -> int:
    """How many spaces the line that begins at ``at`` begins with."""
    end = at
    while text.startswith(" ", end):
        end += 1
    return end - at


def is_indicator(text: str, at: int) -> bool:
    """Whether "-", "?" or ":" at ``at`` stands alone, so that it is no part of a scalar."""
    return text[at] in "-?:" and text[at + 1 : at + 2].strip(" \t\r\n") == ""


def flow_end(text: str, at: int) -> int:
    """Behind the bracket that closes the one at ``at``, or -1 where none does."""
    depth = 0
    for token in _FLOW_TOKEN.finditer(text, at):
        character = token[0][0]
        if character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
            if depth == 0:
                return token.end()
    return -1


def shown(text: str, at: int) -> str:
    """The beginning of what stands at ``at``, for an error."""
    return re.split(r"[\r\n]", text[at : at + _SHOWN], maxsplit=1)[0].strip()


def unexpected(text: str, at: int) -> YamlError:
    """Why what stands at ``at`` is not read."""
    line = line_number(text, at)
    head = text[at : at + 1]
    if head in ("&", "*", "!"):
        return YamlError("uses a YAML anchor, alias or tag at line {line}", line=line)
    if head in ("{", "["):
        return YamlError("holds a mapping or a list within a value at line {line}", line=line)
    return YamlError("is not YAML: {found!r} at line {line}", found=shown(text, at), line=line)
