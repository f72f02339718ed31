"""Content numbers that survive a resume."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from hegui.aigc import allowed
from hegui.batch.numbers import content_number, new_number

BATCH = "00112233445566778899aabbccddeeff"


@given(st.text(), st.text(alphabet="0123456789abcdef", min_size=1))
def test_a_number_is_a_uuid_of_version_8_that_may_stand_in_a_label(name: str, digest: str) -> None:
    number = content_number(BATCH, name.replace("\udcff", ""), f"sha256:{digest}")

    made = uuid.UUID(number)
    assert (made.version, made.variant) == (8, uuid.RFC_4122)
    assert str(made) == number
    assert allowed(number)


def test_the_number_is_that_of_an_independent_hmac() -> None:
    """Reckoned with OpenSSL: printf 'a.png\\0sha256:00' | openssl dgst -sha256 -mac HMAC …"""
    import subprocess

    done = subprocess.run(
        ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{BATCH}", "-binary"],
        input=b"a.png\0sha256:00",
        capture_output=True,
        check=True,
    )
    digest = bytearray(done.stdout[:16])
    digest[6] = 0x80 | digest[6] & 0x0F
    digest[8] = 0x80 | digest[8] & 0x3F

    assert content_number(BATCH, "a.png", "sha256:00") == str(uuid.UUID(bytes=bytes(digest)))


def test_another_batch_name_or_content_has_another_number() -> None:
    numbers = {
        content_number(batch, name, identity)
        for batch in (BATCH, BATCH[::-1])
        for name in ("a", "b", "a\udcff")
        for identity in ("sha256:00", "sha256:01")
    }

    assert len(numbers) == 12


def test_a_batch_has_a_number_of_its_own() -> None:
    assert new_number() != new_number()
    assert len(bytes.fromhex(new_number())) == 16
