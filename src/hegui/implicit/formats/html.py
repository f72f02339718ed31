"""HTML: the label is the content of a meta element named AIGC in the document's head.

The guides do not name HTML; this is what practice shows, and nobody fails because of it. The
element is spliced in as ASCII, with character references, so that it is right in any encoding;
it comes behind the declaration of the encoding, which has to stand in the first 1024 bytes
(HTML 4.2.5.4). Other metas named AIGC, or whose content is a label, are taken out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hegui.aigc import looks_like_label
from hegui.errors import CeilingExceeded
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures.stray import decoded
from hegui.rules import slot_of
from hegui.structures.html_tags import (
    BLANKS,
    RAW_OF_HEAD,
    Attribute,
    Tag,
    declaration_end,
    tags,
)

_NAME = "AIGC"
# What may stand before the first tag, and what that has to be.
_BEGINNING = re.compile(
    r"(?>(?:[\t\n\f\r ]++|<\?[^>]*+>|<!--(?>(?:(?!-->).)*)-->)*)"
    r"<(?:!doctype[\t\n\f\r ]++html|html|head)"
    r"(?=[\t\n\f\r />])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    r"\s*<\?xml\s|.{0,512}?<!doctype\s+html\s+public\s+[\"'][^\"']*xhtml", re.IGNORECASE | re.DOTALL
)
# Elements that belong into the head; any other begins the body (HTML 13.2.6.4.4).
_OF_HEAD = frozenset(("html", "head", "base", "basefont", "bgsound", "link", "meta", *RAW_OF_HEAD))
_BLANK = re.compile(r"[\t\n\f\r ]*")
_XHTML = "http://www.w3.org/1999/xhtml"
_LINE_END = re.compile(r"[ \t]*(\r\n|\n|\r)([ \t]*)")
_LINE_BEGIN = re.compile(r"(?:\r\n|\n|\r)[ \t]*\Z")
# Metas outside of the head are rare: most documents need not be followed to their end.
_IN_BODY = re.compile(r"<meta[\t\n\f\r /]", re.IGNORECASE)
_MOST = 200_000
_INDENT_REACH = 1024


@dataclass(frozen=True, slots=True)
class _Meta:
    """A meta element that is, or claims to be, a label.

    ``extent`` is what goes with it when it is taken out: in the head, the line it stands alone on.
    """

    tag: Tag
    content: Attribute | None
    text: str
    named: bool
    exact: bool
    in_head: bool
    extent: tuple[int, int]

    @property
    def prescribed(self) -> bool:
        """Whether it stands as the slot asks."""
        return self.exact and self.in_head


class Html(Container):
    """An HTML or XHTML document."""

    kind = Kind(
        "html",
        "HTML",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        slot_of("html"),
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        length = min(source.size, source.ceilings.allocation)
        data = source.read(0, length, "the HTML document")
        self._wide = _wide(data)
        self._width = 2 if self._wide else 1
        self._text = _units(data, self._wide)
        self._begin = len(self._text) - len(_unmarked(self._text))
        self._xml = _XML.match(self._text[self._begin : self._begin + 2048]) is not None
        self._slash = " /" if self._xml else ""
        self._charset = ""
        self._counted = 0
        self._head: list[Tag] = []
        self._body = len(self._text)
        self._anchor: Tag | None = None
        self._declared: Tag | None = None
        self._doctype_end = self._prolog_end()
        self._metas: list[_Meta] = []
        self._head_ends = False
        self._walk()

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        wide = _wide(head)
        return _BEGINNING.match(_unmarked(_units(head, wide))) is not None

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        prescribed = self._target()
        for meta in self._metas:
            start = meta.tag.start * self._width
            look.label(
                meta.text,
                slot="html.meta" if meta.in_head else "html.meta-body",
                place=f"element meta at byte {start}",
                offset=start,
                length=(meta.tag.end - meta.tag.start) * self._width,
                dialect="json",
                named=meta.named,
                prescribed=meta is prescribed,
            )
        if not self._head_ends and self._is_cut():
            look.could_not(self._too_long(), place="element head", offset=0)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if not self._head_ends and self._is_cut():
            raise self._too_long()
        target = self._target()
        if target and self._declared and target.tag.start < self._declared.start:
            target = None  # it would push the declaration further back: it moves behind it
        edits = [self._edit(*meta.extent, "") for meta in self._metas if meta is not target]
        edits.append(self._setting(target, text) if target else self._insertion(text))
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The document without its label elements.

        Blanks between the head's elements are left out, and so is an empty head; all else is
        content here: what other metas, scripts and links do to the page, only a browser knows.
        """
        labels = {meta.tag.start for meta in self._metas}
        for start, end in self._head_pieces(labels):
            yield start * self._width, end * self._width
        at = self._body
        for meta in self._metas:
            if meta.tag.start >= self._body:
                yield at * self._width, meta.tag.start * self._width
                at = meta.tag.end
        if at * self._width < self.source.size:
            yield at * self._width, self.source.size

    def _head_pieces(self, labels: set[int]) -> Iterator[tuple[int, int]]:
        """What is in the head, and before it: its tags, and what stands between two of them."""
        at = self._doctype_end
        pieces = [self._stripped(0, at)]
        for tag in self._head:
            pieces.append(self._stripped(at, tag.start))
            if tag.start not in labels:
                pieces.append((tag.start, tag.end))
            at = tag.end
        pieces.append(self._stripped(at, self._body))
        kept = [(start, end) for start, end in pieces if start < end]
        if [self._text[start:end].lower() for start, end in kept[-2:]] == ["<head>", "</head>"]:
            del kept[-2:]
        return iter(kept)

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of text without the blanks at its ends."""
        text = self._text[start:end]
        return start + len(text) - len(text.lstrip(BLANKS)), end - len(text) + len(
            text.rstrip(BLANKS)
        )

    def _walk(self) -> None:
        """Finds the head's end, the label elements, and where a new one belongs."""
        in_head = True
        for tag in tags(self._text, self._doctype_end, xml=self._xml, count=self._count):
            if in_head and self._ends_head(tag):
                in_head, self._head_ends = False, True
                self._body = tag.start
                if tag.closing and tag.name == "head":
                    self._head.append(tag)
                    blank = _BLANK.match(self._text, tag.end)
                    self._body = blank.end() if blank else tag.end
                if not _IN_BODY.search(self._text, tag.start):
                    break
            if tag.name == "meta" and not tag.closing:
                self._meta(tag, in_head)
            if not in_head:
                continue
            self._head.append(tag)
            if tag.name in ("html", "head") and not tag.closing:
                self._anchor = tag
                space = tag.get("xmlns")
                self._slash = " /" if space and space.text == _XHTML else self._slash

    def _ends_head(self, tag: Tag) -> bool:
        if tag.closing:
            return tag.name in ("head", "body", "html", "br")
        return tag.loose or tag.name not in _OF_HEAD

    def _meta(self, tag: Tag, in_head: bool) -> None:
        content = tag.get("content")
        self._declaration(tag, content, in_head)
        key = tag.get("name") or tag.get("property")
        if key is None or content is None:
            return
        named = key.text.strip().lower() == _NAME.lower()
        text = self._decoded(content)
        if not named and not looks_like_label(text):
            return
        exact = tag.get("name") is key and key.text.strip() == _NAME
        extent = self._extent(tag) if in_head else (tag.start, tag.end)
        self._metas.append(_Meta(tag, content, text, named, exact, in_head, extent))

    def _declaration(self, tag: Tag, content: Attribute | None, in_head: bool) -> None:
        """Remembers the encoding's declaration: a new label comes behind it."""
        charset = tag.get("charset")
        equivalent = tag.get("http-equiv")
        if charset is None and equivalent is not None and content is not None:
            if equivalent.text.strip().lower() != "content-type":
                return
            said = content.text.lower().partition("charset=")[2]
        elif charset is not None:
            said = charset.text
        else:
            return
        if in_head:
            self._anchor = self._declared = tag
        self._charset = self._charset or said.strip(" \"';")

    def _target(self) -> _Meta | None:
        return next((meta for meta in self._metas if meta.prescribed), None)

    def _setting(self, target: _Meta, text: str) -> Edit:
        content = target.content
        assert content is not None
        if content.quoted:
            return self._edit(content.start, content.end, _escaped(text))
        value = f'"{_escaped(text)}"' if content.given else f'="{_escaped(text)}"'
        return self._edit(content.start, content.end, value)

    def _insertion(self, text: str) -> Edit:
        anchor = self._anchor
        at = anchor.end if anchor else self._doctype_end
        if anchor is None and not self._text.endswith(">", 0, at) and at == len(self._text):
            raise self.source.broken("the HTML document breaks off before its first element", at)
        element = f'<meta name="{_NAME}" content="{_escaped(text)}"{self._slash}>'
        if self._xml and (anchor is None or anchor.name == "html"):
            if anchor is None or anchor.empty:
                raise self.source.broken("the XHTML document has no html element", at)
            element = f"<head>{element}</head>"  # which XML does not supply by itself
        line = _LINE_END.match(self._text, at)
        if line is None:
            return self._edit(at, at, element)
        indent = line[2]
        if anchor and anchor is self._declared:
            indent = self._indent(anchor.start)
        return self._edit(at, at, line[1] + indent + element)

    def _indent(self, at: int) -> str:
        """The blanks with which the line of an offset begins."""
        reach = max(0, at - _INDENT_REACH)
        begin = max(self._text.rfind("\n", reach, at), self._text.rfind("\r", reach, at))
        line = self._text[begin + 1 : at]
        return line[: len(line) - len(line.lstrip(" \t"))] if begin >= 0 else ""

    def _extent(self, tag: Tag) -> tuple[int, int]:
        """What goes with a label element: a line's end and indent before it, if it ends a line."""
        begin = _LINE_BEGIN.search(self._text, max(0, tag.start - _INDENT_REACH), tag.start)
        alone = begin and _LINE_END.match(self._text, tag.end)
        return begin.start() if begin and alone else tag.start, tag.end

    def _edit(self, start: int, end: int, new: str) -> Edit:
        data = new.encode(self._wide or "ascii")
        return Edit(start * self._width, (end - start) * self._width, data)

    def _decoded(self, attribute: Attribute) -> str:
        """An attribute's text in the document's encoding."""
        if self._wide:
            raw = attribute.value.encode("utf-16-le", "surrogatepass")
            value = raw.decode("utf-16-le", "replace")
        elif attribute.value.isascii():
            value = attribute.value
        else:
            value = self._from_bytes(attribute.value.encode("latin-1"))
        return Attribute("", value, 0, 0, True, True).text

    def _from_bytes(self, data: bytes) -> str:
        try:
            return data.decode(codecs.lookup(self._charset or "utf-8").name)
        except (LookupError, ValueError):
            return decoded(data)

    def _prolog_end(self) -> int:
        """The offset behind the document type; without one, where the first tag may be."""
        text, at, doctype = self._text, self._begin, -1
        while True:
            blank = _BLANK.match(text, at)
            at = blank.end() if blank else at
            if not text.startswith(("<!", "<?"), at):
                return doctype if doctype >= 0 else at
            self._count()
            is_doctype = text[at : at + 9].lower() == "<!doctype"
            at = declaration_end(text, at, self._xml)
            doctype = at if is_doctype else doctype

    def _count(self) -> None:
        self._counted += 1
        if self._counted > _MOST:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=self.source.name,
                ceiling=_MOST,
                what="HTML tags",
            )

    def _is_cut(self) -> bool:
        return len(self._text) * self._width < self.source.size

    def _too_long(self) -> CeilingExceeded:
        return CeilingExceeded(
            "the document's head does not end within {ceiling} bytes",
            path=self.source.name,
            ceiling=self.source.ceilings.allocation,
        )


def _wide(head: bytes) -> str:
    """UTF-16, by its byte order mark or by the NUL beside the first "<"; else ""."""
    if head.startswith((codecs.BOM_UTF16_LE, b"<\0")):
        return "utf-16-le"
    if head.startswith((codecs.BOM_UTF16_BE, b"\0<")):
        return "utf-16-be"
    return ""


def _units(data: bytes, wide: str) -> str:
    """A character for each byte, or for each two of UTF-16, even where two of them are one."""
    if not wide:
        return data.decode("latin-1")
    low, high = (0, 1) if wide == "utf-16-le" else (1, 0)
    whole = len(data) // 2 * 2
    spread = bytearray(2 * whole)
    spread[0::4] = data[low:whole:2]
    spread[1::4] = data[high:whole:2]
    return spread.decode("utf-32-le", "surrogatepass")


def _unmarked(text: str) -> str:
    """The text without a byte order mark, in characters for bytes or for units."""
    return text.removeprefix("\xef\xbb\xbf").removeprefix("\ufeff")


def _escaped(text: str) -> str:
    """An attribute's value in ASCII, for either kind of quotes."""
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")
