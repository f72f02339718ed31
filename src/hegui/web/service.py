"""What requests share: the settings, the workers, and the way from a request to an answer."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.requests import Request

from hegui.web.isolation.limits import Limits
from hegui.web.isolation.pool import Pool
from hegui.web.isolation.process import WorkerEnded
from hegui.web.isolation.wire import Answer, Task
from hegui.web.language import chosen
from hegui.web.problems import Problem
from hegui.web.results import Result
from hegui.web.settings import Settings
from hegui.web.uploads.names import file_suffix
from hegui.web.uploads.receiving import Ceilings
from hegui.web.uploads.upload import IN_MEMORY, Upload

_IN_MEMORY = ("read", "check")  # verbs that take the bytes of a small upload as they are


@dataclass(slots=True)
class Service:
    """One running service. ``pool`` are its workers."""

    settings: Settings
    pool: Pool

    @classmethod
    def of(cls, settings: Settings) -> Service:
        """A service that has not started yet."""
        limits = Limits(settings.memory, settings.largest + settings.largest // 4, settings.seconds)
        pool = Pool(settings.workers, limits, waiting=settings.waiting, config=settings.config)
        return cls(settings, pool)

    @property
    def ceilings(self) -> Ceilings:
        """Those of an upload."""
        return Ceilings(self.settings.largest, self.settings.grace, self.settings.slowest)

    async def perform(
        self, verb: str, upload: Upload, lang: str, options: dict[str, str | bool | None]
    ) -> tuple[Answer, Result | None]:
        """What a worker answers about an upload, and the file that it wrote. Raises Problem."""
        with self._directory(verb, upload) as directory:
            task = Task(
                verb,
                upload.name,
                file_suffix(upload.name),
                upload.size,
                upload.sha256,
                lang,
                options,
                directory,
            )
            try:
                answer = await self.pool.run(task, upload.descriptor)
            except WorkerEnded:
                raise worker_ended() from None
            if answer.written is None:
                return answer, None
            path = os.path.join(directory, answer.written.path)
            return answer, Result(answer.written, os.open(path, os.O_RDONLY | os.O_CLOEXEC))

    @contextmanager
    def _directory(self, verb: str, upload: Upload) -> Iterator[str]:
        """A directory of one task's own; "" where none is needed."""
        if verb in _IN_MEMORY and upload.size <= IN_MEMORY:
            yield ""
            return
        with tempfile.TemporaryDirectory(dir=self.settings.spool, prefix="task-") as directory:
            yield directory


def worker_ended() -> Problem:
    """A worker that died of its task."""
    return Problem("WorkerEnded", "the process that looked at the file ended before it was done")


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def language_of(request: Request) -> str:
    """The language that a request asks for."""
    return chosen(request.headers.get("accept-language", ""))
