"""Every error of a request becomes problem details (RFC 9457): ours, FastAPI's, and mistakes."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from hegui.errors import HeguiError
from hegui.web.problems import MEDIA_TYPE, Problem, invalid, of_error
from hegui.web.service import language_of

_LOG = logging.getLogger("hegui.web")


def add_refusals(app: FastAPI) -> None:
    """Has ``app`` answer every error as problem details."""
    app.add_exception_handler(HeguiError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _mistake)


def refusal(error: HeguiError, lang: str) -> Response:
    """The answer to a request that ``error`` ended."""
    status, body = of_error(error, lang)
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    if isinstance(error, Problem):
        headers |= error.headers
    return Response(body, status, headers, MEDIA_TYPE)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, HeguiError)
    return refusal(error, language_of(request))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    problem = invalid(first["loc"], first["msg"])
    return refusal(problem, language_of(request))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    lang = language_of(request)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods(request))
    if error.status_code == 404:
        problem = Problem("NotFound", "there is nothing at {address}", address=request.url.path)
    elif error.status_code == 405:
        problem = Problem(
            "MethodNotAllowed", "{method} is not known here", method=request.method, headers=headers
        )
    else:
        problem = Problem("Malformed", "{why}", why=str(error.detail), headers=headers)
    return refusal(problem, lang)


def _methods(request: Request) -> list[str]:
    """The methods that the address knows: the router names those of one route alone."""
    found: set[str] = set()
    for route in request.app.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return sorted(found)


async def _mistake(request: Request, error: Exception) -> Response:
    _LOG.error("mistake", exc_info=error)
    return refusal(Problem("Internal", "what went wrong is in the log"), language_of(request))
