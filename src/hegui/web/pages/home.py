"""``/``: a file to check at once, and where else to go."""

from __future__ import annotations

from fastapi import Request, Response

from hegui.web.pages.frame import page
from hegui.web.pages.routing import page_router

router = page_router()


@router.get("/")
async def home(request: Request) -> Response:
    return page(request, "home.html")
