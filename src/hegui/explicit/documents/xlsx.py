"""The label in a workbook: a text box beside the first rows, and a line of the printed header.

No cell is written, moved or covered: the box stands to the right of everything in the first two
rows, and is not printed, lest it add a page. The header (ISO/IEC 29500-1 18.3.1.46) is what
print-outs show.
"""

from __future__ import annotations

import re

from hegui.errors import NoRoom
from hegui.explicit.documents.document_options import Coverage
from hegui.explicit.documents.office import DECLARATION, Office, prefixed
from hegui.explicit.documents.pptx import width_of
from hegui.explicit.documents.xlsx_header import header_edits
from hegui.explicit.documents.xlsx_sheet import SheetWatch, shared_texts
from hegui.explicit.wording import Kind, Wording
from hegui.files.edits import Edit
from hegui.structures.opc import STRICT, TRANSITIONAL
from hegui.structures.zip.markup import Element, Part, parse
from hegui.structures.zip.records import Member

_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHEET_DRAWING_STRICT = "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING_STRICT = "http://purl.oclc.org/ooxml/drawingml/main"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_POINTS = 11
_POINT = 12_700
_HEIGHT = 20 * _POINT
_LAST_COLUMN = 16_383
_USUAL_COLUMN = 600_000  # EMU of a column of 8.43 characters, a little less
_ROWS = 2
# What may stand behind the drawing in a sheet (18.3.1.99).
_BEHIND_DRAWING = re.compile(
    "legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems"
    "|tableParts|extLst|AlternateContent"
)
_ANCHOR = (
    b"<x:oneCellAnchor><x:from><x:col>%(column)d</x:col><x:colOff>0</x:colOff><x:row>0</x:row>"
    b'<x:rowOff>0</x:rowOff></x:from><x:ext cx="%(width)d" cy="%(height)d"/>'
    b'<x:sp macro="" textlink=""><x:nvSpPr><x:cNvPr id="%(id)d" name="AI label"/>'
    b'<x:cNvSpPr txBox="1"/></x:nvSpPr><x:spPr><a:xfrm><a:off x="0" y="0"/>'
    b'<a:ext cx="%(width)d" cy="%(height)d"/></a:xfrm>'
    b'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    b'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></x:spPr>'
    b'<x:txBody><a:bodyPr wrap="none" lIns="38100" tIns="0" rIns="38100" bIns="0" anchor="ctr"/>'
    b'<a:lstStyle/><a:p><a:r><a:rPr lang="%(lang)b" altLang="en-US" sz="%(size)d"%(raised)b>'
    b'<a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:rPr><a:t>|</a:t></a:r></a:p>'
    b'</x:txBody></x:sp><x:clientData fPrintsWithSheet="0"/></x:oneCellAnchor>'
)


def label(office: Office, wording: Wording, coverage: Coverage) -> list[str]:
    """Plans the label into the package; the places it was put into.

    Raises BrokenFile, CeilingExceeded, NoSlot; NoRoom for a workbook without a sheet of cells.
    """
    main = office.read(office.main)
    if main.root.local != "workbook":
        raise office.archive.broken("{member} is not what its name says", office.main)
    places = []
    met = False
    for name, member in sheets(office, main, visible_first=coverage is Coverage.FIRST):
        watch = SheetWatch(_ROWS)
        part = office.read(member, watch)
        if part.root.local in ("chartsheet", "dialogsheet"):
            continue  # it has no cells
        if part.root.local != "worksheet":
            raise office.archive.broken("{member} is not what its name says", member)
        met = True
        where = _label_sheet(office, member, part, watch, wording)
        places += [f"sheet {name}: {each}" for each in where]
        if coverage is Coverage.FIRST:
            break
    if not met:
        raise NoRoom("the workbook has no sheet of cells to label", path=office.source.name)
    return places


def sheets(office: Office, main: Part, *, visible_first: bool = False) -> list[tuple[str, Member]]:
    """The sheets' names and parts in their order; with ``visible_first`` those shown first."""
    listed = main.root.child("sheets")
    entries = list(listed.named("sheet")) if listed else []
    if visible_first:
        entries.sort(key=lambda each: each.get("state") in ("hidden", "veryHidden"))
    found = []
    for each in entries:
        identity = next((value for name, value in each.attributes.items() if " id" in name), "")
        found.append((each.get("name"), office.related(office.main, identity)))
    return found


def _label_sheet(
    office: Office, member: Member, part: Part, watch: SheetWatch, wording: Wording
) -> list[str]:
    places = []
    header = header_edits(part, wording)
    if header:
        office.edit(member, part, *header)
        places.append("header")
    texts = watch.texts + shared_texts(office, watch.shared)
    if not any(office.stands(text, wording) for text in texts) and _add_box(
        office, member, part, watch.columns, wording
    ):
        places.append("text box")
    return places


