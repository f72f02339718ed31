"""``hegui check``: what a platform concludes about uploads (Measures art. 6)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from hegui.as_json.judgements import judgement_record
from hegui.checking import Checker
from hegui.cli.inputs import STANDARD, Input, inputs
from hegui.cli.output import Output
from hegui.cli.progress import progress
from hegui.cli.recorder import Recorder, add_ledger, recorder_of
from hegui.errors import HeguiError, UsageError
from hegui.evidence.contract import Evidence
from hegui.files.source import printable
from hegui.messages import Notice, say
from hegui.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from hegui.ledger.records import VerdictRecord

VERDICTS = {
    Verdict.IS: "is generated",
    Verdict.MAY_BE: "may be generated",
    Verdict.SUSPECTED: "suspected to be generated",
    Verdict.UNDETERMINED: "undetermined: not everything could be looked at",
    Verdict.NONE: "no sign found (which does not mean that a person made it)",
}


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "check",
        parents=[shared],
        help=say("the platform's verdict on uploads, and its evidence", lang),
        description=say(
            "Gathers every sign that a file was generated and says what art. 6 of the Labelling "
            "Measures makes of them: the verdict, the notice for the public, the Label that "
            "follows. Exit status 3 where no verdict could be reached.",
            lang,
        ),
    )
    option = parser.add_argument
    option("files", nargs="+", metavar="FILE", help=say("file, directory, pattern, or -", lang))
    add_options(parser, lang)
    option(
        "--detect",
        action="store_true",
        help=say("ask the detectors that are installed as well", lang),
    )
    option(
        "--fail-on",
        metavar="VERDICT[,…]",
        default="",
        help=say("exit with status 1 where one of these verdicts is reached", lang),
    )
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser, lang: str) -> None:
    """What ``check`` and ``propagate`` are told alike."""
    option = parser.add_argument
    option(
        "--declared",
        action="store_true",
        help=say("the user declares the content as generated", lang),
    )
    option(
        "--trust",
        metavar="FILE",
        action="append",
        default=[],
        help=say("certificates of C2PA signers (PEM), or a trust file of seals", lang),
    )
    option(
        "--explicit",
        action="store_true",
        help=say("look for explicit labels too (decodes the content; needs extras)", lang),
    )
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    add_ledger(parser, lang)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Checks every file; one that fails does not stop the others."""
    failing = fail_on(arguments.fail_on)
    checker = Checker.of(
        declared=arguments.declared,
        trust=arguments.trust,
        config=arguments.config,
        detect=arguments.detect,
        explicit=arguments.explicit,
    )
    with recorder_of(arguments) as recorder:
        for file in progress(inputs(arguments.files), output.lang):
            _check(file, checker, recorder, failing, output)
    return output.status


def _check(
    file: Input,
    checker: Checker,
    recorder: Recorder,
    failing: frozenset[Verdict],
    output: Output,
) -> None:
    """Checks one file, and says what was concluded once that is recorded."""
    name = printable(file.path)
    try:
        if file.fault:
            raise file.fault
        data = sys.stdin.buffer.read() if file.standard else None
        if data is not None:
            judgement = checker.check_bytes(data, STANDARD)
        else:
            judgement = checker.check_file(file.path)
    except HeguiError as error:
        output.failure(name, error)
        return

    def record() -> VerdictRecord:
        from hegui.recording import verdict_record  # only where there is a ledger

        content = file.path if data is None else data
        return verdict_record(judgement, content, declared=checker.look.declared)

    def tell() -> None:
        if judgement.verdict is Verdict.UNDETERMINED:
            output.reach(3)
        if judgement.verdict in failing:
            output.reach(1)
        said = {"file": file.path, "outcome": "checked"} | judgement_record(judgement, output.lang)
        output.record(said, *_lines(name, judgement, output))

    recorder.add(record, tell, partial(output.failure, name))


def fail_on(words: str) -> frozenset[Verdict]:
    """The verdicts of a list with commas. Raises UsageError."""
    names = [word.strip() for word in words.split(",") if word.strip()]
    known = [verdict.value for verdict in Verdict]
    for name in names:
        if name not in known:
            raise UsageError(
                "no verdict is called {name}; there are {choices}",
                name=name,
                choices=", ".join(known),
            )
    return frozenset(map(Verdict, names))


def _lines(name: str, judgement: Judgement, output: Output) -> Iterator[str]:
    kind = judgement.gathered.reading
    title = f"{output.say(kind.kind.title)}; " if kind else ""
    yield f"{name}: {title}{output.say(VERDICTS[judgement.verdict])}"
    yield from judgement_lines(judgement, output)


_ARTICLES = (
    Notice("art. 6"),
    Notice("art. 6 (1)"),
    Notice("art. 6 (2)"),
    Notice("art. 6 (3)"),
)


def _article(cited: str, output: Output) -> str:
    """An article of the Labelling Measures as the output's language cites it."""
    return next((one.say(output.lang) for one in _ARTICLES if one.template == cited), cited)


def judgement_lines(judgement: Judgement, output: Output) -> Iterator[str]:
    """What follows from a verdict, and what it rests on."""
    row, gathered = judgement.row, judgement.gathered
    case = row.zh if output.lang == "zh" else row.en
    yield "  " + output.say(
        "case: {case} ({article})", case=case, article=output.say(judgement.article)
    )
    if not row.settled:
        yield "  " + output.say(
            "not settled by public sources: decided by policy.{setting} = {value}",
            setting=row.setting,
            value=judgement.chosen,
        )
    if judgement.label:
        yield "  " + output.say(
            "notice: {notice} (Label {label})",
            notice=judgement.notice(output.lang),
            label=judgement.label,
        )
    for one in gathered.evidence:
        mark = "+" if one in judgement.evidence else "-" if one in judgement.against else "·"
        yield f"  {mark} {_said(one, output)}"
    for missing in gathered.unexamined:
        reason = output.say(missing.template, **missing.facts)
        place = missing.place or missing.what
        yield "  ? " + output.say("could not look at {place}: {reason}", place=place, reason=reason)
    if gathered.error is not None and not gathered.unexamined:
        yield "  · " + output.say(gathered.error.template, **gathered.error.facts)


def _said(one: Evidence, output: Output) -> str:
    text = output.say(one.template, **one.facts)
    return f"{text} [{one.sign}]" + (f" {output.place(one.place)}" if one.place else "")
