"""SM3: the examples of GB/T 32905-2016, the openssl program, and a Python that has no SM3."""

from __future__ import annotations

import hashlib
import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import CannotSeal
from hegui.messages import explain
from hegui.seal.sm3 import DIGEST_SIZE, hasher, sm3
from tests.seal.openssl import needs_openssl, openssl


@pytest.mark.parametrize(
    ("message", "digest"),
    [  # GB/T 32905-2016, A.1 and A.2
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_the_standards_examples(message: bytes, digest: str) -> None:
    assert sm3(message).hex() == digest
    assert len(sm3(message)) == DIGEST_SIZE


@needs_openssl
def test_openssl_agrees() -> None:
    data = bytes(range(256)) * 999
    assert openssl("dgst", "-sm3", "-binary", stdin=data) == sm3(data)


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_in_parts_it_is_the_same(parts: list[bytes]) -> None:
    running = hasher()
    for part in parts:
        running.update(part)
    assert running.digest() == sm3(b"".join(parts)) == sm3(memoryview(b"".join(parts)))


@pytest.mark.parametrize(
    ("built_with_openssl", "named", "reason"),
    [
        (False, set(), "built without OpenSSL"),
        (True, {"sm3"}, "FIPS"),
        (True, {"sha256"}, "built without the digest"),
    ],
)
def test_where_it_is_missing_the_reason_is_named(
    monkeypatch: pytest.MonkeyPatch, built_with_openssl: bool, named: set[str], reason: str
) -> None:
    """What hashlib itself does is real: a digest it does not know is a ValueError."""
    real = hashlib.new

    def without(name: str, data: bytes = b"") -> object:
        return real("no-such-digest" if name == "sm3" else name, data)

    monkeypatch.setattr(hashlib, "new", without)
    monkeypatch.setattr(hashlib, "algorithms_available", named)
    if not built_with_openssl:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CannotSeal, match=reason) as caught:
        sm3(b"abc")
    assert "SM3" in explain(caught.value, "zh")
