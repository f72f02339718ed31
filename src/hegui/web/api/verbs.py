"""``POST /api/v1/read``, ``check``, ``label``, ``propagate``, ``audit``: hegui's verbs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from hegui.web.answering import answer
from hegui.web.api.bodies import UPLOAD, file_answers, json_answers, report_answers
from hegui.web.api.models import Checked, Reading
from hegui.web.api.options import (
    AuditOptions,
    CheckOptions,
    LabelOptions,
    Options,
    PropagateOptions,
)

router = APIRouter(prefix="/api/v1", tags=["verbs"])


@router.post(
    "/read",
    openapi_extra=UPLOAD,
    responses=json_answers(Reading),
    summary="What a file says about its origin",
    description=(
        "Every implicit label in the file, wherever and in whatever dialect it stands, and what "
        "its seals prove. A file without a label gives an answer without sites, which never means "
        "that a person made it."
    ),
)
async def read(request: Request, options: Annotated[Options, Query()]) -> Response:
    return await answer(request, "read", options)


@router.post(
    "/check",
    openapi_extra=UPLOAD,
    responses=json_answers(Checked),
    summary="The platform's verdict on an upload",
    description=(
        "Every sign that the file was generated, and what Labelling Measures art. 6 makes of "
        "them: the verdict, the notice for the public, the Label that follows."
    ),
)
async def check(request: Request, options: Annotated[CheckOptions, Query()]) -> Response:
    return await answer(request, "check", options)


@router.post(
    "/label",
    openapi_extra=UPLOAD,
    responses=file_answers(),
    summary="The provider's labels on a work",
    description=(
        "The explicit label (GB 45438-2025 clause 5) on the work and the implicit one (clause 6) "
        "in its file, both read back. The answer is the labelled file."
    ),
)
async def label(request: Request, options: Annotated[LabelOptions, Query()]) -> Response:
    return await answer(request, "label", options)


@router.post(
    "/propagate",
    openapi_extra=UPLOAD,
    responses=file_answers(),
    summary="An upload handed on with the platform's elements",
    description=(
        "Checks the upload and adds the platform's code, content number and what the content is "
        "(Labelling Measures art. 6). A producer's label stays as it is; content without any sign "
        "comes back unchanged."
    ),
)
async def propagate(request: Request, options: Annotated[PropagateOptions, Query()]) -> Response:
    return await answer(request, "propagate", options)


@router.post(
    "/audit",
    openapi_extra=UPLOAD,
    responses=report_answers(),
    summary="Whether a file conforms, clause by clause",
    description=(
        "Holds the file to GB 45438-2025 and the practice guides, check by check, each with its "
        "clause and how sure that is."
    ),
)
async def audit(request: Request, options: Annotated[AuditOptions, Query()]) -> Response:
    return await answer(request, "audit", options)
