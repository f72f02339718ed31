"""Coverage-guided fuzzing of what reads keys, signatures and certificates, with atheris.

    python tests/fuzz/fuzz_seals.py PARSER SECONDS [libFuzzer option or corpus directory …]

Whatever the bytes, each parser gives what writes back as it was read, or one of hegui's errors.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

PARSER, SECONDS = sys.argv.pop(1), float(sys.argv.pop(1))

with atheris.instrument_imports(include=["hegui"]):
    from hegui.errors import HeguiError
    from hegui.seal import der, key_document_json, pem, private_keys
    from hegui.seal.algorithms import SM2_WITH_SM3
    from hegui.seal.certificates import read_certificates
    from hegui.seal.chains import check_chain
    from hegui.seal.curves import SM2
    from hegui.seal.public_keys import PublicKey
    from hegui.seal.signatures import Signature
    from hegui.seal.token_uri import parse_uri

KEY = PublicKey(SM2.gx, SM2.gy)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def certificate() -> bytes:
    """A certificate whose signature is none, for it is not what is fuzzed."""
    algorithm = der.sequence(der.encode_oid(SM2_WITH_SM3))
    pair = der.sequence(der.encode_oid("2.5.4.3"), der.encode(0x0C, b"name"))
    name = der.sequence(der.encode(der.SET, pair))
    times = der.sequence(*(der.encode(0x17, b"%d0101000000Z" % year) for year in (26, 36)))
    values = {
        19: der.sequence(b"\1\1\xff", der.encode_integer(1)),
        15: b"\3\2\1\6",
        14: b"\4\2me",
        35: der.sequence(b"\x80\2me"),
    }
    extensions = (
        der.sequence(der.encode_oid(f"2.5.29.{arc}"), b"\1\1\xff", der.encode(4, value))
        for arc, value in values.items()
    )
    signed = der.sequence(
        der.encode(0xA0, der.encode_integer(2)),
        der.encode_integer(77),
        *(algorithm, name, times, name, KEY.spki()),
        der.encode(0xA3, der.sequence(*extensions)),
    )
    return der.sequence(signed, algorithm, der.encode_bits(Signature(5, 6).der()))


DOCUMENT = (
    b'{"hegui-key-document":1,"provider":"x","keys":[{"id":"1","algorithm":"1.2.156.10197.1.501",'
    b'"public-key":"%s","not-before":"2026-01-01T00:00:00Z","not-after":"2027-01-01T00:00:00Z",'
    b'"revoked":{"at":"2026-01-01T00:00:00+08:00","reason":"superseded"}}]}'
) % KEY.sec1().hex().encode()
URI = b"pkcs11:token=a;object=%20;id=%01?module-path=/a.so&hegui-mechanism=0x1&hegui-input=message"
ENCRYPTED = der.sequence(
    der.sequence(
        der.encode_oid("1.2.840.113549.1.5.13"),
        der.sequence(
            der.sequence(
                der.encode_oid("1.3.6.1.4.1.11591.4.11"),
                der.sequence(b"\4\1s", *map(der.encode_integer, (16384, 8, 1))),
            ),
            der.sequence(der.encode_oid("2.16.840.1.101.3.4.1.42"), b"\4\1i"),
        ),
    ),
    b"\4\1x",
)


def signature(data: bytes) -> None:
    for lenient in (True, False):
        one = Signature.from_der(data, lenient=lenient)
        assert lenient or one.der() == data
        assert Signature.from_raw(one.raw()) == one


def public_key(data: bytes) -> None:
    key = PublicKey.from_bytes(data)
    assert PublicKey.from_bytes(key.spki()) == PublicKey.from_sec1(key.sec1()) == key


def certificates(data: bytes) -> None:
    found = read_certificates(data)
    for one in found:
        assert one.signed in one.raw
        check_chain(one, found[:3], (), NOW)


def key_document(data: bytes) -> None:
    document = key_document_json.read(data)
    assert key_document_json.read(key_document_json.write(document)) == document


def key_file(data: bytes) -> None:
    with suppress(HeguiError):
        private_keys._check_cost(data)
    private_keys.decrypt(data, None, unencrypted=True)


def uri(data: bytes) -> None:
    parse_uri(data.decode("utf-8", "surrogateescape"))


@dataclass(frozen=True)
class Target:
    attempt: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


TARGETS = {
    "signature": Target(signature, (Signature(2**255, 1).der(), b"0\6\2\1\1\2\1\1")),
    "public-key": Target(public_key, (KEY.spki(), KEY.sec1(), KEY.sec1(compressed=True))),
    "certificate": Target(
        certificates, (certificate(), pem.encode(pem.CERTIFICATE, certificate()))
    ),
    "key-document": Target(key_document, (DOCUMENT,)),
    "key-file": Target(key_file, (ENCRYPTED, pem.encode(pem.PRIVATE_KEY, b"0\6\2\1\0\4\1\0"))),
    "uri": Target(uri, (URI,)),
}


def main() -> None:
    target = TARGETS[PARSER]
    for seed in target.seeds:
        if PARSER != "key-file":
            target.attempt(seed)  # a seed that is refused would leave most of a parser alone
    end = time.monotonic() + SECONDS
    done = 0

    def one_input(data: bytes) -> None:
        nonlocal done
        # libFuzzer's own -max_total_time does not end a run under atheris 3.0.
        if time.monotonic() > end:
            print(f"{PARSER}: {done} inputs, no finding", flush=True)
            os._exit(0)
        with suppress(HeguiError):
            target.attempt(data)
        done += 1

    with tempfile.TemporaryDirectory() as seeds:
        for number, seed in enumerate(target.seeds):
            Path(seeds, str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, seeds], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
