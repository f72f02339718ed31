"""The arguments every verb shares, and the parser of the one verb that is asked for."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import ClassVar, NoReturn

from hegui import __version__
from hegui.cli.argparse_words import argparse_says
from hegui.cli.help import Help
from hegui.messages import LANGUAGES, say

VERBS = (
    "init",
    "label",
    "read",
    "carry",
    "check",
    "propagate",
    "audit",
    "page",
    "code",
    "key",
    "records",
    "serve",
    "rules",
    "grade",
    "batch",
    "assess",
)

_EPILOG = (
    "Exit status: 0 done; 1 a finding (for read: no label found); 2 wrong use; "
    "3 a file could not be read or written."
)


class Parser(argparse.ArgumentParser):
    """argparse without abbreviated options."""

    help_class: ClassVar[type[argparse.HelpFormatter]] = Help

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            allow_abbrev=False,
            formatter_class=self.help_class,
            **kwargs,  # type: ignore[arg-type]
        )

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    """The namespace of one command line, with ``run``, ``lang`` and ``json`` set.

    Ends the program with status 2 for wrong use and 0 for --help and --version.
    """
    lang = _language(argv)
    if lang == "zh":
        from hegui.cli.chinese import ChineseHelp, chinese_argparse  # only Chinese pays for it

        class ChineseParser(Parser):
            help_class = ChineseHelp

        with chinese_argparse():
            return _parse(argv, lang, ChineseParser)
    with argparse_says(str):
        return _parse(argv, lang, Parser)


def _parse(argv: list[str], lang: str, kind: type[Parser]) -> argparse.Namespace:
    shared = _shared(lang)
    parser = kind(
        prog="hegui",
        description=say("Labels for AI-generated content to GB 45438-2025.", lang),
        epilog=say(_EPILOG, lang),
        parents=[shared],
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"hegui {__version__}",
        help=say("show program's version number and exit", lang),
    )
    # With ``prog`` argparse need not format a usage first, for which it imports shutil.
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", prog="hegui")
    wanted = next((word for word in argv if word in VERBS), None)
    # Only the verb that is asked for is imported; help on hegui itself names them all.
    named = () if "--version" in argv else VERBS
    for verb in (wanted,) if wanted else named:
        importlib.import_module(f"hegui.cli.{verb}").add(verbs, shared, lang)
    arguments = parser.parse_args(argv)
    arguments.lang = lang
    arguments.json = getattr(arguments, "json", False)
    return arguments


def _shared(lang: str) -> argparse.ArgumentParser:
    # SUPPRESS: given before the verb, an option must not be undone by the verb's own default.
    shared = argparse.ArgumentParser(
        add_help=False, argument_default=argparse.SUPPRESS, formatter_class=Help
    )
    shared.add_argument(
        "--json",
        action="store_true",
        help=say("one JSON object a file, a line each; of audit and batch one in all", lang),
    )
    shared.add_argument("--lang", choices=LANGUAGES, help=say("language of the output", lang))
    return shared


def _language(argv: list[str]) -> str:
    """--lang, else HEGUI_LANG, else the locale's, else English; help needs it before parsing."""
    for at, word in enumerate(argv):
        if word.startswith("--lang="):
            value = word[len("--lang=") :]
        elif word == "--lang" and at + 1 < len(argv):
            value = argv[at + 1]
        else:
            continue
        if value in LANGUAGES:
            return value
    for variable in ("HEGUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
