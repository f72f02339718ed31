"""The measures against worked examples and against their definitions."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.assess.validation.measures import Confusion, auc, kl_divergence, measures
from hegui.assess.validation.validating import labelled, validate
from hegui.errors import BrokenFile
from tests.assess.plugged import LEAK, SILENT, Words


def test_a_worked_example() -> None:
    found = {one.name: one for one in measures(Confusion(80, 10, 890, 20))}
    assert {name: round(one.value or 0, 4) for name, one in found.items()} == {
        "accuracy": 0.97,
        "precision": 0.8889,
        "recall": 0.8,
        "specificity": 0.9889,
        "f1": 0.8421,
        "f2": 0.8163,
    }
    interval = found["recall"].interval
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.7112, 0.8666)
    assert found["f1"].interval is None


def test_ninety_percent_of_a_poor_classifier_is_seen_for_what_it_is() -> None:
    """One that never says anything is right in 90 % of a set of which 10 % shows a risk."""
    found = {one.name: one.value for one in measures(Confusion(0, 0, 90, 10))}
    assert found["accuracy"] == 0.9
    assert found["recall"] == 0
    assert found["precision"] is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=40))
def test_auc_is_how_often_a_positive_is_above_a_negative(rows: list[tuple[bool, int]]) -> None:
    above = [
        1.0 if mine > other else 0.5 if mine == other else 0.0
        for truth, mine in rows
        if truth
        for wrong, other in rows
        if not wrong
    ]
    found = auc([truth for truth, _ in rows], [score / 5 for _, score in rows])
    if above:
        assert found is not None
        assert math.isclose(found, sum(above) / len(above))
    else:
        assert found is None


def test_kl_divergence() -> None:
    assert kl_divergence([5, 5], [5, 5]) == 0
    assert kl_divergence([3, 1], [1, 1]) == pytest.approx(
        0.75 * math.log(1.5) + 0.25 * math.log(0.5)
    )
    assert kl_divergence([1, 1], [2, 0]) == math.inf
    assert kl_divergence([], []) is None


def test_a_set_that_people_labelled(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(
        f"text,risks\n{LEAK}一,A.2.e\n{LEAK}二,\n三,性别歧视;A.1.f\n四,\n{SILENT},A.2.e\n", "utf-8"
    )
    items, digest = labelled(str(path))
    found = validate(Words(), items, digest, [f"{LEAK}  一", "九"])
    row = next(one for one in found.risks if one.of == "A.2.e")
    assert (row.true_positives, row.false_positives, row.true_negatives, row.false_negatives) == (
        1,
        1,
        1,
        1,
    )
    assert row.unscored == 1
    assert found.leaked == ("line-2",)
    assert found.auc == 0.5
    assert len(found.risks) == 32


def test_a_set_that_is_none_is_told(tmp_path: Path) -> None:
    for text, reason in (
        ("text\nx\n", "has no column"),
        ("text,risks\nx,A.7.a\n", "none of the 31"),
    ):
        path = tmp_path / "set.csv"
        path.write_text(text, "utf-8")
        with pytest.raises(BrokenFile) as caught:
            labelled(str(path))
        assert reason in str(caught.value)
