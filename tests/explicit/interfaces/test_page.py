"""The snippets in a real browser: seen, legible, persistent, read out; and as commands."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from hegui.cli import main
from hegui.errors import InvalidWording, UsageError
from hegui.explicit.interfaces.page import (
    NoticePlace,
    notice,
    notice_css,
    notice_react,
    scene,
    upload,
    wording_of,
)
from hegui.explicit.wording import checked, elements

CHROMIUM = "/usr/bin/chromium"
PHONE, DESKTOP = (390, 844), (1280, 800)
SIZES = [PHONE, DESKTOP]
needs_chromium = pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="no chromium")

CONTRAST = """element => {
  const style = getComputedStyle(element);
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """One page for all tests: to start another costs more than to fill this one anew."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = started.new_page(reduced_motion="reduce")
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        yield page
        started.close()


def shown(
    page: Page, body: str, size: tuple[int, int] = DESKTOP, *, head: str = "", dark: bool = False
) -> Page:
    """The page with some content around the snippet; a fault in its script fails the test."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page.set_content(
        f'<!doctype html><html lang="zh"{head}><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><body style="margin:0">{body}</body>'
    )
    return page


FILLER = "".join(f"<p>第{number}段</p>" for number in range(80))


@needs_chromium
@pytest.mark.parametrize(("lang", "size"), [("zh", PHONE), ("en", PHONE), ("en", DESKTOP)])
@pytest.mark.parametrize("place", list(NoticePlace))
def test_the_notice_is_read_out_and_in_view(
    browser: Page, place: NoticePlace, lang: str, size: tuple[int, int]
) -> None:
    snippet = notice(lang, place)
    first = place in (NoticePlace.TOP, NoticePlace.NEAR)
    page = shown(browser, snippet + FILLER if first else FILLER + snippet, size)
    found = page.get_by_role("note")

    assert found.inner_text() == wording_of(lang).text
    assert found.get_attribute("lang") == "zh-CN"
    assert page.get_by_role("note", name=found.get_attribute("aria-label")).count() == 1
    for scroll in (0, 600):
        page.evaluate(f"window.scrollTo(0, {scroll})")
        box = found.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        if place is NoticePlace.NEAR:
            break  # it scrolls with the content it stands at
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@needs_chromium
@pytest.mark.parametrize("dark", [False, True])
def test_the_notice_is_legible(browser: Page, dark: bool) -> None:
    """WCAG 2.2 AA asks for 4.5 to 1; the text is 14 px or more."""
    for place in NoticePlace:
        page = shown(browser, notice("zh", place), dark=dark)
        found = page.locator(".aigc-notice")
        assert found.evaluate(CONTRAST) >= 4.5
        assert found.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 14
        assert found.evaluate("e => getComputedStyle(e).animationName") == "none"


@needs_chromium
def test_the_notice_comes_back_and_covers_nothing(browser: Page) -> None:
    page = shown(browser, f"<main>{notice('zh', NoticePlace.TOP)}{FILLER}</main>")
    page.evaluate("document.querySelector('.aigc-notice').remove()")
    page.wait_for_selector(".aigc-notice")
    assert page.evaluate("document.querySelector('main').firstElementChild.className") == (
        "aigc-notice"
    )
    page.evaluate("document.querySelector('main').remove()")
    page.wait_for_selector("body > .aigc-notice")

    page = shown(browser, notice("zh", NoticePlace.TOP) + "<p id=p>春</p>")
    bar, text = page.locator(".aigc-notice").bounding_box(), page.locator("#p").bounding_box()
    assert bar is not None
    assert text is not None
    assert text["y"] >= bar["y"] + bar["height"]


@needs_chromium
def test_the_notice_in_a_page_from_right_to_left(browser: Page) -> None:
    page = shown(browser, FILLER + notice("en", NoticePlace.BOTTOM), PHONE, head=' dir="rtl"')
    found = page.locator(".aigc-notice")
    box = found.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE[0])
    assert found.evaluate("e => getComputedStyle(e).direction") == "ltr"


@needs_chromium
@pytest.mark.parametrize(("lang", "dark"), [("zh", False), ("en", True)])
def test_the_upload_form_asks_and_reminds(browser: Page, lang: str, dark: bool) -> None:
    page = shown(browser, f"<form>{upload(lang)}<button>ok</button></form>", PHONE, dark=dark)
    group = page.get_by_role("group")
    radios = page.get_by_role("radio")

    assert radios.count() == 2
    assert group.evaluate("e => e.getAttribute('aria-describedby')") == "aigc-reminder"
    assert ("标识办法" if lang == "zh" else "Measures") in page.locator(
        "#aigc-reminder"
    ).inner_text()
    assert not page.evaluate("document.forms[0].checkValidity()")  # nothing is chosen for the user
    radios.nth(1).focus()
    page.keyboard.press("Space")
    assert page.evaluate("new FormData(document.forms[0]).get('ai_generated')") == "no"
    page.locator("label").first.click()
    assert page.evaluate("new FormData(document.forms[0]).get('ai_generated')") == "yes"
    assert page.evaluate("document.forms[0].checkValidity()")
    assert page.locator(".aigc-declaration").evaluate(CONTRAST) >= 4.5
    for label in page.locator("label").all():
        box = label.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@needs_chromium
