"""The pages' style sheet and scripts, under addresses that change with what they hold."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Response

from hegui.render.document.page import style
from hegui.web.problems import Problem

router = APIRouter(include_in_schema=False)

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_NAMES = ("hegui.css", "upload.js", "preview.js", "marks.js", "review.js")


@router.get("/static/{digest}/{name}")
async def static(digest: str, name: str) -> Response:
    """One of the files; whatever the digest, it is the newest."""
    if name not in _NAMES:
        raise Problem("NotFound", "there is nothing at {address}", address=f"/static/{name}")
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content(name), 200, headers, _KINDS[name.rsplit(".", 1)[1]])


@cache
def address(name: str) -> str:
    """Where a page finds one of the files."""
    return f"/static/{hashlib.sha256(content(name)).hexdigest()[:12]}/{name}"


@cache
def content(name: str) -> bytes:
    """One of the files, as UTF-8. The style sheet begins with that of reports."""
    own = files("hegui.web.pages").joinpath("static", name).read_bytes()
    return style().encode() + b"\n" + own if name == "hegui.css" else own
