"""``/complaints``: the queue by its days, one complaint with its decision, a new one."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import ValidationError
from starlette.responses import RedirectResponse

from hegui.web.api.complaints import Decision, NewComplaint, decide, file
from hegui.web.pages.admission import needs
from hegui.web.pages.forms import fields_of
from hegui.web.pages.frame import page
from hegui.web.pages.records import members
from hegui.web.pages.routing import page_router
from hegui.web.problems import Problem, invalid
from hegui.web.service import service_of
from hegui.web.store import complaints

router = page_router(needs("complaints"))

_LAST = 2**63 - 1
Position = Annotated[int, Path(ge=0, le=_LAST)]
Asked = Literal["open", "decided", "all"]


@router.get("/complaints")
async def queue(
    request: Request,
    state: Asked = "open",
    after: Annotated[int | None, Query(ge=0, le=_LAST)] = None,
) -> Response:
    service = service_of(request)
    days = service.settings.complaint_days
    listed = partial(
        complaints.listed, service.store, days, state, after=after, limit=50, personal=True
    )
    found, following = await service.threaded(listed)
    return page(
        request,
        "complaints.html",
        complaints=found,
        state=state,
        next=following,
        days=days,
        now=datetime.now(UTC),
    )


@router.post("/complaints")
async def filed(request: Request) -> Response:
    said = {name: value for name, value in (await fields_of(request)).items() if value}
    try:
        new = NewComplaint.model_validate(said)
    except ValidationError as error:
        raise _invalid(error) from None
    complaint = await file(request, new)
    return RedirectResponse(f"/complaints/{complaint.entry.position}", 303)


@router.get("/complaints/{position}")
async def one(request: Request, position: Position) -> Response:
    service = service_of(request)
    days = service.settings.complaint_days
    found = await service.threaded(
        partial(complaints.one, service.store, days, position, personal=True)
    )
    if found is None:
        raise Problem("NotFound", "no complaint is at this position")
    decision = found.decision
    return page(
        request,
        "complaint.html",
        complaint=found,
        members=members(found.entry),
        decided=members(decision) if decision else (),
        now=datetime.now(UTC),
    )


@router.post("/complaints/{position}/decision")
async def decided(request: Request, position: Position) -> Response:
    try:
        decision = Decision.model_validate(await fields_of(request))
    except ValidationError as error:
        raise _invalid(error) from None
    await decide(request, position, decision)
    return RedirectResponse(f"/complaints/{position}", 303)


def _invalid(error: ValidationError) -> Problem:
    first = error.errors()[0]
    return invalid(first["loc"], first["msg"])
