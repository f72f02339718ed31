"""Signatures: hegui and the openssl program verify each other's; nothing altered verifies."""

from __future__ import annotations

import copy
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import InvalidKey, UsageError
from hegui.seal import plain
from hegui.seal.algorithms import DEFAULT_USER_ID, ECDSA_WITH_SHA256, SM2_WITH_SM3
from hegui.seal.curves import P256, SM2
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.sm3 import sm3
from hegui.seal.software import SoftwareSigner
from hegui.seal.verifying import verify
from tests.seal import openssl
from tests.seal.openssl import needs_openssl

SIGNER = SoftwareSigner.new()
MESSAGE = b'"Label":"1","ContentProducer":"X","ProduceID":"Y"'
SIGNATURE = SIGNER.sign(MESSAGE)
# GB/T 32918.5-2017, A.2: the example of a signature on the recommended curve.
EXAMPLE_KEY = PublicKey(
    0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
    0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13,
)
EXAMPLE = Signature(
    0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
    0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
)
EACH_WAY = pytest.mark.parametrize("check", [verify, plain.verify], ids=["libcrypto", "plain"])


def test_a_signature_verifies_by_its_key_message_and_user_alone() -> None:
    key = SIGNER.public_key
    other = SoftwareSigner.new(b"someone")
    for check in (verify, plain.verify):
        assert check(key, MESSAGE, SIGNATURE, DEFAULT_USER_ID)
        assert not check(other.public_key, MESSAGE, SIGNATURE, DEFAULT_USER_ID)
        assert not check(key, MESSAGE + b" ", SIGNATURE, DEFAULT_USER_ID)
        assert not check(key, MESSAGE, SIGNATURE, b"someone")
        assert check(other.public_key, MESSAGE, other.sign(MESSAGE), b"someone")
    assert (SIGNER.algorithm, SIGNER.guide) == (SM2_WITH_SM3, True)


def test_the_standards_example() -> None:
    digest = plain.identity_digest(EXAMPLE_KEY, DEFAULT_USER_ID)
    assert digest.hex() == "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3"
    e = sm3(digest + b"message digest").hex()
    assert e == "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"
    for check in (verify, plain.verify):
        assert check(EXAMPLE_KEY, b"message digest", EXAMPLE, DEFAULT_USER_ID)
        assert not check(EXAMPLE_KEY, b"message digesT", EXAMPLE, DEFAULT_USER_ID)


@needs_openssl
def test_openssl_agrees_on_the_standards_example(tmp_path: Path) -> None:
    message, signature, public = (tmp_path / name for name in ("message", "signature", "public"))
    message.write_bytes(b"message digest")
    signature.write_bytes(EXAMPLE.der())
    public.write_bytes(EXAMPLE_KEY.spki())
    assert openssl.verifies(public, message, signature)


@needs_openssl
@pytest.mark.parametrize("user_id", [openssl.USER_ID, "ALICE123@YAHOO.COM"])
def test_openssl_verifies_ours_and_we_verify_its(tmp_path: Path, user_id: str) -> None:
    message, signature, public = (tmp_path / name for name in ("message", "signature", "public"))
    message.write_bytes(MESSAGE)
    ours = SoftwareSigner.new(user_id.encode())
    public.write_bytes(ours.public_key.spki())
    signature.write_bytes(ours.sign(MESSAGE).der())
    assert openssl.verifies(public, message, signature, user_id)
    message.write_bytes(MESSAGE + b"!")
    assert not openssl.verifies(public, message, signature, user_id)

    theirs = openssl.new_key(tmp_path / "key.pem")
    made = Signature.from_der(openssl.sign(theirs, message, user_id))
    key = PublicKey.from_spki(openssl.public_key(theirs))
    for check in (verify, plain.verify):
        assert check(key, MESSAGE + b"!", made, user_id.encode())
        assert not check(key, MESSAGE, made, user_id.encode())


