"""Finding wording in text: what declares, what only suggests, what denies, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.explicit.stock_wording import LANGUAGES
from hegui.explicit.text.find_text import MOST_FOUND, Strength, find
from hegui.explicit.text.placing import Place
from hegui.explicit.text.text import Form, TextOptions, label_text
from hegui.explicit.wording import corner_mark, platform_notice, stock

BODY = "\n".join(f"第{number}行。" for number in range(20)) + "\n"


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("place", [Place.START, Place.END])
@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_labels_declare(lang: str, short: bool, place: Place, form: Form) -> None:
    text = BODY if form is not Form.HTML else f"<!doctype html><p>{BODY}</p>"
    wording = stock(lang, short=short)
    (found,) = find(label_text(text, wording, TextOptions(place, form)).text, form)

    assert found.wording == wording.text
    assert found.strength is Strength.DECLARES
    assert found.place is place or form is Form.HTML
    assert found.elements is not None
    assert found.elements.literal is wording.literal
    assert found.caveat is None


@pytest.mark.parametrize("label", ["1", "2", "3"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notices_of_platforms_declare(label: str, lang: str) -> None:
    (found,) = find(platform_notice(label, lang).text)

    assert found.strength is Strength.DECLARES


def test_a_label_in_the_middle() -> None:
    (found,) = find(label_text(BODY, stock(), TextOptions(Place.MIDDLE)).text)

    assert (found.place, found.strength) == (Place.MIDDLE, Strength.DECLARES)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("《人工智能生成合成内容标识办法》自九月施行。", "quotation"),
        ("他说这是“AI生成”的。", "quotation"),
        ("> 人工智能生成内容的新规定", "quotation"),
        ("国家出台AI生成内容新规。", "more than a label"),
        ("How AI-generated art changes design.", "more than a label"),
    ],
)
def test_texts_about_generated_content_only_suggest(text: str, part: str) -> None:
    (found,) = find(text)

    assert found.strength is Strength.SUGGESTS
    assert found.caveat is not None
    assert part in found.caveat.say()


@pytest.mark.parametrize("text", ["本文非AI生成。", "本图未使用AI合成", "It was not AI-generated."])
def test_denials(text: str) -> None:
    (found,) = find(text)

    assert found.strength is Strength.DENIES


@pytest.mark.parametrize("text", ["", "\n", "一篇文章", "AI改变生活", "生成", "MAIL生成"])
def test_other_texts_say_nothing(text: str) -> None:
    assert find(text) == ()


def test_code_shows_and_does_not_say() -> None:
    (found,) = find("x\n\n```\n本内容由人工智能生成\n```\n", Form.MARKDOWN)

    assert found.strength is Strength.SUGGESTS
    assert found.caveat is not None
    assert "code" in found.caveat.say()


def test_of_a_page_what_is_shown_is_searched() -> None:
    page = (
        "<!doctype html><title>AI生成</title><script>'AI生成'</script><!-- AI生成 -->"
        "<template><p>AI生成</p></template><p>内容由<b>&#65;I</b>生成</p>"
    )

    assert [one.wording for one in find(page)] == ["内容由AI生成"]


def test_corner_marks_suggest() -> None:
    for place in (Place.START, Place.END):
        marked = label_text(BODY, corner_mark(), TextOptions(place)).text
        (found,) = find(marked)
        assert (found.place, found.strength) == (place, Strength.SUGGESTS)
        assert found.elements is None


def test_a_label_sentence_within_a_paragraph_declares() -> None:
    (found,) = find("明天有雨。本内容由人工智能生成。请带伞。")

    assert (found.wording, found.strength) == ("本内容由人工智能生成。", Strength.DECLARES)


def test_no_more_than_a_hundred_are_told() -> None:
    assert len(find("AI生成\n" * 1000)) == MOST_FOUND


@given(st.text(st.sampled_from("AI生成人工智能非未“”>《》。\n <p>`~"), max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    for form in Form:
        for found in find(text, form):
            assert found.line >= 1
            assert found.wording
