"""``hegui init``: who labels, and for which service, written to hegui.toml."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from hegui import codes
from hegui.cli.output import Output
from hegui.config import FILE_NAME, ROLES, load_config
from hegui.errors import UsageError
from hegui.explicit.agreement import agreement
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.identity import check_identity
from hegui.messages import LANGUAGES, colon, say
from hegui.rules import SERVICE_CLASSES, service_class

_TEMPLATE = """\
# Who labels AI-generated content here, and for which service. hegui finds this file from any
# directory below.

[identity]
# provider: generates content; platform: publishes what others upload; both.
role = "{role}"
{identities}
[service]
# The class of service by art. 17 of the Deep Synthesis Provisions: {classes}.
class = "{service}"
"""


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "init",
        parents=[shared],
        help=say("write hegui.toml: who labels, for which service", lang),
        description=say(
            "Writes hegui.toml into the working directory. What is not given is asked for, where "
            "there is a terminal.",
            lang,
        ),
    )
    option = parser.add_argument
    option("--role", choices=ROLES, help=say("provider, platform, or both", lang))
    option(
        "--credit-code",
        metavar="CODE",
        help=say("unified social credit code; the provider codes are made from it", lang),
    )
    option(
        "--extension",
        default="",
        metavar="XXXX",
        help=say("your own number of a model or application, up to four characters", lang),
    )
    option("--producer", metavar="CODE", help=say("provider code, or overseas name", lang))
    option("--propagator", metavar="CODE", help=say("code for the propagation members", lang))
    option(
        "--service-class",
        choices=[one.key for one in SERVICE_CLASSES],
        help=say("class of service (Deep Synthesis Provisions art. 17)", lang),
    )
    option("--overwrite", action="store_true", help=say("replace an existing hegui.toml", lang))
    option(
        "--agreement",
        action="store_true",
        help=say(
            "show the user agreement's part on labels, from the settings; write nothing", lang
        ),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Writes the file, reads it back, and says what it means."""
    if arguments.agreement:
        return _agreement(output)
    role = arguments.role or _ask(output, "Role", ROLES)
    producer, propagator = _identities(arguments, role, output)
    key = arguments.service_class or _ask(
        output, "Class of service", tuple(one.key for one in SERVICE_CLASSES), _meanings(output)
    )
    identities = "".join(
        f'{name} = "{_quoted(value)}"\n'
        for name, value in (("producer", producer), ("propagator", propagator))
        if value
    )
    text = output.say(
        _TEMPLATE,
        role=role,
        identities=identities,
        classes=", ".join(one.key for one in SERVICE_CLASSES),
        service=key,
    )
    path = os.path.abspath(FILE_NAME)
    write_edited(
        Source.of_bytes(text.encode(), path),
        (),
        Target(path, replace=arguments.overwrite),
        original=None,
        verify=lambda _: None,
    )
    written = load_config(path)
    chosen = service_class(key)
    output.record(
        {
            "file": path,
            "outcome": "written",
            "role": written.role,
            "producer": producer,
            "propagator": propagator,
            "service_class": written.service_class,
            "explicit_label_required": chosen.explicit,
        },
        path,
        "  " + (chosen.zh if output.lang == "zh" else chosen.en),
        "  "
        + output.say(
            "an explicit label is required as well (Labelling Measures art. 4)"
            if chosen.explicit
            else "an explicit label is not required, but must be offered"
        ),
    )
    return output.status


def _agreement(output: Output) -> int:
    """Shows the text that Measures art. 8 asks for; for programs in both languages."""
    config = load_config()
    texts = {lang: agreement(config, lang) for lang in LANGUAGES}
    output.record(
        {"file": config.path, "outcome": "agreement", **texts}, texts[output.lang].rstrip("\n")
    )
    output.aside("a draft from your settings: have it checked before you publish it")
    return output.status


def _identities(
    arguments: argparse.Namespace, role: str, output: Output
) -> tuple[str | None, str | None]:
    """The codes or names for the role, given, made from the credit code, or asked for."""
    producer, propagator = arguments.producer, arguments.propagator
    if arguments.credit_code:
        producer = producer or _code(arguments, codes.Service.GENERATION)
        propagator = propagator or _code(arguments, codes.Service.PROPAGATION)
    if role == "platform":
        producer = None
        propagator = propagator or _ask(output, "Provider code of the platform")
    else:
        producer = producer or _ask(output, "Provider code, or name of an overseas provider")
        propagator = propagator if role == "both" or arguments.propagator else None
    for key, value in (("ContentProducer", producer), ("ContentPropagator", propagator)):
        if value:
            for notice in check_identity(key, value):
                output.notice(notice)
    return producer, propagator


def _code(arguments: argparse.Namespace, service: codes.Service) -> str:
    return str(codes.make(arguments.credit_code, service=service, extension=arguments.extension))


def _meanings(output: Output) -> Callable[[str], str]:
    return lambda key: service_class(key).zh if output.lang == "zh" else service_class(key).en


def _ask(
    output: Output,
    question: str,
    choices: tuple[str, ...] = (),
    meaning: Callable[[str], str] = lambda key: "",
) -> str:
    """Asks on the terminal. Raises UsageError where there is none, or no answer comes."""
    words = output.say(question)
    if not sys.stdin.isatty():
        raise UsageError("not given, and there is no terminal to ask on: {what}", what=words)
    for choice in choices:
        print(f"  {choice}  {meaning(choice)}".rstrip(), file=sys.stderr)
    while True:
        print(words, end=colon(output.lang), file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            print(file=sys.stderr)
            raise UsageError("not given, and the input ended: {what}", what=words)
        answer = line.strip()
        if answer and (not choices or answer in choices):
            return answer
        if answer:
            said = output.say("{answer} is none of them", answer=printable(answer))
            print("  " + said, file=sys.stderr)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
