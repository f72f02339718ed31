"""What the three kinds of Office Open XML document have in common when they are labelled.

Parts are spliced: every other part keeps its compressed bytes, and a changed one all of its own
but what is added. A package with a digital signature is not written, as for the implicit label.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from hegui.errors import NoSlot
from hegui.explicit.text.sentences import bare, label_in
from hegui.explicit.wording import Wording
from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.structures.opc import STRICT, TRANSITIONAL, Package, Relationships
from hegui.structures.zip import markup
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member
from hegui.structures.zip.splicing import Changes, splice

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOST_PARTS = 20_000
_SIGNATURES = "_xmlsignatures/origin.sigs"


class Office:
    """A package that is being labelled: its parts as read, and what becomes of them.

    ``standing`` is a label that was met where one would have gone, as it is written there.
    Raises BrokenFile, CeilingExceeded; NoSlot where it is digitally signed, unless it is read only.
    """

    def __init__(self, source: Source, *, reading: bool = False) -> None:
        self.source = source
        self.archive = Archive(source)
        self.package = Package(self.archive)
        self.strict = self.package.strict
        signed = self.package.signed or self.archive.find(_SIGNATURES, caseless=True) is not None
        if signed and not reading:
            raise NoSlot(
                "is digitally signed, and a label written now would break the signature: "
                "label first, then sign",
                path=source.name,
            )
        main = self.package.main
        if main is None:
            raise source.broken("the package has no {part}", None, part="document")
        self.main: Member = main
        self.standing = ""
        self._edits: dict[Member, tuple[Part, list[Edit]]] = {}
        self._relationships: dict[Member, tuple[Relationships, list[Edit]]] = {}
        self._types: list[Edit] = []
        self._added: dict[str, bytes] = {}

    def kind(self, name: str) -> str:
        """A relationship's type by its last word ("header", "drawing")."""
        return f"{STRICT if self.strict else TRANSITIONAL}relationships/{name}"

    def member(self, name: str) -> Member:
        """The member of a part's name. Raises BrokenFile."""
        found = self.archive.find(name, caseless=True)
        if found is None:
            raise self.source.broken("the package has no {part}", None, part=name[:200])
        return found

    def read(self, member: Member, keep: Callable[[Element], bool] | None = None) -> Part:
        """A part as XML; a large one pruned to what ``keep`` wants.

        Raises BrokenFile, CeilingExceeded, NoSlot (encrypted).
        """
        self.source.count("parts of the document")
        largest = markup.LARGEST if keep is None else markup.LARGEST_PRUNED
        return markup.parse(self.source, self.archive.content(member, largest), member.shown, keep)

    def relationships(self, member: Member) -> Relationships:
        """A part's relationships, read once."""
        if member not in self._relationships:
            self._relationships[member] = (self.package.of_part(member), [])
        return self._relationships[member][0]

    def related(self, member: Member, identity: str) -> Member:
        """The part that a relationship of ``member`` leads to."""
        return self.member(self.relationships(member).by_id(identity))

    def edit(self, member: Member, part: Part, *edits: Edit) -> None:
        """Adds edits to a part."""
        self._edits.setdefault(member, (part, []))[1].extend(edits)

    def relate(self, member: Member, kind: str, name: str) -> str:
        """Relates a part to another one by a type's last word; the new relationship's id."""
        identity, edit = self.relationships(member).adding(self.kind(kind), name)
        self._relationships[member][1].append(edit)
        return identity

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Adds a part. The name must be free: see ``free_name``."""
        self._added[name] = content
        self._types += self.package.types.adding(name, content_type)

    def free_name(self, beside: Member, folder: str, stem: str) -> str:
        """A name for a new part, in a folder seen from that of another ("word/header7.xml")."""
        base = posixpath.normpath(posixpath.join("/", posixpath.dirname(beside.shown), folder))
        for number in range(1, _MOST_PARTS):
            name = posixpath.join(base, f"{stem}{number}.xml").lstrip("/")
            if name not in self._added and self.archive.find(name, caseless=True) is None:
                return name
        raise self.source.broken("the package has no free name for a part", None)

    def stands(self, text: str, wording: Wording) -> bool:
        """Whether a paragraph is the wording, or another conforming label; it is remembered."""
        found = label_in(text)
        stands = bare(text) == bare(wording.text) or (
            found is not None and (found.literal or not wording.literal)
        )
        if stands and not self.standing:
            self.standing = text.strip()
        return stands

    def edits(self) -> Edits:
        """The edits of the archive that make all of it true; none where nothing was added."""
        changes = Changes(added=dict(self._added))
        for member, (part, edits) in self._edits.items():
            changes.changed[member] = part.changed(edits)
        for found, edits in self._relationships.values():
            if edits and found.member is None:
                changes.added[found.new_name] = found.part.changed(edits)
            elif edits and found.member is not None:
                changes.changed[found.member] = found.part.changed(edits)
        if self._types:
            types = self.package.types
            changes.changed[types.member] = types.part.changed(self._types)
        return splice(self.archive, changes)


def prefixed(part: Part, space: str, fallback: str) -> tuple[bytes, bytes]:
    """The prefix ("w:") by which a part's root names a namespace, and b"".

    Where it names none, the ``fallback`` and its declaration, for the element that needs it.
    """
    for prefix, uri in part.prefixes.items():
        if uri == space and prefix:
            return prefix.encode() + b":", b""
    return fallback.encode() + b":", b' xmlns:%b="%b"' % (fallback.encode(), space.encode())
