"""The outline of an XMP packet: where its label properties and its RDF element are.

One pass of expat over the bytes, in which nothing is built but what splicing needs. No DTD is
accepted, so no entity can be defined; depth and count have ceilings.
Source: XMP specification part 1 (ISO 16684-1) chapter 7; Namespaces in XML 1.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate, errors
from typing import Any

from hegui.aigc import looks_like_label
from hegui.errors import BrokenFile, CeilingExceeded
from hegui.implicit.xmp_names import NAMESPACE, RDF
from hegui.structures.expat import release

_DEPTH = 128
_COUNT = 100_000
_PREFIXES = 256
_HARMLESS = ("xmlns", "xml:lang", "xml:space")  # attributes beside which a plain value can stand
_BYTES = 8 * 1024**2

# A start tag in well-formed XML: expat has already accepted it when this is used.
_START_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"\s+[^\s=]+\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Found:
    """One label property: its extent in the packet and its texts.

    ``texts`` has one entry for each text that is not blank: none for an empty property, several
    for a structure (an array's items, a value and its qualifiers).

    ``start:end`` is the element, or the attribute with the space before it; ``inner`` the
    element's content or the attribute's value without quotes. ``whole`` says that the property
    is called AIGC, so that taking the label out means taking the property out; other
    properties (a description that quotes a label) only lose their text.
    """

    qname: str
    attribute: bool
    prescribed: bool
    whole: bool
    texts: tuple[str, ...]
    start: int
    end: int
    inner_start: int
    inner_end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What splicing needs to know of a packet.

    ``rdf_start:rdf_tag_end`` is the RDF element's start tag, ``rdf_close`` the offset of its end
    tag (-1: the element is empty), ``rdf_prefix`` its prefix with colon; all -1 without RDF.
    ``declare_at`` is -1, or where the root element can declare the prefix TC260 before another
    prefix is declared for its namespace: ExifTool names properties by the first one.
    """

    found: tuple[Found, ...]
    rdf_start: int
    rdf_tag_end: int
    rdf_close: int
    rdf_prefix: str
    about: str
    declare_at: int


@dataclass(slots=True)
class _Open:
    """An element being read that may turn out to be a label property."""

    qname: str
    start: int
    tag_end: int
    empty: bool
    prescribed: bool
    whole: bool
    plain: bool
    depth: int
    children: bool = False
    text: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def end_text(self) -> None:
        """A tag ends a text: what follows is another."""
        text = "".join(self.text)
        if text.strip():
            self.texts.append(text)
        self.text.clear()


class _Walk:
    """expat's handlers; ``outline`` afterwards holds the result."""

    def __init__(self, packet: bytes, name: str, place: str, encoding: str | None) -> None:
        self.packet = packet
        self.name = name
        self.place = place
        self.parser = ParserCreate(encoding)
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.spaces: list[dict[str, str]] = [{"xml": "http://www.w3.org/XML/1998/namespace"}]
        self.leaves: list[_Open] = []
        self.found: list[Found] = []
        self.rdf_start = self.rdf_tag_end = self.rdf_close = -1
        self.rdf_depth = 0
        self.rdf_empty = False
        self.rdf_prefix = ""
        self.about: str | None = None
        self.declare_at = -1
        self.renamed = False

    def run(self) -> Outline:
        try:
            self.parser.Parse(self.packet, True)
        except ExpatError as error:
            raise BrokenFile(
                "the XMP packet is not well-formed XML: {cause} at its byte {offset}",
                path=self.name,
                place=self.place,
                cause=errors.messages.get(error.code, "unknown error"),
                offset=self.parser.ErrorByteIndex,
            ) from None
        except (LookupError, ValueError) as error:  # an encoding that expat cannot use
            raise BrokenFile(
                "the XMP packet is not well-formed XML: {cause} at its byte {offset}",
                path=self.name,
                place=self.place,
                cause=str(error),
                offset=0,
            ) from None
        finally:
            release(self.parser)
        found = sorted(self.found, key=lambda one: one.start)
        return Outline(
            tuple(found),
            self.rdf_start,
            self.rdf_tag_end,
            self.rdf_close,
            self.rdf_prefix,
            self.about or "",
            self.declare_at if self.renamed else -1,
        )

    def doctype(self, *_: Any) -> None:
        raise BrokenFile(
            "the XMP packet declares a document type, which XMP does not allow",
            path=self.name,
            place=self.place,
        )

    def start(self, qname: str, attributes: list[str]) -> None:
        if len(self.spaces) > _DEPTH:
            raise CeilingExceeded(
                "the XMP packet has more than {depth} levels of elements",
                path=self.name,
                place=self.place,
                depth=_DEPTH,
            )
        if len(self.spaces) == 1 and "xmlns:TC260" not in attributes[::2]:
            name = _NAME.match(self.packet, self.parser.CurrentByteIndex)
            self.declare_at = name.end() if name else -1
        space = self.spaces[-1]
        for at in range(0, len(attributes), 2):
            key = attributes[at]
            if key.startswith("xmlns:") or key == "xmlns":
                if space is self.spaces[-1]:
                    space = dict(space)
                space[key[6:]] = attributes[at + 1]
                self.renamed |= attributes[at + 1] == NAMESPACE and key != "xmlns:TC260"
        if len(space) > _PREFIXES:
            raise CeilingExceeded(
                "the XMP packet declares more than {ceiling} namespace prefixes",
                path=self.name,
                place=self.place,
                ceiling=_PREFIXES,
            )
        self.spaces.append(space)
        if self.leaves:
            self.leaves[-1].children = True
            if self.leaves[-1].whole:
                # whatever stands inside a label property is that property's value
                self.leaves[-1].end_text()
                self.leaves[-1].texts += self._values(attributes, space)
                return
        namespace, local = self._expand(qname, space)
        if namespace == RDF and local in ("RDF", "Description"):
            self._structure(qname, local, attributes, space)
        else:
            self._candidate(qname, namespace, local, attributes)
            if self.leaves[-1].whole:
                # and its attributes go or stay with it
                self.leaves[-1].texts += self._values(attributes, space)
                return
        if attributes:
            self._attributes(attributes, space)

    def end(self, qname: str) -> None:
        depth = len(self.spaces)
        self.spaces.pop()
        if self.leaves and self.leaves[-1].depth == depth:
            self._close(self.leaves.pop())
        elif self.leaves and self.leaves[-1].whole:
            self.leaves[-1].end_text()
        elif depth == self.rdf_depth:
            if not self.rdf_empty:
                self.rdf_close = self.parser.CurrentByteIndex
            self.rdf_depth = 0

    def characters(self, text: str) -> None:
        if self.leaves:
            self.leaves[-1].text.append(text)

    def _structure(
        self, qname: str, local: str, attributes: list[str], space: dict[str, str]
    ) -> None:
        if local == "RDF" and self.rdf_start == -1:
            self.rdf_start = self.parser.CurrentByteIndex
            self.rdf_tag_end, self.rdf_empty = self._tag_end(self.rdf_start)
            self.rdf_depth = len(self.spaces)
            self.rdf_prefix = qname[: -len("RDF")]
        elif local == "Description" and self.about is None:
            for at in range(0, len(attributes), 2):
                if attributes[at].rpartition(":")[2] == "about":
                    self.about = attributes[at + 1]

    def _candidate(self, qname: str, namespace: str, local: str, attributes: list[str]) -> None:
        whole = local.lower() == "aigc"
        start = self.parser.CurrentByteIndex
        tag_end, empty = self._tag_end(start) if whole else (-1, False)
        self.leaves.append(
            _Open(
                qname,
                start,
                tag_end,
                empty,
                namespace == NAMESPACE and local == "AIGC" and self._is_below_rdf(2),
                whole,
                all(key.startswith(_HARMLESS) for key in attributes[::2]),
                len(self.spaces),
            )
        )

    def _is_below_rdf(self, levels: int) -> bool:
        """Whether the element being read stands so many levels below rdf:RDF.

        A property of the file itself stands directly in a Description, or is its attribute; what
        stands deeper speaks of something else, such as an ingredient.
        """
        return self.rdf_depth > 0 and len(self.spaces) == self.rdf_depth + levels

    def _close(self, leaf: _Open) -> None:
        if leaf.children and not leaf.whole:
            return
        leaf.end_text()
        if not leaf.whole:
            if not (leaf.texts and _claims(leaf.texts[0])):
                return
            leaf.tag_end, leaf.empty = self._tag_end(leaf.start)
        inner_end = leaf.tag_end if leaf.empty else self.parser.CurrentByteIndex
        end = leaf.tag_end if leaf.empty else self.packet.index(b">", inner_end) + 1
        self.found.append(
            Found(
                leaf.qname,
                False,
                leaf.prescribed,
                leaf.whole,
                tuple(leaf.texts),
                leaf.start,
                end,
                leaf.tag_end,
                inner_end,
                leaf.plain and not leaf.empty,
            )
        )

    def _attributes(self, attributes: list[str], space: dict[str, str]) -> None:
        written: list[re.Match[bytes]] = []
        for at in range(0, len(attributes), 2):
            qname, text = attributes[at], attributes[at + 1]
            whole = qname.rpartition(":")[2].lower() == "aigc"
            if qname.startswith("xmlns") or not (whole or _claims(text)):
                continue
            namespace, local = self._expand(qname, space, attribute=True)
            if not written:
                tag = self.parser.CurrentByteIndex
                written = list(_ATTRIBUTE.finditer(self.packet, tag, self._tag_end(tag)[0]))
            match = written[at // 2]  # expat reports them in the order in which they stand
            group = 1 if match[1] is not None else 2
            self.found.append(
                Found(
                    qname,
                    True,
                    namespace == NAMESPACE and local == "AIGC" and self._is_below_rdf(1),
                    whole,
                    (text,) if text.strip() else (),
                    match.start(),
                    match.end(),
                    match.start(group),
                    match.end(group),
                    True,
                )
            )

    def _values(self, attributes: list[str], space: dict[str, str]) -> list[str]:
        """The texts that attributes within a label property hold.

        What RDF's own attributes say (about, parseType, resource, type) is no value.
        """
        found: list[str] = []
        for at in range(0, len(attributes), 2):
            qname, text = attributes[at], attributes[at + 1]
            if qname.startswith("xml") or not text.strip():
                continue
            namespace, local = self._expand(qname, space, attribute=True)
            if namespace not in ("", RDF) or local == "value" or _claims(text):
                found.append(text)
        return found

    def _expand(
        self, qname: str, space: dict[str, str], *, attribute: bool = False
    ) -> tuple[str, str]:
        prefix, colon, local = qname.rpartition(":")
        if attribute and not colon:
            return "", local  # an attribute without prefix is in no namespace
        return space.get(prefix, ""), local

    def _tag_end(self, start: int) -> tuple[int, bool]:
        match = _START_TAG.match(self.packet, start)
        if match is None:
            raise BrokenFile(
                "the XMP packet's tag at its byte {offset} cannot be followed",
                path=self.name,
                place=self.place,
                offset=start,
            )
        return match.end(), match.group(1) == b"/"


def _claims(text: str) -> bool:
    # Most values are short; a label's JSON never is.
    return len(text) > 24 and looks_like_label(text)


def outline(packet: bytes, *, name: str, place: str, encoding: str | None = None) -> Outline:
    """The outline of a packet in an ASCII-compatible encoding, nothing before or after its XML.

    ``encoding`` holds against what an XML declaration says.
    Raises BrokenFile (not well-formed, a DTD), CeilingExceeded.
    """
    # The parser hands over all attributes of a tag at once, so they are counted beforehand.
    if len(packet) > _BYTES or packet.count(b"<") > 2 * _COUNT or packet.count(b"=") > 2 * _COUNT:
        raise CeilingExceeded(
            "the XMP packet has more than {size} bytes or {count} elements or attributes",
            path=name,
            place=place,
            size=_BYTES,
            count=_COUNT,
        )
    return _Walk(packet, name, place, encoding).run()
