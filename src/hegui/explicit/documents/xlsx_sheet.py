"""What is looked at of a sheet: how far its first rows reach, and what they say.

A sheet may have millions of cells; only the parts around them and the first rows are kept.
"""

from __future__ import annotations

import re

from hegui.explicit.documents.office import Office
from hegui.structures.zip.markup import Element

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_TEXTS = 200
_LONGEST = 500
_INNER = frozenset(("sheetData", "row", "c", "v", "is", "t", "f", "r", "mergeCell", "col"))


class SheetWatch:
    """Asked at the end of every element of a sheet, whether it is kept.

    ``columns`` is how many columns the first rows use, merged cells included; ``texts`` what
    their cells say themselves; ``shared`` the numbers of the shared strings they name.
    """

    def __init__(self, rows: int) -> None:
        self.columns = 0
        self.texts: list[str] = []
        self.shared: list[int] = []
        self._rows = rows
        self._row = 0  # rows that have ended
        self._cell = 0  # cells of this row that have ended
        self._value = ""

    def __call__(self, element: Element) -> bool:
        match element.local:
            case "row":
                self._row += 1
                self._cell = 0
            case "c":
                self._end_cell(element)
            case "v" | "t":
                self._value = element.text[:_LONGEST]
            case "mergeCell":
                self._merge(element.get("ref"))
        return element.local not in _INNER

    def _end_cell(self, element: Element) -> None:
        value, self._value = self._value, ""
        place = _CELL.fullmatch(element.get("r"))
        column, row = (
            (column_number(place[1]), int(place[2])) if place else (self._cell + 1, self._row + 1)
        )
        self._cell = column
        if row > self._rows:
            return
        self.columns = max(self.columns, column)
        if len(self.texts) + len(self.shared) < _MOST_TEXTS:
            if element.get("t") != "s":
                self.texts.append(value)
            elif value.isdigit() and len(value) < 10:
                self.shared.append(int(value))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
        if begin and end and int(begin[2]) <= self._rows:
            self.columns = max(self.columns, column_number(end[1]))


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def shared_texts(office: Office, numbers: list[int]) -> list[str]:
    """The shared strings of these numbers (18.4)."""
    if not numbers:
        return []
    relationships = office.relationships(office.main)
    listed = relationships.named(office.kind("sharedStrings"))
    if not listed:
        return []
    wanted = set(numbers)
    texts: list[str] = []
    count = 0
    parts: list[str] = []

    def keep(element: Element) -> bool:
        nonlocal count, parts
        if element.local == "t" and count in wanted:
            parts.append(element.text[:_LONGEST])
        elif element.local == "si":
            if count in wanted:
                texts.append("".join(parts))
            parts = []
            count += 1
        return False

    office.read(office.member(relationships.target(listed[0])), keep)
    return texts
