#!/usr/bin/env python3
"""Looks for private keys, and for the passphrases and pins of the tests, where none may be.

    scripts/secret_search.py LOG…      the repository, and what a run printed or wrote down

    pytest -q -rA --log-level=DEBUG --log-file=run.log > run.txt 2>&1
    scripts/secret_search.py run.*

Private keys are looked for everywhere, in DER, in hexadecimal, base64 and PEM; passphrases and
pins in the logs alone, for the tests themselves hold them. The exit status is 1 where anything is
found. What was found is never printed whole.
"""

from __future__ import annotations

import ast
import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
# An ASN.1 PrivateKeyInfo (PKCS#8) or ECPrivateKey (RFC 5915) of SM2 or P-256: how each begins.
_PATTERNS = (
    re.compile(
        rb"\x30(?:\x81[\x80-\xff]|[\x20-\x7f])\x02\x01\x00\x30.\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
    ),
    re.compile(rb"\x30[\x20-\x7f]\x02\x01\x01\x04\x20.{32}", re.DOTALL),
)
_ARMOUR = re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE" + rb" KEY-----\s+([A-Za-z0-9+/=\s]{60,})")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){40,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{60,}={0,2}")
_SECRET_NAME = re.compile(r"_?(?:PASSPHRASE|PASSWORD|PIN|SECRET)")
_SHORTEST = 6


def secrets_in(data: bytes) -> list[str]:
    """What looks like a private key in some bytes: its beginning, or where its armour does."""
    found = [match[0][:24].decode() for match in _ARMOUR.finditer(data)]
    decoded = [data]
    decoded += [bytes.fromhex(match[0].decode()) for match in _HEX.finditer(data)]
    for match in _BASE64.finditer(data):
        text = match[0].rstrip(b"=")
        decoded.append(base64.b64decode(text[: len(text) // 4 * 4]))
    for one in decoded:
        found += [match[0][:8].hex() for pattern in _PATTERNS for match in pattern.finditer(one)]
    return found


def words_of_tests(folder: Path = REPOSITORY / "tests") -> set[bytes]:
    """The passphrases and pins that tests name as such, at the top of their modules."""
    words: set[bytes] = set()
    for path in folder.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
                continue
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
            value = node.value.value
            if any(_SECRET_NAME.fullmatch(name) for name in names) and isinstance(
                value, str | bytes
            ):
                word = value.encode() if isinstance(value, str) else value
                words |= {word} if len(word) >= _SHORTEST else set()
    return words


def tracked() -> Iterator[Path]:
    """What git tracks, or would if it were added now."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for name in filter(None, done.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            yield REPOSITORY / name


def main(logs: list[str]) -> int:
    """Says what was looked at and where something was found."""
    faults = 0
    words = words_of_tests()
    looked = 0
    for path in (*tracked(), *map(Path, logs)):
        looked += 1
        data = path.read_bytes()
        for what in secrets_in(data):
            faults += 1
            print(f"{path}: what looks like a private key begins with {what[:12]}…")
        if str(path) in logs:
            for word in sorted(words):
                if word in data:
                    faults += 1
                    print(f"{path}: holds a test's passphrase or pin ({word[:2].decode()}…)")
    print(f"{looked} files, {len(words)} words looked for in {len(logs)} logs: {faults} found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
