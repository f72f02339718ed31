"""A document as DOCX, by python-docx. Needs the extra ``report``.

The same document and the same fonts give the same bytes: moments come from the document, and the
archive is packed anew with one fixed time. Charts stand in it as PNG with all they show in words.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import assert_never

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from hegui.messages import say
from hegui.render.characters import legal
from hegui.render.charts.bitmap import png
from hegui.render.charts.draw import scene
from hegui.render.charts.tones import light
from hegui.render.document import word_elements as word_xml
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    NewPage,
    Paragraph,
    Signatures,
    Table,
    Text,
    Words,
    runs,
    same,
)
from hegui.render.report import Said

# Faces that Windows and macOS versions of Word have; others put their own in their place.
_LATIN, _CHINESE, _EXACT = "Arial", "Microsoft YaHei", "Consolas"
_WIDTH, _HEIGHT = Mm(174), Mm(225)  # A4 less its margins, and room for a caption
_SOFT = {"pass": "E4F4EA", "warn": "FDF3DC", "fail": "FBE9E7", "open": "ECEFF1"}
_HEAD = "F0F0EC"
_BULLET = "List Bullet"
_HEADINGS = {1: 15.0, 2: 12.5, 3: 11.0}
_PACKED = (1980, 1, 1, 0, 0, 0)


def word(document: Document, lang: str) -> bytes:
    """The document in one language. Raises UnusableFont where a chart's word has no glyph."""
    writer = _Writer(document, lang)
    for one in document.blocks:
        writer.write(one)
    return writer.bytes()


