"""``/reviews``: people judge generated answers, one at a time, without seeing each other."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, TypeVar
from urllib.parse import quote, unquote

from fastapi import Path, Query, Request, Response
from starlette.responses import RedirectResponse

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.requirements import GROUPS, RISKS, risks_of
from hegui.assess.review.judging import MOST_REASON, Asks, Opinion, Role, checked
from hegui.errors import UsageError
from hegui.messages import say
from hegui.web import reviews
from hegui.web.access.account import account_of
from hegui.web.pages.admission import needs
from hegui.web.pages.forms import fields_of
from hegui.web.pages.frame import language, page
from hegui.web.pages.routing import page_router
from hegui.web.pages.shown_text import shown_text
from hegui.web.problems import Problem
from hegui.web.reviews import Review, Task
from hegui.web.service import service_of

router = page_router(needs("review"))

COOKIE = "hegui_reviewer"
"""Where no key says who somebody is, what they said themselves: the name, percent-encoded."""
_DAYS = 30
_LONGEST_NAME = 200
_LONGEST_ID = 1000
_Choice = TypeVar("_Choice", bound=StrEnum)
Number = Annotated[int, Path(ge=1, le=10_000)]
ItemId = Annotated[str, Query(max_length=_LONGEST_ID)]


@router.get("/reviews")
async def all_reviews(request: Request) -> Response:
    service = service_of(request)
    listed = [(one, await service.threaded(reviews.progress, one)) for one in service.reviews]
    return page(request, "reviews.html", reviews=listed)


@router.get("/reviews/{number}")
async def one(request: Request, number: Number) -> Response:
    review, name = _review(request, number), _reviewer(request)
    standing = await service_of(request).threaded(reviews.standing, review, name)
    by_key = bool(account_of(request).id)
    return page(
        request,
        "review.html",
        review=review,
        standing=standing,
        name=name,
        by_key=by_key,
        roles=tuple(Role),
    )


@router.post("/reviews/{number}/reviewer")
async def joined(request: Request, number: Number) -> Response:
    review, said = _review(request, number), await fields_of(request)
    name = _reviewer(request) or said.get("name", "").strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Problem("Invalid", "name the person")
    role = _one_of(Role, said.get("role", ""))
    await service_of(request).threaded(reviews.join, review, name, role)
    answer = RedirectResponse(f"/reviews/{number}", 303)
    if not account_of(request).id:
        answer.set_cookie(
            COOKIE, quote(name), max_age=_DAYS * 86_400, httponly=True, samesite="strict"
        )
    return answer


@router.post("/reviews/{number}/leave")
async def left(request: Request, number: Number) -> Response:
    _review(request, number)
    answer = RedirectResponse(f"/reviews/{number}", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/reviews/{number}/next")
async def following(request: Request, number: Number, after: ItemId = "") -> Response:
    review, name = _review(request, number), _reviewer(request)
    if not name:
        return RedirectResponse(f"/reviews/{number}", 303)
    task = await service_of(request).threaded(reviews.task, review, name, after)
    return _shown(request, review, name, task)


@router.post("/reviews/{number}/next")
async def judged(request: Request, number: Number) -> Response:
    """Keeps an opinion and goes on; one that is no answer comes back with what was entered."""
    review, name, said = _review(request, number), _reviewer(request), await fields_of(request)
    service, item_id = service_of(request), said.get("item", "")
    task = await service.threaded(reviews.same_task, review, name, item_id)
    assert task.item is not None
    opinion = _opinion(said)
    try:
        if "qualified" in said and opinion.risks:
            raise UsageError("a text that is qualified shows no risk: choose one or the other")
        if task.item.asks is Asks.QUALIFIED and not ("qualified" in said or opinion.risks):
            raise UsageError("say which risks the text shows, or none")
        checked(opinion, task.item.asks)
    except UsageError as error:
        why = say(error.template, language(request), **error.facts)
        return _shown(request, review, name, task, said=said, why=why)
    try:
        await service.threaded(reviews.judge, review, name, item_id, opinion)
    except UsageError as error:  # in another window, or by another of the same role, meanwhile
        why = say(error.template, language(request), **error.facts)
        return page(
            request,
            "review-not-kept.html",
            status=400,
            review=review,
            why=why,
            onward=_onward(number, item_id),
        )
    return _go_on(number, item_id)


@router.post("/reviews/{number}/skip")
async def skipped(request: Request, number: Number) -> Response:
    review, name, said = _review(request, number), _reviewer(request), await fields_of(request)
    item_id = said.get("item", "")
    await service_of(request).threaded(reviews.skip, review, name, item_id)
    return _go_on(number, item_id)


@router.get("/reviews/{number}/answer")
async def whole(request: Request, number: Number, item: ItemId) -> Response:
    """An answer in full, as a file of text."""
    review, name = _review(request, number), _reviewer(request)
    found = await service_of(request).threaded(reviews.item, review, name, item)
    headers = {
        "Content-Disposition": f'attachment; filename="answer-{number}.txt"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(found.answer.encode(), 200, headers, "text/plain; charset=utf-8")


def _shown(
    request: Request,
    review: Review,
    name: str,
    task: Task,
    *,
    said: Mapping[str, str] = MappingProxyType({}),
    why: str = "",
) -> Response:
    item = task.item
    return page(
        request,
        "review-item.html",
        status=400 if why else 200,
        review=review,
        name=name,
        standing=task.standing,
        item=item,
        question=shown_text(item.question) if item else None,
        answer=shown_text(item.answer) if item else None,
        opinions=task.said,
        groups=[(one, risks_of((one.id,))) for one in GROUPS],
        refusals=tuple(Refusal),
        entered={name: said.get(name, "") for name in ("qualified", "refusal", "reason")},
        entered_risks=_opinion(said).risks,
        why=why,
        most_reason=MOST_REASON,
    )


def _go_on(number: int, after: str) -> Response:
    return RedirectResponse(_onward(number, after), 303)


def _onward(number: int, after: str) -> str:
    return f"/reviews/{number}/next?after={quote(after, safe='')}"


def _review(request: Request, number: int) -> Review:
    known = service_of(request).reviews
    if number > len(known):
        raise Problem("NotFound", "there is no review of this number")
    return known[number - 1]


def _reviewer(request: Request) -> str:
    """Who judges: the key's name, else what somebody said of themself; "" for nobody yet."""
    account = account_of(request)
    if account.id:
        return account.name.strip()
    name = unquote(request.cookies.get(COOKIE, ""))
    return name if len(name) <= _LONGEST_NAME and name.isprintable() else ""


def _opinion(said: Mapping[str, str]) -> Opinion:
    risks = tuple(one.id for one in RISKS if f"risk-{one.id}" in said)
    return Opinion(risks, _one_of(Refusal, said.get("refusal", "")), said.get("reason", ""))


def _one_of(kind: type[_Choice], word: str) -> _Choice | None:
    return next((one for one in kind if one.value == word), None)
