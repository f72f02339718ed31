"""``hegui audit``: clause by clause, whether files conform."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import date

from hegui.cli.inputs import STANDARD, Input, inputs
from hegui.cli.output import Output
from hegui.cli.progress import progress
from hegui.cli.reports import add_report, form_of, is_same, report, thumbnails
from hegui.conformance.auditing import Audit, Auditor, auditor
from hegui.conformance.reporting import file_report, head
from hegui.errors import CannotRead, UsageError
from hegui.files.source import printable
from hegui.messages import say
from hegui.render.report import FileReport, Head, Summary


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "audit",
        parents=[shared],
        help=say("whether files conform, clause by clause", lang),
        description=say(
            "Holds every file to GB 45438-2025 and the practice guides, check by check, each with "
            "its clause and how sure that is. Exit status 1 where a check fails; what is less "
            "than certain warns.",
            lang,
        ),
    )
    option = parser.add_argument
    option("files", nargs="+", metavar="PATH", help=say("file, directory or pattern", lang))
    add_report(parser, lang)
    option(
        "--on", metavar="DATE", help=say("judge as of this day, YYYY-MM-DD; default: today", lang)
    )
    option(
        "--role",
        choices=("provider", "platform"),
        default="provider",
        help=say("whose work it is; platforms owe members of their own", lang),
    )
    option(
        "--explicit",
        action="store_true",
        help=say("look for explicit labels too (decodes the content; needs extras)", lang),
    )
    option(
        "--trust",
        metavar="FILE",
        help=say("whose keys seals are made with (hegui key trust)", lang),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Audits every file and writes one report."""
    output.as_json = False  # the report is the one JSON object; errors are said beside it
    judges = auditor(
        on=_day(arguments.on),
        role=arguments.role,
        explicit=arguments.explicit,
        trust=arguments.trust,
    )
    audits = _audits(arguments.files, judges, output, arguments.output)
    shown = _shown(audits, form_of(arguments), output)
    write(arguments, output, head(judges), shown)
    return output.status


def write(
    arguments: argparse.Namespace, output: Output, above: Head, reports: Iterable[FileReport]
) -> None:
    """A whole report, file by file."""
    summary = Summary()
    with report(arguments, output) as writer:
        writer.begin(above)
        for one in reports:
            summary.add(one)
            writer.file(one)
        writer.end(summary)


def _audits(
    words: list[str], judges: Auditor, output: Output, target: str | None
) -> Iterator[tuple[Input, Audit]]:
    for file in progress(inputs(words), output.lang):
        if file.path == STANDARD:
            raise UsageError("audit reads files, not standard input")
        name = printable(file.path)
        if target is not None and is_same(file.path, target):
            raise UsageError("the report would replace one of the files it is about", path=name)
        try:
            if file.fault:
                raise file.fault
            yield file, judges.audit_file(file.path, name)
        except (CannotRead, UsageError) as error:
            output.failure(name, error)
            yield file, judges.unreadable(name, error)


def _shown(
    audits: Iterable[tuple[Input, Audit]], form: str, output: Output
) -> Iterator[FileReport]:
    picture = thumbnails(form)
    for file, audit in audits:
        if audit.unread:
            output.reach(3)
        elif audit.failed:
            output.reach(1)
        kind = audit.subject.kind
        image = (
            kind is not None and kind.media_types[:1] and kind.media_types[0].startswith("image/")
        )
        yield file_report(audit, picture(file.path) if image else "")


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError("{text} is no day; days are written YYYY-MM-DD", text=text) from None