@pytest.mark.parametrize(("lang", "size"), [("zh", PHONE), ("en", DESKTOP), ("zh", (844, 390))])
def test_the_overlay_of_a_scene_is_five_percent_high(
    browser: Page, lang: str, size: tuple[int, int]
) -> None:
    """Measured in the picture: the rows of the first line in which there is ink."""
    page = shown(browser, "<style>body{background:#000}</style>" + scene(lang), size)
    found = page.get_by_role("note")
    assert found.inner_text() == wording_of(lang, short=True).text
    # Capital letters alone, which are lower than any Chinese character.
    found.evaluate("e => { e.textContent = 'AI'; e.style.background = '#000'; }")
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        box = picture.convert("L").point(lambda v: 255 * (v > 128)).getbbox()
    assert box is not None
    assert (box[3] - box[1]) / min(size) >= 0.05
    assert box[2] > size[0] * 0.8
    assert box[3] > size[1] * 0.8


@needs_chromium
@pytest.mark.parametrize("size", SIZES)
def test_a_scene_s_wording_stays_in_the_frame(browser: Page, size: tuple[int, int]) -> None:
    page = shown(browser, scene("zh", checked("本虚拟场景由人工智能生成并持续合成")), size)
    box = page.get_by_role("note").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_snippet_carries_the_words_of_the_clause(lang: str) -> None:
    for snippet in (notice(lang), notice_react(lang), scene(lang)):
        assert elements(snippet).literal
        assert "{{" not in snippet
    assert "{{" not in upload(lang)
    for text in (notice(lang), upload(lang), scene(lang), notice_css()):
        assert not re.search(r"https?:|url\(|@import|src=", text)  # nothing is fetched


def test_wording_is_checked_and_escaped() -> None:
    odd = checked('AI生成 <b> & "x" \\ \'')
    assert "AI生成 &lt;b&gt; &amp; &quot;x&quot;" in notice("zh", wording=odd)
    assert 'const TEXT = "AI生成 <b> & \\"x\\" \\\\ \'";' in notice_react("zh", odd)
    mark = checked("AI", corner_mark=True)
    for make in (notice, scene):
        with pytest.raises(InvalidWording):
            make("zh", wording=mark)
    with pytest.raises(UsageError, match="'fr'"):
        upload("fr")


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_react_component_is_javascript(tmp_path: Path) -> None:
    """Parsed by node as a module; where React is installed for it, rendered as well."""
    (tmp_path / "AigcNotice.mjs").write_text(notice_react("en"), "utf-8")
    subprocess.run(["node", "--check", tmp_path / "AigcNotice.mjs"], check=True)
    program = tmp_path / "render.mjs"
    program.write_text(
        'import { createElement } from "react";\n'
        'import { renderToStaticMarkup } from "react-dom/server";\n'
        'import { AigcNotice } from "./AigcNotice.mjs";\n'
        'console.log(renderToStaticMarkup(createElement(AigcNotice, { place: "top" })));\n',
        "utf-8",
    )
    modules = os.environ.get("HEGUI_NODE_MODULES")
    if not modules:
        pytest.skip("HEGUI_NODE_MODULES names no folder with react and react-dom")
    (tmp_path / "node_modules").symlink_to(modules)
    done = subprocess.run(["node", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == (
        '<div class="aigc-notice" role="note" aria-label="Notice of AI-generated content" '
        f'lang="zh-CN" dir="auto" data-place="top">{wording_of("en").text}</div>'
    )


def test_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page", "notice", "--lang", "zh", "--place", "top"]) == 0
    assert capsys.readouterr().out == notice("zh", NoticePlace.TOP)
    assert main(["page", "notice", "--react", "--lang", "en"]) == 0
    assert capsys.readouterr().out == notice_react("en")
    assert main(["page", "notice", "--css"]) == 0
    assert capsys.readouterr().out == notice_css()
    assert main(["page", "upload", "--lang", "en", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"snippet": "upload", "text": upload("en")}
    assert main(["page", "scene", "--text", "AI合成", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == scene("zh", checked("AI合成"))


def test_commands_that_are_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["scene", "--react"], ["upload", "--text", "AI生成"], ["notice", "--text", "AI"]):
        assert main(["page", *words, "--lang", "en"]) == 2
        assert capsys.readouterr().out == ""
    assert main(["page", "notice", "--text", "AI-generated", "--lang", "en"]) == 0
    assert "clause 5" in capsys.readouterr().err
