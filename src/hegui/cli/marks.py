"""What a command line says of other regimes' marks, and what is said of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.messages import say
from hegui.production.regimes import Regimes

if TYPE_CHECKING:  # most labels have no manifest behind them
    from hegui.marks.manifest import Manifest

_TERM = "trainedAlgorithmicMedia"


def add_marks(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of marks beside the labels."""
    option = parser.add_argument_group(say("other regimes' marks", lang)).add_argument
    option(
        "--iptc",
        nargs="?",
        const=_TERM,
        metavar="TERM",
        help=say(
            "IPTC Digital Source Type in the label's XMP packet (pictures); without a term "
            "trainedAlgorithmicMedia",
            lang,
        ),
    )
    add_c2pa(option, lang)


def add_c2pa(option: Callable[..., argparse.Action], lang: str) -> None:
    """``--c2pa`` and what may be said instead of it, added by what adds options."""
    option(
        "--c2pa",
        action="store_true",
        help=say("a C2PA manifest, signed with the credential of [c2pa] in hegui.toml", lang),
    )
    add_allow_break(option, lang)


def add_allow_break(option: Callable[..., argparse.Action], lang: str) -> None:
    """``--allow-break-c2pa``, added by what adds options."""
    option(
        "--allow-break-c2pa",
        action="store_true",
        help=say("write even where that breaks a C2PA manifest's hash", lang),
    )


def regimes_from(arguments: argparse.Namespace) -> Regimes:
    """The marks that the options ask for. Raises UsageError, ConfigError, InvalidCredential."""
    if arguments.iptc is not None:
        from hegui.marks.iptc import term_of

        if term_of(arguments.iptc) is None:
            raise UsageError(
                "{value} is no term of IPTC Digital Source Type: say --iptc=TERM, or --iptc alone "
                "behind the files",
                value=arguments.iptc,
            )
    return Regimes.of(
        arguments.iptc,
        c2pa=arguments.c2pa,
        allow_break=arguments.allow_break_c2pa,
        config=arguments.config,
    )


def manifest_line(manifest: Manifest, output: Output) -> str:
    """Who signed the manifest, and what it says was done."""
    return "  " + output.say(
        "C2PA manifest of {signer}: {actions}",
        signer=manifest.signer or "?",
        actions=", ".join(manifest.actions),
    )
