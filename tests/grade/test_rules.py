"""The data: nothing in it claims more than the facts do."""

from __future__ import annotations

import pytest

from hegui import catalog
from hegui.grade.rules.agents import AGENT_QUESTIONS, LOG_MONTHS
from hegui.grade.rules.editions import FRAMEWORKS, SCHEMES, Framework
from hegui.grade.rules.levels import LEVELS
from hegui.grade.rules.maturity import AREAS, RULE
from hegui.grade.rules.measures import BLOCKS, MEASURES, measures_of


def test_nothing_may_fail_a_user() -> None:
    marks = {RULE[2]}
    marks |= {one.confidence for one in LEVELS} | {one.confidence for one in FRAMEWORKS}
    marks |= {one.confidence for one in SCHEMES} | {one.confidence for one in MEASURES}
    marks |= {one.confidence for one in AREAS} | {one.confidence for one in AGENT_QUESTIONS}
    marks |= {factor.confidence for scheme in SCHEMES for factor in scheme.factors}

    assert not {mark for mark in marks if mark.may_fail}


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda one: one.id)
def test_days_are_the_catalogue_s(framework: Framework) -> None:
    record = catalog.load().get(framework.instrument)

    assert isinstance(record, catalog.Instrument)
    assert record.issued is not None
    assert record.issued.text == framework.day


def test_levels_are_the_five_in_order() -> None:
    assert [one.zh for one in LEVELS] == ["低", "一般", "较大", "重大", "特别重大"]
    assert [one.rank for one in LEVELS] == [1, 2, 3, 4, 5]


def test_schemes_have_the_factors_that_were_reported() -> None:
    assert [[factor.zh for factor in scheme.factors] for scheme in SCHEMES] == [
        ["应用场景", "智能化水平", "应用规模"],
        ["应用场景的安全属性", "智能化水平"],
    ]


def test_later_editions_carry_earlier_measures() -> None:
    first, second, third = (measures_of(one) for one in ("1.0", "2.0", "3.0"))

    assert set(first) < set(second) < set(third) == set(MEASURES)
    assert {one.id for one in set(third) - set(second)} == {"system.logs", "system.agents"}
    assert {one.block for one in MEASURES} == set(BLOCKS)
    assert len({one.id for one in MEASURES}) == len(MEASURES)


def test_only_what_was_reported_is_marked_secondary() -> None:
    assert {one.id for one in AGENT_QUESTIONS if one.confidence == "secondary"} == {LOG_MONTHS.id}
    assert (LOG_MONTHS.least, LOG_MONTHS.unit) == (6, "months")
    assert not [one.id for one in measures_of("1.0") if one.confidence != "known"]
