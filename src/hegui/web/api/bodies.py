"""The bodies that requests have, as the OpenAPI document describes them."""

from __future__ import annotations

_FILE = {"type": "string", "format": "binary", "minLength": 1}

UPLOAD: dict[str, object] = {
    "parameters": [
        {
            "name": "name",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "maxLength": 1000},
            "description": "What the file is called; shown, and its suffix tells texts apart.",
        }
    ],
    "requestBody": {
        "required": True,
        "description": "The file: as it is, or as the field `file` of a form.",
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
