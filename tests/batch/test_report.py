"""The summary of a batch, its page in a real browser, and Parquet."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from pyarrow import parquet as arrow

from hegui.batch.jobs import Verb
from hegui.batch.manifest import Manifest
from hegui.batch.page import page
from hegui.batch.parquet import write_parquet
from hegui.batch.rows import Fault, Row
from hegui.batch.summary import OTHERS, Summary
from tests.batch.trees import job, lines, manifest_of, run_pool, tree

CHROMIUM = shutil.which("chromium")


def rows() -> list[Row]:
    """Results of many kinds."""
    made = [
        Row(
            f"{n}.png",
            "checked",
            size=10**n,
            seconds=10.0 ** (n - 5),
            format="png",
            verdict=("is", "none", "may-be")[n % 3],
            producer=f"<producer {n}>",
            signs=("label.is",),
        )
        for n in range(9)
    ]
    bad = Fault("BrokenFile", "a <b> & “c”")
    made += [Row(f"bad-{n}-\udcff.png", "error", error=bad) for n in range(7)]
    made.append(Row("audited.png", "audited", failed=("a.b",), warned=("c.d", "e.f"), format="png"))
    return made


def test_everything_is_counted() -> None:
    summary = Summary.of(rows())

    assert summary.files == 17
    assert summary.outcomes == Counter(checked=9, error=7, audited=1)
    assert summary.verdicts == Counter({"is": 3, "none": 3, "may-be": 3})
    assert summary.bytes == sum(10**n for n in range(9))
    assert sum(summary.sizes.values()) == 10
    assert sum(summary.times.values()) == 17
    assert summary.errors == Counter(BrokenFile=7)
    assert len(summary.examples["BrokenFile"]) == 5
    assert summary.slowest[0] == (1000.0, "8.png")
    assert (summary.failed, summary.warned) == (Counter({"a.b": 1}), Counter({"c.d": 1, "e.f": 1}))
    json.dumps(summary.record())


def test_what_comes_out_of_files_does_not_grow_it_for_ever() -> None:
    summary = Summary.of(Row("a", "checked", producer=str(n)) for n in range(20_000))

    assert len(summary.producers) <= 5001
    assert summary.producers[OTHERS] == 15_000


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_in_a_browser(tmp_path: Path, lang: str) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "report.html"
    path.write_text(page(Summary.of(rows()), job("in", "out", Verb.CHECK), lang, "1 s"), "utf-8")
    wanted: list[str] = []
    said: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1000, "height": 1400})
        view.on("request", lambda request: wanted.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.goto(path.as_uri())

        def shown(text: str) -> bool:
            return view.get_by_text(text, exact=True).first.is_visible()

        assert shown("Verdicts reached" if lang == "en" else "判定")
        assert not shown("判定" if lang == "en" else "Verdicts reached")
        assert view.locator("svg.bars").count() == 9
        assert view.locator("svg.bars rect").count() > 20
        assert view.locator("producer").count() == 0  # escaped, and no element
        view.get_by_role("button", name="中文" if lang == "en" else "English").click()
        assert shown("判定" if lang == "en" else "Verdicts reached")
        # Nothing stands beyond the page's edge.
        assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
    assert wanted == [path.as_uri()]
    assert said == []


def test_an_empty_batch_has_a_page() -> None:
    assert "<svg" not in page(Summary(), job("in", "out"), "en")


def test_parquet_holds_the_last_row_of_each_name(tmp_path: Path) -> None:
    path = str(tmp_path / "m.jsonl")
    manifest = Manifest(path, job("in", "out"))
    manifest.begin(["0.png"])
    manifest.add(lines(Row("0.png", "error"), *rows()))
    manifest.close()

    assert write_parquet(path, str(tmp_path / "m.parquet")) == 17

    table = arrow.read_table(tmp_path / "m.parquet").to_pylist()
    assert len(table) == 17
    by_name = {row["name"]: row for row in table}
    assert by_name["0.png"]["outcome"] == "checked"
    assert by_name["8.png"]["size"] == 10**8
    assert by_name["audited.png"]["warned"] == ["c.d", "e.f"]
    assert by_name["bad-0-\\udcff.png"]["error_kind"] == "BrokenFile"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith("tmp")] == []


def test_after_a_real_run(tmp_path: Path) -> None:
    some = job(tree(tmp_path / "in", 8), tmp_path / "out")
    run_pool(some)

    assert write_parquet(manifest_of(some), str(tmp_path / "m.parquet")) == 8
    table = arrow.read_table(tmp_path / "m.parquet")
    assert set(table["outcome"].to_pylist()) == {"labelled"}
