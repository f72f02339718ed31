"""The label in a presentation: a text box in the top right corner of slides.

Nothing on the slide moves; black text on a white ground is legible on whatever is below. The box
is the last shape, so it is in front, and a screen reader comes to it as to any other text.
Source: ISO/IEC 29500-1 19.3.1 (shapes), 20.1 (DrawingML).
"""

from __future__ import annotations

from hegui.errors import NoRoom
from hegui.explicit.documents.document_options import Coverage
from hegui.explicit.documents.office import Office, prefixed
from hegui.explicit.wording import Kind, Wording
from hegui.files.edits import Edit
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING_STRICT = "http://purl.oclc.org/ooxml/drawingml/main"
_USUAL_SIZE = (9_144_000, 6_858_000)  # 19.2.1.39, in EMU of 1/914400 inch
_POINT = 12_700
_OF_SHORTEST = 0.028  # the text's size, of the slide's shortest side
_LEAST_POINTS = 10
_OFF = ("0", "false", "off")
_MOST_TEXT = 2000

_SHAPE = (
    b"<p:sp><p:nvSpPr>"
    b'<p:cNvPr id="%(id)d" name="AI label"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
    b'<p:spPr><a:xfrm><a:off x="%(x)d" y="%(y)d"/><a:ext cx="%(width)d" cy="%(height)d"/></a:xfrm>'
    b'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    b'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></p:spPr>'
    b'<p:txBody><a:bodyPr wrap="none" lIns="%(inset)d" tIns="%(inset)d" rIns="%(inset)d"'
    b' bIns="%(inset)d" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
    b'<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="%(lang)b" altLang="en-US" sz="%(size)d"%(raised)b>'
    b'<a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:rPr>'
    b"<a:t>|</a:t></a:r></a:p></p:txBody></p:sp>"
)


def label(office: Office, wording: Wording, coverage: Coverage) -> list[str]:
    """Plans the label into the package; the places it was put into.

    Raises BrokenFile, CeilingExceeded, NoSlot; NoRoom for a presentation without slides.
    """
    main = office.read(office.main)
    if main.root.local != "presentation":
        raise office.archive.broken("{member} is not what its name says", office.main)
    found = slides(office, main)
    if not found:
        raise NoRoom("the presentation has no slide", path=office.source.name)
    size = _size(main)
    parts = ((slide, office.read(slide, _kept)) for slide in found)
    places = []
    for number, (slide, part) in enumerate(parts, 1):
        hidden = part.root.get("show") in _OFF
        if hidden and coverage is Coverage.FIRST and number < len(found):
            continue
        if _label_slide(office, slide, part, wording, size):
            places.append(f"slide {number}")
        if coverage is Coverage.FIRST:
            break
    return places


def width_of(text: str, points: float) -> int:
    """The room a line of text needs, in EMU: a full square for a Chinese character."""
    squares = sum(1.05 if ord(one) > 0x2E7F else 0.62 for one in text)
    return int(squares * points * _POINT)


def slides(office: Office, main: Part) -> list[Member]:
    """The slides' parts, in their order."""
    listed = main.root.child("sldIdLst")
    found = []
    for each in listed.named("sldId") if listed else ():
        # Two attributes are called id: the one in a namespace is the relationship's.
        identity = next((value for name, value in each.attributes.items() if " id" in name), "")
        found.append(office.related(office.main, identity))
    return found


def _size(main: Part) -> tuple[int, int]:
    said = main.root.child("sldSz")
    try:
        wide, high = (int(said.get("cx")), int(said.get("cy"))) if said else _USUAL_SIZE
    except ValueError:
        return _USUAL_SIZE
    # 20.1.2.1.1: the limits of a slide's size.
    return (wide, high) if min(wide, high) >= 914_400 // 2 else _USUAL_SIZE


def _kept(element: Element) -> bool:
    return element.local in ("spTree", "cNvPr", "t", "extLst", "p")


def _label_slide(
    office: Office, slide: Member, part: Part, wording: Wording, size: tuple[int, int]
) -> bool:
    data = part.root.child("cSld")
    tree = data.child("spTree") if data else None
    if part.root.local != "sld" or tree is None or tree.close < 0:
        raise office.archive.broken("{member} is not what its name says", slide)
    texts = ("".join(t.text for t in one.named("t")) for one in _walk_paragraphs(tree))
    if any(office.stands(text[:_MOST_TEXT], wording) for text in texts):
        return False
    last = tree.children[-1] if tree.children else None
    at = last.start if last is not None and last.local == "extLst" else tree.close
    office.edit(slide, part, Edit(at, 0, _shape(part, wording, size, _free_id(tree))))
    return True


def _walk_paragraphs(tree: Element) -> list[Element]:
    return [one for one in tree.walk() if any(child.local == "t" for child in one.children)]


def _free_id(tree: Element) -> int:
    ids = [one.get("id") for one in tree.walk() if one.local == "cNvPr"]
    return max([1, *(int(one) for one in ids if one.isdigit() and len(one) < 10)]) + 1


def _shape(part: Part, wording: Wording, size: tuple[int, int], identity: int) -> bytes:
    wide, high = size
    points = max(_LEAST_POINTS, _OF_SHORTEST * min(size) / _POINT)
    inset = int(points * _POINT * 0.25)
    width = width_of(wording.text, points) + 2 * inset
    if width > wide * 0.9:  # a long wording: smaller, but never below what can be read
        points = max(_LEAST_POINTS, points * wide * 0.9 / width)
        width = min(width_of(wording.text, points) + 2 * inset, wide)
    height = int(points * _POINT * 1.3) + 2 * inset
    margin = min(int(min(size) * 0.02), (wide - width) // 2)
    p_prefix, p_declared = prefixed(part, part.root.space, "p")
    strict = part.root.space.startswith("http://purl.oclc.org/")
    a_prefix, a_declared = prefixed(part, _DRAWING_STRICT if strict else _DRAWING, "a")
    xml = _SHAPE % {
        b"id": identity,
        b"x": wide - width - margin,
        b"y": min(int(min(size) * 0.02), high - height),
        b"width": width,
        b"height": height,
        b"inset": inset,
        b"lang": b"zh-CN" if "zh" in wording.languages else b"en-US",
        b"size": round(points * 100),
        b"raised": b' baseline="30000"' if wording.kind is Kind.CORNER_MARK else b"",
    }
    xml = xml.replace(b"p:", b"\0p").replace(b"a:", a_prefix).replace(b"\0p", p_prefix)
    xml = xml.replace(b"sp>", b"sp" + p_declared + a_declared + b">", 1)
    before, after = xml.split(b"|")
    return before + part.written(wording.text) + after
