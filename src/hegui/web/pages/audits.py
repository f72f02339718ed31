"""``/audit``: whether a file conforms, clause by clause; the answer is the report's own page."""

from __future__ import annotations

from fastapi import Depends, Request, Response

from hegui.web.api.options import AuditOptions
from hegui.web.pages.choices import chosen
from hegui.web.pages.frame import HEADERS, language, page
from hegui.web.pages.routing import page_router, worker_refused
from hegui.web.pages.same_origin import own_form
from hegui.web.service import service_of
from hegui.web.uploads.receiving import received

router = page_router()

# A report is a page that carries its style and script with it, and may do nothing else.
_REPORT = HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'none'; sandbox allow-scripts allow-downloads"
    )
}


@router.get("/audit")
async def form(request: Request) -> Response:
    return page(request, "audit.html")


@router.post("/audit", dependencies=[Depends(own_form)])
async def report(request: Request) -> Response:
    service, lang = service_of(request), language(request)
    spool = str(service.settings.spool)
    async with received(request, spool, service.ceilings, texts=True) as upload:
        options = chosen(
            AuditOptions, upload.fields, ticks=("explicit",), texts=("role", "on"), format="html"
        )
        answer, _ = await service.perform("audit", upload, lang, options.told())
    if answer.kind:
        return worker_refused(request, answer)
    return Response(answer.body, 200, _REPORT, "text/html")
