"""``/check``: a platform's verdict on one file, in plain words, with what it rests on."""

from __future__ import annotations

import json

from fastapi import Depends, Request, Response

from hegui.web.api.options import CheckOptions
from hegui.web.pages.choices import chosen
from hegui.web.pages.frame import language, page
from hegui.web.pages.routing import page_router, worker_refused
from hegui.web.pages.same_origin import own_form
from hegui.web.service import service_of
from hegui.web.uploads.receiving import received

router = page_router()


@router.get("/check")
async def form(request: Request) -> Response:
    return page(request, "check.html", result=None)


@router.post("/check", dependencies=[Depends(own_form)])
async def verdict(request: Request) -> Response:
    service, lang = service_of(request), language(request)
    spool = str(service.settings.spool)
    async with received(request, spool, service.ceilings, texts=True) as upload:
        options = chosen(CheckOptions, upload.fields, ticks=("declared", "explicit"))
        answer, _ = await service.perform("check", upload, lang, options.told())
        size = upload.size
    if answer.kind:
        return worker_refused(request, answer)
    return page(request, "check.html", result=json.loads(answer.body), size=size)
