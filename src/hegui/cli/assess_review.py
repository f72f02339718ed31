"""``hegui assess review``: the queue for people filled, roles given, progress told."""

from __future__ import annotations

import argparse

from hegui.cli.assess_shared import add_folder
from hegui.cli.output import Output
from hegui.extras import needed
from hegui.messages import say

_ROLES = ("first", "second", "third")


def add_review(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess review``."""
    parser = steps.add_parser(
        "review",
        parents=[shared],
        help=say("fill the queue for people, give roles, tell the progress", lang),
        description=say(
            "Two people judge every item without seeing each other or a machine's view; a third "
            "decides where they disagree.",
            lang,
        ),
    )
    add_folder(parser, lang)
    for role in _ROLES:
        parser.add_argument(
            f"--{role}",
            action="append",
            default=[],
            metavar="NAME",
            help=say("a person of this role", lang),
        )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Fills the queue with what there is to judge and tells how far it is."""
    with needed("assess"):
        from hegui.assess.review.judging import Role
        from hegui.assess.review.queue import open_queue
        from hegui.assess.workspace import REVIEW, open_workspace

    space = open_workspace(arguments.folder)
    with open_queue(space.path(REVIEW), space.sha256) as queue:
        added = queue.add(space.review_items())
        for role in _ROLES:
            for name in getattr(arguments, role):
                queue.appoint(name, Role(role))
        progress = queue.progress()
        people = {name: role.value for name, role in queue.people().items()}
    record: dict[str, object] = {
        "file": arguments.folder,
        "outcome": "review",
        "added": added,
        "items": progress.items,
        "settled": progress.settled,
        "disputed": progress.disputed,
        "by_role": progress.by_role,
        "people": people,
    }
    lines = [
        output.say(
            "{items} items, {settled} settled, {disputed} disputed",
            items=progress.items,
            settled=progress.settled,
            disputed=progress.disputed,
        )
    ]
    lines += [f"  {role}  {count}" for role, count in progress.by_role.items()]
    lines += [f"  {name}  ({role})" for name, role in people.items()]
    output.record(record, *lines)
    return output.status
