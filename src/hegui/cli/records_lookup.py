"""``hegui records list`` and ``show``: records found by what they are about."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from hegui.as_json.records import entry_record
from hegui.cli.output import Output
from hegui.cli.recorder import add_ledger
from hegui.extras import needed
from hegui.ledger.entries import Entry
from hegui.ledger.opening import open_ledger
from hegui.ledger.records import KINDS
from hegui.messages import say


def add_which_ledger(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options that say which ledger is meant."""
    add_ledger(parser, lang)
    parser.add_argument(
        "--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang)
    )


def add_list(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records list``."""
    parser = kinds.add_parser(
        "list", parents=[shared], help=say("records, by what they are about", lang)
    )
    option = parser.add_argument
    option("--id", metavar="ID", default="", help=say("content number (ProduceID)", lang))
    option(
        "--propagate-id", metavar="ID", default="", help=say("content number (PropagateID)", lang)
    )
    option("--digest", metavar="DIGEST", default="", help=say("of a file or its content", lang))
    option("--provider", metavar="CODE", default="", help=say("code or name, in any role", lang))
    option("--kind", choices=tuple(KINDS), default="", help=say("one kind of record", lang))
    option("--about", type=int, metavar="POSITION", help=say("records about that one", lang))
    option("--since", type=_moment, metavar="TIME", help=say("as 2026-01-01T00:00:00Z", lang))
    option("--until", type=_moment, metavar="TIME", help=say("the same form", lang))
    option("--limit", type=int, default=50, metavar="N", help=say("records at most", lang))
    option("--after", type=int, metavar="POSITION", help=say("where the page before ended", lang))
    option("--newest", action="store_true", help=say("the newest first", lang))
    _add_personal(parser, lang)
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_list)


def add_show(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records show``."""
    parser = kinds.add_parser("show", parents=[shared], help=say("one record, in full", lang))
    add_position(parser, lang)
    _add_personal(parser, lang)
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_show)


def add_position(parser: argparse.ArgumentParser, lang: str) -> None:
    """Which record is meant."""
    parser.add_argument("position", type=int, help=say("the record's place in the ledger", lang))


def run_list(arguments: argparse.Namespace, output: Output) -> int:
    """Prints one page; a remark says how to see the next."""
    with needed("ledger"):
        from hegui.ledger.looking_up import Query
    query = Query(
        produce_id=arguments.id,
        propagate_id=arguments.propagate_id,
        digest=arguments.digest,
        provider=arguments.provider,
        kind=arguments.kind,
        about=arguments.about,
        since=arguments.since,
        until=arguments.until,
        after=arguments.after,
        limit=arguments.limit,
        newest_first=arguments.newest,
    )
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        page = ledger.find(query, personal=arguments.personal)
    for entry in page.entries:
        output.record({"outcome": "found"} | entry_record(entry), _line(entry))
    if page.next is not None:
        output.aside("more: --after {position}", position=page.next)
    return output.status


def run_show(arguments: argparse.Namespace, output: Output) -> int:
    """Prints one record; exit status 1 where there is none, or no longer."""
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        entry = ledger.get(arguments.position, personal=arguments.personal)
    if entry is None:
        output.reach(1)
        output.record(
            {"outcome": "not-found", "position": arguments.position},
            output.say("no entry is at position {position}", position=arguments.position),
        )
        return output.status
    output.record({"outcome": "found"} | entry_record(entry), *_lines(entry, output))
    return output.status


def _add_personal(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--personal", action="store_true", help=say("show personal members too", lang)
    )


def _moment(text: str) -> datetime:
    """A time with its zone, as argparse reads types; a day alone is its beginning in UTC."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        if len(text) > len("2026-01-01"):
            raise ValueError(text)
        when = when.replace(tzinfo=UTC)
    return when


def _line(entry: Entry) -> str:
    """An entry in one line: position, time, kind, members."""
    members = {**entry.record.public(), **entry.record.personal()}
    said = " ".join(f"{name}={value}" for name, value in members.items())
    return f"{entry.position:>8}  {_time(entry.time)}  {entry.record.kind:<12}  {_one_line(said)}"


def _lines(entry: Entry, output: Output) -> Iterator[str]:
    yield f"{entry.position}  {_time(entry.time)}  {entry.record.kind}"
    if entry.clock is not None:
        yield "  " + output.say("the clock said {time}", time=_time(entry.clock))
    for name, value in entry.record.public().items():
        yield f"  {name}: {_one_line(str(value))}"
    for name, value in entry.record.personal().items():
        yield f"  {name}: {_one_line(value)}"
    if entry.commitment and not entry.held:
        yield "  " + output.say("personal members are held apart (--personal), or were erased")


def _time(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%SZ")


def _one_line(text: str) -> str:
    """What somebody else wrote, so that it moves no cursor and begins no line."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
