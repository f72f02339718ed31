"""What requests share: the settings, the workers, and the way from a request to an answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from hegui.web.isolation.limits import Limits
from hegui.web.isolation.pool import Pool, WorkerEnded
from hegui.web.isolation.wire import Answer, Task
from hegui.web.language import chosen
from hegui.web.problems import MEDIA_TYPE, Problem
from hegui.web.settings import Settings
from hegui.web.uploads.names import file_suffix
from hegui.web.uploads.receiving import Ceilings
from hegui.web.uploads.upload import IN_MEMORY, Upload


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

    async def look(
        self, verb: str, upload: Upload, lang: str, options: dict[str, str | bool | None]
    ) -> Answer:
        """What a worker says about an upload. Raises Problem."""
        with self.directory(upload) as directory:
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
            return await self.perform(task, upload.descriptor)

    async def perform(self, task: Task, descriptor: int) -> Answer:
        """What a worker answers. Raises Problem."""
        try:
            return await self.pool.run(task, descriptor)
        except WorkerEnded:
            raise Problem(
                "WorkerEnded", "the process that looked at the file ended before it was done"
            ) from None

    @contextmanager
    def directory(self, upload: Upload) -> Iterator[str]:
        """A directory of one task's own; "" for a small upload, which needs none."""
        if upload.size <= IN_MEMORY:
            yield ""
            return
        with tempfile.TemporaryDirectory(dir=self.settings.spool, prefix="task-") as directory:
            yield directory


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def language_of(request: Request) -> str:
    """The language that a request asks for."""
    return chosen(request.headers.get("accept-language", ""))


def answered(answer: Answer, lang: str) -> Response:
    """An answer of a worker's, as it goes out."""
    media_type = MEDIA_TYPE if answer.kind else "application/json"
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    return Response(answer.body, answer.status, headers, media_type)
