"""``/records``: the ledger searched, one record with its proof, and how to check the proof."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import ValidationError

from hegui.ledger.entries import Entry
from hegui.ledger.records import KINDS
from hegui.web.access.account import account_of
from hegui.web.api.records import RecordQuery
from hegui.web.pages.admission import needs
from hegui.web.pages.frame import page
from hegui.web.pages.routing import page_router
from hegui.web.problems import Problem, invalid
from hegui.web.service import service_of

router = page_router(needs("records"))

_ASKED = ("produce_id", "propagate_id", "digest", "provider", "kind", "since", "until", "after")
_LAST = 2**63 - 1
Position = Annotated[int, Path(ge=0, le=_LAST)]


@router.get("/records")
async def found(request: Request) -> Response:
    service = service_of(request)
    asked = {name: request.query_params.get(name, "").strip() for name in _ASKED}
    said = {name: value for name, value in asked.items() if value}
    try:
        query = RecordQuery.model_validate(said | {"newest_first": True})
    except ValidationError as error:
        first = error.errors()[0]
        raise invalid(first["loc"], first["msg"]) from None
    result = await service.threaded(service.store.ledger.find, query.query())
    state = await service.threaded(service.store.ledger.state)
    return page(
        request,
        "records.html",
        asked=asked,
        entries=result.entries,
        next=result.next,
        kinds=tuple(KINDS),
        state=state,
    )


@router.get("/records/{position}")
async def one(request: Request, position: Position) -> Response:
    service = service_of(request)
    entry = await _entry(request, position)
    proof = await service.threaded(service.store.ledger.prove, position)
    verifier = (await service.threaded(service.store.ledger.signer)).verifier
    return page(
        request,
        "record.html",
        entry=entry,
        members=members(entry),
        proof=proof,
        problem=proof.problem(verifier),
        verifier=verifier,
    )


@router.get("/records/{position}/proof")
async def proof(request: Request, position: Position) -> Response:
    service = service_of(request)
    await _entry(request, position)
    made = await service.threaded(service.store.ledger.prove, position)
    headers = {"Content-Disposition": f'attachment; filename="record-{position}.proof.json"'}
    return Response(made.dump(), 200, headers, "application/json")


def members(entry: Entry) -> tuple[tuple[str, str], ...]:
    """(name, value) of what the record says."""
    record = entry.record
    said = ((one.name, getattr(record, one.name)) for one in fields(record))
    return tuple((name, str(value)) for name, value in said if value not in ("", False))


async def _entry(request: Request, position: int) -> Entry:
    service = service_of(request)
    personal = account_of(request).allows("admin")
    ledger = service.store.ledger
    entry = await service.threaded(partial(ledger.get, position, personal=personal))
    if entry is None:
        raise Problem("NotFound", "no record is at this position")
    return entry
