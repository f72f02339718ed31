"""Proofs as files: checked offline by hegui, and by code that shares nothing with it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import InvalidNote, InvalidProof, UsageError
from hegui.ledger.drafts import Draft
from hegui.ledger.keys import LedgerKey, load_or_make_key
from hegui.ledger.ledger import Ledger
from hegui.ledger.notes import Checkpoint, Note
from hegui.ledger.proofs import ConsistencyProof, RecordProof, parse_proof
from tests.ledger import naive
from tests.ledger.samples import EVERY_KIND, PRODUCER, production, waiver


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.db")


def test_every_entry_is_proved_by_other_code(ledger: Ledger) -> None:
    ledger.append_all(Draft(production(at)) for at in range(130))
    ledger.append_all(Draft(one) for one in EVERY_KIND)
    public = ledger.signer().public
    for position in (0, 1, 63, 64, 127, 128, 139):
        data = ledger.prove(position).dump()
        entry, index, size, found, root, text, signature = naive.read_record_proof(data)
        assert (index, size) == (position, 140)
        assert found == root
        assert json.loads(entry)["kind"]
        assert others_verify(public, text, signature)


def others_verify(public: bytes, text: str, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def test_a_proof_goes_round_and_stands_for_its_key_alone(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append_all(Draft(production(at)) for at in range(9))
    key = ledger.signer().verifier
    proof = parse_proof(ledger.prove(4).dump())
    assert isinstance(proof, RecordProof)
    assert proof == ledger.prove(4)
    assert proof.problem(key) is None
    assert proof.decode().record == production(4)
    other = load_or_make_key(str(tmp_path / "other.pem"), key.name).verifier
    assert "not signed" in str(proof.problem(other))
    with pytest.raises(UsageError):
        ledger.prove(9)


def test_personal_members_are_in_a_proof_when_asked_for(ledger: Ledger) -> None:
    ledger.append(waiver())
    key = ledger.signer().verifier
    plain = ledger.prove(0)
    assert b"Wang" not in plain.dump()
    assert plain.personal is None
    assert plain.problem(key) is None
    full = parse_proof(ledger.prove(0, personal=True).dump())
    assert isinstance(full, RecordProof)
    assert full.problem(key) is None
    assert full.decode().record == waiver()
    assert full.personal is not None
    forged = RecordProof(
        full.entry,
        full.index,
        full.path,
        full.note,
        type(full.personal)(full.personal.salt, full.personal.data.replace(b"Wang", b"Wong")),
    )
    assert "personal" in str(forged.problem(key))


def test_growth_is_proved(ledger: Ledger) -> None:
    ledger.append_all(Draft(production(at)) for at in range(7))
    early = ledger.checkpoint()
    ledger.append_all(Draft(production(at)) for at in range(7, 300))
    key = ledger.signer().verifier
    for proof in (ledger.prove_consistency(early), ledger.prove_consistency(7)):
        again = parse_proof(proof.dump())
        assert isinstance(again, ConsistencyProof)
        assert again.problem(key) is None
    entries = [found.data for at in range(300) if (found := ledger.get(at)) is not None]
    assert list(proof.path) == naive.proof(7, entries)
    with pytest.raises(UsageError):
        ledger.prove_consistency(8)  # no checkpoint was made there


def test_another_ledgers_checkpoint_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "other.db")) as other:
        other.append(production())
        note = other.checkpoint()
    with pytest.raises(InvalidNote):
        ledger.prove_consistency(note)


def forked(key: LedgerKey) -> ConsistencyProof:
    old = key.note(Checkpoint(key.origin, 1, bytes(32)))
    new = key.note(Checkpoint(key.origin, 2, bytes(32)))
    return ConsistencyProof(old, new, (bytes(32),))


def test_two_histories_are_no_growth(tmp_path: Path) -> None:
    key = load_or_make_key(str(tmp_path / "k.pem"))
    assert "does not begin" in str(forked(key).problem(key.verifier))


def test_a_changed_proof_proves_nothing(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.append_all(Draft(production(at)) for at in range(20))
        key, data = ledger.signer().verifier, ledger.prove(13).dump()
    wrong = 0
    for at in range(0, len(data), 3):
        changed = data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]
        try:
            proof = parse_proof(changed)
        except (InvalidProof, InvalidNote):
            continue
        assert isinstance(proof, RecordProof)
        if proof == parse_proof(data):
            continue  # a blank between two members of JSON
        assert proof.problem(key) is not None, at
        wrong += 1
    assert wrong > 100


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"format":"hegui-record-proof/1"}',
        b'{"format":"hegui-record-proof/1","entry":"AA==","proof":7}',
        b'{"format":"hegui-record-proof/1","entry":"AA==","proof":"x"}',
        b'{"format":"hegui-record-proof/1","entry":"!","proof":"x"}',
        b'{"format":"hegui-consistency-proof/1","old":"","new":"","path":"AAAA"}',
        b'{"format":"hegui-consistency-proof/1","old":"","new":"","path":[1]}',
        b"[" * 100_000,
        b" " * (1024 * 1024 + 1),
    ],
)
def test_bytes_that_are_no_proof(data: bytes) -> None:
    with pytest.raises((InvalidProof, InvalidNote)):
        parse_proof(data)


@given(
    st.fixed_dictionaries(
        {
            "format": st.sampled_from(["hegui-record-proof/1", "hegui-consistency-proof/1"]),
            "entry": st.text(max_size=20) | st.integers(),
            "proof": st.text(max_size=40) | st.none(),
            "old": st.text(max_size=20) | st.integers(),
            "new": st.text(max_size=20),
            "path": st.lists(st.text(max_size=50), max_size=3) | st.text(max_size=9) | st.none(),
            "personal": st.none() | st.dictionaries(st.text(max_size=4), st.text(max_size=4)),
        }
    )
)
def test_any_json_is_a_proof_or_refused(members: dict[str, object]) -> None:
    with contextlib.suppress(InvalidProof, InvalidNote):
        parse_proof(json.dumps(members).encode())


def test_a_proof_is_checked_without_a_database(tmp_path: Path) -> None:
    """Only the public key is needed, and no package beside hegui."""
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.append(production())
        (tmp_path / "p.json").write_bytes(ledger.prove(0).dump())
        key = str(ledger.signer().verifier)
    code = (
        "import sys; from pathlib import Path; from hegui.ledger.proofs import parse_proof; "
        "from hegui.ledger.notes import VerifierKey; "
        "proof = parse_proof(Path(sys.argv[1]).read_bytes()); "
        "assert proof.problem(VerifierKey.parse(sys.argv[2])) is None; "
        "assert not {'sqlalchemy', 'alembic'} & set(sys.modules); "
        "print(proof.decode().record.producer)"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "p.json"), key]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == PRODUCER


def test_witnesses_lines_travel_with_the_checkpoint(ledger: Ledger) -> None:
    from hegui.ledger.notes import Signature, VerifierKey
    from hegui.ledger.reading_tree import add_cosignatures
    from hegui.seal import ed25519

    ledger.append(production())
    private = ed25519.generate()
    witness = VerifierKey("witness.example/w", ed25519.public_bytes(private), witness=True)
    note = ledger.checkpoint()
    message = b"cosignature/v1\ntime 1764000000\n" + note.text.encode()
    value = (1_764_000_000).to_bytes(8, "big") + ed25519.sign(private, message)
    signed = note.with_signature(Signature(witness.name, witness.id, value))
    for new in (1, 0):
        with ledger.database.writing() as connection:
            assert add_cosignatures(connection, Note.parse(str(signed).encode()), (witness,)) == new
    assert ledger.prove(0).note.signed_by(witness)
    with ledger.database.writing() as connection, pytest.raises(InvalidNote):
        add_cosignatures(connection, note, (witness,))
