"""Finding explicit labels in documents again: Word, PowerPoint, Excel, PDF.

What is found is evidence: a line that is a label and nothing else declares, a sentence with the
elements of clause 5 suggests, and words that the document itself hides are no label at all, which
``hidden`` says. None found does not mean that none is there: pictures in documents are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import UnknownFormat
from hegui.explicit.documents import docx_lines, office_lines
from hegui.explicit.documents.lines import Line
from hegui.explicit.documents.office import Office
from hegui.explicit.text.find_text import Strength
from hegui.explicit.text.find_text import find as find_in_text
from hegui.explicit.text.text import Form
from hegui.explicit.wording import Elements
from hegui.files.source import Source
from hegui.structures.pdf.document import Document

MOST_FOUND = 100
_ZIP = b"PK\3\4"
_HEADER_REACH = 1024


@dataclass(frozen=True, slots=True)
class FoundInDocument:
    """One wording in a document.

    ``place`` says where it stands ("header", "first page", "page 3", "slide 2", "sheet A: text
    box"), ``points`` the size of its letters, None where that could not be told. ``elements`` are
    those of clause 5, None for a corner mark. ``hidden``: the document says that nobody sees it
    (vanished, invisible, white on nothing); it is none of both strengths then but suggests.
    """

    wording: str
    place: str
    points: float | None
    elements: Elements | None
    strength: Strength
    hidden: bool = False


def find(source: Source) -> tuple[FoundInDocument, ...]:
    """The labels in an open document, at most 100, each wording once a place.

    Raises UnknownFormat for anything but the four kinds, BrokenFile, CeilingExceeded, NoSlot
    (encrypted).
    """
    found: dict[tuple[str, str], FoundInDocument] = {}
    for line in _lines(source):
        for one in find_in_text(line.text, Form.PLAIN):
            if one.strength is Strength.DENIES or one.elements is None:
                continue
            strength = Strength.SUGGESTS if line.hidden else one.strength
            label = FoundInDocument(
                one.wording, line.place, line.points, one.elements, strength, line.hidden
            )
            found.setdefault((one.wording, line.place), label)
        if len(found) >= MOST_FOUND:
            break
    return tuple(found.values())


def _lines(source: Source) -> Iterator[Line]:
    head = source.peek(0, _HEADER_REACH)
    if b"%PDF-" in head:
        from hegui.explicit.documents import pdf_lines  # most documents are none

        return pdf_lines.lines(Document(source))
    if head.startswith(_ZIP):
        office = Office(source, reading=True)
        kind = office.package.main_type
        if "wordprocessingml." in kind or "ms-word." in kind:
            return docx_lines.lines(office)
        if "presentationml." in kind or "ms-powerpoint." in kind:
            return office_lines.of_presentation(office)
        if ("spreadsheetml." in kind or "ms-excel." in kind) and "binary" not in kind:
            return office_lines.of_workbook(office)
    raise UnknownFormat("is no docx, pptx, xlsx or PDF document", path=source.name)
