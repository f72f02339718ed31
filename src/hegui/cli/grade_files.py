"""``hegui grade new|table|answer``: the files that a grading is made from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace

from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.files.source import Source
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.grade.answer_files import answers_text, read_answers
from hegui.grade.answers import AGENT_ANSWERS, MEASURE_ANSWERS, OPEN, Answer, AnswerSet
from hegui.grade.rules.agents import AGENT_QUESTION_OF
from hegui.grade.rules.editions import FRAMEWORKS, SCHEME_OF, SCHEMES
from hegui.grade.table import empty_table
from hegui.messages import colon, say
from hegui.render.report import Said


def add_new(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """``new``: a file of answers that asks its questions."""
    parser = kinds.add_parser(
        "new", parents=[shared], help=say("write a file of questions to answer", lang)
    )
    option = parser.add_argument
    option("answers", metavar="ANSWERS")
    option("--subject", default="", help=say("name of the application", lang))
    _add_scheme(parser, lang)
    option(
        "--framework",
        choices=[one.id for one in FRAMEWORKS],
        default=FRAMEWORKS[-1].id,
        help=say("edition of the AI Safety Governance Framework", lang),
    )
    option("--agent", action="store_true", help=say("the application acts by itself", lang))
    option("--overwrite", action="store_true", help=say("replace a file that exists", lang))
    parser.set_defaults(run=run_new)


def add_table(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """``table``: a table that is still unset."""
    parser = kinds.add_parser(
        "table", parents=[shared], help=say("write an unset table from factors to level", lang)
    )
    parser.add_argument("table", metavar="FILE")
    _add_scheme(parser, lang)
    parser.add_argument(
        "--overwrite", action="store_true", help=say("replace a file that exists", lang)
    )
    parser.set_defaults(run=run_table)


def add_answer(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """``answer``: answers put into the file."""
    parser = kinds.add_parser(
        "answer",
        parents=[shared],
        help=say("put answers into the file; without any, ask for them", lang),
    )
    parser.add_argument("answers", metavar="ANSWERS")
    parser.add_argument(
        "pairs",
        nargs="*",
        metavar="KEY=VALUE",
        help=say("such as scale=…, acts=true, measures.system.logs=in-place", lang),
    )
    parser.add_argument("--note", default="", help=say("why, to every answer given", lang))
    parser.set_defaults(run=run_answer)


def _add_scheme(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--scheme",
        choices=[one.id for one in SCHEMES],
        default=SCHEMES[0].id,
        help=say("way of grading", lang),
    )


def run_new(arguments: argparse.Namespace, output: Output) -> int:
    """Writes the questions."""
    answers = AnswerSet(
        arguments.subject, arguments.scheme, arguments.framework, acts=arguments.agent
    )
    _write(arguments.answers, answers_text(answers, output.lang), replace=arguments.overwrite)
    output.record({"file": arguments.answers, "outcome": "written"}, arguments.answers)
    return output.status


def run_table(arguments: argparse.Namespace, output: Output) -> int:
    """Writes an unset table."""
    text = empty_table(arguments.scheme, output.lang)
    _write(arguments.table, text, replace=arguments.overwrite)
    output.record({"file": arguments.table, "outcome": "written"}, arguments.table)
    return output.status


def run_answer(arguments: argparse.Namespace, output: Output) -> int:
    """Puts the answers into the file, which is written anew with its questions."""
    answers = read_answers(arguments.answers)
    pairs: Iterable[str] = arguments.pairs or _asked(answers, output)
    for pair in pairs:
        key, separator, value = pair.partition("=")
        if not separator:
            raise UsageError("{pair} is no KEY=VALUE", pair=pair[:80])
        answers = _with(answers, key.strip(), value.strip(), arguments.note)
    _write(arguments.answers, answers_text(answers, output.lang), replace=True)
    record = {"file": arguments.answers, "outcome": "written", "answers": answers.digest}
    output.record(dict(record), answers.digest)
    return output.status


def _asked(answers: AnswerSet, output: Output) -> list[str]:
    """The factors' questions, asked one by one on a terminal; an empty answer leaves it open."""
    if not sys.stdin.isatty():
        raise UsageError("answer what? give KEY=VALUE, or run on a terminal to be asked")
    pairs = []
    for factor in SCHEME_OF[answers.scheme].factors:
        question = Said(factor.question_en, factor.question_zh).in_(output.lang)
        value = input(f"{question} [{answers.factor(factor.id)}]{colon(output.lang)}").strip()
        pairs += [f"{factor.id}={value}"] if value else []
    return pairs


def _with(answers: AnswerSet, key: str, value: str, note: str) -> AnswerSet:
    if key == "subject":
        return replace(answers, subject=value)
    if key == "day":
        return replace(answers, day=value)
    if key == "answered_by":
        return replace(answers, answered_by=value)
    if key == "acts":
        if value not in ("true", "false"):
            raise UsageError("{key} must be true or false", key=key)
        return replace(answers, acts=value == "true")
    if key in dict(answers.factors):
        factors = tuple((one, value if one == key else old) for one, old in answers.factors)
        return replace(answers, factors=factors)
    kind, _, name = key.partition(".")
    if kind == "measures" and name in {one.of for one in answers.measures}:
        given = _checked(name, value, note, MEASURE_ANSWERS)
        return replace(answers, measures=_replaced(answers.measures, given))
    if kind == "agents" and name in AGENT_QUESTION_OF:
        number = AGENT_QUESTION_OF[name].least is not None
        given = _number(name, value, note) if number else _checked(name, value, note, AGENT_ANSWERS)
        return replace(answers, agents=_replaced(answers.agents, given))
    raise UsageError(
        "{key} is nothing that is asked; the file of answers lists what is", key=key[:80]
    )


def _checked(name: str, value: str, note: str, choices: tuple[str, ...]) -> Answer:
    if value not in choices:
        raise UsageError(
            "{key} is {value!r}; it must be one of {choices}",
            key=name,
            value=value[:80],
            choices=", ".join(choices),
        )
    return Answer(name, value, note)


def _number(name: str, value: str, note: str) -> Answer:
    if value == OPEN:
        return Answer(name)
    if not (value.isascii() and value.isdigit() and len(value) <= 4 and int(value) <= 1200):
        raise UsageError(
            "{key} must be a whole number from {least} to {most}", key=name, least=0, most=1200
        )
    return Answer(name, str(int(value)), note)


def _replaced(old: tuple[Answer, ...], given: Answer) -> tuple[Answer, ...]:
    return tuple(given if one.of == given.of else one for one in old)


def _write(path: str, text: str, *, replace: bool) -> None:
    write_edited(
        Source.of_bytes(text.encode(), path),
        (),
        Target(path, replace=replace),
        original=None,
        verify=lambda _: None,
    )
