"""The curves: their constants as the openssl program has them, and the arithmetic on them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.seal.curves import CURVES, P256, SM2, Curve
from tests.seal.openssl import needs_openssl, openssl

both = pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)


@needs_openssl
@pytest.mark.parametrize(("curve", "name"), [(SM2, "SM2"), (P256, "prime256v1")])
def test_the_constants_are_openssls(curve: Curve, name: str) -> None:
    words = ("-param_enc", "explicit", "-text", "-noout")
    text = openssl("ecparam", "-name", name, *words).decode()

    def number(title: str) -> int:
        found = re.search(rf"^{title}.*\n((?:    .*\n)+)", text, re.MULTILINE)
        assert found is not None
        return int(re.sub(r"[\s:]", "", found[1]), 16)

    generator = number("Generator").to_bytes(65, "big")
    assert generator == b"\x04" + curve.gx.to_bytes(32, "big") + curve.gy.to_bytes(32, "big")
    assert (number("Prime"), number("B"), number("Order")) == (curve.p, curve.b, curve.n)
    assert number("A") == curve.p - 3


@both
def test_the_generator(curve: Curve) -> None:
    assert curve.holds(curve.gx, curve.gy)
    assert curve.lift(curve.gx, odd=bool(curve.gy & 1)) == curve.gy
    assert curve.lift(curve.gx, odd=not curve.gy & 1) == curve.p - curve.gy
    assert curve.combine(curve.n, 0, curve.gx, curve.gy) is None, "n times G is infinity"
    assert curve.combine(1, curve.n, curve.gx, curve.gy) == curve.gx
    assert curve.combine(1, curve.n - 1, curve.gx, curve.gy) is None, "G - G is infinity"
    assert curve.combine(0, 0, curve.gx, curve.gy) is None


@both
def test_what_is_out_of_range_is_not_on_the_curve(curve: Curve) -> None:
    assert not curve.holds(curve.gx + curve.p, curve.gy)
    assert not curve.holds(curve.gx, curve.gy + curve.p)
    assert not curve.holds(-1, 0)
    assert curve.lift(curve.p, odd=False) is None
    assert curve.lift(-1, odd=False) is None
    assert not curve.holds(0, 0)


@both
@given(u=st.integers(0, 2**256 - 1), v=st.integers(0, 2**256 - 1))
@settings(max_examples=20, deadline=None)
def test_both_scalars_meet_in_one(curve: Curve, u: int, v: int) -> None:
    """uG + vG is (u + v)G: two tables and their row of doublings against one."""
    total = (u + v) % curve.n
    assert curve.combine(u, v, curve.gx, curve.gy) == curve.combine(total, 0, curve.gx, curve.gy)


@both
@pytest.mark.parametrize("scalar", [1, 2, 3, 15, 16, 17, 31, 32, 33])
def test_small_multiples_are_repeated_sums(curve: Curve, scalar: int) -> None:
    """Where the formula for a sum of two equal points would fail."""
    one_by_one = curve.combine(scalar - 1, 1, curve.gx, curve.gy)
    assert curve.combine(scalar, 0, curve.gx, curve.gy) == one_by_one
