"""The texts of a PDF's document information dictionary (ISO 32000-2 14.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign import stores
from hegui.implicit.foreign.statement import LONGEST, Statement
from hegui.implicit.structures.pdf_information import Information
from hegui.structures.pdf.document import Document

_PLACE = "document information dictionary"


def statements(source: Source) -> Iterator[Statement]:
    """Every entry that is a string, labels apart. Raises BrokenFile, NoSlot where it is locked."""
    information = Information.of(Document(source))
    for found in information.texts():
        text = found.text[:LONGEST].strip()
        if text and not found.is_label:
            key = found.entry.key.decode("latin-1")
            start, _ = information.extent(found.entry)
            yield Statement("pdf.info", key, text, f"{_PLACE}, key {key}", start)
    yield from stores.by_box(source)
