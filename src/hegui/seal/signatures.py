"""A signature: the pair (r, s), in the two forms that travel in labels."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.errors import InvalidSignature
from hegui.seal import der
from hegui.seal.curves import FIELD_BYTES

_RAW = 2 * FIELD_BYTES
_BITS = 8 * FIELD_BYTES
_FEWEST, _MOST = 8, 8 + 2 * FIELD_BYTES  # bytes of DER: three heads, two numbers and their signs


@dataclass(frozen=True, slots=True)
class Signature:
    """An SM2 (GB/T 32918.2) or ECDSA signature; r and s have 256 bits at most.

    Whether they lie between 1 and n - 1 is for verification to say: a signature outside does
    not verify. A number that is negative or needs more than 32 bytes is no signature.
    """

    r: int
    s: int

    def __post_init__(self) -> None:
        for value in (self.r, self.s):
            if value < 0 or value.bit_length() > _BITS:
                raise InvalidSignature(
                    "a signature's number is negative or longer than {length} bytes",
                    length=FIELD_BYTES,
                )

    @classmethod
    def from_der(cls, data: bytes, *, lenient: bool = False) -> Signature:
        """From the SEQUENCE of two INTEGERs of GM/T 0009.

        ``lenient`` also takes what some writers make: numbers without the leading zero byte
        that keeps them positive, or with more zeros than they need; nothing else. Raises
        InvalidSignature.
        """
        found = cls._canonical(data)
        if found is not None:
            return found
        reader = der.Reader(data, InvalidSignature, "a signature")
        inner = reader.sequence()
        reader.end()
        numbers = []
        for _ in range(2):
            if lenient:
                numbers.append(int.from_bytes(inner.take(der.INTEGER).content, "big"))
            else:
                numbers.append(inner.integer())
        inner.end()
        return cls(*numbers)

    @classmethod
    def _canonical(cls, data: bytes) -> Signature | None:
        """The signature that :meth:`der` writes as exactly these bytes, None where there is none:
        nearly all are that, and need no reader to say what is wrong with them."""
        if not _FEWEST <= len(data) <= _MOST:
            return None
        split = 4 + data[3]
        r, s = int.from_bytes(data[4:split]), int.from_bytes(data[split + 2 :])
        if max(r.bit_length(), s.bit_length()) > _BITS:
            return None
        found = cls(r, s)
        return found if found.der() == data else None

    @classmethod
    def from_raw(cls, data: bytes) -> Signature:
        """From r and s of 32 bytes each, one behind the other. Raises InvalidSignature."""
        if len(data) != _RAW:
            raise InvalidSignature(
                "a raw signature has {expected} bytes, not {length}",
                expected=_RAW,
                length=len(data),
            )
        return cls(
            int.from_bytes(data[:FIELD_BYTES], "big"), int.from_bytes(data[FIELD_BYTES:], "big")
        )

    def der(self) -> bytes:
        """As DER: a SEQUENCE of two INTEGERs."""
        return der.sequence(der.encode_integer(self.r), der.encode_integer(self.s))

    def raw(self) -> bytes:
        """r and s of 32 bytes each: 64 bytes."""
        return self.r.to_bytes(FIELD_BYTES, "big") + self.s.to_bytes(FIELD_BYTES, "big")
