"""``hegui assess``: a generative service assessed (TC260-003, GB/T 45654-2025)."""

from __future__ import annotations

import argparse

from hegui.cli import assess_report
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
        help=say("assess a generative service", lang),
        description=say(
            "Assesses a generative service by TC260-003 or GB/T 45654-2025, and makes the report.",
            lang,
        ),
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="WHAT")
    assess_report.add_report(kinds, shared, lang)
    assess_report.add_package(kinds, shared, lang)
