"""Public keys in all their forms, and what is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import InvalidKey
from hegui.seal import der
from hegui.seal.curves import P256, SM2
from hegui.seal.public_keys import PublicKey
from hegui.seal.sm3 import sm3
from tests.seal import openssl
from tests.seal.openssl import needs_openssl

KEY = PublicKey(SM2.gx, SM2.gy)
X, Y = SM2.gx.to_bytes(32, "big"), SM2.gy.to_bytes(32, "big")


def test_every_form_is_one_key() -> None:
    assert SM2.gy % 2 == 0
    for data in (b"\4" + X + Y, X + Y, b"\2" + X, KEY.spki()):
        assert PublicKey.from_bytes(data) == KEY
    assert PublicKey.from_x(SM2.gx, odd=False) == KEY
    other = PublicKey.from_x(SM2.gx, odd=True)
    assert other.sec1(compressed=True) == b"\3" + X
    assert PublicKey.from_sec1(other.sec1(compressed=True)) == other != KEY
    assert (KEY.sec1(), KEY.sec1(compressed=True)) == (b"\4" + X + Y, b"\2" + X)
    assert KEY.fingerprint == sm3(KEY.spki()).hex()
    # One x, so one hash, and still two keys.
    assert hash(other) == hash(KEY)
    assert other.fingerprint == sm3(other.spki()).hex() != KEY.fingerprint


@needs_openssl
@pytest.mark.parametrize(("algorithm", "curve"), [("SM2", SM2), ("EC", P256)])
def test_openssls_keys(tmp_path: Path, algorithm: str, curve: object) -> None:
    path = openssl.new_key(tmp_path / "key", algorithm)
    made = openssl.public_key(path)
    key = PublicKey.from_spki(made)
    assert key.curve is curve
    assert key.spki() == made
    if algorithm == "EC":  # the program converts no SM2 keys
        compressed = openssl.public_key(path, "-ec_conv_form", "compressed")
        assert len(compressed) < len(made)
        assert PublicKey.from_spki(compressed) == key


def test_the_algorithm_of_gmt_0006() -> None:
    point = der.encode_bits(KEY.sec1())
    alone = der.sequence(der.encode_oid("1.2.156.10197.1.301.1"))
    assert PublicKey.from_spki(der.sequence(alone, point)) == KEY


def test_a_subject_public_key_info_as_rfc_5480_has_it() -> None:
    for curve in (SM2, P256):
        key = PublicKey(curve.gx, curve.gy, curve)
        algorithm = der.sequence(der.encode_oid("1.2.840.10045.2.1"), der.encode_oid(curve.oid))
        whole = der.sequence(algorithm, der.encode_bits(key.sec1()))
        assert key.spki() == whole
        assert PublicKey.from_spki(whole) == key
        off = whole[:-1] + bytes((whole[-1] ^ 1,))
        for wrong in (off, whole[:-1], whole + b"\0", whole[:-65] + b"\6" + whole[-64:]):
            with pytest.raises(InvalidKey):
                PublicKey.from_spki(wrong)


OTHER = der.encode_bits(KEY.sec1())


def spki(*oids: str, point: bytes = OTHER, more: bytes = b"") -> bytes:
    algorithm = der.sequence(*map(der.encode_oid, oids), more)
    return der.sequence(algorithm, point)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no point"),
        (b"\0", "no point"),  # how SEC 1 writes infinity
        (b"\0" + X, "no point"),
        (b"\4" + X, "no point"),
        (b"\6" + X + Y, "no point"),  # the hybrid form
        (X, "no point"),
        (b"\4" + X + Y[:-1] + b"\1", "not on the curve"),
        (bytes(64), "not on the curve"),
        (b"\xff" * 64, "not on the curve"),
        (b"\4" + SM2.p.to_bytes(32, "big") + Y, "not on the curve"),
        (b"\2" + SM2.p.to_bytes(32, "big"), "no point of the curve"),
        (b"\2" + b"\xff" * 32, "no point of the curve"),
        (b"\2" + (2).to_bytes(32, "big"), "no point of the curve"),
        (spki("1.2.840.10045.2.1", SM2.oid) + b"\0", "behind its end"),
        (spki("1.2.840.113549.1.1.1", SM2.oid), "another kind"),
        (spki("1.2.840.10045.2.1"), "another kind"),
        (spki("1.2.840.10045.2.1", "1.3.132.0.34"), "another curve"),
        (spki("1.2.840.10045.2.1", SM2.oid, more=b"\5\0"), "behind its end"),
        (spki("1.2.840.10045.2.1", SM2.oid, point=der.encode_bits(b"\0" * 40)), "no point"),
        (spki("1.2.840.10045.2.1", SM2.oid, point=b"\4\x41" + bytes(65)), "another kind"),
        (PublicKey(P256.gx, P256.gy, P256).spki(), "on the curve P-256, not on SM2"),
    ],
)
def test_what_is_no_key(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidKey, match=re.escape(reason)):
        PublicKey.from_bytes(data)


def test_a_point_of_the_other_curve() -> None:
    with pytest.raises(InvalidKey, match="not on the curve SM2"):
        PublicKey(P256.gx, P256.gy)


@given(st.binary(max_size=100))
def test_any_bytes_are_a_key_or_a_fault(data: bytes) -> None:
    try:
        key = PublicKey.from_bytes(data)
    except InvalidKey:
        return
    assert PublicKey.from_bytes(key.sec1()) == key


@given(st.binary(min_size=32, max_size=32), st.booleans())
def test_any_x_is_lifted_to_a_point_of_its_parity_or_a_fault(x: bytes, odd: bool) -> None:
    try:
        key = PublicKey.from_sec1((b"\3" if odd else b"\2") + x)
    except InvalidKey:
        return
    assert key.y % 2 == odd
    assert SM2.holds(key.x, key.y)
