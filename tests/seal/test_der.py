"""The DER reader: what it takes, what it refuses, and that nothing makes it do anything else."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import InvalidKey
from hegui.seal import der
from tests.seal.openssl import needs_openssl, openssl


def reader(data: str | bytes) -> der.Reader:
    raw = bytes.fromhex(data) if isinstance(data, str) else data
    return der.Reader(raw, InvalidKey, "a private key")


@given(st.integers(0, 2**300))
def test_numbers_come_back(value: int) -> None:
    encoded = der.encode_integer(value)
    assert reader(encoded).integer() == value
    assert reader(der.sequence(encoded, encoded)).sequence().integer() == value


@given(st.lists(st.integers(0, 2**64), max_size=6), st.integers(0, 2), st.integers(0, 39))
def test_identifiers_come_back(arcs: list[int], first: int, second: int) -> None:
    dotted = ".".join(map(str, (first, second, *arcs)))
    assert reader(der.encode_oid(dotted)).oid() == dotted


@needs_openssl
@pytest.mark.parametrize("oid", ["1.2.156.10197.1.501", "2.999.3", "1.2.840.113549.1.1.11"])
def test_identifiers_are_openssls(oid: str) -> None:
    made = openssl("asn1parse", "-genstr", f"OID:{oid}", "-noout", "-out", "/dev/stdout")
    assert made == der.encode_oid(oid)


@given(st.binary(max_size=70_000))
def test_lengths_come_back(content: bytes) -> None:
    encoded = der.encode(der.OCTET_STRING, content)
    taken = reader(encoded).take()
    assert (taken.content, taken.raw, taken.offset) == (content, encoded, 0)
    assert taken.content_offset == len(encoded) - len(content)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "ends too early"),
        ("30", "ends too early"),
        ("3003", "beyond the end"),
        ("0480", "indefinite"),
        ("048500000000010000", "too long"),
        ("04810101", "shortest form"),
        ("0482000101", "shortest form"),
        ("0482", "ends too early"),
        ("04ffffffff", "too long"),
        ("1f8101", "more than one byte"),
    ],
)
def test_bad_heads(data: str, reason: str) -> None:
    with pytest.raises(InvalidKey, match=re.escape(reason)):
        reader(data).take()


@pytest.mark.parametrize(
    ("method", "data", "reason"),
    [
        ("integer", "0200", "no digits"),
        ("integer", "02020001", "shortest form"),
        ("integer", "0202ff80", "shortest form"),
        ("integer", "040101", "another kind"),
        ("boolean", "010101", "neither true nor false"),
        ("oid", "0600", "empty"),
        ("oid", "060180", "cut off"),
        ("oid", "06028001", "shortest form"),
        ("oid", "060200" + "ff", "cut off"),
        ("oid", "0613" + "ff" * 18 + "00", "too long"),
        ("oid", "068181" + "00" * 129, "too long"),
        ("bits", "0300", "whole bytes"),
        ("bits", "03020101", "whole bytes"),
    ],
)
def test_bad_values(method: str, data: str, reason: str) -> None:
    with pytest.raises(InvalidKey, match=reason):
        getattr(reader(data), method)()


def test_good_values() -> None:
    assert reader("0202ff7f").integer() == -129
    assert [reader("0101ff").boolean(), reader("010100").boolean()] == [True, False]
    assert reader("03030001ff").bits() == b"\x01\xff"
    assert reader("").at_end
    assert reader("").peek() is None


def test_the_end_is_the_end() -> None:
    outer = reader("3003020101" + "00")
    outer.sequence().integer()
    with pytest.raises(InvalidKey, match="behind its end"):
        outer.end()


def test_depth_count_and_size_have_ceilings() -> None:
    nested = b""
    for _ in range(1000):
        nested = der.sequence(nested)
    with pytest.raises(InvalidKey, match="nested too deeply"):
        walk(reader(nested))
    with pytest.raises(InvalidKey, match="more elements"):
        walk(reader(der.sequence(b"\5\0" * 20_000)))
    with pytest.raises(InvalidKey, match="are not read"):
        reader(b"\0" * 300_000)


def test_a_fault_says_where() -> None:
    with pytest.raises(InvalidKey, match="byte 0: a private key is not proper DER"):
        reader("3007" + "0401aa").sequence()
    deep = reader("3008" + "0401aa" + "3003" + "020200").sequence()
    deep.take()
    with pytest.raises(InvalidKey, match="byte 7: "):
        deep.sequence().integer()


def walk(one: der.Reader) -> None:
    while not one.at_end:
        element = one.take()
        if element.tag & 0x20:
            walk(one.inside(element))


@given(st.binary(max_size=60))
def test_any_bytes_end_in_elements_or_a_fault(data: bytes) -> None:
    with suppress(InvalidKey):
        walk(reader(data))
