"""``/sign-in``: an API key becomes a session of the browser's, until it is signed out."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from hegui.web.access.sessions import COOKIE, HOURS
from hegui.web.pages.forms import fields_of
from hegui.web.pages.frame import page
from hegui.web.pages.routing import page_router
from hegui.web.service import service_of

router = page_router()


@router.get("/sign-in")
async def form(request: Request) -> Response:
    return page(request, "sign-in.html", next=_inside(request), wrong=False)


@router.post("/sign-in")
async def begun(request: Request) -> Response:
    service = service_of(request)
    secret = (await fields_of(request)).get("key", "").strip()
    key = await run_in_threadpool(service.keys.find, secret)
    if key is None:
        return page(request, "sign-in.html", status=403, next=_inside(request), wrong=True)
    answer = RedirectResponse(_inside(request), 303)
    answer.set_cookie(
        COOKIE,
        service.sessions.begin(key),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="strict",
        secure=not service.settings.loopback or request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
async def ended(request: Request) -> Response:
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer


def _inside(request: Request) -> str:
    """Where to go then: a page of this service, whatever the address says."""
    asked = request.query_params.get("next", "/")
    parts = urlsplit(asked)
    inside = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if inside and not parts.scheme and not parts.netloc else "/"
