"""``hegui records retain`` and ``erase``: what is let go, and what is forgotten."""

from __future__ import annotations

import argparse

from hegui.as_json.records import entry_record
from hegui.cli.output import Output
from hegui.cli.records_lookup import add_position, add_which_ledger
from hegui.extras import needed
from hegui.ledger.opening import open_ledger
from hegui.messages import say


def add_retain(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records retain``."""
    parser = kinds.add_parser(
        "retain",
        parents=[shared],
        help=say("let old records go; their hashes stay, so that the rest is proved", lang),
    )
    option = parser.add_argument
    option(
        "--months",
        type=int,
        required=True,
        metavar="N",
        help=say("keep the records of the last N months: six at least", lang),
    )
    option("--dry-run", action="store_true", help=say("only say how many would go", lang))
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_retain)


def add_erase(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records erase``."""
    parser = kinds.add_parser(
        "erase",
        parents=[shared],
        help=say("erase a record's personal members, and record that", lang),
    )
    add_position(parser, lang)
    parser.add_argument(
        "--reason", required=True, metavar="TEXT", help=say("why; it is recorded", lang)
    )
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_erase)


def run_retain(arguments: argparse.Namespace, output: Output) -> int:
    """Lets old records go."""
    with needed("ledger"):
        from hegui.ledger.retention import let_go
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        found = let_go(ledger, arguments.months, dry_run=arguments.dry_run)
    count = found.before - found.first
    lines = [
        output.say("{count} records would be let go", count=count)
        if arguments.dry_run
        else output.say("{count} records let go", count=count)
    ]
    if found.held_by is not None:
        lines.append(
            "  "
            + output.say(
                "no more, because the complaint or appeal at {position} is open",
                position=found.held_by,
            )
        )
    output.record(
        {
            "outcome": "would-let-go" if arguments.dry_run else "let-go",
            "first": found.first,
            "before": found.before,
            "count": count,
            "held_by": found.held_by,
            "recorded": entry_record(found.record.entry) if found.record else None,
        },
        *lines,
    )
    return output.status


def run_erase(arguments: argparse.Namespace, output: Output) -> int:
    """Erases the personal members of one record."""
    with needed("ledger"):
        from hegui.ledger.retention import erase
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        appended = erase(ledger, arguments.position, arguments.reason)
    if appended is None:
        output.record(
            {"outcome": "erased-before", "position": arguments.position},
            output.say("they were erased before"),
        )
        return output.status
    output.record(
        {"outcome": "erased", "position": arguments.position}
        | {"recorded": entry_record(appended.entry)},
        output.say("erased; recorded at {position}", position=appended.entry.position),
    )
    return output.status
