"""Whether a signature is a key's: the one question, answered by libcrypto or in plain Python."""

from __future__ import annotations

from hegui.errors import UsageError
from hegui.seal import evp, plain
from hegui.seal.algorithms import DEFAULT_USER_ID, ECDSA_WITH_SHA256, SM2_WITH_SM3
from hegui.seal.curves import P256, SM2, Curve
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature

LONGEST_USER_ID = 8190
"""Bytes: its length in bits goes into two bytes (GB/T 32918.2-2016, 5.5), and OpenSSL takes one
byte less than would fit."""

CURVE_OF: dict[str, Curve] = {SM2_WITH_SM3: SM2, ECDSA_WITH_SHA256: P256}
"""Signature algorithm → the curve its keys are on: the algorithms hegui verifies."""


def verify(
    key: PublicKey, message: bytes, signature: Signature, user_id: bytes = DEFAULT_USER_ID
) -> bool:
    """Whether ``signature`` is ``key``'s over ``message``, digest included.

    SM2 with SM3 and the user id for a key on the SM2 curve (GB/T 32918.2-2016, 7.1), ECDSA with
    SHA-256 for one on P-256. Some writers sign the SM3 of what they should sign: their
    ``message`` is that digest. Numbers outside 1 to n - 1 do not verify. Raises CannotSeal
    where SM3 is not to be had, UsageError for a user id that is too long.
    """
    check_user_id(user_id)
    n = key.curve.n
    if not (0 < signature.r < n and 0 < signature.s < n):
        return False
    if evp.provided(key.curve) is not None:
        return evp.verify(key, message, signature, user_id)
    return plain.verify(key, message, signature, user_id)


def check_user_id(user_id: bytes) -> None:
    """Raises UsageError for a user id that no signature can hold."""
    if len(user_id) > LONGEST_USER_ID:
        raise UsageError(
            "an SM2 user id has {ceiling} bytes at most, not {length}",
            ceiling=LONGEST_USER_ID,
            length=len(user_id),
        )
