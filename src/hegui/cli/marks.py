"""What a command line says of other regimes' marks, and what is said of them."""

from __future__ import annotations

import argparse
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
    option(
        "--c2pa",
        action="store_true",
        help=say("a C2PA manifest, signed with the credential of [c2pa] in hegui.toml", lang),
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
    return Regimes.of(arguments.iptc, c2pa=arguments.c2pa, config=arguments.config)


def manifest_line(manifest: Manifest, output: Output) -> str:
    """Who signed the manifest, and what it says was done."""
    return "  " + output.say(
        "C2PA manifest of {signer}: {actions}",
        signer=manifest.signer or "?",
        actions=", ".join(manifest.actions),
    )
