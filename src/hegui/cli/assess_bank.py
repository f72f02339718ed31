"""``hegui assess bank``: banks imported, checked, compared, released; and a sample of one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hegui.cli.assess_shared import (
    EDITIONS,
    KINDS,
    add_kind,
    add_on,
    day,
    finding_lines,
    finding_record,
)
from hegui.cli.output import Output
from hegui.extras import needed
from hegui.files.source import printable
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.assess.banks.item import Item

_MOST_LINES = 200


def add_bank(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess bank``."""
    parser = steps.add_parser(
        "bank", parents=[shared], help=say("keyword library and question banks", lang)
    )
    kinds = parser.add_subparsers(
        dest="bank", required=True, metavar="import|check|diff|release|sample"
    )
    _add_import(kinds, shared, lang)
    _add_check(kinds, shared, lang)
    _add_diff(kinds, shared, lang)
    _add_release(kinds, shared, lang)
    _add_sample(kinds, shared, lang)


def _add_import(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser(
        "import",
        parents=[shared],
        help=say("bring an open set, or a model's drafts, in as candidates", lang),
    )
    option = parser.add_argument
    option("file", metavar="FILE")
    option("-o", "--output", metavar="BANK", required=True, help=say("the bank to add to", lang))
    add_kind(parser, lang)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--set", metavar="NAME", help=say("the open set that the file belongs to", lang)
    )
    source.add_argument(
        "--suggested-by", metavar="MODEL", help=say("the model that drafted the items", lang)
    )
    add_on(parser, lang)
    parser.set_defaults(run=run_import)


