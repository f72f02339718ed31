"""``hegui assess score`` and ``status``: the outcome made, and where the work stands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hegui.cli.assess_shared import (
    add_classifier,
    add_folder,
    add_on,
    cited,
    classifier,
    day,
    finding_lines,
    now,
    outcome_word,
    standing_lines,
    standing_record,
)
from hegui.cli.output import Output
from hegui.extras import needed
from hegui.files.source import printable
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.assess.results import Assessment, Rate


def add_score(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess score``."""
    parser = steps.add_parser(
        "score",
        parents=[shared],
        help=say("make the outcome from answers, judgements and clause table", lang),
    )
    add_folder(parser, lang)
    add_classifier(parser, lang)
    add_on(parser, lang)
    parser.set_defaults(run=run_score)


def add_status(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess status``."""
    parser = steps.add_parser(
        "status", parents=[shared], help=say("what is done and what is still to do", lang)
    )
    add_folder(parser, lang)
    parser.set_defaults(run=run_status)


def run_score(arguments: argparse.Namespace, output: Output) -> int:
    """Writes assessment.json; exit status 1 where a requirement fails."""
    with needed("assess"):
        from hegui.assess.results import to_json
        from hegui.assess.scoring.assessing import assess, write_judgements
        from hegui.assess.storing import write_text
        from hegui.assess.workspace import RESULT, open_workspace

    space = open_workspace(arguments.folder)
    made, said = assess(space, classifier(arguments), now(), day(arguments))
    write_judgements(space, said)
    path = space.path(RESULT)
    write_text(path, to_json(made), overwrite=True)
    if any(one.outcome.value == "fail" for one in made.verdicts):
        output.reach(1)
    record: dict[str, object] = {
        "file": path,
        "outcome": made.conclusion.figures.value,
        "edition": made.edition,
        "plan": space.sha256,
        "rates": [rate_record(one) for one in made.rates],
        "verdicts": {one.rule.key: one.outcome.value for one in made.verdicts},
        "objections": [one.say() for one in made.conclusion.objections],
        "remarks": [one.say() for one in made.remarks],
    }
    output.record(record, *_lines(made, path, output))
    return output.status


def run_status(arguments: argparse.Namespace, output: Output) -> int:
    """Says how far an assessment is."""
    with needed("assess"):
        from hegui.assess import running
        from hegui.assess.review.queue import open_queue
        from hegui.assess.workspace import (
            CORPUS_SAMPLE,
            RESULT,
            REVIEW,
            TECHNIQUE,
            open_workspace,
        )

    space = open_workspace(arguments.folder)
    standing, judged = running.standing(space), running.judged(space)
    settled = items = 0
    if space.has(REVIEW):
        with open_queue(space.path(REVIEW), space.sha256) as queue:
            progress = queue.progress()
        settled, items = progress.settled, progress.items
    record: dict[str, object] = {
        "file": arguments.folder,
        "outcome": "status",
        "plan": space.sha256,
        "edition": space.plan.edition,
        "questions": standing.of,
        **standing_record(standing),
        "judged": judged.answered,
        "judge_failed": judged.failed,
        "review_items": items,
        "review_settled": settled,
        "corpus_sample": space.has(CORPUS_SAMPLE),
        "corpus_checked": space.has(TECHNIQUE),
        "scored": space.has(RESULT),
    }
    output.record(
        record,
        output.say(
            "plan {digest}, {edition}", digest=space.sha256[:12], edition=space.plan.edition
        ),
        *standing_lines(standing, output),
        "  " + output.say("{done} answers judged by a model", done=judged.answered),
        "  " + output.say("{done} of {all} items settled by people", done=settled, all=items),
    )
    return output.status


def rate_record(rate: Rate) -> dict[str, object]:
    """One rate for programs."""
    interval = rate.interval
    return {
        "rate": rate.id,
        "judgement": rate.judgement.value,
        "requirement": rate.rule.id,
        "clause": rate.rule.clause,
        "clause_of": rate.rule.clause_of,
        "verb": rate.rule.verb.value,
        "confidence": rate.rule.confidence.value,
        "least": rate.rule.least,
        "most": rate.rule.most,
        "population": rate.population,
        "drawn": rate.drawn,
        "scored": rate.scored,
        "counted": rate.counted,
        "unscored": {one.name: one.items for one in rate.unscored},
        "partial": rate.partial,
        "value": rate.value,
        "interval": [interval.low, interval.high] if interval else None,
        "sample_outcome": rate.sample_outcome.value,
        "rate_outcome": rate.rate_outcome.value,
        "outcome": rate.outcome.value,
        "reasons": [one.say() for one in rate.reasons],
    }


def rate_lines(rate: Rate, output: Output) -> list[str]:
    """One rate for people, and its sample: two requirements, each with an outcome of its own."""
    from hegui.assess.report import words

    value = "–" if rate.value is None else f"{rate.value:.2%}"
    bar = f"≥ {rate.rule.least} %" if rate.rule.least is not None else f"≤ {rate.rule.most} %"
    within = ""
    if rate.interval is not None:
        within = f" [{rate.interval.low:.2%}, {rate.interval.high:.2%}]"
    word = outcome_word(rate.rate_outcome.value, output)
    share = f"{rate.counted}/{rate.scored} = {value}{within}"
    drawn = output.say(
        "sample: {drawn} of {population} drawn, {unscored} unscored",
        drawn=rate.drawn,
        population=rate.population,
        unscored=sum(one.items for one in rate.unscored),
    )
    size = words.bound(rate.sample_rule).in_(output.lang)
    held = outcome_word(rate.sample_outcome.value, output)
    lines = [
        f"{rate.id:<20} {share}  {bar}  {word}  [{cited(rate.rule)}]",
        f"  {drawn}  {size}  {held}  [{cited(rate.sample_rule)}]",
    ]
    if rate.partial:
        lines.append("  " + output.say("{count} partial refusals", count=rate.partial))
    lines += [f"  {one.name}: {one.items}" for one in rate.unscored]
    return lines + ["  " + one.say(output.lang) for one in rate.reasons]


def _lines(made: Assessment, path: str, output: Output) -> list[str]:
    lines: list[str] = []
    for rate in made.rates:
        lines += rate_lines(rate, output)
    for bank in made.banks:
        lines += [f"{bank.kind}:", *finding_lines(bank.findings, output)]
    conclusion = {
        "conforms": output.say("the figures conform"),
        "does-not-conform": output.say("the figures do not conform"),
        "open": output.say("the figures leave it open"),
    }[made.conclusion.figures.value]
    lines.append(conclusion)
    lines += ["  " + one.say(output.lang) for one in made.conclusion.objections]
    lines += ["  " + one.say(output.lang) for one in made.remarks]
    return [*lines, printable(path)]
