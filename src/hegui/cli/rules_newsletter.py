"""``hegui rules newsletter``: an issue on a period, in one of four forms."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from hegui.catalog import load
from hegui.catalog.newsletter import document, issue
from hegui.cli.days import day
from hegui.cli.output import Output
from hegui.cli.rules_days import markets
from hegui.cli.rules_export import write_bytes
from hegui.errors import UsageError
from hegui.extras import needed

if TYPE_CHECKING:
    from hegui.render.document.blocks import Document

_FORMS = ("html", "pdf", "md", "eml")


def newsletter(arguments: argparse.Namespace, output: Output) -> int:
    """Writes an issue. Its form is that of --form, else that of the file's name."""
    form = arguments.form or os.path.splitext(arguments.output)[1].lower().removeprefix(".")
    if form not in _FORMS:
        raise UsageError(
            "the name must end in one of {forms}",
            path=arguments.output,
            forms=", ".join(f".{one}" for one in _FORMS),
        )
    catalog = load()
    wanted = markets(catalog, arguments.market)
    found = issue(catalog, day(arguments.since), day(arguments.until), wanted)
    data = made(document(catalog, found), form, output.lang)
    write_bytes(arguments.output, data, overwrite=arguments.overwrite)
    counts = {section.name: len(held) for section, held in found.sections}
    output.record(
        {
            "outcome": "written",
            "file": arguments.output,
            "form": form,
            "since": found.since.isoformat(),
            "until": found.until.isoformat(),
            "markets": list(found.markets),
            "sections": counts,
            "outlook": len(found.outlook),
        },
        output.say(
            "{file}: written; {count} dated things of the period, {coming} to come",
            file=arguments.output,
            count=len(found.moments),
            coming=len(found.outlook),
        ),
    )
    return output.status


def made(issued: Document, form: str, lang: str) -> bytes:
    """The bytes of one form. Raises MissingExtra, UnusableFont."""
    if form == "html":
        from hegui.render.document.page import page

        return page(issued, lang).encode()
    if form == "md":
        from hegui.render.document.markdown import markdown

        return markdown(issued, lang).encode()
    if form == "eml":
        from hegui.render.document.mail import mail

        return mail(issued, lang)
    with needed("report"):
        from hegui.render.document.pdf import pdf

        return pdf(issued, lang)