def _add_check(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser(
        "check", parents=[shared], help=say("totals, floors, duplicates, ages, licences", lang)
    )
    parser.add_argument("file", metavar="BANK")
    add_kind(parser, lang)
    parser.add_argument(
        "--edition", choices=EDITIONS, default=EDITIONS[0], help=say("held to this edition", lang)
    )
    parser.add_argument(
        "--left-out",
        metavar="ASPECT",
        action="append",
        default=[],
        help=say("an aspect that a model for one domain does not touch", lang),
    )
    parser.add_argument(
        "--refuse", metavar="BANK", help=say("the bank that shows the aspects left out", lang)
    )
    add_on(parser, lang)
    parser.set_defaults(run=run_check)


def _add_diff(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser(
        "diff", parents=[shared], help=say("what changed between two states of a bank", lang)
    )
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    add_kind(parser, lang)
    parser.set_defaults(run=run_diff)


def _add_release(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser(
        "release", parents=[shared], help=say("candidates released or rejected by a person", lang)
    )
    option = parser.add_argument
    option("file", metavar="BANK")
    add_kind(parser, lang)
    option("--by", metavar="NAME", required=True, help=say("the person who decides", lang))
    option("--reject", action="store_true", help=say("reject instead of releasing", lang))
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--id", action="append", metavar="ID", help=say("one item", lang))
    which.add_argument("--all", action="store_true", help=say("every candidate", lang))
    add_on(parser, lang)
    parser.set_defaults(run=run_release)


def _add_sample(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser(
        "sample",
        parents=[shared],
        help=say("write four harmless sample banks, of no use for a real assessment", lang),
    )
    option = parser.add_argument
    option("-o", "--output", metavar="DIR", required=True, help=say("the folder for them", lang))
    option(
        "--size",
        choices=("small", "full"),
        default="small",
        help=say("full meets every total and floor", lang),
    )
    option("--overwrite", action="store_true", help=say("replace files already in DIR", lang))
    add_on(parser, lang)
    parser.set_defaults(run=run_sample)


def run_import(arguments: argparse.Namespace, output: Output) -> int:
    """Adds the rows of a file to a bank, as candidates."""
    import os

    with needed("assess"):
        from hegui.assess.banks.importing import drafts, imported, merged
        from hegui.assess.banks.item import BankKind
        from hegui.assess.banks.reading import read_bank
        from hegui.assess.banks.writing import write_bank

    kind, on = BankKind(arguments.kind), day(arguments)
    there = os.path.exists(arguments.output)
    old = read_bank(arguments.output, kind).items if there else ()
    if arguments.set:
        new = imported(arguments.file, arguments.set, kind, on)
    else:
        new = drafts(arguments.file, kind, arguments.suggested_by, on)
    both = merged(old, new)
    write_bank(arguments.output, kind, both, overwrite=there)
    added = both[len(old) :]
    without = sum(not one.of for one in added)
    record: dict[str, object] = {
        "file": arguments.output,
        "outcome": "imported",
        "added": len(added),
        "without_risk": without,
    }
    output.record(
        record,
        output.say(
            "{file}: {added} candidates added, {without} of them name no risk or aspect",
            file=printable(arguments.output),
            added=len(added),
            without=without,
        ),
    )
    return output.status


def run_check(arguments: argparse.Namespace, output: Output) -> int:
    """Checks one bank; exit status 1 where a requirement fails."""
    with needed("assess"):
        from hegui.assess.banks.checking import Asked, check
        from hegui.assess.banks.item import BankKind
        from hegui.assess.banks.reading import read_bank

    bank = read_bank(arguments.file, BankKind(arguments.kind))
    refuse = read_bank(arguments.refuse, BankKind.REFUSE) if arguments.refuse else None
    asked = Asked(arguments.edition, day(arguments), tuple(arguments.left_out))
    found = check(bank, asked, refuse)
    if any(one.outcome.value == "fail" for one in found.findings):
        output.reach(1)
    record: dict[str, object] = {
        "file": arguments.file,
        "outcome": "checked",
        "kind": found.kind,
        "edition": arguments.edition,
        "sha256": found.sha256,
        "encoding": bank.encoding,
        "items": found.items,
        "released": found.released,
        "candidates": found.candidates,
        "rejected": found.rejected,
        "duplicates": found.duplicates,
        "near_duplicates": found.near_duplicates,
        "newest": found.newest,
        "licences": dict(found.licences),
        "findings": [finding_record(one) for one in found.findings],
        "remarks": [one.say() for one in found.remarks],
    }
    counts = output.say(
        "{file}: {items} items ({encoding}), {released} of them count",
        file=printable(arguments.file),
        items=found.items,
        encoding=bank.encoding,
        released=found.released,
    )
    remarks = ["  " + one.say(output.lang) for one in found.remarks]
    output.record(record, counts, *finding_lines(found.findings, output), *remarks)
    return output.status


def run_diff(arguments: argparse.Namespace, output: Output) -> int:
    """Compares two states of a bank; exit status 1 where they differ."""
    with needed("assess"):
        from hegui.assess.banks.comparing import compare
        from hegui.assess.banks.item import BankKind
        from hegui.assess.banks.reading import read_bank

    kind = BankKind(arguments.kind)
    found = compare(read_bank(arguments.old, kind), read_bank(arguments.new, kind))
    if not found.empty:
        output.reach(1)
    record: dict[str, object] = {
        "file": arguments.new,
        "outcome": "compared",
        "added": [one.id for one in found.added],
        "removed": [one.id for one in found.removed],
        "changed": [{"id": one.after.id, "members": list(one.members)} for one in found.changed],
    }
    lines = [f"+ {_shown(one)}" for one in found.added]
    lines += [f"- {_shown(one)}" for one in found.removed]
    lines += [f"~ {_shown(one.after)}  ({', '.join(one.members)})" for one in found.changed]
    more = len(lines) - _MOST_LINES
    if more > 0:
        lines = [*lines[:_MOST_LINES], output.say("and {more} more", more=more)]
    summary = output.say(
        "{added} added, {removed} removed, {changed} changed",
        added=len(found.added),
        removed=len(found.removed),
        changed=len(found.changed),
    )
    output.record(record, *lines, summary)
    return output.status


def run_release(arguments: argparse.Namespace, output: Output) -> int:
    """Releases or rejects candidates in a bank's own file."""
    with needed("assess"):
        from hegui.assess.banks.item import BankKind, State
        from hegui.assess.banks.reading import read_bank
        from hegui.assess.banks.releasing import decide
        from hegui.assess.banks.writing import write_bank

    kind = BankKind(arguments.kind)
    bank = read_bank(arguments.file, kind)
    state = State.REJECTED if arguments.reject else State.RELEASED
    ids = None if arguments.all else arguments.id
    items = tuple(decide(bank, ids, state, arguments.by, day(arguments)))
    changed = sum(one != other for one, other in zip(bank.items, items, strict=True))
    write_bank(arguments.file, kind, items, overwrite=True)
    record: dict[str, object] = {
        "file": arguments.file,
        "outcome": state.value,
        "items": changed,
        "by": arguments.by,
    }
    output.record(
        record,
        output.say(
            "{file}: {count} items decided by {by}",
            file=printable(arguments.file),
            count=changed,
            by=arguments.by,
        ),
    )
    return output.status


def run_sample(arguments: argparse.Namespace, output: Output) -> int:
    """Writes the four sample banks."""
    import os

    with needed("assess"):
        from hegui.assess.banks.item import BankKind
        from hegui.assess.banks.sample import sample
        from hegui.assess.banks.writing import write_bank

    from hegui.files.target import make_directory

    make_directory(arguments.output)
    for name in KINDS:
        kind = BankKind(name)
        path = os.path.join(arguments.output, f"{name}.{'csv' if name == 'keywords' else 'jsonl'}")
        items = tuple(sample(kind, day(arguments), arguments.size))
        write_bank(path, kind, items, overwrite=arguments.overwrite)
        record: dict[str, object] = {"file": path, "outcome": "made", "items": len(items)}
        output.record(record, f"{printable(path)}  {len(items)}")
    return output.status


def _shown(item: Item) -> str:
    if "\n" in item.text or len(item.text) > 60:
        return f"{item.id}  {item.of}  {printable(item.text[:60])}…"
    return f"{item.id}  {item.of}  {printable(item.text)}"
