"""``POST /api/v1/read`` and ``/api/v1/check``: what an upload says, and what follows from it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from hegui.web.api.bodies import UPLOAD
from hegui.web.service import answered, language_of, service_of
from hegui.web.uploads.receiving import received

router = APIRouter(prefix="/api/v1", tags=["look"])


@router.post("/read", openapi_extra=UPLOAD, summary="What a file says about its origin")
async def read(request: Request) -> Response:
    """Every implicit label in the file, wherever and in whatever dialect it stands, and what its
    seals prove. A file without a label gives an answer without sites, which never means that a
    person made it."""
    return await _look(request, "read", {})


@router.post("/check", openapi_extra=UPLOAD, summary="The platform's verdict on an upload")
async def check(
    request: Request,
    declared: Annotated[
        bool, Query(description="The user declares the content as generated.")
    ] = False,
    explicit: Annotated[
        bool, Query(description="Look for explicit labels too: decodes the content.")
    ] = False,
) -> Response:
    """Every sign that the file was generated, and what Labelling Measures art. 6 makes of them:
    the verdict, the notice for the public, the Label that follows."""
    return await _look(request, "check", {"declared": declared, "explicit": explicit})


async def _look(request: Request, verb: str, options: dict[str, str | bool | None]) -> Response:
    service = service_of(request)
    lang = language_of(request)
    async with received(request, str(service.settings.spool), service.ceilings) as upload:
        answer = await service.look(verb, upload, lang, options)
    return answered(answer, lang)
