"""``hegui records complain``, ``appeal``, ``resolve``, ``declare``: what people say of content."""

from __future__ import annotations

import argparse
import sys

from hegui.as_json.records import entry_record
from hegui.cli.output import Output
from hegui.cli.records_lookup import add_position, add_which_ledger
from hegui.errors import UsageError
from hegui.ledger.opening import open_ledger
from hegui.ledger.records import (
    AppealRecord,
    ComplaintRecord,
    DeclarationRecord,
    Record,
    ResolutionRecord,
)
from hegui.messages import say

OUTCOMES = ("upheld", "rejected", "withdrawn")
DECLARED = ("generated", "not-generated")
_STANDARD = "-"
_MOST_TEXT = 100_000  # bytes read from standard input


def add_complain(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records complain``."""
    parser = kinds.add_parser(
        "complain", parents=[shared], help=say("record a complaint about content", lang)
    )
    parser.add_argument(
        "--subject", required=True, metavar="TEXT", help=say("what it is about, in a word", lang)
    )
    _add_content(parser, lang)
    _add_person(parser, lang)
    _add_rest(parser, lang)
    parser.set_defaults(run=run_complain)


def add_appeal(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records appeal``."""
    parser = kinds.add_parser(
        "appeal", parents=[shared], help=say("record an appeal against a record", lang)
    )
    add_position(parser, lang)
    parser.add_argument(
        "--subject", default="", metavar="TEXT", help=say("what it is about, in a word", lang)
    )
    _add_person(parser, lang)
    _add_rest(parser, lang)
    parser.set_defaults(run=run_appeal)


def add_resolve(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records resolve``."""
    parser = kinds.add_parser(
        "resolve",
        parents=[shared],
        help=say("record what became of a complaint or an appeal", lang),
    )
    add_position(parser, lang)
    option = parser.add_argument
    option("--outcome", required=True, choices=OUTCOMES, help=say("what was decided", lang))
    option("--text", default="", metavar="TEXT", help=say("in words; - reads them", lang))
    _add_rest(parser, lang)
    parser.set_defaults(run=run_resolve)


def add_declare(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records declare``."""
    parser = kinds.add_parser(
        "declare", parents=[shared], help=say("record what a user declares of content", lang)
    )
    option = parser.add_argument
    option("--says", required=True, choices=DECLARED, help=say("what is declared", lang))
    option("--user", default="", metavar="WHO", help=say("who declares it", lang))
    _add_content(parser, lang)
    _add_rest(parser, lang)
    parser.set_defaults(run=run_declare)


def run_complain(arguments: argparse.Namespace, output: Output) -> int:
    """Records a complaint."""
    _check_content(arguments)
    record = ComplaintRecord(
        arguments.subject,
        produce_id=arguments.id,
        propagate_id=arguments.propagate_id,
        digest=arguments.digest,
        contact=arguments.contact,
        text=_text(arguments.text),
    )
    return _append(record, arguments, output)


def run_appeal(arguments: argparse.Namespace, output: Output) -> int:
    """Records an appeal against a record that is there."""
    record = AppealRecord(
        arguments.position,
        arguments.subject,
        contact=arguments.contact,
        text=_text(arguments.text),
    )
    return _append(record, arguments, output, about=arguments.position)


def run_resolve(arguments: argparse.Namespace, output: Output) -> int:
    """Records what became of a complaint or an appeal."""
    record = ResolutionRecord(arguments.position, arguments.outcome, text=_text(arguments.text))
    kinds = (ComplaintRecord.kind, AppealRecord.kind)
    return _append(record, arguments, output, about=arguments.position, kinds=kinds)


def run_declare(arguments: argparse.Namespace, output: Output) -> int:
    """Records a declaration."""
    _check_content(arguments)
    record = DeclarationRecord(
        arguments.says,
        digest=arguments.digest,
        produce_id=arguments.id,
        propagate_id=arguments.propagate_id,
        user=arguments.user,
    )
    return _append(record, arguments, output)


def _append(
    record: Record,
    arguments: argparse.Namespace,
    output: Output,
    *,
    about: int | None = None,
    kinds: tuple[str, ...] = (),
) -> int:
    with open_ledger(arguments.ledger, config=arguments.config) as ledger:
        if about is not None:
            found = ledger.get(about)
            if found is None:
                raise UsageError("no entry is at position {position}", position=about)
            if kinds and found.record.kind not in kinds:
                raise UsageError(
                    "the record at {position} is neither a complaint nor an appeal",
                    position=about,
                )
        appended = ledger.append(record, arguments.key)
    entry = appended.entry
    output.record(
        {"outcome": "recorded", "repeated": appended.repeated} | entry_record(entry),
        output.say("recorded at {position}", position=entry.position),
    )
    return output.status


def _add_content(parser: argparse.ArgumentParser, lang: str) -> None:
    option = parser.add_argument
    option("--id", metavar="ID", default="", help=say("content number (ProduceID)", lang))
    option(
        "--propagate-id", metavar="ID", default="", help=say("content number (PropagateID)", lang)
    )
    option("--digest", metavar="DIGEST", default="", help=say("of a file or its content", lang))


def _check_content(arguments: argparse.Namespace) -> None:
    if not (arguments.id or arguments.propagate_id or arguments.digest):
        raise UsageError("say which content: --id, --propagate-id or --digest")


def _add_person(parser: argparse.ArgumentParser, lang: str) -> None:
    option = parser.add_argument
    option("--contact", default="", metavar="WHO", help=say("who says it, to answer them", lang))
    option("--text", default="", metavar="TEXT", help=say("in words; - reads them", lang))


def _add_rest(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--key",
        default="",
        metavar="KEY",
        help=say("idempotency key: under it the record is appended once", lang),
    )
    add_which_ledger(parser, lang)


def _text(given: str) -> str:
    """Words given, or read from standard input: what is in the arguments others may see."""
    if given != _STANDARD:
        return given
    return sys.stdin.buffer.read(_MOST_TEXT).decode("utf-8", "replace").rstrip("\n")
