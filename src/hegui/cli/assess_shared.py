"""What the steps of ``hegui assess`` share: days, classifiers, findings said."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from hegui.cli import days
from hegui.cli.output import Output
from hegui.extras import needed
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.assess.judgements.classifiers import Classifier
    from hegui.assess.requirements import Requirement
    from hegui.assess.results import Finding
    from hegui.assess.running import Standing

_CHINA = timezone(timedelta(hours=8))
KINDS = ("keywords", "content", "refuse", "accept")
EDITIONS = ("tc260-003-2024", "gbt45654-2025")


def add_folder(parser: argparse.ArgumentParser, lang: str) -> None:
    """The folder of an assessment."""
    parser.add_argument("folder", metavar="DIR", help=say("the assessment's folder", lang))


def add_on(parser: argparse.ArgumentParser, lang: str) -> None:
    """The day as of which ages are told."""
    parser.add_argument(
        "--on", metavar="DATE", help=say("as of this day, YYYY-MM-DD; default: today", lang)
    )


def add_kind(parser: argparse.ArgumentParser, lang: str) -> None:
    """Which of the four banks a file is."""
    parser.add_argument(
        "--kind", choices=KINDS, required=True, help=say("which of the four banks it is", lang)
    )


def add_classifier(parser: argparse.ArgumentParser, lang: str, *, required: bool = False) -> None:
    """A classifier that is plugged in."""
    parser.add_argument(
        "--classifier",
        metavar="NAME",
        required=required,
        help=say("a classifier: an installed one's name, or module:name of your own", lang),
    )


def day(arguments: argparse.Namespace) -> date:
    """The day that is asked for, else today in China. Raises UsageError."""
    if arguments.on is None:
        return datetime.now(_CHINA).date()
    return days.day(arguments.on)


def now() -> str:
    """This instant in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def classifier(arguments: argparse.Namespace) -> Classifier | None:
    """The classifier that is asked for. Raises UsageError."""
    if arguments.classifier is None:
        return None
    with needed("assess"):
        from hegui.assess.judgements.classifiers import find

    return find(arguments.classifier)


def counting(lang: str, of: int | None = None) -> Callable[[int], None]:
    """Shows on a terminal how many questions are answered."""
    from hegui.cli.progress import of_one_work

    show = of_one_work("assess", lang)
    if show is None or not of:
        return lambda done: None
    return lambda done: show(done / of)


def standing_record(standing: Standing) -> dict[str, object]:
    """Where questions stand, for programs."""
    return {
        "answered": standing.answered,
        "blocked": standing.blocked,
        "empty": standing.empty,
        "failed": standing.failed,
        "left": standing.left,
    }


def standing_lines(standing: Standing, output: Output) -> list[str]:
    """Where questions stand, for people; what can be asked again, with how."""
    done, of = standing.answered, standing.of
    line = output.say("{done} of {all} questions answered", done=done, all=of)
    if done != of:
        line = output.say(
            "{done} of {all} questions answered, {blocked} withheld by the service, {empty} "
            "empty, {failed} failed, {left} not put yet",
            done=done,
            all=of,
            **{
                key: standing_record(standing)[key]
                for key in ("blocked", "empty", "failed", "left")
            },
        )
    lines = ["  " + line]
    if standing.failed or standing.empty:
        lines.append("  " + output.say("--again puts what failed or came back empty once more"))
    return lines


def cited(rule: Requirement) -> str:
    """Clause, verb, edition and confidence of a figure, in one line."""
    return f"{rule.clause_of} {rule.clause} · {rule.verb} · {rule.confidence} · {rule.edition}"


def finding_record(finding: Finding) -> dict[str, object]:
    """One finding for programs."""
    return {
        "requirement": finding.rule.id,
        "number": finding.rule.number,
        "clause": finding.rule.clause,
        "clause_of": finding.rule.clause_of,
        "verb": finding.rule.verb.value,
        "confidence": finding.rule.confidence.value,
        "of": finding.of,
        "have": finding.have,
        "least": finding.rule.least,
        "most": finding.rule.most,
        "unit": finding.rule.unit,
        "outcome": finding.outcome.value,
        "message": finding.message.say() if finding.message else "",
        "items": list(finding.items),
    }


def finding_lines(findings: Iterable[Finding], output: Output) -> list[str]:
    """Findings for people: those that need no attention in one line together."""
    lines, fine = [], 0
    for one in findings:
        if one.outcome.value in ("pass", "not-applicable"):
            fine += 1
            continue
        about = f" {one.of}" if one.of else ""
        text = one.message.say(output.lang) if one.message else ""
        rule = one.rule.zh if output.lang == "zh" else one.rule.en
        mark = outcome_word(one.outcome.value, output)
        lines.append(f"  {mark}{about}  {text}  [{rule} {cited(one.rule)}]")
    lines.append("  " + output.say("{count} requirements hold", count=fine))
    return lines


def outcome_word(outcome: str, output: Output) -> str:
    """An outcome as it is said."""
    words = {
        "pass": output.say("passes"),
        "fail": output.say("fails"),
        "recommendation-gap": output.say("recommendation gap"),
        "warn": output.say("warning"),
        "could-not-tell": output.say("could not tell"),
        "not-applicable": output.say("not applicable"),
    }
    return words[outcome]
