"""What requests share: the settings, the workers, the database, and the way to each of them."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from starlette.requests import Request

from hegui.ledger.drafts import Draft
from hegui.ledger.records import KINDS
from hegui.web.access.known import KnownKeys
from hegui.web.access.sessions import Sessions
from hegui.web.isolation.limits import Limits
from hegui.web.isolation.pool import Pool
from hegui.web.isolation.process import WorkerEnded
from hegui.web.isolation.wire import Answer, Task
from hegui.web.jobs.files import JobFiles
from hegui.web.jobs.runner import Runner
from hegui.web.jobs.servers import Servers
from hegui.web.jobs.table import Jobs
from hegui.web.language import chosen
from hegui.web.operation.metrics import Metrics
from hegui.web.problems import worker_ended
from hegui.web.results import Result
from hegui.web.reviews import Review, known_reviews
from hegui.web.settings import Settings
from hegui.web.store.store import Store
from hegui.web.uploads.names import file_suffix
from hegui.web.uploads.receiving import Ceilings
from hegui.web.uploads.upload import IN_MEMORY, Upload

Found = TypeVar("Found")

_IN_MEMORY = ("read", "check")  # verbs that take the bytes of a small upload as they are
_THREADS = 24


@dataclass(slots=True)
class Service:
    """One running service. ``pool`` are its workers, ``runner`` does its jobs."""

    settings: Settings
    store: Store
    metrics: Metrics
    pool: Pool
    keys: KnownKeys
    sessions: Sessions
    files: JobFiles
    jobs: Jobs
    runner: Runner
    threads: ThreadPoolExecutor
    reviews: tuple[Review, ...]
    stopping: bool = field(default=False)

    @classmethod
    def of(cls, settings: Settings) -> Service:
        """A service that has not started yet, its database open. Raises what opening it
        and reading the plans of reviews raises."""
        reviews = known_reviews(settings.reviews)
        store = Store.open(settings)
        settings.spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        metrics = Metrics()
        threads = ThreadPoolExecutor(_THREADS, "hegui-database")
        limits = Limits(settings.memory, settings.largest + settings.largest // 4, settings.seconds)
        pool = Pool(
            settings.workers,
            limits,
            waiting=settings.waiting,
            config=settings.config,
            ended=lambda how: metrics.workers_ended.labels(how).inc(),
        )
        files = JobFiles(settings.jobs)
        jobs = Jobs(store, files.identity)
        runner = Runner(
            store,
            jobs,
            files,
            Servers(store, files.identity, settings.lease_seconds),
            pool,
            metrics,
            threads,
            max(1, settings.workers - 1),
            settings.job_seconds,
            settings.keep_hours * 3600,
        )
        return cls(
            settings,
            store,
            metrics,
            pool,
            KnownKeys(store),
            Sessions(store),
            files,
            jobs,
            runner,
            threads,
            reviews,
        )

    async def start(self) -> None:
        """Starts the workers and the jobs."""
        await self.pool.start()
        await self.runner.start()

    async def stop(self) -> None:
        """Ends what was started; jobs that are not done are given back."""
        self.stopping = True
        await self.runner.stop()
        await self.pool.close()
        self.threads.shutdown(wait=True)
        self.store.close()

    @property
    def ceilings(self) -> Ceilings:
        """Those of an upload."""
        return Ceilings(self.settings.largest, self.settings.grace, self.settings.slowest)

    async def threaded(self, work: Callable[..., Found], *arguments: object) -> Found:
        """What ``work`` gives, done beside: whatever asks the database goes this way."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, partial(work, *arguments))

    async def perform(
        self, verb: str, upload: Upload, lang: str, options: dict[str, str | bool | None]
    ) -> tuple[Answer, Result | None]:
        """What a worker answers about an upload, and the file that it wrote. Raises Problem."""
        with self._directory(verb, upload) as directory:
            task = task_of(verb, upload, lang, options, directory)
            try:
                answer = await self.pool.run(task, upload.descriptor)
            except WorkerEnded:
                raise worker_ended() from None
            if answer.written is None:
                return answer, None
            path = os.path.join(directory, answer.written.path)
            return answer, Result(answer.written, os.open(path, os.O_RDONLY | os.O_CLOEXEC))

    async def record(self, records: Sequence[tuple[str, dict[str, str | bool]]]) -> tuple[int, ...]:
        """Has the ledger keep records; their positions. On the disk when this returns."""
        if not records:
            return ()
        drafts = [Draft(KINDS[kind](**members)) for kind, members in records]
        appended = await self.threaded(self.store.ledger.append_all, drafts)
        return tuple(one.entry.position for one in appended)

    @contextmanager
    def _directory(self, verb: str, upload: Upload) -> Iterator[str]:
        """A directory of one task's own; "" where none is needed."""
        if verb in _IN_MEMORY and upload.size <= IN_MEMORY:
            yield ""
            return
        with tempfile.TemporaryDirectory(dir=self.settings.spool, prefix="task-") as directory:
            yield directory


def task_of(
    verb: str,
    upload: Upload,
    lang: str,
    options: dict[str, str | bool | None],
    directory: str = "",
) -> Task:
    """The task of doing ``verb`` with an upload."""
    suffix = file_suffix(upload.name)
    return Task(verb, upload.name, suffix, upload.size, upload.sha256, lang, options, directory)


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def language_of(request: Request) -> str:
    """The language that a request asks for."""
    return chosen(request.headers.get("accept-language", ""))
