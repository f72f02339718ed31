"""Signatures in their two forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import InvalidSignature
from hegui.seal import der
from hegui.seal.signatures import Signature

numbers = st.integers(0, 2**256 - 1)


@given(numbers, numbers)
def test_both_forms_come_back(r: int, s: int) -> None:
    one = Signature(r, s)
    assert Signature.from_der(one.der()) == one == Signature.from_raw(one.raw())
    assert Signature.from_der(one.der(), lenient=True) == one
    assert len(one.raw()) == 64


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "ends too early"),
        ("30060201010201", "beyond the end"),
        ("3006020101020101" + "00", "behind its end"),
        ("3009020101020101020101", "behind its end"),
        ("3003020101", "ends too early"),
        ("300702020001020101", "shortest form"),
        ("30060201ff020101", "negative"),
        ("3005" + "0200020101", "no digits"),
        ("308106020101020101", "shortest form"),
        ("3080020101020101" + "0000", "indefinite"),
        ("3106020101020101", "another kind"),
        ("3006040101020101", "another kind"),
        ("3026" + "022101" + "00" * 32 + "020101", "longer than 32 bytes"),
    ],
)
def test_what_is_no_signature(data: str, reason: str) -> None:
    with pytest.raises(InvalidSignature, match=re.escape(reason)):
        Signature.from_der(bytes.fromhex(data))


def test_what_lenience_forgives_and_what_it_does_not() -> None:
    high = b"\x80" + b"\1" * 31
    unsigned = b"\x30\x25\x02\x20" + high + b"\x02\x01\x05"
    with pytest.raises(InvalidSignature, match="negative"):
        Signature.from_der(unsigned)
    read = Signature.from_der(unsigned, lenient=True)
    assert read == Signature(int.from_bytes(high, "big"), 5)
    padded = bytes.fromhex("30080203000001020101")
    assert Signature.from_der(padded, lenient=True) == Signature(1, 1)
    for broken in (unsigned + b"\0", unsigned[:-1], b"\x31" + unsigned[1:]):
        with pytest.raises(InvalidSignature):
            Signature.from_der(broken, lenient=True)


@pytest.mark.parametrize("length", [0, 63, 65, 128])
def test_a_raw_signature_has_64_bytes(length: int) -> None:
    with pytest.raises(InvalidSignature, match=f"not {length}"):
        Signature.from_raw(bytes(length))


@pytest.mark.parametrize("value", [-1, 2**256])
def test_numbers_beyond_all_curves(value: int) -> None:
    with pytest.raises(InvalidSignature):
        Signature(value, 1)
    with pytest.raises(InvalidSignature):
        Signature(1, value)


@given(st.binary(max_size=80), st.booleans())
def test_any_bytes_are_a_signature_or_a_fault(data: bytes, lenient: bool) -> None:
    try:
        one = Signature.from_der(data, lenient=lenient)
    except InvalidSignature:
        return
    assert lenient or one.der() == data


@given(numbers, numbers, st.data())
def test_the_reader_of_der_says_the_same_of_every_altered_byte(
    r: int, s: int, data: st.DataObject
) -> None:
    altered = bytearray(Signature(r, s).der())
    if data.draw(st.booleans()):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    known = Signature._canonical(bytes(altered))
    reader = der.Reader(bytes(altered), InvalidSignature, "a signature")
    try:
        inner = reader.sequence()
        reader.end()
        read = Signature(inner.integer(), inner.integer())
        inner.end()
    except InvalidSignature:
        assert known is None
    else:
        assert known == read
