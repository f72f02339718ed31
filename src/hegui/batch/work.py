"""One file after the other: what a worker does, wherever it runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property

from hegui.batch import identity
from hegui.batch.contract import Place, is_remote
from hegui.batch.jobs import Digest, Job
from hegui.batch.numbers import content_number
from hegui.batch.places import place_of
from hegui.batch.rows import ERROR, KEPT, Fault, Item, Row, failed
from hegui.batch.settings import check_settings
from hegui.batch.verbs import Task, task_of
from hegui.errors import (
    CannotRead,
    CannotWrite,
    CeilingExceeded,
    FileChanged,
    HeguiError,
    TargetExists,
)
from hegui.files.source import printable
from hegui.files.syncing import not_durable, sync_file_system
from hegui.files.target import Target, make_directory
from hegui.implicit.sidecar import SUFFIX
from hegui.messages import Notice

_EXISTS = "exists already; it is replaced only when you ask for that"


class Worker:
    """Does the files of one job, one at a time. One that is made before a fork may work after it:
    what speaks to storage is made in the process that works."""

    def __init__(self, job: Job) -> None:
        """Raises what the verb's options raise: UsageError, ConfigError, InvalidLabel."""
        check_settings(job)
        self.job = job
        self._task: Task = task_of(job)
        self._folders: set[str] = set()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What holds for every file."""
        return self._task.notices

    @cached_property
    def _source(self) -> Place:
        return _place(self.job.source, self.job)

    @cached_property
    def _target(self) -> Place | None:
        return _place(self.job.target, self.job) if self.job.verb.writes else None

    def do(self, item: Item) -> Row:
        """The row of one file. Raises nothing: what goes wrong is in the row."""
        begun = time.perf_counter()
        known: dict[str, str | int] = {}
        try:
            row = self._done(item, known)
        except HeguiError as error:
            known.clear()
            row = failed(item.name, error, self.job.lang)
        except MemoryError:
            known.clear()
            template = "needs more memory than a worker may use"
            row = failed(item.name, CeilingExceeded(template), self.job.lang)
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not stop the others
            known.clear()
            fault = Fault(type(error).__name__, f"{error} [{_where(error)}]")
            row = Row(item.name, ERROR, error=fault)
        known["name"] = item.name
        seconds = round(time.perf_counter() - begun, 6)
        return row._replace(seconds=seconds, **known)  # type: ignore[arg-type]  # as _done told

    def _done(self, item: Item, known: dict[str, str | int]) -> Row:
        """What the verb says of a file; ``known`` takes up what it cannot say: the identities,
        the size, where the output is. One copy of a row is enough."""
        if self._source.local is not None:
            return self._local(item, known)
        return self._remote(item, known)

    def _local(self, item: Item, known: dict[str, str | int]) -> Row:
        assert self._source.local is not None
        path = f"{self._source.local}/{item.name}"
        try:
            before = os.stat(path)
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or str(error)
            raise CannotRead(
                "cannot be opened: {cause}", path=printable(path), cause=cause
            ) from error
        said = (
            identity.of_status(before)
            if self.job.digest is Digest.NONE
            else identity.of_file(path, self.job.digest)
        )
        if self._as_left(item, said):
            return Row(item.name, KEPT, said, before.st_size, target=item.target)
        writes = self.job.verb.writes
        row = self._written(item, said, path, known) if writes else self._task.look(path)
        if not _is_unchanged(path, before):
            raise FileChanged("changed while hegui was working on it", path=printable(path))
        known |= {"source": said, "size": before.st_size}
        return row

    def _remote(self, item: Item, known: dict[str, str | int]) -> Row:
        if self.job.verb.writes:
            said = self._source.identity(item.name)
            if self._as_left(item, said):
                return Row(item.name, KEPT, said, item.size, target=item.target)
            with self._fetched(item, said) as (path, copied):
                row = self._written(item, copied, path, known)
                known |= {"source": copied, "size": os.path.getsize(path)}
                return row
        with self._source.opened(item.name) as (source, said):
            if self._as_left(item, said):
                return Row(item.name, KEPT, said, source.size)
            beside = item.sidecar
            if beside is None:
                beside = self._source.holds(item.name + SUFFIX)
            if beside or self._task.decodes:
                with self._fetched(item, said, beside=beside) as (path, copied):
                    known |= {"source": copied, "size": source.size}
                    return self._task.look(path)
            known |= {"source": said, "size": source.size}
            return self._task.look_at(source)

    @contextmanager
    def _fetched(
        self, item: Item, said: str, *, beside: bool | None = None
    ) -> Iterator[tuple[str, str]]:
        """A remote file and its sidecar in a folder of their own, and the file's identity."""
        if beside is None:
            beside = item.sidecar
        if beside is None:
            beside = self._source.holds(item.name + SUFFIX)
        with _folder() as folder:
            path = os.path.join(folder, item.name.rpartition("/")[2])
            said = self._source.fetch(item.name, path, said)
            if beside:
                self._source.fetch(item.name + SUFFIX, path + SUFFIX)
            yield path, said

    def _as_left(self, item: Item, said: str) -> bool:
        """Whether an earlier run has done this state of the file, and its output is as it was."""
        if not item.source or item.source != said:
            return False
        if not self.job.verb.writes:
            return True
        try:
            return self._identity(item.target) == item.result
        except (CannotRead, CannotWrite):
            return False

    def _identity(self, target: str) -> str:
        """The identity of an output. Raises CannotRead."""
        assert self._target is not None
        if self._target.local is None:
            return self._target.identity(target)
        path = f"{self._target.local}/{target}"
        try:
            return identity.of_file(path, self.job.digest)
        except OSError as error:
            cause = error.strerror or str(error)
            raise CannotRead("cannot be read: {cause}", path=path, cause=cause) from error

    def _written(self, item: Item, said: str, path: str, known: dict[str, str | int]) -> Row:
        """What the verb says of a file that was labelled or handed on; ``known`` takes up its
        output and that one's identity."""
        assert self._target is not None
        number = content_number(self.job.number, item.name, said)
        allowed = item.own or self.job.overwrite
        if self._target.local is not None:
            goal = f"{self._target.local}/{item.name}"
            self._made(os.path.dirname(goal))
            try:
                row = self._task.write(path, Target(goal, allowed, durable=False), number)
            except CannotWrite as error:
                if error.template == _EXISTS:
                    raise TargetExists(_EXISTS, path=error.path) from error
                raise
            known |= {"target": item.name, "result": self._identity(item.name)}
            return row
        if not allowed and self._target.holds(item.name):
            raise TargetExists(_EXISTS, path=f"{self._target.address}/{item.name}")
        with _folder() as folder:
            made = os.path.join(folder, os.path.basename(path))
            row = self._task.write(path, Target(made, durable=False), number)
            if os.path.exists(made + SUFFIX):
                self._target.deliver(made + SUFFIX, item.name + SUFFIX)
            result = self._target.deliver(made, item.name)
            known |= {"target": item.name, "result": result}
            return row

    def _made(self, folder: str) -> None:
        if folder not in self._folders:
            make_directory(folder)
            self._folders.add(folder)


