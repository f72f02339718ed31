"""OpenDocument: the label is a user-defined metadata element in meta.xml.

The guides do not name the format; a user-defined field is where OpenDocument itself has what
Office calls a custom property, so LibreOffice shows it and keeps it (OASIS ODF 1.3 part 3,
4.3.3.2.18). The mimetype member stays the first and as it is; a document without meta.xml gets
one, and its line in the manifest. An encrypted or signed document is not written.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures.claims import claims_in
from hegui.implicit.structures.zip_document import ZipDocument
from hegui.rules import slot_of
from hegui.structures.zip import markup
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member
from hegui.structures.zip.splicing import Changes, splice

MIMETYPE = "application/vnd.oasis.opendocument."
META = "meta.xml"
MANIFEST = "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
# By the last letter: text, spreadsheet, presentation, drawing, chart, image, formula, master
# document, database, page; "o" stands before a document's, "ot" before a template's.
_SUFFIXES = tuple(
    [f".od{letter}" for letter in "tspgcifmb"] + [f".ot{letter}" for letter in "tspgcifmh"]
)
_NAME = "AIGC"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

_NEW = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document-meta xmlns:office="{office}" xmlns:meta="{meta}" office:version="{version}">'
    "<office:meta>{element}</office:meta></office:document-meta>"
)


class Odf(ZipDocument):
    """An OpenDocument package of any application."""

    kind = Kind(
        "odf",
        "OpenDocument",
        _SUFFIXES,
        (
            MIMETYPE + "text",
            MIMETYPE + "spreadsheet",
            MIMETYPE + "presentation",
            MIMETYPE + "graphics",
            MIMETYPE + "text-template",
            MIMETYPE + "spreadsheet-template",
            MIMETYPE + "presentation-template",
            MIMETYPE + "graphics-template",
        ),
        slot_of("odf"),
    )

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        meta = self.archive.find(META)
        place = meta or self.archive.members[0]
        try:
            self._check_encryption()
            if meta:
                self._read_meta(look, meta, self.part(meta))
        except FileError as error:
            look.could_not(error, place=META, offset=place.offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self.archive.find(_SIGNATURES):
            raise NoSlot(
                "is digitally signed, and a label written now would break the signature: "
                "label first, then sign",
                path=self.source.name,
            )
        self._check_encryption()
        changes = Changes()
        meta = self.archive.find(META)
        if meta:
            part = self.part(meta)
            self.change(changes, meta, part, self._setting(meta, part, text))
        else:
            self._add_meta(changes, text)
        return splice(self.archive, changes)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Every member but meta.xml, the manifest, thumbnails and signatures.

        The manifest repeats what members there are and of which type; their content shows it.
        """
        left_out = {MANIFEST, META, _SIGNATURES, "META-INF/macrosignatures.xml"}
        found = {self.archive.find(name) for name in left_out} - {None}
        found.update(self.archive.under("Thumbnails/"))
        yield from self.essence_of(frozenset(member for member in found if member))

    def _check_encryption(self) -> None:
        """Raises NoSlot where the manifest says that members are encrypted."""
        manifest = self.archive.find(MANIFEST)
        if manifest and b"encryption-data" in self.archive.content(manifest, markup.LARGEST):
            raise NoSlot("is encrypted", path=self.source.name)

    def _read_meta(self, look: Look, member: Member, part: Part) -> None:
        budget = Budget(self.source)
        first: Element | None = None
        for element in part.root.walk():
            if _is_label(element):
                budget.spend(len(element.text), member.shown)
                exact = first is None and _is_exact(element)
                first = first or (element if exact else None)
                look.label(
                    element.text,
                    slot="odf.user-defined",
                    place=f"{member.shown}, {element.qname} {element.get('name')}",
                    offset=member.offset,
                    length=member.data_end - member.offset,
                    prescribed=exact,
                )
            elif not element.children:
                for claim in claims_in(part, budget, element):
                    self.add_claim(look, "odf.meta", member, claim)

    def _setting(self, member: Member, part: Part, text: str) -> list[Edit]:
        budget = Budget(self.source)
        found = [element for element in part.root.walk() if _is_label(element)]
        kept = next((element for element in found if _is_exact(element)), None)
        edits = [part.replace(element, b"") for element in found if element is not kept]
        for element in part.root.walk():
            if not element.children and not _is_label(element):
                edits += self.blanking(part, budget, element)
        if kept and kept.close >= 0:
            start = part.tag_end(kept)
            edits.append(Edit(start, kept.close - start, part.written(text)))
            return edits
        if kept:
            return [*edits, part.append(kept, part.written(text))]
        return [*edits, self._inserting(member, part, text)]

    def _inserting(self, member: Member, part: Part, text: str) -> Edit:
        if part.root.space != _OFFICE or part.root.local != "document-meta":
            raise self.archive.broken("{member} is not what its name says", member)
        prefix = next((each for each, uri in part.prefixes.items() if uri == _META and each), "")
        declared = "" if prefix else f' xmlns:meta="{_META}"'
        element = _element(prefix or "meta", declared, part.written(text))
        inside = part.root.child("meta")
        if inside:
            return part.append(inside, element)
        own = part.root.qname[: -len("document-meta")].encode() + b"meta"
        return part.append(part.root, b"<%b>%b</%b>" % (own, element, own))

    def _add_meta(self, changes: Changes, text: str) -> None:
        member = self.archive.find(MANIFEST)
        if member is None:
            raise self.source.broken("the package has no {part}", None, part=MANIFEST)
        manifest = self.part(member)
        element = _element("meta", "", escape(text, quote=False).encode()).decode()
        version = manifest.root.get("version") or "1.2"
        changes.added[META] = _NEW.format(
            office=_OFFICE, meta=_META, version=escape(version), element=element
        ).encode()
        if any(each.get("full-path") == META for each in manifest.root.children):
            return
        prefix = next((p for p, uri in manifest.prefixes.items() if uri == _MANIFEST and p), "")
        name = (prefix or "manifest").encode()
        declared = b"" if prefix else b' xmlns:manifest="' + _MANIFEST.encode() + b'"'
        entry = b'<%b:file-entry%b %b:full-path="meta.xml" %b:media-type="text/xml"/>'
        edit = manifest.append(manifest.root, entry % (name, declared, name, name))
        self.change(changes, member, manifest, [edit])


def _is_label(element: Element) -> bool:
    return element.local == "user-defined" and element.get("name").lower() == _NAME.lower()


def _is_exact(element: Element) -> bool:
    return (
        element.space == _META
        and element.get("name") == _NAME
        and element.get("value-type") in ("string", "")
        and not element.children
    )


def _element(prefix: str, declared: str, text: bytes) -> bytes:
    start = (
        f'<{prefix}:user-defined{declared} {prefix}:name="{_NAME}" {prefix}:value-type="string">'
    )
    return start.encode() + text + f"</{prefix}:user-defined>".encode()
