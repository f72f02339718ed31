"""Elements of WordprocessingML (ISO/IEC 29500-1, clause 17) that python-docx has no words for."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.styles.style import CharacterStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    """An element of namespace ``w``; attributes of the same namespace, without prefix."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_fonts(style: CharacterStyle, latin: str, chinese: str) -> None:
    """The faces of a style, which no theme overrides."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = element("rFonts", ascii=latin, hAnsi=latin, cs=latin, eastAsia=chinese)
    properties.insert(0, fonts)


def set_language(style: CharacterStyle) -> None:
    """The languages of Latin and of Chinese text."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    # Latin words stay English in a Chinese document: as Chinese they would be broken anywhere.
    properties.append(element("lang", val="en-GB", eastAsia="zh-CN"))


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field such as PAGE, which the reader's program fills in (17.16.5)."""
    field = element("fldSimple", instr=instruction)
    run = element("r")
    shown = element("t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links within the document lead to (17.13.6.2)."""
    first = 0 if paragraph._p.pPr is None else 1  # the paragraph's properties stand first
    paragraph._p.insert(first, element("bookmarkStart", id=str(number), name=name[:40]))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def link(run: Run, paragraph: Paragraph, address: str) -> None:
    """Makes a run of a paragraph a link: to an address, or to "#bookmark" (17.16.22)."""
    if address.startswith("#"):
        around = element("hyperlink", anchor=address[1:41])
    else:
        key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        around = element("hyperlink")
        around.set(qn("r:id"), key)
    paragraph._p.replace(run._r, around)
    around.append(run._r)


def shade(cell: _Cell, colour: str) -> None:
    """A ground colour (hexadecimal, without "#") behind a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def shade_paragraph(paragraph: Paragraph, ground: str, edge: str) -> None:
    """A paragraph on a ground, with a bar at its left."""
    properties = paragraph._p.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="24", space="8", color=edge))
    properties.append(borders)
    properties.append(element("shd", val="clear", color="auto", fill=ground))


def border(table: Table, colour: str) -> None:
    """Thin lines around and between all cells (17.4.38)."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz="4", space="0", color=colour))
    table._tbl.tblPr.append(borders)


def is_head(row: _Row) -> None:
    """Repeats a row on every page of its table (17.4.78)."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: _Row) -> None:
    """Breaks no page within a row (17.4.6)."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def describe(picture: InlineShape, title: str, description: str) -> None:
    """What a picture shows, for those who do not see it (20.4.2.5)."""
    properties = picture._inline.docPr
    properties.set("title", title)
    properties.set("descr", description)
    for side in ("distT", "distB", "distL", "distR"):  # where they are missing, some leave room
        picture._inline.set(side, "0")
