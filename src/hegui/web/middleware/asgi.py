"""ASGI as far as it is needed here (https://asgi.readthedocs.io/), and headers as it has them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


def header(headers: Headers, name: bytes) -> str:
    """The value of a header, "" where there is none."""
    return next((value.decode("latin-1") for key, value in headers if key.lower() == name), "")


def without(headers: Headers, *names: bytes) -> Headers:
    """The headers but for those called ``names``."""
    return [(key, value) for key, value in headers if key.lower() not in names]


def media_type(headers: Headers) -> str:
    """The media type of a body, in lower case, without its parameters."""
    return header(headers, b"content-type").partition(";")[0].strip().lower()
