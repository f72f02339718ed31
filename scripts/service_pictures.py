"""Makes docs/service/: every page of the service, in both languages, as a browser shows it.

    .venv/bin/python scripts/service_pictures.py

A service is started, a picture of the demo labelled, checked and complained about, and each page
photographed: English in light, Chinese in dark. Needs Debian's chromium.
"""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path("docs/service")
WORK = Path("demo/evening.jpg")
PRODUCER = "001191350100M000100Y4300000"
CHROMIUM = "/usr/bin/chromium"
TALLEST = 1500


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(folder) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for lang in ("en", "zh"):
            context = browser.new_context(
                viewport={"width": 1000, "height": 700},
                locale="zh-CN" if lang == "zh" else "en-GB",
                color_scheme="dark" if lang == "zh" else "light",
                reduced_motion="reduce",
            )
            walk(context.new_page(), address, lang, Path(folder))
            context.close()
        browser.close()


def walk(page: Page, address: str, lang: str, folder: Path) -> None:
    """Through every page, and a picture of each."""
    labelled = folder / f"labelled-{lang}.jpg"
    page.goto(f"{address}/")
    keep(page, "home", lang)
    page.goto(f"{address}/label")
    page.set_input_files("#file", WORK)
    page.wait_for_selector(".sketch text")
    keep(page, "label", lang)
    page.click("button.main")
    page.wait_for_selector("[data-save]")
    with page.expect_download() as download:
        page.click("[data-save]")
    download.value.save_as(labelled)
    keep(page, "labelled", lang)
    page.goto(f"{address}/check")
    page.set_input_files("#file", labelled)
    page.check("[name=explicit]")
    page.click("button.main")
    page.wait_for_selector("[data-result] .stage img", timeout=120_000)
    keep(page, "check", lang)
    page.goto(f"{address}/audit")
    page.set_input_files("#file", labelled)
    page.click("button.main")
    page.wait_for_selector(".verdict")
    keep(page, "audit", lang)
    page.goto(f"{address}/complaints")
    if lang == "en":
        page.fill("[name=text]", "The video is generated and bears no label.")
        page.fill("[name=contact]", "reader@example.com")
        page.click("form button.main")
        page.goto(f"{address}/complaints")
    keep(page, "complaints", lang)
    page.click(".queue a")
    keep(page, "complaint", lang)
    page.goto(f"{address}/records")
    keep(page, "records", lang)
    page.click("tbody tr:last-child a")
    number = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", page.inner_text("dl"))[0]
    keep(page, "record", lang)
    page.goto(f"{address}/number?number={number}")
    keep(page, "number", lang)
    page.goto(f"{address}/rules/index.html")
    keep(page, "rules", lang)


def keep(page: Page, name: str, lang: str, folder: Path = FOLDER) -> None:
    """The page as it is, in few colours, cut off where it is very tall."""
    page.wait_for_timeout(300)
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as shot:
        picture = shot.crop((0, 0, shot.width, min(shot.height, TALLEST))).convert("RGB")
    few = picture.quantize(64, dither=Image.Dither.NONE)
    few.save(folder / f"{name}-{lang}.png", optimize=True)


@contextmanager
def serving(folder: str, *words: str) -> Iterator[str]:
    """A service of its own; where it is."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "hegui", "serve", f"--port={port}", f"--data={folder}/data", *words],
        env=os.environ | {"HEGUI_PRODUCER": PRODUCER},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait(f"{address}/ready")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def wait(address: str) -> None:
    """Until something answers there."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the service did not start")


if __name__ == "__main__":
    main()
