"""The catalogue as a static site: pages that need no server, and a search in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from html import escape
from importlib.resources import files

from hegui.catalog import types
from hegui.catalog.naming import called, kind
from hegui.catalog.site.contents import PAGED, SECTIONS, document, names
from hegui.catalog.site.words import address
from hegui.catalog.store import Catalog
from hegui.messages import LANGUAGES, say
from hegui.render.document.blocks import Document
from hegui.render.document.markup import block, text
from hegui.render.document.page import asset, style

_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'"
_NAMES = {"en": "English", "zh": "中文"}


def make(catalog: Catalog, lang: str, on: date) -> Iterator[tuple[str, str]]:
    """(name, text) of every file of the site. ``lang`` is the language that is shown first.

    The same data, day and language give the same bytes.
    """
    yield "site.css", style() + "\n" + _own("site.css")
    yield "site.js", asset("page.js") + "\n" + _own("site.js")
    yield "search.js", f"const INDEX = {json.dumps(_index(catalog), ensure_ascii=False)};\n"
    for name in names(catalog):
        made = document(catalog, name, on)
        assert made is not None
        yield name, _page(made, name, lang)


def _page(made: Document, name: str, lang: str) -> str:
    contents = "".join(_content(made, one) for one in LANGUAGES)
    buttons = "".join(
        f'<button type="button" data-choose="{one}" aria-pressed="{str(one == lang).lower()}">'
        f"{shown}</button>"
        for one, shown in _NAMES.items()
    )
    links = "".join(
        f'<a href="{one.name}"{" aria-current=page" if one.name == name else ""}>'
        f"{_spoken(one.words.template)}</a>"
        for one in SECTIONS
    )
    language = "zh-Hans" if lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}" data-lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{text(made.title.in_(lang))}</title>"
        '<link rel="stylesheet" href="site.css"><script src="search.js" defer></script>'
        '<script src="site.js" defer></script></head><body>'
        f'<nav class="site">{links}<span class="choose">{buttons}</span></nav>'
        '<main><form class="find" role="search" hidden><label>'
        f'{_spoken("Find in the catalogue")} <input type="search" autocomplete="off"></label>'
        '<ol aria-live="polite"></ol></form>'
        f"{contents}</main></body></html>\n"
    )


def _content(made: Document, lang: str) -> str:
    subtitle = made.subtitle.in_(lang)
    below = f'<p class="subtitle">{text(subtitle)}</p>' if subtitle else ""
    blocks = "".join(block(one, lang) for one in made.blocks)
    return (
        f'<article class="document" lang="{lang}"><h1>{text(made.title.in_(lang))}</h1>'
        f"{below}{blocks}</article>\n"
    )


def _index(catalog: Catalog) -> list[list[str]]:
    """Of every record that is found: its page, what it is called and its kind in each language."""
    rows = []
    for one in catalog:
        if isinstance(one, types.Obligation):
            page = address(one.instrument)
        elif isinstance(one, PAGED):
            page = address(one.id)
        else:
            continue
        shown = [called(one, "en"), called(one, "zh"), kind(one, "en"), kind(one, "zh")]
        rows.append([page, *shown, " ".join(one.aliases)])
    return rows


def _spoken(template: str) -> str:
    parts = (f'<span lang="{one}">{escape(say(template, one))}</span>' for one in LANGUAGES)
    return "".join(parts)


def _own(name: str) -> str:
    return files("hegui.catalog.site").joinpath(name).read_text("utf-8")
