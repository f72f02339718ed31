"""What a document is made of, in both languages: plain data that every writer understands.

Nothing here knows where the words come from; text is text, never markup, in every writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hegui.render.charts.data import Chart
from hegui.render.report import NOTHING, Said

TONES = ("pass", "warn", "fail", "open")
"""What a mark may mean; its word always stands beside the colour."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words: plain, or bold, dim, a mark of one of TONES, or exact (a digest, a path).

    ``link`` is an address (https), a place in the document ("#name") or a page beside it
    ("name.html", in pages alone); "" for none.
    """

    words: Said
    bold: bool = False
    dim: bool = False
    tone: str = ""
    exact: bool = False
    link: str = ""


Words = Said | Text | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of depth 1 to 3; ``name`` is where links within the document lead."""

    words: Said
    depth: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; with a tone it is a remark that stands out."""

    words: Words
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what holds of each."""

    rows: tuple[tuple[Said, Words], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name and its share of the width; numbers stand at the right."""

    name: Said
    share: float = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: every row has a cell for every column. ``caption`` says what it shows."""

    caption: Said
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with a caption; its title is part of the chart's data."""

    chart: Chart
    caption: Said = NOTHING


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line to sign on: the role; name and day where they are there already."""

    role: Said
    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on."""

    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """The next heading begins a new page, where there are pages."""


Block = Heading | Paragraph | Bullets | Facts | Table | Figure | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, what stands under it, its blocks.

    ``made`` is the moment written into files; the same document gives the same bytes, so it is
    given and never looked up. ``author`` and ``about`` go into the files' properties.
    """

    title: Said
    blocks: tuple[Block, ...]
    made: datetime
    subtitle: Said = NOTHING
    author: str = "hegui"
    about: Said = NOTHING


def runs(words: Words) -> tuple[Text, ...]:
    """Any words as runs."""
    if isinstance(words, Said):
        return (Text(words),)
    return (words,) if isinstance(words, Text) else words


def same(text: str) -> Said:
    """A name, a number or a code, the same in both languages."""
    return Said(text, text)
