"""The application: its routers, what goes around each request, its start and its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from hegui import __version__
from hegui.web.access.guard import Guard
from hegui.web.api import complaints, document, health, jobs, problem_types, records, rules, verbs
from hegui.web.operation.around import Around
from hegui.web.pages import (
    assets,
    audits,
    home,
    labelling,
    numbers,
    signing_in,
    verdicts,
)
from hegui.web.pages import complaints as complaint_pages
from hegui.web.pages import records as record_pages
from hegui.web.pages import reviews as review_pages
from hegui.web.pages import rules as rule_pages
from hegui.web.refusals import add_refusals
from hegui.web.service import Service
from hegui.web.settings import Settings

_ABOUT = (
    "China's rules on AI-generated content as a service: labels written and read, uploads "
    "judged, files audited. Errors are problem details (RFC 9457), in English or Chinese by "
    "Accept-Language."
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application; its database is opened here, its workers start and end
    with its lifespan.

    Raises ConfigError, UsageError, LedgerUnavailable and what loading the ledger's key raises.
    """
    settings = settings or Settings()
    service = Service.of(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    app = FastAPI(
        title="hegui",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.service = service
    add_refusals(app)
    api = (verbs, health, jobs, records, complaints, rules, problem_types, document)
    looked_at = (
        home,
        verdicts,
        labelling,
        audits,
        record_pages,
        complaint_pages,
        review_pages,
        rule_pages,
    )
    pages = (assets, signing_in, *looked_at, numbers)
    for one in (*api, *pages):
        app.include_router(one.router)
    # The last that is added comes first.
    app.add_middleware(Guard, settings, service.keys, service.sessions)
    app.add_middleware(Around, service.metrics)
    return app
