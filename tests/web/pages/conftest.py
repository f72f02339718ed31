"""A browser beside the service, and pages of it in either language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

import hegui
from tests.builders.labels import PRODUCER
from tests.web.server import Server, serving

CHROMIUM = "/usr/bin/chromium"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service that knows who labels."""
    data = tmp_path_factory.mktemp("pages") / "data"
    with serving(data, environment={"HEGUI_PRODUCER": PRODUCER}) as one:
        yield one


@pytest.fixture
def opened(browser: Browser, site: Server) -> Iterator[OpenPage]:
    """Opens a page; whatever the browser complains about fails the test."""
    contexts = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            complaints.append(message.text)

    def show(address: str, lang: str = "en", *, scripts: bool = True) -> Page:
        context = browser.new_context(
            locale="zh-CN" if lang == "zh" else "en-GB",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site.address + address)
        return page

    yield show
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plain.png and labelled.png, which has both labels."""
    folder = tmp_path_factory.mktemp("works")
    Image.linear_gradient("L").resize((480, 360)).convert("RGB").save(folder / "plain.png")
    done = hegui.label((folder / "plain.png").read_bytes(), producer=PRODUCER, name="plain.png")
    assert done.data is not None
    (folder / "labelled.png").write_bytes(done.data)
    return folder