def _add_box(office: Office, member: Member, part: Part, columns: int, wording: Wording) -> bool:
    existing = part.root.child("drawing")
    if existing is not None:
        drawing_member = office.related(member, relationship_of(existing))
        drawing = office.read(drawing_member)
        if any(office.stands(text, wording) for text in _paragraphs(drawing.root)):
            return False
        column = max(columns, *_columns_of(drawing.root), 0)
        xml = _anchor(office, drawing, column, wording)
        office.edit(drawing_member, drawing, drawing.append(drawing.root, xml))
        return True
    name = office.free_name(member, "../drawings", "drawing")
    space = _SHEET_DRAWING_STRICT if office.strict else _SHEET_DRAWING
    shell = DECLARATION + b'<xdr:wsDr xmlns:xdr="%b"></xdr:wsDr>' % space.encode()
    drawing = parse(office.source, shell, name)
    xml = _anchor(office, drawing, columns, wording)
    office.add(name, drawing.changed([drawing.append(drawing.root, xml)]), _DRAWING_TYPE)
    identity = office.relate(member, "drawing", name)
    office.edit(member, part, _in_order(part, _drawing_element(office, part, identity)))
    return True


def _drawing_element(office: Office, part: Part, identity: str) -> bytes:
    own = part.root.prefix.encode() + b":" if part.root.prefix else b""
    space = (STRICT if office.strict else TRANSITIONAL) + "relationships"
    prefix, declared = prefixed(part, space, "r")
    return b'<%bdrawing%b %bid="%b"/>' % (own, declared, prefix, identity.encode())


def _in_order(part: Part, xml: bytes) -> Edit:
    for child in part.root.children:
        if _BEHIND_DRAWING.fullmatch(child.local):
            return Edit(child.start, 0, xml)
    return part.append(part.root, xml)


def relationship_of(element: Element) -> str:
    """The id of the relationship that an element names."""
    return next((value for name, value in element.attributes.items() if " id" in name), "")


def _paragraphs(root: Element) -> list[str]:
    return [
        "".join(t.text for run in one.children for t in run.named("t"))
        for one in root.walk()
        if one.local == "p"
    ]


def _columns_of(root: Element) -> list[int]:
    """Where the shapes that reach into the first rows end.

    Of one that says its width and not its last column, as columns of the usual width have it.
    """
    ends = [0]
    for anchor in root.children:
        begin, end, size = anchor.child("from"), anchor.child("to"), anchor.child("ext")
        if begin is None or _number(begin, "row") >= _ROWS:
            continue
        width = size.get("cx") if size else ""
        columns = int(width) // _USUAL_COLUMN if width.isdigit() and len(width) < 10 else 0
        ends.append(max(_number(end, "col"), _number(begin, "col") + columns) + 1)
    return ends


def _number(place: Element | None, name: str) -> int:
    said = place.child(name) if place else None
    text = said.text.strip() if said else ""
    return int(text) if text.isdigit() and len(text) < 7 else 0


def _anchor(office: Office, drawing: Part, column: int, wording: Wording) -> bytes:
    if column > _LAST_COLUMN:
        raise NoRoom(
            "the first rows are full to the last column, and a label must not cover cells",
            path=office.source.name,
        )
    ids = [one.get("id") for one in drawing.root.walk() if one.local == "cNvPr"]
    x_prefix, _ = prefixed(drawing, drawing.root.space, "xdr")
    space = _DRAWING_STRICT if office.strict else _DRAWING
    a_prefix, declared = prefixed(drawing, space, "a")
    if not drawing.root.prefix:
        x_prefix = b""
    xml = _ANCHOR % {
        b"column": column,
        b"width": width_of(wording.text, _POINTS) + 2 * 38_100,
        b"height": _HEIGHT,
        b"id": max([1, *(int(one) for one in ids if one.isdigit() and len(one) < 10)]) + 1,
        b"lang": b"zh-CN" if "zh" in wording.languages else b"en-US",
        b"size": _POINTS * 100,
        b"raised": b' baseline="30000"' if wording.kind is Kind.CORNER_MARK else b"",
    }
    xml = xml.replace(b"x:", b"\0x").replace(b"a:", a_prefix).replace(b"\0x", x_prefix)
    xml = xml.replace(b"oneCellAnchor>", b"oneCellAnchor" + declared + b">", 1)
    before, after = xml.split(b"|")
    return before + drawing.written(wording.text) + after
