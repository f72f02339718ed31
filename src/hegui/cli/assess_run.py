"""``hegui assess run`` and ``judge``: questions put, answers judged by a model."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from hegui.cli.assess_shared import add_folder, counting, standing_lines, standing_record
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.extras import needed
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.assess.running import Ran
    from hegui.assess.targets.asking import Pace


def add_run(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess run``."""
    parser = steps.add_parser(
        "run",
        parents=[shared],
        help=say("put the questions of the plan, or go on where a run ended", lang),
    )
    add_folder(parser, lang)
    parser.add_argument(
        "--pairs",
        metavar="FILE",
        help=say("captured question–answer pairs; nothing is called", lang),
    )
    _add_pace(parser, lang)
    parser.set_defaults(run=run_run)


def add_judge(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess judge``."""
    parser = steps.add_parser(
        "judge", parents=[shared], help=say("let a model judge the answers", lang)
    )
    add_folder(parser, lang)
    judge = parser.add_mutually_exclusive_group(required=True)
    judge.add_argument("--model", metavar="NAME", help=say("a model as inspect_ai names it", lang))
    judge.add_argument(
        "--endpoint", metavar="URL", help=say("an address that speaks OpenAI's protocol", lang)
    )
    parser.add_argument(
        "--endpoint-model", metavar="NAME", default="", help=say("the model at that address", lang)
    )
    _add_pace(parser, lang)
    parser.set_defaults(run=run_judge)


def _add_pace(parser: argparse.ArgumentParser, lang: str) -> None:
    option = parser.add_argument
    option("--connections", type=int, default=32, metavar="N", help=say("in flight at once", lang))
    option("--retries", type=int, default=3, metavar="N", help=say("after a busy answer", lang))
    option(
        "--seconds",
        type=float,
        default=120,
        metavar="S",
        help=say("that one answer may take", lang),
    )
    option("--again", action="store_true", help=say("also what ended in a fault or empty", lang))


def run_run(arguments: argparse.Namespace, output: Output) -> int:
    """Puts the questions that have no answer yet; exit status 3 where one still has none."""
    with needed("assess"):
        from hegui.assess import running
        from hegui.assess.targets.choosing import model_of
        from hegui.assess.workspace import open_workspace

    space = open_workspace(arguments.folder)
    if (space.plan.target.way == "captured") != bool(arguments.pairs):
        if arguments.pairs:
            raise UsageError("the plan names a service to ask, not captured pairs")
        raise UsageError("the plan is of captured pairs: name them with --pairs")
    if arguments.pairs:
        new, strangers = running.take(space, arguments.pairs)
        record: dict[str, object] = {
            "file": arguments.folder,
            "outcome": "captured",
            "answers": new,
            "strangers": strangers,
        }
        output.record(
            record,
            output.say(
                "{new} answers taken; {strangers} rows answer no question of the plan",
                new=new,
                strangers=strangers,
            ),
        )
        return output.status
    pace = _pace(arguments)
    with needed("assess"):
        model = model_of(space.plan.target, arguments.folder, arguments.seconds)
    whole = sum(len(items) for items in space.questions.values())
    ran = running.run(
        space,
        model,
        pace,
        again=arguments.again,
        progress=counting(output.lang, whole),
    )
    return _said(arguments, output, ran)


def run_judge(arguments: argparse.Namespace, output: Output) -> int:
    """Asks a judge about the answers it has not judged; exit status 3 where one is still not."""
    with needed("assess"):
        from hegui.assess import running
        from hegui.assess.targets.choosing import at_address, by_name
        from hegui.assess.workspace import open_workspace

    space, pace = open_workspace(arguments.folder), _pace(arguments)
    if arguments.model:
        with needed("assess"):
            model = by_name(arguments.model)
    else:
        model = at_address(arguments.endpoint, arguments.endpoint_model, arguments.seconds)
    ran = running.judge(
        space,
        model,
        pace,
        again=arguments.again,
        progress=counting(output.lang, len(space.answers())),
    )
    return _said(arguments, output, ran)


def _pace(arguments: argparse.Namespace) -> Pace:
    from hegui.assess.targets.asking import Pace

    if not 1 <= arguments.connections <= 1024:
        raise UsageError("connections are from 1 to {most}", most=1024)
    if arguments.retries < 0 or not 0 < arguments.seconds < math.inf:  # NaN as well
        raise UsageError("retries are not below zero, and seconds are a number above zero")
    return Pace(arguments.connections, arguments.retries, arguments.seconds)


def _said(arguments: argparse.Namespace, output: Output, ran: Ran) -> int:
    standing = ran.standing
    if not standing.complete:
        output.reach(3)
    record: dict[str, object] = {
        "file": arguments.folder,
        "outcome": "asked",
        "asked": ran.asked,
        "faults": ran.faults,
        "were": ran.were,
        **standing_record(standing),
    }
    output.record(
        record,
        output.say(
            "{asked} asked, {faults} without an answer; {were} were answered before",
            asked=ran.asked,
            faults=ran.faults,
            were=ran.were,
        ),
        *standing_lines(standing, output),
    )
    return output.status
