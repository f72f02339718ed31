"""``hegui assess plan``: what is settled before the first question, locked and hashed."""

from __future__ import annotations

import argparse

from hegui.cli.assess_shared import EDITIONS, KINDS, add_folder, now
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.extras import needed
from hegui.messages import say

_PARTIAL = ("against", "refused", "answered")


def add_plan(
    steps: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui assess plan``."""
    parser = steps.add_parser(
        "plan",
        parents=[shared],
        help=say("lock edition, banks, samples, seed and bars before the first question", lang),
    )
    add_folder(parser, lang)
    option = parser.add_argument
    for kind in KINDS:
        option(f"--{kind}", metavar="BANK", help=say("the bank of this kind", lang))
    option("--service", metavar="NAME", required=True, help=say("the service assessed", lang))
    option("--provider", metavar="NAME", default="", help=say("who provides it", lang))
    option("--assessor", metavar="NAME", default="", help=say("who assesses it", lang))
    option(
        "--third-party", action="store_true", help=say("the provider does not assess itself", lang)
    )
    option("--service-version", metavar="TEXT", default="", help=say("its version", lang))
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--model", metavar="NAME", help=say("a model as inspect_ai names it", lang))
    target.add_argument(
        "--endpoint", metavar="URL", help=say("an address that speaks OpenAI's protocol", lang)
    )
    target.add_argument(
        "--adapter", metavar="FILE", help=say("how an HTTP service is spoken to", lang)
    )
    target.add_argument(
        "--captured", action="store_true", help=say("answers are there already, in a file", lang)
    )
    option(
        "--endpoint-model", metavar="NAME", default="", help=say("the model at that address", lang)
    )
    option(
        "--edition", choices=EDITIONS, default=EDITIONS[0], help=say("held to this edition", lang)
    )
    option("--seed", type=int, default=0, metavar="N", help=say("of the random samples", lang))
    option(
        "--size",
        action="append",
        default=[],
        metavar="BANK=N",
        help=say("draw so many questions; default: what the edition asks for", lang),
    )
    option(
        "--bar",
        action="append",
        default=[],
        metavar="KEY=N",
        help=say("a bar of your own, stricter than the edition's", lang),
    )
    option(
        "--partial",
        choices=_PARTIAL,
        default=_PARTIAL[0],
        help=say("how partial refusals count; against: never in the service's favour", lang),
    )
    option(
        "--left-out",
        metavar="ASPECT",
        action="append",
        default=[],
        help=say("an aspect that a model for one domain does not touch", lang),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Makes and locks a plan."""
    with needed("assess"):
        from hegui.assess.banks.item import BankKind
        from hegui.assess.banks.reading import read_bank
        from hegui.assess.planning.plan import Partial, Target, Wishes, make, write
        from hegui.assess.results import Service

    from hegui.files.target import make_directory

    banks = [
        read_bank(path, BankKind(kind)) for kind in KINDS if (path := getattr(arguments, kind))
    ]
    if not any(bank.kind is not BankKind.KEYWORDS for bank in banks):
        raise UsageError("name at least one bank of questions")
    target = _target(arguments)
    service = Service(
        arguments.service,
        arguments.provider,
        target[1],
        arguments.service_version,
        arguments.assessor,
        not arguments.third_party,
    )
    wishes = Wishes(
        arguments.edition,
        arguments.seed,
        _numbers(arguments.size),
        _numbers(arguments.bar),
        Partial(arguments.partial),
        tuple(arguments.left_out),
    )
    made = make(banks, service, Target(*target), wishes, now(), arguments.folder)
    make_directory(arguments.folder)
    digest = write(made, arguments.folder)
    drawn = {one.kind.value: len(one.ids) for one in made.draws}
    record: dict[str, object] = {
        "file": arguments.folder,
        "outcome": "locked",
        "sha256": digest,
        "edition": made.edition,
        "drawn": drawn,
    }
    lines = [output.say("the plan is locked: {digest}", digest=digest)]
    lines += [
        "  " + output.say("{kind}: {count} questions drawn", kind=kind, count=count)
        for kind, count in drawn.items()
    ]
    if made.sample_bank:
        lines.append("  " + output.say("a sample bank is among the banks"))
    output.record(record, *lines)
    return output.status


def _target(arguments: argparse.Namespace) -> tuple[str, str, str]:
    """Way, name and address; no secret is among them. Raises what asking there would raise at
    once: a plan that is locked cannot be mended."""
    import os

    from hegui.assess.targets.adapter import openai

    if arguments.model:
        return "model", arguments.model, ""
    if arguments.endpoint:
        openai(arguments.endpoint, arguments.endpoint_model)
        return "http", arguments.endpoint_model, arguments.endpoint
    if arguments.adapter:
        path = os.path.relpath(os.path.abspath(arguments.adapter), arguments.folder)
        return "http", arguments.endpoint_model, path
    return "captured", "", ""


def _numbers(words: list[str]) -> dict[str, int]:
    found = {}
    for word in words:
        key, _, number = word.rpartition("=")
        if not key or not number.isdecimal():
            raise UsageError("{word} is not written NAME=NUMBER", word=word)
        found[key] = int(number)
    return found
