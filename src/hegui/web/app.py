"""The application: its routers, what goes around each request, its start and its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from hegui import __version__
from hegui.web.api import health, verbs
from hegui.web.pages import assets, audits, home, labelling, verdicts
from hegui.web.refusals import add_refusals
from hegui.web.service import Service
from hegui.web.settings import Settings

_ABOUT = (
    "China's rules on AI-generated content as a service: labels written and read, uploads "
    "judged, files audited. Errors are problem details (RFC 9457), in English or Chinese by "
    "Accept-Language."
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application. Its workers start and end with its lifespan."""
    settings = settings or Settings()
    service = Service.of(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        settings.spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        await service.pool.start()
        try:
            yield
        finally:
            await service.pool.close()

    app = FastAPI(
        title="hegui",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.service = service
    add_refusals(app)
    for one in (health, verbs, assets, home, verdicts, labelling, audits):
        app.include_router(one.router)
    return app
