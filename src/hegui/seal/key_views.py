"""What a file of keys shows to anybody: one view a key, whatever form it is kept in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hegui.errors import HeguiError, InvalidKey
from hegui.files.source import open_source, printable
from hegui.seal import key_document_json, pem
from hegui.seal.algorithms import SM2_WITH_SM3
from hegui.seal.public_keys import PublicKey
from hegui.seal.signing import Signer
from hegui.seal.verifying import CURVE_OF


@dataclass(frozen=True, slots=True)
class KeyView:
    """The public side of one key; ``kind`` says what it was found as, ``more`` what else."""

    kind: str
    public_key: PublicKey
    more: dict[str, str] = field(default_factory=dict)

    @property
    def algorithm(self) -> str:
        """The object identifier of what the key signs with."""
        return next(oid for oid, curve in CURVE_OF.items() if curve is self.public_key.curve)

    @property
    def guide(self) -> bool:
        """Whether it can make a seal of TC260-PG-202511A."""
        return self.algorithm == SM2_WITH_SM3


def of_signer(signer: Signer) -> list[KeyView]:
    """The view of a private key: its public half."""
    return [KeyView("private", signer.public_key)]


def of_file(path: str, signer: Callable[[], Signer]) -> list[KeyView]:
    """The views of what a file holds: a key document, public keys, certificates, or a private
    key, which ``signer`` is asked to open. Raises CannotRead, InvalidKey, InvalidCertificate.
    """
    with open_source(path) as source:
        if source.size > key_document_json.LARGEST:
            raise InvalidKey("is larger than a key document can be", path=printable(path))
        data = source.read(0, source.size)
    try:
        if data.lstrip()[:1] == b"{":
            return _of_document(data)
        views = _of_public(data)
    except HeguiError as error:
        error.path = error.path or printable(path)
        raise
    return views or of_signer(signer())


def _of_document(data: bytes) -> list[KeyView]:
    document = key_document_json.read(data)
    now = datetime.now(UTC)
    views = []
    for key in document.keys:
        more = {
            "provider": document.provider,
            "id": key.id,
            "not_before": key.not_before.isoformat(),
            "not_after": key.not_after.isoformat(),
            "state": key.state(now).value,
        }
        if key.revocation is not None:
            more["revoked_at"] = key.revocation.at.isoformat()
            more["reason"] = key.revocation.reason.value
        views.append(KeyView("published", key.public_key, more))
    return views


def _of_public(data: bytes) -> list[KeyView]:
    """Views of the blocks that are public; none where there is no such block."""
    return [
        KeyView("public", PublicKey.from_spki(pem.decode(text, InvalidKey)))
        for name, text in pem.blocks(data, InvalidKey)
        if name == pem.PUBLIC_KEY
    ]
