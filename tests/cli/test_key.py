"""``hegui key``: keys made, shown, exported, published and withdrawn."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hegui.cli import main
from hegui.seal import pem
from hegui.seal.key_document import Reason
from hegui.seal.key_document_json import read_file
from hegui.seal.keys import load_key
from tests.seal.openssl import needs_openssl, new_key, openssl

PROVIDER = "001191350100M000100Y4300000"
SECRET = "correct-horse"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command in an empty directory; its status, output and error output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEGUI_KEY_PASSPHRASE", SECRET)
    for name in ("HEGUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        try:
            status = main(("key", *words))
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capfd.readouterr()

    return command


def record(said: str) -> dict[str, object]:
    (line,) = said.splitlines()
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


@needs_openssl
def test_new_show_export(run: Run, tmp_path: Path) -> None:
    status, out, err = run("new", "key.pem", "--json")
    assert (status, err) == (0, "")
    made = record(out)
    assert (made["outcome"], made["curve"], made["guide"]) == ("made", "SM2", True)
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    key = load_key("key.pem", SECRET.encode()).public_key
    assert made["fingerprint"] == key.fingerprint

    shown = record(run("show", "key.pem", "--json")[1])
    assert shown == {**made, "outcome": "shown"}
    assert "Fingerprint (SM3)  " + key.fingerprint in run("show", "key.pem")[1]

    status, out, _ = run("export", "key.pem")
    assert (status, out.encode()) == (0, pem.encode(pem.PUBLIC_KEY, key.spki()))
    assert openssl("pkey", "-pubin", "-outform", "DER", stdin=out.encode()) == key.spki()
    assert run("export", "key.pem", "--form", "hex")[1] == key.sec1().hex() + "\n"
    assert run("export", "key.pem", "--form", "der", "-o", "public.der")[0] == 0
    assert (tmp_path / "public.der").read_bytes() == key.spki()
    # A public key has nothing secret: no passphrase is asked for.
    os.environ.pop("HEGUI_KEY_PASSPHRASE")
    shown = record(run("show", "public.der", "--json")[1])
    assert (shown["kind"], shown["fingerprint"]) == ("public", key.fingerprint)
    assert run("export", "public.der")[1] == out
    status, _, err = run("export", "public.der", "--form", "der")
    assert (status, "-o" in err) == (2, True)


def test_nothing_is_replaced_and_nothing_is_left_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("something else")
    status, _, err = run("new", "key.pem")
    assert (status, "exists already" in err) == (3, True)
    assert (tmp_path / "key.pem").read_text() == "something else"
    status, _, err = run("new", "other.pem", "--document", "keys.json")
    assert (status, "--provider" in err) == (2, True)
    status, _, err = run("new", "other.pem", "--document", "d", "--provider", "x", "--days", "0")
    assert (status, "days" in err) == (2, True)
    assert os.listdir(tmp_path) == ["key.pem"]


def test_rotation_and_withdrawal(run: Run, tmp_path: Path) -> None:
    words = ("--document", "keys.json")
    status, out, _ = run("new", "a.pem", *words, "--provider", PROVIDER, "--id", "a", "--json")
    assert status == 0
    assert [json.loads(line)["outcome"] for line in out.splitlines()] == ["made", "published"]
    (first,) = read_file("keys.json").keys
    assert (first.not_after - first.not_before).days == 730
    assert run("new", "b.pem", *words, "--id", "b", "--overlap-days", "7", "--days", "100")[0] == 0
    older, newer = read_file("keys.json").keys
    assert (older.not_after - newer.not_before).days == 7
    assert (newer.not_after - newer.not_before).days == 100

    status, _, err = run("new", "c.pem", *words, "--id", "b")
    assert (status, "same id" in err) == (2, True)
    assert not (tmp_path / "c.pem").exists()
    status, _, err = run("new", "c.pem", *words, "--provider", "someone else")
    assert (status, PROVIDER in err) == (2, True)
    status, _, err = run("publish", "a.pem", "keys.json")
    assert (status, "stands there twice" in err) == (2, True)

    withdraw = ("withdraw", "keys.json", "a", "--reason", "key-compromise")
    status, _, err = run(*withdraw, "--at", "2026-01-31T08:00:00")
    assert (status, "time zone" in err) == (2, True)
    status, out, _ = run(*withdraw, "--at", "2026-01-31T08:00:00+08:00", "--json")
    assert record(out)["revoked_at"] == "2026-01-31T00:00:00+00:00"
    gone = read_file("keys.json").keys[0].revocation
    assert gone is not None
    assert gone.reason is Reason.KEY_COMPROMISE
    status, _, err = run(*withdraw)
    assert (status, "revoked already" in err) == (2, True)
    status, _, err = run("withdraw", "keys.json", "z", "--reason", "superseded")
    assert (status, "no key has the id z" in err) == (2, True)

    status, out, _ = run("show", "keys.json")
    assert status == 0
    assert "State  revoked by its owner" in out
    assert "State  valid now" in out
    assert "状态  已被所有者撤销" in run("show", "keys.json", "--lang", "zh")[1]
    status, _, err = run("export", "keys.json")
    assert (status, "2 keys" in err) == (2, True)


@needs_openssl
def test_open_keys_other_curves_and_certificates(run: Run, tmp_path: Path) -> None:
    plain = new_key(tmp_path / "plain.pem", "EC")
    status, _, err = run("show", "plain.pem")
    assert (status, "not encrypted" in err) == (2, True)
    status, out, _ = run("show", "plain.pem", "--unencrypted")
    assert status == 0
    assert "no seal of TC260-PG-202511A" in out
    words = ("publish", "plain.pem", "keys.json", "--provider", PROVIDER, "--unencrypted")
    assert run(*words)[0] == 0
    assert read_file("keys.json").keys[0].public_key.curve.name == "P-256"

    new_key(tmp_path / "ca.key")
    request = ("-x509", "-new", "-key", "ca.key", "-sm3", "-subj", "/O=公司", "-utf8")
    openssl("req", *request, "-sigopt", "distid:1234567812345678", "-out", "ca.pem")
    status, out, _ = run("show", "ca.pem")
    assert status == 0
    assert "Subject  O=公司" in out
    openssl("x509", "-in", "ca.pem", "-outform", "DER", "-out", "ca.der")
    assert run("show", "ca.der")[1].splitlines()[1:] == out.splitlines()[1:]
    del plain


def test_the_passphrase(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("another-horse\n")
    status, _, err = run("new", "key.pem", "--passphrase-file", "passphrase")
    assert (status, "chmod 600" in err) == (2, True)
    secret.chmod(0o600)
    assert run("new", "key.pem", "--passphrase-file", "passphrase")[0] == 0
    status, out, err = run("show", "key.pem")
    assert (status, out, "the passphrase is wrong" in err) == (2, "", True)
    assert SECRET not in err
    monkeypatch.delenv("HEGUI_KEY_PASSPHRASE")
    status, _, err = run("show", "key.pem")
    assert (status, "HEGUI_KEY_PASSPHRASE" in err) == (2, True)
    assert run("show", "key.pem", "--passphrase-file", "passphrase")[0] == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "InvalidKey"),
        (b"{", "InvalidKey"),
        (b"\x30\x82", "InvalidKey"),
        (b"\x30\x00", "InvalidKey"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "InvalidCertificate"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "InvalidKey"),
        (b"\xff" * 1000, "InvalidKey"),
    ],
)
def test_files_that_hold_no_key(run: Run, tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    path.chmod(0o600)
    status, out, err = run("show", "file", "--json")
    assert (status, err) == (2, "")
    fault = record(out)["error"]
    assert isinstance(fault, dict)
    assert fault["kind"] == kind
    assert record(out)["file"] == "file"
