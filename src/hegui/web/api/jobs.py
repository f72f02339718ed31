"""``/api/v1/jobs``: work that was not waited for."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from hegui.web.access.account import account_of
from hegui.web.answering import outcome
from hegui.web.api.bodies import file_answers, problems
from hegui.web.api.models import Model
from hegui.web.jobs.job import Job
from hegui.web.jobs.shown import job_record
from hegui.web.problems import Problem
from hegui.web.service import service_of

router = APIRouter(prefix="/api/v1/jobs", tags=["jobs"])

Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The job's id.")]
_ACCESS = problems(401, 403, 404, 422, 429, 503)


class JobRecord(Model):
    """A job: what it is about, where it is, and where its answer is once it is over."""

    id: str
    verb: Literal["read", "check", "label", "propagate", "audit"]
    state: Literal["queued", "running", "recording", "done", "failed", "cancelled"]
    file: str
    size: int
    sha256: str
    progress: int = Field(ge=0, le=100, description="In percent.")
    attempts: int
    causes: list[str] = Field(description="Why attempts before failed.")
    cancel_requested: bool
    created: str
    changed: str
    status: int | None = Field(description="The status of its answer, once it is over.")
    records: list[int] = Field(description="Positions of its records in the ledger.")
    answer: str | None = Field(description="Where its answer is, once it is over.")


class JobList(Model):
    """The newest jobs first."""

    jobs: list[JobRecord]


@router.get(
    "",
    response_model=JobList,
    responses=problems(401, 403, 422, 429, 503),
    summary="One's own jobs",
)
async def listed(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at most.")] = 50,
) -> JSONResponse:
    service, account = service_of(request), account_of(request)
    whose = None if account.allows("admin") else account.id
    found = await service.threaded(service.jobs.newest, whose, limit)
    return JSONResponse({"jobs": [job_record(job) for job in found]})


@router.get("/{job}", response_model=JobRecord, responses=_ACCESS, summary="Where a job is")
async def shown(request: Request, job: Id) -> JSONResponse:
    return JSONResponse(job_record(await _own(request, job)))


@router.get(
    "/{job}/answer",
    responses=file_answers() | problems(404, 500),
    summary="What a job gave, as its request would have been answered",
)
async def answer(
    request: Request,
    job: Id,
    answer: Annotated[
        Literal["file", "multipart"],
        Query(description="The file alone; or everything that was done, and the file."),
    ] = "file",
) -> Response:
    found = await _own(request, job)
    if not found.over:
        raise Problem("NotFound", "the job has no answer: it is {state}", state=found.state.value)
    return await outcome(service_of(request), found, mixed=answer == "multipart")


@router.delete(
    "/{job}", status_code=202, response_model=JobRecord, responses=_ACCESS, summary="Cancel a job"
)
async def cancel(request: Request, job: Id) -> JSONResponse:
    service = service_of(request)
    await _own(request, job)
    await service.runner.cancel(job)
    return JSONResponse(job_record(await _own(request, job)), 202)


async def _own(request: Request, job: str) -> Job:
    """A job of who asks. Raises Problem: others' jobs are as if they were not."""
    service, account = service_of(request), account_of(request)
    found = await service.threaded(service.jobs.get, job)
    if found is None or not (found.account == account.id or account.allows("admin")):
        raise Problem("NotFound", "no job has this id")
    return found
