"""The tags of an HTML document in order, as far as finding its head needs them.

A tokenizer in the manner of HTML 13.2.5: comments, declarations and the text of scripts, styles
and the like hold no tags; what is never closed goes on to the end. It works on text of one
character for each unit of the file (a byte, or two in UTF-16), so that positions are the file's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

BLANKS = "\t\n\f\r "
_NAME = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*+)")
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*+([^\t\n\f\r />=][^\t\n\f\r />=]*+)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >\"'][^\t\n\f\r >]*+)))?"
)
# Behind a name: a value that is empty, or whose quote is never closed.
_EMPTY_VALUE = re.compile(r"[\t\n\f\r ]*+=[\t\n\f\r ]*+([\"']?)")
_TAG_END = re.compile(r"[\t\n\f\r /]*+>")
_COMMENT_END = re.compile(r"--!?>")
# Elements whose content is text whatever it looks like (HTML 13.1.2, 13.2.6.2).
RAW_OF_HEAD = ("title", "style", "script", "noscript", "noframes")
RAW = (*RAW_OF_HEAD, "textarea", "noembed", "iframe", "xmp", "plaintext")
_ASKED = ("html", "meta")  # whose attributes are wanted
_RAW_END = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name in lower case, its value as written, at ``start:end``.

    The quotes are outside; ``quoted`` says whether there are any. ``given`` is false without a
    value: then its equals sign, if there is one, is at ``start:end``.
    """

    name: str
    value: str
    start: int
    end: int
    quoted: bool
    given: bool

    @property
    def text(self) -> str:
        """The value with its character references resolved."""
        return html.unescape(self.value) if "&" in self.value else self.value


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag at ``start:end``: its name in lower case; ``closing`` for an end tag.

    ``loose`` says that text stands between the tag before it and itself. Attributes are kept of
    html and meta elements only.
    """

    name: str
    closing: bool
    start: int
    end: int
    attributes: tuple[Attribute, ...]
    empty: bool
    loose: bool

    def get(self, name: str) -> Attribute | None:
        """The attribute of that name; of a repeated one the first (HTML 13.2.5.33)."""
        return next((one for one in self.attributes if one.name == name), None)


def tags(text: str, at: int, *, xml: bool, count: Callable[[], None]) -> Iterator[Tag]:
    """The tags from ``at`` on; those within a template are left out, as it is no part of the page.

    ``xml``: the document is XHTML, where <script/> is empty and CDATA sections exist. ``count``
    is called for every piece of markup and may raise.
    """
    after = at
    depth = 0
    loose = False
    while (at := text.find("<", at)) >= 0:
        count()
        loose = loose or bool(text[after:at].strip(BLANKS))
        name = _NAME.match(text, at)
        if name is None:
            after = declaration_end(text, at, xml)
            loose = loose or after == at + 1
            at = after
            continue
        kind = name[1].lower()
        attributes, end = _attributes(text, name.end(), kept=kind in _ASKED, count=count)
        if end < 0:
            return
        closing = text.startswith("</", at)
        empty = text.startswith("/", end - 2)
        if kind == "template" and not (xml and empty):
            depth = max(0, depth + (-1 if closing else 1))
        elif not depth:
            yield Tag(kind, closing, at, end, attributes, empty, loose)
            loose = False
        at = after = end
        if not closing and kind in RAW and not (xml and empty):
            raw_end = _RAW_END[kind].search(text, end)
            if raw_end is None:
                return
            at = after = raw_end.start()


def _attributes(
    text: str, at: int, *, kept: bool, count: Callable[[], None]
) -> tuple[tuple[Attribute, ...], int]:
    """A tag's attributes, if they are ``kept``, and the offset behind it; -1: never closed."""
    found = []
    while (end := _TAG_END.match(text, at)) is None:
        count()
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            return (), -1
        at = match.end()
        if match.lastindex == 1:  # no value, or an empty one without quotes
            empty = _EMPTY_VALUE.match(text, at)
            if empty and empty[1]:
                return (), -1  # a quote that is never closed
            start, at = at, empty.end() if empty else at
            span = start, at
        else:
            span = match.span(match.lastindex or 1)
        if kept:
            quoted, given = match.lastindex in (2, 3), match.lastindex != 1
            value = text[slice(*span)] if given else ""
            found.append(Attribute(match[1].lower(), value, *span, quoted, given))
    return tuple(found), end.end()


def declaration_end(text: str, at: int, xml: bool) -> int:
    """The offset behind a comment, a declaration or an instruction, or behind a mere "<"."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):  # closed at once (HTML 13.2.5.43)
            return text.index(">", at) + 1
        end = _COMMENT_END.search(text, at + 4)
        return end.end() if end else len(text)
    if xml and text.startswith("<![CDATA[", at):
        end_at = text.find("]]>", at)
        return end_at + 3 if end_at >= 0 else len(text)
    if text.startswith(("<!", "<?", "</"), at):
        end_at = text.find(">", at)
        return end_at + 1 if end_at >= 0 else len(text)
    return at + 1
