"""``/health`` and ``/ready``: whether the service lives, and whether it can work; its figures."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import text

from hegui.errors import LedgerUnavailable
from hegui.web.api.bodies import Responses, problems
from hegui.web.operation.metrics import MEDIA_TYPE
from hegui.web.service import Service, service_of

router = APIRouter(tags=["operation"])
_FIGURES: Responses = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "The figures"}
}


class Health(BaseModel):
    """The service lives."""

    status: str = Field(examples=["ok"])


class Readiness(BaseModel):
    """Whether the service can work: every part by its name."""

    ready: bool
    parts: dict[str, bool] = Field(examples=[{"workers": True, "database": True}])


@router.get("/health", response_model=Health, summary="Whether the service lives")
async def health() -> JSONResponse:
    return JSONResponse({"status": "ok"})


@router.get(
    "/ready",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not ready"}},
    summary="Whether the service can work",
)
async def ready(request: Request) -> JSONResponse:
    service = service_of(request)
    parts = {
        "workers": service.pool.alive,
        "database": await service.threaded(_answers, service),
        "running": not service.stopping,
    }
    well = all(parts.values())
    return JSONResponse({"ready": well, "parts": parts}, 200 if well else 503)


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses=_FIGURES | problems(401, 403, 429),
)
async def metrics(request: Request) -> Response:
    service = service_of(request)
    service.metrics.workers_busy.set(service.pool.busy)
    service.metrics.tasks_waiting.set(service.pool.queued)
    return Response(service.metrics.text(), headers={"Content-Type": MEDIA_TYPE})


def _answers(service: Service) -> bool:
    """Whether the database answers."""
    try:
        with service.store.database.reading() as connection:
            connection.execute(text("SELECT 1"))
    except LedgerUnavailable:
        return False
    return True
