"""Figures, wording elements, service classes, the security guide: each as the facts give it."""

from __future__ import annotations

import pytest

from hegui.rules import security
from hegui.rules.deep_synthesis import SERVICE_CLASSES, service_class
from hegui.rules.numbers import NUMBERS, RHYTHM
from hegui.rules.wording import CORNER_MARK, WORDING_ELEMENTS


def test_figures_are_those_of_the_facts() -> None:
    figures = {item.id.partition("/")[2]: (item.least, item.most, item.unit) for item in NUMBERS}
    assert figures == {
        "5.2-e": (5, None, "% of the shortest side"),
        "5.4-f": (5, None, "% of the shortest side"),
        "5.4-g": (2, None, "s"),
        "5.5-f": (5, None, "% of the shortest side"),
        "5.3-note-4": (120, 160, "characters/min"),
        "6.1-c": (None, 1, "labels a file"),
        "9-log": (6, None, "months"),
    }


def test_the_rhythm_is_morse_for_ai() -> None:
    assert RHYTHM.words == (".-", "..")


def test_wording_elements() -> None:
    assert [item.words for item in WORDING_ELEMENTS] == [("人工智能", "AI"), ("生成", "合成")]
    assert CORNER_MARK.words == ("AI",)


def test_the_words_stand_in_the_statements_of_both_languages() -> None:
    for item in (*WORDING_ELEMENTS, CORNER_MARK):
        for word in item.words:
            assert word in item.en
            assert word in item.zh


def test_five_classes_must_carry_explicit_labels() -> None:
    assert [item.explicit for item in SERVICE_CLASSES] == [True] * 5 + [False]
    keys = [item.key for item in SERVICE_CLASSES]
    assert len(keys) == len(set(keys)) == 6
    for item in SERVICE_CLASSES:
        assert service_class(item.key) is item


def test_an_unknown_service_class_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        service_class("17-1-1")


def test_what_a_seal_rests_on() -> None:
    assert security.FORM.words == ("SecurityData",)
    assert security.ALGORITHM.words == ("1.2.156.10197.1.501",)
    assert security.USER_ID.words == ("1234567812345678",)
    assert security.SIGNED_MEMBERS.words == ("Label", "ContentProducer", "ProduceID")
