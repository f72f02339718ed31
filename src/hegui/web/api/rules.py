"""``/api/v1/rules``: the catalogue asked: what is found, one record, what applies on a day."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field

from hegui.catalog import load
from hegui.catalog.markets import known_markets
from hegui.catalog.naming import title
from hegui.catalog.plain import Plain, plain, record
from hegui.catalog.points import point
from hegui.catalog.searching import searcher
from hegui.rules.days import today
from hegui.web.api.bodies import problems
from hegui.web.api.models import Model
from hegui.web.api.moments import Day
from hegui.web.problems import Problem
from hegui.web.service import language_of, service_of

router = APIRouter(prefix="/api/v1/rules", tags=["rules"])

_ACCESS = problems(401, 403, 422, 429)


class RuleHit(Model):
    """A record that was found."""

    id: str
    type: str
    title: str
    score: float
    unverified: list[str] = Field(description="Fields that nobody has verified.")


class RuleHits(Model):
    """Records that were found, the best first."""

    rules: list[RuleHit]


class RuleRecord(Model):
    """A record of the catalogue with its sources; what is empty is left out (docs/catalogue.md)."""

    model_config = ConfigDict(extra="allow")

    id: str
    type: str


class RulePoint(Model):
    """What applies on a day, what is coming, planned and superseded, what changed since."""

    model_config = ConfigDict(extra="allow")

    day: str
    until: str


@router.get("", response_model=RuleHits, responses=_ACCESS, summary="Rules looked up")
async def found(
    request: Request,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=500,
            description="Words in Chinese or English; numbers with or without dash and year.",
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 20,
) -> JSONResponse:
    lang = language_of(request)
    hits = await service_of(request).threaded(lambda: searcher().search(q, limit))
    told = [
        {
            "id": hit.record.id,
            "type": type(hit.record).__name__,
            "title": title(hit.record, lang),
            "score": round(hit.score, 1),
            "unverified": list(hit.record.unverified),
        }
        for hit in hits
    ]
    return JSONResponse({"rules": told})


@router.get("/on", response_model=RulePoint, responses=_ACCESS, summary="What applies on a day")
async def on(
    request: Request,
    day: Annotated[Day | None, Query(description="Today where none is given.")] = None,
    known: Annotated[Day | None, Query(description="By what was known on this day.")] = None,
    market: Annotated[
        str, Query(max_length=100, description="These markets alone, with commas: CN,EU.")
    ] = "",
) -> JSONResponse:
    def asked() -> Plain:
        catalog = load()
        markets = tuple(one.strip().upper() for one in market.split(",") if one.strip())
        parts = {part for one in known_markets(catalog) for part in (one, *one.split("-"))}
        if not set(markets) <= parts:
            raise Problem("Invalid", "no market is called so")
        return plain(point(catalog, day or today(), known=known, until=today(), markets=markets))

    told: Any = await service_of(request).threaded(asked)
    return JSONResponse(told)


@router.get(
    "/{rule}",
    response_model=RuleRecord,
    responses=_ACCESS | problems(404),
    summary="One rule, with its sources",
)
async def one(
    request: Request,
    rule: Annotated[str, Path(max_length=300, description="Its id in the catalogue.")],
) -> JSONResponse:
    def asked() -> dict[str, Plain] | None:
        catalog = load()
        known = catalog.find(rule)
        return None if known is None else record(known, catalog)

    told = await service_of(request).threaded(asked)
    if told is None:
        raise Problem("NotFound", "the catalogue has no record of this id")
    return JSONResponse(told)
