"""The label in a Word document: one line in the top margin, on the first page or on every one.

It is a paragraph in a frame that stands in the margin of the page (ISO/IEC 29500-1 17.3.1.11),
so that no line of the document moves: in the body for the first page, where a screen reader
meets it first; in the headers for every page (17.10), which are added where a section has none.
"""

from __future__ import annotations

from hegui.explicit.documents.document_options import Coverage
from hegui.explicit.documents.docx_lines import FIRST_PAGE, Walk, styles_of
from hegui.explicit.documents.office import DECLARATION, Office, prefixed
from hegui.explicit.wording import Kind, Wording
from hegui.files.edits import Edit
from hegui.structures.opc import STRICT, TRANSITIONAL
from hegui.structures.zip.markup import Element, Part, parse
from hegui.structures.zip.records import Member

_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
# Twentieths of a point: from the page's edge, and half-points for the size of the text.
_FROM_EDGE = 340
_SIZE = 20
_PARAGRAPH = (
    b"<w:p%(declared)b><w:pPr>"
    b'<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="%(align)b"'
    b' w:y="%(edge)d"/>'
    b'<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    b'<w:ind w:left="0" w:right="0" w:firstLine="0"/></w:pPr>'
    b'<w:r><w:rPr><w:color w:val="auto"/><w:sz w:val="%(size)d"/><w:szCs w:val="%(size)d"/>'
    b'%(raised)b<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    b'<w:t xml:space="preserve">|</w:t></w:r></w:p>'
)
_KEPT = frozenset(("body", "sectPr", "sectPrChange", "headerReference", "titlePg"))
_OFF = ("0", "false", "off")


def label(office: Office, wording: Wording, coverage: Coverage) -> list[str]:
    """Plans the label into the package; the places it was put into.

    Raises BrokenFile, CeilingExceeded, NoSlot.
    """
    watch = Walk(styles_of(office), _KEPT)
    part = office.read(office.main, watch)
    root = part.root
    body = root.child("body")
    if root.local != "document" or body is None:
        raise office.source.broken("the package has no {part}", office.main.shown, part="body")
    places = []
    if coverage is not Coverage.EVERY and not any(
        office.stands(line.text, wording)
        for line in watch.lines
        if line.place == FIRST_PAGE and not line.hidden
    ):
        # Not where the headers' line is, should there be both.
        xml = paragraph(part, wording, b"left" if coverage is Coverage.BOTH else b"right")
        office.edit(office.main, part, _first_in(part, body, xml))
        places.append("first page")
    if coverage is not Coverage.FIRST and _Headers(office, part, wording).label(body):
        places.append("every page")
    return places


def paragraph(part: Part, wording: Wording, align: bytes = b"right") -> bytes:
    """The label as a paragraph in a frame, in the names that the part uses."""
    space = part.root.space
    prefix, declared = prefixed(part, space, "w")
    raised = b'<w:vertAlign w:val="superscript"/>' if wording.kind is Kind.CORNER_MARK else b""
    facts = {b"declared": declared, b"size": _SIZE, b"edge": _FROM_EDGE}
    facts |= {b"raised": raised, b"align": align}
    before, after = (_PARAGRAPH % facts).replace(b"w:", prefix).split(b"|")
    return before + part.written(wording.text) + after


def _first_in(part: Part, body: Element, xml: bytes) -> Edit:
    """The edit that puts a paragraph before everything in the body, or in a header."""
    if body.close < 0:
        return part.append(body, xml)
    return Edit(part.tag_end(body), 0, xml)


