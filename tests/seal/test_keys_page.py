"""docs/keys.md: its commands do what it says, and its figures are the code's."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from hegui.cli import main
from hegui.seal import chains, der, private_keys
from hegui.seal.curves import SM2
from hegui.seal.key_document import Reason, State
from hegui.seal.key_document_json import read, read_file
from hegui.seal.public_keys import PublicKey
from hegui.seal.token_uri import parse_uri
from tests.house.modules import REPOSITORY

PAGE = (REPOSITORY / "docs/keys.md").read_text("utf-8")
BLOCKS = re.findall(r"```\w*\n(.*?)\n```", PAGE, re.DOTALL)
KEY = PublicKey(SM2.gx, SM2.gy)


def test_its_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEGUI_KEY_PASSPHRASE", "correct-horse")
    lines = [one for block in BLOCKS for one in block.splitlines() if one.startswith("hegui ")]
    assert len(lines) == 6
    for line in lines:
        if "ID" in line.split():
            line = line.replace(" ID ", f" {read_file('keys.json').keys[0].id} ")
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
    first, second = read_file("keys.json").keys
    assert first.state(second.not_before) is State.REVOKED
    assert (first.not_after - second.not_before).days == 30
    assert (second.not_after - second.not_before).days == 730


def test_its_document_and_its_uri() -> None:
    (text,) = (one for one in BLOCKS if one.startswith("{"))
    document = read(text.replace("04…", KEY.sec1().hex()).encode())
    assert document.keys[0].revocation is not None
    (uri,) = (one for one in BLOCKS if one.startswith("pkcs11:"))
    assert (parse_uri(uri).token, parse_uri(uri).pin_file) == ("hegui", "pin.txt")


def test_its_figures() -> None:
    cost = (private_keys._COST, private_keys._BLOCK, private_keys._PARALLEL)
    assert "N {}, r {}, p {}".format(*cost) in PAGE
    assert f"has {private_keys.SHORTEST_PASSPHRASE} bytes at least" in PAGE
    assert private_keys._MOST_ROUNDS == 10_000_000
    assert f"{private_keys._MOST_MEMORY >> 20} MiB for scrypt" in PAGE
    bounds = (der._MOST_BYTES >> 10, der._MOST_ELEMENTS, der._DEEPEST)
    assert "{} KiB, {:,} elements and {} levels".format(*bounds) in PAGE
    assert f"up to {chains.DEEPEST} certificates" in PAGE
    assert ", ".join(f"`{one}`" for one in Reason) in PAGE
