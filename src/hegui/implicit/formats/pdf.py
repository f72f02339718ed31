"""PDF: the label is the entry AIGC of the document information dictionary.

Slot: key /AIGC, a text string, bare JSON (TC260-PG-20258A 6.3; ISO 32000-2 14.3.3). Read as well:
other entries that are labels, and labels in the catalog's XMP. What is written is always an
incremental update behind the end of the file (7.5.6): nothing is rewritten, signatures stay
valid. What an update superseded is no longer part of the document, and is not reported.

An update cut off half-way (a full disk, a lost connection) is foreign bytes behind the file: the
revision before it is then the one in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures.pdf_information import KEY, Information
from hegui.implicit.structures.pdf_metadata import Metadata
from hegui.rules import slot_of
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.permission import forbids_changes
from hegui.structures.pdf.sections import At
from hegui.structures.pdf.update import NewObject, update
from hegui.structures.pdf.values import Reference
from hegui.structures.pdf.walk import content_of

_HEADER = b"%PDF-"
_HEADER_REACH = 1024
# Behind foreign bytes (a mail's or a server's header) a header counts with the line that says
# that the file is binary, so that no text about PDF is taken for one (7.5.2).
_LATER_HEADER = re.compile(rb"%PDF-\d\.\d[ \t]*(?:\r\n|\r|\n)\s*%[^\r\n]{0,8}[\x80-\xff]{4}")
_INFO = "document information dictionary"
_OWN_OBJECTS = 4


class Pdf(Container):
    """A PDF file."""

    kind = Kind("pdf", "PDF", (".pdf",), ("application/pdf",), slot_of("pdf"), in_place=True)

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._document = Document(source)
        self._reading: Reading | None = None

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        if head.startswith(_HEADER):
            return True
        return _LATER_HEADER.search(head, 0, _HEADER_REACH) is not None

    def read(self) -> Reading:
        self._reading = self._reading or self._read()
        return self._reading

    def _read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        if fault := self._document.fault:
            look.could_not(fault, place=fault.place or "", offset=self.source.size)
        try:
            self._look_at_information(look)
        except FileError as error:
            look.could_not(error, place=_INFO, offset=self.source.size)
        try:
            self._look_at_metadata(look)
        except FileError as error:
            look.could_not(error, place=error.place or "XMP", offset=self.source.size)
        reading = look.reading()
        return replace(reading, sites=tuple(sorted(reading.sites, key=lambda site: site.offset)))

    def plan(self, text: str) -> Edits:
        if self._says_only(text):
            return ()
        before = self._before_own_update()
        if before is None:
            return (Edit(self.source.size, 0, _labelling(self._document, text)),)
        start = before.source.size
        return (Edit(start, self.source.size - start, _labelling(before, text)),)

    def plan_in_place(self, text: str) -> InPlace | None:
        """The update alone. Until its last line is there, the revision before it is in force."""
        if self._says_only(text):
            return InPlace(b"", ())
        return InPlace(_labelling(self._document, text), ())

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The content: every object that the catalog leads to, each once, in that order.

        In: pages, page contents, fonts, pictures, forms, annotations, outlines, structure,
        attachments, signatures; dictionaries as literal bytes, stream data as it is stored.
        Out: the information dictionary, metadata streams, private data of editors, object
        numbers, object streams, cross-references, encryption dictionary, superseded revisions.
        The same after another program has rewritten the file, as long as it kept the objects
        as they were. Raises BrokenFile, CeilingExceeded.
        """
        if self._document.fault:
            raise self._document.fault
        # A document of its own: this walk over everything has wider ceilings.
        return content_of(Document(self.source))

    def _says_only(self, text: str) -> bool:
        reading = self.read()
        return [(site.prescribed, site.text) for site in reading.sites] == [(True, text)]

    def _look_at_information(self, look: Look) -> None:
        information = Information.of(self._document)
        in_force = information.in_force()
        for found in information.texts():
            if not found.is_label:
                continue
            start, end = information.extent(found.entry)
            key = found.entry.key.decode("latin-1")
            look.label(
                found.text,
                slot="pdf.info" if found.entry.key == KEY else "pdf.info-other",
                place=f"{_INFO}, key {key}, at byte {start}",
                offset=start,
                length=end - start,
                dialect=f"json-{found.encoding}" if found.encoding else "json",
                named=found.named,
                prescribed=found.entry is in_force,
            )

    def _look_at_metadata(self, look: Look) -> None:
        metadata = Metadata.of(self._document)
        if metadata is not None:
            parsed = metadata.parsed
            look.xmp(
                metadata.packet(),
                slot="pdf.metadata-xmp",
                place=parsed.place,
                offset=parsed.start,
                length=parsed.end - parsed.start,
                prescribed=False,
            )

    def _before_own_update(self) -> Document | None:
        """The document without the update that hegui appended last; None where it was another's.

        To label again must neither make the file longer each time nor leave the older label
        behind. An update is ours if making it again gives the same bytes.
        """
        start = self._start_of_last_update()
        sites = self.read().sites
        if start is None or len(sites) != 1 or not sites[0].prescribed:
            return None
        source = self.source
        try:
            before = Document(_beginning(source, start))
            again = _labelling(before, sites[0].text)
            same = again == source.read(start, source.size - start)
        except FileError:
            return None
        return before if same else None

    def _start_of_last_update(self) -> int | None:
        sections = self._document.sections
        if len(sections) < 2:
            return None
        newest = sections[0]
        places = [newest.find(number) for number in newest.numbers(_OWN_OBJECTS) or ()]
        offsets = [place.offset for place in places if isinstance(place, At)]
        return self._document.base + min(offsets) if offsets else None


def _labelling(document: Document, text: str) -> bytes:
    """The update after which ``text`` is the document's one label. Raises every FileError."""
    for objection in (document.fault, document.lock):
        if objection:
            raise objection
    if forbids_changes(document):
        raise NoSlot(
            "the PDF is certified and allows no change at all (DocMDP): label it before it is "
            "certified",
            path=document.source.name,
        )
    information = Information.of(document)
    own = information.reference or Reference(document.size, 0)
    objects = [NewObject(own, information.labelled(text, own))]
    metadata = Metadata.of(document)
    cleaned = metadata.without_label() if metadata else None
    if metadata and cleaned is not None:
        objects.append(NewObject(metadata.reference, cleaned))
    return update(document, tuple(objects), own)


def _beginning(source: Source, size: int) -> Source:
    """The file's first bytes as a file of their own."""
    whole = source.whole[:size] if source.whole is not None else None
    return Source(
        source.name, size, descriptor=source.descriptor, whole=whole, ceilings=source.ceilings
    )
