"""The ledger's tables, the same in SQLite and PostgreSQL (made by ``migrations/``).

Bytes are the truth: ``ledger_entries.entry`` is what was hashed into the tree. ``time`` beside it,
``ledger_terms`` and ``ledger_tiles`` follow from the entries, and ``hegui records verify``
compares them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()

_Position = BigInteger().with_variant(Integer, "sqlite")  # SQLite: the row's own number

state = Table(
    "ledger_state",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),  # always 1
    Column("origin", Text, nullable=False),
    Column("key", Text, nullable=False),  # the public key, as a vkey of C2SP signed-note
    Column("size", BigInteger, nullable=False),
    Column("time", BigInteger, nullable=False),  # of the newest entry, milliseconds since 1970
    Column("kept_from", BigInteger, nullable=False),  # entries before it are gone by retention
)

entries = Table(
    "ledger_entries",
    metadata,
    Column("position", _Position, primary_key=True, autoincrement=False),
    Column("time", BigInteger, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Index("ledger_entries_time", "time", "position"),
)

personal = Table(
    "ledger_personal",
    metadata,
    Column("position", _Position, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

terms = Table(
    "ledger_terms",
    metadata,
    # 64 bits of a hash of what is looked up: an identifier may be longer than an index takes.
    Column("term", BigInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

tiles = Table(
    "ledger_tiles",
    metadata,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),
)

checkpoints = Table(
    "ledger_checkpoints",
    metadata,
    Column("size", _Position, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

cosignatures = Table(
    "ledger_cosignatures",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("line", Text, primary_key=True),  # a signature line of a witness
)

requests = Table(
    "ledger_requests",
    metadata,
    # SHA-256 of an idempotency key, or of the token of one group.
    Column("key", LargeBinary, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Index("ledger_requests_position", "position"),
)
