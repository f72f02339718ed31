"""Whether an explicit label is owed, and what leaving it out takes: the whole table."""

from __future__ import annotations

import pytest

from hegui.errors import UsageError
from hegui.explicit.contract import Modality
from hegui.explicit.duty import Because, Request, Waiver, duty
from hegui.explicit.table import modality_of, owed_by
from hegui.rules import SERVICE_CLASSES, clause

KEYS = [one.key for one in SERVICE_CLASSES]
OWING = [one.key for one in SERVICE_CLASSES if one.explicit]


def without(because: Because | None, **more: str) -> Request:
    return Request(True, because, **more)


@pytest.mark.parametrize("key", [*KEYS, None])
def test_plain_label_writes_the_explicit_label(key: str | None) -> None:
    found = duty(key)

    assert found.write
    assert found.owed is (None if key is None else key != "other")
    assert found.waiver is None
    assert ["未设置服务类别" in one.say("zh") for one in found.notices] == ([] if key else [True])


@pytest.mark.parametrize("key", [*KEYS, None])
def test_the_articles_are_rules_that_exist(key: str | None) -> None:
    waived = without(Because.WAIVED, recipient="r", agreement="a")
    for request in (None, without(None), without(Because.INTERFACE), waived):
        articles = duty(key, request, ledger=True).articles
        assert articles
        for article in articles:
            assert clause(article).id == article


def test_an_unknown_class_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        duty("17-1")


@pytest.mark.parametrize(
    ("key", "part"), [("text", "owes one"), (None, "not known"), ("other", "")]
)
def test_no_reason_given(key: str | None, part: str) -> None:
    found = duty(key, without(None))

    assert not found.write
    assert [part in one.say() for one in found.notices] == ([True] if part else [])


@pytest.mark.parametrize("key", OWING)
def test_not_required_contradicts_a_class_that_requires_it(key: str) -> None:
    with pytest.raises(UsageError, match=f"class of service {key} requires"):
        duty(key, without(Because.NOT_REQUIRED))


@pytest.mark.parametrize(("key", "part"), [("other", "must be offered"), (None, "no class")])
def test_not_required(key: str | None, part: str) -> None:
    found = duty(key, without(Because.NOT_REQUIRED))

    assert not found.write
    assert part in found.notices[0].say()


@pytest.mark.parametrize("modality", [None, Modality.TEXT, Modality.AUDIO, Modality.INTERFACE])
def test_an_interface_may_show_the_label_of_text_and_sound(modality: Modality | None) -> None:
    found = duty("text", without(Because.INTERFACE), modality=modality)

    assert not found.write
    assert "downloaded, copied or exported" in found.notices[0].say()


@pytest.mark.parametrize("modality", [Modality.IMAGE, Modality.VIDEO, Modality.SCENE])
def test_pictures_videos_and_scenes_carry_the_mark_themselves(modality: Modality) -> None:
    for key in ("face", None):
        with pytest.raises(UsageError, match="on the content itself"):
            duty(key, without(Because.INTERFACE), modality=modality)
    assert not duty("other", without(Because.INTERFACE), modality=modality).write


def test_present_is_stated_and_not_vouched_for() -> None:
    found = duty("text", without(Because.PRESENT))

    assert not found.write
    assert "has not looked" in found.notices[0].say()


@pytest.mark.parametrize(
    "more", [{}, {"recipient": "r"}, {"agreement": "a"}, {"recipient": "", "agreement": "a"}]
)
@pytest.mark.parametrize("ledger", [True, False])
def test_a_waiver_needs_its_recipient_and_its_agreement(more: dict[str, str], ledger: bool) -> None:
    with pytest.raises(UsageError, match=r"art\. 9"):
        duty("text", without(Because.WAIVED, **more), ledger=ledger)


def test_a_waiver_is_refused_without_a_ledger() -> None:
    request = without(Because.WAIVED, recipient="某公司", agreement="2026-17")
    with pytest.raises(UsageError, match="none is configured"):
        duty("text", request)
    found = duty("text", request, ledger=True)

    assert not found.write
    assert found.waiver == Waiver("某公司", "2026-17", 6)
    assert "implicit label stays" in found.notices[0].say()
    assert "某公司" in found.notices[0].say("zh")


@pytest.mark.parametrize(
    "request_",
    [
        Request(False, Because.PRESENT),
        Request(False, None, "r", "a"),
        Request(True, Because.PRESENT, "r", None),
        Request(True, None, None, "a"),
    ],
)
def test_options_that_do_not_belong_together(request_: Request) -> None:
    with pytest.raises(UsageError, match="belong"):
        duty("text", request_, ledger=True)


@pytest.mark.parametrize("name", ["psd", "svg", "jxl"])
def test_pictures_that_cannot_be_drawn_on_are_pictures(name: str) -> None:
    """What hegui cannot draw on owes the mark all the same (art. 4 (3))."""
    assert owed_by(name) is Modality.IMAGE
    assert modality_of(name) is None
    assert (owed_by("png"), owed_by("epub")) == (Modality.IMAGE, None)
