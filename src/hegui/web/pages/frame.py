"""What every page has: its language, the templates, and the headers that keep it to itself."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hegui import __version__
from hegui.messages import LANGUAGES, say
from hegui.web.access.account import account_of
from hegui.web.language import chosen
from hegui.web.pages import review_words, words
from hegui.web.pages.assets import address
from hegui.web.service import service_of

COOKIE = "hegui-lang"
PART = "hegui-part"
"""The header by which a script asks for the part of a page that changes."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; "
        "media-src blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Vary": f"Accept-Language, Cookie, {PART}",
}


def language(request: Request) -> str:
    """The language of a page: chosen on it, or before (a cookie), or the browser's."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return chosen(request.headers.get("accept-language", ""))


def _query(request: Request, lang: str, values: dict[str, object]) -> str:
    """The query of this same page in another language; of where it goes on, what it made of it."""
    every = request.query_params.multi_items()
    kept = [(name, value) for name, value in every if name not in ("lang", "next")]
    if "next" in values:
        kept.append(("next", str(values["next"])))
    return urlencode([*kept, ("lang", lang)])


def page(request: Request, layout: str, *, status: int = 200, **values: object) -> Response:
    """The page of a layout (Jinja); only its main part where a script asks for that."""
    lang = language(request)
    part = request.headers.get(PART) == "main"
    sheet = _environment().get_template(layout)
    text = sheet.render(
        values,
        base="part.html" if part else "frame.html",
        here=request.url.path,
        lang=lang,
        languages={one: f"?{_query(request, one, values)}" for one in LANGUAGES},
        reviewed=bool(service_of(request).reviews),
        signed_in=bool(account_of(request).id),
        t=_Sayer(lang),
        version=__version__,
    )
    response = HTMLResponse(text, status, HEADERS | {"Content-Language": lang})
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, lang, max_age=31_536_000, httponly=True, samesite="lax")
    return response


_WORDS = (
    review_words.refusal_words,
    review_words.risk_words,
    review_words.role_words,
    words.about,
    words.cards,
    words.corner_words,
    words.kind_words,
    words.kinds_words,
    words.label_words,
    words.member_words,
    words.outcome_words,
    words.outcomes,
    words.place_words,
    words.places,
    words.record_words,
    words.result_words,
    words.sound_words,
    words.strength_tone,
    words.strength_words,
    words.subject_words,
    words.subjects,
    words.verdict_meaning,
    words.verdict_words,
)


class _Sayer:
    """Says a template of a sentence in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, template: str, **facts: object) -> str:
        return say(template, self.lang, **facts)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hegui.web.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = address
    for one in _WORDS:
        environment.globals[one.__name__] = one
    return environment
