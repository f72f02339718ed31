"""What a file of keys shows to anybody: one view a key, whatever form it is kept in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hegui.errors import HeguiError, InvalidCertificate, InvalidKey
from hegui.files.source import open_source, printable
from hegui.seal import der, key_document_json, pem
from hegui.seal.algorithms import SM2_WITH_SM3
from hegui.seal.certificates import read_certificate
from hegui.seal.public_keys import PublicKey
from hegui.seal.signing import Signer
from hegui.seal.token_uri import SCHEME
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
    key (or a token's, by its URI), which ``signer`` is asked to open. Raises CannotRead,
    InvalidKey, InvalidCertificate.
    """
    if path.startswith(SCHEME):
        return of_signer(signer())
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
    """Views of the public keys and certificates, in PEM or DER; none where there are none."""
    if data[:1] == b"\x30":
        return _of_der(data)
    views = []
    for name, text in pem.blocks(data, InvalidKey):
        if name == pem.PUBLIC_KEY:
            views.append(_of_key(pem.decode(text, InvalidKey)))
        elif name == pem.CERTIFICATE:
            views.append(_of_certificate(pem.decode(text, InvalidCertificate)))
    return views


def _of_der(data: bytes) -> list[KeyView]:
    """DER has no names: what stands first within tells a certificate, a key, a private key."""
    reader = der.Reader(data, InvalidKey, "a key or a certificate")
    inner = reader.sequence()
    if inner.take().tag != der.SEQUENCE:
        return []  # a version: a private key that is not encrypted
    if inner.peek() == der.BIT_STRING:
        return [_of_key(data)]
    return [_of_certificate(data)] if inner.peek() == der.SEQUENCE else []


def _of_key(data: bytes) -> KeyView:
    return KeyView("public", PublicKey.from_spki(data))


def _of_certificate(data: bytes) -> KeyView:
    one = read_certificate(data)
    more = {
        "subject": one.subject.text,
        "issuer": one.issuer.text,
        "serial": f"{one.serial:x}",
        "not_before": one.not_before.isoformat(),
        "not_after": one.not_after.isoformat(),
    }
    return KeyView("certificate", one.public_key, more)
