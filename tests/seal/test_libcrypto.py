"""libcrypto: which one is taken, what is said where none will do, and what is left behind."""

from __future__ import annotations

import ctypes
import gc
import resource
import ssl
from collections.abc import Iterator

import pytest

from hegui.errors import CannotSeal
from hegui.messages import explain
from hegui.seal import evp, libcrypto, plain, verifying
from hegui.seal.algorithms import DEFAULT_USER_ID
from hegui.seal.curves import P256, SM2
from hegui.seal.software import SoftwareSigner

SIGNER = SoftwareSigner.new()


@pytest.fixture
def fresh() -> Iterator[None]:
    """No library is remembered, before and after."""
    libcrypto._loaded.cache_clear()
    evp._has.cache_clear()
    yield
    libcrypto._loaded.cache_clear()
    evp._has.cache_clear()


def test_it_is_the_one_python_itself_uses(fresh: None) -> None:
    assert libcrypto.libcrypto().version == ssl.OPENSSL_VERSION
    assert libcrypto.libcrypto() is libcrypto.libcrypto()


def test_a_static_python_takes_the_systems(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import _hashlib
    import _ssl

    for module in (_hashlib, _ssl):
        monkeypatch.delattr(module, "__file__")
    assert libcrypto.libcrypto().version.startswith("OpenSSL 3")


def test_without_any_library_there_is_no_signing_and_verifying_goes_on(
    fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = SIGNER.sign(b"m")
    asked = 0

    def count(*arguments: object) -> bool:
        nonlocal asked
        asked += 1
        return plain_verify(*arguments)  # type: ignore[arg-type]

    plain_verify = plain.verify
    monkeypatch.setattr(libcrypto, "_candidates", lambda: iter(()))
    monkeypatch.setattr(plain, "verify", count)
    libcrypto._loaded.cache_clear()
    evp._has.cache_clear()
    with pytest.raises(CannotSeal, match="no libcrypto is to be found") as caught:
        SoftwareSigner.new()
    assert "找不到" in explain(caught.value, "zh")
    assert verifying.verify(SIGNER.public_key, b"m", signature)
    assert not verifying.verify(SIGNER.public_key, b"n", signature)
    assert asked == 2


def test_a_library_that_is_another_one_is_said_to_be(
    fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libcrypto, "_candidates", lambda: iter((ctypes.CDLL(None),)))
    with pytest.raises(CannotSeal, match=r"older than 3\.0 or not OpenSSL at all"):
        libcrypto.libcrypto()


def test_an_older_library_is_refused(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libcrypto, "_OLDEST", 0x90000000)
    with pytest.raises(CannotSeal, match=r"older than 3\.0"):
        libcrypto.libcrypto()


def test_a_build_without_the_algorithm_is_named(
    fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for a digest that no build has, as it is with SM3 in FIPS builds."""
    monkeypatch.setitem(evp._NAMES, SM2.oid, (b"SM2", "SM2", b"SM3-of-nobody"))
    assert evp.provided(SM2) is None
    assert evp.provided(P256) is not None
    with pytest.raises(CannotSeal, match="FIPS or reduced build") as caught:
        SoftwareSigner.new()
    assert "OpenSSL 3" in str(caught.value)


def test_the_queue_of_errors_is_left_as_it_was() -> None:
    """Python's ssl reads the same queue: what we leave there would be its errors."""
    call = libcrypto.libcrypto().call
    before = call.ERR_peek_last_error()
    signature = SIGNER.sign(b"m")
    assert not verifying.verify(SIGNER.public_key, b"n", signature)
    assert not evp.verify(SIGNER.public_key, b"n", signature, DEFAULT_USER_ID)
    libcrypto.libcrypto().has(b"NO-SUCH-ALGORITHM", b"NO-SUCH-DIGEST")
    assert call.ERR_peek_last_error() == before


def test_thousands_of_signatures_keep_no_memory() -> None:
    def work(times: int) -> None:
        for number in range(times):
            signature = SIGNER.sign(b"m")
            verifying.verify(SIGNER.public_key, b"m", signature)
            if not number % 10:
                SoftwareSigner.new()
        gc.collect()

    work(200)  # whatever is made once
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work(1000)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 1024, f"{grown} kB more"
