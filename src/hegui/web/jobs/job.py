"""A job: one verb on one upload, and what became of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from hegui.web.isolation.wire import Answer, Task, Written


class State(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    RECORDING = "recording"
    """Its outcome is kept; the ledger is being told."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = frozenset((State.DONE, State.FAILED, State.CANCELLED))


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer as it is kept: its body is in a file of the job's."""

    status: int
    kind: str
    media_type: str
    written: Written | None
    records: tuple[tuple[str, dict[str, str | bool]], ...]

    @classmethod
    def of(cls, answer: Answer) -> Outcome:
        """That of an answer."""
        return cls(answer.status, answer.kind, answer.media_type, answer.written, answer.records)

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def restored(cls, text: str) -> Outcome | None:
        """From JSON; None of an empty text."""
        if not text:
            return None
        said = json.loads(text)
        written = said.pop("written")
        records = tuple((kind, members) for kind, members in said.pop("records"))
        return cls(written=Written(**written) if written else None, records=records, **said)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is kept. ``task``'s directory is empty until it is run.

    ``account`` is the API key's id, ``spool`` the directory of files that it belongs to.
    ``causes`` say why attempts before failed, ``progress`` is in percent, times are in
    milliseconds since 1970. ``positions`` are those of its records in the ledger.
    """

    id: str
    account: str
    spool: str
    task: Task
    created: int
    changed: int
    state: State = State.QUEUED
    server: str = ""
    lease: int = 0
    attempts: int = 0
    causes: tuple[str, ...] = ()
    cancel: bool = False
    progress: int = 0
    outcome: Outcome | None = None
    positions: tuple[int, ...] = ()
    repeats: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in OVER

    def same_request(self, other: Job) -> bool:
        """Whether both came of the same request: the language of the answer is no part of it."""
        return replace(self.task, lang="", directory="") == replace(
            other.task, lang="", directory=""
        )


def repeats_key(account: str, key: str) -> str:
    """Under what a request with an Idempotency-Key is found again."""
    return hashlib.sha256(f"{account}\0{key}".encode("utf-8", "backslashreplace")).hexdigest()


def task_text(task: Task) -> str:
    """A task as JSON, without its directory."""
    return json.dumps(asdict(replace(task, directory="")))


def task_of(text: str) -> Task:
    """A task from JSON."""
    return Task(**json.loads(text))
