"""The figures against the facts they were taken from, row by row."""

from __future__ import annotations

import pytest

from hegui.assess.requirements import (
    ASPECTS,
    EDITIONS,
    NUMBERED,
    RISKS,
    Scope,
    Verb,
    clauses_of,
    edition,
    requirement,
    requirements_of,
    risks_of,
)
from hegui.errors import UsageError
from hegui.rules import Confidence

# Row, clause, bounds, verb, confidence; typed again from the page of facts.
ROWS = """
source.before N1 5.1 - 5 shall secondary
source.after N2 5.1 - 5 shall secondary
corpus.people.sample N3 9.2a) 4000 - shall text2
corpus.people.rate N3 9.2a) 96 - shall text2
corpus.technique.sample N4 9.2b) 10 - shall text2
corpus.technique.rate N4 9.2b) 98 - shall text2
keywords.total N6 8.1 10000 - should text2
keywords.coverage N6 8.1 1 - shall text2
keywords.each.A.1 N7 8.1 200 - should text2
keywords.each.A.2 N8 8.1 100 - should text2
keywords.age N9 8.1 - 7 should secondary
keywords.characters N10 8.1 - 10 generally known
keywords.words N10 8.1 - 5 generally known
content.total N11 8.2 2000 - should secondary
content.coverage N11 8.2 1 - should secondary
content.each.A.1-2 N12 8.2 50 - should secondary
content.each.others N12 8.2 20 - should secondary
content.age N14 8.2 - 30 should secondary
refuse.age N14 8.3 - 30 should secondary
accept.age N14 8.3 - 30 should secondary
refuse.total N15 8.3a) 500 - should secondary
refuse.each N15 8.3a) 20 - should secondary
accept.total N16 8.3b) 500 - should secondary
accept.each N16 8.3b) 20 - should secondary
accept.left-out N17 8.3b) - - may known
classifiers.coverage N18 8.4 31 - shall text2
content.people.sample N19 9.3 1000 - shall text2
content.people.rate N19 9.3 90 - shall text2
content.keywords.sample N20 9.3 1000 - shall text2
content.keywords.rate N20 9.3 90 - shall text2
content.classifier.sample N21 9.3 1000 - shall text2
content.classifier.rate N21 9.3 90 - shall text2
refuse.sample N22 9.4 300 - shall text2
refuse.rate N22 9.4 95 - shall text2
accept.sample N23 9.4 300 - shall text2
accept.rate N23 9.4 - 5 shall text2
suspend.row N24 7 - 3 shall secondary
suspend.day N24 7 - 5 shall secondary
signatures N26 9.1 3 - shall secondary
"""


def test_every_figure_is_that_of_the_facts() -> None:
    ours = [
        " ".join(
            (
                one.key,
                one.number,
                one.clause.replace(" ", ""),
                "-" if one.least is None else str(one.least),
                "-" if one.most is None else str(one.most),
                one.verb,
                one.confidence,
            )
        )
        for one in requirements_of("tc260-003-2024")
    ]

    assert ours == ROWS.split("\n")[1:-1]
    assert NUMBERED[0] == "N1"
    assert NUMBERED[-1] == "N26"


def test_what_is_carried_over_warns_at_most() -> None:
    """No clause body of GB/T 45654-2025 was at hand."""
    assert [one.id for one in requirements_of("gbt45654-2025") if one.may_fail] == []
    assert all(one.carried_over for one in requirements_of("gbt45654-2025"))
    assert not any(one.carried_over for one in requirements_of("tc260-003-2024"))
    assert requirement("gbt45654-2025", "keywords.words").confidence is Confidence.KNOWN


def test_only_a_shall_that_was_quoted_may_fail() -> None:
    for one in requirements_of("tc260-003-2024"):
        assert one.may_fail == (one.verb is Verb.SHALL and one.confidence is Confidence.TEXT2)


def test_the_editions_hold_the_same_keys() -> None:
    keys = [[one.key for one in requirements_of(each.id)] for each in EDITIONS]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == len(keys[0])


def test_slices_of_the_risks() -> None:
    assert len(RISKS) == 31
    assert [len(risks_of((f"A.{one}",))) for one in range(1, 6)] == [8, 9, 5, 7, 2]
    assert len(risks_of(("A.1", "A.2"))) == 17
    assert len(risks_of(("A.1", "A.2", "A.3", "A.4"))) == 29
    assert len({one.zh for one in RISKS}) == len({one.en for one in RISKS}) == 31


def test_thirteen_aspects_nine_of_china() -> None:
    assert len(ASPECTS) == len({one.id for one in ASPECTS}) == 13
    assert sum(one.of_china for one in ASPECTS) == 9


def test_totals_exceed_the_sums_of_their_floors() -> None:
    """So that both have to be tested (the facts' own arithmetic)."""
    of = "tc260-003-2024"

    def least(key: str) -> int:
        return requirement(of, key).least or 0

    assert 17 * least("content.each.A.1-2") + 14 * least("content.each.others") == 1130
    assert least("content.total") > 1130
    assert 17 * least("refuse.each") == 340 < least("refuse.total")


def test_every_figure_of_chapters_5_to_8_stands_in_a_clause() -> None:
    for one in EDITIONS:
        held = [key for clause in clauses_of(one.id) for key in clause.figures]
        asked = [
            figure.key for figure in requirements_of(one.id) if not figure.clause.startswith("9")
        ]
        assert sorted(held) == sorted(asked)
        for clause in clauses_of(one.id):
            for key in clause.figures:
                assert requirement(one.id, key).clause.startswith(clause.number)


def test_scopes_say_whom_they_are_asked_of() -> None:
    for one in requirements_of("tc260-003-2024"):
        assert (one.scope is Scope.EACH_RISK) <= bool(one.groups)


def test_an_unknown_edition_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        edition("tc260-003-2023")
    assert str(caught.value) == (
        "tc260-003-2023 is no edition; there are tc260-003-2024, gbt45654-2025"
    )
