"""The label in a PDF: one line in the top right corner of the page, appended as an update.

It is drawn over the page's own content, black on a white ground, in an embedded font with a
ToUnicode map, so that it is legible on anything, found by search and copied as text. Nothing of
the old file changes (ISO 32000-1 7.5.6). A signed file gets an annotation instead, which leaves
the content that was signed as it was (12.8.2.2.2); a certified one only where its certification
permits annotations. What the update may not do is refused with the reason.
"""

from __future__ import annotations

import math

from hegui.errors import NoRoom, NoSlot
from hegui.explicit.documents.document_options import Coverage, DocumentOptions
from hegui.explicit.documents.pdf_font import Lettering, set_in
from hegui.explicit.lettering.glyphs import face_for
from hegui.explicit.wording import Wording
from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.messages import Notice
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.pages import Page, pages
from hegui.structures.pdf.permission import ANNOTATIONS, signatures_of
from hegui.structures.pdf.reader import Parsed
from hegui.structures.pdf.revision import Revision, adding, entry_of, setting
from hegui.structures.pdf.strings import text_of
from hegui.structures.pdf.values import Array, Dictionary, Reference, Text, Value

# A key of our own in what is added (Annex E allows private ones), by which it is known again.
_OWN = b"HeguiLabel"
_XOBJECT = b"HeguiLabel"
_OF_SHORTEST = 0.018
_INSET, _HEIGHT = 0.3, 1.35  # of the letters' size
_LEAST_POINTS, _MOST_POINTS = 8.0, 40.0
_MAY_MODIFY, _MAY_ANNOTATE = 1 << 3, 1 << 5  # table 22
# Printed, not to be edited or moved by hand (12.5.3).
_FLAGS = 4 | 64 | 128


def label(
    source: Source, wording: Wording, options: DocumentOptions
) -> tuple[Edits, list[str], str, tuple[Notice, ...]]:
    """Plans the label: the update to append, the places it is put into, and what to know.

    Behind the places comes the wording of ours that stands on a page already, "" for none.

    Raises BrokenFile, CeilingExceeded, UnusableFont; NoSlot with the reason; NoRoom for a page
    too small for the wording.
    """
    document = Document(source)
    for objection in (document.fault, document.lock):
        if objection:
            raise objection
    signed = _check_permission(document)
    overlay = _Overlay(document, wording, options, signed=signed)
    places = []
    for number, page in enumerate(pages(document), 1):
        if overlay.label(page):
            places.append(f"page {number}")
        if options.coverage is Coverage.FIRST:
            break
    else:
        if not overlay.met:
            raise source.broken("the PDF has no page", "trailer")
    if overlay.revision.empty:
        return (), [], overlay.standing, ()
    notices = (
        (
            Notice(
                "the PDF is signed: the label is an annotation, so that the signed content stays "
                "as it was; readers will say that the file was annotated after it was signed"
            ),
        )
        if signed
        else ()
    )
    return (Edit(source.size, 0, overlay.revision.update()),), places, overlay.standing, notices


def _check_permission(document: Document) -> bool:
    """Whether the file is signed. Raises NoSlot where it may not be labelled as it is."""
    found = signatures_of(document)
    name = document.source.name
    if found.permitted is not None and found.permitted < ANNOTATIONS:
        raise NoSlot(
            "the PDF is certified and permits no annotation (DocMDP {level}): a visible label "
            "would break the certification; label it before it is certified",
            path=name,
            level=found.permitted,
        )
    if document.security is not None:
        needed = _MAY_ANNOTATE if found.signed else _MAY_MODIFY
        if not document.security.permissions & needed:
            raise NoSlot(
                "the PDF is encrypted and its permissions forbid to change it: label it before "
                "it is encrypted",
                path=name,
            )
    return found.signed


