"""From a page's form with a file to what a worker made of it, recorded as the API records it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from hegui.web.api.options import Options
from hegui.web.isolation.wire import Answer
from hegui.web.pages.frame import language
from hegui.web.results import Result
from hegui.web.service import service_of
from hegui.web.uploads.receiving import received


@dataclass(frozen=True, slots=True)
class Worked:
    """A worker's answer, the file that it wrote, the records made, the upload's size in bytes."""

    answer: Answer
    result: Result | None
    records: tuple[int, ...]
    size: int


async def worked(
    request: Request, verb: str, choose: Callable[[dict[str, str]], Options]
) -> Worked:
    """What became of the file in a form; ``choose`` makes options of the form's texts.

    Raises Problem.
    """
    service, lang = service_of(request), language(request)
    spool = str(service.settings.spool)
    async with received(request, spool, service.ceilings, texts=True) as upload:
        service.metrics.uploaded.inc(upload.size)
        options = choose(upload.fields)
        answer, result = await service.perform(verb, upload, lang, options.told())
        size = upload.size
    try:
        records = await service.record(answer.records)
    except BaseException:
        if result is not None:
            result.close()
        raise
    return Worked(answer, result, records, size)
