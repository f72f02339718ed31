"""Public keys: points of a curve, in every form that labels and files hold them in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from hegui.errors import InvalidKey
from hegui.seal import der
from hegui.seal.curves import CURVES, FIELD_BYTES, SM2, Curve
from hegui.seal.sm3 import sm3

_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
_UNCOMPRESSED = 1 + 2 * FIELD_BYTES
_KEYS_KEPT = 64  # a seal's key is asked for its fingerprint by each signature and by the answer
_SM2_SIGN = "1.2.156.10197.1.301.1"  # GM/T 0006: the curve's own arc, met as a key's algorithm


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A point that is on its curve and not infinity: anything else raises InvalidKey."""

    x: int
    y: int
    curve: Curve = SM2

    def __post_init__(self) -> None:
        if not self.curve.holds(self.x, self.y):
            raise InvalidKey("the point is not on the curve {curve}", curve=self.curve.name)

    def __hash__(self) -> int:
        return hash(self.x)  # asked often; four points at most have an x in common

    @classmethod
    def from_bytes(cls, data: bytes, curve: Curve = SM2) -> PublicKey:
        """From any form, told apart by length and first byte: SPKI, 65, 64 or 33 bytes.

        A SubjectPublicKeyInfo names its own curve, which must be ``curve``. Raises InvalidKey.
        """
        if len(data) == 2 * FIELD_BYTES:
            return cls._from_coordinates(data, curve)
        if len(data) > 2 * FIELD_BYTES + 1:
            key = cls.from_spki(data)
            if key.curve is not curve:
                raise InvalidKey(
                    "the key is on the curve {found}, not on {expected}",
                    found=key.curve.name,
                    expected=curve.name,
                )
            return key
        return cls.from_sec1(data, curve)

    @classmethod
    def from_sec1(cls, data: bytes, curve: Curve = SM2) -> PublicKey:
        """From 04 x y (65 bytes), or 02 x or 03 x (33 bytes). Raises InvalidKey."""
        if len(data) == 2 * FIELD_BYTES + 1 and data[0] == 4:
            return cls._from_coordinates(data[1:], curve)
        if len(data) == FIELD_BYTES + 1 and data[0] in (2, 3):
            return cls.from_x(int.from_bytes(data[1:], "big"), odd=data[0] == 3, curve=curve)
        raise InvalidKey("{length} bytes are no point of a curve in a known form", length=len(data))

    @classmethod
    def from_x(cls, x: int, *, odd: bool, curve: Curve = SM2) -> PublicKey:
        """The point at ``x`` whose y is odd or even. Raises InvalidKey where there is none."""
        y = curve.lift(x, odd=odd)
        if y is None:
            raise InvalidKey("no point of the curve {curve} has this x", curve=curve.name)
        return cls(x, y, curve)

    @classmethod
    def from_spki(cls, data: bytes) -> PublicKey:
        """From a SubjectPublicKeyInfo (RFC 5480) in DER. Raises InvalidKey."""
        for known in CURVES:
            head = _head(known)
            if data.startswith(head) and len(data) == len(head) + _UNCOMPRESSED:
                return cls.from_sec1(data[len(head) :], known)  # DER has one form of it
        reader = der.Reader(data, InvalidKey, "a public key")
        info = reader.sequence()
        reader.end()
        algorithm = info.sequence()
        point = info.bits()
        info.end()
        kind = algorithm.oid()
        named = algorithm.oid() if algorithm.peek() == der.OID else None
        if kind == _SM2_SIGN and named is None:
            named = SM2.oid
        elif kind not in (_EC_PUBLIC_KEY, _SM2_SIGN) or named is None:
            raise InvalidKey("it is a key of another kind: {oid}", oid=kind)
        algorithm.end()
        curve = next((one for one in CURVES if one.oid == named), None)
        if curve is None:
            raise InvalidKey("it is a key on another curve: {oid}", oid=named)
        return cls.from_sec1(point, curve)

    @classmethod
    def _from_coordinates(cls, data: bytes, curve: Curve) -> PublicKey:
        x, y = data[:FIELD_BYTES], data[FIELD_BYTES:]
        return cls(int.from_bytes(x, "big"), int.from_bytes(y, "big"), curve)

    def sec1(self, *, compressed: bool = False) -> bytes:
        """04 x y (65 bytes), or compressed 02 x or 03 x (33 bytes)."""
        x = self.x.to_bytes(FIELD_BYTES, "big")
        if compressed:
            return bytes((2 + (self.y & 1),)) + x
        return b"\x04" + x + self.y.to_bytes(FIELD_BYTES, "big")

    def spki(self) -> bytes:
        """The SubjectPublicKeyInfo of RFC 5480 in DER, the point uncompressed."""
        return _head(self.curve) + self.sec1()

    @property
    def fingerprint(self) -> str:
        """SM3 of the SubjectPublicKeyInfo that :meth:`spki` gives, 64 hex digits.

        One key has one fingerprint, in whatever form it was read. Raises CannotSeal without SM3.
        """
        return _fingerprint(self)


@lru_cache(maxsize=_KEYS_KEPT)
def _fingerprint(key: PublicKey) -> str:
    return sm3(key.spki()).hex()


@cache
def _head(curve: Curve) -> bytes:
    """What stands before the uncompressed point in every SubjectPublicKeyInfo of a curve."""
    algorithm = der.sequence(der.encode_oid(_EC_PUBLIC_KEY), der.encode_oid(curve.oid))
    return der.sequence(algorithm, der.encode_bits(bytes(_UNCOMPRESSED)))[:-_UNCOMPRESSED]