def _is_unchanged(path: str, before: os.stat_result) -> bool:
    """Whether a file is still there, with the size and time that it had."""
    try:
        now = os.stat(path)
    except OSError:
        return False
    return (before.st_size, before.st_mtime_ns) == (now.st_size, now.st_mtime_ns)


def _folder() -> AbstractContextManager[str]:
    """A folder for one remote file."""
    import tempfile  # local files need none

    return tempfile.TemporaryDirectory(prefix="hegui-")


def _place(address: str, job: Job) -> Place:
    place = place_of(address)
    place.tries = max(1, job.limits.tries)
    return place


def _where(error: BaseException) -> str:
    """The last place in our own code that an unexpected error went through."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at else "?"


_WORKERS: dict[Job, Worker] = {}


def process(
    job: Job, items: Iterable[Item], told: Callable[[Row], None] = lambda _: None
) -> list[Row]:
    """The rows of some files of a job, each output on the disk: what any scheduler can call.

    Runs in the calling process: limits of time and memory are the caller's to keep. The worker
    that the job needs is made once a process. Raises what the job's options raise, CannotWrite.
    """
    worker = _WORKERS.get(job)
    if worker is None:
        worker = _WORKERS[job] = Worker(job)
    rows = []
    for item in items:
        row = worker.do(item)
        told(row)
        rows.append(row)
    if job.verb.writes and not is_remote(job.target) and any(row.target for row in rows):
        sync_folder(job.target)
    return rows


def sync_folder(folder: str) -> None:
    """Syncs the file system of a folder. Raises CannotWrite."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            sync_file_system(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise not_durable(error, folder) from error
