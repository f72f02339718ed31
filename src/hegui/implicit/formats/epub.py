"""EPUB: the label is a meta element in the package document.

The guides do not name the format, and no practice is settled. hegui writes ``<meta name="AIGC"
content="…"/>``, the metadata of EPUB 2 that EPUB 3 keeps (EPUB 3.3, 5.5.7.1: obsolete but
conforming), since a property of EPUB 3 needs a prefix declared on the package, and readers of
the simple form are many. Properties and other elements called AIGC are read as well.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures.claims import claims_in
from hegui.implicit.structures.zip_document import ZipDocument
from hegui.rules import slot_of
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member
from hegui.structures.zip.splicing import Changes, splice

MIMETYPE = "application/epub+zip"
CONTAINER = "META-INF/container.xml"
_SIGNATURES = "META-INF/signatures.xml"
_PACKAGE_TYPE = "application/oebps-package+xml"
_NAME = "AIGC"


class Epub(ZipDocument):
    """A publication in EPUB 2 or 3."""

    kind = Kind("epub", "EPUB", (".epub",), (MIMETYPE,), slot_of("epub"))

    def __init__(self, source: Source, archive: Archive | None = None) -> None:
        super().__init__(source, archive)
        self._packages = tuple(self._find_packages())

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        budget = Budget(self.source)
        for member in self._packages:
            try:
                self._read_package(look, member, budget)
            except FileError as error:
                look.could_not(error, place=member.shown, offset=member.offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self.archive.find(_SIGNATURES):
            raise NoSlot(
                "is digitally signed, and a label written now would break the signature: "
                "label first, then sign",
                path=self.source.name,
            )
        changes = Changes()
        budget = Budget(self.source)
        for member in self._packages:
            part = self.part(member)
            metadata = self._metadata(member, part)
            edits = list(self._cleaning(part, metadata, budget))
            if member is self._packages[0]:
                edits = self._setting(part, metadata, text, edits)
            self.change(changes, member, part, edits)
        return splice(self.archive, changes)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Every member, the package documents without their metadata; no signatures."""
        self.archive.check_ratio()
        for member in sorted(self.archive.members, key=lambda member: member.name):
            if member in self._packages:
                part = self.part(member)
                metadata = self._metadata(member, part)
                yield b"%b\0" % member.name
                yield part.data[: metadata.start] + part.data[metadata.end :]
            elif not member.name.endswith((b"/", _SIGNATURES.encode())):
                yield self.heading(member)
                yield from self.archive.pieces(member)

    def _find_packages(self) -> Iterator[Member]:
        """The package documents that the container names (OCF 4.2.6.3.1); the first counts."""
        container = self.archive.find(CONTAINER)
        if container is None:
            raise self.source.broken("the package has no {part}", None, part=CONTAINER)
        seen = set()
        for element in self.part(container).root.walk():
            if element.local != "rootfile" or element.get("media-type") != _PACKAGE_TYPE:
                continue
            name = posixpath.normpath("/" + unquote(element.get("full-path"))).lstrip("/")
            member = self.archive.find(name) if name else None
            if member is None:
                raise self.source.broken("the package has no {part}", CONTAINER, part=name)
            if member not in seen:
                seen.add(member)
                yield member
        if not seen:
            raise self.source.broken("the container names no package document", CONTAINER)

    def _metadata(self, member: Member, part: Part) -> Element:
        metadata = part.root.child("metadata")
        if part.root.local != "package" or metadata is None:
            raise self.archive.broken("{member} has no metadata", member)
        return metadata

    def _read_package(self, look: Look, member: Member, budget: Budget) -> None:
        part = self.part(member)
        first: Element | None = None
        for element in self._metadata(member, part).walk():
            if _is_label(element):
                budget.spend(len(_value(element)), member.shown)
                exact = first is None and _is_exact(element) and member is self._packages[0]
                first = first or (element if exact else None)
                look.label(
                    _value(element),
                    slot="epub.meta",
                    place=f"{member.shown}, {element.qname}",
                    offset=member.offset,
                    length=member.data_end - member.offset,
                    prescribed=exact,
                )
            elif not element.children:
                for claim in claims_in(part, budget, element):
                    self.add_claim(look, "epub.metadata", member, claim)

    def _cleaning(self, part: Part, metadata: Element, budget: Budget) -> Iterator[Edit]:
        """The edits that leave no label in the metadata but an exact one."""
        for element in metadata.walk():
            if _is_label(element):
                yield part.replace(element, b"")
            elif not element.children:
                yield from self.blanking(part, budget, element)

    def _setting(
        self, part: Part, metadata: Element, text: str, cleaning: list[Edit]
    ) -> list[Edit]:
        name = metadata.qname[: -len("metadata")].encode() + b"meta"
        element = b'<%b name="%b" content=%b/>' % (name, _NAME.encode(), part.quoted(text))
        kept = next((each for each in metadata.walk() if _is_exact(each)), None)
        if kept:
            others = [each for each in cleaning if each.offset != kept.start]
            return [*others, part.replace(kept, element)]
        # EPUB 2 may have its meta elements in an x-metadata of their own (OPF 2.0, 2.2).
        return [*cleaning, part.append(metadata.child("x-metadata") or metadata, element)]


def _is_label(element: Element) -> bool:
    """Whether an element of the metadata is called AIGC: by name, property or as an element."""
    names = (element.get("name"), element.get("property")) if element.local == "meta" else ()
    return any(name.rpartition(":")[2].lower() == _NAME.lower() for name in (*names, element.local))


def _is_exact(element: Element) -> bool:
    return element.local == "meta" and element.get("name") == _NAME and not element.children


def _value(element: Element) -> str:
    return element.get("content") or element.text
