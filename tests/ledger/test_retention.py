"""Old records let go and personal members erased: the tree stays whole, and says what happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hegui.errors import UsageError
from hegui.ledger.drafts import Draft
from hegui.ledger.ledger import Ledger
from hegui.ledger.looking_up import Query
from hegui.ledger.records import (
    AppealRecord,
    ComplaintRecord,
    ErasureRecord,
    ResolutionRecord,
    RetentionRecord,
)
from hegui.ledger.retention import FLOOR, erase, let_go, months_before
from tests.ledger.samples import production, waiver

Opening = Callable[..., Ledger]
START = datetime(2026, 3, 31, 12, tzinfo=UTC)


class Days:
    """A clock that a test moves by days."""

    def __init__(self) -> None:
        self.days = 0.0

    def __call__(self) -> int:
        return int((START + timedelta(days=self.days)).timestamp() * 1000)


def old_ledger(open_ledger: Opening, clock: Days, *early: Draft) -> Ledger:
    """``early`` and then ten records ten days apart, of which the last is of day 290."""
    ledger = open_ledger(clock=clock)
    if early:
        ledger.append_all(early)
    for number in range(30):
        clock.days = 10 * number
        ledger.append(production(number))
    return ledger


def test_less_than_six_months_are_refused(open_ledger: Opening) -> None:
    assert FLOOR == 6
    clock = Days()
    ledger = old_ledger(open_ledger, clock)
    for months in (-1, 0, 1, 5):
        with pytest.raises(UsageError, match=r"art\. 9"):
            let_go(ledger, months)
    assert ledger.get(0) is not None


def test_what_is_let_go_is_gone_and_the_tree_stays(open_ledger: Opening) -> None:
    clock = Days()
    ledger = old_ledger(open_ledger, clock)
    proof, early = ledger.prove(2), ledger.checkpoint(5)
    # Six months before day 290 (15 January 2027) is 15 July 2026: day 106.
    assert let_go(ledger, 6, dry_run=True).before == 11
    assert ledger.get(10) is not None
    done = let_go(ledger, 6)
    assert (done.first, done.before, done.held_by) == (0, 11, None)
    assert done.record is not None
    assert done.record.entry.record == RetentionRecord(11, 6)
    assert [ledger.get(at) for at in (0, 10)] == [None, None]
    assert ledger.get(11) is not None
    assert ledger.find(Query(produce_id="made-3")).entries == ()
    found = ledger.verify(published=[early])
    assert found.intact, found.findings
    assert found.let_go == 11
    key = ledger.signer().verifier
    assert proof.problem(key) is None
    assert ledger.prove_consistency(early).problem(key) is None
    assert ledger.prove(20).problem(key) is None
    with pytest.raises(UsageError):
        ledger.prove(3)
    ledger.append(production(99))
    again = let_go(ledger, 6)
    assert (again.first, again.before, again.record) == (11, 11, None)


def test_what_goes_later_goes_too(open_ledger: Opening) -> None:
    clock = Days()
    ledger = old_ledger(open_ledger, clock)
    let_go(ledger, 6)
    clock.days = 400
    ledger.append(production(77))
    done = let_go(ledger, 6)
    assert (done.first, done.before) == (11, 22)
    found = ledger.verify()
    assert found.intact, found.findings
    assert found.let_go == 22


def test_an_open_complaint_holds_what_follows(open_ledger: Opening) -> None:
    clock = Days()
    ledger = old_ledger(
        open_ledger,
        clock,
        Draft(production(900)),
        Draft(ComplaintRecord("no label", produce_id="made-900")),
    )
    done = let_go(ledger, 6)
    assert (done.before, done.held_by) == (1, 1)
    ledger.append(ResolutionRecord(1, "upheld"))
    ledger.append(AppealRecord(1, "not so"))
    done = let_go(ledger, 6)
    assert (done.before, done.held_by) == (13, None)
    assert ledger.verify().intact


def test_a_clock_that_runs_ahead_lets_nothing_go(open_ledger: Opening) -> None:
    clock = Days()
    ledger = open_ledger(clock=clock)
    ledger.append(waiver())
    clock.days = 5000
    assert let_go(ledger, 6).record is None
    with pytest.raises(UsageError, match=r"art\. 9"):
        erase(ledger, 0, "asked")
    assert ledger.get(0, personal=True) is not None


def test_a_recipient_is_erased_after_six_months(open_ledger: Opening) -> None:
    clock = Days()
    ledger = open_ledger(clock=clock)
    ledger.append(waiver())
    full = ledger.prove(0, personal=True)
    clock.days = 170
    ledger.append(production(1))
    with pytest.raises(UsageError, match=r"art\. 9"):
        erase(ledger, 0, "asked")
    clock.days = 190
    ledger.append(production(2))
    erased = erase(ledger, 0, "asked")
    assert erased is not None
    assert erased.entry.record == ErasureRecord(0, "asked")
    assert erase(ledger, 0, "asked") is None
    entry = ledger.get(0, personal=True)
    assert entry is not None
    assert entry.commitment
    assert not entry.held
    assert not entry.record.personal()
    assert ledger.verify().intact
    assert ledger.prove(0, personal=True).problem(ledger.signer().verifier) is None
    assert full.problem(ledger.signer().verifier) is None  # who was given it still has it


def test_only_what_is_personal_can_be_erased(ledger: Ledger) -> None:
    ledger.append(production())
    for position in (0, 1, 99):
        with pytest.raises(UsageError):
            erase(ledger, position, "asked")
    assert ledger.state().size == 1


def test_nothing_of_what_was_erased_is_left_in_the_files(tmp_path: Path) -> None:
    secret = "a very particular address 48151623"
    with Ledger.open(str(tmp_path / "l.db")) as ledger:
        ledger.append_all(Draft(production(number)) for number in range(50))
        position = ledger.append(ComplaintRecord("other", contact=secret)).entry.position
        assert any(secret.encode() in one.read_bytes() for one in tmp_path.iterdir())
        erase(ledger, position, "asked")
        left = [one.name for one in tmp_path.iterdir() if secret.encode() in one.read_bytes()]
        assert left == []
    with sqlite3.connect(tmp_path / "l.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-08-31", 6, "2026-02-28"),
        ("2028-08-31", 6, "2028-02-29"),
        ("2026-07-15", 6, "2026-01-15"),
        ("2026-01-15", 6, "2025-07-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-01-31", 13, "2024-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, expected: str) -> None:
    when = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert months_before(when, months) == datetime.fromisoformat(expected).replace(tzinfo=UTC)
