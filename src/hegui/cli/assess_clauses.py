"""``hegui assess clauses``: the clause table begun, and what is still to say in it."""

from __future__ import annotations

import argparse
import os

from hegui.cli.assess_shared import add_folder
from hegui.cli.output import Output
from hegui.extras import needed
from hegui.files.source import printable
from hegui.messages import say


def add_clauses(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess clauses``."""
    parser = steps.add_parser(
        "clauses",
        parents=[shared],
        help=say("the clause table: one result a clause, with evidence", lang),
    )
    add_folder(parser, lang)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Writes the table where there is none; else says what it still lacks (exit status 1)."""
    with needed("assess"):
        from hegui.assess.planning.plan import load
        from hegui.assess.scoring.clause_file import FILE, load_clauses, write_template

    plan, _ = load(arguments.folder)
    if not os.path.exists(os.path.join(arguments.folder, FILE)):
        path = write_template(arguments.folder, plan.edition)
        output.record({"file": path, "outcome": "made"}, printable(path))
        return output.status
    table = load_clauses(arguments.folder, plan.edition, {})
    for result in table.results:
        clause = result.clause
        title = clause.zh if output.lang == "zh" else clause.en
        objections = [one.say(output.lang) for one in result.objections]
        if objections:
            output.reach(1)
        record: dict[str, object] = {
            "clause": clause.number,
            "clause_of": clause.clause_of,
            "title": title,
            "outcome": result.answer.value,
            "evidence": [one.path for one in result.evidence],
            "objections": [one.say() for one in result.objections],
        }
        head = f"{clause.number} {title}  {_word(result.answer.value, output)}"
        output.record(record, head, *("  " + one for one in objections))
    return output.status


def _word(answer: str, output: Output) -> str:
    words = {
        "conforms": output.say("conforms"),
        "does-not-conform": output.say("does not conform"),
        "not-applicable": output.say("not applicable"),
        "open": output.say("open"),
    }
    return words[answer]
