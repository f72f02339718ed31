"""The blocks of Markdown that hold no prose: fenced code and HTML, followed line by line.

Source: CommonMark 0.31: fenced code (4.5), HTML blocks (4.6), list items (5.2). Good for text as
it arrives: what is kept is the state behind the last line.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"( *)(?:[-+*]|\d{1,9}[.)])(?: {1,4}(?=\S)|\s|$)")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|(?:=+|-+|(?:[-*_]\s*){3,})\s*$|>)")
_HTML = re.compile(r" {0,3}<(?:!--|[!?]|/?[A-Za-z])")
_RAW = re.compile(r"<(script|pre|style|textarea)(?:\s|>|$)", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd"
    r"|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]"
    r"|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup"
    r"|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)"
    r"(?:\s|/?>|$)",
    re.IGNORECASE,
)
_LONE_TAG = re.compile(r"(?:<[A-Za-z][\w-]*+(?:\s[^<>]*+)?/?>|</[A-Za-z][\w-]*+\s*>)\s*$")
_BLANK_LINE = ""  # what ends an HTML block of the common sort


class Blocks:
    """The state behind the lines seen so far.

    ``fence`` is the code fence that is open, "" for none; ``closer`` what a paragraph has to have
    before it (a list item's code ends with the item); ``hidden`` tells whether a comment or
    another block is open that no blank line ends.
    """

    __slots__ = ("_above", "_end", "_fence_item", "_item", "fence")

    def __init__(self) -> None:
        self.fence = ""
        self._fence_item = 0  # how far the list item is indented that the open fence is in
        self._end: str | None = None  # what ends the open HTML block
        self._item = 0  # how far the content of the outermost list item is indented
        self._above = False  # whether there is text right above

    @property
    def closer(self) -> str:
        return "" if self._fence_item else self.fence

    @property
    def hidden(self) -> bool:
        return bool(self._end)

    def prose(self, line: str) -> bool:
        """Takes the next line, without its end; whether it is neither code nor HTML."""
        blank = not line.strip()
        if self.fence and not blank and _indent(line) < self._fence_item:
            self.fence = ""  # the list item ends, and its code with it
        if self.fence:
            self._close_fence(line)
            return False
        if self._end is not None:
            self._close_html(line, blank=blank)
            return False
        plain = self._plain(line, blank=blank)
        self._above = plain and not blank and not _NO_PARAGRAPH.match(line)
        return plain

    def _plain(self, line: str, *, blank: bool) -> bool:
        if blank:
            return True
        indent = _indent(line)
        if indent < self._item and not self._above:
            self._item = 0
        item = _ITEM.match(line)
        if item and len(item[1]) < (self._item or 4):
            self._item = item.end()
            line = " " * item.end() + line[item.end() :]
        # Most lines are told by their letters, without a pattern.
        if "```" in line or "~~~" in line:
            within = self._item if _indent(line) >= self._item else 0
            found = _FENCE.match(line, within)
            if found:
                self.fence, self._fence_item = found[2], within
                self._item = within
                return False
        return not ("<" in line[:4] and _HTML.match(line) and self._opens_html(line.lstrip(" ")))

    def _opens_html(self, line: str) -> bool:
        raw = _RAW.match(line)
        if raw:
            self._end = f"</{raw[1].lower()}>"
        elif line.startswith("<!--"):
            self._end = "-->"
        elif line.startswith(("<!", "<?")):
            self._end = "?>" if line[1] == "?" else ">"
        elif _BLOCK.match(line) or (not self._above and _LONE_TAG.match(line)):
            self._end = _BLANK_LINE
            return True
        else:
            return False
        if self._end in line[2:].lower():
            self._end = None
        return True

    def _close_fence(self, line: str) -> None:
        mark = line.strip(" \t")
        closes = len(mark) >= len(self.fence) and not mark.strip(self.fence[0])
        if closes and _indent(line) - self._fence_item < 4:
            self.fence = ""

    def _close_html(self, line: str, *, blank: bool) -> None:
        assert self._end is not None
        if blank if self._end == _BLANK_LINE else self._end in line.lower():
            self._end = None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
