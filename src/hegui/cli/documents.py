"""Where documents go: a file whose name says its form (page, PDF, Word, JSON)."""

from __future__ import annotations

import argparse
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hegui.errors import UsageError
from hegui.extras import needed
from hegui.files.source import Source
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.render.document.blocks import Document

FORMS = (".html", ".pdf", ".docx", ".json")


def add_document(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of a command that writes documents."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action="append",
        required=True,
        help=say("write this file: .html, .pdf, .docx or .json; may be given again", lang),
    )
    parser.add_argument(
        "--overwrite", action="store_true", help=say("replace a report that exists", lang)
    )


def check_names(paths: list[str]) -> None:
    """Raises UsageError for a name that says no form, before any work is done."""
    for path in paths:
        if _suffix(path) not in FORMS:
            raise UsageError(
                "the name must end in one of {forms}", path=path, forms=", ".join(FORMS)
            )


def write_document(
    document: Document, record: dict[str, object], path: str, lang: str, *, overwrite: bool
) -> None:
    """Writes the document, or for JSON the record, to ``path``.

    Raises UsageError for a name that says no form, MissingExtra, UnusableFont, CannotWrite.
    """
    check_names([path])
    data = made(document, record, _suffix(path), lang)
    write_edited(
        Source.of_bytes(data, path),
        (),
        Target(path, replace=overwrite),
        original=None,
        verify=lambda _: None,
    )


def made(document: Document, record: dict[str, object], suffix: str, lang: str) -> bytes:
    """The bytes of one form. Raises MissingExtra, UnusableFont."""
    if suffix == ".json":
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    if suffix == ".html":
        from hegui.render.document.page import page

        return page(document, lang).encode()
    with needed("report"):
        if suffix == ".pdf":
            from hegui.render.document.pdf import pdf

            return pdf(document, lang)
        from hegui.render.document.word import word

        return word(document, lang)


def moment() -> datetime:
    """Now in whole seconds, or the moment that SOURCE_DATE_EPOCH names (reproducible-builds.org).

    Raises UsageError where that is no number of seconds.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if told:
            return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            "SOURCE_DATE_EPOCH is {value!r}, not seconds since 1970", value=told
        ) from None
    return datetime.now(UTC).replace(microsecond=0)


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
