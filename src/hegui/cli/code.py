"""``hegui code``: provider codes made and explained (TC260-PG-20252A)."""

from __future__ import annotations

import argparse

from hegui import codes
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.messages import Notice, say

_SERVICES = {
    "none": codes.Service.NONE,
    "generation": codes.Service.GENERATION,
    "propagation": codes.Service.PROPAGATION,
}
_BINDINGS = {"id-card": "1", "mobile": "2", "passport": "3", "network-id": "4"}


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    description = say("Makes and explains provider codes (TC260-PG-20252A).", lang)
    parser = verbs.add_parser(
        "code",
        parents=[shared],
        help=say("make or explain a provider code", lang),
        description=description,
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="make|explain")
    _add_make(kinds, shared, lang)
    explain = kinds.add_parser(
        "explain", parents=[shared], help=say("take a code apart and check it", lang)
    )
    explain.add_argument("code", metavar="CODE")
    explain.set_defaults(run=run_explain)


def _add_make(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    parser = kinds.add_parser("make", parents=[shared], help=say("compose a code", lang))
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument(
        "--credit-code",
        metavar="CODE",
        help=say("an organisation's unified social credit code (18 characters)", lang),
    )
    subject.add_argument(
        "--individual",
        metavar="NUMBER",
        help=say("an individual's number, which the code then shows to everyone", lang),
    )
    parser.add_argument(
        "--binding",
        choices=sorted(_BINDINGS),
        default="id-card",
        help=say("which number of the individual it is", lang),
    )
    parser.add_argument(
        "--service",
        choices=sorted(_SERVICES),
        default="none",
        help=say("what the service extension names", lang),
    )
    parser.add_argument(
        "--extension",
        default="",
        metavar="XXXX",
        help=say("your own number of a model or application, up to four characters", lang),
    )
    parser.add_argument(
        "--i-understand",
        action="store_true",
        help=say("accept that an individual's number is shown to everyone", lang),
    )
    parser.add_argument(
        "--unchecked", action="store_true", help=say("accept a wrong check character", lang)
    )
    parser.set_defaults(run=run_make)


def run_make(arguments: argparse.Namespace, output: Output) -> int:
    """Composes one code and prints it."""
    individual = arguments.individual is not None
    if individual and not arguments.i_understand:
        raise UsageError(
            "an individual's code shows the person's number to everyone who reads the label; "
            "say --i-understand to accept that"
        )
    made = codes.make(
        arguments.individual if individual else arguments.credit_code,
        subject_type=codes.SubjectType.INDIVIDUAL if individual else codes.SubjectType.ORGANISATION,
        binding=_BINDINGS[arguments.binding] if individual else "1",
        service=_SERVICES[arguments.service],
        extension=arguments.extension,
        exposes_identity=arguments.i_understand,
        unchecked=arguments.unchecked,
    )
    for finding in codes.findings_of(str(made)):
        output.notice(Notice(finding.template, finding.facts))
    output.record({"outcome": "made", "code": str(made)}, str(made))
    return output.status


def run_explain(arguments: argparse.Namespace, output: Output) -> int:
    """Explains one code; a finding that rests on the guide's own text is exit status 1."""
    explanation = codes.explain(arguments.code)
    segments = [
        {
            "id": one.id,
            "first": one.first,
            "length": one.length,
            "value": one.value,
            "meaning": output.say(one.template, **one.facts),
            "confidence": one.confidence.value,
        }
        for one in explanation.segments
    ]
    findings = [
        {
            "id": one.id,
            "reason": output.say(one.template, **one.facts),
            "confidence": one.confidence.value,
        }
        for one in explanation.findings
    ]
    lines = [
        f"{one['first']:>2}  {one['value']:<18}  {one['meaning']} [{one['confidence']}]"
        for one in segments
    ]
    lines += [f"!   {one['reason']} [{one['confidence']}]" for one in findings]
    if any(one.confidence.may_fail for one in explanation.findings):
        output.reach(1)
    output.record({"outcome": "explained", "segments": segments, "findings": findings}, *lines)
    return output.status
