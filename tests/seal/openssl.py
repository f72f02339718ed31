"""The ``openssl`` program, which knows nothing of hegui, as the other side of every exchange."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

USER_ID = "1234567812345678"

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="the openssl program is not installed"
)


def openssl(*words: str | Path, stdin: bytes = b"", ok: bool = True) -> bytes:
    """Runs one command; its output. ``ok`` fails the test where the program does not succeed."""
    done = subprocess.run(
        ["openssl", *map(str, words)], input=stdin, capture_output=True, check=False
    )
    assert not ok or done.returncode == 0, done.stderr.decode()
    return done.stdout


def new_key(path: Path, algorithm: str = "SM2") -> Path:
    """A new private key of the program's own, unencrypted PKCS#8."""
    words = ["-algorithm", algorithm]
    if algorithm == "EC":
        words += ["-pkeyopt", "ec_paramgen_curve:P-256"]
    openssl("genpkey", *words, "-out", path)
    path.chmod(0o600)
    return path


def public_key(path: Path, *words: str) -> bytes:
    """The SubjectPublicKeyInfo of a private key, in DER."""
    return openssl("pkey", "-in", path, "-pubout", "-outform", "DER", *words)


def sign(path: Path, message: Path, user_id: str = USER_ID) -> bytes:
    """An SM2 signature in DER over a file's content, by the program."""
    identity = ("-pkeyopt", f"distid:{user_id}")
    words = ("-sign", "-rawin", "-digest", "sm3", "-inkey", path, "-in", message)
    return openssl("pkeyutl", *words, *identity)


def verifies(public: Path, message: Path, signature: Path, user_id: str = USER_ID) -> bool:
    """What the program says of an SM2 signature."""
    identity = ("-pkeyopt", f"distid:{user_id}")
    words = ("-verify", "-pubin", "-rawin", "-digest", "sm3", "-inkey", public, "-in", message)
    said = openssl("pkeyutl", *words, "-sigfile", signature, *identity, ok=False)
    return b"Verified Successfully" in said
