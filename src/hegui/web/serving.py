"""The service run by uvicorn until it is told to stop."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI

from hegui.errors import UsageError
from hegui.web.app import create_app
from hegui.web.operation.logs import log_to
from hegui.web.protocol import HEADERS_WITHIN, PatientProtocol
from hegui.web.settings import Settings

_CONNECTIONS = 512
_LONGEST_HEADERS = 64 * 1024
_STOPS_WITHIN = 30  # seconds for requests under way


def serve(settings: Settings, announce: Callable[[], None]) -> None:
    """Serves until SIGTERM or Ctrl-C; requests under way are finished first.

    ``announce`` is called once the address is the service's own. Raises UsageError where it cannot
    be had, and what ``create_app`` raises.
    """
    run(create_app(settings), settings, announce)


def run(app: FastAPI, settings: Settings, announce: Callable[[], None] = lambda: None) -> None:
    """Serves ``app``, which somebody may have added to. Raises UsageError as :func:`serve` does."""
    log_to(sys.stderr, settings.log)
    with _bound(settings) as sockets:
        announce()

        class _Protocol(PatientProtocol):
            headers_within = min(HEADERS_WITHIN, settings.grace)

        config = uvicorn.Config(
            app,
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
        uvicorn.Server(config).run(sockets)


@contextlib.contextmanager
def _bound(settings: Settings) -> Iterator[list[socket.socket]]:
    """A socket for every address that the host's name has: nothing is announced that another
    program answers at."""
    with contextlib.ExitStack() as held:
        sockets = []
        try:
            flags = socket.AI_PASSIVE
            found = socket.getaddrinfo(
                settings.host, settings.port, type=socket.SOCK_STREAM, flags=flags
            )
            for family, kind, protocol, _, address in dict.fromkeys(found):
                one = held.enter_context(socket.socket(family, kind, protocol))
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:  # or it would take the port of IPv4 as well
                    one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                one.bind(address)
                sockets.append(one)
        except OSError as error:
            raise UsageError(
                "{host}, port {port}, cannot be listened at: {cause}",
                host=settings.host,
                port=settings.port,
                cause=error.strerror or str(error),
            ) from error
        yield sockets
