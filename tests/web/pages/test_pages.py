"""Every page in both languages, in a real browser and without scripts."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

import hegui
from tests.builders.labels import PRODUCER
from tests.web.pages.conftest import OpenPage
from tests.web.server import Server

ADDRESSES = (
    "/",
    "/check",
    "/label",
    "/audit",
    "/records",
    "/complaints",
    "/number",
    "/rules/search?q=45438",
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What is English on every page: names, codes, file formats.
LATIN_ALONE = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_wholly_in_its_language(address: str, opened: OpenPage) -> None:
    english = opened(address).inner_text("main")
    chinese = opened(address, "zh").inner_text("main")
    # What a label says (GB 45438-2025, 5.1) and document numbers stand in their own characters.
    named = r"人工智能|AI生成|生成|合成|合规|\S+〔\d{4}〕\d+号"
    assert not CHINESE.search(re.sub(named, "", english))
    assert CHINESE.search(chinese)
    assert not LATIN_ALONE.search(chinese)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_field_has_a_name_and_headings_go_down(address: str, opened: OpenPage) -> None:
    page = opened(address)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("input, select, textarea, button, a")]
        .filter(one => !(one.labels?.length || one.textContent.trim() || one.ariaLabel))
        .map(one => one.outerHTML)"""
    )
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3')].map(one => +one.tagName[1])"
    )
    assert unnamed == []
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_language_is_kept_once_it_is_chosen(opened: OpenPage) -> None:
    page = opened("/check")
    page.click("text=中文")
    assert "检测文件" in page.inner_text("h1")
    page.click("text=添加标识")
    assert page.get_attribute("html", "lang") == "zh-Hans"


def test_another_language_is_of_the_same_page(opened: OpenPage) -> None:
    page = opened("/rules/search?q=watermark&lang=en")
    page.click("text=中文")
    assert page.input_value("[name=q]") == "watermark"
    assert page.get_attribute("html", "lang") == "zh-Hans"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_verdict_is_shown_with_where_the_labels_are(
    lang: str, opened: OpenPage, works: Path
) -> None:
    page = opened("/check", lang)
    page.set_input_files("#file", works / "labelled.png")
    page.check("[name=explicit]")
    page.click("button.main")
    page.wait_for_selector("[data-result] .stage img")
    words = page.inner_text("[data-result]")
    assert ("属于人工智能生成合成内容" if lang == "zh" else "This content is AI-generated") in words
    assert ("块 iTXt" if lang == "zh" else "chunk iTXt") in words
    assert page.evaluate("document.activeElement.id") == "verdict"
    stage = page.locator("[data-stage]").bounding_box()
    mark = page.locator(".marks rect").bounding_box()
    assert stage is not None
    assert mark is not None
    # The label stands in the lower right corner of the picture as it is shown.
    assert mark["x"] > stage["x"] + stage["width"] / 2
    assert mark["y"] > stage["y"] + stage["height"] * 0.8
    assert mark["x"] + mark["width"] <= stage["x"] + stage["width"] + 4


def test_what_is_not_found_is_never_called_made_by_a_person(opened: OpenPage, works: Path) -> None:
    page = opened("/")
    page.set_input_files("#file", works / "plain.png")
    page.click("button.main")
    page.wait_for_selector("[data-result]")
    assert "never means that a person made it" in page.inner_text("[data-result]")


def test_the_pages_work_without_scripts(opened: OpenPage, works: Path, tmp_path: Path) -> None:
    page = opened("/check", scripts=False)
    page.set_input_files("#file", works / "labelled.png")
    page.click("button.main")
    assert "This content is AI-generated" in page.inner_text("main")
    page = opened("/label", scripts=False)
    page.set_input_files("#file", works / "plain.png")
    with page.expect_download() as download:
        page.click("button.main")
    download.value.save_as(tmp_path / "made.png")
    assert download.value.suggested_filename == "plain.png"
    assert len(hegui.read(tmp_path / "made.png").sites) == 1


def test_a_work_is_labelled_with_a_preview(opened: OpenPage, works: Path, tmp_path: Path) -> None:
    page = opened("/label")
    page.set_input_files("#file", works / "plain.png")
    page.wait_for_selector(".sketch text")
    assert page.inner_html(".sketch text") == "AI生成"
    page.select_option("[name=corner]", "top-left")
    page.fill("[name=text]", "AI-generated content")
    assert page.inner_html(".sketch text") == "AI-generated content"
    sketch = page.locator(".sketch text").bounding_box()
    stage = page.locator("[data-stage]").bounding_box()
    assert sketch is not None
    assert stage is not None
    assert sketch["y"] < stage["y"] + stage["height"] / 4
    page.fill("[name=text]", "")
    page.click("button.main")
    page.wait_for_selector("[data-save]")
    with page.expect_download() as download:
        page.click("[data-save]")
    download.value.save_as(tmp_path / "made.png")
    (site,) = hegui.read(tmp_path / "made.png").sites
    assert PRODUCER in site.text
    assert not page.query_selector(".sketch")  # what is shown now is the file itself


def test_an_audit_is_the_report_s_own_page(opened: OpenPage, works: Path) -> None:
    page = opened("/audit", "zh")
    page.set_input_files("#file", works / "labelled.png")
    page.click("button.main")
    page.wait_for_selector(".verdict")
    assert CHINESE.search(page.inner_text(".verdict"))
    assert page.locator(".found li").count() > 0


def test_what_goes_wrong_is_a_page_too(opened: OpenPage, works: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes((works / "plain.png").read_bytes()[:60])
    page = opened("/label", "zh")
    page.set_input_files("#file", tmp_path / "a.png")
    page.click("button.main")
    page.wait_for_selector("[data-result].refused")
    assert CHINESE.search(page.inner_text(".refused p"))


def test_only_own_pages_send_forms(site: Server, works: Path) -> None:
    data = (works / "plain.png").read_bytes()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = httpx.post(
            f"{site.address}/label", files={"file": data}, headers=headers, trust_env=False
        )
        assert answer.status_code == 403
    own = {"Origin": site.address}
    answer = httpx.post(f"{site.address}/check", files={"file": data}, headers=own, trust_env=False)
    assert answer.status_code == 200


def test_names_of_uploads_are_shown_and_never_run(opened: OpenPage, works: Path) -> None:
    page = opened("/check")
    name = "<img src=x onerror=alert(1)>.png"
    data = (works / "plain.png").read_bytes()
    page.set_input_files("#file", {"name": name, "mimeType": "image/png", "buffer": data})
    page.click("button.main")
    page.wait_for_selector("[data-result]")
    assert "onerror" in page.inner_text("[data-result]")
    assert page.query_selector("[data-result] img[src=x]") is None


def test_pages_keep_to_themselves(site: Server) -> None:
    answer = httpx.get(f"{site.address}/check", trust_env=False)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert not re.search(r"style=|<script>|onclick", answer.text)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_catalogue_is_read_in_the_service(opened: OpenPage) -> None:
    page = opened("/rules", "zh")
    page.fill("[name=q]", "45654")
    page.press("[name=q]", "Enter")
    page.click(".hits a >> nth=0")
    assert "45654" in page.inner_text("h1")
    page.click("nav.tabs >> text=时间线")
    assert page.locator("svg.chart").count() == 1
    page.goto(page.url.replace("timeline", "nothing"))
    assert CHINESE.search(page.inner_text(".refused"))