class _Writer:
    def __init__(self, document: Document, lang: str) -> None:
        self._lang = lang
        self._word: WordDocument = docx.Document()
        self._bookmarks = 0
        self._breaks = False
        self._dress(document)
        self._word.add_paragraph(legal(document.title.in_(lang)), style="Title")
        if document.subtitle.in_(lang):
            self._fill(self._word.add_paragraph(), Text(document.subtitle, dim=True))

    def write(self, one: Block) -> None:
        match one:
            case Heading():
                depth = min(max(one.depth, 1), 3)
                paragraph = self._word.add_heading(legal(one.words.in_(self._lang)), depth)
                if self._breaks:  # on the heading itself: a break of its own leaves a blank line
                    paragraph.paragraph_format.page_break_before = True
                    self._breaks = False
                if one.name:
                    self._bookmarks += 1
                    word_xml.add_bookmark(paragraph, one.name, self._bookmarks)
            case Paragraph():
                paragraph = self._fill(self._word.add_paragraph(), one.words)
                if one.tone in _SOFT:
                    edge = light(one.tone).removeprefix("#")
                    word_xml.shade_paragraph(paragraph, _SOFT[one.tone], edge)
            case Bullets():
                for item in one.items:
                    self._fill(self._word.add_paragraph(style=_BULLET), item)
            case Facts():
                rows = [(Text(name, dim=True), held) for name, held in one.rows]
                columns = (Column(same(""), 1), Column(same(""), 3))
                self._table(columns, rows, head=False)
            case Table():
                self._caption(one.caption)
                self._table(one.columns, one.rows, head=True)
            case Figure():
                self._figure(one)
            case Signatures():
                self._signatures(one)
            case NewPage():
                self._breaks = True
            case _:
                assert_never(one)

    def bytes(self) -> bytes:
        packed = io.BytesIO()
        self._word.save(packed)
        result = io.BytesIO()
        with (
            zipfile.ZipFile(packed) as old,
            zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, _PACKED), old.read(name), zipfile.ZIP_DEFLATED)
        return result.getvalue()

    def _dress(self, document: Document) -> None:
        """Page, faces, sizes, properties; a page number below."""
        section = self._word.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin = section.bottom_margin = Mm(20)
        normal = _style(self._word, "Normal")
        word_xml.set_language(normal)
        normal.font.size = Pt(10)
        normal.paragraph_format.space_after = Pt(5)
        normal.paragraph_format.line_spacing = 1.2
        for depth, size in {0: 20.0, **_HEADINGS}.items():
            style = _style(self._word, f"Heading {depth}" if depth else "Title")
            word_xml.set_fonts(style, _LATIN, _CHINESE)
            style.font.size, style.font.bold = Pt(size), True
            style.font.color.rgb = RGBColor.from_string(light("ink").removeprefix("#"))
            style.paragraph_format.space_before = Pt(14 if depth else 0)
            style.paragraph_format.keep_with_next = True
        word_xml.set_fonts(normal, _LATIN, _CHINESE)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        word_xml.add_field(footer, "PAGE")
        footer.add_run(" / ")
        word_xml.add_field(footer, "NUMPAGES")
        self._describe(document)

    def _describe(self, document: Document) -> None:
        properties, lang = self._word.core_properties, self._lang
        properties.title = legal(document.title.in_(lang))[:255]
        properties.author = properties.last_modified_by = legal(document.author)[:255]
        properties.comments = legal(document.about.in_(lang))[:255]
        properties.language = "zh-CN" if lang == "zh" else "en-GB"
        # The format has no time zone: moments are UTC.
        moment = document.made.replace(tzinfo=None)
        properties.created = properties.modified = moment

    def _fill(self, paragraph: WordParagraph, words: Words, size: float = 0) -> WordParagraph:
        for one in runs(words):
            run = paragraph.add_run(legal(one.words.in_(self._lang)))
            run.bold = True if one.bold or one.tone else None
            if size:
                run.font.size = Pt(size)
            if one.exact:
                run.font.name = _EXACT
                run.font.size = Pt((size or 10) - 1.5)
            tone = one.tone or ("dim" if one.dim else "accent" if one.link else "")
            if tone:
                run.font.color.rgb = RGBColor.from_string(light(tone).removeprefix("#"))
            if one.link.startswith(("#", "https://", "http://", "mailto:")):
                word_xml.link(run, paragraph, one.link)
        return paragraph

    def _caption(self, caption: Said) -> None:
        if caption.in_(self._lang):
            paragraph = self._fill(self._word.add_paragraph(), Text(caption, bold=True))
            paragraph.paragraph_format.keep_with_next = True

    def _table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Words]], *, head: bool
    ) -> WordTable:
        table: WordTable = self._word.add_table(rows=len(rows) + head, cols=len(columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        if head:
            word_xml.border(table, light("line").removeprefix("#"))
        total = sum(column.share for column in columns)
        widths = [Length(round(_WIDTH * column.share / total)) for column in columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        if head:
            first = table.rows[0]
            word_xml.is_head(first)
            names = [Text(column.name, bold=True) for column in columns]
            self._cells(first.cells, columns, names, widths)
            for cell in first.cells:
                word_xml.shade(cell, _HEAD)
        for row, cells in zip(list(table.rows)[int(head) :], rows, strict=True):
            word_xml.keep_whole(row)
            self._cells(row.cells, columns, cells, widths)
        self._word.add_paragraph().paragraph_format.space_after = Pt(2)
        return table

    def _cells(
        self,
        cells: Sequence[_Cell],
        columns: Sequence[Column],
        contents: Sequence[Words],
        widths: Sequence[Length],
    ) -> None:
        for cell, column, content, width in zip(cells, columns, contents, widths, strict=True):
            cell.width = width
            paragraph = self._fill(cell.paragraphs[0], content, 9)
            paragraph.paragraph_format.space_after = Pt(1)
            if column.number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _figure(self, figure: Figure) -> None:
        drawn = scene(figure.chart, self._lang)
        self._caption(figure.chart.title)
        paragraph = self._word.add_paragraph()
        # A chart that is taller than a page is made narrower.
        width = min(_WIDTH, Length(round(_HEIGHT * drawn.width / drawn.height)))
        picture = paragraph.add_run().add_picture(io.BytesIO(png(drawn)), width=width)
        word_xml.describe(picture, legal(drawn.title), legal(drawn.description))
        if figure.caption.in_(self._lang):
            paragraph.paragraph_format.keep_with_next = True
            self._fill(self._word.add_paragraph(), Text(figure.caption, dim=True), 9)

    def _signatures(self, signatures: Signatures) -> None:
        names = ("Role", "Name and signature", "Date")
        columns = [
            Column(same(say(name, self._lang)), share)
            for name, share in zip(names, (1, 1.2, 0.8), strict=True)
        ]
        rows = [(one.role, same(one.name), same(one.day)) for one in signatures.lines]
        table = self._table(columns, rows, head=True)
        for row in list(table.rows)[1:]:
            row.height = Mm(14)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    assert isinstance(style, CharacterStyle)
    return style
