"""The bodies of requests and answers, as the OpenAPI document describes them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from hegui.web.api.models import Problem
from hegui.web.isolation.auditing import MEDIA_TYPES
from hegui.web.problems import MEDIA_TYPE

_BINARY = {"type": "string", "format": "binary"}
_FILE = _BINARY | {"minLength": 1}
_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}

UPLOAD: dict[str, object] = {
    "requestBody": {
        "required": True,
        "description": (
            "The file: as it is, or as the field `file` of a form. It may be empty where "
            "`address` says where it lies."
        ),
        "content": {
            "application/octet-stream": {"schema": _FILE},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {"file": _FILE},
                }
            },
        },
    },
}

Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """Answers that are problem details."""
    content = {MEDIA_TYPE: _PROBLEM}
    return {one: {"description": _SAID[one], "content": content} for one in statuses}


def json_answers(model: type[BaseModel]) -> Responses:
    """An object about an upload, or a problem."""
    return {200: {"model": model}} | _UPLOADED


def report_answers() -> Responses:
    """A report in one of its forms, or a problem."""
    content = {
        one.partition(";")[0]: {"schema": {"type": "string"}} for one in MEDIA_TYPES.values()
    }
    content["application/json"] = {"schema": {"type": "object"}}
    content["application/sarif+json"] = {"schema": {"type": "object"}}
    return {200: {"description": "The report", "content": content}} | _UPLOADED


def file_answers() -> Responses:
    """A file, or what was done and the file, or a problem."""
    headers = {
        "Hegui-Result": {
            "description": "What was done, in short: JSON in ASCII.",
            "schema": {"type": "string"},
        },
        "Repr-Digest": {
            "description": "The file's SHA-256 (RFC 9530).",
            "schema": {"type": "string"},
        },
    }
    content = {"*/*": {"schema": _BINARY}}
    answer = {"description": "The file", "content": content, "headers": headers}
    return {200: answer} | _UPLOADED | problems(409, 507)


_SAID = {
    400: "The request cannot be read",
    401: "No API key, or none that holds",
    403: "The API key does not allow this",
    404: "There is nothing",
    405: "The method is not known here",
    408: "The upload came too slowly",
    409: "Something in the file or in the ledger stands in the way",
    413: "The upload is too large",
    415: "The file's format is not worked on",
    422: "The file or the request is not as it has to be",
    429: "Too many requests",
    500: "The service made a mistake",
    501: "The service is not set up for this",
    503: "The service is busy or about to stop",
    507: "No room",
}
_UPLOADED = problems(400, 401, 403, 408, 413, 415, 422, 429, 501, 503, 507)
COMPONENTS = {"Problem": Problem}
