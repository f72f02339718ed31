"""The two elliptic curves: their constants, their arithmetic in plain integers.

Only public values may be worked on here: the time it takes depends on them. Nothing secret ever
comes into this module; signing is libcrypto's or a token's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIELD_BYTES = 32
"""Bytes of a coordinate and of a scalar, on either curve."""

_Jacobian = tuple[int, int, int]
_INFINITY: _Jacobian = (1, 1, 0)
_WINDOW = 5


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ - 3x + b over the integers modulo ``p``; ``n`` is the order of the point (gx, gy).

    Both p are 3 modulo 4, the cofactor is 1.
    """

    name: str
    oid: str
    p: int
    b: int
    n: int
    gx: int
    gy: int

    def holds(self, x: int, y: int) -> bool:
        """Whether (x, y) is a point of the curve, its coordinates within range."""
        if not (0 <= x < self.p and 0 <= y < self.p):
            return False
        return (y * y - self._right(x)) % self.p == 0

    def lift(self, x: int, *, odd: bool) -> int | None:
        """The y of the point at ``x`` whose parity is ``odd``; None where there is none."""
        if not 0 <= x < self.p:
            return None
        right = self._right(x)
        y = pow(right, (self.p + 1) // 4, self.p)
        if y * y % self.p != right:
            return None
        if y == 0:
            return None if odd else 0
        return y if y & 1 == odd else self.p - y

    def combine(self, u: int, v: int, x: int, y: int) -> int | None:
        """The x of uG + vQ for the point Q = (x, y); None where the sum is infinity.

        Interleaved signed windows: one row of doublings for both scalars.
        """
        point = _sum(self.p, ((u, (self.gx, self.gy)), (v, (x, y))))
        if point[2] == 0:
            return None
        inverse = pow(point[2], -1, self.p)
        return point[0] * inverse * inverse % self.p

    def _right(self, x: int) -> int:
        return (x * x * x - 3 * x + self.b) % self.p


SM2 = Curve(
    "SM2",
    "1.2.156.10197.1.301",
    p=0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFF_00000000_FFFFFFFF_FFFFFFFF,
    b=0x28E9FA9E_9D9F5E34_4D5A9E4B_CF6509A7_F39789F5_15AB8F92_DDBCBD41_4D940E93,
    n=0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123,
    gx=0x32C4AE2C_1F198119_5F990446_6A39C994_8FE30BBF_F2660BE1_715A4589_334C74C7,
    gy=0xBC3736A2_F4F6779C_59BDCEE3_6B692153_D0A9877C_C62A4740_02DF32E5_2139F0A0,
)
"""GB/T 32918.5-2017, the recommended curve."""

P256 = Curve(
    "P-256",
    "1.2.840.10045.3.1.7",
    p=0xFFFFFFFF_00000001_00000000_00000000_00000000_FFFFFFFF_FFFFFFFF_FFFFFFFF,
    b=0x5AC635D8_AA3A93E7_B3EBBD55_769886BC_651D06B0_CC53B0F6_3BCE3C3E_27D2604B,
    n=0xFFFFFFFF_00000000_FFFFFFFF_FFFFFFFF_BCE6FAAD_A7179E84_F3B9CAC2_FC632551,
    gx=0x6B17D1F2_E12C4247_F8BCE6E5_63A440F2_77037D81_2DEB33A0_F4A13945_D898C296,
    gy=0x4FE342E2_FE1A7F9B_8EE7EB4A_7C0F9E16_2BCE3357_6B315ECE_CBB64068_37BF51F5,
)
"""FIPS 186-4 D.1.2.3: for tokens that have no SM2; what it signs is no seal of the guide."""

CURVES = (SM2, P256)


def _sum(p: int, terms: Sequence[tuple[int, tuple[int, int]]]) -> _Jacobian:
    """The sum of scalar times point over ``terms``."""
    digits = [(_signed_digits(scalar), _odd_multiples(p, point)) for scalar, point in terms]
    result = _INFINITY
    for at in range(max(len(one) for one, _ in digits) - 1, -1, -1):
        result = _double(p, result)
        for one, table in digits:
            digit = one[at] if at < len(one) else 0
            if digit > 0:
                result = _add(p, result, table[digit >> 1])
            elif digit < 0:
                x, y, z = table[-digit >> 1]
                result = _add(p, result, (x, p - y, z))
    return result


def _signed_digits(scalar: int) -> list[int]:
    """The scalar in windowed non-adjacent form, lowest digit first: zeros and odd digits."""
    digits = []
    half, whole = 1 << (_WINDOW - 1), 1 << _WINDOW
    while scalar:
        digit = 0
        if scalar & 1:
            digit = scalar & (whole - 1)
            if digit >= half:
                digit -= whole
            scalar -= digit
        digits.append(digit)
        scalar >>= 1
    return digits


def _odd_multiples(p: int, point: tuple[int, int]) -> list[_Jacobian]:
    """P, 3P, 5P … as far as a window's digits go."""
    first: _Jacobian = (*point, 1)
    twice = _double(p, first)
    table = [first]
    for _ in range((1 << (_WINDOW - 2)) - 1):
        table.append(_add(p, table[-1], twice))
    return table


def _double(p: int, point: _Jacobian) -> _Jacobian:
    """dbl-2001-b of the Explicit-Formulas Database: for a = -3."""
    x, y, z = point
    if z == 0 or y == 0:
        return _INFINITY
    delta = z * z % p
    gamma = y * y % p
    beta = x * gamma % p
    alpha = 3 * (x - delta) * (x + delta) % p
    x3 = (alpha * alpha - 8 * beta) % p
    z3 = 2 * y * z % p
    y3 = (alpha * (4 * beta - x3) - 8 * gamma * gamma) % p
    return x3, y3, z3


def _add(p: int, one: _Jacobian, other: _Jacobian) -> _Jacobian:
    """add-2007-bl, with the cases in which its formula does not hold."""
    x1, y1, z1 = one
    x2, y2, z2 = other
    if z1 == 0:
        return other
    if z2 == 0:
        return one
    z1z1 = z1 * z1 % p
    z2z2 = z2 * z2 % p
    u1 = x1 * z2z2 % p
    s1 = y1 * z2 * z2z2 % p
    h = (x2 * z1z1 - u1) % p
    r = (y2 * z1 * z1z1 - s1) % p
    if h == 0:
        return _double(p, one) if r == 0 else _INFINITY
    hh = h * h % p
    hhh = h * hh % p
    v = u1 * hh % p
    x3 = (r * r - hhh - 2 * v) % p
    y3 = (r * (v - x3) - s1 * hhh) % p
    return x3, y3, z1 * z2 * h % p
