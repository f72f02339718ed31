"""``/api/v1/openapi.json``: the OpenAPI document, in English or Chinese."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from hegui.messages import say
from hegui.web.api.bodies import problems
from hegui.web.api.models import Problem
from hegui.web.service import language_of

router = APIRouter(tags=["operation"])
_SPOKEN = frozenset(("summary", "description"))
_FREE = ("/health", "/ready", "/api/v1/openapi.json", "/api/v1/problems")


@router.get("/api/v1/openapi.json", summary="This document")
async def openapi(request: Request) -> JSONResponse:
    lang = language_of(request)
    kept: dict[str, Any] = request.app.state.__dict__["_state"].setdefault("documents", {})
    if lang not in kept:
        kept[lang] = document(request.app, lang)
    return JSONResponse(kept[lang], headers={"Content-Language": lang, "Vary": "Accept-Language"})


def document(app: FastAPI, lang: str) -> dict[str, Any]:
    """The document in ``lang``, with what FastAPI does not know of: problems and keys."""
    made = app.openapi()
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)  # what is invalid is answered as a problem too
    key = {"type": "http", "scheme": "bearer", "description": _KEY}
    components["securitySchemes"] = {"key": key}
    for path, methods in made["paths"].items():
        free = path.startswith(_FREE)
        for operation in methods.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                operation["responses"]["422"] = problems(422)[422]
            operation["security"] = [] if free else [{"key": []}, {}]
    return _spoken(made, lang) if lang == "zh" else made


_KEY = "An API key (hegui serve key new). None is needed on the machine's own loopback address."


def _spoken(node: Any, lang: str) -> Any:
    """A copy whose summaries and descriptions are said in ``lang``."""
    if isinstance(node, dict):
        return {
            key: say(value, lang)
            if key in _SPOKEN and isinstance(value, str)
            else _spoken(value, lang)
            for key, value in node.items()
        }
    return [_spoken(one, lang) for one in node] if isinstance(node, list) else node
