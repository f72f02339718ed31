"""Forms without a file: a few short texts, URL-encoded."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import Request

from hegui.web.problems import Problem

_LONGEST = 128 * 1024
_FIELDS = 50
KIND = "application/x-www-form-urlencoded"


async def fields_of(request: Request) -> dict[str, str]:
    """The form's texts, of a name said twice the last. Raises Problem."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Problem("MediaType", "a form of {kind} is taken here", kind=KIND)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            raise Problem(
                "TooLarge", "an upload may have {largest} bytes at most", largest=_LONGEST
            )
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise Problem("Malformed", "the form cannot be read: {why}", why=str(error)) from None
    return dict(pairs)
