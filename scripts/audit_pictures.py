"""Makes docs/audit/: an audit's report as a page, in both languages, on a desktop and on a phone.

    .venv/bin/python scripts/audit_pictures.py

What is audited are labelled pictures of demo/ and files of the conformance corpus that depart from
the standard, each in its own way. Needs Debian's chromium.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

import hegui  # noqa: E402 - found by the line above
from hegui.cli import main as run  # noqa: E402
from scripts.corpus import cases  # noqa: E402
from scripts.service_pictures import CHROMIUM, keep  # noqa: E402
from tests.builders.labels import PRODUCER  # noqa: E402

FOLDER = REPOSITORY / "docs" / "audit"
ON = "2026-11-01"
DEMO = ("evening.jpg", "morning.png", "night.webp")
CORPUS = {
    f"{kind}/{case}.{kind}"
    for kind, case in (
        ("docx", "value-word"),
        ("mp4", "twice"),
        ("png", "cut-2"),
        ("wav", "absent"),
        ("pdf", "member-missing"),
        ("mp3", "good"),
        ("flac", "may-be"),
        ("epub", "code-malformed"),
        ("gif", "order"),
    )
}
WIDTHS = (("desktop", 1100), ("phone", 390))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        works = Path(folder) / "works"
        fill(works)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for lang in ("en", "zh"):
            report = Path(folder) / f"report-{lang}.html"
            with chdir(folder):
                run(["audit", "works", "-o", str(report), "--explicit", "--on", ON, "--lang", lang])
            for name, width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 1500})
                page.goto(report.as_uri())
                keep(page, name, lang, FOLDER)
                page.close()
        browser.close()


def fill(works: Path) -> None:
    """The files that are audited."""
    works.mkdir()
    for name in DEMO:
        hegui.label(REPOSITORY / "demo" / name, producer=PRODUCER, output=works / name)
    for case in cases():
        if case.file in CORPUS:
            (works / case.file.replace("/", "-")).write_bytes(case.data)


if __name__ == "__main__":
    main()
