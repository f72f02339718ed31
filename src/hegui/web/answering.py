"""From a request with an upload to its answer: received, worked on, recorded, answered."""

from __future__ import annotations

from fastapi import Request, Response

from hegui.web.api.options import Options, WritingOptions
from hegui.web.isolation.wire import Answer
from hegui.web.problems import MEDIA_TYPE
from hegui.web.results import FileAnswer, MixedAnswer
from hegui.web.service import language_of, service_of
from hegui.web.uploads.receiving import received


async def answer(request: Request, verb: str, options: Options) -> Response:
    """The answer to a request that carries an upload. Raises Problem."""
    service, lang = service_of(request), language_of(request)
    async with received(request, str(service.settings.spool), service.ceilings) as upload:
        done, result = await service.perform(verb, upload, lang, options.told())
    if result is None:
        return answered(done, lang)
    mixed = isinstance(options, WritingOptions) and options.answer == "multipart"
    return MixedAnswer(done, result, lang) if mixed else FileAnswer(result, lang)


def answered(done: Answer, lang: str) -> Response:
    """An answer of a worker's that has no file, as it goes out."""
    media_type = MEDIA_TYPE if done.kind else done.media_type
    headers = {"Content-Language": lang, "Vary": "Accept-Language", "Content-Type": media_type}
    return Response(done.body, done.status, headers)
