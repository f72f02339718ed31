"""Verification in plain Python, for where no libcrypto will do it: slower, the same answers.

It works on public values only. There is no signing here, and will be none: Python's integers
take a time that depends on what they hold.
"""

from __future__ import annotations

from hashlib import sha256

from hegui.seal.curves import FIELD_BYTES, SM2
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.sm3 import sm3


def verify(key: PublicKey, message: bytes, signature: Signature, user_id: bytes) -> bool:
    """Whether ``signature`` is this key's over ``message`` (numbers within range)."""
    if key.curve is SM2:
        return _verify_sm2(key, message, signature, user_id)
    return _verify_ecdsa(key, message, signature)


def identity_digest(key: PublicKey, user_id: bytes) -> bytes:
    """Z: the digest that ties a signature to its key and user (GB/T 32918.2-2016, 5.5)."""
    curve = key.curve
    numbers = (curve.p - 3, curve.b, curve.gx, curve.gy, key.x, key.y)
    fields = b"".join(one.to_bytes(FIELD_BYTES, "big") for one in numbers)
    return sm3((8 * len(user_id)).to_bytes(2, "big") + user_id + fields)


def _verify_sm2(key: PublicKey, message: bytes, signature: Signature, user_id: bytes) -> bool:
    """GB/T 32918.2-2016, 7.1."""
    curve = key.curve
    digest = int.from_bytes(sm3(identity_digest(key, user_id) + message), "big")
    t = (signature.r + signature.s) % curve.n
    if t == 0:
        return False
    x = curve.combine(signature.s, t, key.x, key.y)
    return x is not None and (digest + x) % curve.n == signature.r


def _verify_ecdsa(key: PublicKey, message: bytes, signature: Signature) -> bool:
    """FIPS 186-4, 6.4, with SHA-256."""
    curve = key.curve
    digest = int.from_bytes(sha256(message).digest(), "big")
    inverse = pow(signature.s, -1, curve.n)
    u, v = digest * inverse % curve.n, signature.r * inverse % curve.n
    x = curve.combine(u, v, key.x, key.y)
    return x is not None and x % curve.n == signature.r
