"""``/rules``: the catalogue's pages within the service's frame, and its search."""

from __future__ import annotations

from fastapi import Request, Response
from starlette.responses import RedirectResponse

from hegui.catalog import load
from hegui.catalog.naming import kind
from hegui.catalog.searching import searcher
from hegui.catalog.site.contents import SECTIONS, document
from hegui.catalog.site.words import linked
from hegui.render.document.markup import block
from hegui.rules.days import today
from hegui.web.pages.frame import HEADERS, language, page
from hegui.web.pages.routing import page_router
from hegui.web.problems import Problem

router = page_router()

_LONGEST = 200
# Tables have the widths of their columns in their own attributes; nothing of a user's is shown.
_POLICY = HEADERS["Content-Security-Policy"].replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)


@router.get("/rules")
async def rules() -> Response:
    return RedirectResponse("/rules/index.html", 302)


@router.get("/rules/search")
async def search(request: Request, q: str = "") -> Response:
    lang = language(request)
    found = [
        (
            f"/rules/{linked(hit.record).link}",
            linked(hit.record).words.in_(lang),
            kind(hit.record, lang),
        )
        for hit in searcher().search(q[:_LONGEST], 50)
    ]
    return page(request, "rules-search.html", asked=q[:_LONGEST], found=found, sections=SECTIONS)


@router.get("/rules/{name}")
async def one(request: Request, name: str) -> Response:
    made = document(load(), name, today())
    if made is None:
        raise Problem("NotFound", "there is nothing at {address}", address=f"/rules/{name}")
    lang = language(request)
    answer = page(
        request,
        "rules.html",
        name=name,
        sections=SECTIONS,
        heading=made.title.in_(lang),
        subtitle=made.subtitle.in_(lang),
        content="".join(block(each, lang) for each in made.blocks),
    )
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
