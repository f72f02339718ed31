"""Reports: well formed whatever files are called, the same every time, in flat memory."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from html.parser import HTMLParser

import pytest
import rfc8785

from hegui.render.forms import FORMS
from hegui.render.report import FileReport, Row, Said, Summary
from tests.render.reports import HEAD, HOSTILE, fine, hostile, written


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_input_gives_the_same_bytes(form: str, lang: str) -> None:
    once, again = (written(form, [hostile(), fine()], lang) for _ in range(2))

    assert once == again
    assert once.encode()


@pytest.mark.parametrize("reports", [[], [fine()], [hostile(), fine(), hostile(1)]])
def test_json_is_canonical(reports: list[object]) -> None:
    text = written("json", reports)  # type: ignore[arg-type]
    value = json.loads(text)

    assert text.encode() == rfc8785.dumps(value) + b"\n"
    assert len(value["files"]) == len(reports)
    assert value["head"]["notes"] == ["A note."]


def test_csv_runs_no_formula_and_keeps_every_value() -> None:
    rows = list(csv.reader(io.StringIO(written("csv", [hostile()]))))

    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 3
    for cell in (cell for row in rows[1:] for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert rows[1][0] == "'" + HOSTILE + "0"


def test_sarif_has_what_the_schema_asks_for() -> None:
    log = json.loads(written("sarif", [hostile(), fine()]))

    assert set(log) == {"$schema", "runs", "version"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "hegui"
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert set(rules) == {"a.shall", "b.should"}
    assert rules["a.shall"]["defaultConfiguration"]["level"] == "error"
    assert rules["b.should"]["defaultConfiguration"]["level"] == "warning"
    assert "helpUri" not in rules["b.should"]
    assert [one["level"] for one in run["results"]] == ["error", "none"]
    for result in run["results"]:
        assert result["ruleId"] in rules
        # 3.27.9 and 3.27.10: anything but "fail" has no level.
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert result["message"]["text"].startswith(HOSTILE)
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert not set(uri) & set(" <>\"'\n|")
    first = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert first == {"byteOffset": 10, "byteLength": 0} or first == {"byteOffset": 10}


class Page(HTMLParser):
    """What a browser would find in a page: tags, attributes, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "img", "br", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_holds_nothing_that_a_file_name_brought() -> None:
    page = Page(written("html", [hostile(), fine()]))

    assert page.open == []
    assert "img" not in page.tags  # no thumbnail was given
    assert page.tags.count("script") == 1
    names = {name for name, _ in page.attributes}
    assert not [name for name in names if name.startswith("on")]
    for name, value in page.attributes:
        if name in ("src", "href"):
            assert value is not None
            assert value.startswith(("https://example.org/", "data:image/", "#"))


def test_a_page_loads_nothing() -> None:
    text = written("html", [fine()])

    assert "default-src 'none'" in text
    assert "<link" not in text
    assert "@import" not in text
    assert "url(" not in text


def test_a_page_speaks_both_languages_and_begins_with_the_one_asked_for() -> None:
    for lang, shown in (("en", 'data-lang="en"'), ("zh", 'data-lang="zh"')):
        text = written("html", [fine()], lang)
        assert shown in text
        assert '<span lang="en">a check</span><span lang="zh">检查</span>' in text


def test_people_read_a_place_in_their_language_and_programs_as_the_file_has_it() -> None:
    row = Row("a.shall", "fail", Said("no", "否"), "chunk iTXt at byte 33", 33)
    report = FileReport("a.png", Said("PNG", "PNG"), (row,), (), 100)
    page = written("html", [report])
    assert "chunk iTXt at byte 33" in page
    assert "块 iTXt（第 33 字节）" in page
    assert "块 iTXt（第 33 字节）" in written("text", [report], "zh")
    assert "块 iTXt" not in written("csv", [report], "zh")


def test_text_names_what_departs_and_counts_the_rest() -> None:
    text = written("text", [fine(), hostile()], "zh")

    assert text.startswith("✓ 0.png (PNG)")
    assert "不合格" in text
    assert "共2个文件" in text
    assert text.rstrip().endswith("说明。")


def test_the_summary_counts_files_by_their_gravest_outcome() -> None:
    summary = Summary()
    for report in (hostile(), hostile(1), fine()):
        summary.add(report)

    assert summary.files == {"fail": 2, "pass": 1}
    assert summary.rules["a.shall"] == {"fail": 2, "pass": 1}
    assert summary.count == 3


@pytest.mark.parametrize("form", FORMS)
def test_memory_does_not_grow_with_the_number_of_files(form: str) -> None:
    class Nowhere(io.StringIO):
        def write(self, text: str, /) -> int:
            return len(text)

    def peak(count: int) -> int:
        writer = FORMS[form](Nowhere(), "en")
        summary = Summary()
        tracemalloc.start()
        writer.begin(HEAD)
        for number in range(count):
            report = fine(number)
            summary.add(report)
            writer.file(report)
        writer.end(summary)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(400)  # what is loaded once, and buffers that are full by then
    assert peak(2000) < peak(400) + 200_000
