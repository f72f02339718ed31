"""The XML parts of a document: their elements with byte extents, for splicing.

One pass of expat. A part is never serialised again: edits name bytes of the part as it is. No
part may define entities, so that nothing expands; size, depth and number have ceilings.
Source: XML 1.0; Namespaces in XML 1.0; ISO/IEC 29500-2 (OPC) 8.1.4 (no DTD).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pyexpat import ExpatError, ParserCreate, errors

from hegui.errors import CeilingExceeded, FileError
from hegui.files.edits import Edit, apply_edits, ordered
from hegui.files.source import Source
from hegui.structures.expat import release

LARGEST = 8 * 1024**2
"""Bytes of the largest part that is parsed."""

LARGEST_PRUNED = 64 * 1024**2
"""Bytes of the largest part of which only some elements are kept."""

_DEPTH = 64
_COUNT = 60_000
_COUNT_PRUNED = 4_000_000
_PRUNED = -2  # for a while the end of an element that had children
_LONGEST_NAMESPACE = 500

_TAG = re.compile(rb"<([^\s/>]++)(?>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*)>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")


@dataclass(slots=True)
class Element:
    """One element: ``start:end`` of the part, ``close`` its end tag, or -1 for ``<…/>``.

    ``attributes`` have expat's names: "local", or "namespace local prefix". ``text`` is the
    character data of an element without children.
    """

    space: str
    local: str
    prefix: str
    attributes: dict[str, str]
    start: int
    end: int = -1
    close: int = -1
    text: str = ""
    children: Sequence[Element] = ()

    @property
    def qname(self) -> str:
        """The name as it is spelt."""
        return f"{self.prefix}:{self.local}" if self.prefix else self.local

    def get(self, local: str) -> str:
        """The value of an attribute by its local name; one without a prefix comes first."""
        if local in self.attributes:
            return self.attributes[local]
        for name, value in self.attributes.items():
            if parts_of(name)[1] == local:
                return value
        return ""

    def child(self, local: str) -> Element | None:
        """The first child of a local name, whatever its namespace."""
        return next((child for child in self.children if child.local == local), None)

    def named(self, local: str) -> Iterator[Element]:
        """All children of a local name."""
        return (child for child in self.children if child.local == local)

    def walk(self) -> Iterator[Element]:
        """The element and everything below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


@dataclass(frozen=True, slots=True)
class Part:
    """A parsed part: its bytes in an encoding compatible with ASCII, and its root element.

    ``prefixes`` are the namespaces that the root declares, by prefix; ``codec`` is UTF-16's
    where the part has it, else "".
    """

    data: bytes
    root: Element
    prefixes: dict[str, str]
    codec: str

    def changed(self, edits: list[Edit]) -> bytes:
        """The part's bytes in its own encoding, with the edits made."""
        data = apply_edits(self.data, ordered(edits))
        if not self.codec:
            return data
        return codecs.BOM_UTF16_LE + data.decode().encode("utf-16-le")

    def tag_end(self, element: Element) -> int:
        """The offset behind an element's start tag."""
        return _end_of_tag(self.data, element.start)

    def append(self, element: Element, content: bytes) -> Edit:
        """The edit that puts ``content`` behind all that an element has."""
        if element.close >= 0:
            return Edit(element.close, 0, content)
        # <a …/> becomes <a …>…</a>
        end = b">" + content + b"</" + element.qname.encode() + b">"
        return Edit(element.end - 2, 2, end)

    def replace(self, element: Element, content: bytes) -> Edit:
        """The edit that puts ``content`` in an element's place."""
        return Edit(element.start, element.end - element.start, content)

    def written(self, text: str) -> bytes:
        """A text as content or as an attribute's value in double quotes."""
        escaped = escape(text, quote=False)
        return self._encoded(escaped)

    def quoted(self, text: str) -> bytes:
        """A text as an attribute's value, with its quotes."""
        return b'"' + self._encoded(escape(text)) + b'"'

    def _encoded(self, escaped: str) -> bytes:
        declared = _DECLARED.match(self.data.removeprefix(codecs.BOM_UTF8))
        if self.codec or not declared or declared[1].lower() in (b"utf-8", b"utf8"):
            return escaped.encode()
        return escaped.encode("ascii", "xmlcharrefreplace")

    def value_extent(self, element: Element, name: str) -> tuple[int, int]:
        """Where the value of an attribute stands, by its name as it is spelt."""
        pattern = rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
        found = re.compile(pattern).search(self.data, element.start, self.tag_end(element))
        assert found is not None  # expat has reported it
        return found.span(1 if found[1] is not None else 2)


