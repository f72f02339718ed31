"""No private key lies in the repository, in whatever form it could have been written there."""

from __future__ import annotations

import base64
import re

from tests.house.test_repository import files

# An ASN.1 PrivateKeyInfo (PKCS#8) or ECPrivateKey (RFC 5915) of SM2 or P-256, and an encrypted
# one: how each begins, in bytes. Put together here, so that this file does not hold them.
_ALGORITHM = "06072a8648ce3d0201"
_PATTERNS = (
    re.compile(
        rb"\x30(?:\x81[\x80-\xff]|[\x20-\x7f])\x02\x01\x00\x30.\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
    ),
    re.compile(rb"\x30[\x20-\x7f]\x02\x01\x01\x04\x20.{32}", re.DOTALL),
)
_ARMOUR = re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE" + rb" KEY-----\s+([A-Za-z0-9+/=\s]{60,})")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){40,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}")


def secrets_in(data: bytes) -> list[str]:
    """What looks like a private key in some bytes."""
    found = [match[0][:24].decode() for match in _ARMOUR.finditer(data)]
    decoded = [data]
    decoded += [bytes.fromhex(match[0].decode()) for match in _HEX.finditer(data)]
    for match in _BASE64.finditer(data):
        text = match[0].rstrip(b"=")
        decoded.append(base64.b64decode(text[: len(text) // 4 * 4]))
    for one in decoded:
        found += [match[0][:8].hex() for pattern in _PATTERNS for match in pattern.finditer(one)]
    return found


def test_no_private_key_is_in_the_repository() -> None:
    held = {str(path): secrets_in(path.read_bytes()) for path in files()}
    assert {name: found for name, found in held.items() if found} == {}


def test_the_search_sees_what_it_must() -> None:
    body = bytes.fromhex("308187020100301306") + bytes.fromhex(_ALGORITHM[2:]) + bytes(120)
    inner = bytes.fromhex("30770201010420") + bytes(range(32)) + bytes(50)
    for key in (body, inner):
        assert secrets_in(key)
        assert secrets_in(b"key = " + key.hex().encode())
        assert secrets_in(base64.b64encode(key))
    armoured = b"-----BEGIN ENCRYPTED PRIVATE" + b" KEY-----\n" + b"A" * 64 + b"\n"
    assert secrets_in(armoured)
    assert not secrets_in(b"308187 and PRIVATE KEY alone")
