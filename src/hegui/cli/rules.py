"""``hegui rules``: which rule says what, since when, and what changed."""

from __future__ import annotations

import argparse
import importlib
from typing import Protocol

from hegui.cli.output import Output
from hegui.messages import say

_Kinds = argparse._SubParsersAction
# Question → the module that answers it; only the one asked is loaded.
_QUESTIONS = {
    "search": "rules_records",
    "show": "rules_records",
    "on": "rules_days",
    "timeline": "rules_days",
    "tree": "rules_trees",
    "compare": "rules_duties",
    "targets": "rules_figures",
    "mine": "rules_duties",
    "export": "rules_export",
    "newsletter": "rules_newsletter",
    "add": "rules_review",
    "review": "rules_review",
    "stale": "rules_review",
}
# What hegui.catalog.exports can write; named here so that help need not load it.
_FORMS = ("csv", "json", "oscal", "framework", "relaton", "ics", "rss", "site")


class _Question(Protocol):
    def __call__(self, arguments: argparse.Namespace, output: Output) -> int: ...


def add(verbs: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "rules",
        parents=[shared],
        help=say("policies, laws, standards: which says what, since when", lang),
        description=say(
            "Asks the catalogue of China's AI rules and those of other markets. Every fact has its "
            "source; what nobody verified is marked so.",
            lang,
        ),
    )
    metavar = "|".join(_QUESTIONS)
    kinds = parser.add_subparsers(dest="question", required=True, metavar=metavar)
    _search(kinds, shared, lang)
    _show(kinds, shared, lang)
    _on(kinds, shared, lang)
    _timeline(kinds, shared, lang)
    _tree(kinds, shared, lang)
    _compare(kinds, shared, lang)
    _kind(kinds, shared, "targets", say("targets beside reported figures, contradictions", lang))
    _mine(kinds, shared, lang)
    _export(kinds, shared, lang)
    _newsletter(kinds, shared, lang)
    _add_records(kinds, shared, lang)
    _review(kinds, shared, lang)
    _stale(kinds, shared, lang)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Answers one question."""
    module = importlib.import_module(f"hegui.cli.{_QUESTIONS[arguments.question]}")
    answer: _Question = getattr(module, arguments.question)
    return answer(arguments, output)


def _kind(
    kinds: _Kinds[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    name: str,
    told: str,
) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, parents=[shared], help=told, description=told)
    parser.set_defaults(run=run)
    return parser


def _search(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    told = say("find records: Chinese or English, number with or without dash and year", lang)
    parser = _kind(kinds, shared, "search", told)
    parser.add_argument("words", nargs="+", metavar="WORD")
    parser.add_argument(
        "--limit", type=int, default=10, metavar="N", help=say("at most so many; default: 10", lang)
    )


def _show(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    parser = _kind(
        kinds, shared, "show", say("everything known of one record, with its sources", lang)
    )
    parser.add_argument("record", metavar="ID", help=say("an id, a number or a name", lang))
    _day_options(parser, lang)


def _on(kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str) -> None:
    told = say("what applies on a day, for whom, what is coming, what changed since", lang)
    parser = _kind(kinds, shared, "on", told)
    parser.add_argument("day", nargs="?", metavar="DATE", help=say("YYYY-MM-DD", lang))
    _known(parser, lang)
    _market(parser, lang)


def _timeline(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    parser = _kind(kinds, shared, "timeline", say("everything dated, oldest first", lang))
    parser.add_argument("record", nargs="?", metavar="ID", help=say("of this record alone", lang))
    parser.add_argument("--since", metavar="DATE", help=say("from this day on", lang))
    parser.add_argument("--until", metavar="DATE", help=say("up to this day", lang))
    _known(parser, lang)


def _tree(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    parser = _kind(
        kinds, shared, "tree", say("standards systems, committees and working groups", lang)
    )
    parser.add_argument("root", nargs="?", metavar="ID", help=say("this tree or branch", lang))
    parser.add_argument(
        "--standards", action="store_true", help=say("name the standards at each part", lang)
    )


def _compare(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    parser = _kind(kinds, shared, "compare", say("two markets, obligation by obligation", lang))
    parser.add_argument("left", metavar="CN")
    parser.add_argument("right", metavar="EU")


def _mine(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    told = say("my obligations, their deadlines, and the commands that meet them", lang)
    parser = _kind(kinds, shared, "mine", told)
    option = parser.add_argument
    option("--role", metavar="ROLE,…", help=say("provider, platform, user, deployer …", lang))
    option("--content", metavar="KIND,…", help=say("text, image, sound, video, scene …", lang))
    option(
        "--service",
        metavar="CLASS,…",
        help=say("classes of service (Deep Synthesis Provisions art. 17)", lang),
    )
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    _market(parser, lang)
    _day_options(parser, lang)


def _export(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    told = say("the catalogue in other tools' forms", lang)
    parser = _kind(kinds, shared, "export", told)
    parser.add_argument("form", choices=_FORMS, metavar="|".join(_FORMS))
    parser.add_argument(
        "-o", "--output", metavar="PATH", help=say("file; for csv a directory", lang)
    )
    parser.add_argument("--overwrite", action="store_true", help=say("replace what is there", lang))
    _market(parser, lang)


def _newsletter(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    told = say("an issue on a period: what is new, begins, is consulted on, comes", lang)
    parser = _kind(kinds, shared, "newsletter", told)
    option = parser.add_argument
    option("--since", metavar="DATE", required=True, help=say("from this day on", lang))
    option("--until", metavar="DATE", required=True, help=say("up to this day", lang))
    option(
        "--form",
        choices=("html", "pdf", "md", "eml"),
        help=say("instead of the form that the file's name says", lang),
    )
    option("-o", "--output", metavar="FILE", required=True, help=say("write this file", lang))
    option("--overwrite", action="store_true", help=say("replace what is there", lang))
    _market(parser, lang)


def _add_records(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    told = say("propose records from saved pages, tables, feeds, lists of numbers", lang)
    parser = _kind(kinds, shared, "add", told)
    option = parser.add_argument
    option(
        "files",
        nargs="*",
        metavar="FILE",
        help=say("a listing saved as HTML or CSV, RSS, Atom, or text with numbers", lang),
    )
    option("--kind", metavar="KIND", help=say("one record by hand: its kind", lang))
    option(
        "--field", action="append", metavar="NAME=VALUE", help=say("a field of that record", lang)
    )
    _queue(parser, lang)


def _review(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    told = say("what is proposed, with differences; accept prints YAML to take over", lang)
    parser = _kind(kinds, shared, "review", told)
    parser.add_argument("proposals", nargs="*", metavar="ID", help=say("these alone", lang))
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--accept", action="store_true", help=say("accept them", lang))
    decision.add_argument("--reject", action="store_true", help=say("turn them down", lang))
    parser.add_argument("--all", action="store_true", help=say("decided ones too", lang))
    _queue(parser, lang)


def _stale(
    kinds: _Kinds[argparse.ArgumentParser], shared: argparse.ArgumentParser, lang: str
) -> None:
    parser = _kind(kinds, shared, "stale", say("records to look at again", lang))
    parser.add_argument(
        "--days", type=int, default=180, metavar="N", help=say("older than; default: 180", lang)
    )
    parser.add_argument(
        "--on", metavar="DATE", help=say("as of this day, YYYY-MM-DD; default: today", lang)
    )


def _queue(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--queue",
        default="catalogue-queue",
        metavar="DIR",
        help=say("where proposals wait; default: catalogue-queue", lang),
    )


def _day_options(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--on", metavar="DATE", help=say("as of this day, YYYY-MM-DD; default: today", lang)
    )
    _known(parser, lang)


def _known(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument("--known", metavar="DATE", help=say("by what was known on this day", lang))


def _market(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument("--market", metavar="CN,EU", help=say("these markets alone", lang))
