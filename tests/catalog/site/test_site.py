"""The catalogue's pages: whole, linked without a gap, bilingual, and usable from a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from hegui.catalog import load, types
from hegui.catalog.site.contents import PAGED, document
from hegui.catalog.site.static import make
from hegui.catalog.site.words import address
from hegui.cli import main
from hegui.render.document.markup import block
from hegui.rules import Confidence

CHROMIUM = "/usr/bin/chromium"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    catalog = load()
    return dict(make(catalog, "en", catalog.checked_on))


class Links(HTMLParser):
    """The pages that a page leads to, and the ids it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and value and "://" not in value and not value.startswith("#"):
                self.pages.add(value)
            if name == "id" and value:
                self.ids.append(value)


def test_every_record_has_its_page_and_every_link_leads_to_one(site: dict[str, str]) -> None:
    for one in load():
        if isinstance(one, PAGED):
            assert address(one.id) in site
    for name, text in site.items():
        if name.endswith(".html"):
            links = Links()
            links.feed(text)
            assert links.pages <= site.keys(), name
            assert len(links.ids) == len(set(links.ids)), name


def test_what_nobody_verified_is_marked_on_its_page(site: dict[str, str]) -> None:
    doubted = [one for one in load() if isinstance(one, PAGED) and one.unverified]
    assert len(doubted) > 50
    for record in doubted:
        assert 'class="mark warn">unverified<' in site[address(record.id)]
    asked = [one for one in load().of(types.Obligation) if one.confidence is Confidence.KNOWN]
    assert asked
    for one in asked:
        assert 'class="mark warn">unverified<' in site[address(one.instrument)]


def test_no_mirror_s_address_is_shown(site: dict[str, str]) -> None:
    mirrors = [one for one in load().of(types.Source) if one.mirror]
    assert mirrors
    assert all(not one.address for one in mirrors)


def test_pages_say_the_same_in_both_languages(site: dict[str, str]) -> None:
    text = site[address("cn-labelling-measures-2025")]
    assert "Measures for the Labeling of Content" in text
    assert "人工智能生成合成内容标识办法" in text
    english, chinese = text.split('lang="zh"><h1>')
    assert english.count("<tr>") == chinese.count("<tr>")


def test_the_day_decides_where_a_rule_stands() -> None:
    def told(on: date) -> str:
        made = document(load(), address("gb-47955-2026"), on)
        assert made is not None
        return "".join(block(one, "en") for one in made.blocks)

    assert "not yet effective" in told(date(2026, 11, 29))
    assert "effective since 2027-01-01" in told(date(2027, 6, 1))


def test_the_same_data_gives_the_same_bytes(site: dict[str, str]) -> None:
    catalog = load()
    assert dict(make(catalog, "en", catalog.checked_on)) == site


def test_export_writes_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "export", "site", "-o", str(tmp_path / "site"), "--lang", "zh"]) == 0
    capsys.readouterr()
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert '<html lang="zh-Hans" data-lang="zh">' in index


@pytest.fixture
def browser() -> Iterator[Page]:
    """A page of a browser that has kept nothing."""
    if not os.path.exists(CHROMIUM):
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = started.new_page(reduced_motion="reduce")
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on("console", lambda one: pytest.fail(one.text) if one.type == "error" else None)
        yield page
        started.close()


def test_the_site_is_searched_and_read_from_a_folder(
    browser: Page, site: dict[str, str], tmp_path: Path
) -> None:
    for name, text in site.items():
        (tmp_path / name).write_text(text, "utf-8")
    browser.goto(f"file://{tmp_path}/index.html")
    for asked, found in (
        ("45438", "GB 45438-2025"),
        ("GB/T45654", "GB/T 45654-2025"),
        ("标识办法", "Measures for the Labeling"),
        ("mandatory 47955", "GB 47955-2026"),
    ):
        browser.fill("input[type=search]", asked)
        assert found in browser.inner_text(".find ol li:first-child")
    browser.click("text=中文")
    assert browser.inner_text("h1:visible") == "概览"
    browser.fill("input[type=search]", "45438")
    browser.click(".find ol li:first-child a")
    assert "人工智能生成合成内容标识方法" in browser.inner_text("h1:visible")


def test_the_timeline_is_a_picture_whose_names_lead_to_records(
    browser: Page, site: dict[str, str], tmp_path: Path
) -> None:
    for name, text in site.items():
        (tmp_path / name).write_text(text, "utf-8")
    browser.goto(f"file://{tmp_path}/timeline.html")
    browser.click("svg.chart:visible a >> text=Deep Synthesis")
    assert "Deep Synthesis" in browser.inner_text("h1:visible")
