"""Keys and signatures in the forms that labels hold them in, each form that is not DER noted."""

from __future__ import annotations

from hegui.errors import InvalidKey, InvalidSignature
from hegui.seal.algorithms import SM2_WITH_SM3
from hegui.seal.contents import KeyEntry, SignatureEntry
from hegui.seal.curves import FIELD_BYTES, SM2
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.tolerances import Notes
from hegui.seal.verifying import CURVE_OF


def key_of(entry: KeyEntry, notes: Notes) -> PublicKey:
    """The key of an entry that is no certificate.

    Raises InvalidKey for bytes that are no key and for an algorithm that hegui does not verify.
    """
    curve = CURVE_OF.get(entry.algorithm or SM2_WITH_SM3)
    if curve is None:
        raise InvalidKey("it is a key of another kind: {oid}", oid=entry.algorithm[:64])
    value = entry.value
    if not value:
        raise InvalidKey("{length} bytes are no point of a curve in a known form", length=0)
    if curve is SM2 and len(value) == FIELD_BYTES + 1 and value[0] == 0:
        notes.add("seal.key-x-only", "00")
        return PublicKey.from_x(int.from_bytes(value[1:], "big"), odd=False)
    if len(value) <= 2 * FIELD_BYTES + 1:
        notes.add("seal.key-point")
    return PublicKey.from_bytes(value, curve)


def signature_of(entry: SignatureEntry, notes: Notes) -> Signature:
    """The signature of an entry. Raises InvalidSignature for bytes that are none."""
    value = entry.value or b""
    if len(value) == 2 * FIELD_BYTES:
        notes.add("seal.signature-raw")
        return Signature.from_raw(value)
    if not value:
        raise InvalidSignature(
            "a raw signature has {expected} bytes, not {length}",
            expected=2 * FIELD_BYTES,
            length=0,
        )
    return Signature.from_der(value)
