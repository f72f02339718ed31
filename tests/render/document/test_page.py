"""Documents as pages: both languages, nothing fetched, hostile words stay words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from hegui.render.document.page import page
from tests.render.documents import DIGEST, document, hostile


class Seen(HTMLParser):
    """The elements and attributes of a page, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_languages_stand_in_one_page(lang: str) -> None:
    seen = Seen(page(document(), lang))

    for word in ("Assessment report", "安全评估报告", "法定代表人", DIGEST, "5.59"):
        assert word in seen.words


def test_a_page_of_one_language_has_no_other() -> None:
    seen = Seen(page(document(), "zh", both=False))

    assert "安全评估报告" in seen.words
    assert "Assessment report" not in seen.words
    assert "script" not in seen.tags


def test_hostile_words_make_no_elements_and_no_addresses() -> None:
    plain, attacked = Seen(page(document(), "en")), Seen(page(hostile(), "en"))

    assert attacked.tags == plain.tags
    assert "img" not in attacked.tags
    names = {name for name, _ in attacked.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert {value for name, value in attacked.attributes if name in ("href", "src")} == {
        "https://example.org/?a=1&b=2",
        "#en-conclusion",
        "#zh-conclusion",
    }


def test_links_within_lead_somewhere() -> None:
    attributes = Seen(page(document(), "en")).attributes
    targets = {value for name, value in attributes if name == "id"}

    assert {"en-conclusion", "zh-conclusion"} <= targets
