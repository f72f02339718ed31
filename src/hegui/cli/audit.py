"""``hegui audit``: clause by clause, whether files conform."""

from __future__ import annotations

import argparse

from hegui.cli.audit_modes import before_and_after, dossier, materials
from hegui.cli.audited import audits, shown, write
from hegui.cli.days import day
from hegui.cli.inputs import inputs
from hegui.cli.output import Output
from hegui.cli.reports import add_report, form_of, thumbnails
from hegui.cli.signers import add_trust
from hegui.conformance.auditing import auditor
from hegui.conformance.reporting import head
from hegui.errors import UsageError
from hegui.messages import say


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "audit",
        parents=[shared],
        help=say("whether files conform, clause by clause", lang),
        description=say(
            "Holds every file to GB 45438-2025 and the practice guides, check by check, each with "
            "its clause and how sure that is. Exit status 1 where a check fails; what is less "
            "than certain warns.",
            lang,
        ),
    )
    option = parser.add_argument
    option("files", nargs="*", metavar="PATH", help=say("file, directory or pattern", lang))
    add_report(parser, lang)
    option(
        "--on", metavar="DATE", help=say("judge as of this day, YYYY-MM-DD; default: today", lang)
    )
    option(
        "--role",
        choices=("provider", "platform"),
        default="provider",
        help=say("whose work it is; platforms owe members of their own", lang),
    )
    option(
        "--explicit",
        action="store_true",
        help=say("look for explicit labels too (decodes the content; needs extras)", lang),
    )
    add_trust(parser, lang)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--before",
        metavar="DIR",
        help=say("what a pipeline kept: DIR went in, PATH is the directory that came out", lang),
    )
    mode.add_argument(
        "--materials",
        metavar="FILE",
        help=say("an app's labelling materials (art. 7): checklist and samples", lang),
    )
    mode.add_argument(
        "--dossier",
        metavar="DIR",
        help=say("a filing (art. 12): methods, settings, samples and audit in DIR", lang),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Audits every file and writes one report."""
    judges = auditor(
        on=None if arguments.on is None else day(arguments.on),
        role=arguments.role,
        explicit=arguments.explicit,
        trust=arguments.trust,
    )
    if not arguments.files and not arguments.materials:
        raise UsageError("audit what? name files or directories")
    if arguments.before:
        write(arguments, output, *before_and_after(arguments, judges, output))
    elif arguments.materials:
        write(arguments, output, *materials(arguments, judges, output))
    elif arguments.dossier:
        dossier(arguments, judges, output)
    else:
        found = audits(inputs(arguments.files), judges, output, arguments.output)
        pictures = thumbnails(form_of(arguments))
        write(arguments, output, head(judges), shown(found, pictures))
    return output.status
