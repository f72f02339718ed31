"""A document as one self-contained HTML page: in one language, or in both with a switch.

The page loads nothing from anywhere and works without scripts. Its style is that of all pages of
hegui (``page.css``).
"""

from __future__ import annotations

from importlib.resources import files

from hegui.messages import LANGUAGES
from hegui.render.document.blocks import Document
from hegui.render.document.markup import block, text

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
_NAMES = {"en": "English", "zh": "中文"}


def page(document: Document, lang: str, *, both: bool = True) -> str:
    """The page; ``lang`` is the language it shows, or shows first where it has both."""
    languages = LANGUAGES if both else (lang,)
    contents = "".join(_content(document, one) for one in languages)
    script = f"<script>\n{asset('page.js')}</script>" if both else ""
    return (
        f'<!doctype html>\n<html lang="{_tag(lang)}" data-lang="{lang}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{text(document.title.in_(lang))}</title>"
        f"<style>\n{style()}</style></head><body><main>"
        f"{_switch(lang) if both else ''}{contents}</main>{script}</body></html>\n"
    )


def style() -> str:
    """The style sheet of pages with documents in them."""
    sheets = ("document/document.css", "document/chart.css")
    return "\n".join([asset("page.css"), *map(asset, sheets)])


def asset(name: str) -> str:
    """A file beside the code, as text."""
    return files("hegui.render").joinpath(*name.split("/")).read_text("utf-8")


def _content(document: Document, lang: str) -> str:
    # An article in the other language is hidden by the style sheet (html[data-lang]).
    subtitle = document.subtitle.in_(lang)
    below = f'<p class="subtitle">{text(subtitle)}</p>' if subtitle else ""
    blocks = "".join(block(one, lang) for one in document.blocks)
    return (
        f'<article class="document" lang="{lang}"><h1>{text(document.title.in_(lang))}</h1>'
        f"{below}{blocks}</article>\n"
    )


def _switch(lang: str) -> str:
    buttons = "".join(
        f'<button type="button" data-choose="{one}" '
        f'aria-pressed="{"true" if one == lang else "false"}">{name}</button>'
        for one, name in _NAMES.items()
    )
    return f'<div class="choose">{buttons}</div>'


def _tag(lang: str) -> str:
    return "zh-Hans" if lang == "zh" else "en"
