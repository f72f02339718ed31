"""The service run by uvicorn until it is told to stop."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

from hegui.web.app import create_app
from hegui.web.operation.logs import log_to
from hegui.web.protocol import HEADERS_WITHIN, PatientProtocol
from hegui.web.settings import Settings

_CONNECTIONS = 512
_LONGEST_HEADERS = 64 * 1024
_STOPS_WITHIN = 30  # seconds for requests under way


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or Ctrl-C; requests under way are finished first.

    Raises what ``create_app`` raises.
    """
    run(create_app(settings), settings)


def run(app: FastAPI, settings: Settings) -> None:
    """Serves ``app``, which somebody may have added to."""
    log_to(sys.stderr, settings.log)

    class _Protocol(PatientProtocol):
        headers_within = min(HEADERS_WITHIN, settings.grace)

    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=_Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_LONGEST_HEADERS,
        timeout_graceful_shutdown=_STOPS_WITHIN,
        lifespan="on",
    )
    uvicorn.Server(config).run()
