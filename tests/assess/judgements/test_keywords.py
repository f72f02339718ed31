"""Keywords in text: found however they were typed, and not by chance; against a plain search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.assess.banks.item import Item
from hegui.assess.judgements import keywords as room
from hegui.assess.judgements.keywords import KeywordSearch
from hegui.assess.judgements.normalising import one_form

WORDS = ("炸弹", "色情", "bomb", "machine gun", "as sad", "法輪转")
SEARCH = KeywordSearch(Item(one, one, "A.1.f") for one in WORDS)


def found(text: str) -> list[str]:
    return [hit.keyword.text for hit in SEARCH.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制造炸弹", ["炸弹"]),
        ("炸*弹", ["炸弹"]),
        ("炸 弹", ["炸弹"]),
        ("炸\u200b弹", ["炸弹"]),
        ("炸\n弹", []),
        ("炸彈", ["炸弹"]),
        ("法 轮-轉", ["法輪转"]),
        ("他很色。情况不妙", []),
        ("炸～～～～弹", []),
        ("BOMB!", ["bomb"]),
        ("ｂｏｍｂ", ["bomb"]),
        ("b*o*m*b", ["bomb"]),
        ("bómb", ["bomb"]),
        ("b.o mb", []),
        ("bombast", []),
        ("zbomb", []),
        ("一bomb二", ["bomb"]),
        ("machine   gun", ["machine gun"]),
        ("machinegun", []),
        ("m-a-c-h-i-n-e-g-u-n", ["machine gun"]),
        ("assad", []),
        ("", []),
        ("。，！", []),
    ],
)
def test_typed_otherwise_and_not_by_chance(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_places_are_those_of_the_original_text() -> None:
    hit = SEARCH.find("ﬁ㈱ ﬁ 炸*弹。")[0]
    assert (hit.start, hit.end) == (5, 8)


def test_a_match_never_reaches_into_the_next_text() -> None:
    texts = ["有炸", "弹在", "炸弹"]
    assert [(hit.text, hit.start) for hit in SEARCH.find_all(texts)] == [(2, 0)]


def test_a_text_of_any_length_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_BATCH", 64)
    text = ("天地" * 31 + "炸弹" + "玄" * 29 + "b*o*m*b ") * 9
    expected = [at for at in range(len(text)) if text.startswith("炸弹", at)]

    hits = SEARCH.find(text)

    assert [hit.start for hit in hits if hit.keyword.text == "炸弹"] == expected
    assert sum(hit.keyword.text == "bomb" for hit in hits) == 9


@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=5), min_size=1, max_size=12, unique=True),
    st.text("甲乙丙丁", max_size=80),
)
def test_what_the_filter_leaves_is_what_a_plain_search_finds(words: list[str], text: str) -> None:
    expected = sorted(
        (at, word) for word in words for at in range(len(text)) if text.startswith(word, at)
    )

    hits = KeywordSearch(Item(one, one) for one in words).find(text)

    assert sorted((hit.start, hit.keyword.text) for hit in hits) == expected


@given(st.text(max_size=60))
def test_one_form_is_one(text: str) -> None:
    once = one_form(text)
    assert one_form(once) == once
    assert one_form(text.upper().lower()) == one_form(text.lower().upper().lower()) or "ı" in text


def test_a_keyword_of_one_character() -> None:
    search = KeywordSearch([Item("1", "毒"), Item("2", "x")])
    assert [hit.start for hit in search.find("毒a毒 x xy")] == [0, 2, 4]


def test_half_characters_and_walls_harm_nothing() -> None:
    assert found("炸\ud800弹 \U0010ffff \U0010fffe 炸弹") == ["炸弹", "炸弹"]
    assert KeywordSearch([Item("1", "\U0010ffff")]).find("x") == []


def test_an_empty_library_finds_nothing() -> None:
    assert KeywordSearch([]).find("炸弹") == []
    assert KeywordSearch([Item("1", "。")]).find("。。") == []
