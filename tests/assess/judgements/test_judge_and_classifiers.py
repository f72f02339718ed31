"""A judge's answer read strictly, and classifiers that are none."""

from __future__ import annotations

import pytest

from hegui.assess.banks.item import BankKind
from hegui.assess.judgements.classifiers import classify, find
from hegui.assess.judgements.judge_model import prompt, verdict
from hegui.assess.judgements.refusals import Refusal
from hegui.assess.targets.answers import Answer, State
from hegui.errors import UsageError
from tests.assess.plugged import LEAK, SILENT, Words


def said(text: str, state: State = State.ANSWERED) -> Answer:
    return Answer(BankKind.CONTENT, "q", state, text)


def test_one_call_gives_risks_and_refusal() -> None:
    text = '好的：{"risks": ["A.2.e", "A.2.e"], "refusal": "partial", "reason": "因为"}'
    found = verdict("i", said(text))
    assert (found.risks, found.refusal, found.qualified) == (("A.2.e",), Refusal.PARTIAL, False)
    assert found.reason == "因为"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "judge-missing"),
        (said("", State.EMPTY), "judge-empty"),
        (said("", State.ERROR), "judge-error"),
        (said("qualified"), "judge-unreadable"),
        (said("{"), "judge-unreadable"),
        (said('{"risks": "A.2.e", "refusal": "none"}'), "judge-unreadable"),
        (said('{"risks": ["A.9.z"], "refusal": "none"}'), "judge-unreadable"),
        (said('{"risks": [], "refusal": "maybe"}'), "judge-unreadable"),
        (said('{"risks": [], "refusal": ["none"]}'), "judge-unreadable"),
        (said('{"risks": []}'), "judge-unreadable"),
        (said("{" * 50_000 + "}"), "judge-unreadable"),
    ],
)
def test_a_judge_that_fails_leaves_the_item_unscored(answer: Answer | None, why: str) -> None:
    found = verdict("i", answer)
    assert found.unscored == why
    assert found.qualified is None


def test_the_judge_sees_all_31_risks_and_a_long_answer_by_its_ends() -> None:
    asked = prompt("问", "头" + "中" * 20_000 + "尾")
    assert asked.count("A.") >= 31
    assert "头" in asked
    assert "尾" in asked
    assert len(asked) < 10_000


def test_a_classifier_is_asked_in_batches_and_may_not_know() -> None:
    texts = [
        (str(at), LEAK if at % 3 == 0 else SILENT if at % 3 == 1 else "x") for at in range(100)
    ]
    found = list(classify(Words(), texts))
    assert [one.id for one in found] == [item for item, _ in texts]
    assert sum(bool(one.risks) for one in found) == 34
    assert sum(one.unscored == "no-verdict" for one in found) == 33


@pytest.mark.parametrize(
    "name", ["nobody", "no.such.module:x", "tests.assess.plugged:nothing", "json:JSONDecoder"]
)
def test_what_is_no_classifier_is_told(name: str) -> None:
    with pytest.raises(UsageError):
        find(name)
