"""Certificates: what is read from those the openssl program makes, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import InvalidCertificate
from hegui.messages import explain
from hegui.seal import der, pem
from hegui.seal.algorithms import DEFAULT_USER_ID, SM2_WITH_SM3
from hegui.seal.certificates import read_certificate, read_certificates
from hegui.seal.curves import P256, SM2
from hegui.seal.keys import load_key
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.software import SoftwareSigner
from tests.seal import authorities, openssl
from tests.seal.openssl import needs_openssl

SIGNER = SoftwareSigner.new()
ALGORITHM = der.sequence(der.encode_oid(SM2_WITH_SM3))
NUMBER = der.encode_integer


def name(text: str, tag: int = 0x0C, encoding: str = "utf-8") -> bytes:
    pair = der.sequence(der.encode_oid("2.5.4.3"), der.encode(tag, text.encode(encoding)))
    return der.sequence(der.encode(der.SET, pair))


def extension(oid: str, value: bytes, critical: bytes = b"") -> bytes:
    return der.sequence(der.encode_oid(oid), critical, der.encode(der.OCTET_STRING, value))


TRUE = b"\1\1\xff"
FALSE = b"\1\1\0"


def utc(text: str) -> bytes:
    return der.encode(0x17 if len(text) == 13 else 0x18, text.encode())


def certificate(
    version: bytes = der.encode(0xA0, NUMBER(2)),
    serial: bytes = NUMBER(1),
    inner: bytes = ALGORITHM,
    issuer: bytes = name("issuer"),
    validity: bytes = utc("260101000000Z") + utc("20510101000000Z"),
    subject: bytes = name("subject"),
    key: bytes = SIGNER.public_key.spki(),
    ids: bytes = b"",
    extensions: tuple[bytes, ...] = (),
    outer: bytes = ALGORITHM,
    signature: Callable[[bytes], bytes] = lambda signed: SIGNER.sign(signed).der(),
    behind: bytes = b"",
) -> bytes:
    """A certificate of our own, any part of it replaced."""
    wrapped = der.encode(0xA3, der.sequence(*extensions)) if extensions else b""
    parts = (version, serial, inner, issuer, der.sequence(validity), subject, key, ids, wrapped)
    signed = der.sequence(*parts)
    return der.sequence(signed, outer, der.encode_bits(signature(signed)), behind)


def test_what_is_read() -> None:
    basic = extension("2.5.29.19", der.sequence(TRUE, NUMBER(3)), TRUE)
    usage = extension("2.5.29.15", b"\3\2\1\6")
    subject_id = extension("2.5.29.14", der.encode(der.OCTET_STRING, b"me"))
    issuer_id = extension("2.5.29.35", der.sequence(der.encode(0x80, b"it")))
    strange = extension("1.2.3", b"", TRUE)
    names = extension("2.5.29.17", der.sequence(), TRUE)
    optional = extension("1.2.4", b"", FALSE)
    every = (basic, usage, subject_id, issuer_id, strange, names, optional)
    one = read_certificate(certificate(extensions=every))
    assert one.serial == 1
    assert (one.subject.text, one.issuer.text) == ("CN=subject", "CN=issuer")
    assert str(one.subject) == "CN=subject"
    assert one.not_before == datetime(2026, 1, 1, tzinfo=UTC)
    assert one.not_after == datetime(2051, 1, 1, tzinfo=UTC)
    assert one.public_key == SIGNER.public_key
    assert (one.authority, one.path_length) == (True, 3)
    assert one.usages == frozenset(("keyCertSign", "cRLSign"))
    assert (one.subject_key_id, one.authority_key_id) == (b"me", b"it")
    assert one.unknown == ("1.2.3",)
    assert one.signed_by(SIGNER.public_key, DEFAULT_USER_ID)
    assert not one.self_issued
    bare = read_certificate(certificate(version=b""))
    assert (bare.authority, bare.usages, bare.unknown) == (False, None, ())
    old = read_certificate(certificate(validity=utc("500101000000Z") + utc("491231235959Z")))
    assert (old.not_before.year, old.not_after.year) == (1950, 2049)


@pytest.mark.parametrize(
    ("encoded", "text"),
    [
        (name("某某公司"), "CN=某某公司"),
        (name("公司", 0x1E, "utf-16-be"), "CN=公司"),
        (name("a", 0x1C, "utf-32-be"), "CN=a"),
        (name("é", 0x14, "latin-1"), "CN=é"),
        (name("a,b=c"), "CN=a\\,b\\=c"),
        (name("a\x1b[31m\n"), "CN=a\\x1b[31m\\n"),
        (name("x", 0x02), "CN=#020178"),
        (name("\xff", 0x0C, "latin-1"), "CN=#0c01ff"),
        (der.sequence(), ""),
    ],
)
def test_names_as_people_see_them(encoded: bytes, text: str) -> None:
    assert read_certificate(certificate(subject=encoded)).subject.text == text


def test_a_long_name_is_cut() -> None:
    text = read_certificate(certificate(subject=name("x" * 5000))).subject.text
    assert len(text) == 301
    assert text.endswith("…")


BASIC = "2.5.29.19"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ends too early"),
        (certificate() + b"\0", "behind its end"),
        (certificate(behind=b"\5\0"), "behind its end"),
        (certificate()[:-1], "beyond the end"),
        (certificate(serial=b"\2\0"), "serial number"),
        (certificate(serial=NUMBER(2**160)), "serial number"),
        (certificate(outer=der.sequence(der.encode_oid("1.2.840.10045.4.3.2"))), "two different"),
        (
            certificate(
                inner=der.sequence(der.encode_oid("1.2.840.113549.1.1.11")),
                outer=der.sequence(der.encode_oid("1.2.840.113549.1.1.11")),
            ),
            "another algorithm: 1.2.840.113549.1.1.11",
        ),
        (
            certificate(outer=der.sequence(der.encode_oid(SM2_WITH_SM3), NUMBER(1))),
            "has parameters",
        ),
        (certificate(validity=utc("260101000000Z")), "ends too early"),
        (certificate(validity=utc("260101000000Z") * 3), "behind its end"),
        (certificate(validity=utc("260230000000Z") * 2), "none of the calendar"),
        (certificate(validity=utc("2601010000+01") * 2), "RFC 5280"),
        (certificate(validity=utc("260101000000z") * 2), "RFC 5280"),
        (certificate(validity=der.encode(0x17, b"2601010000Z") * 2), "RFC 5280"),
        (certificate(validity=der.encode(0x17, "２６0101000000Z".encode()) * 2), "RFC 5280"),
        (certificate(validity=NUMBER(5) * 2), "RFC 5280"),
        (certificate(key=der.sequence()), "its public key cannot be used"),
        (
            certificate(key=SIGNER.public_key.spki()[:-2] + b"xx"),
            "its public key cannot be used: the point is not on the curve SM2",
        ),
        (certificate(signature=lambda _: b"\0" * 64), "its signature cannot be used"),
        (certificate(version=b"", extensions=(extension("1.2.3", b""),)), "only version 3"),
        (certificate(extensions=(extension("1.2.3", b""),) * 2), "1.2.3 stands twice"),
        (
            certificate(extensions=(extension(BASIC, der.sequence(NUMBER(1))),)),
            "contradict themselves",
        ),
        (certificate(extensions=(extension(BASIC, b"\2\1\1"),)), "another kind"),
        (certificate(extensions=(extension(BASIC, der.sequence() + b"\5\0"),)), "behind its end"),
        (certificate(extensions=(extension("2.5.29.15", b"\3\1\0"),)), "not in its proper form"),
        (certificate(extensions=(extension("2.5.29.15", b"\3\2\1\1"),)), "not in its proper form"),
        (certificate(extensions=(extension("2.5.29.15", b"\3\2\x09\0"),)), "not in its proper"),
        (certificate(version=der.encode(0xA0, NUMBER(2) * 2)), "behind its end"),
        (b"\x30\x84\xff\xff\xff\xff", "beyond the end"),
        (b"\x30" * 300_000, "are not read"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidCertificate, match=re.escape(reason)) as caught:
        read_certificate(data)
    assert explain(caught.value, "zh") != str(caught.value)


def test_every_truncation_is_refused() -> None:
    whole = certificate(extensions=(extension(BASIC, der.sequence(TRUE), TRUE),))
    read_certificate(whole)
    for length in range(len(whole)):
        with pytest.raises(InvalidCertificate):
            read_certificate(whole[:length])


WHOLE = certificate(extensions=(extension(BASIC, der.sequence(TRUE), TRUE),))


@given(st.integers(0, 8 * len(WHOLE) - 1))
@settings(max_examples=300, deadline=None)
def test_one_flipped_bit_never_leaves_a_certificate_that_verifies(bit: int) -> None:
    data = bytearray(WHOLE)
    data[bit // 8] ^= 1 << bit % 8
    try:
        one = read_certificate(bytes(data))
    except InvalidCertificate:
        return
    assert not one.signed_by(SIGNER.public_key, DEFAULT_USER_ID)


def test_a_signature_by_a_key_of_another_curve() -> None:
    one = read_certificate(certificate())
    p256 = PublicKey.from_x(5, odd=False, curve=P256)
    assert not one.signed_by(p256, DEFAULT_USER_ID)
    assert isinstance(one.signature, Signature)
    assert one.public_key.curve is SM2


@needs_openssl
def test_openssl_and_hegui_read_the_same(tmp_path: Path) -> None:
    party = authorities.root(tmp_path, subject="/C=CN/O=某某公司/CN=root")
    one = party.certificate
    words = ("-in", party.pem, "-noout", "-serial", "-startdate", "-enddate", "-pubkey")
    text = openssl.openssl("x509", *words).decode()
    digits = f"{one.serial:X}"
    assert f"serial={digits:0>{len(digits) + len(digits) % 2}}" in text  # whole bytes
    shown = "%b %d %H:%M:%S %Y GMT"
    found = dict(re.findall(r"^(not\w+)=(.*)$", text, re.MULTILINE))
    assert datetime.strptime(found["notBefore"], shown).replace(tzinfo=UTC) == one.not_before
    assert datetime.strptime(found["notAfter"], shown).replace(tzinfo=UTC) == one.not_after
    assert pem.encode(pem.PUBLIC_KEY, one.public_key.spki()).decode() in text
    assert one.subject.text == "C=CN, O=某某公司, CN=root"
    assert one.self_issued
    assert one.signed_by(one.public_key, DEFAULT_USER_ID)


@needs_openssl
def test_openssl_reads_and_verifies_a_certificate_hegui_signed(tmp_path: Path) -> None:
    party = authorities.root(tmp_path)
    issuer = load_key(str(party.key), None, unencrypted=True)
    data = certificate(
        issuer=party.certificate.subject.raw,
        validity=utc("250101000000Z") + utc("20510101000000Z"),
        signature=lambda signed: issuer.sign(signed).der(),
    )
    path = tmp_path / "leaf.pem"
    path.write_bytes(pem.encode(pem.CERTIFICATE, data))
    words = ("-vfyopt", "distid:1234567812345678", "-CAfile", party.pem, path)
    assert openssl.openssl("verify", *words).strip().endswith(b"OK")


def test_blocks_of_another_kind_are_passed_over() -> None:
    data = pem.encode(pem.PUBLIC_KEY, b"1") + pem.encode(pem.CERTIFICATE, certificate())
    assert len(read_certificates(data)) == 1
    assert read_certificates(b"") == []
    with pytest.raises(InvalidCertificate, match="more than 100 blocks"):
        read_certificates(pem.encode(pem.CERTIFICATE, certificate()) * 101)
