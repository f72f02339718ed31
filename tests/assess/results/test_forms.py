"""The JSON form of an assessment: there and back, and what is no assessment."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from hegui.assess.requirements import EDITIONS, requirement
from hegui.assess.results import Outcome, from_json, to_json, weigh, worst
from hegui.errors import BrokenFile
from tests.assess.example import example


@pytest.mark.parametrize("edition", [one.id for one in EDITIONS])
def test_there_and_back(edition: str) -> None:
    made = example(edition)

    assert from_json(to_json(made)) == made
    assert to_json(from_json(to_json(made))) == to_json(made)


def test_every_figure_names_its_edition_clause_and_confidence() -> None:
    said = json.loads(to_json(example()))
    rule = said["rates"][0]["rule"]

    assert (rule["edition"], rule["clause"], rule["confidence"], rule["verb"]) == (
        "tc260-003-2024",
        "9.3",
        "text2",
        "shall",
    )


def _set(*path: str | int, to: object) -> Callable[[Any], None]:
    def change(said: Any) -> None:
        for step in path[:-1]:
            said = said[step]
        said[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_set("version", to=2), "is no assessment of version 1"),
        (_set("rates", 0, "scored", to="many"), "rates[0].scored: has a value of another kind"),
        (_set("rates", 0, "scored", to=True), "rates[0].scored: has a value of another kind"),
        (_set("rates", 0, "sample_outcome", to="fine"), "rates[0].sample_outcome: has a value"),
        (_set("rates", to={}), "rates: has a value of another kind"),
        (_set("more", to=1), "more is unknown here"),
        (_set("rates", 0, "reasons", 0, "facts", to={}), "rates[0].reasons[0]: has a value"),
        (
            _set("rates", 0, "reasons", 0, "template", to="{edition.__class__}"),
            "rates[0].reasons[0]: has a value",
        ),
        (_set("banks", 0, "licences", to=[["MIT"]]), "banks[0].licences[0]: has a value"),
        (lambda said: said["plan"].pop("seed"), "plan: seed is missing here"),
    ],
)
def test_what_is_no_assessment_is_told_with_its_place(
    change: Callable[[Any], None], expected: str
) -> None:
    said = json.loads(to_json(example()))
    change(said)

    with pytest.raises(BrokenFile) as caught:
        from_json(json.dumps(said))
    assert str(caught.value).startswith(expected)


@pytest.mark.parametrize("text", ["", "[" * 100_000, "[]", '{"format": "hegui-assessment"'])
def test_what_is_no_json_object_is_told(text: str) -> None:
    with pytest.raises(BrokenFile):
        from_json(text)


@pytest.mark.parametrize(
    ("edition", "key", "missed"),
    [
        ("tc260-003-2024", "content.people.rate", Outcome.FAIL),
        ("gbt45654-2025", "content.people.rate", Outcome.WARN),
        ("tc260-003-2024", "source.before", Outcome.WARN),  # a shall, but secondary
        ("tc260-003-2024", "keywords.total", Outcome.GAP),
        ("tc260-003-2024", "keywords.characters", Outcome.WARN),
    ],
)
def test_what_is_missed_weighs_by_verb_and_confidence(
    edition: str, key: str, missed: Outcome
) -> None:
    rule = requirement(edition, key)

    assert weigh(rule, False) is missed
    assert weigh(rule, True) is Outcome.PASS
    assert weigh(rule, None) is Outcome.COULD_NOT_TELL


def test_the_worst_of_several() -> None:
    assert worst([Outcome.PASS, Outcome.GAP, Outcome.FAIL]) is Outcome.FAIL
    assert worst([Outcome.PASS, Outcome.COULD_NOT_TELL]) is Outcome.COULD_NOT_TELL
    assert worst([]) is Outcome.NOT_APPLICABLE
