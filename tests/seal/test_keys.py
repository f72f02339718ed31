"""Key files: what hegui writes openssl reads and the other way round; who may read them."""

from __future__ import annotations

import io
import logging
import os
import traceback
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import CannotRead, CannotWrite, InvalidKey, SealError, UsageError
from hegui.seal import der, pem, private_keys
from hegui.seal.curves import P256, SM2
from hegui.seal.keys import PASSPHRASE_VARIABLE, create_key, find_passphrase, load_key
from hegui.seal.public_keys import PublicKey
from hegui.seal.software import SoftwareSigner
from hegui.seal.verifying import verify
from tests.seal.openssl import needs_openssl, new_key, openssl

SECRET = b"correct-horse"


def public(path: Path, *words: str) -> PublicKey:
    """The public half as the openssl program reads it."""
    return PublicKey.from_spki(openssl("pkey", "-in", path, "-pubout", "-outform", "DER", *words))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "key.pem"
    create_key(str(path), SECRET)
    return path


@needs_openssl
def test_openssl_reads_our_key(ours: Path) -> None:
    signer = load_key(str(ours), SECRET)
    assert public(ours, "-passin", "pass:correct-horse") == signer.public_key
    assert signer.public_key.curve is SM2
    described = openssl("asn1parse", "-in", ours)
    assert b"scrypt" in described
    assert b"aes-256-cbc" in described
    openssl("pkey", "-in", ours, "-passin", "pass:wrong-horse", "-noout", ok=False)


@needs_openssl
@pytest.mark.parametrize(
    "scheme",
    [
        ("-scrypt",),
        ("-v2", "aes-256-cbc", "-iter", "100000", "-v2prf", "hmacWithSHA256"),
        ("-v2", "sm4-cbc", "-v2prf", "hmacWithSHA512"),
    ],
)
@pytest.mark.parametrize("form", ["PEM", "DER"])
def test_we_read_openssls_keys(tmp_path: Path, scheme: tuple[str, ...], form: str) -> None:
    plain, path = new_key(tmp_path / "plain"), tmp_path / "key"
    words = ("-topk8", "-in", plain, "-out", path, "-passout", "pass:x", "-outform", form)
    openssl("pkcs8", *words, *scheme)
    path.chmod(0o600)
    signer = load_key(str(path), b"x")
    assert signer.public_key == public(plain)
    assert verify(signer.public_key, b"m", signer.sign(b"m"))


@needs_openssl
@pytest.mark.parametrize(("algorithm", "curve"), [("SM2", SM2), ("EC", P256)])
def test_open_keys_are_read_when_asked_for(tmp_path: Path, algorithm: str, curve: object) -> None:
    path = new_key(tmp_path / "plain", algorithm)
    with pytest.raises(InvalidKey, match="not encrypted") as caught:
        load_key(str(path), None)
    assert caught.value.path == str(path)
    with pytest.raises(InvalidKey, match="not encrypted"):
        load_key(str(path), SECRET)
    signer = load_key(str(path), None, unencrypted=True)
    assert signer.public_key == public(path)
    assert signer.public_key.curve is curve
    assert signer.guide == (algorithm == "SM2")
    words = ("-topk8", "-nocrypt", "-in", path, "-outform", "DER", "-out", tmp_path / "der")
    openssl("pkcs8", *words)
    (tmp_path / "der").chmod(0o600)
    assert load_key(str(tmp_path / "der"), None, unencrypted=True).public_key == public(path)


@needs_openssl
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"), "another kind"),
        (("genpkey", "-algorithm", "ED25519"), "another kind"),
        (
            ("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
            "another curve",
        ),
        (("ecparam", "-name", "prime256v1", "-genkey", "-noout"), "older form"),
    ],
)
def test_keys_hegui_does_not_sign_with(tmp_path: Path, words: tuple[str, ...], reason: str) -> None:
    path = tmp_path / "key"
    openssl(*words, "-out", path)
    path.chmod(0o600)
    with pytest.raises(InvalidKey, match=reason):
        load_key(str(path), None, unencrypted=True)


def test_a_wrong_passphrase_or_none(ours: Path) -> None:
    with pytest.raises(InvalidKey, match="the passphrase is wrong") as caught:
        load_key(str(ours), b"wrong-horse")
    assert "horse" not in str(caught.value)
    with pytest.raises(InvalidKey, match="its passphrase is needed"):
        load_key(str(ours), None)
    with pytest.raises(InvalidKey, match="its passphrase is needed"):
        load_key(str(ours), None, unencrypted=True)


def test_a_short_passphrase_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 8 bytes"):
        create_key(str(tmp_path / "key"), b"short")
    assert os.listdir(tmp_path) == []


def test_the_file_is_its_owners_and_is_never_replaced(ours: Path) -> None:
    assert ours.stat().st_mode & 0o777 == 0o600
    before = ours.read_bytes()
    with pytest.raises(CannotWrite, match="exists already"):
        create_key(str(ours), SECRET)
    assert ours.read_bytes() == before
    assert os.listdir(ours.parent) == [ours.name], "nothing temporary is left"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o610])
