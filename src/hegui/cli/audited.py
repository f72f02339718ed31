"""Files audited one by one for ``hegui audit``, and the report written while they come."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from hegui.cli.inputs import STANDARD, Input
from hegui.cli.output import Output
from hegui.cli.progress import progress
from hegui.cli.reports import Thumbnail, is_same, report
from hegui.conformance.auditing import Audit, Auditor
from hegui.conformance.reporting import file_report
from hegui.errors import CannotRead, UsageError
from hegui.files.source import printable
from hegui.render.report import FileReport, Head, Summary


def audits(
    files: Iterable[Input], judges: Auditor, output: Output, target: str | None
) -> Iterator[tuple[Input, Audit]]:
    """The audit of every file; ``target`` is where the report goes, which must be none of them."""
    for file in progress(files, output.lang):
        if file.path == STANDARD:
            raise UsageError("audit reads files, not standard input")
        name = printable(file.path)
        if target is not None and is_same(file.path, target):
            raise UsageError("the report would replace one of the files it is about", path=name)
        try:
            if file.fault:
                raise file.fault
            audit = judges.audit_file(file.path, name)
        except (CannotRead, UsageError) as error:
            output.failure(name, error)
            audit = judges.unreadable(name, error)
        if audit.unread:
            output.reach(3)
        elif audit.failed:
            output.reach(1)
        yield file, audit


def shown(found: Iterable[tuple[Input, Audit]], picture: Thumbnail) -> Iterator[FileReport]:
    """Audits as reports show them."""
    for file, audit in found:
        kind = audit.subject.kind
        image = kind is not None and any(one.startswith("image/") for one in kind.media_types)
        yield file_report(audit, picture(file.path) if image else "", file.path)


def write(
    arguments: argparse.Namespace, output: Output, above: Head, reports: Iterable[FileReport]
) -> None:
    """A whole report, file by file."""
    summary = Summary()
    with report(arguments, output) as writer:
        output.as_json = False  # the report is the one JSON object; errors are said beside it
        writer.begin(above)
        for one in reports:
            summary.add(one)
            writer.file(one)
        writer.end(summary)
