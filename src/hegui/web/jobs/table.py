"""Jobs in the database: each change is one transaction that may be tried again safely."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, Update, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from hegui.web.isolation.wire import Answer
from hegui.web.jobs.job import OVER, Job, Outcome, State, task_of, task_text
from hegui.web.store import schema
from hegui.web.store.store import Store, now

_JOBS = schema.jobs.c
_TRIES = 3
_WAITS = (_JOBS.state == State.QUEUED) | ((_JOBS.state == State.RECORDING) & (_JOBS.server == ""))


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of one database, as one server with one directory of files sees them."""

    store: Store
    spool: str

    def add(self, job: Job) -> Job:
        """The job as it is kept; of one that repeats an earlier request, the earlier one."""

        def work(connection: Connection) -> Job:
            same = _JOBS.id == job.id
            if job.repeats is not None:
                same = (_JOBS.repeats == job.repeats) | same
            found = connection.execute(_ALL.where(same)).first()
            if found is not None:
                return _job(found)
            connection.execute(insert(schema.jobs).values(_row(job)))
            return job

        try:
            return self.store.database.transact(work)
        except IntegrityError:  # the same request came twice at once, and the other one was first
            found = self.repeated(job.repeats) if job.repeats else None
            if found is None:
                raise
            return found

    def get(self, job: str) -> Job | None:
        """The job with this id."""
        with self.store.database.reading() as connection:
            found = connection.execute(_ALL.where(_JOBS.id == job)).first()
        return None if found is None else _job(found)

    def repeated(self, repeats: str) -> Job | None:
        """The job of an earlier request with the same Idempotency-Key."""
        with self.store.database.reading() as connection:
            found = connection.execute(_ALL.where(_JOBS.repeats == repeats)).first()
        return None if found is None else _job(found)

    def newest(self, account: str | None, limit: int) -> list[Job]:
        """The newest jobs, of one account or of all."""
        statement = _ALL.order_by(_JOBS.created.desc(), _JOBS.id).limit(limit)
        if account is not None:
            statement = statement.where(_JOBS.account == account)
        with self.store.database.reading() as connection:
            return [_job(row) for row in connection.execute(statement)]

    def claim(self, server: str, count: int) -> list[Job]:
        """Up to ``count`` jobs that wait, the oldest first, now held by ``server``; and such
        whose outcome nobody has recorded yet."""
        statement = (
            _ALL.where(_WAITS, _JOBS.spool == self.spool)
            .order_by(_JOBS.created, _JOBS.id)
            .limit(count)
            .with_for_update(skip_locked=True)
        )

        def work(connection: Connection) -> list[Job]:
            taken = []
            for found in [_job(row) for row in connection.execute(statement)]:
                changes: dict[str, object] = {"server": server, "lease": found.lease + 1}
                if found.state is State.QUEUED:
                    changes |= {"state": State.RUNNING, "attempts": found.attempts + 1}
                connection.execute(_change(found.id, changes))
                taken += [_job(row) for row in connection.execute(_ALL.where(_JOBS.id == found.id))]
            return taken

        return self.store.database.transact(work)

    def waiting(self) -> bool:
        """Whether there is anything to claim."""
        statement = select(_JOBS.id).where(
            (_JOBS.state == State.QUEUED)
            | ((_JOBS.state == State.RECORDING) & (_JOBS.server == "")),
            _JOBS.spool == self.spool,
        )
        with self.store.database.reading() as connection:
            return connection.execute(statement.limit(1)).first() is not None

    def finish(self, job: Job, answer: Answer) -> bool:
        """Keeps the outcome of a job that is held. False where it is held no longer."""
        changes: dict[str, object] = {
            "state": State.RECORDING,
            "status": answer.status,
            "answer": Outcome.of(answer).text(),
            "progress": 100,
        }
        return self._held(job, State.RUNNING, changes, State.RECORDING)

    def recorded(self, job: Job, positions: Sequence[int], ends: int) -> bool:
        """Ends a job whose records are in the ledger. False where it is held no longer."""
        assert job.outcome is not None
        state = State.FAILED if job.outcome.kind else State.DONE
        changes: dict[str, object] = {
            "state": state,
            "server": "",
            "positions": json.dumps(list(positions)),
            "ends": ends,
        }
        return self._held(job, State.RECORDING, changes, state)

    def failed(self, job: Job, cause: str, answer: Answer, ends: int) -> bool:
        """An attempt failed: another one follows, or ``answer`` is the job's last word."""
        changes: dict[str, object] = {
            "server": "",
            "causes": json.dumps([*job.causes, cause]),
            "state": State.QUEUED,
        }
        if job.attempts >= _TRIES:
            last = {"status": answer.status, "answer": Outcome.of(answer).text(), "ends": ends}
            changes |= last | {"state": State.FAILED}
        return self._held(job, State.RUNNING, changes, State(str(changes["state"])))

    def release(self, job: Job) -> bool:
        """Gives a job back that was begun and not done, as if it had not been taken."""
        changes: dict[str, object] = {"server": ""}
        if job.state is State.RUNNING:
            changes |= {"state": State.QUEUED, "attempts": job.attempts - 1, "progress": 0}
        return self._held(job, job.state, changes, State.QUEUED)

    def cancelled(self, job: Job, ends: int) -> bool:
        """Ends a job that is held and was asked to be."""
        changes: dict[str, object] = {"state": State.CANCELLED, "server": "", "ends": ends}
        return self._held(job, State.RUNNING, changes, State.CANCELLED)

    def cancel(self, job: str, ends: int) -> None:
        """Has a job be cancelled: at once where it waits, else by who runs it."""
        waiting = {"state": State.CANCELLED, "cancel": True, "ends": ends}

        def work(connection: Connection) -> None:
            connection.execute(_change(job, waiting).where(_JOBS.state == State.QUEUED))
            connection.execute(_change(job, {"cancel": True}).where(_JOBS.state == State.RUNNING))

        self.store.database.transact(work)

    def note(self, connection: Connection, server: str, progress: Mapping[str, int]) -> set[str]:
        """Writes how far jobs are; the ids of those that ``server`` holds and shall cancel."""
        for job, percent in progress.items():
            mine = (_JOBS.server == server, _JOBS.state == State.RUNNING)
            connection.execute(_change(job, {"progress": percent}).where(*mine))
        wanted = select(_JOBS.id).where(_JOBS.server == server, _JOBS.cancel.is_(True))
        return set(connection.scalars(wanted))

    def held_by(self, connection: Connection, server: str) -> list[Job]:
        """What a server holds."""
        return [_job(row) for row in connection.execute(_ALL.where(_JOBS.server == server))]

    def forget(self, tick: int) -> list[str]:
        """Forgets jobs that were over long enough; their ids."""
        statement = (
            select(_JOBS.id)
            .where(_JOBS.ends <= tick, _JOBS.spool == self.spool, _JOBS.state.in_(OVER))
            .limit(500)
        )
        with self.store.database.reading() as connection:
            old = list(connection.scalars(statement))
        if old:
            self.store.database.transact(
                lambda connection: (
                    connection.execute(delete(schema.jobs).where(_JOBS.id.in_(old))).rowcount
                )
            )
        return old

    def known(self, these: Sequence[str]) -> set[str]:
        """Which of these ids are jobs."""
        with self.store.database.reading() as connection:
            return set(connection.scalars(select(_JOBS.id).where(_JOBS.id.in_(these))))

    def _held(self, job: Job, state: State, changes: dict[str, object], then: State) -> bool:
        """Makes changes to a job that is held under its lease and in ``state``."""
        mine = (_JOBS.lease == job.lease, _JOBS.server == job.server, _JOBS.state == state)

        def work(connection: Connection) -> bool:
            if connection.execute(_change(job.id, changes).where(*mine)).rowcount:
                return True
            # Where the answer to a first attempt was lost, the change is made already.
            done = (_JOBS.id == job.id, _JOBS.lease == job.lease, _JOBS.state == then)
            return connection.execute(select(_JOBS.id).where(*done)).first() is not None

        return self.store.database.transact(work)


