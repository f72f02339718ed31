"""``/audit``: whether a file conforms, clause by clause; the answer is the report's own page."""

from __future__ import annotations

from fastapi import Request, Response

from hegui.web.api.options import AuditOptions
from hegui.web.pages.admission import needs
from hegui.web.pages.choices import chosen
from hegui.web.pages.frame import HEADERS, page
from hegui.web.pages.routing import page_router, worker_refused
from hegui.web.pages.working import worked

router = page_router(needs("audit"))

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


@router.post("/audit")
async def report(request: Request) -> Response:
    done = await worked(request, "audit", _options)
    if done.answer.kind:
        return worker_refused(request, done.answer)
    return Response(done.answer.body, 200, _REPORT, "text/html")


def _options(fields: dict[str, str]) -> AuditOptions:
    return chosen(AuditOptions, fields, ticks=("explicit",), texts=("role", "on"), format="html")
