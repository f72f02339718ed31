"""Where the key to seal with and the trust file to verify by come from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hegui.config import load_config
from hegui.errors import UsageError

if TYPE_CHECKING:
    from hegui.seal.signing import Signer
    from hegui.seal.trust import Trust


def find_key(key: str | os.PathLike[str] | None, config: str | None) -> str:
    """The key file to seal with: the one given, or that of HEGUI_KEY or of [seal] in hegui.toml.

    Raises UsageError where there is none, ConfigError.
    """
    path = os.fspath(key) if key is not None else load_config(config).key
    if not path:
        raise UsageError("seal with which key? give --key FILE, or set HEGUI_KEY")
    return path


def find_signer(key: str | os.PathLike[str] | Signer | None, config: str | None = None) -> Signer:
    """The signer to seal with: the one given, or the key that :func:`find_key` finds, opened with
    the passphrase of HEGUI_KEY_PASSPHRASE.

    Raises UsageError where there is no key, ConfigError, and what reading a key raises.
    """
    if key is not None and not isinstance(key, str | os.PathLike):
        return key
    from hegui.seal.keys import find_passphrase, load_key

    return load_key(find_key(key, config), find_passphrase())


def find_trust(trust: str | os.PathLike[str] | Trust | None, config: str | None = None) -> Trust:
    """The trust to verify by: the one given, or the file given, or that of HEGUI_TRUST, or of
    [seal] trust in hegui.toml, or nobody.

    Raises ConfigError, and InvalidTrust for a file that cannot be used.
    """
    from hegui.seal.trust import Trust
    from hegui.seal.trust_file import load_trust

    if isinstance(trust, Trust):
        return trust
    path = trust if trust is not None else load_config(config).trust
    return load_trust(path) if path else Trust()
