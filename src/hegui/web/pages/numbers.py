"""``/number``: what is on record of a content number, for anybody, and slowly.

Only a number that cannot be guessed is answered (at least 16 characters), so that nobody counts
through what a platform holds; and of a record only what the label itself says to everyone.
"""

from __future__ import annotations

from fastapi import Request, Response

from hegui.ledger.looking_up import Query
from hegui.ledger.records import ProductionRecord, PropagationRecord
from hegui.web.access.buckets import Buckets
from hegui.web.pages.frame import page
from hegui.web.pages.routing import page_router
from hegui.web.problems import Problem
from hegui.web.service import service_of

router = page_router()

LEAST = 16
"""Characters of a number that is answered."""
_RATE = 30
_LONGEST = 256
_buckets = Buckets()


@router.get("/number")
async def number(request: Request, number: str = "") -> Response:
    asked = number.strip()
    if not asked:
        return page(request, "number.html", asked="", known=None, short=False)
    if len(asked) < LEAST or len(asked) > _LONGEST:
        return page(request, "number.html", asked=asked[:_LONGEST], known=None, short=True)
    _slowly(request)
    service = service_of(request)
    ledger = service.store.ledger
    known: list[ProductionRecord | PropagationRecord] = []
    for query in (Query(produce_id=asked, limit=20), Query(propagate_id=asked, limit=20)):
        found = await service.threaded(ledger.find, query)
        known += [
            one.record
            for one in found.entries
            if isinstance(one.record, ProductionRecord | PropagationRecord)
        ]
    labels = sorted({one.label for one in known if one.label})
    return page(request, "number.html", asked=asked, known=labels, found=bool(known), short=False)


def _slowly(request: Request) -> None:
    """Raises Problem where one client asks more often than a person does."""
    client = request.client.host if request.client else ""
    wait = _buckets.take(client, _RATE)
    if wait:
        seconds = str(int(wait) + 1)
        raise Problem(
            "TooMany",
            "more than {rate} requests a minute; again in {seconds} s",
            rate=_RATE,
            seconds=seconds,
            headers={"Retry-After": seconds},
        )
