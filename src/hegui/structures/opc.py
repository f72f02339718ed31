"""The package of an Office Open XML document: which part is what.

Parts are found by relationship and by content type, never by a fixed name alone.
Source: ISO/IEC 29500-2 (OPC) 9.1 (part names), 9.2 (content types), 9.3 (relationships);
ISO/IEC 29500-1 15.2.12 (custom properties) and annex A (the strict namespaces).
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from urllib.parse import unquote

from hegui.files.edits import Edit
from hegui.structures.zip import markup
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "_rels/.rels"
CUSTOM = "docProps/custom.xml"

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATIONSHIP = TRANSITIONAL + "relationships/custom-properties"
_CUSTOM_RELATIONSHIP_STRICT = STRICT + "relationships/customProperties"
_DOCUMENT_RELATIONSHIPS = (
    TRANSITIONAL + "relationships/officeDocument",
    STRICT + "relationships/officeDocument",
)
_SIGNATURE = "/package/2006/relationships/digital-signature/origin"


class ContentTypes:
    """[Content_Types].xml: what each part is (OPC 9.2)."""

    def __init__(self, archive: Archive) -> None:
        self.member, self.part = _part(archive, CONTENT_TYPES, "Types")
        root = self.part.root
        self._overrides = {each.get("PartName").lower(): each for each in root.named("Override")}
        self._defaults = {each.get("Extension").lower(): each for each in root.named("Default")}

    def of(self, name: str) -> str:
        """The content type of a part; "" where it has none."""
        said = self._overrides.get("/" + name.lower())
        said = said or self._defaults.get(name.rpartition(".")[2].lower())
        return said.get("ContentType") if said else ""

    def adding(self, name: str) -> list[Edit]:
        """The edits by which they say that a part holds custom properties."""
        if self.of(name) == _CUSTOM_TYPE:
            return []
        part = self.part
        element = b"<%bOverride PartName=%b ContentType=%b/>" % (
            _prefix(part.root),
            part.quoted("/" + name),
            part.quoted(_CUSTOM_TYPE),
        )
        wrong = self._overrides.get("/" + name.lower())
        return [part.replace(wrong, element) if wrong else part.append(part.root, element)]


class Package:
    """An archive as an OPC package, by the relationships of the package itself (OPC 9.3).

    ``custom`` is the part with custom properties, ``custom_name`` its name where a relationship
    says it, ``main`` the document's main part. Raises BrokenFile, CeilingExceeded.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.member, self.relationships = _part(archive, RELATIONSHIPS, "Relationships")
        documents = self._named(*_DOCUMENT_RELATIONSHIPS)
        self.strict = bool(documents) and documents[0].get("Type").startswith(STRICT)
        self.main = archive.find(self._target(documents[0]), caseless=True) if documents else None
        custom = self._named(_CUSTOM_RELATIONSHIP, _CUSTOM_RELATIONSHIP_STRICT)
        if len(custom) > 1:
            raise archive.source.broken(
                "the package has several parts with custom properties", RELATIONSHIPS
            )
        self.custom_name = self._target(custom[0]) if custom else ""
        # A part that only its name tells is what readers without regard for relationships see.
        self.custom = archive.find(self.custom_name or CUSTOM, caseless=True)
        self.signed = any(
            each.get("Type").endswith(_SIGNATURE) for each in self.relationships.root.children
        )

    @cached_property
    def types(self) -> ContentTypes:
        """The content types. Raises BrokenFile, CeilingExceeded."""
        return ContentTypes(self.archive)

    @property
    def main_type(self) -> str:
        """The content type of the main part; "" without one."""
        return self.types.of(self.main.shown) if self.main else ""

    def adding_custom(self, name: str) -> list[Edit]:
        """The edits by which the relationships name the part with custom properties."""
        if self.custom_name:
            return []
        part = self.relationships
        taken = {each.get("Id") for each in part.root.children}
        number = next(
            n for n in range(len(taken) + 1, 2 * len(taken) + 2) if f"rId{n}" not in taken
        )
        kind = _CUSTOM_RELATIONSHIP_STRICT if self.strict else _CUSTOM_RELATIONSHIP
        element = b'<%bRelationship Id="rId%d" Type=%b Target=%b/>' % (
            _prefix(part.root),
            number,
            part.quoted(kind),
            part.quoted(name),
        )
        return [part.append(part.root, element)]

    def _named(self, *kinds: str) -> list[Element]:
        """The relationships of some types to parts of the package."""
        return [
            each
            for each in self.relationships.root.named("Relationship")
            if each.get("Type") in kinds and each.get("TargetMode") != "External"
        ]

    def _target(self, relationship: Element) -> str:
        target = unquote(relationship.get("Target"))
        name = posixpath.normpath("/" + target).lstrip("/")
        if not name or not name.isprintable():
            raise self.archive.source.broken("a relationship has no usable target", RELATIONSHIPS)
        return name


def _part(archive: Archive, name: str, root: str) -> tuple[Member, Part]:
    member = archive.find(name, caseless=True)
    if member is None:
        raise archive.source.broken("the package has no {part}", None, part=name)
    content = archive.content(member, markup.LARGEST)
    part = markup.parse(archive.source, content, member.shown)
    if part.root.local != root:
        raise archive.broken("{member} is not what its name says", member)
    return member, part


def _prefix(root: Element) -> bytes:
    return root.prefix.encode() + b":" if root.prefix else b""
