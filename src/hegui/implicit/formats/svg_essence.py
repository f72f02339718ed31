"""The content of an SVG document: what is drawn, without what is said about it.

In: everything before the root element, the root's start tag, and its children as they stand.
Out: every metadata element, every RDF and XMP element wherever it stands, and blanks between the
root's children, behind the document and before it, since what is put in and taken out there
brings and leaves blanks. The pieces are UTF-8, so that compressed SVG has the content that it
unpacks to. title and desc are shown to readers and are in.
Source: SVG 2 5.1.2, 5.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pyexpat import ExpatError, ParserCreate, errors

from hegui.files.source import Source
from hegui.structures.expat import release

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# RDF"
_ABOUT = frozenset(
    (
        "http://www.w3.org/2000/svg metadata",
        "metadata",  # in an SVG document without namespaces
        _RDF,
        "adobe:ns:meta/ xmpmeta",
        "adobe:ns:meta/ xapmeta",
    )
)
# A start tag in well-formed XML: without what closes it, and the slash of an empty element.
_TAG = re.compile(rb"(<[^\s/>]++(?>(?:\s++[^\s=]++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*))\s*+(/?)>")
_CHILD = 2
_BLANKS = b" \t\r\n"


def essence(source: Source, document: bytes) -> Iterator[bytes]:
    """The pieces of a well-formed document in UTF-8, whose entities are known to be harmless."""
    walk = _Walk(source, document)
    try:
        walk.parser.Parse(document, True)
    except ExpatError as error:
        raise source.broken(
            "the SVG is not well-formed XML: {cause}",
            walk.parser.ErrorByteIndex,
            cause=errors.messages.get(error.code, "unknown error"),
        ) from None
    finally:
        release(walk.parser)
    return iter(walk.pieces)


class _Walk:
    """expat's handlers: ``pieces`` fill with what stays.

    ``at`` is how far the document has been dealt with. ``about`` is the depth of the element that
    is being left out, 0 outside one. ``behind`` is, of an element without an end tag, the offset
    behind it: expat has no other way to tell.
    """

    def __init__(self, source: Source, document: bytes) -> None:
        self.source = source
        self.document = document
        self.parser = ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.pieces: list[bytes] = []
        self.depth = 0
        self.about = 0
        self.at = 0
        self.behind = 0
        self.referred = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self.depth += 1
        if self.about or not (self.depth <= _CHILD or name in _ABOUT):
            return
        here = self.parser.CurrentByteIndex
        # In an element that comes out of an entity expat stays at the reference, which is text.
        self.referred = not self.document.startswith(b"<", here)
        if self.referred and (self.depth == 1 or name in _ABOUT):
            raise self.source.broken("the element comes out of an entity", here)
        if self.referred:
            return
        tag = _TAG.match(self.document, here)
        assert tag is not None  # expat has accepted it
        self.behind = tag.end() if tag[2] else 0
        if self.depth == 1:
            self.pieces.append(self.document[:here].strip(_BLANKS) + tag[1])
            self.at = tag.end()
            return
        self.keep(here, blanks=self.depth == _CHILD)
        if name in _ABOUT:
            self.about = self.depth

    def end(self, _: str) -> None:
        if self.about:
            if self.depth == self.about:
                self.about = 0
                self.at = self.end_of_element()
        elif self.depth == _CHILD and not self.referred:
            self.keep(self.end_of_element())
        elif self.depth == 1:
            close = self.end_of_element()
            if not self.behind:
                self.keep(self.parser.CurrentByteIndex, blanks=True)
            self.pieces.append(self.document[close:].strip(_BLANKS))
        self.behind = 0
        self.depth -= 1

    def keep(self, end: int, *, blanks: bool = False) -> None:
        """What stands before ``end`` stays; with ``blanks``, not the blanks around it."""
        piece = self.document[self.at : end]
        self.pieces.append(piece.strip(_BLANKS) if blanks else piece)
        self.at = end

    def end_of_element(self) -> int:
        """The offset behind the element that ends now."""
        return self.behind or self.document.index(b">", self.parser.CurrentByteIndex) + 1
