"""``/api/v1/problems``: what the types of problems are, for whoever follows one's address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from hegui.web.api.bodies import problems
from hegui.web.api.models import Model
from hegui.web.problems import PROBLEMS, TYPES, Problem
from hegui.web.service import language_of

router = APIRouter(prefix="/api/v1/problems", tags=["problems"])


class ProblemKind(Model):
    """One type of problem."""

    type: str
    kind: str
    status: int
    title: str


class ProblemKinds(Model):
    """Every type of problem."""

    problems: list[ProblemKind]


@router.get("", response_model=ProblemKinds, summary="Every type of problem")
async def every(request: Request) -> JSONResponse:
    lang = language_of(request)
    return JSONResponse({"problems": [_shown(kind, lang) for kind in PROBLEMS]})


@router.get(
    "/{kind}",
    response_model=ProblemKind,
    responses=problems(404, 422),
    summary="One type of problem",
)
async def one(
    request: Request,
    kind: Annotated[str, Path(max_length=100, description="The name to program against.")],
) -> JSONResponse:
    if kind not in PROBLEMS:
        raise Problem("NotFound", "no problem is called so")
    return JSONResponse(_shown(kind, language_of(request)))


def _shown(kind: str, lang: str) -> dict[str, object]:
    known = PROBLEMS[kind]
    return {
        "type": TYPES + kind,
        "kind": kind,
        "status": known.status,
        "title": known.title.say(lang),
    }