Keep = Callable[["Element"], bool]
"""Whether an element without children that are kept is wanted itself; asked at its end."""


def parse(source: Source, data: bytes, place: str, keep: Keep | None = None) -> Part:
    """A part's elements. Raises BrokenFile (not well-formed, a DTD with entities), CeilingExceeded.

    ``place`` names the part in errors. With ``keep`` the part may be large, for only the elements
    that it wants, and those they are in, are held.
    """
    codec = ""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<"):
        codec = "utf-16"
        data = _from_utf16(source, data, place)
    # The parser hands over all attributes of a tag at once, so they are counted beforehand.
    largest, count = (LARGEST, _COUNT) if keep is None else (LARGEST_PRUNED, _COUNT_PRUNED)
    if len(data) > largest or data.count(b"<") > count or data.count(b"=") > 2 * count:
        raise CeilingExceeded(
            "the XML has more than {size} bytes or {count} tags",
            path=source.name,
            place=place,
            size=largest,
            count=count,
        )
    walk = _Walk(source, data, place, "utf-8" if codec else None, keep)
    try:
        walk.parser.Parse(data, True)
    except ExpatError as error:
        raise _malformed(source, place, errors.messages.get(error.code, "unknown error")) from None
    except (LookupError, ValueError) as error:  # an encoding that expat cannot use
        raise _malformed(source, place, str(error)) from None
    finally:
        release(walk.parser)
    root = walk.root
    assert root is not None  # expat accepts no document without one
    return Part(data, root, walk.prefixes, codec)


def _malformed(source: Source, place: str, cause: str) -> FileError:
    return source.broken("the XML is not well-formed: {cause}", place, cause=cause)


def _from_utf16(source: Source, data: bytes, place: str) -> bytes:
    codec = "utf-16-le" if data[0] in b"\xff<" else "utf-16-be"
    try:
        return data.decode(codec).removeprefix("\ufeff").encode()
    except UnicodeError:
        raise _malformed(source, place, "invalid UTF-16") from None


class _Walk:
    """expat's handlers."""

    def __init__(
        self, source: Source, data: bytes, place: str, encoding: str | None, keep: Keep | None
    ) -> None:
        self.keep = keep
        self.root: Element | None = None
        self.source = source
        self.data = data
        self.place = place
        self.parser = ParserCreate(encoding, " ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.prefixes: dict[str, str] = {}
        self.names: dict[str, tuple[str, str, str]] = {}
        self.open: list[Element] = []
        self.children: list[list[Element]] = [[]]
        self.texts: list[str] = []

    def doctype(self, _: str, __: str | None, ___: str | None, subset: int) -> None:
        if subset:
            raise self.source.broken("the XML defines a document type of its own", self.place)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        # expat hands the namespace out with every name, so a long one costs as often.
        if uri and (len(uri) > _LONGEST_NAMESPACE or " " in uri):
            raise self.source.broken("the XML has an absurd namespace", self.place)
        if not self.open:
            self.prefixes[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        names = self.names.get(name)
        if names is None:
            names = self.names[name] = parts_of(name)
        element = Element(*names, attributes, self.parser.CurrentByteIndex)
        self.root = self.root or element
        self.children[-1].append(element)
        self.children.append([])
        self.open.append(element)
        if self.texts:
            self.texts = []
        if len(self.open) > _DEPTH:
            self.source.descend(_DEPTH + 1, "XML elements", self.place)

    def end(self, _: str) -> None:
        element = self.open.pop()
        at = self.parser.CurrentByteIndex
        if children := self.children.pop():
            element.children = children
        elif self.texts:
            element.text = "".join(self.texts)
        # At the end of <…/> expat stands behind it already, at whatever follows.
        empty = not children and not element.text and element.end != _PRUNED
        if empty and self.data[at - 2 : at] == b"/>":
            element.end = at
        else:
            element.close = at
            element.end = self.data.index(b">", at) + 1
            self.texts = []
        if self.keep and not children and self.open and not self.keep(element):
            self.children[-1].pop()
            self.open[-1].end = _PRUNED

    def characters(self, text: str) -> None:
        self.texts.append(text)


def parts_of(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix, of expat's "namespace local prefix"."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", name, ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _end_of_tag(data: bytes, start: int) -> int:
    tag = _TAG.match(data, start)
    assert tag is not None  # expat has accepted it
    return tag.end()
