"""The service run by uvicorn until it is told to stop."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from hegui.web.app import create_app
from hegui.web.settings import Settings

_CONNECTIONS = 512


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or Ctrl-C; requests under way are finished first."""
    run(create_app(settings), settings)


def run(app: FastAPI, settings: Settings) -> None:
    """Serves ``app``, which somebody may have added to."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=30,
        lifespan="on",
    )
    uvicorn.Server(config).run()
