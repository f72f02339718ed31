"""Private keys in files: made, written, read; and where their passphrase comes from."""

from __future__ import annotations

import os
import stat

from hegui.errors import CannotRead, HeguiError, InvalidKey, UsageError
from hegui.extras import needed
from hegui.files.source import Source, open_source, printable
from hegui.files.target import Target
from hegui.files.writing import check_free, write_edited
from hegui.seal import private_keys
from hegui.seal.algorithms import DEFAULT_USER_ID
from hegui.seal.signing import Signer
from hegui.seal.software import SoftwareSigner
from hegui.seal.token_uri import SCHEME, parse_uri

PASSPHRASE_VARIABLE = "HEGUI_KEY_PASSPHRASE"
"""The environment variable that may hold a key's passphrase."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LONGEST_PASSPHRASE = 4096


def create_key(path: str, passphrase: bytes, user_id: bytes = DEFAULT_USER_ID) -> SoftwareSigner:
    """Makes an SM2 key and writes it to ``path``, as :func:`write_key` does."""
    check_free(Target(path))
    signer = SoftwareSigner.new(user_id)
    write_key(path, signer, passphrase)
    return signer


def write_key(path: str, signer: SoftwareSigner, passphrase: bytes) -> None:
    """Writes a signer's private key to ``path``: encrypted, for its owner's eyes only.

    The file takes its name complete and read back, or not at all; none is ever replaced.
    Raises CannotWrite, CannotSeal, and UsageError for a short passphrase.
    """
    target = Target(path, private=True)
    check_free(target)
    data = private_keys.encrypt(signer.key, passphrase)

    def verify(source: Source) -> None:
        again = private_keys.decrypt(source.read(0, source.size), passphrase)
        if SoftwareSigner(again).public_key != signer.public_key:
            raise InvalidKey("the key file does not read back", path=printable(path))

    write_edited(Source.of_bytes(data, path), (), target, original=None, verify=verify)


def load_key(
    path: str,
    passphrase: bytes | None,
    *,
    unencrypted: bool = False,
    user_id: bytes = DEFAULT_USER_ID,
) -> Signer:
    """A signer with the private key in the file at ``path`` (PKCS#8, PEM or DER), or with the
    one on a token where ``path`` is a PKCS#11 URI (RFC 7512); the passphrase is then its PIN,
    unless the URI says where that is kept.

    ``unencrypted`` also takes a key that no passphrase protects. Raises CannotRead; InvalidKey
    where the file is no such key, its passphrase or PIN is wrong, or others may read it;
    CannotSeal, MissingExtra and UsageError for a token that cannot be used.
    """
    if path.startswith(SCHEME):
        return _on_token(path, passphrase, user_id)
    data = read_private(path, private_keys.LARGEST)
    try:
        return SoftwareSigner(
            private_keys.decrypt(data, passphrase, unencrypted=unencrypted), user_id
        )
    except HeguiError as error:
        error.path = error.path or printable(path)
        raise


def names_pin(path: str) -> bool:
    """Whether ``path`` is a URI that says where the PIN is kept: nothing need be asked for."""
    return path.startswith(SCHEME) and parse_uri(path).pin_file is not None


def _on_token(uri: str, pin: bytes | None, user_id: bytes) -> Signer:
    with needed("pkcs11"):
        from hegui.seal.pkcs11 import Pkcs11Signer
    key = parse_uri(uri)
    if key.pin_file is not None:
        pin = find_passphrase(key.pin_file)
    if pin is None:
        raise InvalidKey("the token's PIN is needed: pin-source in the URI names a file with it")
    return Pkcs11Signer(key, pin, user_id)


def find_passphrase(file: str | None = None) -> bytes | None:
    """The passphrase: the first line of ``file``, else the environment's, else None.

    The file must be its owner's alone to read. Raises CannotRead, InvalidKey, UsageError.
    """
    if file is None:
        value = os.environb.get(PASSPHRASE_VARIABLE.encode())
        return value or None
    line = read_private(file, _LONGEST_PASSPHRASE).split(b"\n", 1)[0].rstrip(b"\r")
    if not line:
        raise UsageError("its first line, the passphrase, is empty", path=printable(file))
    return line


def read_private(path: str, most: int) -> bytes:
    """A small file's content, for its owner's eyes only. Raises CannotRead, InvalidKey."""
    with open_source(path, whole_up_to=most) as source:
        mode = 0 if source.opened is None else source.opened.st_mode
        if mode & _OTHERS:
            raise InvalidKey(
                "others may read it or write to it; chmod 600 keeps it yours", path=printable(path)
            )
        if source.size > most:
            raise CannotRead("is larger than such a file can be", path=printable(path))
        return source.read(0, source.size, "data")
