"""The key that a command line seals with, whose keys it believes, and the options that say so."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.seal.signing import Signer


def add_key(parser: argparse.ArgumentParser, lang: str) -> None:
    """Adds ``--key``, ``--passphrase-file`` and ``--unencrypted``."""
    parser.add_argument(
        "--key", metavar="FILE", help=say("the key to seal with (hegui key new)", lang)
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=say("the passphrase is this file's first line; else HEGUI_KEY_PASSPHRASE", lang),
    )
    parser.add_argument(
        "--unencrypted",
        action="store_true",
        help=say("accept a private key that no passphrase protects", lang),
    )


def add_trust(parser: argparse.ArgumentParser, lang: str) -> None:
    """Adds ``--trust``."""
    parser.add_argument(
        "--trust",
        metavar="FILE",
        help=say("whose keys seals are made with (hegui key trust)", lang),
    )


def signer_of(arguments: argparse.Namespace, output: Output, config: str | None) -> Signer:
    """The signer that ``--key``, HEGUI_KEY or hegui.toml names; a terminal is asked for the
    passphrase where nothing else gives it.

    Raises UsageError where no key is named, and what reading a key file raises.
    """
    from hegui.cli.key_secrets import passphrase  # loads what only a seal needs
    from hegui.seal import keys
    from hegui.sealing.finding import find_key

    path = find_key(arguments.key, config)
    unasked = arguments.unencrypted or keys.names_pin(path)
    secret = None if unasked else passphrase(arguments, output)
    return keys.load_key(path, secret, unencrypted=arguments.unencrypted)
