"""A document as PDF, by WeasyPrint. Needs the extra ``report``.

The same document and the same fonts give the same bytes: the moment and the identifier come from
the document. Nothing is fetched from anywhere, and no file is read but the bundled font.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from hegui.errors import CannotRead
from hegui.render import fonts
from hegui.render.charts.svg import FONTS
from hegui.render.document.blocks import Document
from hegui.render.document.markup import block, text
from hegui.render.document.page import asset, style

# WeasyPrint has Pillow open cut-off pictures in the whole process, where hegui has to refuse them.
ImageFile.LOAD_TRUNCATED_IMAGES = False

_FAMILIES = f'"Noto Sans", "Noto Sans CJK SC", "{fonts.BUNDLED}", sans-serif'
# A Chinese face sets quotation marks as wide as its characters; in English they are narrow.
_WIDTHS = {"en": 'font-feature-settings: "pwid"'}
_IN_CHARTS = "Noto Sans CJK SC"  # of the families of an SVG text WeasyPrint asks for the first only


def pdf(document: Document, lang: str) -> bytes:
    """The document in one language, tagged, with bookmarks.

    Raises UnusableFont where a character has no glyph, CannotRead where something would have to
    be fetched.
    """
    return print_page(_page(document, lang), document.title.in_(lang))


def print_page(html: str, title: str) -> bytes:
    """Any page of ours as PDF, tagged; ``title`` names the page in errors.

    Raises UnusableFont where a character has no glyph, CannotRead where the page would have
    something fetched.
    """
    fetcher = _Refusing()
    configuration = FontConfiguration()
    html = html.replace(FONTS, _IN_CHARTS)
    page = HTML(string=html, url_fetcher=fetcher, base_url=None)
    fonts.check("".join(page.etree_element.itertext()))
    made: bytes = page.write_pdf(
        font_config=configuration,
        pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
        pdf_tags=True,
        optimize_images=True,
    )
    if fetcher.refused:
        raise CannotRead(
            "a document fetches nothing; it names {address}",
            path=title,
            address=fetcher.refused[0],
        )
    return made


class _Refusing(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Gives the bundled font and what stands in the address itself; refuses all else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "file"))
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
        if url != fonts.bundled_address() and urlsplit(url).scheme != "data":
            self.refused.append(url)
            raise ValueError(url)
        return super().fetch(url, headers)


def _page(document: Document, lang: str) -> str:
    subtitle = document.subtitle.in_(lang)
    below = f'<p class="subtitle">{text(subtitle)}</p>' if subtitle else ""
    blocks = "".join(block(one, lang) for one in document.blocks)
    moment = document.made.strftime("%Y-%m-%dT%H:%M:%SZ")
    language = "zh-Hans" if lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{text(document.title.in_(lang))}</title>"
        f'<meta name="author" content="{text(document.author)}">'
        f'<meta name="description" content="{text(document.about.in_(lang))}">'
        f'<meta name="dcterms.created" content="{moment}">'
        f"<style>\n{_style(lang)}</style></head><body><main>"
        f'<article class="document"><h1>{text(document.title.in_(lang))}</h1>{below}{blocks}'
        "</article></main></body></html>\n"
    )


def _style(lang: str) -> str:
    face = f'@font-face {{ font-family: "{fonts.BUNDLED}"; src: url({fonts.bundled_address()}); }}'
    # Paper has no dark side: the rules for it are left out, as WeasyPrint would leave them.
    family = f"font-family: {_FAMILIES}"
    families = f"@page {{ {family} }} html, body {{ {family}; {_WIDTHS.get(lang, '')} }}"
    return "\n".join([face, style(), asset("document/print.css"), families])
