"""What a seal needs of whoever signs: a key in a file, a token, a key service."""

from __future__ import annotations

from typing import Protocol

from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature


class Signer(Protocol):
    """Signs with one private key, which it never shows."""

    @property
    def algorithm(self) -> str:
        """The signature algorithm's object identifier (see ``algorithms``)."""

    @property
    def guide(self) -> bool:
        """Whether the algorithm is the one TC260-PG-202511A asks for."""

    @property
    def public_key(self) -> PublicKey:
        """What its signatures verify with."""

    def sign(self, message: bytes) -> Signature:
        """A signature over ``message``, digest included. Raises CannotSeal."""
