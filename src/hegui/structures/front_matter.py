"""Front matter of Markdown files: where it stands, and in which notation.

YAML between ``---`` (Jekyll, and everyone since), closed by ``...`` as well (Pandoc); Hugo's
TOML between ``+++`` and JSON, bare or between ``;;;``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from hegui.aigc.notation import NotJsonError, TooDeepError, decode

BOM = b"\xef\xbb\xbf"
LONGEST = 256 * 1024

_YAML_OPEN = re.compile(rb"---[ \t]*+(\r?\n)")
_LONE_CR = re.compile(rb"---[ \t]*+\r(?!\n)")
_YAML_CLOSE = re.compile(rb"^(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_FENCED = {
    b"+++": re.compile(rb"^\+\+\+[ \t]*+(?:\r?\n|\Z)", re.MULTILINE),
    b";;;": re.compile(rb"^;;;[ \t]*+(?:\r?\n|\Z)", re.MULTILINE),
}
_FIRST_CONTENT = re.compile(rb"(?>(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*)[ \t]*+")
_MAPPING_START = re.compile(rb"[^\s\[\]#>|@`%,][^\n]*?:(?:[ \t\r\n]|\Z)|\?[ \t]|\{")


class Notation(StrEnum):
    """What a front matter is written in."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """One front matter, in byte offsets of the file.

    ``start`` to ``inner`` is the opening fence, ``inner`` to ``close`` the content, ``close``
    to ``end`` the closing fence. ``newline`` is how its first line ends.
    """

    notation: Notation
    start: int
    inner: int
    close: int
    end: int
    newline: str

    def text(self, data: bytes) -> str:
        """Its content; ``data`` is known to be UTF-8."""
        return data[self.inner : self.close].decode("utf-8")


def front_matter(data: bytes) -> FrontMatter | None:
    """The front matter with which a file begins (behind a byte order mark).

    A fence that nothing closes, or that encloses no mapping, is a line across the page and no
    front matter.
    """
    start = len(BOM) if data.startswith(BOM) else 0
    opening = _YAML_OPEN.match(data, start)
    if opening:
        return _yaml(data, opening)
    for fence, pattern in _FENCED.items():
        if data.startswith(fence, start):
            return _fenced(data, start, pattern)
    return _bare_json(data, start) if data.startswith(b"{", start) else None


def ends_lines_with_cr(data: bytes) -> bool:
    """Whether a file begins with a fence whose line ends in CR alone, as old Macs ended lines."""
    return _LONE_CR.match(data, len(BOM) if data.startswith(BOM) else 0) is not None


def _yaml(data: bytes, opening: re.Match[bytes]) -> FrontMatter | None:
    inner = opening.end()
    closing = _YAML_CLOSE.search(data, inner, inner + LONGEST)
    if closing is None or (closing.end() != len(data) and not closing[0].endswith(b"\n")):
        return None
    content = _FIRST_CONTENT.match(data, inner, closing.start())
    at = content.end() if content else inner
    if at < closing.start() and not _MAPPING_START.match(data, at, closing.start()):
        return None
    return FrontMatter(
        Notation.YAML,
        opening.start(),
        inner,
        closing.start(),
        closing.end(),
        opening[1].decode("ascii"),
    )


def _fenced(data: bytes, start: int, pattern: re.Pattern[bytes]) -> FrontMatter | None:
    opening = pattern.match(data, start)
    closing = pattern.search(data, opening.end(), opening.end() + LONGEST) if opening else None
    if opening is None or closing is None:
        return None
    newline = "\r\n" if opening[0].endswith(b"\r\n") else "\n"
    notation = Notation.TOML if data[start : start + 1] == b"+" else Notation.JSON
    return FrontMatter(notation, start, opening.end(), closing.start(), closing.end(), newline)


def _bare_json(data: bytes, start: int) -> FrontMatter | None:
    text = data[start : start + LONGEST].decode("utf-8", "ignore")
    try:
        decoded = decode(text)
    except (NotJsonError, TooDeepError):
        return None
    if text[decoded.end : decoded.end + 1].strip():
        return None
    end = start + len(text[: decoded.end].encode("utf-8"))
    return FrontMatter(Notation.JSON, start, start, end, end, "\n")
