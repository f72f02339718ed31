"""Explicit labels in text (GB 45438-2025 5.1): plain text, Markdown, HTML, as files and strings.

The label is spliced in: every other byte of the file, its encoding, its mark and its line ends
stay. A text in which a label stands at the place already is left as it is. Text that programs
read (JSON, CSV, scripts, subtitles) is refused: a sentence in it would break what reads it.
"""

from __future__ import annotations

import codecs
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from hegui.errors import FileError, NoRoom
from hegui.explicit.contract import Applied, Modality, Progress
from hegui.explicit.splicing import write_spliced
from hegui.explicit.text import html_text, markdown_text, plain_text
from hegui.explicit.text.placing import Insertion, Place, Standing
from hegui.explicit.text.text_encoding import Encoded, decoded
from hegui.explicit.wording import Wording, suited
from hegui.files.edits import Edit
from hegui.files.source import Ceilings, open_source
from hegui.messages import Notice
from hegui.structures.program_text import by_content, by_name

LARGEST = 16 * 1024**2
"""Bytes of the largest text that is labelled."""

CLAUSE = "5.1"
_CEILINGS = Ceilings(allocation=LARGEST)
_CHARSET = re.compile(r"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET_REACH = 4096


class Form(StrEnum):
    """How a text is written."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


_BY_SUFFIX = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), Form.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht"), Form.HTML),
}
_IS_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?>(?:<!--(?>(?:(?!-->).)*)-->\s*+)*)(?:<!doctype html|<html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 64 * 1024
_UNICODE = ("utf-8", "utf8", "unicode-1-1-utf-8")
_CHINESE = ("gb18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "chinese")


@dataclass(frozen=True, slots=True)
class TextOptions:
    """Where the label stands, and what the text is where its name does not say so.

    ``form`` None: by the file's suffix, else HTML where it begins as HTML, else plain text, and
    text that programs read is refused. A form that is given is believed.
    ``encoding`` None: found strictly (``text_encoding``).
    """

    place: Place = Place.START
    form: Form | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its label, and what was applied."""

    text: str
    applied: Applied


def label(
    source: str,
    sink: str,
    wording: Wording,
    options: TextOptions | None = None,
    *,
    progress: Progress | None = None,
) -> Applied:
    """Labels the text at ``source`` into ``sink``.

    Raises InvalidWording, UsageError, BrokenFile (no text), NoRoom (also for text that programs
    read), CeilingExceeded (more than 16 MiB), CannotRead, CannotWrite.
    """
    options = options or TextOptions()
    with open_source(source, whole_up_to=LARGEST, ceilings=_CEILINGS) as file:
        data = file.read(0, file.size, "text")
        form = options.form or _BY_SUFFIX.get(os.path.splitext(source)[1].lower())
        try:
            content, escaped = _decoded(data, file.name, form, options.encoding)
            if form is None:
                _refuse_programs_text(content.text, source)
            found = _placed(content.text, wording, options.place, form)
        except FileError as error:
            error.path = error.path or file.name
            raise
        edits: tuple[Edit, ...] = ()
        if isinstance(found, Insertion):
            new = (
                found.new.encode("ascii", "xmlcharrefreplace")
                if escaped
                else content.encode(found.new)
            )
            edits = (Edit(content.offset(found.position), 0, new),)
        write_spliced(file, edits, sink)
    if progress:
        progress(1.0)
    return _applied(found, wording, options.place, content.notices)


def label_text(text: str, wording: Wording, options: TextOptions | None = None) -> LabelledText:
    """Labels a text given as a string.

    Raises InvalidWording, NoRoom (also for text that programs read), CeilingExceeded.
    """
    options = options or TextOptions()
    if options.form is None:
        _refuse_programs_text(text)
    found = _placed(text, wording, options.place, options.form)
    if isinstance(found, Insertion):
        text = text[: found.position] + found.new + text[found.position :]
    return LabelledText(text, _applied(found, wording, options.place, ()))


def form_of(text: str) -> Form:
    """What a text is by its own beginning: a page of HTML, or plain text."""
    return Form.HTML if _IS_HTML.match(text, 0, _HEAD) else Form.PLAIN


def _refuse_programs_text(text: str, path: str = "") -> None:
    if form_of(text) is Form.HTML:
        return
    if title := by_content(text):
        raise NoRoom(
            "is {title} by its content, which programs read: an explicit label is a sentence and "
            "would break it; show the label where the content is shown (hegui page), and say "
            "--implicit-only --sidecar --because interface for an XMP file beside it",
            title=title,
        )
    if title := by_name(path):
        raise NoRoom(
            "is {title} by its name, which programs read: an explicit label is a sentence and "
            "would break it; show the label where the content is shown (hegui page), and say "
            "--implicit-only --sidecar --because interface for an XMP file beside it; what is "
            "text for people, call .txt",
            title=title,
        )


def _placed(text: str, wording: Wording, place: Place, form: Form | None) -> Insertion | Standing:
    suited(wording, Modality.TEXT)
    match form or form_of(text):
        case Form.HTML:
            return html_text.placed(text, wording, place)
        case Form.MARKDOWN:
            return markdown_text.placed(text, wording, place)
        case Form.PLAIN:
            return plain_text.placed(text, wording, place)


def _decoded(
    data: bytes, name: str, form: Form | None, encoding: str | None
) -> tuple[Encoded, bool]:
    """The text, and whether the label has to be written in character references.

    A page of HTML is read by its own declaration, and one without is guessed at by each browser:
    references in ASCII stand in either.
    """
    head = data[:_HEAD].decode("latin-1")
    is_page = form is Form.HTML or (form is None and bool(_IS_HTML.match(head)))
    if not is_page or encoding is not None or data.startswith(_MARKS):
        return decoded(data, name, encoding), False
    found = _CHARSET.search(head[:_CHARSET_REACH])
    declared = found[1].lower() if found else ""
    if b"\0" not in data:
        with suppress(FileError):
            if declared in _UNICODE or declared in _CHINESE:
                codec = "utf-8" if declared in _UNICODE else "gb18030"
                return decoded(data, name, codec), False
            if not declared:
                return decoded(data, name, "utf-8"), True
        return Encoded(data.decode("latin-1"), "latin-1", 0), True
    return decoded(data, name), False  # says what is wrong


def _applied(
    found: Insertion | Standing, wording: Wording, place: Place, notices: tuple[Notice, ...]
) -> Applied:
    if isinstance(found, Standing):
        there = Notice("a label stands there already: {wording}", {"wording": found.text})
        return Applied(
            Modality.TEXT, found.text, place.value, CLAUSE, "spliced", notices=(*notices, there)
        )
    return Applied(
        Modality.TEXT,
        wording.text,
        place.value,
        CLAUSE,
        "spliced",
        notices=(*wording.notices, *notices, *found.notices),
    )
