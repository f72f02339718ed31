"""Keeps pictures of the catalogue's static site and of a newsletter: docs/catalogue/.

    .venv/bin/python scripts/catalogue_pictures.py

Needs chromium, pdftoppm (poppler-utils) and fonts-noto-cjk. The issue is that on September and
October 2026; its pages as PDF stand side by side, the site's pages are cut at a screen's height.
"""

from __future__ import annotations

import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from report_pages import keep, sheet  # type: ignore[import-not-found]  # beside this script

from hegui.catalog import load
from hegui.catalog.newsletter import document, issue
from hegui.catalog.site.static import make
from hegui.catalog.site.words import address
from hegui.render.document.page import page

CHROMIUM = "/usr/bin/chromium"
DOCS = Path("docs", "catalogue")
SINCE, UNTIL = date(2026, 9, 1), date(2026, 11, 1)
WIDTH, HEIGHT = 1100, 1300
SCALE = 0.64
PAGES = {
    "index": "index.html",
    "timeline": "timeline.html",
    "systems": "systems.html",
    "instrument": address("cn-labelling-measures-2025"),
    "obligations": "obligations.html",
}


def shot(browser: Browser, path: Path) -> Image.Image:
    """The upper part of a page as a screen shows it, smaller."""
    shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    shown.goto(path.resolve().as_uri())
    picture = Image.open(BytesIO(shown.screenshot())).convert("RGB")
    shown.close()
    size = (int(picture.width * SCALE), int(picture.height * SCALE))
    return picture.resize(size, Image.Resampling.LANCZOS)


def main() -> None:
    """Writes every picture anew."""
    catalog = load()
    issued = document(catalog, issue(catalog, SINCE, UNTIL))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for lang in ("en", "zh"):
            site = Path(folder, lang)
            site.mkdir()
            for name, text in make(catalog, lang, catalog.checked_on):
                (site / name).write_text(text, "utf-8")
            for picture, name in PAGES.items():
                keep(shot(browser, site / name), DOCS / f"site-{picture}-{lang}.png")
            path = site / "issue.html"
            path.write_text(page(issued, lang), "utf-8")
            keep(shot(browser, path), DOCS / f"newsletter-page-{lang}.png")
            keep(sheet(issued, lang), DOCS / f"newsletter-pdf-{lang}.png")
        browser.close()


if __name__ == "__main__":
    main()
