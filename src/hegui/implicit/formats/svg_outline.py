"""The outline of an SVG document: where its XMP is, and where a new metadata element belongs.

One pass of expat, in which nothing is built. Entities are met in real files (Illustrator keeps
namespaces in them): their declarations are accepted as long as expanding every reference costs
little; none may refer to another. Nothing outside the document is ever loaded.
Source: SVG 2 5.1.2 and 5.10 (metadata), XML 1.0 4.4 (entities), Namespaces in XML 1.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pyexpat import ExpatError, ParserCreate, errors
from typing import NoReturn

from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.structures import stray
from hegui.structures.expat import release

_SVG = "http://www.w3.org/2000/svg"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# RDF"
_META = ("adobe:ns:meta/ xmpmeta", "adobe:ns:meta/ xapmeta")
_LEADING = ("title", "desc")
_TOLD = ("title", "desc", "metadata")
_EXPANSION = 1024 * 1024
_DEFAULTS = 64 * 1024
_PREFIXES = 1000
_LONGEST_NAMESPACE = 500

# A start tag in well-formed XML: expat has already accepted it when this is used.
_TAG = re.compile(rb"<([^\s/>]+)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True, slots=True)
class Packet:
    """An x:xmpmeta or rdf:RDF element at ``start:end`` of the document.

    ``scope`` declares, as attributes, the namespaces that it inherits; ``name_end`` is the
    offset within the element where they fit in. ``in_metadata``: it stands in a metadata
    element that is a child of the root.
    """

    qname: str
    start: int
    end: int
    name_end: int
    scope: bytes
    in_metadata: bool

    def of(self, document: bytes) -> bytes:
        """The element as a document of its own."""
        element = document[self.start : self.end]
        return element[: self.name_end] + self.scope + element[self.name_end :]

    def back(self, changed: bytes) -> bytes:
        """A changed ``of`` as it belongs into the document: without what was added."""
        added_end = self.name_end + len(self.scope)
        if changed[self.name_end : added_end] != self.scope:
            return changed
        return changed[: self.name_end] + changed[added_end:]


@dataclass(frozen=True, slots=True)
class Note:
    """A label in words: in a title, description or metadata element, outside any RDF."""

    element: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What one pass found.

    ``prefix`` is the root's, with colon; ``insert_at`` the offset behind the root's start tag
    and the title and description that lead it; ``empty`` says that the root is ``<svg …/>``
    and ``insert_at`` its end. ``fault`` is why the document could not be followed to its end,
    where packets were found before.
    """

    packets: tuple[Packet, ...]
    root: str
    prefix: str
    insert_at: int
    empty: bool
    fault: FileError | None = None
    notes: tuple[Note, ...] = ()


class _EnoughError(Exception):
    """Everything asked for has been found."""


def outline(source: Source, document: bytes, *, whole: bool) -> Outline:
    """The outline of a document in UTF-8, whatever its declaration says.

    Without ``whole`` only its beginning is parsed, and no packets are found. Raises BrokenFile
    (not well-formed, not SVG, entities of entities), CeilingExceeded.
    """
    walk = _Walk(source, document, whole)
    try:
        walk.parser.Parse(document, whole)
    except _EnoughError:
        pass
    except ExpatError as error:
        fault = source.broken(
            "the SVG is not well-formed XML: {cause}",
            walk.parser.ErrorByteIndex,
            cause=errors.messages.get(error.code, "unknown error"),
        )
        if not walk.packets:
            raise fault from None
        return walk.outline(fault)
    finally:
        release(walk.parser)
    return walk.outline(None)


