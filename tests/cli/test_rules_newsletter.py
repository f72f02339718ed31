"""``hegui rules newsletter``: every form read back by a program that is not ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

from hegui.cli import main

CHROMIUM = "/usr/bin/chromium"
PERIOD = ("--since", "2026-09-01", "--until", "2026-11-01")
FIRST = {"en": "AI Safety Governance Framework 3.0", "zh": "人工智能安全治理框架 3.0"}
TITLE = {"en": "AI rules and standards: newsletter", "zh": "人工智能规则与标准通讯"}
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


def write(path: Path, lang: str, *words: str) -> bytes:
    assert main(["rules", "newsletter", *PERIOD, "-o", str(path), "--lang", lang, *words]) == 0
    return path.read_bytes()


@LANGUAGES
def test_markdown(lang: str, tmp_path: Path) -> None:
    text = write(tmp_path / "issue.md", lang).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    headings = [
        tokens[at + 1].content for at, one in enumerate(tokens) if one.type == "heading_open"
    ]
    assert headings[0] == TITLE[lang]
    assert len(headings) == 11
    assert sum(one.type == "table_open" for one in tokens) == 5
    widths: dict[str, int] = {}
    for one in tokens:
        if one.type in ("table_open", "tr_open"):
            widths = {} if one.type == "table_open" else widths | {"row": 0}
        if one.type in ("td_open", "th_open"):
            widths["row"] += 1
        if one.type == "tr_close":
            assert widths.setdefault("first", widths["row"]) == widths["row"]
    assert not any(one.type.startswith("html") for one in tokens)


@LANGUAGES
def test_e_mail(lang: str, tmp_path: Path) -> None:
    read = message_from_bytes(write(tmp_path / "issue.eml", lang), policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    assert read["Subject"].startswith(TITLE[lang])
    text, html = (one.get_content() for one in read.iter_parts())
    assert FIRST[lang] in text
    assert FIRST[lang] in html
    assert "<script" not in html
    assert re.fullmatch(r"<[0-9a-f]{32}@hegui\.invalid>", read["Message-ID"])


@LANGUAGES
def test_pdf(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "issue.pdf"
    first = write(path, lang)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert TITLE[lang] in text
    assert re.sub(r"\s", "", FIRST[lang]) in re.sub(r"\s", "", text)
    about = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged:\s+yes", about)
    assert "2026" in re.search(r"CreationDate:\s+(.*)", about)[1]  # type: ignore[index]  # it is there
    assert write(path, lang, "--overwrite") == first


@LANGUAGES
def test_page_in_a_browser(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "issue.html"
    write(path, lang)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        shown = browser.new_page(viewport={"width": 390, "height": 800})
        faults: list[str] = []
        shown.on("pageerror", lambda one: faults.append(str(one)))
        shown.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
        shown.goto(path.as_uri())
        heading = shown.locator("h1:visible")
        assert heading.inner_text() == TITLE[lang]
        for link in shown.locator("article:visible ul a[href^='#']").all():
            place = link.get_attribute("href")
            assert shown.locator(place or "").count() == 1
        wide = shown.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390  # tables scroll within themselves
        other = "zh" if lang == "en" else "en"
        shown.click(f"button[data-choose={other}]")
        assert heading.inner_text() == TITLE[other]
        browser.close()
    assert not faults


@pytest.mark.parametrize("form", ["html", "md", "eml"])
def test_the_same_bytes_in_another_process(form: str, tmp_path: Path) -> None:
    first = write(tmp_path / f"one.{form}", "zh")
    command = [sys.executable, "-m", "hegui", "rules", "newsletter", *PERIOD, "--form", form]
    target = tmp_path / "two"
    subprocess.run([*command, "-o", str(target), "--lang", "zh"], check=True, capture_output=True)
    assert target.read_bytes() == first


def test_json_says_what_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "issue.md"
    write(path, "en", "--json", "--market", "cn,EU")
    told = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "written"
    assert told["form"] == "md"
    assert told["markets"] == ["CN", "EU"]
    assert told["sections"] == {"new": 1, "force": 2, "undated": 2}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2026-11-02", "--until", "2026-11-01", "-o", "a.md"), "later than"),
        (("--since", "2026-9-1", "--until", "2026-11-01", "-o", "a.md"), "YYYY-MM-DD"),
        (("--since", "2026-02-30", "--until", "2026-11-01", "-o", "a.md"), "no day"),
        (("--since", "9999-12-01", "--until", "9999-12-31", "-o", "a.md"), "would be empty"),
        ((*PERIOD, "-o", "a.txt"), ".html, .pdf, .md, .eml"),
        ((*PERIOD, "-o", "a.md", "--market", "XX"), "no market"),
    ],
)
def test_wrong_use_is_status_2(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "newsletter", *words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "issue.md"
    path.write_text("mine")
    assert main(["rules", "newsletter", *PERIOD, "-o", str(path)]) == 3
    assert path.read_text() == "mine"


_WITHOUT = """
import sys
sys.modules["weasyprint"] = None
from hegui.cli import main
status = main(sys.argv[1:])
assert not [one for one in sys.modules if one.startswith("fontTools")]
raise SystemExit(status)
"""


@pytest.mark.parametrize(("form", "status"), [("md", 0), ("eml", 0), ("html", 0), ("pdf", 2)])
def test_only_pdf_needs_the_extra(form: str, status: int, tmp_path: Path) -> None:
    target = tmp_path / f"issue.{form}"
    command = [sys.executable, "-c", _WITHOUT, "rules", "newsletter", *PERIOD, "--lang", "en"]
    made = subprocess.run([*command, "-o", str(target)], capture_output=True, text=True)
    assert made.returncode == status
    assert target.exists() is (status == 0)
    if status:
        assert "hegui[report]" in made.stderr
        assert "Traceback" not in made.stderr
