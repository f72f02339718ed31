"""The lines of presentations and workbooks that may hold a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hegui.explicit.documents import pptx, xlsx
from hegui.explicit.documents.lines import Line, may_be_label
from hegui.explicit.documents.office import Office
from hegui.explicit.documents.xlsx_sheet import SheetWatch, shared_texts
from hegui.structures.zip.markup import Element, Part

_OFF = ("0", "false", "off")
_ROWS = 5
_HEADERS = ("oddHeader", "evenHeader", "firstHeader")
# What a header's text holds besides words: sides, fonts, sizes, colours and fields (18.3.1.46).
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[A-Za-z+\-])')
_SIDE = re.compile(r"&[LCR]")
_SIZE = re.compile(r"&([0-9]{1,3})")


def of_presentation(office: Office) -> Iterator[Line]:
    """The paragraphs of every slide that is shown. Raises BrokenFile, CeilingExceeded, NoSlot."""
    main = office.read(office.main)
    for number, slide in enumerate(pptx.slides(office, main), 1):
        part = office.read(slide, _kept)
        if part.root.get("show") in _OFF:
            continue
        yield from _paragraphs(part.root, f"slide {number}")


def of_workbook(office: Office) -> Iterator[Line]:
    """Headers, text boxes and first rows of every sheet that is shown. Raises the same."""
    main = office.read(office.main)
    listed = main.root.child("sheets")
    states = [one.get("state") for one in listed.named("sheet")] if listed else []
    found = zip(xlsx.sheets(office, main), states, strict=False)
    for (name, member), state in found:
        if state in ("hidden", "veryHidden"):
            continue
        watch = SheetWatch(_ROWS)
        part = office.read(member, watch)
        yield from _headers(part, f"sheet {name}: header")
        for text in watch.texts + shared_texts(office, watch.shared):
            if may_be_label(text):
                yield Line(text.strip(), f"sheet {name}: first rows")
        drawing = part.root.child("drawing")
        if drawing is not None:
            target = office.related(member, xlsx.relationship_of(drawing))
            yield from _paragraphs(office.read(target).root, f"sheet {name}: text box")


def _kept(element: Element) -> bool:
    return element.local in ("cSld", "spTree", "sp", "txBody", "p", "r", "rPr", "t", "grpSp")


def _paragraphs(root: Element, place: str) -> Iterator[Line]:
    for paragraph in (one for one in root.walk() if one.local == "p"):
        runs = [one for one in paragraph.walk() if one.local == "r"]
        text = "".join(t.text for run in runs for t in run.named("t")).strip()
        if may_be_label(text):
            sizes = [p.get("sz") for run in runs for p in run.named("rPr")]
            points = [int(one) / 100 for one in sizes if one.isdigit()]
            yield Line(text, place, min(points, default=None))


def _headers(part: Part, place: str) -> Iterator[Line]:
    holder = part.root.child("headerFooter")
    for name in _HEADERS if holder is not None else ():
        header = holder.child(name) if holder is not None else None
        for side in _SIDE.split(header.text if header is not None else ""):
            size = _SIZE.search(side)
            for line in _CODE.sub("", side.replace("&&", "\0")).replace("\0", "&").splitlines():
                if may_be_label(line):
                    yield Line(line.strip(), place, float(size[1]) if size else None)
