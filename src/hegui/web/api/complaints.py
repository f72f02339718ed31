"""``/api/v1/complaints``: complaints and appeals filed, listed by their day, decided."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from hegui.ledger.drafts import Draft
from hegui.ledger.records import AppealRecord, ComplaintRecord, Record, ResolutionRecord
from hegui.web.access.account import account_of
from hegui.web.api.bodies import problems
from hegui.web.api.entries import EntryRecord, entry_record
from hegui.web.api.models import Model
from hegui.web.problems import Problem
from hegui.web.service import Service, service_of
from hegui.web.store import complaints
from hegui.web.store.complaints import Complaint

router = APIRouter(prefix="/api/v1/complaints", tags=["complaints"])

_LONGEST = 4096
_LONGEST_TEXT = 20_000
_LAST = 2**63 - 1
_ACCESS = problems(401, 403, 422, 429, 500, 503)
_ONE = _ACCESS | problems(404)
Position = Annotated[int, Path(ge=0, le=_LAST, description="Its place in the ledger.")]


class NewComplaint(BaseModel):
    """What somebody complains of, or with ``about`` appeals against."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "subject": "missing-label",
                    "propagate_id": "p-7f2e",
                    "contact": "reader@example.com",
                    "text": "视频为生成合成内容，但没有标识。",
                }
            ]
        },
    )

    subject: str = Field(min_length=1, max_length=_LONGEST, description="A word of the platform's.")
    about: int | None = Field(
        None, ge=0, le=_LAST, description="Of an appeal: the record that it is against."
    )
    produce_id: str = Field("", max_length=_LONGEST)
    propagate_id: str = Field("", max_length=_LONGEST)
    digest: str = Field("", max_length=200, description="sha256:… or sm3:… of the file.")
    contact: str = Field("", max_length=_LONGEST_TEXT, description="Kept apart, and erasable.")
    text: str = Field("", max_length=_LONGEST_TEXT, description="Kept apart, and erasable.")
    key: str = Field("", max_length=255, description="Filed again under it, it is filed once.")

    def record(self) -> Record:
        """As the ledger keeps it."""
        if self.about is not None:
            return AppealRecord(self.about, self.subject, self.contact, self.text)
        return ComplaintRecord(
            self.subject,
            self.produce_id,
            self.propagate_id,
            self.digest,
            self.contact,
            self.text,
        )


class Decision(BaseModel):
    """How a complaint was decided."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"outcome": "upheld", "text": "已补加标识。"}]},
    )

    outcome: str = Field(min_length=1, max_length=_LONGEST, description="A word of the platform's.")
    text: str = Field("", max_length=_LONGEST_TEXT, description="Kept apart, and erasable.")


class ComplaintEntry(EntryRecord):
    """A complaint or an appeal, until when it is to be decided, and its decision."""

    due: str
    overdue: bool
    decision: EntryRecord | None


class ComplaintPage(Model):
    """Complaints, the oldest first."""

    complaints: list[ComplaintEntry]
    next: int | None = Field(description="`after` of the page that follows; null without one.")


@router.get("", response_model=ComplaintPage, responses=_ACCESS, summary="Complaints by their day")
async def listed(
    request: Request,
    state: Annotated[
        Literal["open", "decided", "all"], Query(description="Which of them.")
    ] = "open",
    after: Annotated[
        int | None, Query(ge=0, le=_LAST, description="`next` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 50,
) -> JSONResponse:
    service = service_of(request)
    days = service.settings.complaint_days
    page, following = await service.threaded(
        partial(
            complaints.listed, service.store, days, state, after=after, limit=limit, personal=True
        )
    )
    return JSONResponse({"complaints": [shown(one) for one in page], "next": following})


@router.post(
    "",
    status_code=201,
    response_model=ComplaintEntry,
    responses=_ACCESS | problems(400, 404, 409),
    summary="A complaint or an appeal filed",
)
async def filed(request: Request, new: NewComplaint) -> JSONResponse:
    return JSONResponse(shown(await file(request, new)), 201)


async def file(request: Request, new: NewComplaint) -> Complaint:
    """Has the ledger keep a complaint or an appeal. Raises Problem."""
    service = service_of(request)
    if new.about is not None:
        against = await service.threaded(service.store.ledger.get, new.about)
        if against is None:
            raise Problem("NotFound", "no record is at this position")
    key = f"{account_of(request).id} complaint {new.key}" if new.key else ""
    draft = Draft(new.record(), key)
    (appended,) = await service.threaded(service.store.ledger.append_all, (draft,))
    return await _one(service, appended.entry.position)


@router.get("/{position}", response_model=ComplaintEntry, responses=_ONE, summary="One complaint")
async def one(request: Request, position: Position) -> JSONResponse:
    return JSONResponse(shown(await _one(service_of(request), position)))


@router.post(
    "/{position}/decision",
    response_model=ComplaintEntry,
    responses=_ONE | problems(400, 409),
    summary="A complaint decided",
)
async def decided(request: Request, position: Position, decision: Decision) -> JSONResponse:
    return JSONResponse(shown(await decide(request, position, decision)))


async def decide(request: Request, position: int, decision: Decision) -> Complaint:
    """Has the ledger keep how a complaint was decided. Raises Problem."""
    service = service_of(request)
    complaint = await _one(service, position)
    record = ResolutionRecord(position, decision.outcome, decision.text)
    if complaint.decision is not None and complaint.decision.record != record:
        raise Problem("Conflict", "it was decided already")
    if complaint.decision is None:
        # Under one key for each complaint: of two that decide at once the second is told.
        draft = Draft(record, f"decision {position}")
        await service.threaded(service.store.ledger.append_all, (draft,))
    return await _one(service, position)


async def _one(service: Service, position: int) -> Complaint:
    days = service.settings.complaint_days
    found = await service.threaded(
        partial(complaints.one, service.store, days, position, personal=True)
    )
    if found is None:
        raise Problem("NotFound", "no complaint is at this position")
    return found


def shown(complaint: Complaint) -> dict[str, object]:
    """A complaint as a JSON object."""
    decision = complaint.decision
    return entry_record(complaint.entry) | {
        "due": complaint.due.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "overdue": complaint.overdue,
        "decision": entry_record(decision) if decision is not None else None,
    }
