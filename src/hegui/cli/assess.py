"""``hegui assess``: a generative service assessed before it opens; each step has its own module."""

from __future__ import annotations

import argparse

from hegui.cli import (
    assess_bank,
    assess_clauses,
    assess_corpus,
    assess_plan,
    assess_report,
    assess_review,
    assess_run,
    assess_score,
)
from hegui.messages import say


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "assess",
        parents=[shared],
        help=say("assess a generative service (TC260-003, GB/T 45654-2025)", lang),
        description=say(
            "Assesses a generative service: banks checked, a plan locked, questions put, answers "
            "judged by keywords, by classifiers and by people, each figure with its clause.",
            lang,
        ),
    )
    steps = parser.add_subparsers(
        dest="step",
        required=True,
        metavar="bank|plan|run|judge|review|corpus|validate|clauses|score|status|report|package",
    )
    for add_step in (
        assess_bank.add_bank,
        assess_plan.add_plan,
        assess_run.add_run,
        assess_run.add_judge,
        assess_review.add_review,
        assess_corpus.add_corpus,
        assess_corpus.add_validate,
        assess_clauses.add_clauses,
        assess_score.add_score,
        assess_score.add_status,
        assess_report.add_report,
        assess_report.add_package,
    ):
        add_step(steps, shared, lang)
