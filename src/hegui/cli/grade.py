"""``hegui grade``: the level of risk of an application, and what follows from it."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from hegui.cli.documents import add_document, check_names, moment, write_document
from hegui.cli.grade_files import add_answer, add_new, add_table
from hegui.cli.output import Output
from hegui.grade import words
from hegui.grade.answer_files import read_answers
from hegui.grade.as_json import (
    agent_records,
    grading_record,
    level_record,
    measure_records,
    party_records,
)
from hegui.grade.grading import Graded, graded
from hegui.grade.history import Entry, append, read_history
from hegui.grade.rules.levels import LEVEL_OF
from hegui.grade.table import read_table
from hegui.messages import colon, say

_MARKS = {"pass": "✓", "warn": "!", "could-not-tell": "?", "not-applicable": "-"}


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "grade",
        parents=[shared],
        help=say("grade the risk of an application, and what follows", lang),
        description=say(
            "Grades the risk of an AI application by a table that you give: the official matrix "
            "was not found in public sources and is never guessed. Everything is unverified and "
            "warns at most.",
            lang,
        ),
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="WHAT")
    add_new(kinds, shared, lang)
    add_table(kinds, shared, lang)
    add_answer(kinds, shared, lang)
    _add_level(kinds, shared, lang)
    for name, told, run in (
        ("measures", say("governance measures of the framework's edition", lang), run_measures),
        ("maturity", say("maturity of the parties held against the grade", lang), run_maturity),
    ):
        one = kinds.add_parser(name, parents=[shared], help=told)
        _add_inputs(one, lang)
        one.set_defaults(run=run)
    history = kinds.add_parser(
        "history", parents=[shared], help=say("list a history, and see that it holds", lang)
    )
    history.add_argument("history", metavar="HISTORY")
    history.set_defaults(run=run_history)
    written = kinds.add_parser(
        "report", parents=[shared], help=say("report as page, PDF, DOCX or JSON", lang)
    )
    _add_inputs(written, lang)
    written.add_argument(
        "--history", metavar="FILE", help=say("show this history in the report", lang)
    )
    add_document(written, lang)
    written.set_defaults(run=run_report)


def _add_level(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser("level", parents=[shared], help=say("the level, and why", lang))
    _add_inputs(parser, lang)
    parser.add_argument(
        "--keep", metavar="HISTORY", help=say("add the grading to this history", lang)
    )
    parser.set_defaults(run=run_level)


def _add_inputs(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument("answers", metavar="ANSWERS", help=say("the file of answers", lang))
    parser.add_argument(
        "--table", metavar="FILE", help=say("the table from factors to level", lang)
    )


def _graded(arguments: argparse.Namespace) -> Graded:
    table = read_table(arguments.table) if arguments.table else None
    return graded(read_answers(arguments.answers), table)


def run_level(arguments: argparse.Namespace, output: Output) -> int:
    """Says the level; not determined is an answer, and no error."""
    found = _graded(arguments)
    entry = append(arguments.keep, found, moment().isoformat()) if arguments.keep else None
    separator = colon(output.lang)
    lines = [
        words.level(found.grade).in_(output.lang)
        + separator
        + words.notice(found.grade.why).in_(output.lang),
        _sure(found, output),
    ]
    record = {"subject": found.answers.subject, "answers": found.answers.digest}
    record |= level_record(found, output.lang)  # type: ignore[arg-type]  # values of any kind
    if entry:
        lines.append(output.say("kept as line {number}: {digest}", **_place(entry)))
    output.record({**record, "entry": asdict(entry) if entry else None}, *lines)
    return output.status


def run_measures(arguments: argparse.Namespace, output: Output) -> int:
    """Lists the measures with what was answered, and for agents their questions."""
    found = _graded(arguments)
    chinese = output.lang == "zh"
    lines = [
        f"{_MARKS[one.outcome]} {one.measure.id}  {one.measure.zh if chinese else one.measure.en} "
        f"[{one.measure.confidence}]{_asked(one.demanded, output)}"
        for one in found.measures
    ]
    lines += [
        f"{_MARKS[one.outcome]} {one.question.id}  "
        f"{one.question.zh if chinese else one.question.en} [{one.question.confidence}]"
        for one in found.agents
    ]
    record: dict[str, object] = {
        "subject": found.answers.subject,
        "framework": found.answers.framework,
        "measures": measure_records(found, output.lang),
        "agents": agent_records(found, output.lang),
    }
    output.record(record, *lines)
    return output.status


def run_maturity(arguments: argparse.Namespace, output: Output) -> int:
    """Holds every party's maturity against the grade; what is below warns."""
    found = _graded(arguments)
    separator = colon(output.lang)
    lines = [
        f"{_MARKS[one.outcome]} {one.party.name}{separator}"
        + words.notice(one.why).in_(output.lang)
        for one in found.parties
    ] or [output.say("No party is named.")]
    record: dict[str, object] = {
        "subject": found.answers.subject,
        "level": found.grade.level.id if found.grade.level else None,
        "maturity": party_records(found, output.lang),
    }
    output.record(record, *lines)
    return output.status


def run_history(arguments: argparse.Namespace, output: Output) -> int:
    """Lists a history; one that does not hold is an error that names the line."""
    for entry in read_history(arguments.history):
        level = LEVEL_OF.get(entry.level)
        name = output.say("not determined")
        if level:
            name = level.zh if output.lang == "zh" else level.en
        line = f"{entry.number}  {entry.at}  {entry.subject}  {name}  {entry.digest}"
        output.record(asdict(entry), line)
    return output.status


def run_report(arguments: argparse.Namespace, output: Output) -> int:
    """Writes the report in every form that was asked for."""
    from hegui.grade.report import report  # only who asks for one pays for documents

    check_names(arguments.output)
    found = _graded(arguments)
    history = read_history(arguments.history) if arguments.history else ()
    document = report(found, moment(), history)
    record = grading_record(found, output.lang, history)
    for path in arguments.output:
        write_document(document, record, path, output.lang, overwrite=arguments.overwrite)
        output.record({"file": path, "outcome": "written"}, path)
    return output.status


def _sure(found: Graded, output: Output) -> str:
    mark = found.grade.confidence
    return f"[{mark}] " + words.notice(words.MARKS[mark]).in_(output.lang)


def _place(entry: Entry) -> dict[str, object]:
    return {"number": entry.number, "digest": entry.digest}


def _asked(demanded: bool, output: Output) -> str:
    return " ← " + output.say("asked for by the table") if demanded else ""
