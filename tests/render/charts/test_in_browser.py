"""Charts in a real browser: words within the picture, colours that follow the page, names that
are read aloud."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from hegui.render.document.page import page as made
from tests.render.documents import document

CHROMIUM = "/usr/bin/chromium"
pytestmark = pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="no chromium")

OUTSIDE = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
  const all = svg.getBoundingClientRect();
  if (!all.width) return [];
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < all.left - 1 || box.right > all.right + 1
      || box.top < all.top - 2 || box.bottom > all.bottom + 2;
  }).map(text => text.textContent);
})"""
CROSSING = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')]
    .map(one => [one.textContent, one.getBoundingClientRect()]);
  return boxes.flatMap(([a, x], at) => boxes.slice(at + 1)
    .filter(([, y]) => Math.min(x.right, y.right) - Math.max(x.left, y.left) > 1
                    && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 4)
    .map(([b]) => [a, b]));
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = started.new_page(reduced_motion="reduce")
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("request", lambda request: faults.append(request.url))
        yield opened
        started.close()
        assert faults == []


def show(browser: Page, lang: str) -> None:
    browser.goto("about:blank")  # what the last page's script declared is gone with it
    browser.set_content(made(document(), lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
def test_words_stay_within_charts_and_apart(
    browser: Page, lang: str, size: tuple[int, int]
) -> None:
    browser.set_viewport_size({"width": size[0], "height": size[1]})
    show(browser, lang)

    assert browser.locator(f"article[lang={lang}] svg.chart").count() == 5
    assert browser.evaluate(OUTSIDE) == []
    assert browser.evaluate(CROSSING) == []
    # Only tables and charts may be wider than a telephone, each in a box that scrolls.
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert browser.evaluate(wider) is False


def test_colours_follow_the_page(browser: Page) -> None:
    show(browser, "en")
    shown = "getComputedStyle(document.querySelector('svg.chart text.tone-ink')).fill"
    seen = set()
    for scheme in ("light", "dark"):
        browser.emulate_media(color_scheme=scheme)
        seen.add(browser.evaluate(shown))

    assert seen == {"rgb(27, 31, 36)", "rgb(230, 232, 234)"}


def test_a_chart_is_a_picture_with_a_name_and_one_language_is_shown(browser: Page) -> None:
    show(browser, "en")
    name = document().blocks[5].words.en  # type: ignore[union-attr]  # a heading
    chart = browser.get_by_role("img", name=name)

    assert chart.count() == 5
    browser.get_by_role("button", name="中文").click()
    assert browser.get_by_role("img", name="垄断和不正当竞争").count() == 5
    assert browser.locator("article[lang=en]").is_visible() is False