class _Overlay:
    """What is appended: one font, one drawing, and for each page what shows it in its size."""

    def __init__(
        self, document: Document, wording: Wording, options: DocumentOptions, *, signed: bool
    ) -> None:
        self.document = document
        self.revision = Revision(document)
        self.met = False
        self.standing = ""
        self._wording = wording
        self._font = options.font
        self._signed = signed
        self._lettering: Lettering | None = None
        self._drawn: Reference | None = None
        self._wording_at: Reference | None = None
        self._before: Reference | None = None
        self._tagged = self._is_tagged()
        self._shared: set[tuple[int, int, bytes]] = set()  # resources that have the drawing already

    def label(self, page: Page) -> bool:
        """Adds the label to a page; False where it has ours already."""
        self.met = True
        if standing := self._standing(page):
            self.standing = standing
            return False
        if self._lettering is None:
            text = self._wording.text
            self._lettering = set_in(self.revision, text, face_for(text, self._font))
        matrix = self._layout(page, self._lettering)
        if self._signed:
            self._annotate(page, matrix)
        else:
            self._draw(page, matrix)
        return True

    def _is_tagged(self) -> bool:
        catalog = self.document.catalog().value
        return isinstance(catalog, Dictionary) and catalog.get(b"StructTreeRoot") is not None

    def _standing(self, page: Page) -> str:
        """The wording of a label of ours on the page; "" where there is none."""
        for key in (b"Contents", b"Annots"):
            value = self.document.resolve(page.dictionary.get(key))
            for item in value.items[-8:] if isinstance(value, Array) else ():
                found = self.document.resolve(item)
                own = found.get(_OWN) if isinstance(found, Dictionary) else None
                said, holder = self.document.follow(own, None)
                if isinstance(said, Text):
                    return text_of(self.document.string(said, holder))[0]
        return ""

    def _layout(self, page: Page, lettering: Lettering) -> tuple[float, ...]:
        """The matrix by which the drawing, of letters of size one, stands on the page."""
        left, bottom, right, top = page.box
        wide, high = right - left, top - bottom
        shown = (high, wide) if page.rotation in (90, 270) else (wide, high)
        unit = page.unit
        size = min(max(_OF_SHORTEST * min(shown), _LEAST_POINTS / unit), _MOST_POINTS / unit)
        em = lettering.width + 2 * _INSET
        if size * em > 0.94 * shown[0]:
            size = 0.94 * shown[0] / em
        width, height = size * em, size * _HEIGHT
        if size * unit < _LEAST_POINTS * 0.7 or height > shown[1] / 2:
            raise NoRoom(
                "a page of {width} by {height} points is too small for {text!r}",
                path=self.document.source.name,
                width=round(shown[0] * unit),
                height=round(shown[1] * unit),
                text=self._wording.text,
            )
        margin = min(0.025 * min(shown), (shown[0] - width) / 2)
        x, y = shown[0] - width - margin, shown[1] - height - margin
        turned = {
            0: (size, 0, 0, size, left + x, bottom + y),
            90: (0, size, -size, 0, right - y, bottom + x),
            180: (-size, 0, 0, -size, right - x, top - y),
            270: (0, -size, size, 0, left + y, top - x),
        }
        return turned[page.rotation]

    @property
    def _extent(self) -> tuple[float, float]:
        """The drawing's width and height, for letters of size one."""
        assert self._lettering is not None
        return self._lettering.width + 2 * _INSET, _HEIGHT

    def _drawing(self) -> Reference:
        """The label as a form, once: letters of size one on a white ground."""
        assert self._lettering is not None
        if self._drawn is None:
            letters = self._lettering
            base = (_HEIGHT - letters.ascent - letters.descent) / 2
            show = b"1 g 0 0 %b re f 0 g BT /F 1 Tf %b Td <%b> Tj ET" % (
                _numbers(*self._extent),
                _numbers(_INSET, base),
                letters.codes.hex().encode(),
            )
            entries = (
                b"/Type /XObject /Subtype /Form /BBox [0 0 %b]"
                b" /Resources << /Font << /F %d 0 R >> >>"
                % (_numbers(*self._extent), letters.font.number)
            )
            self._drawn = self.revision.add_stream(entries, show)
        return self._drawn

    def _said(self) -> Reference:
        """The wording, by which our label is known again."""
        if self._wording_at is None:
            self._wording_at = self.revision.reserve()
            text = self.revision.string(self._wording.text, self._wording_at)
            self.revision.add(text, self._wording_at)
        return self._wording_at

    def _draw(self, page: Page, matrix: tuple[float, ...]) -> None:
        name = self._resource(page, self._drawing())
        if self._before is None:
            self._before = self.revision.add_stream(b"", b"q\n")
        show = b"q %b cm /%b Do Q" % (_numbers(*matrix), name)
        if self._tagged:  # what a tagged file does not list in its structure is an artifact
            show = b"/Artifact <</Type /Pagination>> BDC %b EMC" % show
        after = self.revision.add_stream(
            b"/%b %d 0 R" % (_OWN, self._said().number), b"\nQ\n%b\n" % show
        )
        old = page.dictionary.get(b"Contents")
        items = self.document.resolve(old)
        if isinstance(items, Array):
            streams = [item for item in items.items if isinstance(item, Reference)]
        else:
            streams = [old] if isinstance(old, Reference) else []
        every = [self._before, *streams, after]
        value = b"[%b]" % b" ".join(b"%d %d R" % (one.number, one.generation) for one in every)
        self.revision.edit(page.parsed, setting(page.dictionary, b"Contents", value))

    def _resource(self, page: Page, drawing: Reference) -> bytes:
        """Puts the drawing among the page's resources, where they stand; its name there.

        Resources may be the page's own, a node's above, or an object that pages share.
        """
        name = b"%b%d" % (_XOBJECT, drawing.number)
        value = b"%d 0 R" % drawing.number
        found, holder = page.inherited.get(b"Resources", (None, page.parsed))
        resources, owner = self.document.follow(found, holder)
        if not isinstance(resources, Dictionary) or owner is None:
            new = b"<< /XObject << /%b %b >> >>" % (name, value)
            self.revision.edit(page.parsed, setting(page.dictionary, b"Resources", new))
            return name
        xobjects, inner = self.document.follow(resources.get(b"XObject"), owner)
        if isinstance(xobjects, Dictionary) and inner is not None:
            self._once(inner, xobjects, name, adding(xobjects, name, value))
        else:
            new = b"<< /%b %b >>" % (name, value)
            self._once(owner, resources, name, setting(resources, b"XObject", new))
        return name

    def _once(self, holder: Parsed, dictionary: Dictionary, name: bytes, edit: Edit) -> None:
        """Adds an edit to a dictionary that pages may share, for each drawing once."""
        key = (holder.reference.number, dictionary.start, name)
        if key not in self._shared:
            self._shared.add(key)
            self.revision.edit(holder, edit)

    def _annotate(self, page: Page, matrix: tuple[float, ...]) -> None:
        """Adds the drawing as an annotation of text (12.5.6.6), turned as the page is."""
        a, b, c, d, e, f = matrix
        width, height = self._extent
        corners = [(e, f), (e + a * width + c * height, f + b * width + d * height)]
        (x1, x2), (y1, y2) = (sorted(one) for one in zip(*corners, strict=True))
        own = self.revision.reserve()
        appearance = self.revision.add_stream(
            b"/Type /XObject /Subtype /Form /BBox [0 0 %b] /Matrix [%b 0 0]"
            b" /Resources << /XObject << /D %d 0 R >> >>"
            % (_numbers(width, height), _numbers(a, b, c, d), self._drawing().number),
            b"/D Do",
        )
        self.revision.add(
            b"<< /Type /Annot /Subtype /FreeText /Rect [%b] /F %d /P %d %d R /Contents %b /DA %b"
            b" /Border [0 0 0] /AP << /N %d 0 R >> /%b %d 0 R >>"
            % (
                _numbers(x1, y1, x2, y2),
                _FLAGS,
                page.parsed.reference.number,
                page.parsed.reference.generation,
                self.revision.string(self._wording.text, own),
                self.revision.string(f"/Helv {max(map(abs, matrix[:2])):.2f} Tf 0 g", own),
                appearance.number,
                _OWN,
                self._said().number,
            ),
            own,
        )
        self._list_annotation(page, b" %d 0 R " % own.number)

    def _list_annotation(self, page: Page, reference: bytes) -> None:
        found: Value = page.dictionary.get(b"Annots")
        listed, holder = self.document.follow(found, page.parsed)
        if isinstance(listed, Array) and holder is not None:
            self.revision.edit(holder, Edit(listed.end - 1, 0, reference))
        elif entry_of(page.dictionary, b"Annots"):
            self.revision.edit(
                page.parsed, setting(page.dictionary, b"Annots", b"[%b]" % reference)
            )
        else:
            self.revision.edit(page.parsed, adding(page.dictionary, b"Annots", b"[%b]" % reference))


def _numbers(*values: float) -> bytes:
    """Numbers as PDF writes them: no exponents, no more digits than are seen."""
    return b" ".join(
        (f"{one:.3f}".rstrip("0").rstrip(".") if math.isfinite(one) else "0").encode()
        for one in values
    )
