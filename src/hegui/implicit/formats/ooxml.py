"""Word, Excel and PowerPoint: the label is a custom document property (TC260-PG-20258A 6.1).

The property is spliced into the part that the package's relationships name, or that part is
added with its relationship and content type; every other part stays as it is compressed. Labels
in the core and extended properties (a description that quotes one) are read, and lose their text
when the prescribed place gets one. Custom XML parts (customXml/) are content bound to the text,
and are not looked at.

A package with a digital signature is not written: Office checks which parts a signature covers
and calls one broken that does not cover what it expects, so label first and sign then.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind, Reading
from hegui.implicit.formats import ooxml_properties as properties
from hegui.implicit.look import Look
from hegui.implicit.structures.claims import claims_in
from hegui.implicit.structures.zip_document import ZipDocument
from hegui.rules import slot_of
from hegui.structures.opc import CUSTOM, Package
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member
from hegui.structures.zip.splicing import Changes, splice

_PROPERTIES = "docProps/"
# What says something about the document and is not its content; see ``essence``.
_ABOUT = (_PROPERTIES, "docMetadata/", "_xmlsignatures/")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml."


class Ooxml(ZipDocument):
    """An Office Open XML document of any application; the classes below are the ones known."""

    # How the content type of the main part begins.
    main_types: tuple[str, ...] = ()

    def __init__(self, source: Source, package: Package | None = None) -> None:
        super().__init__(source, package.archive if package else None)
        self.package = package or Package(self.archive)

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        budget = Budget(self.source)
        for member in self._described:
            try:
                if member == self.package.custom:
                    self._read_part(look, member, self.part(member), budget)
                elif part := self.part_with_claims(member):
                    self._read_part(look, member, part, budget)
            except FileError as error:
                look.could_not(error, place=member.shown, offset=member.offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self.package.signed or self.archive.find("_xmlsignatures/origin.sigs", caseless=True):
            raise NoSlot(
                "is digitally signed, and a label written now would break the signature: "
                "label first, then sign",
                path=self.source.name,
            )
        changes = Changes()
        budget = Budget(self.source)
        for member in self._described:
            if member == self.package.custom:
                part = self.part(member)
                if part.root.local != "Properties":
                    raise self.archive.broken("{member} is not what its name says", member)
                edits = properties.setting(part, text)
                self.change(changes, member, part, edits + self._cleaning(part, budget))
            elif found := self.part_with_claims(member):
                edits = properties.removing(found)
                self.change(changes, member, found, edits + self._cleaning(found, budget))
        self._name_custom(changes, text)
        return splice(self.archive, changes)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The parts with their content types, and which of them is the main one.

        Out: the properties (docProps/, docMetadata/), the thumbnail, signatures, and the content
        types and relationships of these; so, of the package's own relationships, only that to the
        main part is in. The relationships of parts are in as they are.
        """
        main = self.package.main
        yield b"main\0%b\0" % (main.name if main else b"")
        self.archive.check_ratio()
        for member in sorted(self.archive.members, key=lambda member: member.name):
            if self._is_content(member):
                yield self.heading(member, self.package.types.of(member.shown))
                yield from self.archive.pieces(member)

    def _is_content(self, member: Member) -> bool:
        if member in (self.package.types.member, self.package.member):
            return False
        name = member.name.lower()
        about = name.startswith(tuple(each.lower().encode() for each in _ABOUT))
        return not about and member != self.package.custom and not name.endswith(b"/")

    @cached_property
    def _described(self) -> tuple[Member, ...]:
        """The parts in which properties stand: the custom properties, and all below docProps/."""
        custom = self.package.custom
        below = self.archive.under(_PROPERTIES)
        others = (each for each in below if each.name.lower().endswith(b".xml") and each != custom)
        return (custom, *others) if custom else tuple(others)

    def _read_part(self, look: Look, member: Member, part: Part, budget: Budget) -> None:
        """One part's properties called AIGC, and others that quote a label."""
        related = member == self.package.custom and bool(self.package.custom_name)
        found = list(properties.labelled(part))
        first = next((each for each in found if each.exact), None)
        for each in found:
            budget.spend(len(each.text), member.shown)
            look.label(
                each.text,
                slot="ooxml.custom-property",
                place=f"{member.shown}, property {each.element.get('name')}",
                offset=member.offset,
                length=member.data_end - member.offset,
                prescribed=related and each is first,
            )
        for other in _others(part, found):
            for claim in claims_in(part, budget, other):
                self.add_claim(look, "ooxml.property", member, claim)

    def _cleaning(self, part: Part, budget: Budget) -> list[Edit]:
        """The edits by which properties of other names lose the labels that they quote."""
        others = _others(part, list(properties.labelled(part)))
        return [edit for other in others for edit in self.blanking(part, budget, other)]

    def _name_custom(self, changes: Changes, text: str) -> None:
        """Adds the part with custom properties where there is none, and sees that it is named."""
        package, types = self.package, self.package.types
        name = package.custom.shown if package.custom else package.custom_name or CUSTOM
        if package.custom is None:
            changes.added[name] = properties.new_part(text, strict=package.strict)
        self.change(changes, types.member, types.part, types.adding(name))
        relationships = package.adding_custom(name)
        self.change(changes, package.member, package.relationships, relationships)


class Docx(Ooxml):
    """A Word document or template."""

    kind = Kind(
        "docx",
        "Word document (OOXML)",
        (".docx", ".docm", ".dotx", ".dotm"),
        (
            _WORD + "document",
            _WORD + "template",
            "application/vnd.ms-word.document.macroEnabled.12",
            "application/vnd.ms-word.template.macroEnabled.12",
        ),
        slot_of("docx"),
    )
    main_types = (_WORD, "application/vnd.ms-word.")


class Xlsx(Ooxml):
    """An Excel workbook, template or add-in; the binary workbook is a package like any other."""

    kind = Kind(
        "xlsx",
        "Excel workbook (OOXML)",
        (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xlsb"),
        (
            _EXCEL + "sheet",
            _EXCEL + "template",
            "application/vnd.ms-excel.sheet.macroEnabled.12",
            "application/vnd.ms-excel.template.macroEnabled.12",
            "application/vnd.ms-excel.addin.macroEnabled.12",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        ),
        slot_of("xlsx"),
    )
    main_types = (_EXCEL, "application/vnd.ms-excel.")


class Pptx(Ooxml):
    """A PowerPoint presentation, slide show, template or add-in."""

    kind = Kind(
        "pptx",
        "PowerPoint presentation (OOXML)",
        (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".ppam"),
        (
            _POWERPOINT + "presentation",
            _POWERPOINT + "slideshow",
            _POWERPOINT + "template",
            "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
            "application/vnd.ms-powerpoint.slideshow.macroEnabled.12",
            "application/vnd.ms-powerpoint.template.macroEnabled.12",
            "application/vnd.ms-powerpoint.addin.macroEnabled.12",
        ),
        slot_of("pptx"),
    )
    main_types = (_POWERPOINT, "application/vnd.ms-powerpoint.")


def _others(part: Part, found: list[properties.Labelled]) -> Iterator[Element]:
    """The properties that are not called AIGC: all but those found."""
    own = {id(each.element) for each in found}
    return (each for each in part.root.children if id(each) not in own)


def class_of(archive: Archive) -> tuple[type[Ooxml], Package] | None:
    """The class of an archive with content types; None for a package of another application."""
    package = Package(archive)
    main_type = package.main_type
    for container in (Docx, Xlsx, Pptx):
        if main_type.startswith(container.main_types):
            return container, package
    return None
