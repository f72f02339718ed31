"""Measures art. 6 as a table: every combination of what a platform may find."""

from __future__ import annotations

import pytest

from hegui.aigc import Likelihood
from hegui.rules.platform_notices import NOTICES, notice_for


@pytest.mark.parametrize(
    ("labelled", "declared", "traces", "word_zh", "label"),
    [
        (True, True, True, "属于", "1"),
        (True, True, False, "属于", "1"),
        (True, False, True, "属于", "1"),
        (True, False, False, "属于", "1"),
        (False, True, True, "可能为", "2"),
        (False, True, False, "可能为", "2"),
        (False, False, True, "疑似", "3"),
        (False, False, False, None, None),
    ],
)
def test_each_case(
    labelled: bool, declared: bool, traces: bool, word_zh: str | None, label: str | None
) -> None:
    notice = notice_for(labelled=labelled, declared=declared, traces=traces)
    assert (notice.word_zh if notice else None) == word_zh
    assert (notice.label if notice else None) == label


def test_no_two_cases_fit_at_once() -> None:
    for labelled in (True, False):
        for declared in (True, False):
            for traces in (True, False):
                fitting = [
                    notice
                    for notice in NOTICES
                    if notice.fits(labelled=labelled, declared=declared, traces=traces)
                ]
                assert len(fitting) == (1 if labelled or declared or traces else 0)


def test_each_notice_says_its_word_in_its_statement() -> None:
    assert [(notice.word_en, notice.word_zh) for notice in NOTICES] == [
        ("is", "属于"),
        ("may be", "可能为"),
        ("suspected", "疑似"),
    ]
    for notice in NOTICES:
        assert notice.word_zh in notice.zh


def test_the_labels_written_are_the_three_likelihoods() -> None:
    assert [notice.label for notice in NOTICES] == list(Likelihood)
