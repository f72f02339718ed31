"""Signed notes and checkpoints: the specification's examples, openssl, and hostile bytes."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hegui.errors import CannotRead, InvalidKey, InvalidNote, UsageError
from hegui.ledger.keys import LedgerKey, load_ledger_key, load_or_make_key
from hegui.ledger.notes import Checkpoint, Note, Signature, VerifierKey
from hegui.seal import ed25519

# The example of C2SP signed-note, whose key is published with Go's sumdb note package.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> LedgerKey:
    return load_or_make_key(str(tmp_path_factory.mktemp("key") / "k.pem"), "example.com/ledger")


def test_a_published_note_and_key() -> None:
    verifier = VerifierKey.parse(PETER)
    assert str(verifier) == PETER
    note = Note.parse(PETER_NOTE.encode())
    assert str(note) == PETER_NOTE
    assert note.signed_by(verifier)
    assert not Note.parse(PETER_NOTE.replace("answer", "Answer").encode()).signed_by(verifier)


def test_a_checkpoint_goes_round(key: LedgerKey) -> None:
    checkpoint = Checkpoint("example.com/ledger", 20852163, bytes(range(32)))
    note = Note.parse(str(key.note(checkpoint)).encode())
    assert note.signed_by(key.verifier)
    assert note.signed_by(VerifierKey.parse(str(key.verifier)))
    assert Checkpoint.parse(note.text) == checkpoint
    assert Checkpoint.parse(note.text + "an extension line\n") == checkpoint
    assert not note.signed_by(VerifierKey("example.com/other", key.public))
    assert not note.signed_by(VerifierKey("example.com/ledger", key.public, witness=True))


def test_one_line_of_a_known_key_that_does_not_hold_spoils_the_note(key: LedgerKey) -> None:
    note = key.note(Checkpoint("example.com/ledger", 0, bytes(32)))
    wrong = Signature(key.origin, key.verifier.id, bytes(64))
    assert not note.with_signature(wrong).signed_by(key.verifier)
    # Lines of others are left alone, even under the same name.
    other = Signature(key.origin, b"abcd", bytes(64))
    assert note.with_signature(other).signed_by(key.verifier)


def test_a_witness_signs_with_its_time(key: LedgerKey) -> None:
    """By hand as C2SP tlog-cosignature says it."""
    witness = ed25519.generate()
    public = ed25519.public_bytes(witness)
    verifier = VerifierKey("witness.example/w", public, witness=True)
    note = key.note(Checkpoint("example.com/ledger", 5, bytes(32)))
    message = b"cosignature/v1\ntime 1679315147\n" + note.text.encode()
    value = (1679315147).to_bytes(8, "big") + ed25519.sign(witness, message)
    signed = note.with_signature(Signature("witness.example/w", verifier.id, value))
    again = Note.parse(str(signed).encode())
    assert again.signed_by(verifier)
    assert again.signed_by(key.verifier)
    late = value[:7] + bytes((value[7] ^ 1,)) + value[8:]
    assert not note.with_signature(Signature("witness.example/w", verifier.id, late)).signed_by(
        verifier
    )


def test_openssl_verifies_the_signature(key: LedgerKey, tmp_path: Path) -> None:
    note = key.note(Checkpoint("example.com/ledger", 7, bytes(32)))
    (tmp_path / "text").write_bytes(note.text.encode())
    (tmp_path / "signature").write_bytes(note.signatures[0].value)
    spki = bytes.fromhex("302a300506032b6570032100") + key.public
    (tmp_path / "public").write_bytes(spki)
    words = "openssl pkeyutl -verify -pubin -keyform DER -inkey public -rawin -in text -sigfile"
    done = subprocess.run(
        [*words.split(), "signature"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_key_that_openssl_made_signs(tmp_path: Path) -> None:
    path = tmp_path / "k.pem"
    command = ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    path.chmod(0o600)
    key = load_ledger_key(str(path))
    assert key.origin.startswith("hegui-ledger/")
    assert key.note(Checkpoint(key.origin, 0, bytes(32))).signed_by(key.verifier)


def test_keys_that_cannot_be_used_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "k.pem"
    with pytest.raises(CannotRead):
        load_ledger_key(str(path))
    load_or_make_key(str(path))
    path.chmod(0o644)
    with pytest.raises(InvalidKey, match="others"):
        load_ledger_key(str(path))
    curve = tmp_path / "p256.pem"
    command = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out"
    subprocess.run([*command.split(), str(curve)], check=True, capture_output=True)
    curve.chmod(0o600)
    with pytest.raises(InvalidKey, match="Ed25519"):
        load_ledger_key(str(curve))
    path.chmod(0o600)
    for origin in ("two words", "a+b", "x" * 201, "line\n"):
        with pytest.raises(UsageError):
            load_ledger_key(str(path), origin)
    monkeypatch.setenv("HEGUI_KEY_PASSPHRASE", "correct horse")
    locked = tmp_path / "locked.pem"
    load_or_make_key(str(locked))
    assert b"ENCRYPTED" in locked.read_bytes()
    load_ledger_key(str(locked))
    monkeypatch.setenv("HEGUI_KEY_PASSPHRASE", "wrong horse")
    with pytest.raises(InvalidKey, match="passphrase"):
        load_ledger_key(str(locked))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\n- name AAAAAAA=\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAAAAA=".encode(),
        "text\n\n— name AAAAAAB=\n".encode(),  # base64 of another form
        "text\n\n— na+me AAAAAAA=\n".encode(),
        "text\t\n\n— name AAAAAAA=\n".encode(),
        b"\xff\n\n\xe2\x80\x94 name AAAAAAA=\n",
        ("text\n\n" + "— name AAAAAAA=\n" * 65).encode(),
        b"x" * 70_000,
    ],
)
def test_bytes_that_are_no_note(data: bytes) -> None:
    with pytest.raises(InvalidNote):
        Note.parse(data)


def test_sixteen_signatures_are_read() -> None:
    lines = "".join(f"— name{at} AAAAAAA=\n" for at in range(16))
    assert len(Note.parse(f"text\n\n{lines}".encode()).signatures) == 16


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n5\n",
        f"\n5\n{ROOT}\n",
        f"origin\n05\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n٣\n{ROOT}\n",
        f"origin\n99999999999999999999\n{ROOT}\n",
        f"origin\n5\n{ROOT[:-1]}\n",
        f"origin\n5\n{ROOT}",
        f"origin\n5\n{ROOT}\n\nmore\n",
    ],
)
def test_text_that_is_no_checkpoint(text: str) -> None:
    with pytest.raises(InvalidNote):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "name", PETER[:-1], PETER.replace("c74f", "c74e"), PETER.replace("+", " "), "a+00+AA=="],
)
def test_text_that_is_no_key(text: str) -> None:
    with pytest.raises(InvalidNote):
        VerifierKey.parse(text)


PIECES = st.sampled_from(
    ["— ", "name ", "AAAAAAA=", "\n", "\n\n", "text", "é", "\0", "+", " ", "="]
)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(PIECES, max_size=20).map(lambda one: "".join(one).encode()),
    )
)
@example(PETER_NOTE.encode())
def test_a_note_is_read_exactly_or_refused(data: bytes) -> None:
    try:
        note = Note.parse(data)
    except InvalidNote:
        return
    assert str(note).encode() == data
    try:
        checkpoint = Checkpoint.parse(note.text)
    except InvalidNote:
        return
    assert note.text.startswith(checkpoint.text())


@given(st.text(max_size=80))
@example(PETER)
def test_a_key_is_read_exactly_or_refused(text: str) -> None:
    try:
        key = VerifierKey.parse(text)
    except InvalidNote:
        return
    assert str(key) == text.strip()
