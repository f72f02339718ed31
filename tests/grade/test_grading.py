"""The level by a table, and what follows; without a table nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import UsageError
from hegui.grade.answers import Answer, AnswerSet, Party
from hegui.grade.grading import grade_of, graded, held
from hegui.grade.rules.levels import LEVELS, Level
from hegui.grade.rules.measures import MEASURES
from tests.grade.samples import ANSWERS, TABLE, answers, table


def test_without_a_table_the_level_is_not_determined(tmp_path: Path) -> None:
    grade = grade_of(answers(tmp_path), None)

    assert grade.level is None
    assert "is not guessed" in str(grade.why)


def test_a_table_without_rows_determines_nothing(tmp_path: Path) -> None:
    empty = TABLE[: TABLE.index("[[row]]")]

    assert grade_of(answers(tmp_path), table(tmp_path, empty)).level is None


@pytest.mark.parametrize(
    ("scenario", "intelligence", "scale", "expected"),
    [
        ("office", "assists", "small", "low"),
        ("office", "acts", "large", "low"),
        ("medical", "assists", "small", "considerable"),
        ("medical", "assists", "large", "considerable"),
        ("medical", "acts", "large", "extremely-serious"),
        ("medical", "acts", "small", None),  # no row says
        ("medical", "acts", "", None),  # not answered
        ("medical", "acts", "huge", None),  # no value of the table
    ],
)
def test_the_level_is_what_the_row_says(
    tmp_path: Path, scenario: str, intelligence: str, scale: str, expected: str | None
) -> None:
    given = replace(
        answers(tmp_path),
        factors=(("scenario", scenario), ("intelligence", intelligence), ("scale", scale)),
    )
    level = grade_of(given, table(tmp_path)).level

    assert (level.id if level else None) == expected


def test_a_level_is_never_surer_than_the_way_of_grading(tmp_path: Path) -> None:
    assert table(tmp_path).confidence == "text"
    assert grade_of(answers(tmp_path), table(tmp_path)).confidence == "secondary"
    known = table(tmp_path, TABLE.replace('"text"', '"known"'))
    assert grade_of(answers(tmp_path), known).confidence == "known"


def test_table_and_answers_of_other_schemes_are_refused(tmp_path: Path) -> None:
    other = replace(answers(tmp_path), scheme="two-factor-draft")
    with pytest.raises(UsageError, match="three-factor"):
        grade_of(other, table(tmp_path))


def test_measures_follow_the_answers_and_the_table_s_demands(tmp_path: Path) -> None:
    found = {one.measure.id: one for one in graded(answers(tmp_path), table(tmp_path)).measures}

    assert found["system.logs"].outcome == "pass"
    assert found["system.logs"].demanded
    assert found["data.rules"].outcome == "warn"
    assert found["model.explain"].outcome == "could-not-tell"
    # Waved away without a reason although the table asks for it.
    assert found["application.limits"].outcome == "warn"
    assert len(found) == len(MEASURES)


def test_demands_hold_from_their_level_on(tmp_path: Path) -> None:
    matrix = table(tmp_path)

    assert [bool(matrix.demanded(one.id)) for one in LEVELS] == [False, False, True, True, True]


def test_maturity_must_reach_the_grade(tmp_path: Path) -> None:
    found = {one.party.name: one for one in graded(answers(tmp_path), table(tmp_path)).parties}

    assert (found["甲公司"].maturity, found["甲公司"].outcome) == (2, "warn")  # its lowest area
    assert (found["乙公司"].maturity, found["乙公司"].outcome) == (3, "pass")  # as stated
    assert (found["丙公司"].maturity, found["丙公司"].outcome) == (None, "could-not-tell")


def test_maturity_is_not_judged_without_a_grade(tmp_path: Path) -> None:
    outcomes = {one.outcome for one in graded(answers(tmp_path), None).parties}

    assert outcomes == {"could-not-tell"}


@given(st.sampled_from(LEVELS), st.integers(1, 5))
def test_maturity_is_at_least_the_grade(level: Level, step: int) -> None:
    outcome = held(Party("x", stated=step), level).outcome

    assert outcome == ("pass" if step >= level.rank else "warn")


@pytest.mark.parametrize(
    ("months", "expected"), [("5", "warn"), ("6", "pass"), ("open", "could-not-tell")]
)
def test_logs_of_agents_are_kept_six_months(tmp_path: Path, months: str, expected: str) -> None:
    given = answers(tmp_path)
    changed = tuple(
        Answer("log-months", months) if one.of == "log-months" else one for one in given.agents
    )
    (found,) = [
        one
        for one in graded(replace(given, agents=changed), None).agents
        if one.question.id == "log-months"
    ]

    assert found.outcome == expected


def test_agents_are_only_asked_where_the_application_acts(tmp_path: Path) -> None:
    quiet = answers(tmp_path, ANSWERS.replace("acts = true", "acts = false"))

    assert graded(quiet, None).agents == ()


def test_nothing_ever_fails(tmp_path: Path) -> None:
    found = graded(answers(tmp_path), table(tmp_path))
    outcomes = {one.outcome for one in found.measures} | {one.outcome for one in found.parties}
    outcomes |= {one.outcome for one in found.agents}

    assert outcomes == {"pass", "warn", "could-not-tell"}
    assert "fail" not in outcomes


def test_the_digest_is_of_every_answer() -> None:
    one = AnswerSet("a", "three-factor", "3.0")

    assert one.digest == AnswerSet("a", "three-factor", "3.0").digest
    for other in (
        replace(one, subject="b"),
        replace(one, acts=True),
        replace(one, factors=(("scale", "x"),)),
        replace(one, measures=(Answer("system.logs", "in-place", "why"),)),
        replace(one, parties=(Party("p"),)),
    ):
        assert other.digest != one.digest
