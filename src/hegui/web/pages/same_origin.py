"""A form is taken from this service's own pages only (no cross-site request forgery).

A page elsewhere can make a browser send a form here, with the cookies that belong here, or to a
service on loopback that asks for no key. Every browser since 2023 says where a request comes from
(Fetch Metadata); an older one names the origin.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from hegui.web.problems import Problem

_OWN = ("same-origin", "none")  # "none": typed by the user, or asked for by no page


def own_form(request: Request) -> None:
    """A dependency of every address that takes a form. Raises Problem."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        allowed = site in _OWN
    else:
        origin = request.headers.get("origin")
        allowed = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not allowed:
        raise Problem("OtherOrigin", "the form was sent by a page of another site")
