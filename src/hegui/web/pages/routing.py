"""How a page is routed: what goes wrong becomes a page as well, with the status it would have."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from hegui.errors import HeguiError
from hegui.messages import say
from hegui.web.isolation.wire import Answer
from hegui.web.pages.admission import SignInNeeded, to_sign_in
from hegui.web.pages.frame import language, page
from hegui.web.problems import of_error


class _PageRoute(APIRoute):
    """A route whose refusals are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except SignInNeeded:
                return to_sign_in(request)
            except HeguiError as error:
                return refused(request, error)

        return handle


def page_router(*asked: Callable[[Request], None]) -> APIRouter:
    """A router of pages, which are no part of the API's description; ``asked`` comes before each
    (``admission.needs``)."""
    before = [Depends(one) for one in asked]
    return APIRouter(route_class=_PageRoute, include_in_schema=False, dependencies=before)


def refused(request: Request, error: HeguiError) -> Response:
    """The page that says why there is nothing else to show."""
    status, _ = of_error(error, "en")
    detail = say(error.template, language(request), **error.facts)
    return page(request, "refused.html", status=status, detail=detail, place=error.place)


def worker_refused(request: Request, answer: Answer) -> Response:
    """The page for an answer of a worker's that is a refusal."""
    said = json.loads(answer.body)
    detail, place = said["detail"], said.get("place")
    return page(request, "refused.html", status=answer.status, detail=detail, place=place)
