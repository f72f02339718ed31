"""``/health`` and ``/ready``: whether the service lives, and whether it can work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from hegui.web.service import service_of

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    """The service lives."""

    status: str = Field(examples=["ok"])


class Readiness(BaseModel):
    """Whether the service can work: every part by its name."""

    ready: bool
    parts: dict[str, bool] = Field(examples=[{"workers": True}])


@router.get("/health", response_model=Health, summary="Whether the service lives")
async def health() -> JSONResponse:
    """Answers as long as the service can answer at all; asks nothing else."""
    return JSONResponse({"status": "ok"})


@router.get(
    "/ready",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not ready"}},
    summary="Whether the service can work",
)
async def ready(request: Request) -> JSONResponse:
    """Whether there are workers; 503 where not, and while the service stops."""
    parts = {"workers": service_of(request).pool.alive}
    well = all(parts.values())
    return JSONResponse({"ready": well, "parts": parts}, 200 if well else 503)