def test_a_key_that_others_may_touch_is_refused(ours: Path, tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    path.write_bytes(ours.read_bytes())
    path.chmod(mode)
    with pytest.raises(InvalidKey, match="chmod 600") as caught:
        load_key(str(path), SECRET)
    assert caught.value.path == str(path)
    path.chmod(0o400)
    load_key(str(path), SECRET)


def test_where_the_passphrase_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    assert find_passphrase() is None
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "from the environment")
    assert find_passphrase() == b"from the environment"
    path = tmp_path / "passphrase"
    path.write_bytes("口令\r\nsecond line".encode())
    path.chmod(0o600)
    assert find_passphrase(str(path)) == "口令".encode()
    path.chmod(0o644)
    with pytest.raises(InvalidKey, match="chmod 600"):
        find_passphrase(str(path))
    path.chmod(0o600)
    path.write_bytes(b"\n")
    with pytest.raises(UsageError, match="empty"):
        find_passphrase(str(path))
    path.write_bytes(b"x" * 5000)
    with pytest.raises(CannotRead, match="larger"):
        find_passphrase(str(path))
    with pytest.raises(CannotRead):
        find_passphrase(str(tmp_path / "none"))


def encrypted(derivation: bytes, scheme: str = "1.2.840.113549.1.5.13") -> bytes:
    """An encrypted key whose passphrase no key file's reader should try."""
    cipher = der.sequence(
        der.encode_oid("2.16.840.1.101.3.4.1.42"), der.encode(der.OCTET_STRING, bytes(16))
    )
    algorithm = der.sequence(der.encode_oid(scheme), der.sequence(derivation, cipher))
    return pem.encode(
        pem.ENCRYPTED_PRIVATE_KEY,
        der.sequence(algorithm, der.encode(der.OCTET_STRING, bytes(64))),
    )


def derivation(oid: str, *numbers: int) -> bytes:
    salt = der.encode(der.OCTET_STRING, bytes(16))
    values = der.sequence(salt, *map(der.encode_integer, numbers))
    return der.sequence(der.encode_oid(oid), values)


SCRYPT, PBKDF2 = "1.3.6.1.4.1.11591.4.11", "1.2.840.113549.1.5.12"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted(derivation(PBKDF2, 2**31)), "more work or memory"),
        (encrypted(derivation(PBKDF2, 0)), "more work or memory"),
        (encrypted(derivation(SCRYPT, 2**30, 8, 1)), "more work or memory"),
        (encrypted(derivation(SCRYPT, 16384, 8, 2**20)), "more work or memory"),
        (encrypted(derivation(SCRYPT, 2, 2**22, 1)), "more work or memory"),
        (encrypted(derivation(SCRYPT, 0, 8, 1)), "more work or memory"),
        (encrypted(derivation(SCRYPT, 16384)), "ends too early"),
        (encrypted(derivation("1.2.3", 1)), r"not read \(1.2.3\)"),
        (encrypted(derivation(PBKDF2, 1), "1.2.840.113549.1.5.3"), "not read"),
        (encrypted(derivation(PBKDF2, 1)), "passphrase is wrong"),
        (pem.encode(pem.ENCRYPTED_PRIVATE_KEY, b"\x30\0"), "ends too early"),
        (pem.encode("PRIVATE KEY", b"\x30\0"), "no private key"),
        (pem.encode("PRIVATE KEY", b"nonsense"), "no private key"),
        (b"-----BEGIN PRIVATE KEY-----\n", "has no end"),
        (b"-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----", "base64"),
        (pem.encode("PRIVATE KEY", b"1") * 2, "2 private keys"),
        (pem.encode("PUBLIC KEY", b"1"), "0 private keys"),
        (b"", "0 private keys"),
        (b"\x30\x05\2\1\0", "beyond the end"),
        (b"x" * 70_000, "larger than"),
    ],
)
def test_what_is_no_key_file(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidKey, match=reason):
        private_keys.decrypt(data, SECRET, unencrypted=True)


@needs_openssl
def test_a_public_half_of_another_key_is_noticed(tmp_path: Path) -> None:
    """Signing with a pair that does not fit can give the private key away."""
    one, other = new_key(tmp_path / "one"), new_key(tmp_path / "other")
    data = openssl("pkcs8", "-topk8", "-nocrypt", "-in", one, "-outform", "DER")
    swapped = data.replace(public(one).sec1(), public(other).sec1())
    assert swapped != data
    with pytest.raises(InvalidKey, match=r"does not belong|no private key"):
        private_keys.decrypt(swapped, None, unencrypted=True)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_key_file_is_an_error_of_ours(ours: Path, data: st.DataObject) -> None:
    """Cheap ones only: what passes the checks costs a derivation each."""
    whole = ours.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + 1 :]
    damaged = damaged[: data.draw(st.integers(0, at + 20))]
    if damaged.split() == whole.split():  # as much as nothing: the line end is gone, or another
        return
    with pytest.raises(SealError):
        private_keys.decrypt(damaged, SECRET)


@needs_openssl
def test_the_secret_is_nowhere_to_be_seen(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    path = new_key(tmp_path / "plain")
    secret = openssl("pkey", "-in", path, "-noout", "-text").split(b"priv:")[1].split(b"pub:")[0]
    number = int(secret.replace(b":", b"").replace(b" ", b"").replace(b"\n", b""), 16)
    signer = load_key(str(path), None, unencrypted=True)
    assert isinstance(signer, SoftwareSigner)
    said = io.StringIO()
    try:
        private_keys.encrypt(signer.key, b"short")
    except UsageError:
        traceback.print_exc(file=said)
    seen = said.getvalue() + caplog.text + "".join(capfd.readouterr())
    seen += repr(signer) + repr(signer.key) + repr(vars(type(signer)))
    assert not hasattr(signer, "__dict__")
    assert f"{number:x}"[:16] not in seen.lower()
    assert str(number)[:16] not in seen
