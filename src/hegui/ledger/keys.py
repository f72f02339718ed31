"""The key that signs checkpoints: Ed25519, in a file of its own and never in the database.

Who can change the database and holds this key can forge a ledger; so keep them apart
(docs/ledger.md). The file is PKCS#8 as openssl reads and writes it, for its owner's eyes only;
encrypted where HEGUI_KEY_PASSPHRASE is set when it is made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from hegui.errors import CannotWrite, HeguiError, InvalidKey, UsageError
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.files.writing import check_free, write_edited
from hegui.ledger.notes import Checkpoint, Note, Signature, VerifierKey
from hegui.seal import ed25519, evp, private_keys
from hegui.seal.keys import find_passphrase, read_private


@dataclass(frozen=True, slots=True)
class LedgerKey:
    """A private key, and the name that it signs under: the ledger's origin."""

    origin: str
    key: evp.Key
    public: bytes

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.origin, self.public)

    def sign(self, checkpoint: Checkpoint) -> Signature:
        """The line that makes a checkpoint this ledger's. Raises CannotSeal."""
        value = ed25519.sign(self.key, checkpoint.text().encode())
        return Signature(self.origin, self.verifier.id, value)

    def note(self, checkpoint: Checkpoint) -> Note:
        """The signed checkpoint."""
        return Note(checkpoint.text(), (self.sign(checkpoint),))


def load_ledger_key(path: str, origin: str = "") -> LedgerKey:
    """The key in the file at ``path``, under ``origin`` or a name made of the key itself.

    Raises CannotRead, InvalidKey (also where others may read the file), CannotSeal, UsageError.
    """
    data = read_private(path, private_keys.LARGEST)
    try:
        key = private_keys.decrypt_any(data, find_passphrase(), unencrypted=True)
        ed25519.check_kind(key)
    except HeguiError as error:
        error.path = error.path or printable(path)
        raise
    public = ed25519.public_bytes(key)
    return LedgerKey(check_origin(origin) or origin_of(public), key, public)


def load_or_make_key(path: str, origin: str = "") -> LedgerKey:
    """The key at ``path``, made where there is none yet; of two processes that make it at once
    one does. Raises as :func:`load_ledger_key` does, and CannotWrite."""
    if not Path(path).exists():
        try:
            _make(path)
        except CannotWrite:
            if not Path(path).exists():
                raise
    return load_ledger_key(path, origin)


def origin_of(public: bytes) -> str:
    """A name for a ledger that was given none."""
    return f"hegui-ledger/{hashlib.sha256(public).hexdigest()[:16]}"


def check_origin(origin: str) -> str:
    """``origin`` as it is. Raises UsageError for one that no checkpoint may bear."""
    if any(one.isspace() or one < " " or one == "+" for one in origin) or len(origin) > 200:
        raise UsageError(
            "the ledger's origin {origin!r} holds blanks or a plus sign, or is too long; it is "
            "best an address without its scheme (example.com/ledger)",
            origin=origin,
        )
    return origin


def _make(path: str) -> None:
    target = Target(path, private=True)
    check_free(target)
    key = ed25519.generate()
    passphrase = find_passphrase()
    data = ed25519.private_pem(key) if passphrase is None else private_keys.encrypt(key, passphrase)

    def verify(source: Source) -> None:
        again = private_keys.decrypt_any(source.read(0, source.size), passphrase, unencrypted=True)
        if ed25519.public_bytes(again) != ed25519.public_bytes(key):
            raise InvalidKey("the key file does not read back", path=printable(path))

    write_edited(Source.of_bytes(data, path), (), target, original=None, verify=verify)
