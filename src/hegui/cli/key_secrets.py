"""Private keys on the command line: where their passphrase comes from."""

from __future__ import annotations

import argparse
import getpass
import sys

from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.messages import say
from hegui.seal import keys
from hegui.seal.signing import Signer


def add_passphrase(parser: argparse.ArgumentParser, lang: str) -> None:
    """Adds ``--passphrase-file``."""
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=say("the passphrase is this file's first line; else HEGUI_KEY_PASSPHRASE", lang),
    )


def add_unencrypted(parser: argparse.ArgumentParser, lang: str) -> None:
    """Adds ``--unencrypted``."""
    parser.add_argument(
        "--unencrypted",
        action="store_true",
        help=say("accept a private key that no passphrase protects", lang),
    )


def signer_in(arguments: argparse.Namespace, output: Output) -> Signer:
    """The signer that ``arguments.file`` names: a key file, or a PKCS#11 URI."""
    unasked = arguments.unencrypted or keys.names_pin(arguments.file)
    secret = None if unasked else passphrase(arguments, output)
    return keys.load_key(arguments.file, secret, unencrypted=arguments.unencrypted)


def passphrase(arguments: argparse.Namespace, output: Output, *, new: bool = False) -> bytes:
    """From the file, the environment, or a terminal. Raises UsageError where there is none."""
    found = keys.find_passphrase(arguments.passphrase_file)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise UsageError(
            "the key's passphrase is not given: use --passphrase-file or {variable}",
            variable=keys.PASSPHRASE_VARIABLE,
        )
    typed = getpass.getpass(output.say("Passphrase: "))
    if new and getpass.getpass(output.say("The same again: ")) != typed:
        raise UsageError("the two passphrases differ")
    return typed.encode()
