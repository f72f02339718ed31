"""No private key lies in the repository, in whatever form it could have been written there."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from scripts import secret_search
from scripts.secret_search import secrets_in
from tests.house.test_repository import files

_ALGORITHM = "06072a8648ce3d0201"


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


def test_logs_are_searched_for_passphrases_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = secret_search.words_of_tests()
    assert len(words) >= 2
    log = tmp_path / "run.log"
    log.write_bytes(b"all is well\n")
    assert secret_search.main([str(log)]) == 0
    word = max(words, key=len)
    log.write_bytes(b"opened with " + word + b"\n")
    assert secret_search.main([str(log)]) == 1
    assert word.decode() not in capsys.readouterr().out