@EACH_WAY
@given(bit=st.integers(0, 8 * 64 - 1))
@settings(max_examples=40, deadline=None)
def test_one_flipped_bit_of_the_signature_never_verifies(check: object, bit: int) -> None:
    assert callable(check)
    flipped = bytearray(SIGNATURE.raw())
    flipped[bit // 8] ^= 1 << bit % 8
    altered = Signature.from_raw(bytes(flipped))
    assert not verify(SIGNER.public_key, MESSAGE, altered)
    n = SM2.n
    if 0 < altered.r < n and 0 < altered.s < n:
        assert not check(SIGNER.public_key, MESSAGE, altered, DEFAULT_USER_ID)


@EACH_WAY
@given(bit=st.integers(0, 8 * len(MESSAGE) - 1))
@settings(max_examples=40, deadline=None)
def test_one_flipped_bit_of_the_message_never_verifies(check: object, bit: int) -> None:
    assert callable(check)
    flipped = bytearray(MESSAGE)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not check(SIGNER.public_key, bytes(flipped), SIGNATURE, DEFAULT_USER_ID)


@EACH_WAY
@given(bit=st.integers(0, 8 * 33 - 1), compressed=st.booleans())
@settings(max_examples=60, deadline=None)
def test_one_flipped_bit_of_the_key_never_verifies(
    check: object, bit: int, compressed: bool
) -> None:
    assert callable(check)
    flipped = bytearray(SIGNER.public_key.sec1(compressed=compressed))
    flipped[bit // 8] ^= 1 << bit % 8
    try:
        key = PublicKey.from_sec1(bytes(flipped))
    except InvalidKey:
        return
    assert compressed, "an uncompressed point leaves its curve"
    assert not check(key, MESSAGE, SIGNATURE, DEFAULT_USER_ID)


OUT_OF_RANGE = (0, SM2.n, SM2.n + 1, 2**256 - 1)


@pytest.mark.parametrize("number", OUT_OF_RANGE)
def test_numbers_out_of_range_never_verify(number: int) -> None:
    for r, s in ((number, SIGNATURE.s), (SIGNATURE.r, number), (number, number)):
        assert not verify(SIGNER.public_key, MESSAGE, Signature(r, s))


def test_the_pair_that_cancels_the_key_does_not_verify() -> None:
    """r + s = n leaves t = 0, which the standard refuses (GB/T 32918.2, 7.1 B5)."""
    altered = Signature(SIGNATURE.r, SM2.n - SIGNATURE.r)
    assert not verify(SIGNER.public_key, MESSAGE, altered)
    assert not plain.verify(SIGNER.public_key, MESSAGE, altered, DEFAULT_USER_ID)


@given(message=st.binary(max_size=200), user_id=st.binary(max_size=40))
@settings(max_examples=25, deadline=None)
def test_both_verifiers_agree(message: bytes, user_id: bytes) -> None:
    signer = SoftwareSigner.new(user_id)
    signature = signer.sign(message)
    assert verify(signer.public_key, message, signature, user_id)
    assert plain.verify(signer.public_key, message, signature, user_id)


def test_a_user_id_has_a_longest_length() -> None:
    longest = b"x" * 8190
    signer = SoftwareSigner.new(longest)
    signature = signer.sign(b"m")
    assert verify(signer.public_key, b"m", signature, longest)
    assert plain.verify(signer.public_key, b"m", signature, longest)
    with pytest.raises(UsageError, match="8190"):
        SoftwareSigner.new(longest + b"x")
    with pytest.raises(UsageError, match="8190"):
        verify(signer.public_key, b"m", signature, longest + b"x")


def test_a_message_hashed_before_it_is_hashed() -> None:
    """StepFun signs the SM3 of the message: then that digest is the message."""
    twice = SIGNER.sign(sm3(MESSAGE))
    assert verify(SIGNER.public_key, sm3(MESSAGE), twice)
    assert not verify(SIGNER.public_key, MESSAGE, twice)


@needs_openssl
def test_p256_is_verified_both_ways_and_is_no_seal_of_the_guide(tmp_path: Path) -> None:
    path = openssl.new_key(tmp_path / "key.pem", "EC")
    key = PublicKey.from_spki(openssl.public_key(path))
    assert key.curve is P256
    made = openssl.openssl("dgst", "-sha256", "-sign", path, stdin=MESSAGE)
    signature = Signature.from_der(made)
    for check in (verify, plain.verify):
        assert check(key, MESSAGE, signature, DEFAULT_USER_ID)
        assert not check(key, MESSAGE + b" ", signature, DEFAULT_USER_ID)
    assert ECDSA_WITH_SHA256 != SM2_WITH_SM3


def test_many_threads_sign_and_verify_with_one_key() -> None:
    def work(number: int) -> bool:
        message = str(number).encode()
        return verify(SIGNER.public_key, message, SIGNER.sign(message))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(200)))


def test_a_forked_child_signs_something_else_than_its_parent() -> None:
    """Two signatures with one random number would give the key away."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, SIGNER.sign(MESSAGE).raw())
        os._exit(0)
    ours = SIGNER.sign(MESSAGE)
    theirs = Signature.from_raw(os.read(read, 64))
    assert os.waitpid(child, 0)[1] == 0
    os.close(read)
    os.close(write)
    assert verify(SIGNER.public_key, MESSAGE, theirs)
    assert ours != theirs


def test_a_signer_shows_nothing_and_is_not_copied() -> None:
    assert repr(SIGNER) == "<SoftwareSigner SM2>"
    assert repr(SIGNER.key) == "<Key>"
    for one in (SIGNER, SIGNER.key):
        with pytest.raises(TypeError, match="neither copied nor pickled"):
            pickle.dumps(one)
        with pytest.raises(TypeError, match="neither copied nor pickled"):
            copy.copy(one)
