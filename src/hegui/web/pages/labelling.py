"""``/label``: the provider's labels on a work, with a preview; the answer is the labelled file."""

from __future__ import annotations

from fastapi import Depends, Request, Response

from hegui.explicit.style import Corner, Sound
from hegui.web.api.options import LabelOptions
from hegui.web.pages.choices import chosen
from hegui.web.pages.frame import language, page
from hegui.web.pages.routing import page_router, worker_refused
from hegui.web.pages.same_origin import own_form
from hegui.web.results import FileAnswer
from hegui.web.service import service_of
from hegui.web.uploads.receiving import received

router = page_router()

_TICKS = ("implicit_only", "seal", "c2pa", "allow_break_c2pa")
_TEXTS = ("producer", "wording", "text", "corner", "height", "sound", "iptc", "because")


@router.get("/label")
async def form(request: Request) -> Response:
    return page(request, "label.html", corners=list(Corner), sounds=list(Sound))


@router.post("/label", dependencies=[Depends(own_form)])
async def label(request: Request) -> Response:
    service, lang = service_of(request), language(request)
    spool = str(service.settings.spool)
    async with received(request, spool, service.ceilings, texts=True) as upload:
        options = chosen(LabelOptions, upload.fields, ticks=_TICKS, texts=_TEXTS)
        answer, result = await service.perform("label", upload, lang, options.told())
    if result is None:
        return worker_refused(request, answer)
    return FileAnswer(result, lang, await service.record(answer.records))
