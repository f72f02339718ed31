"""Keys on PKCS#11 tokens, with SoftHSM: P-256, for it has no SM2."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hegui.errors import CannotSeal, InvalidKey, UsageError
from hegui.seal.algorithms import DEFAULT_USER_ID, ECDSA_WITH_SHA256
from hegui.seal.curves import P256
from hegui.seal.keys import load_key, names_pin
from hegui.seal.signing import Signer
from hegui.seal.token_uri import TokenKey, parse_uri
from hegui.seal.verifying import verify
from tests.seal.openssl import needs_openssl, new_key, openssl

pytest.importorskip("pkcs11", exc_type=ImportError)

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
MODULE = next((path for path in MODULES if os.path.exists(path)), "")
PIN = b"correct-horse"

needs_softhsm = pytest.mark.skipif(
    not MODULE or shutil.which("softhsm2-util") is None, reason="SoftHSM is not installed"
)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A token with a P-256 key that the openssl program made; its private key's file."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    patch = pytest.MonkeyPatch()
    patch.setenv("SOFTHSM2_CONF", str(settings))
    key = new_key(folder / "key.pem", "EC")
    pin = PIN.decode()
    words = ("--init-token", "--free", "--label", "hegui", "--pin", pin, "--so-pin", "so-so-so")
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
    words = ("--import", str(key), "--token", "hegui", "--label", "seal key", "--id", "a1")
    subprocess.run(["softhsm2-util", *words, "--pin", pin], check=True, capture_output=True)
    yield key
    patch.undo()


def uri(*members: str) -> str:
    path = ("token=hegui", "object=seal%20key", "id=%a1")
    return f"pkcs11:{';'.join(path)}?{'&'.join((f'module-path={MODULE}', *members))}"


@needs_softhsm
@needs_openssl
def test_a_token_signs_what_openssl_and_hegui_verify(token: Path, tmp_path: Path) -> None:
    signer: Signer = load_key(uri(), PIN)
    assert signer.public_key.curve is P256
    assert (signer.algorithm, signer.guide) == (ECDSA_WITH_SHA256, False)
    assert signer.public_key.spki() == openssl("pkey", "-in", token, "-pubout", "-outform", "DER")
    signature = signer.sign(b"message")
    assert verify(signer.public_key, b"message", signature, DEFAULT_USER_ID)
    (tmp_path / "signature").write_bytes(signature.der())
    (tmp_path / "message").write_bytes(b"message")
    (tmp_path / "public").write_bytes(signer.public_key.spki())
    words = ("-sha256", "-keyform", "DER", "-verify", tmp_path / "public")
    said = openssl("dgst", *words, "-signature", tmp_path / "signature", tmp_path / "message")
    assert b"Verified OK" in said
    assert repr(signer) == "<Pkcs11Signer>"
    with pytest.raises(TypeError, match="neither copied nor pickled"):
        pickle.dumps(signer)


@needs_softhsm
def test_many_threads_share_one_session(token: Path) -> None:
    signer = load_key(uri(), PIN)
    with ThreadPoolExecutor(8) as pool:
        signatures = list(pool.map(lambda one: signer.sign(b"%d" % one), range(40)))
    assert all(verify(signer.public_key, b"%d" % at, one) for at, one in enumerate(signatures))


@needs_softhsm
def test_a_forked_child_is_told_to_open_the_key_again(token: Path) -> None:
    signer = load_key(uri(), PIN)
    child = os.fork()
    if child == 0:
        try:
            signer.sign(b"message")
        except CannotSeal as error:
            os._exit(0 if "fork" in str(error) else 2)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    signer.sign(b"message")


@needs_softhsm
def test_signers_of_one_token_come_and_go(token: Path) -> None:
    with load_key(uri(), PIN) as first:  # type: ignore[attr-defined]
        second = load_key(uri(), PIN)
        first.sign(b"m")
    second.sign(b"m")
    del second
    with pytest.raises(InvalidKey, match="PinIncorrect"):
        load_key(uri(), b"wrong-horse")
    load_key(uri(), PIN).sign(b"m")


@needs_softhsm
def test_the_pin_comes_from_a_file_of_its_owner_alone(token: Path, tmp_path: Path) -> None:
    pin = tmp_path / "pin"
    pin.write_bytes(PIN + b"\n")
    pin.chmod(0o600)
    named = uri(f"pin-source=file:{pin}")
    assert names_pin(named)
    assert not names_pin(uri())
    load_key(named, None).sign(b"m")
    with pytest.raises(InvalidKey, match="PIN is needed"):
        load_key(uri(), None)
    pin.chmod(0o644)
    with pytest.raises(InvalidKey, match="chmod 600"):
        load_key(named, None)


@needs_softhsm
@pytest.mark.parametrize(
    ("asked", "pin", "kind", "reason"),
    [
        ("token=hegui;object=seal%20key", b"wrong-horse", InvalidKey, "PinIncorrect"),
        ("token=hegui;object=seal%20key", b"\xff", InvalidKey, "UTF-8"),
        ("token=hegui;object=other", PIN, CannotSeal, "No key matching"),
        ("token=other;object=seal%20key", PIN, CannotSeal, "0 tokens"),
    ],
    ids=["wrong pin", "no text", "no key", "no token"],  # a pin is no name for a test
)
def test_what_is_not_on_the_token(
    token: Path, asked: str, pin: bytes, kind: type[Exception], reason: str
) -> None:
    with pytest.raises(kind, match=reason):
        load_key(f"pkcs11:{asked}?module-path={MODULE}", pin)


@needs_softhsm
def test_a_vendors_number_reaches_the_token(token: Path) -> None:
    """Named by its number the mechanism works, and one that the token lacks is refused."""
    load_key(uri("hegui-mechanism=0x1041"), PIN).sign(b"m")
    with pytest.raises(CannotSeal, match="MechanismInvalid"):
        load_key(uri("hegui-mechanism=0x80000201"), PIN).sign(b"m")


@needs_softhsm
def test_what_a_token_signs_is_verified(token: Path) -> None:
    """CKM_ECDSA given the message itself signs that as if it were a digest."""
    signer = load_key(uri("hegui-mechanism=0x1041", "hegui-input=message"), PIN)
    with pytest.raises(CannotSeal, match="does not verify"):
        signer.sign(b"a message of another length than a digest has")


def test_a_library_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.so").write_bytes(b"no library")
    for path in (tmp_path / "x.so", tmp_path / "nothing.so"):
        with pytest.raises(CannotSeal, match="the token cannot be used"):
            load_key(f"pkcs11:object=x?module-path={path}", PIN)


def test_a_uri_taken_apart() -> None:
    text = (
        "pkcs11:token=My%20token;serial=%01;object=%E5%8D%B0;id=%00%ff;type=private"
        "?module-path=/a.so&pin-source=pin.txt&hegui-mechanism=0x80000201&hegui-input=message"
    )
    assert parse_uri(text) == TokenKey(
        "/a.so", "My token", b"\1", "印", b"\0\xff", "pin.txt", 0x80000201, True
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://example.org", "no PKCS#11 URI"),
        ("pkcs11:object=a b?module-path=/a.so", "no PKCS#11 URI"),
        ("pkcs11:object=%zz?module-path=/a.so", "no PKCS#11 URI"),
        ("pkcs11:object=a", "module-path"),
        ("pkcs11:token=a?module-path=/a.so", "names no key"),
        ("pkcs11:object=a;type=cert?module-path=/a.so", "names a private key"),
        ("pkcs11:object=a;object=b?module-path=/a.so", "'object'"),
        ("pkcs11:object=a;slot-id=1?module-path=/a.so", "'slot-id'"),
        ("pkcs11:object?module-path=/a.so", "'object'"),
        ("pkcs11:object=%ff?module-path=/a.so", "UTF-8"),
        ("pkcs11:object=\udcff?module-path=/a.so", "UTF-8"),
        ("pkcs11:object=a?module-path=/a.so&pin-value=1234", "command line"),
        ("pkcs11:object=a?module-path=/a.so&pin-source=|cat", "holds the PIN"),
        ("pkcs11:object=a?module-path=/a.so&hegui-mechanism=x", "is a number"),
        ("pkcs11:object=a?module-path=/a.so&hegui-mechanism=0x1ffffffff", "is a number"),
        ("pkcs11:object=a?module-path=/a.so&hegui-input=x", "digest or message"),
    ],
)
def test_a_uri_that_is_not_understood(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        parse_uri(text)