def _change(job: str, changes: Mapping[str, object]) -> Update:
    return update(schema.jobs).where(_JOBS.id == job).values(changed=now(), **changes)


def _row(job: Job) -> dict[str, object]:
    return {
        "id": job.id,
        "account": job.account,
        "spool": job.spool,
        "verb": job.task.verb,
        "task": task_text(job.task),
        "state": job.state,
        "server": job.server,
        "lease": job.lease,
        "attempts": job.attempts,
        "causes": json.dumps(list(job.causes)),
        "cancel": job.cancel,
        "progress": job.progress,
        "status": 0,
        "answer": "",
        "positions": json.dumps(list(job.positions)),
        "repeats": job.repeats,
        "created": job.created,
        "changed": job.changed,
    }


_ALL: Select[tuple[object, ...]] = select(
    _JOBS.id,
    _JOBS.account,
    _JOBS.spool,
    _JOBS.task,
    _JOBS.created,
    _JOBS.changed,
    _JOBS.state,
    _JOBS.server,
    _JOBS.lease,
    _JOBS.attempts,
    _JOBS.causes,
    _JOBS.cancel,
    _JOBS.progress,
    _JOBS.answer,
    _JOBS.positions,
    _JOBS.repeats,
)


def _job(row: Row[tuple[object, ...]]) -> Job:
    return Job(
        row.id,
        row.account,
        row.spool,
        task_of(row.task),
        row.created,
        row.changed,
        State(row.state),
        row.server,
        row.lease,
        row.attempts,
        tuple(json.loads(row.causes)),
        row.cancel,
        row.progress,
        Outcome.restored(row.answer),
        tuple(json.loads(row.positions)),
        row.repeats,
    )
