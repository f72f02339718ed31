"""Whoever changes the database behind the ledger's back is found out, and where is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from hegui.errors import BrokenLedger, InvalidKey
from hegui.ledger.drafts import Draft
from hegui.ledger.entries import dump, encode_entry, to_milliseconds
from hegui.ledger.keys import load_or_make_key
from hegui.ledger.ledger import Ledger
from hegui.ledger.looking_up import term_of
from hegui.ledger.merkle import leaf_hash
from hegui.ledger.notes import Checkpoint, Note
from hegui.ledger.retention import erase
from hegui.ledger.tiles import grow
from hegui.ledger.verification import Verification
from tests.ledger.samples import EVERY_KIND, production, waiver

Opening = Callable[..., Ledger]
SIZE = 40
WAIVED = 20


@pytest.fixture
def address(tmp_path: Path) -> str:
    """In SQLite: what is compared is the same in both."""
    return str(tmp_path / "ledger.db")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Forty entries in eight groups; the one in the middle has personal members."""
    for group in range(8):
        these = range(group * 5, group * 5 + 5)
        ledger.append_all(Draft(waiver() if at == WAIVED else production(at)) for at in these)
    assert ledger.verify().intact
    return ledger


def execute(ledger: Ledger, statement: str, **values: object) -> None:
    with ledger.database.writing() as connection:
        connection.execute(text(statement), values)


def first(ledger: Ledger, *published: Note) -> tuple[int, str]:
    """The first finding: its entry, and the sentence."""
    found = ledger.verify(published=published)
    assert not found.intact
    return found.findings[0].position, str(found.findings[0].notice)


def entry(ledger: Ledger, position: int) -> bytes:
    found = ledger.get(position)
    assert found is not None
    return found.data


def test_nothing_is_found_where_nothing_was_done(filled: Ledger) -> None:
    found = filled.verify(published=[filled.checkpoint(size) for size in (0, 5, 40)])
    assert found.findings == ()
    assert (found.size, found.checkpoints, found.let_go, found.erased) == (SIZE, 9, 0, 0)


def test_a_changed_entry(filled: Ledger) -> None:
    old = entry(filled, 17)
    execute(
        filled,
        "UPDATE ledger_entries SET entry = :new WHERE position = 17",
        new=old.replace(b"made-17", b"made-71"),
    )
    position, said = first(filled)
    assert "one of those from 15 on" in said
    assert position == 15
    found = filled.verify().findings
    assert (17, "entry 17 does not give the hash that is stored of it") in [
        (one.position, str(one.notice)) for one in found
    ]


def test_a_changed_entry_with_its_hash(filled: Ledger) -> None:
    forge(filled, 17, entry(filled, 17).replace(b"made-17", b"made-71"))
    position, said = first(filled)
    assert position == 15
    assert "signed of 20 entries" in said


def forge(ledger: Ledger, position: int, data: bytes) -> None:
    """Changes an entry, and every tile that follows from it."""
    execute(
        ledger, "UPDATE ledger_entries SET entry = :new WHERE position = :at", new=data, at=position
    )
    leaves = [leaf_hash(entry(ledger, at)) for at in range(ledger.state().size)]
    changed, _ = grow(0, {}, leaves)
    for (level, number), hashes in changed.items():
        execute(
            ledger,
            "UPDATE ledger_tiles SET hashes = :new WHERE level = :level AND number = :number",
            new=hashes,
            level=level,
            number=number,
        )


def test_history_that_was_changed_is_never_signed(filled: Ledger) -> None:
    forge(filled, 17, entry(filled, 17).replace(b"made-17", b"made-71"))
    with pytest.raises(BrokenLedger, match="not the one that was signed"):
        filled.append(production(99))
    assert filled.state().size == SIZE


def test_a_deleted_entry(filled: Ledger) -> None:
    execute(filled, "DELETE FROM ledger_entries WHERE position = 23")
    assert first(filled) == (23, "entry 23 is missing")


def test_the_first_entries_deleted(filled: Ledger) -> None:
    execute(filled, "DELETE FROM ledger_entries WHERE position < 3")
    position, said = first(filled)
    assert position == 0
    assert "no record of retention" in said


def test_two_entries_exchanged(filled: Ledger) -> None:
    for at, other in ((-1, 3), (3, 31), (31, -1)):
        execute(filled, f"UPDATE ledger_entries SET position = {at} WHERE position = {other}")
    found = filled.verify()
    wrong = {one.position for one in found.findings if "hash that is stored" in str(one.notice)}
    assert wrong == {3, 31}
    assert found.findings[0].position == 0  # the group of the first


def test_an_entry_put_in(filled: Ledger) -> None:
    now = to_milliseconds(filled.get(0).time) if filled.get(0) else 0  # type: ignore[union-attr]
    data = encode_entry(production(777), None, now)
    insert = "INSERT INTO ledger_entries (position, time, entry) VALUES (:at, :time, :data)"
    execute(filled, insert, at=SIZE, time=now, data=data)
    assert first(filled) == (SIZE, "something is stored for entry 40, past the ledger's end")


def test_the_end_cut_off(filled: Ledger) -> None:
    execute(filled, "DELETE FROM ledger_entries WHERE position >= 35")
    assert first(filled) == (35, "entry 35 is missing")


def test_the_end_cut_off_with_the_state(filled: Ledger) -> None:
    execute(filled, "DELETE FROM ledger_entries WHERE position >= 35")
    execute(filled, "UPDATE ledger_state SET size = 35")
    said = [str(one.notice) for one in filled.verify().findings]
    assert "a checkpoint of 40 entries is of a longer ledger" in said


