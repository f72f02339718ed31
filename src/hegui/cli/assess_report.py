"""``hegui assess report|package``: the report on an assessment, and the filing it goes into."""

from __future__ import annotations

import argparse
import json
import os
from typing import TYPE_CHECKING

from hegui.cli.documents import add_document, check_names, made, write_document
from hegui.cli.output import Output
from hegui.cli.recorder import add_ledger, recorder_of
from hegui.errors import CeilingExceeded, HeguiError
from hegui.files.source import open_source, printable
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.assess.report.package import Filing
    from hegui.assess.results import Assessment
    from hegui.ledger.records import AssessmentRecord
    from hegui.render.document.blocks import Document

RESULT = "assessment.json"
_MOST_BYTES = 512 * 1024 * 1024


def add_report(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """``report``: one document."""
    parser = steps.add_parser(
        "report", parents=[shared], help=say("the report as page, PDF, DOCX or JSON", lang)
    )
    _add_assessment(parser, lang)
    add_document(parser, lang)
    parser.set_defaults(run=run_report)


def add_package(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """``package``: everything that is filed."""
    parser = steps.add_parser(
        "package",
        parents=[shared],
        help=say("a filing in one folder: report, annexes, digests", lang),
    )
    _add_assessment(parser, lang)
    option = parser.add_argument
    option("folder", metavar="TARGET", help=say("a new folder, or an empty one", lang))
    option(
        "--agreement",
        metavar="FILE",
        action="append",
        default=[],
        help=say("annex 2: the service agreement", lang),
    )
    option(
        "--annotation",
        metavar="FILE",
        action="append",
        default=[],
        help=say("annex 3: the rules of corpus annotation", lang),
    )
    option("--team", action="store_true", help=say("add the report in English", lang))
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    add_ledger(parser, lang)
    parser.set_defaults(run=run_package)


def _add_assessment(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "assessment",
        metavar="DIR",
        help=say("the assessment’s folder, or its assessment.json", lang),
    )


def read_assessment(path: str) -> Assessment:
    """The outcome in a file, or in a folder. Raises CannotRead, BrokenFile, CeilingExceeded."""
    from hegui.assess.results import from_json  # loaded by who has one, not by the list of verbs

    if os.path.isdir(path):
        path = os.path.join(path, RESULT)
    name = printable(path)
    with open_source(path) as source:
        if source.size > _MOST_BYTES:
            raise CeilingExceeded(
                "the file has more than {ceiling} bytes", path=name, ceiling=_MOST_BYTES
            )
        data = bytes(source.read(0, source.size, "data"))
    return from_json(data.decode("utf-8", "replace"), name)


def run_report(arguments: argparse.Namespace, output: Output) -> int:
    """Writes the report in every form that was asked for."""
    from hegui.assess.report.document import document
    from hegui.assess.results import to_json

    check_names(arguments.output)
    assessment = read_assessment(arguments.assessment)
    report = document(assessment)
    record: dict[str, object] = json.loads(to_json(assessment))
    for path in arguments.output:
        write_document(report, record, path, output.lang, overwrite=arguments.overwrite)
        output.record({"file": path, "outcome": "written"}, path)
    return output.status


def run_package(arguments: argparse.Namespace, output: Output) -> int:
    """Packs the filing; status 1 where something is missing."""
    from hegui.assess.report.package import package

    assessment = read_assessment(arguments.assessment)
    with recorder_of(arguments) as recorder:
        filing = package(
            assessment,
            arguments.folder,
            _make,
            agreement=arguments.agreement,
            annotation=arguments.annotation,
            base=_folder(arguments.assessment),
            team=arguments.team,
        )

        def failed(error: HeguiError) -> None:
            output.failure(arguments.folder, error)

        recorder.add(lambda: _record(assessment, filing), lambda: None, failed)
    _tell(arguments.folder, filing, output)
    return output.status


def _make(report: Document, suffix: str, lang: str) -> bytes:
    return made(report, {}, suffix, lang)


def _record(assessment: Assessment, filing: Filing) -> AssessmentRecord:
    from hegui.ledger.records import AssessmentRecord

    report = next(one for one in filing.packed if one.path.endswith(".json"))
    return AssessmentRecord(
        assessment.service.name,
        assessment.edition,
        assessment.conclusion.stated.value,
        f"sha256:{report.sha256}",
        f"sha256:{assessment.plan.sha256}",
        f"sha256:{filing.sha256}",
    )


def _tell(folder: str, filing: Filing, output: Output) -> None:
    lines = [f"{one.sha256}  {one.path}" for one in filing.packed]
    lines += [
        output.say("missing: annex {number}, {cause}", number=one.annex.number, cause=one.what)
        for one in filing.lacks
    ]
    if filing.lacks:
        output.reach(1)
    record: dict[str, object] = {
        "file": folder,
        "outcome": "incomplete" if filing.lacks else "packed",
        "manifest": filing.sha256,
        "files": [
            {"annex": one.number, "path": one.path, "sha256": one.sha256} for one in filing.packed
        ],
        "missing": [
            {"annex": one.annex.number, "what": one.what.say(output.lang)} for one in filing.lacks
        ],
    }
    output.record(record, *lines)


def _folder(path: str) -> str:
    """Where the paths of an outcome begin."""
    return path if os.path.isdir(path) else os.path.dirname(path)
