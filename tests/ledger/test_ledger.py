"""Records appended and found again, in both kinds of database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from hegui.errors import InvalidRecord, LedgerUnavailable, ReusedKey, UsageError
from hegui.ledger import schema
from hegui.ledger.drafts import Draft
from hegui.ledger.ledger import Ledger
from hegui.ledger.looking_up import Query
from hegui.ledger.records import ComplaintRecord, ProductionRecord, VerdictRecord
from hegui.ledger.upgrading import LEDGER, upgrade
from tests.ledger.samples import EVERY_KIND, OTHER, PLATFORM, PRODUCER, production, waiver

Opening = Callable[..., Ledger]


class Clock:
    """Milliseconds since 1970, as a test sets them."""

    def __init__(self, now: int = 1_800_000_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def positions(ledger: Ledger, **wanted: object) -> list[int]:
    page = ledger.find(Query(**wanted))  # type: ignore[arg-type]
    return [entry.position for entry in page.entries]


def test_every_kind_comes_back_as_it_was(ledger: Ledger) -> None:
    appended = ledger.append_all(Draft(one) for one in EVERY_KIND)
    assert [one.entry.position for one in appended] == list(range(len(EVERY_KIND)))
    for position, record in enumerate(EVERY_KIND):
        entry = ledger.get(position, personal=True)
        assert entry is not None
        assert entry.record == record
        assert entry.held == bool(record.personal())
        plain = ledger.get(position)
        assert plain is not None
        assert plain.record.public() == record.public()
        assert not plain.record.personal()
    assert ledger.get(len(EVERY_KIND)) is None


def test_personal_members_are_not_in_the_hashed_entry(ledger: Ledger) -> None:
    entries = [one.entry for one in ledger.append_all(Draft(one) for one in EVERY_KIND)]
    for entry, record in zip(entries, EVERY_KIND, strict=True):
        for value in record.personal().values():
            assert value.encode() not in entry.data
        assert bool(entry.commitment) == bool(record.personal())
    # The same person twice: two salts, two commitments.
    first, second = (ledger.append(waiver()).entry for _ in range(2))
    assert first.commitment != second.commitment


def test_records_are_found_by_what_they_are_about(ledger: Ledger) -> None:
    ledger.append_all(Draft(one) for one in EVERY_KIND)
    assert positions(ledger, produce_id="made-0") == [0, 1, 5]
    assert positions(ledger, propagate_id="handed-1") == [1, 4]
    assert positions(ledger, propagate_id="theirs-1") == [1]
    assert positions(ledger, digest="sha256:" + "cd" * 32) == [2]
    assert positions(ledger, digest=f"sha256:{2**200:064x}") == [0]
    assert positions(ledger, provider=PRODUCER) == [0, 1, 3]
    assert positions(ledger, provider=PLATFORM) == [1]
    assert positions(ledger, provider=OTHER) == [1]
    assert positions(ledger, kind="appeal") == [6]
    assert positions(ledger, about=5) == [6, 7]
    assert positions(ledger, about=5, kind="resolution") == [7]
    assert positions(ledger, provider=PRODUCER, produce_id="made-0", kind="propagation") == [1]
    assert positions(ledger, produce_id="made-0", kind="verdict") == []
    assert positions(ledger, produce_id="handed-1") == []
    assert positions(ledger, newest_first=True, limit=3) == [9, 8, 7]


def test_pages_hold_every_record_once(ledger: Ledger) -> None:
    ledger.append_all(Draft(production(number)) for number in range(57))
    for newest_first in (False, True):
        for provider, kind in (("", ""), (PRODUCER, ""), (PRODUCER, "production")):
            seen: list[int] = []
            query = Query(provider=provider, kind=kind, limit=10, newest_first=newest_first)
            while True:
                page = ledger.find(query)
                seen += [entry.position for entry in page.entries]
                if page.next is None:
                    break
                query = replace(query, after=page.next)
            assert seen == sorted(range(57), reverse=newest_first)


def test_records_are_found_by_time(open_ledger: Opening) -> None:
    clock = Clock()
    ledger = open_ledger(clock=clock)
    start = datetime.fromtimestamp(clock.now / 1000, UTC)
    for number in range(5):
        ledger.append(production(number))
        clock.now += 3_600_000
    hour = timedelta(hours=1)
    assert positions(ledger, since=start + hour) == [1, 2, 3, 4]
    assert positions(ledger, until=start + hour) == [0]
    assert positions(ledger, since=start + hour, until=start + 3 * hour) == [1, 2]
    assert positions(ledger, since=start + 9 * hour) == []
    assert positions(ledger, provider=PRODUCER, since=start + 4 * hour) == [4]


def test_a_clock_that_jumps_does_not_break_the_order(open_ledger: Opening) -> None:
    clock = Clock()
    ledger = open_ledger(clock=clock)
    readings = [0, 5_000, -86_400_000, 6_000, 31_536_000_000, 7_000]
    entries = []
    for number, reading in enumerate(readings):
        clock.now = 1_800_000_000_000 + reading
        entries.append(ledger.append(production(number)).entry)
    times = [entry.time for entry in entries]
    assert times == sorted(times)
    assert [entry.position for entry in entries] == list(range(len(readings)))
    # What the clock said is kept where it had gone back.
    assert [entry.clock is not None for entry in entries] == [
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    assert entries[2].clock == times[0] - timedelta(days=1)


def test_an_idempotency_key_gives_the_first_record(open_ledger: Opening) -> None:
    ledger = open_ledger()
    first = ledger.append(production(), "request 1")
    assert not first.repeated
    for again in (ledger, open_ledger()):
        repeated = again.append(production(), "request 1")
        assert repeated.repeated
        assert repeated.entry.data == first.entry.data
    with pytest.raises(ReusedKey):
        ledger.append(production(2), "request 1")
    ledger.append(waiver(), "request 2")
    assert ledger.append(waiver(), "request 2").repeated
    with pytest.raises(ReusedKey):
        ledger.append(waiver("Li Na"), "request 2")
    same = ledger.append_all([Draft(production(3), "k"), Draft(production(3), "k")])
    assert [one.repeated for one in same] == [False, True]
    assert ledger.state().size == 3


def test_one_key_for_two_records_of_one_submission_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ReusedKey):
        ledger.append_all([Draft(production(1), "k"), Draft(production(2), "k")])
    assert ledger.state().size == 0


def test_a_record_too_large_for_an_entry_is_refused_before_it_is_in_a_group() -> None:
    wide = "标" * 4096
    with pytest.raises(InvalidRecord, match="too large"):
        Draft(ProductionRecord(wide, wide, wide, wide, wide, wide))
    Draft(ProductionRecord(wide, wide, wide))


def test_what_is_appended_is_what_is_read(ledger: Ledger) -> None:
    for record in EVERY_KIND:
        appended = ledger.append(record).entry
        assert ledger.get(appended.position, personal=True) == appended


def test_a_submission_is_appended_whole_or_not_at_all(ledger: Ledger) -> None:
    ledger.append(production(), "k")
    with pytest.raises(ReusedKey):
        ledger.append_all([Draft(production(1)), Draft(production(2), "k")])
    assert ledger.state().size == 1


def test_appends_of_many_threads_share_commits(ledger: Ledger) -> None:
    found: list[int] = []
    lock = threading.Lock()

    def appending(thread: int) -> None:
        for number in range(20):
            position = ledger.append(production(100 * thread + number)).entry.position
            with lock:
                found.append(position)

    threads = [threading.Thread(target=appending, args=(one,)) for one in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == list(range(160))
    with ledger.database.reading() as connection:
        groups = connection.exec_driver_sql("SELECT count(*) FROM ledger_checkpoints").scalar()
    assert groups is not None
    assert groups < 161


def test_two_handles_write_one_ledger(open_ledger: Opening) -> None:
    one, other = open_ledger(), open_ledger()
    for number in range(10):
        assert (one, other)[number % 2].append(production(number)).entry.position == number
    assert one.state() == other.state()


def test_the_tables_are_those_of_the_schema(ledger: Ledger) -> None:
    with ledger.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": LEDGER.table})
        assert compare_metadata(context, schema.metadata) == []
    upgrade(ledger.database)  # once more changes nothing


def test_tables_of_a_newer_hegui_are_refused(open_ledger: Opening) -> None:
    ledger = open_ledger()
    with ledger.database.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(LedgerUnavailable, match="newer"):
        open_ledger()


def test_no_ledger_is_begun_unless_asked(open_ledger: Opening) -> None:
    with pytest.raises(LedgerUnavailable):
        open_ledger(create=False)
    open_ledger().append(production())
    assert open_ledger(create=False).state().size == 1


def test_no_ledger_is_begun_in_another_programs_file(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE customers (name TEXT)")

    with pytest.raises(LedgerUnavailable, match="another program's"):
        Ledger.open(str(path))

    with closing(sqlite3.connect(path)) as other:
        names = other.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("customers",)]
    assert not Path(f"{path}.key").exists()


def test_a_lone_surrogate_is_kept_as_it_is(ledger: Ledger) -> None:
    record = ProductionRecord(PRODUCER, "bad \udcff id", format="\0\n'\"\\")
    entry = ledger.append(record).entry
    assert ledger.get(entry.position) == entry
    assert positions(ledger, produce_id="bad \udcff id") == [0]


def test_an_identifier_longer_than_an_index_takes_is_found(ledger: Ledger) -> None:
    record = VerdictRecord("is", produce_id="x" * 4096)
    ledger.append(record)
    assert positions(ledger, produce_id="x" * 4096) == [0]
    assert positions(ledger, produce_id="x" * 4095) == []


def test_records_that_say_nothing_or_too_much_are_refused() -> None:
    with pytest.raises(InvalidRecord):
        ComplaintRecord("")
    with pytest.raises(InvalidRecord):
        ProductionRecord(PRODUCER, "x" * 4097)
    with pytest.raises(InvalidRecord):
        ComplaintRecord("other", text="x" * 20_001)
    with pytest.raises(UsageError):
        Query(kind="no such kind")
    with pytest.raises(UsageError):
        Query(limit=0)


def test_the_whole_is_verified_and_an_entry_proved(ledger: Ledger) -> None:
    """In both kinds of database; what else is compared is in test_tampering.py."""
    ledger.append_all(Draft(one) for one in EVERY_KIND[:8])
    ledger.append_all(Draft(production(number)) for number in range(300))
    found = ledger.verify(published=[ledger.checkpoint(8)])
    assert found.intact, found.findings
    assert (found.size, found.checkpoints) == (308, 3)
    assert ledger.prove(200).problem(ledger.signer().verifier) is None
    with ledger.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM ledger_terms WHERE position = 44")
        connection.exec_driver_sql("DELETE FROM ledger_entries WHERE position = 55")
    found = ledger.verify()
    assert [one.position for one in found.findings] == [44, 55]
