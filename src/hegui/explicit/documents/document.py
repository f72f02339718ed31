"""Explicit labels in documents (GB 45438-2025 5.1): Word, PowerPoint, Excel, PDF.

A visible line that moves nothing: what the document is is told by its bytes. Everything else in
the file stays byte for byte, as for the implicit label.
"""

from __future__ import annotations

from itertools import groupby

from hegui.errors import NoSlot, UnknownFormat
from hegui.explicit.contract import NONE_KNOWN, Applied, Modality, Progress
from hegui.explicit.documents import docx, pptx, xlsx
from hegui.explicit.documents.document_options import DocumentOptions
from hegui.explicit.documents.office import Office
from hegui.explicit.splicing import write_spliced
from hegui.explicit.text.text import CLAUSE
from hegui.explicit.wording import Wording, suited
from hegui.extras import needed
from hegui.files.edits import Edits
from hegui.files.source import Source, open_source
from hegui.messages import Notice

_ZIP = b"PK\3\4"
_WHOLE = 4 * 1024 * 1024
_HEADER_REACH = 1024
_OFFICE = (
    (docx.label, ("wordprocessingml.", "ms-word.")),
    (pptx.label, ("presentationml.", "ms-powerpoint.")),
    (xlsx.label, ("spreadsheetml.", "ms-excel.")),
)


def label(
    source: str,
    sink: str,
    wording: Wording,
    options: DocumentOptions | None = None,
    *,
    progress: Progress | None = None,
    again: bool = False,
) -> Applied:
    """Labels the document at ``source`` into ``sink``.

    ``again``: it carries the producer's implicit label; where no explicit one is recognised then
    (one that another program drew into a PDF never is), the notices say so.
    Raises InvalidWording; UnknownFormat for anything but the four kinds; NoSlot with the reason
    where a document is signed, certified or encrypted so that it may not be changed; NoRoom,
    BrokenFile, CeilingExceeded, CannotRead, CannotWrite; for PDF MissingExtra and UnusableFont.
    """
    options = options or DocumentOptions()
    suited(wording, Modality.TEXT)
    with open_source(source, whole_up_to=_WHOLE) as file:
        head = file.peek(0, _HEADER_REACH)
        notices: tuple[Notice, ...] = ()
        if head.startswith(_ZIP):
            edits, places, standing = _label_office(file, wording, options)
        elif b"%PDF-" in head:
            with needed("image"):
                from hegui.explicit.documents.pdf import label as label_pdf  # it embeds a font
            edits, places, standing, notices = label_pdf(file, wording, options)
        else:
            raise UnknownFormat("is no docx, pptx, xlsx or PDF document", path=file.name)
        write_spliced(file, edits, sink)
    if progress:
        progress(1.0)
    said = wording.text if places else standing or wording.text
    if not places:
        notices = (Notice("a label stands there already: {wording}", {"wording": said}),)
    else:
        notices = (*wording.notices, *notices)
        if again and not standing:
            notices = (*notices, NONE_KNOWN)
    return Applied(
        Modality.TEXT,
        said,
        ", ".join(_together(places)) or options.coverage.value,
        CLAUSE,
        "spliced",
        notices=notices,
    )


def _together(places: list[str]) -> list[str]:
    """The places, with pages or slides in a row as one: "pages 1 to 12"."""
    result: list[str] = []
    for kind, group in groupby(enumerate(places), _series):
        row = [place for _, place in group]
        if kind is None or len(row) < 3:
            result += row
            continue
        first, last = (row[at].partition(" ")[2] for at in (0, -1))
        result.append(f"{kind[0]}s {first} to {last}")
    return result


def _series(numbered: tuple[int, str]) -> tuple[str, int] | None:
    """What is the same of pages or slides that follow one another; None of any other place."""
    at, place = numbered
    word, _, number = place.partition(" ")
    return (word, int(number) - at) if word in ("page", "slide") and number.isdecimal() else None


def _label_office(
    file: Source, wording: Wording, options: DocumentOptions
) -> tuple[Edits, list[str], str]:
    office = Office(file)
    kind = office.package.main_type
    for labels, names in _OFFICE:
        if any(name in kind for name in names):
            if "binary" in kind:
                raise NoSlot(
                    "is a binary workbook, whose sheets hegui does not write; save it as xlsx",
                    path=file.name,
                )
            places = labels(office, wording, options.coverage)
            return office.edits(), places, office.standing
    raise UnknownFormat("is no docx, pptx, xlsx or PDF document", path=file.name)
