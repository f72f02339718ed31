"""``/label``: the provider's labels on a work, with a preview; the answer is the labelled file."""

from __future__ import annotations

from fastapi import Request, Response

from hegui.explicit.style import Corner, Sound
from hegui.web.api.options import LabelOptions
from hegui.web.pages.admission import needs
from hegui.web.pages.choices import chosen
from hegui.web.pages.frame import language, page
from hegui.web.pages.routing import page_router, worker_refused
from hegui.web.pages.working import worked
from hegui.web.results import FileAnswer

router = page_router(needs("label"))

_TICKS = ("implicit_only", "seal", "c2pa", "allow_break_c2pa")
_TEXTS = ("producer", "wording", "text", "corner", "height", "sound", "iptc", "because")


@router.get("/label")
async def form(request: Request) -> Response:
    return page(request, "label.html", corners=list(Corner), sounds=list(Sound))


@router.post("/label")
async def label(request: Request) -> Response:
    done = await worked(request, "label", _options)
    if done.result is None:
        return worker_refused(request, done.answer)
    return FileAnswer(done.result, language(request), done.records)


def _options(fields: dict[str, str]) -> LabelOptions:
    return chosen(LabelOptions, fields, ticks=_TICKS, texts=_TEXTS)
