"""A signer whose private key libcrypto holds in this process's memory."""

from __future__ import annotations

from hegui.seal import evp
from hegui.seal.algorithms import DEFAULT_USER_ID, ECDSA_WITH_SHA256, SM2_WITH_SM3
from hegui.seal.curves import SM2
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.verifying import check_user_id


class SoftwareSigner:
    """Signs with SM2 (or ECDSA, for a key on P-256) by libcrypto, in constant time as far as
    OpenSSL does. The private key never becomes a Python object; the signer can be used from
    many threads and in forked processes, and is neither copied nor pickled.
    """

    __slots__ = ("_key", "_public_key", "_user_id")

    def __init__(self, key: evp.Key, user_id: bytes = DEFAULT_USER_ID) -> None:
        """Takes a key that ``evp`` or ``private_keys`` made. Raises InvalidKey, UsageError."""
        check_user_id(user_id)
        self._key = key
        self._public_key = evp.public_half(key)
        self._user_id = user_id

    @classmethod
    def new(cls, user_id: bytes = DEFAULT_USER_ID) -> SoftwareSigner:
        """A signer with a new SM2 key, which nothing else holds. Raises CannotSeal."""
        return cls(evp.generate(SM2), user_id)

    @property
    def algorithm(self) -> str:
        """SM2 with SM3, or ECDSA with SHA-256."""
        return SM2_WITH_SM3 if self.guide else ECDSA_WITH_SHA256

    @property
    def guide(self) -> bool:
        """Whether the key is an SM2 key, as TC260-PG-202511A asks for."""
        return self._public_key.curve is SM2

    @property
    def public_key(self) -> PublicKey:
        """What its signatures verify with."""
        return self._public_key

    @property
    def key(self) -> evp.Key:
        """The private key itself, for ``private_keys`` to write: it shows nothing."""
        return self._key

    def sign(self, message: bytes) -> Signature:
        """A signature over ``message``. Raises CannotSeal."""
        return evp.sign(self._key, self._public_key.curve, message, self._user_id)

    def __repr__(self) -> str:
        return f"<SoftwareSigner {self._public_key.curve.name}>"

    def __reduce__(self) -> str:
        raise TypeError("a signer is neither copied nor pickled")