def test_the_end_cut_off_with_all_that_speaks_of_it(filled: Ledger) -> None:
    """Only a checkpoint kept outside can tell: that is what it is published for."""
    published = filled.checkpoint()
    for table in ("entries", "personal", "terms", "requests"):
        execute(filled, f"DELETE FROM ledger_{table} WHERE position >= 35")
    execute(filled, "DELETE FROM ledger_checkpoints WHERE size > 35")
    execute(filled, "UPDATE ledger_state SET size = 35")
    tile, _ = grow(0, {}, [leaf_hash(entry(filled, at)) for at in range(35)])
    execute(filled, "UPDATE ledger_tiles SET hashes = :new", new=tile[0, 0])
    assert filled.verify().intact
    position, said = first(filled, published)
    assert (position, said) == (
        35,
        "a published checkpoint is of 40 entries: the end is missing",
    )


def test_another_history_under_the_same_key(filled: Ledger) -> None:
    """Whoever holds the key can sign another history; the published checkpoint stands."""
    published = filled.checkpoint(20)
    data = entry(filled, 17).replace(b"made-17", b"made-71")
    forge(filled, 17, data)
    key = filled.signer()
    for size in range(0, SIZE + 1, 5):
        leaves = [leaf_hash(entry(filled, at)) for at in range(size)]
        _, root = grow(0, {}, leaves)
        checkpoint = Checkpoint(key.origin, size, root)
        execute(
            filled,
            "UPDATE ledger_checkpoints SET root = :root, signature = :value WHERE size = :size",
            root=root,
            value=key.sign(checkpoint).value,
            size=size,
        )
    execute(filled, "DELETE FROM ledger_terms WHERE position = 17")
    repair_terms(filled, 17)
    assert filled.verify().intact
    assert "published checkpoint of 20 entries" in first(filled, published)[1]


def repair_terms(ledger: Ledger, position: int) -> None:
    found = ledger.get(position)
    assert found is not None
    for term in found.record.terms():
        execute(
            ledger,
            "INSERT INTO ledger_terms (term, position) VALUES (:term, :at)",
            term=term_of(*term),
            at=position,
        )


def test_a_checkpoint_forged_or_taken_out(filled: Ledger) -> None:
    execute(filled, "UPDATE ledger_checkpoints SET signature = :new WHERE size = 10", new=bytes(64))
    assert first(filled) == (10, "the checkpoint of 10 entries has no valid signature")
    execute(filled, "DELETE FROM ledger_checkpoints WHERE size = 10")
    assert filled.verify().intact  # the next one covers what it did
    execute(filled, "DELETE FROM ledger_checkpoints WHERE size = 40")
    assert first(filled) == (35, "entries from 35 on are in no checkpoint")
    with pytest.raises(BrokenLedger):
        filled.append(production(99))


def test_another_key_put_in_the_database(filled: Ledger, tmp_path: Path) -> None:
    other = load_or_make_key(f"{tmp_path}/other.pem")
    believed = filled.signer().verifier
    execute(filled, "UPDATE ledger_state SET key = :new", new=str(other.verifier))
    found = filled.verify(believed)
    assert str(found.findings[0].notice).startswith("the key stored in the ledger")
    with pytest.raises(InvalidKey):
        filled.append(production(99))


def test_what_records_are_found_by(filled: Ledger) -> None:
    execute(filled, "DELETE FROM ledger_terms WHERE position = 11")
    assert first(filled) == (11, "what entry 11 is found by is not what it says")
    repair_terms(filled, 11)
    assert filled.verify().intact
    execute(filled, "INSERT INTO ledger_terms (term, position) VALUES (5, 12)")
    assert first(filled) == (12, "what entry 12 is found by is not what it says")


def test_a_changed_time(filled: Ledger) -> None:
    execute(filled, "UPDATE ledger_entries SET time = time - 1 WHERE position = 9")
    assert first(filled) == (9, "the time of entry 9 is not the one it was appended with")


def test_changed_personal_members(filled: Ledger) -> None:
    execute(filled, "UPDATE ledger_personal SET data = :new", new=dump({"recipient": "Li Na"}))
    assert first(filled) == (
        WAIVED,
        "the personal members of entry 20 are not those it was made with",
    )
    execute(filled, "DELETE FROM ledger_personal")
    position, said = first(filled)
    assert position == WAIVED
    assert "no record says that they were erased" in said


def test_a_tile_above_the_leaves(ledger: Ledger) -> None:
    ledger.append_all(Draft(production(at)) for at in range(300))
    assert ledger.verify().intact
    execute(ledger, "UPDATE ledger_tiles SET hashes = :new WHERE level = 1", new=bytes(32))
    said = [str(one.notice) for one in ledger.verify().findings]
    assert said == ["tile 0 of level 1 does not follow from the entries"]
    with pytest.raises(BrokenLedger):
        ledger.append(production(300))


def test_bytes_that_are_no_entry(filled: Ledger) -> None:
    execute(filled, "UPDATE ledger_entries SET entry = :new WHERE position = 2", new=b"{}")
    found = [str(one.notice) for one in filled.verify().findings]
    assert "entry 2 cannot be read" in found


def test_a_length_out_of_this_world_ends(filled: Ledger) -> None:
    execute(filled, "UPDATE ledger_state SET size = 1152921504606846976")
    found: Verification = filled.verify()
    assert (40, "entry 40 is missing") in [
        (one.position, str(one.notice)) for one in found.findings
    ]


def test_an_erasure_that_was_recorded_is_no_finding(ledger: Ledger) -> None:
    ledger.append_all(Draft(one) for one in EVERY_KIND[4:6])
    assert erase(ledger, 1, "asked for") is not None
    assert erase(ledger, 1, "asked for") is None
    found = ledger.verify()
    assert found.intact
    assert found.erased == 1
