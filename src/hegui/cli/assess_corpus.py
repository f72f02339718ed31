"""``hegui assess corpus`` and ``validate``: training data sampled, classifiers held to truth."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hegui.cli.assess_shared import (
    add_classifier,
    add_folder,
    classifier,
    finding_lines,
    finding_record,
)
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.extras import needed
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.assess.corpus.checking import Checker
    from hegui.assess.workspace import Workspace


def add_corpus(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess corpus``."""
    parser = steps.add_parser(
        "corpus", parents=[shared], help=say("training data: samples and checks", lang)
    )
    kinds = parser.add_subparsers(dest="corpus", required=True, metavar="sample|check|source")
    sample = kinds.add_parser(
        "sample", parents=[shared], help=say("draw the items that people judge (9.2 a)", lang)
    )
    sample.add_argument(
        "--size", type=int, metavar="N", help=say("how many; default: what the edition asks", lang)
    )
    check = kinds.add_parser(
        "check",
        parents=[shared],
        help=say("check a random tenth by keywords and classifier (9.2 b)", lang),
    )
    source = kinds.add_parser(
        "source",
        parents=[shared],
        help=say("hold each source to the share of illegal content (5.1)", lang),
    )
    source.add_argument(
        "--phase",
        choices=("before", "after"),
        required=True,
        help=say("before it is collected, or after", lang),
    )
    source.add_argument(
        "--size",
        type=int,
        default=1000,
        metavar="N",
        help=say("items drawn from each source; the standard names no number", lang),
    )
    for one, run in ((sample, run_sample), (check, run_check), (source, run_source)):
        add_folder(one, lang)
        one.add_argument(
            "files", nargs="+", metavar="FILE", help=say("text, JSON Lines or Parquet", lang)
        )
        one.add_argument("--column", metavar="NAME", help=say("where the text stands", lang))
        if one is not sample:
            add_classifier(one, lang)
        one.set_defaults(run=run)


def add_validate(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess validate``."""
    parser = steps.add_parser(
        "validate",
        parents=[shared],
        help=say("hold a classifier to a set that people labelled (ISO/IEC TS 4213)", lang),
    )
    add_folder(parser, lang)
    parser.add_argument(
        "set", metavar="FILE", help=say("a table with the columns text and risks", lang)
    )
    add_classifier(parser, lang, required=True)
    parser.add_argument(
        "--trained-on", metavar="FILE", help=say("what it was trained on: leaks are told", lang)
    )
    parser.set_defaults(run=run_validate)


def run_sample(arguments: argparse.Namespace, output: Output) -> int:
    """Draws the sample for people in one pass."""
    with needed("assess"):
        from hegui.assess.corpus.drawing import draw
        from hegui.assess.workspace import CORPUS_SAMPLE, open_workspace

    space = open_workspace(arguments.folder)
    drawn = draw(
        space.plan,
        space.sha256,
        arguments.files,
        arguments.size,
        arguments.column,
        space.folder,
    )
    space.keep(CORPUS_SAMPLE, drawn)
    record: dict[str, object] = {
        "file": space.path(CORPUS_SAMPLE),
        "outcome": "drawn",
        "items": len(drawn.items),
        "population": drawn.population,
    }
    output.record(
        record,
        output.say(
            "{count} of {population} items drawn",
            count=len(drawn.items),
            population=drawn.population,
        ),
    )
    return output.status


def run_check(arguments: argparse.Namespace, output: Output) -> int:
    """Checks a random share of the corpus; exit status 1 where the rate fails."""
    with needed("assess"):
        from hegui.assess.corpus.checking import check
        from hegui.assess.corpus.records import sources
        from hegui.assess.requirements import requirement
        from hegui.assess.scoring.rates import by_technique
        from hegui.assess.workspace import TECHNIQUE, open_workspace
    from hegui.cli.assess_score import rate_lines, rate_record

    space = open_workspace(arguments.folder)
    share = requirement(space.plan.edition, "corpus.technique.sample")
    checker = _checker(space, arguments)
    seed, files = space.plan.seed, sources(arguments.files)
    found = check(files, checker, share, seed, space.sha256, space.folder)
    space.keep(TECHNIQUE, found)
    rate = by_technique(space.plan, found)
    if rate.outcome.value == "fail":
        output.reach(1)
    output.record(rate_record(rate), *rate_lines(rate, output))
    return output.status


def run_source(arguments: argparse.Namespace, output: Output) -> int:
    """Checks each source; exit status 1 where one fails."""
    with needed("assess"):
        from hegui.assess.corpus.checking import check_source, source_finding
        from hegui.assess.corpus.records import sources
        from hegui.assess.requirements import requirement
        from hegui.assess.workspace import SOURCES, SourceFindings, open_workspace

    space = open_workspace(arguments.folder)
    if arguments.size < 1:
        raise UsageError("draw at least one item")
    rule = requirement(space.plan.edition, f"source.{arguments.phase}")
    checker = _checker(space, arguments)
    found = [
        source_finding(
            rule, check_source(one, checker, arguments.size, space.plan.seed, space.folder)
        )
        for one in sources(arguments.files)
    ]
    now = {one.of for one in found}
    kept = [one for one in space.sources() if one.rule.key != rule.key or one.of not in now]
    space.keep(SOURCES, SourceFindings(space.sha256, (*kept, *found)))
    for one in found:
        if one.outcome.value == "fail":
            output.reach(1)
        output.record(finding_record(one), one.of, *finding_lines([one], output))
    return output.status


def run_validate(arguments: argparse.Namespace, output: Output) -> int:
    """Measures a classifier on a labelled set."""
    with needed("assess"):
        from hegui.assess.frozen_json import written
        from hegui.assess.validation.validating import labelled, validate
        from hegui.assess.workspace import VALIDATION, Validations, open_workspace

    space = open_workspace(arguments.folder)
    chosen = classifier(arguments)
    assert chosen is not None
    items, digest = labelled(arguments.set)
    trained = labelled(arguments.trained_on)[0] if arguments.trained_on else ()
    result = validate(chosen, items, digest, (one.text for one in trained))
    others = [one for one in space.validations() if one.name != result.name]
    space.keep(VALIDATION, Validations(space.sha256, (*others, result)))
    lines = [
        output.say(
            "{name} {version} on {items} items, {leaked} of which it was trained on",
            name=result.name,
            version=result.version,
            items=result.items,
            leaked=len(result.leaked),
        )
    ]
    for row in result.risks:
        shown = [
            f"{one.name} {one.value:.3f}"
            + (f" [{one.interval.low:.3f}, {one.interval.high:.3f}]" if one.interval else "")
            for one in row.measures
            if one.value is not None
        ]
        lines.append(f"  {row.of:<6} {'  '.join(shown)}")
    if result.auc is not None:
        lines.append(f"  AUC {result.auc:.3f}")
    record = written(result)
    assert isinstance(record, dict)
    output.record({"file": arguments.set, "outcome": "validated"} | record, *lines)
    return output.status


def _checker(space: Workspace, arguments: argparse.Namespace) -> Checker:
    from hegui.assess.banks.item import BankKind
    from hegui.assess.corpus.checking import Checker

    keywords = space.banks.get(BankKind.KEYWORDS)
    chosen = classifier(arguments)
    if keywords is None and chosen is None:
        raise UsageError("the plan has no keyword library, and no classifier is named")
    return Checker(keywords.counted() if keywords else (), chosen, arguments.column)
