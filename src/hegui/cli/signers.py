"""The key that a command line seals with, and the options that name it."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.messages import say
from hegui.sealing.finding import find_key, find_signer

if TYPE_CHECKING:
    from hegui.seal.signing import Signer


def add_key(parser: argparse.ArgumentParser, lang: str) -> None:
    """Adds ``--key`` and ``--passphrase-file``."""
    parser.add_argument(
        "--key", metavar="FILE", help=say("the key to seal with (hegui key new)", lang)
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=say("the passphrase is this file's first line; else HEGUI_KEY_PASSPHRASE", lang),
    )


def signer_of(arguments: argparse.Namespace, output: Output, config: str | None) -> Signer:
    """The signer that ``--key``, HEGUI_KEY or hegui.toml names; a terminal is asked for the
    passphrase where nothing else gives it.

    Raises UsageError where no key is named, and what reading a key file raises.
    """
    from hegui.seal.keys import find_passphrase

    path = find_key(arguments.key, config)
    passphrase = find_passphrase(arguments.passphrase_file)
    if passphrase is None and sys.stdin.isatty():
        passphrase = getpass.getpass(output.say("Passphrase: ")).encode()
    return find_signer(path, config, passphrase)
