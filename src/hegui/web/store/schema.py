"""The service's tables, the same in SQLite and PostgreSQL (made by ``migrations/``).

Times are milliseconds since 1970 and are shown to people. What the service itself waits for is
counted in ticks instead: seconds for which some server has run (``store.clock``), so that a wall
clock that jumps ends nothing early.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
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

keys = Table(
    "service_keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),  # SHA-256 of the secret
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),  # with blanks between
    Column("rate", Integer, nullable=False),  # requests a minute
    Column("created", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

secrets = Table(
    "service_secrets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

clock = Table(
    "service_clock",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),  # always 1
    Column("tick", BigInteger, nullable=False),
)

servers = Table(
    "service_servers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("beats", BigInteger, nullable=False),
    Column("spool", Text, nullable=False),  # which directory of files it works with
)

jobs = Table(
    "service_jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),  # the API key's id, "" where none is asked for
    Column("spool", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("task", Text, nullable=False),  # JSON: name, suffix, size, sha256, lang, options
    Column("state", Text, nullable=False),
    Column("server", Text, nullable=False),  # who runs it, "" while nobody does
    Column("lease", BigInteger, nullable=False),  # one more each time somebody takes it
    Column("attempts", Integer, nullable=False),
    Column("causes", Text, nullable=False),  # JSON: why each attempt before failed
    Column("cancel", Boolean, nullable=False),
    Column("progress", Integer, nullable=False),  # percent
    Column("status", Integer, nullable=False),  # of the answer, 0 while there is none
    Column("answer", Text, nullable=False),  # JSON: kind, media type, the file written, records
    Column("positions", Text, nullable=False),  # JSON: of its records in the ledger
    Column("repeats", Text, unique=True),  # account and Idempotency-Key
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("ends", BigInteger),  # the tick at which it is forgotten, once it is over
    Index("service_jobs_state", "state", "spool", "created"),
    Index("service_jobs_server", "server"),
    Index("service_jobs_ends", "ends"),
)

complaints = Table(
    "service_complaints",
    metadata,
    # Follows from the ledger, and is brought up to it before it is read (``store.complaints``).
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # complaint or appeal
    Column("filed", BigInteger, nullable=False),
    Column("decision", BigInteger),  # the position of its resolution
    Index("service_complaints_open", "decision", "filed"),
)
