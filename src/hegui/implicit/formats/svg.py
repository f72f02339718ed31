"""SVG: the label is an XMP property in the document's metadata element.

The guides do not name SVG; its place is where XMP stands in SVG, an rdf:RDF or x:xmpmeta element
in a metadata element below the root (SVG 2 5.10; XMP specification part 3, 1.1.9). The document
is text and is spliced, never written anew. A new label is an rdf:RDF element alone, as SVG's own
examples have it: with x:xmpmeta near its beginning, ExifTool takes a document for an XMP file.
A packet elsewhere in the document is read, and loses its label when the prescribed place gets one.
Compressed SVG (.svgz) is read; it is not written, as every byte of it would change.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import CeilingExceeded, NoSlot
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import svg_essence
from hegui.implicit.formats.svg_outline import Note, Packet, outline
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.implicit.xmp_wrapper import element_of
from hegui.rules import slot_of

_GZIP = b"\x1f\x8b"
_HEAD = 1024 * 1024
_SNIFFED = 4096
# An RDF element's name cannot be written but in these letters.
_RDF = "RDF"

# What may stand before the root element: XML 1.0, production 22 (prolog).
# Possessive throughout: what was read as a blank or a comment is never tried as anything else,
# so that no text makes the match take longer than its own length.
_ROOT = re.compile(
    r"\ufeff?(?>(?:\s++|<\?(?s:.*?)\?>|<!--(?s:.*?)-->"
    r"|<!DOCTYPE(?>(?:[^\[\]<>\"']++|\"[^\"]*+\"|'[^']*+')*)"
    r"(?:\[(?>(?:[^\]\"']++|\"[^\"]*+\"|'[^']*+')*)\]\s*+)?>)*)<(?>(?:[\w.-]++:)?)svg[\s/>]"
)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?svg\s")
_DECLARED = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
# Encodings of real documents that are stateless and quick to decode, by Python's names.
_CODECS = re.compile(
    r"ascii|utf-8|iso8859-\d+|cp125\d|gb2312|gbk|gb18030|big5|shift_jis|euc_jp|euc_kr|koi8-[ru]"
)


@dataclass(frozen=True, slots=True)
class _Document:
    """The document as UTF-8, and the codec in which the file has it ("" where it is the same)."""

    data: bytes
    codec: str

    def offset(self, at: int) -> int:
        """The file's offset of a byte of ``data``."""
        return len(self.encoded(self.data[:at])) if self.codec else at

    def encoded(self, data: bytes) -> bytes:
        """Bytes of ``data`` as the file has them; what its encoding lacks becomes references."""
        if not self.codec:
            return data
        return data.decode().encode(self.codec, "xmlcharrefreplace")


