"""``hegui rules add``, ``review`` and ``stale``: keeping the catalogue current."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from hegui.catalog import load
from hegui.catalog.naming import called
from hegui.catalog.plain import plain
from hegui.catalog.proposals import Proposal, Queue, State, as_yaml, proposals_of
from hegui.catalog.reading import KINDS
from hegui.catalog.staleness import Why
from hegui.catalog.staleness import stale as aged
from hegui.cli.days import day
from hegui.cli.output import Output
from hegui.errors import FileError, UsageError
from hegui.rules.days import today

_WHY = {
    Why.OLD: "not looked at for {days} days",
    Why.WAITING: "in a passing state for {days} days",
    Why.DUE: "a day came that was ahead",
}


def add(arguments: argparse.Namespace, output: Output) -> int:
    """Reads files, or one record by hand, and puts what is new into the queue."""
    if not arguments.files and arguments.kind is None:
        raise UsageError("add what? name files, or --kind and --field")
    catalog, queue, on = load(), Queue(arguments.queue), today()
    if arguments.kind is not None:
        _put(output, queue, (_by_hand(arguments, output),), output.say("by hand"))
    for file in arguments.files:
        try:
            _put(output, queue, proposals_of(catalog, file, on), file)
        except FileError as error:
            output.failure(file, error)
    return output.status


def _put(output: Output, queue: Queue, found: tuple[Proposal, ...], file: str) -> None:
    fresh = [one for one in found if queue.add(one)]
    told = {"file": file, "found": len(found), "proposed": [one.id for one in fresh]}
    output.record(
        told,
        output.say(
            "{file}: {found} found, {fresh} new in the queue",
            file=file,
            found=len(found),
            fresh=len(fresh),
        ),
    )


def _by_hand(arguments: argparse.Namespace, output: Output) -> Proposal:
    if arguments.kind not in KINDS:
        raise UsageError(
            "{option} knows no {value!r}; it knows {values}",
            option="--kind",
            value=arguments.kind,
            values=", ".join(KINDS),
        )
    row: dict[str, str] = {}
    for one in arguments.field or ():
        name, equals, value = one.partition("=")
        if not equals or not name or not value:
            raise UsageError("--field is NAME=VALUE, not {text!r}", text=one)
        row[name] = value
    if "id" not in row:
        raise UsageError("a record has an id: --field id=…")
    if row["id"] in load():
        raise UsageError("the catalogue has {id!r} already", id=row["id"])
    return Proposal(
        arguments.kind, tuple(sorted(row.items())), "", (), output.say("by hand"), "", today()
    )


def review(arguments: argparse.Namespace, output: Output) -> int:
    """Lists proposals, or decides on those named."""
    queue = Queue(arguments.queue)
    if arguments.accept or arguments.reject:
        if not arguments.proposals:
            raise UsageError("decide on what? name proposals")
        state = State.ACCEPTED if arguments.accept else State.REJECTED
        for one in arguments.proposals:
            queue.get(one)  # all of them are there before the first is decided
        decided = tuple(queue.decide(one, state) for one in arguments.proposals)
        text = as_yaml(decided) if arguments.accept else ""
        told: dict[str, object] = {"state": state.value, "proposals": [*arguments.proposals]}
        output.record({**told, "yaml": text}, *text.splitlines())
        return output.status
    found = [queue.get(one) for one in arguments.proposals] or list(queue.all())
    for one in found:
        if arguments.all or arguments.proposals or one.state is State.OPEN:
            told = {"id": one.id, "name": one.name}
            described = plain(one)
            assert isinstance(described, dict)
            output.record({**told, **described}, *_lines(output, one))
    return output.status


def _lines(output: Output, one: Proposal) -> Iterator[str]:
    what = output.say("changes {name}", name=one.name) if one.record else one.name
    state = "" if one.state is State.OPEN else f"  [{one.state}]"
    yield f"{one.id}  {one.kind}  {what}{state}"
    if one.record:
        for each in one.differences:
            yield f"    {each.field}: {each.ours or '–'} → {each.theirs}"
    else:
        for field, value in one.row:
            if field != "id":
                yield f"    {field}: {value}"
    yield f"    {one.file}  {one.found_on}"


def stale(arguments: argparse.Namespace, output: Output) -> int:
    """Lists records to look at again; exit status 1 where there are any."""
    if arguments.days < 0:
        raise UsageError("--days is not negative")
    on = today() if arguments.on is None else day(arguments.on)
    for one in aged(load(), on, arguments.days):
        output.reach(1)
        output.record(
            {"id": one.record.id, "why": one.why.value, "days": one.days},
            f"{one.record.id}  {called(one.record, output.lang)}",
            "    " + output.say(_WHY[one.why], days=one.days),
        )
    return output.status
