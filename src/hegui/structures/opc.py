"""The package of an Office Open XML document: which part is what.

Parts are found by relationship and by content type, never by a fixed name alone.
Source: ISO/IEC 29500-2 (OPC) 9.1 (part names), 9.2 (content types), 9.3 (relationships);
ISO/IEC 29500-1 15.2.12 (custom properties) and annex A (the strict namespaces).
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from urllib.parse import unquote

from hegui.files.edits import Edit
from hegui.structures.zip import alike, markup
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "_rels/.rels"
CUSTOM = "docProps/custom.xml"

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATIONSHIP = TRANSITIONAL + "relationships/custom-properties"
_CUSTOM_RELATIONSHIP_STRICT = STRICT + "relationships/customProperties"
_DOCUMENT_RELATIONSHIPS = (
    TRANSITIONAL + "relationships/officeDocument",
    STRICT + "relationships/officeDocument",
)
_RELATIONSHIPS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# A path from the root that is already as short and plain as it can be.
_PLAIN = re.compile(r"(?:\w[\w.-]*/)*\w[\w.-]*", re.ASCII)
_SIGNATURE = "/package/2006/relationships/digital-signature/origin"


class ContentTypes:
    """[Content_Types].xml: what each part is (OPC 9.2)."""

    def __init__(self, archive: Archive) -> None:
        self.member, self.part = _part(archive, CONTENT_TYPES, "Types")
        self._overrides: dict[str, Element] = {}
        self._defaults: dict[str, Element] = {}
        for each in self.part.root.children:
            if each.local == "Override":
                self._overrides[each.get("PartName").lower()] = each
            elif each.local == "Default":
                self._defaults[each.get("Extension").lower()] = each

    def of(self, name: str) -> str:
        """The content type of a part; "" where it has none."""
        said = self._overrides.get("/" + name.lower())
        said = said or self._defaults.get(name.rpartition(".")[2].lower())
        return said.get("ContentType") if said else ""

    def adding(self, name: str, kind: str = CUSTOM_TYPE) -> list[Edit]:
        """The edits by which they say that a part is of a kind: by default custom properties."""
        if self.of(name) == kind:
            return []
        part = self.part
        element = b"<%bOverride PartName=%b ContentType=%b/>" % (
            _prefix(part.root),
            part.quoted("/" + name),
            part.quoted(kind),
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
        self.own = Relationships(archive, "", self.relationships)
        documents = self.own.named(*_DOCUMENT_RELATIONSHIPS)
        self.strict = bool(documents) and documents[0].get("Type").startswith(STRICT)
        main = self.own.target(documents[0]) if documents else ""
        self.main = archive.find(main, caseless=True) if documents else None
        custom = self.own.named(_CUSTOM_RELATIONSHIP, _CUSTOM_RELATIONSHIP_STRICT)
        if len(custom) > 1:
            raise archive.source.broken(
                "the package has several parts with custom properties", RELATIONSHIPS
            )
        self.custom_name = self.own.target(custom[0]) if custom else ""
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
        kind = _CUSTOM_RELATIONSHIP_STRICT if self.strict else _CUSTOM_RELATIONSHIP
        return [self.own.adding(kind, name)[1]]

    def of_part(self, member: Member) -> Relationships:
        """The relationships of one part (OPC 9.3.3); empty ones where it has none.

        Raises BrokenFile, CeilingExceeded.
        """
        folder, _, name = member.shown.rpartition("/")
        path = posixpath.join(folder, "_rels", name + ".rels")
        found = self.archive.find(path, caseless=True)
        if found is not None:
            _, part = _part(self.archive, path, "Relationships")
            if part.root.close >= 0:
                return Relationships(self.archive, folder, part, found)
        # None, or an element without an end tag, which takes only one addition.
        empty = b'<Relationships xmlns="%b"></Relationships>' % _RELATIONSHIPS_SPACE.encode()
        part = markup.parse(self.archive.source, _DECLARATION + empty, path)
        return Relationships(self.archive, folder, part, found, new_name=path)


class Relationships:
    """The relationships of the package or of one part (OPC 9.3): who names whom.

    ``member`` is the part they stand in, None where it is a new one called ``new_name``.
    """

    def __init__(
        self,
        archive: Archive,
        folder: str,
        part: Part,
        member: Member | None = None,
        new_name: str = "",
    ) -> None:
        self.archive = archive
        self.part = part
        self.member = member
        self.new_name = new_name
        self._folder = folder

    def named(self, *kinds: str) -> list[Element]:
        """The relationships of some types to parts of the package."""
        return [
            each
            for each in self.part.root.named("Relationship")
            if each.get("Type") in kinds and each.get("TargetMode") != "External"
        ]

    def by_id(self, wanted: str) -> str:
        """The name of the part that a relationship leads to. Raises BrokenFile."""
        for each in self.part.root.named("Relationship"):
            if each.get("Id") == wanted and each.get("TargetMode") != "External":
                return self.target(each)
        raise self.archive.source.broken(
            "no relationship is called {name}", self.part_name, name=wanted[:40]
        )

    @cached_property
    def _taken(self) -> set[str]:
        return {each.get("Id") for each in self.part.root.children}

    @property
    def part_name(self) -> str:
        """What errors call the part they stand in."""
        return self.member.shown if self.member else self.new_name or RELATIONSHIPS

    def target(self, relationship: Element) -> str:
        """The name of a part, from the package's root. Raises BrokenFile."""
        target = relationship.get("Target")
        if not self._folder and _PLAIN.fullmatch(target):
            return target
        target = unquote(target)
        name = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        if not name or not name.isprintable():
            raise self.archive.source.broken("a relationship has no usable target", self.part_name)
        return name

    def adding(self, kind: str, name: str) -> tuple[str, Edit]:
        """A new relationship to a part called ``name``: its id, and the edit that adds it."""
        first = len(self._taken) + 1
        number = next(n for n in range(first, 2 * first) if f"rId{n}" not in self._taken)
        self._taken.add(f"rId{number}")
        root = self.part.root
        target = name if not self._folder else "/" + name
        element = b'<%bRelationship Id="rId%d" Type=%b Target=%b/>' % (
            _prefix(root),
            number,
            self.part.quoted(kind),
            self.part.quoted(target),
        )
        return f"rId{number}", self.part.append(root, element)


def _part(archive: Archive, name: str, root: str) -> tuple[Member, Part]:
    member = archive.find(name, caseless=True)
    if member is None:
        raise archive.source.broken("the package has no {part}", None, part=name)
    content = archive.content(member, markup.LARGEST)
    part = alike.parsed(archive.source, content, member.shown)
    if part.root.local != root:
        raise archive.broken("{member} is not what its name says", member)
    return member, part


def _prefix(root: Element) -> bytes:
    return root.prefix.encode() + b":" if root.prefix else b""
