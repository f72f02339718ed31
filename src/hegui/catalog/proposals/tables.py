"""Tables out of saved files: HTML pages as browsers keep them, and CSV."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

from hegui.errors import CeilingExceeded
from hegui.files.source import Source

Table = list[list[str]]
_MOST_CELLS = 200_000
_LONGEST_CELL = 2000


def html_tables(source: Source, text: str) -> list[Table]:
    """Every table of a page, row by row; a table within a table stands by itself.

    Raises CeilingExceeded for a page of more cells than a listing has.
    """
    reader = _Tables(source)
    reader.feed(text)
    reader.close()
    return [table for table in reader.tables if table]


def csv_table(source: Source, text: str) -> Table:
    """The rows of a CSV file, with comma, semicolon or tab. Raises BrokenFile, CeilingExceeded."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    rows: Table = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells += len(row)
            _check(source, cells)
            rows.append([cell.strip()[:_LONGEST_CELL] for cell in row])
    except csv.Error as error:
        raise source.broken("is no CSV: {cause}", "", cause=str(error)) from None
    return rows


def _check(source: Source, cells: int) -> None:
    if cells > _MOST_CELLS:
        raise CeilingExceeded(
            "the table has more than {count} cells", path=source.name, count=_MOST_CELLS
        )


class _Tables(HTMLParser):
    """Collects the text of cells. Pages are seldom well-formed: end tags may be missing."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self._source = source
        self._open: list[Table] = []
        self._cells = 0
        self._in_cell = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            table: Table = []
            self.tables.append(table)
            self._open.append(table)
            self._in_cell = False
        elif tag == "tr" and self._open:
            self._open[-1].append([])
            self._in_cell = False
        elif tag in ("td", "th") and self._open:
            if not self._open[-1]:
                self._open[-1].append([])
            self._open[-1][-1].append("")
            self._cells += 1
            _check(self._source, self._cells)
            self._in_cell = True
        elif tag in ("script", "style"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._open.pop()
            self._in_cell = False
        elif tag in ("td", "th"):
            self._in_cell = False
        elif tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._hidden:
            row = self._open[-1][-1]
            joined = f"{row[-1]} {' '.join(data.split())}".strip()
            row[-1] = joined[:_LONGEST_CELL]
