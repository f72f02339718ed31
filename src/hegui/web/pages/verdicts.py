"""``/check``: a platform's verdict on one file, in plain words, with what it rests on."""

from __future__ import annotations

import json

from fastapi import Request, Response

from hegui.web.api.options import CheckOptions
from hegui.web.pages.admission import needs
from hegui.web.pages.choices import chosen
from hegui.web.pages.frame import page
from hegui.web.pages.routing import page_router, worker_refused
from hegui.web.pages.working import worked

router = page_router(needs("check"))


@router.get("/check")
async def form(request: Request) -> Response:
    return page(request, "check.html", result=None)


@router.post("/check")
async def verdict(request: Request) -> Response:
    done = await worked(request, "check", _options)
    if done.answer.kind:
        return worker_refused(request, done.answer)
    return page(request, "check.html", result=json.loads(done.answer.body), size=done.size)


def _options(fields: dict[str, str]) -> CheckOptions:
    return chosen(CheckOptions, fields, ticks=("declared", "explicit", "record"))