class Svg(Container):
    """An SVG document, plain or compressed."""

    kind = Kind("svg", "SVG", (".svg", ".svgz"), ("image/svg+xml",), slot_of("svg"))
    in_xmp = True

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._compressed = source.peek(0, 2) == _GZIP
        self._document = self._load()
        self._parsed = _RDF.encode() in self._document.data or stray.mentions(self._document.data)
        self._outline = outline(source, self._document.data, whole=self._parsed)
        self._main = next((each for each in self._outline.packets if each.in_metadata), None)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _SNIFFED)
            except zlib.error:
                return False
        text = head.decode(_wide(head) or "utf-8", "replace")
        return _ROOT.match(text) is not None or _DOCTYPE.search(text) is not None

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for packet in self._outline.packets:
            start, end = self._extent(packet)
            look.xmp(
                packet.of(self._document.data),
                slot="svg.metadata-rdf" if packet.in_metadata else "svg.rdf",
                place=self._place(packet),
                offset=start,
                length=end - start,
                prescribed=packet is self._main,
            )
        for note in self._outline.notes:
            look.text(
                note.text,
                slot=f"svg.{note.element}",
                place=self._note_place(note),
                offset=self._document.offset(note.offset) if not self._compressed else 0,
                length=0,
            )
        if fault := self._outline.fault:
            look.could_not(fault, place=fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._compressed:
            raise NoSlot(
                "compressed SVG is read but not written: unpack it (gunzip), label it, pack it",
                path=self.source.name,
            )
        if self._outline.fault:
            raise self._outline.fault
        self._check_whole()
        for note in self._outline.notes:
            raise self.source.broken(
                "a label stands outside any rdf:RDF element, where it cannot be replaced; "
                "take it out first",
                self._note_place(note),
            )
        edits = [self._labelling(text)]
        for packet in self._outline.packets:
            if packet is not self._main:
                edits += self._cleaning(packet)
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """What is drawn; :mod:`hegui.implicit.formats.svg_essence` says what that is.

        Raises BrokenFile where the document is not well-formed, CeilingExceeded.
        """
        if self._outline.fault:
            raise self._outline.fault
        self._check_whole()
        return svg_essence.essence(self.source, self._document.data)

    def _check_whole(self) -> None:
        """Raises where a document of which only the beginning was needed is not well-formed."""
        if self.source.size > self.source.ceilings.allocation:
            raise self._too_large()
        if not self._parsed:
            outline(self.source, self._document.data, whole=True)
            self._parsed = True

    def _too_large(self) -> CeilingExceeded:
        return CeilingExceeded(
            "the SVG has {length} bytes, and more than {ceiling} bytes of text are not taken apart",
            path=self.source.name,
            length=self.source.size,
            ceiling=self.source.ceilings.allocation,
        )

    def _labelling(self, text: str) -> Edit:
        if self._main:
            packet = self._main.of(self._document.data)
            changed = xmp.with_label(
                packet,
                text,
                name=self.source.name,
                place=self._place(self._main),
                beside=self.beside,
            )
            return self._replacing(self._main, changed)
        prefix, at = self._outline.prefix.encode(), self._outline.insert_at
        element = b"<%bmetadata>%b</%bmetadata>" % (
            prefix,
            element_of(xmp.new_packet(text, self.beside), b"rdf:RDF"),
            prefix,
        )
        if not self._outline.empty:
            return Edit(self._document.offset(at), 0, self._document.encoded(element))
        # <svg …/> becomes <svg …>…</svg>
        element = b">" + element + b"</" + self._outline.root.encode() + b">"
        start, end = self._document.offset(at - 2), self._document.offset(at)
        return Edit(start, end - start, self._document.encoded(element))

    def _cleaning(self, packet: Packet) -> Iterator[Edit]:
        """The edits that take the labels out of any packet but the main one."""
        element = packet.of(self._document.data)
        cleaned = xmp.without_label(element, name=self.source.name, place=self._place(packet))
        if cleaned != element:
            yield self._replacing(packet, cleaned)

    def _replacing(self, packet: Packet, changed: bytes) -> Edit:
        start, end = self._extent(packet)
        return Edit(start, end - start, self._document.encoded(packet.back(changed)))

    def _extent(self, packet: Packet) -> tuple[int, int]:
        """Where the packet is in the file; of a compressed file, the whole of it."""
        if self._compressed:
            return 0, self.source.size
        return self._document.offset(packet.start), self._document.offset(packet.end)

    def _place(self, packet: Packet) -> str:
        return f"element {packet.qname} at byte {self._document.offset(packet.start)}"

    def _note_place(self, note: Note) -> str:
        return f"element {note.element} at byte {self._document.offset(note.offset)}"

    def _load(self) -> _Document:
        source = self.source
        ceiling = source.ceilings.allocation
        if self._compressed:
            return self._decoded(self._inflated(ceiling))
        if source.size <= ceiling:
            return self._decoded(source.read(0, source.size, "the SVG"))
        head = source.peek(0, min(_HEAD, ceiling))
        if source.find(_RDF.encode(_wide(head) or "utf-8"), 0) >= 0:
            raise self._too_large()
        return self._decoded(head)

    def _inflated(self, ceiling: int) -> bytes:
        packed = self.source.read(0, min(self.source.size, ceiling), "the compressed SVG")
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            data = inflater.decompress(packed, ceiling)
        except zlib.error as error:
            raise self.source.broken(
                "the compressed SVG cannot be unpacked: {cause}", 0, cause=str(error)
            ) from None
        if inflater.unconsumed_tail or not inflater.eof:
            raise CeilingExceeded(
                "the compressed SVG is cut short or unpacks to more than {ceiling} bytes",
                path=self.source.name,
                ceiling=ceiling,
            )
        return data

    def _decoded(self, data: bytes) -> _Document:
        codec = _wide(data) or self._declared(data)
        if not codec:
            return _Document(data, "")
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise self.source.broken(
                "the SVG is not valid {codec}", error.start, codec=codec
            ) from None
        if text.encode(codec) != data:
            raise self.source.broken("the SVG is not valid {codec}", 0, codec=codec)
        return _Document(text.encode(), codec)

    def _declared(self, data: bytes) -> str:
        """The codec that the XML declaration names; "" for UTF-8 and its subset ASCII."""
        declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
        if declared is None or data.startswith(codecs.BOM_UTF8):
            return ""
        encoding = declared[1].decode()
        try:
            codec = codecs.lookup(encoding).name
        except LookupError:
            codec = ""
        if not _CODECS.fullmatch(codec):
            raise self.source.broken(
                "SVG in the encoding {encoding} is not read", 0, encoding=encoding
            )
        return "" if codec == "utf-8" else codec


def _wide(head: bytes) -> str:
    """UTF-16, by its byte order mark or by the NUL beside the first "<"."""
    if head.startswith((codecs.BOM_UTF16_LE, b"<\0")):
        return "utf-16-le"
    if head.startswith((codecs.BOM_UTF16_BE, b"\0<")):
        return "utf-16-be"
    return ""
