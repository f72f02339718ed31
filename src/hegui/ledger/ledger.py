"""The ledger: records appended, found, and proved.

Used from many threads; several processes may have the same one open. After a fork each process
opens its own.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import inspect

from hegui.errors import LedgerUnavailable, UsageError
from hegui.ledger import reading_tree
from hegui.ledger.address import parse_address
from hegui.ledger.appending import (
    Group,
    Outcome,
    State,
    found_ledger,
    read_state,
    system_clock,
)
from hegui.ledger.database import Database
from hegui.ledger.drafts import Appended, Draft
from hegui.ledger.entries import Entry
from hegui.ledger.keys import LedgerKey, load_ledger_key, load_or_make_key
from hegui.ledger.looking_up import Page, Query, fetch, find
from hegui.ledger.notes import Note, VerifierKey
from hegui.ledger.proofs import ConsistencyProof, RecordProof
from hegui.ledger.records import Record, WaiverRecord
from hegui.ledger.sequencing import Sequencer
from hegui.ledger.upgrading import upgrade
from hegui.ledger.verification import Verification, verify_ledger

KEY_SUFFIX = ".key"
"""After the path of a SQLite ledger: where its key is, unless another place is named."""
_OWN = "ledger_"  # how the names of its tables begin


@dataclass(slots=True)
class Ledger:
    """An open ledger. Its key is loaded when the first record is appended."""

    database: Database
    key_path: str
    origin: str = ""
    clock: Callable[[], int] = system_clock
    _key: LedgerKey | None = None
    _sequencer: Sequencer = field(init=False)

    def __post_init__(self) -> None:
        self._sequencer = Sequencer(self._commit)

    @classmethod
    def open(
        cls,
        address: str,
        *,
        key: str | os.PathLike[str] | None = None,
        origin: str = "",
        create: bool = True,
        clock: Callable[[], int] = system_clock,
    ) -> Ledger:
        """The ledger at ``address``: a path, ``sqlite:///…`` or ``postgresql://…``.

        With ``create`` a missing one is begun, and its key made at ``key``, which for SQLite is
        the path with ".key" after it unless given. Tables are brought to the newest step. Raises
        UsageError, MissingExtra, LedgerUnavailable (also for another program's file of SQLite), and
        what loading a key raises.
        """
        where = parse_address(address)
        path = os.fspath(key) if key is not None else ""
        if not path and where.path is not None:
            path = where.path + KEY_SUFFIX
        database = Database.open(where, create=create)
        try:
            ledger = cls(database, path, origin, clock)
            begun = ledger._begun()
            if create and not begun:
                ledger._check_alone()
            if create or begun:
                upgrade(database)
            ledger._begin(create=create)
        except BaseException:
            database.close()
            raise
        return ledger

    def _begun(self) -> bool:
        return inspect(self.database.engine).has_table("ledger_state")

    def _check_alone(self) -> None:
        """No ledger is begun in another program's file: a mistyped name would change it.

        A database on a server is another matter: there many programs share one by intent.
        """
        names = inspect(self.database.engine).get_table_names() if self.database.is_sqlite else []
        if names and not any(name.startswith(_OWN) for name in names):
            raise LedgerUnavailable(
                "is another program's database: no ledger is begun in it",
                path=self.database.address.shown,
            )

    def _begin(self, *, create: bool) -> None:
        if self._begun():
            with self.database.reading() as connection:
                if connection.exec_driver_sql("SELECT 1 FROM ledger_state").first():
                    return
        if not create:
            raise LedgerUnavailable("no ledger is there", path=self.database.address.shown)
        self._key = load_or_make_key(self._path(), self.origin)
        signer = self._key
        self.database.transact(lambda connection: found_ledger(connection, signer))

    def _path(self) -> str:
        if not self.key_path:
            raise UsageError(
                "a ledger on a server needs a file for the key that signs its checkpoints: "
                "ledger.key in hegui.toml, or HEGUI_LEDGER_KEY"
            )
        return self.key_path

    def close(self) -> None:
        """Closes the database."""
        self.database.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def signer(self) -> LedgerKey:
        """The key that signs checkpoints. Raises what loading it raises."""
        if self._key is None:
            self._key = load_ledger_key(self._path(), self.state().origin)
        return self._key

    def append(self, record: Record, key: str = "") -> Appended:
        """The record as it is in the ledger now, on the disk. See :meth:`append_all`."""
        return self.append_all((Draft(record, key),))[0]

    def append_all(self, drafts: Iterable[Draft]) -> tuple[Appended, ...]:
        """Appends all of ``drafts`` or none; they share a commit with whoever appends meanwhile.

        A draft under an idempotency key that was used before gives the first record. Raises
        ReusedKey where that was another one, LedgerUnavailable, BrokenLedger, InvalidRecord.
        """
        these = tuple(drafts)
        return self._sequencer.append(these) if these else ()

    def waived(
        self,
        *,
        producer: str,
        produce_id: str,
        recipient: str,
        agreement: str,
        digest: str = "",
        content: str = "",
        format: str = "",
    ) -> Appended:
        """Records that content is handed out without explicit label (Labelling Measures art. 9):
        what ``hegui.label(…, because="waived", ledger=…)`` calls."""
        return self.append(
            WaiverRecord(
                producer,
                recipient,
                agreement,
                produce_id=produce_id,
                digest=digest,
                content=content,
                format=format,
            )
        )

    def _commit(self, submissions: Sequence[tuple[Draft, ...]]) -> list[Outcome]:
        # SQLite answers whether it committed; a server's answer may be lost on its way.
        token = b"" if self.database.is_sqlite else secrets.token_bytes(16)
        group = Group(submissions, self.signer(), token, self.clock)
        return self.database.transact(group.append)

    def state(self) -> State:
        """How far the ledger has come."""
        return self.database.read(read_state)

    def get(self, position: int, *, personal: bool = False) -> Entry | None:
        """The entry at ``position``; None where there is none, or no longer."""
        found = self.database.read(partial(fetch, positions=[position], personal=personal))
        return found[0] if found else None

    def find(self, query: Query, *, personal: bool = False) -> Page:
        """One page of what ``query`` asks for; ``personal`` reads personal members too."""
        return self.database.read(partial(find, query=query, personal=personal))

    def checkpoint(self, size: int | None = None) -> Note:
        """The newest signed checkpoint, or that of ``size`` entries. Raises UsageError."""
        return self.database.read(partial(reading_tree.checkpoint_note, size=size))

    def prove(self, position: int, *, personal: bool = False) -> RecordProof:
        """The proof that the entry at ``position`` is in the ledger. Raises UsageError."""
        prove = partial(reading_tree.prove_record, position=position, personal=personal)
        return self.database.read(prove)

    def prove_consistency(self, old: Note | int) -> ConsistencyProof:
        """The proof that the ledger only grew since ``old``, a checkpoint or its size."""
        return self.database.read(partial(reading_tree.prove_consistency, old=old))

    def verify(
        self,
        key: VerifierKey | None = None,
        published: Sequence[Note] = (),
        progress: Callable[[float], None] | None = None,
    ) -> Verification:
        """Proves the whole ledger (see ``verification``)."""
        with self.database.reading() as connection:
            return verify_ledger(connection, key, published, progress)
