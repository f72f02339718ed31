"""Snippets for interfaces: the persistent notice, the upload declaration, the scene's overlay.

GB 45438-2025 5.5 and 5.6, Measures art. 6 (4). They depend on nothing, fetch nothing and have no
motion; what they say is set here from the stock wordings, and the rest is in ``pages/``.
"""

from __future__ import annotations

import html
import json
from enum import StrEnum
from importlib import resources

from hegui.errors import UsageError
from hegui.explicit.contract import Modality
from hegui.explicit.wording import Wording, stock, suited
from hegui.messages import LANGUAGES
from hegui.rules import NUMBERS

_SCENE_HEIGHT = "gb-45438-2025/5.5-f"
# Capital letters of common fonts are 0.7 of the size; they are the lowest of what must be high.
_CAPITALS = 0.7


class NoticePlace(StrEnum):
    """Where the notice stands (5.6 a and b)."""

    NEAR = "near"
    TOP = "top"
    BOTTOM = "bottom"
    BACKGROUND = "background"


def wording_of(lang: str, *, short: bool = False) -> Wording:
    """The wording of an interface in ``lang``: Chinese, or in an English one both languages."""
    return stock("zh" if lang == "zh" else "bilingual", short=short)


def notice(lang: str, place: NoticePlace = NoticePlace.NEAR, wording: Wording | None = None) -> str:
    """The notice as HTML with its style and script. Raises InvalidWording, UsageError."""
    facts = _facts(lang, wording or wording_of(lang), Modality.INTERFACE)
    element = (
        f'<div class="aigc-notice" role="note" aria-label="{facts["name"]}"'
        f' lang="{facts["tag"]}" dir="auto" data-place="{place.value}">{facts["text"]}</div>'
    )
    return (
        f"<style>\n{_file('notice.css')}</style>\n{element}\n"
        f"<script>\n{_file('notice.js')}</script>\n"
    )


def notice_css() -> str:
    """The notice's style sheet alone, for pages that forbid inline styles, and for React."""
    return _file("notice.css")


def notice_react(lang: str, wording: Wording | None = None) -> str:
    """The notice as the source of a React component. Raises InvalidWording, UsageError."""
    wording = suited(wording or wording_of(lang), Modality.INTERFACE)
    texts = _texts(lang)
    facts = {"text": wording.text, "name": texts["name"], "tag": _tag(wording)}
    # As the content of a JavaScript string in double quotes.
    escaped = {key: json.dumps(value, ensure_ascii=False)[1:-1] for key, value in facts.items()}
    return _filled(_file("AigcNotice.js"), escaped)


def upload(lang: str) -> str:
    """The declaration for an upload form, with the reminder of art. 6 (4). Raises UsageError.

    It belongs into the platform's own form, and sends ai_generated=yes or no.
    """
    return _filled(
        _file("upload.html"), {key: html.escape(value) for key, value in _texts(lang).items()}
    )


def scene(lang: str, wording: Wording | None = None) -> str:
    """The overlay of a virtual scene's opening frame. Raises InvalidWording, UsageError."""
    facts = _facts(lang, wording or wording_of(lang, short=True), Modality.SCENE)
    least = next(one.least or 0 for one in NUMBERS if one.id == _SCENE_HEIGHT)
    facts |= {"percent": f"{least:g}", "size": f"{least / _CAPITALS + 0.3:.1f}"}
    return _filled(_file("scene.html"), facts)


def _facts(lang: str, wording: Wording, modality: Modality) -> dict[str, str]:
    suited(wording, modality)
    return {
        "text": html.escape(wording.text),
        "name": html.escape(_texts(lang)["name"]),
        "tag": _tag(wording),
    }


def _tag(wording: Wording) -> str:
    return "zh-CN" if "zh" in wording.languages else "en"


def _texts(lang: str) -> dict[str, str]:
    if lang not in LANGUAGES:
        raise UsageError(
            "no snippet in {lang!r}; there are {choices}", lang=lang, choices=", ".join(LANGUAGES)
        )
    texts: dict[str, dict[str, str]] = json.loads(_file("texts.json"))
    return texts[lang]


def _filled(template: str, facts: dict[str, str]) -> str:
    for key, value in facts.items():
        template = template.replace("{{" + key + "}}", value)
    return template


def _file(name: str) -> str:
    return resources.files("hegui.explicit.interfaces").joinpath(f"pages/{name}").read_text("utf-8")