class _Walk:
    """expat's handlers."""

    def __init__(self, source: Source, document: bytes, whole: bool) -> None:
        self.source = source
        self.document = document
        self.whole = whole
        self.budget = Budget(source, source.ceilings.allocation)
        self.parser = ParserCreate("utf-8", " ")
        self.parser.ordered_attributes = True
        self.parser.specified_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.mentioned = whole and stray.mentions(document)
        if self.mentioned:
            self.parser.CharacterDataHandler = self.words
            self.parser.buffer_text = True
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.EndNamespaceDeclHandler = self.undeclare
        self.parser.EntityDeclHandler = self.entity
        self.parser.AttlistDeclHandler = self.default
        self.spaces: dict[str | None, list[str | None]] = {}
        self.own: dict[str | None, str | None] = {}
        self.packets: list[Packet] = []
        self.depth = 0
        self.metadata_depth = 0
        self.packet_depth = 0
        self.has_rdf = False
        self.opened: Packet | None = None
        self.space = ""
        self.root = ""
        self.insert_at = -1
        self.leading = False
        self.empty = False
        self.notes: list[Note] = []
        self.told_depth = 0
        self.told_at = 0
        self.told: list[str] = []
        self.expansion = 0
        self.defaults = 0

    def outline(self, fault: FileError | None) -> Outline:
        if self.insert_at < 0:
            raise self.source.broken("the file ends before its root element", 0)
        prefix = self.root[: self.root.find(":") + 1]
        packets, notes = tuple(self.packets), tuple(self.notes)
        return Outline(packets, self.root, prefix, self.insert_at, self.empty, fault, notes)

    def start(self, name: str, attributes: list[str]) -> None:
        self.source.count("elements")
        self.depth += 1
        own, self.own = self.own, {}
        if self.depth == 1:
            self.begin_root(name)
        elif self.depth == 2:
            self.begin_child(name)
        if not self.packet_depth and (name == _RDF or name in _META):
            self.begin_packet(own)
        if name == _RDF and self.packet_depth:
            self.has_rdf = True
        if self.mentioned:
            self.listen(name, attributes)

    def end(self, name: str) -> None:
        if self.told_depth:
            self.told.append("\0")
            if self.depth == self.told_depth:
                self.end_telling(name)
        if self.depth == self.packet_depth:
            self.end_packet()
        if self.depth == self.metadata_depth:
            self.metadata_depth = 0
        if self.depth == 2 and self.leading:
            close = self.parser.CurrentByteIndex
            if self.document.startswith(b"</", close):
                close = self.document.index(b">", close) + 1
                self.insert_at = close
            self.leading = False
        self.depth -= 1

    def declare(self, prefix: str | None, uri: str | None) -> None:
        # expat hands the namespace out with every name, so a long one costs as often.
        if uri and len(uri) > _LONGEST_NAMESPACE:
            raise self.source.broken("the XML has an absurd namespace")
        if len(self.spaces) > _PREFIXES:
            raise CeilingExceeded(
                "the SVG declares more than {ceiling} namespace prefixes",
                path=self.source.name,
                ceiling=_PREFIXES,
            )
        self.spaces.setdefault(prefix, []).append(uri)
        self.own[prefix] = uri

    def undeclare(self, prefix: str | None) -> None:
        self.spaces[prefix].pop()

    def entity(self, name: str, parameter: int, value: str | None, *_: str | None) -> None:
        if value is None or parameter:
            return  # expat loads no external entity, and expands no parameter entity
        if "&" in value:
            raise self.source.broken(
                "the entity {name} refers to another entity", "the document type", name=name
            )
        self.expansion += self.document.count(f"&{name};".encode()) * len(value)
        self.check(self.expansion, _EXPANSION)

    def default(self, _: str, __: str, ___: str, value: str | None, ____: int) -> None:
        self.defaults += len(value or "")
        self.check(self.defaults, _DEFAULTS)

    def check(self, length: int, ceiling: int) -> None:
        if length > ceiling:
            raise self.source.broken(
                "the document type would add more than {ceiling} characters",
                "the document type",
                ceiling=ceiling,
            )

    def begin_root(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if local != "svg" or space not in (_SVG, ""):
            raise self.source.broken("the root element is {name}, not svg", 0, name=name)
        tag = self.tag()
        self.space = name[: -len("svg")]
        self.root = tag[1].decode()
        self.insert_at = tag.end()
        self.empty = tag[0].endswith(b"/>")

    def begin_child(self, name: str) -> None:
        if self.insert_at >= 0 and name in (self.space + leading for leading in _LEADING):
            if not self.packets and not self.metadata_depth:
                self.begin_leading()
            return
        if not self.whole:
            raise _EnoughError
        if name == self.space + "metadata":
            self.metadata_depth = self.depth

    def begin_leading(self) -> None:
        # Where an element without an end tag ends, expat tells by nothing but its start tag.
        tag = _TAG.match(self.document, self.parser.CurrentByteIndex)
        if tag and tag[0].endswith(b"/>"):
            self.insert_at = tag.end()
        else:
            self.leading = True

    def listen(self, name: str, attributes: list[str]) -> None:
        """Begins to gather a descriptive element's words; what divides elements divides texts."""
        if not self.told_depth and name in (self.space + told for told in _TOLD):
            self.told_depth, self.told_at = self.depth, self.parser.CurrentByteIndex
            self.told = []
        if self.told_depth and not self.packet_depth:
            self.told += ["\0", *(f"{value}\0" for value in attributes[1::2])]

    def words(self, text: str) -> None:
        if self.told_depth and not self.packet_depth:
            self.told.append(text)

    def end_telling(self, name: str) -> None:
        self.told_depth = 0
        data = "".join(self.told).encode()
        element = name.rpartition(" ")[2]
        self.notes += (Note(element, self.told_at, found.text) for found in stray.find(data))

    def begin_packet(self, own: dict[str | None, str | None]) -> None:
        tag = self.tag()
        if tag[0].endswith(b"/>"):
            return
        scope = b"".join(
            b' xmlns%b="%b"' % (b":" + prefix.encode() if prefix else b"", _quoted(uris[-1]))
            for prefix, uris in self.spaces.items()
            if uris and prefix not in own and (prefix is None or uris[-1])
        )
        self.packet_depth = self.depth
        self.has_rdf = False
        self.opened = Packet(
            tag[1].decode(),
            tag.start(),
            -1,
            tag.end(1) - tag.start(),
            scope,
            self.metadata_depth > 0,
        )

    def end_packet(self) -> None:
        self.packet_depth = 0
        opened = self.opened
        close = self.parser.CurrentByteIndex
        if opened is None or not self.document.startswith(b"</", close):
            self.no_splice(close)
        if self.has_rdf:
            end = self.document.index(b">", close) + 1
            self.budget.spend(end - opened.start, f"byte {opened.start}")
            self.packets.append(
                Packet(
                    opened.qname,
                    opened.start,
                    end,
                    opened.name_end,
                    opened.scope,
                    opened.in_metadata,
                )
            )

    def tag(self) -> re.Match[bytes]:
        """The start tag that expat has just read."""
        at = self.parser.CurrentByteIndex
        return _TAG.match(self.document, at) or self.no_splice(at)

    def no_splice(self, at: int) -> NoReturn:
        raise self.source.broken("the element comes out of an entity", at)


def _quoted(uri: str | None) -> bytes:
    return escape(uri or "").encode()