class _Headers:
    """The headers of a document: those its sections have, and those that are missing."""

    def __init__(self, office: Office, part: Part, wording: Wording) -> None:
        self.office = office
        self.part = part
        self.wording = wording
        self.done: set[Member] = set()
        self.new: str = ""  # the relationship to the one new header that fills every gap
        self.changed = False
        self._even: bool | None = None

    def label(self, body: Element) -> bool:
        """Plans the label into every header in use; whether anything is added."""
        # What a tracked change has replaced is in an element of its own.
        old = {
            id(one)
            for change in body.walk()
            if change.local == "sectPrChange"
            for one in change.children
        }
        sections = [one for one in body.walk() if one.local == "sectPr" and id(one) not in old]
        inherited: set[str] = set()
        if not sections or sections[-1] not in body.children:
            # The last section has no properties of its own: it gets them, with a header.
            self._add_section(body, sections)
        for section in sections:
            own = {self._type(one): one for one in section.named("headerReference")}
            for reference in own.values():
                self._label_part(reference)
            missing = self._used(section) - own.keys() - inherited
            self._refer(section, sorted(missing))
            inherited |= own.keys() | missing
        return self.changed

    def _type(self, reference: Element) -> str:
        return reference.get("type") or "default"

    def _used(self, section: Element) -> set[str]:
        """The sorts of page that a section has."""
        used = {"default"}
        title = section.child("titlePg")
        if title is not None and title.get("val") not in _OFF:
            used.add("first")
        if self._even_pages():
            used.add("even")
        return used

    def _even_pages(self) -> bool:
        """Whether even pages have headers of their own (17.10.1)."""
        if self._even is None:
            found = self.office.relationships(self.office.main).named(self.office.kind("settings"))
            self._even = False
            for each in found:
                name = self.office.relationships(self.office.main).target(each)
                settings = self.office.read(self.office.member(name))
                switch = settings.root.child("evenAndOddHeaders")
                self._even = switch is not None and switch.get("val") not in _OFF
        return self._even

    def _label_part(self, reference: Element) -> None:
        member = self.office.related(self.office.main, reference.get("id"))
        if member in self.done:
            return
        self.done.add(member)
        header = self.office.read(member)
        if header.root.local != "hdr":
            raise self.office.archive.broken("{member} is not what its name says", member)
        walk = Walk(styles_of(self.office))
        self.office.read(member, walk)
        if any(self.office.stands(text, self.wording) for text in walk.shown):
            return
        xml = paragraph(header, self.wording)
        self.office.edit(member, header, _first_in(header, header.root, xml))
        self.changed = True

    def _refer(self, section: Element, types: list[str]) -> None:
        if not types:
            return
        xml = b"".join(self._reference(one) for one in types)
        edit = (
            Edit(self.part.tag_end(section), 0, xml)
            if section.close >= 0
            else self.part.append(section, xml)
        )
        self.office.edit(self.office.main, self.part, edit)

    def _add_section(self, body: Element, sections: list[Element]) -> None:
        # Sections before it may have headers already, which this one inherits; a type that they
        # lack is filled here.
        have = {self._type(one) for each in sections for one in each.named("headerReference")}
        have |= {one for each in sections for one in self._used(each)}  # filled there
        used = {"default", "even"} if self._even_pages() else {"default"}
        missing = sorted(used - have)
        if missing:
            w, declared = prefixed(self.part, self.part.root.space, "w")
            xml = b"<%bsectPr%b>%b</%bsectPr>" % (
                w,
                declared,
                b"".join(self._reference(one) for one in missing),
                w,
            )
            self.office.edit(self.office.main, self.part, self.part.append(body, xml))

    def _reference(self, kind: str) -> bytes:
        if not self.new:
            name = self.office.free_name(self.office.main, "", "header")
            w = self.part.root.space
            shell = DECLARATION + b'<w:hdr xmlns:w="%b"></w:hdr>' % w.encode()
            header = parse(self.office.source, shell, name)
            content = header.changed(
                [_first_in(header, header.root, paragraph(header, self.wording))]
            )
            self.office.add(name, content, _HEADER_TYPE)
            self.new = self.office.relate(self.office.main, "header", name)
            self.changed = True
        w_prefix, w_declared = prefixed(self.part, self.part.root.space, "w")
        r_space = (STRICT if self.office.strict else TRANSITIONAL) + "relationships"
        r_prefix, r_declared = prefixed(self.part, r_space, "r")
        return b'<%bheaderReference%b%b %btype="%b" %bid="%b"/>' % (
            w_prefix,
            w_declared,
            r_declared,
            w_prefix,
            kind.encode(),
            r_prefix,
            self.new.encode(),
        )
